//! Checks audits of a document with tables. Patches add a contradiction to the tower's guide or its layout, and the
//! tests plant wrong facts into rows and lines, one at a time. Each must be reported once, at its line.
//!
//! `VERISPEC_GUIDE` is the path of a document for the shipped spec, whose rows and lines are changed in the same way.

use std::collections::BTreeSet;

use insta::{assert_snapshot, glob};
use verispec_codegen::audit::report::{Shown, text};
use verispec_codegen::audit::{Audit, Finding};
use verispec_codegen::ir::Model;
use verispec_codegen::source::{FileId, SourceMap};
use verispec_tests::random::Random;
use verispec_tests::signals::{NAME, TABLES, apart, audited, followed, harbor, layout};
use verispec_tests::{folder, patch};

use super::{snapshots, stem, subject};

/// A fact in the guide, its replacement, and the kind of finding that reports it.
type Plant = (&'static str, &'static str, &'static str);

/// Wrong facts of each kind, in each kind of table.
const PLANTS: [Plant; 48] = [
    // Rows that describe fields.
    ("| draught | whole", "| depth | whole", "row-name-differs"),
    ("| draught | whole number | | In centimetres |\n", "", "row-only-in-spec"),
    ("| captain | object |", "| mate | text | | New |\n| captain | object |", "row-only-in-document"),
    ("| procedure.papers |", "| procedure.sheets |", "row-name-differs"),
    ("| **crew** |", "| **crew** | whole number | | from 1 to 40 people |\n| **crew** |", "row-twice"),
    ("| captain | object", "| hold | object | | |\n| captain | object", "unused-layout-entry"),
    // Types of fields.
    ("| **crew** | whole number", "| **crew** | text", "field-type-differs"),
    ("| dangerous | yes or no", "| dangerous | number", "field-type-differs"),
    ("| ports | array (string)", "| ports | array (object)", "field-type-differs"),
    ("| procedure.papers | array (object)", "| procedure.papers | object", "field-type-differs"),
    ("| trim | number", "| trim | ", "field-type-differs"),
    ("| built | text", "| built | date", "field-type-differs"),
    // Whether fields are required.
    ("| **voyage** |", "| voyage |", "field-required-differs"),
    ("| trim |", "| **trim** |", "field-required-differs"),
    ("| **procedure.number** |", "| procedure.number |", "field-required-differs"),
    // Limits of fields.
    ("text | 8 |", "text | 9 |", "field-limit-differs"),
    ("text | 8 |", "text | |", "field-limit-differs"),
    ("| built | text | |", "| built | text | 10 |", "field-limit-differs"),
    ("text | 8 |", "text | eight |", "field-limit-differs"),
    ("1 to 40", "1 to 50", "field-limit-differs"),
    ("usually false", "usually true", "field-limit-differs"),
    ("90s to 3d", "90s to 4d", "field-limit-differs"),
    ("or else 6h", "or else 7h", "field-limit-differs"),
    // Values, labels and type codes.
    ("– captain.age<br>", "", "field-values-differ"),
    ("– captain.age<br>", "– captain.rank<br>", "field-values-differ"),
    ("– MANIFEST<br>", "– MANIFEST<br>– LOGBOOK<br>", "field-values-differ"),
    ("– BULK<br>", "", "field-values-differ"),
    ("when paper is MANIFEST", "when paper is INSIGNIA", "field-values-differ"),
    ("SEAWORTHY<br>– SCUTTLED", "SEAWORTHY<br>– BECALMED", "field-values-differ"),
    ("– TIDY<br>", "– OVERWEIGHT<br>", "field-values-differ"),
    (
        "– TIDY<br>when verdict is SCUTTLED:<br>– OVERWEIGHT",
        "– OVERWEIGHT<br>when verdict is SCUTTLED:<br>– TIDY",
        "field-values-differ",
    ),
    ("– CARGO<br>", "", "field-values-differ"),
    // Names of items, their titles and requirements.
    ("| GULL | grey |\n", "", "row-only-in-spec"),
    ("| KELP |", "| KALE |", "row-name-differs"),
    ("| BERTHED | The ship may unload |\n", "", "row-only-in-spec"),
    ("| 701 | Return Call", "| 701 | Return", "cell-differs"),
    ("| 701 |", "| 702 |", "row-name-differs"),
    ("| F2 | Unknown |", "| F2 | Unknown |\n| F3 | Unknown |", "row-only-in-document"),
    ("| legiblePapers, weighedCargo |", "| weighedCargo |", "cell-differs"),
    ("| call | text | The call |\n", "", "row-only-in-spec"),
    // File limits.
    ("up to 2 kB", "up to 3 kB", "file-limit-differs"),
    ("600 x 900", "600 x 800", "file-limit-differs"),
    ("TIF, WEBP", "TIF", "file-format-differs"),
    ("| sheet | TIF", "| scan | TIF", "row-name-differs"),
    // Tables that are not in the layout.
    ("## Lamps", "### Fog\n\n| Fog | Port |\n|---|---|\n| x | y |\n\n## Lamps", "table-not-in-layout"),
    // Lines outside tables.
    ("answered with **409**", "answered with **410**", "line-differs"),
    ("15, 45, 120", "15, 45, 130", "line-differs"),
    ("45 minutes", "50 minutes", "line-differs"),
];

/// Wrong facts in lines outside tables.
const LINES: [Plant; 9] = [
    ("with **POST**", "with **PUT**", "line-differs"),
    ("quay.south.tidewater", "quay.east.tidewater", "line-differs"),
    ("- SOUTH: `https://quay.south.tidewater.example/ships`\n", "", "line-differs"),
    ("- SOUTH: ", "- EAST: ", "region-only-in-document"),
    ("**201 Created**", "**200 OK**", "line-differs"),
    ("`Authorization: ", "`Authorisation: ", "line-differs"),
    ("192.0.2.40", "192.0.2.41", "line-differs"),
    ("- 2001:db8::28\n", "", "line-differs"),
    ("at most 3 times", "at most 4 times", "line-differs"),
];

/// Patterns in the layout that read facts from lines, and their replacements without these patterns.
const UNREAD: [(&str, &str); 4] = [
    ("      - \"An application that is taken is answered with {status}.\"\n", ""),
    ("[\"Look at the lamp at most {attempts} times:\", \"{delays} seconds\"]", "[\"{delays} seconds\"]"),
    (", \"{delays} seconds\"]", "]"),
    (", \"{address}\"]", "]"),
];

fn told(model: &Model, file: FileId, document: &str) -> Vec<Finding> {
    audited(model, layout(model), file, document.as_bytes()).open().cloned().collect()
}

/// Returns the line number of a finding, or `None` if it is in a file of the spec.
fn line(document: &str, file: FileId, finding: &Finding) -> Option<usize> {
    let before = document.get(..finding.span.start as usize).filter(|_| finding.span.file == file);
    before.map(|before| before.matches('\n').count() + 1)
}

#[test]
fn a_fact_that_nothing_reads_any_more_is_found_although_the_guide_is_as_it_was() {
    let (guide, spec) = followed();
    let told = |spec: &SourceMap| -> Vec<&'static str> {
        let model = folder::sound(spec);
        let (_, file) = spec.clone().with(guide.clone());
        audited(&model, layout(&model), file, &guide.bytes).open().map(|finding| finding.kind.id).collect()
    };
    assert_eq!(told(&spec), [] as [&str; 0]);
    for (was, is) in UNREAD {
        let files = spec.iter().map(|(_, file)| {
            let mut file = file.clone();
            if file.path == TABLES {
                let text = String::from_utf8_lossy(&file.bytes).into_owned();
                assert!(text.contains(was), "{was}");
                file.bytes = text.replacen(was, is, 1).into_bytes();
            }
            file
        });
        let found = told(&SourceMap::new(files.collect()));
        assert!(!found.is_empty(), "no finding is reported if the layout lacks `{was}`");
    }
}

#[test]
fn the_guide_contradicts_nothing() {
    let (guide, spec) = apart(&harbor());
    let model = folder::sound(&spec);
    let (sources, file) = spec.clone().with(guide.clone());
    let audit = audited(&model, layout(&model), file, &guide.bytes);
    let title = &model[layout(&model).document].title;
    let shown = Shown { audit: &audit, model: &model, sources: &sources, document: file, title, all: true };
    assert_eq!(audit.open().count(), 0, "{}", text(&shown, false));
    assert!(audit.facts.len() > 100, "{} facts", audit.facts.len());
}

#[test]
fn a_contradiction_is_told_with_its_places_and_nothing_else_is() {
    let others = std::cell::RefCell::new(Vec::new());
    glob!("../../cases/tables", "*.patch", |case| {
        let (guide, spec) = apart(&patch::apply(&harbor(), &folder::text(case)));
        let model = folder::sound(&spec);
        let bytes = guide.bytes.clone();
        let (sources, file) = spec.with(guide);
        let found = audited(&model, layout(&model), file, &bytes);
        let audit = Audit { facts: found.facts.clone(), findings: found.open().cloned().collect(), echoes: Vec::new() };
        let title = &model[layout(&model).document].title;
        let told =
            text(&Shown { audit: &audit, model: &model, sources: &sources, document: file, title, all: false }, false);
        snapshots(case.parent().unwrap_or(case)).bind(|| assert_snapshot!(stem(case), told));
        let kinds: BTreeSet<String> = audit.findings.iter().map(|finding| finding.kind.id.to_owned()).collect();
        if kinds != BTreeSet::from([subject(case)]) {
            others.borrow_mut().push((stem(case), kinds));
        }
    });
    assert!(others.borrow().is_empty(), "{others:#?}");
}

/// Checks that each wrong fact results in one finding of its kind. The layout does not record an edition, so only facts
/// are compared.
#[test]
fn each_wrong_fact_is_one_finding_of_its_kind() {
    let (guide, spec) = apart(&harbor());
    let original = String::from_utf8_lossy(&guide.bytes).into_owned();
    let model = folder::sound(&spec);
    let (_, file) = spec.clone().with(guide);
    for (was, is, kind) in PLANTS.into_iter().chain(LINES) {
        assert!(original.contains(was), "{was}");
        let found = told(&model, file, &original.replacen(was, is, 1));
        let kinds: Vec<&str> = found.iter().map(|finding| finding.kind.id).collect();
        assert_eq!(kinds, [kind], "{was} became {is}: {found:#?}");
    }
    println!("{} wrong facts were planted, and each was reported once", PLANTS.len() + LINES.len());
}

/// A document with one change, and the number of the changed line.
struct Changed {
    text: String,
    line: usize,
    is_gone: bool,
}

/// Returns copies of a document, each with one change in a row or list item: a misspelled word, an incremented number,
/// or a removed line.
fn changes(text: &str) -> Vec<Changed> {
    let lines: Vec<&str> = text.lines().collect();
    let with = |at: usize, line: Option<String>| {
        let changed = lines.iter().enumerate().filter_map(|(index, old)| match (index == at, &line) {
            (false, _) => Some((*old).to_owned()),
            (true, line) => line.clone(),
        });
        changed.map(|line| line + "\n").collect::<String>()
    };
    let mut found = Vec::new();
    let mut in_fence = false;
    for (at, line) in lines.iter().enumerate() {
        in_fence ^= line.starts_with("```") || line.starts_with("~~~");
        let is_head = lines.get(at + 1).is_some_and(|next| next.starts_with("|") && next.contains("--"));
        let is_rule = line.starts_with('|') && !line.contains(|c: char| c.is_alphanumeric());
        let is_read = line.starts_with('|') || line.starts_with("- ") || line.starts_with("* ");
        if in_fence || is_head || is_rule || !is_read || line.contains("](#") || line.contains("[") {
            continue;
        }
        let words =
            line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1 && *word != "br" && *word != "sup");
        for word in words {
            let start = word.as_ptr() as usize - line.as_ptr() as usize;
            let other = word.parse::<u64>().map_or_else(|_| format!("{word}q"), |number| (number + 1).to_string());
            let changed = format!("{}{other}{}", &line[..start], &line[start + word.len()..]);
            found.push(Changed { text: with(at, Some(changed)), line: at + 1, is_gone: false });
        }
        found.push(Changed { text: with(at, None), line: at + 1, is_gone: true });
    }
    found
}

/// Panics unless each of these changes results in one finding at its line.
fn hold(model: &Model, layout: &verispec_codegen::ir::Layout, file: FileId, changes: &[Changed]) {
    for change in changes {
        let audit = audited(model, layout, file, change.text.as_bytes());
        let found: Vec<&Finding> = audit.open().collect();
        let shown: Vec<&str> = change.text.lines().skip(change.line.saturating_sub(2)).take(3).collect();
        let [finding] = found.as_slice() else {
            panic!("the change in line {} should result in one finding: {shown:#?}\n{found:#?}", change.line)
        };
        if !change.is_gone {
            let all = std::iter::once(finding.span)
                .chain(finding.all_places())
                .chain(finding.related.iter().map(|(span, _)| *span));
            let lines: BTreeSet<Option<usize>> =
                all.map(|span| line(&change.text, file, &Finding { span, ..(*finding).clone() })).collect();
            assert!(
                lines.contains(&Some(change.line)),
                "the finding should point to line {}: {shown:#?}\n{finding:#?}",
                change.line
            );
        }
    }
}

/// Checks that every changed word in every row and list is reported once if the layout records the guide's edition.
#[test]
fn every_word_of_a_row_or_list_counts() {
    let (guide, spec) = followed();
    let original = String::from_utf8_lossy(&guide.bytes).into_owned();
    let model = folder::sound(&spec);
    let (_, file) = spec.clone().with(guide);
    assert!(told(&model, file, &original).is_empty());
    let changes = changes(&original);
    assert!(changes.len() > 300, "{}", changes.len());
    hold(&model, layout(&model), file, &changes);
    println!("{} rows and lines of the guide were changed, and each change was reported once", changes.len());
}

/// Makes a hundred random changes in the document `VERISPEC_GUIDE`, for which the shipped spec has a layout of tables.
#[test]
fn a_guide_that_is_named_is_held_in_the_same_way() {
    let Ok(path) = std::env::var("VERISPEC_GUIDE") else { return };
    let original = folder::text(path.as_ref());
    let spec = folder::spec(&folder::workspace("spec"));
    let model = folder::sound(&spec);
    let (_, file) = SourceMap::clone(&spec)
        .with(verispec_codegen::source::SourceFile { path: NAME.to_owned(), bytes: original.clone().into_bytes() });
    let held = layout(&model);
    assert_eq!(audited(&model, held, file, original.as_bytes()).open().count(), 0);
    let mut changes = changes(&original);
    let mut random = Random(1);
    let all = changes.len();
    while changes.len() > 100 {
        let at = random.below(changes.len());
        changes.swap_remove(at);
    }
    hold(&model, held, file, &changes);
    println!("{} of {all} possible changes of {path} were made, and each was reported once", changes.len());
}
