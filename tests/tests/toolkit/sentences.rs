//! Checks changed sentences in a document: an audit shows the changed words, an import adds a decision to make, and the
//! change remains open until somebody has made the decision.

use std::collections::BTreeMap;

use verispec_codegen::audit::{Finding, audit};
use verispec_codegen::document::{Sentence, read};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::{almanac, folder};

use super::imports::imported;

/// The old and the new sentence. If the new one is empty, the sentence is removed.
type Edit = (&'static str, &'static str);

/// Edits of sentences whose facts are not compared by any detector.
const EDITS: [Edit; 8] = [
    ("Watch the [lamps](signals.md#lamps).", "Watch the [lamps](signals.md#lamps) for 3 days."),
    ("Watch the [lamps](signals.md#lamps).", "You must not watch the [lamps](signals.md#lamps)."),
    ("Watch the [lamps](signals.md#lamps).\n", ""),
    ("Ships come from FERN, GULL, KELP, PUFF and TERN.", "Ships come from FERN, GULL, KELP and TERN."),
    ("Ships come from FERN, GULL, KELP, PUFF and TERN.\n", ""),
    ("Ships come from", "Only 12 of them are insured.\n\nShips come from"),
    ("Clears a ship that has never been here.", "Clears a ship that has not been here for 2 years."),
    ("The captain agrees to being interviewed.", "The captain agrees to being interviewed twice."),
];

/// Returns copies of the spec. Each lacks one of the edition's sentences in this file.
fn without_a_sentence(spec: &SourceMap, path: &str) -> Vec<SourceMap> {
    let file = spec.iter().map(|(_, file)| file).find(|file| file.path == path);
    let text = file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default();
    let (_, kept) = text.split_once("\nsentences:\n").unwrap_or_else(|| panic!("{path} does not record any sentences"));
    let lines: Vec<&str> = kept.lines().filter(|line| line.starts_with("  - ")).collect();
    let without = |line: &&str| {
        let other = text.replacen(&format!("{line}\n"), "", 1);
        let files = spec.iter().map(|(_, file)| match file.path == path {
            true => SourceFile { path: path.to_owned(), bytes: other.clone().into_bytes() },
            false => file.clone(),
        });
        SourceMap::new(files.collect())
    };
    lines.iter().map(without).collect()
}

#[test]
fn a_sentence_that_is_not_kept_is_found_although_the_document_is_as_it_was() {
    let (almanac, spec) = almanac::followed();
    let specs = without_a_sentence(&spec, almanac::LAYOUT);
    assert!(specs.len() > 10, "{} sentences", specs.len());
    for spec in specs {
        let found: Vec<&str> = open(&spec, &almanac).iter().map(|finding| finding.kind.id).collect();
        assert_eq!(found, ["text-differs"]);
    }
}

fn with(text: &str, (was, is): Edit) -> SourceFile {
    assert!(text.contains(was), "{was}");
    SourceFile { path: almanac::NAME.to_owned(), bytes: text.replacen(was, is, 1).into_bytes() }
}

fn with_word(text: &str, at: usize, word: &str, length: usize) -> SourceFile {
    let text = format!("{}{word}{}", &text[..at], &text[at + length..]);
    SourceFile { path: almanac::NAME.to_owned(), bytes: text.into_bytes() }
}

/// Audits a document, and returns the open findings.
fn open(spec: &SourceMap, document: &SourceFile) -> Vec<Finding> {
    let model = folder::sound(spec);
    let (_, file) = spec.clone().with(document.clone());
    let read = read(&model, &model.layouts[0], file, &document.bytes);
    audit(&model, &model.layouts[0], &read, None).findings.into_iter().filter(Finding::is_open).collect()
}

/// Imports a document, and returns the changed spec, whether it differs, and the number of open differences.
fn patched(spec: &SourceMap, document: &SourceFile) -> (SourceMap, bool, usize) {
    let result = imported(spec.clone(), document.clone(), true);
    let mut files: BTreeMap<String, Vec<u8>> =
        spec.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect();
    let is_changed = !result.changed.is_empty();
    files.extend(result.changed.into_iter().map(|file| (file.path, file.after.into_bytes())));
    let files = files.into_iter().map(|(path, bytes)| SourceFile { path, bytes }).collect();
    (SourceMap::new(files), is_changed, result.open)
}

/// Fills in the open decisions in a spec.
fn decided(spec: &SourceMap) -> SourceMap {
    let files = spec.iter().map(|(_, file)| {
        let mut file = file.clone();
        if file.path == "decisions.yaml" {
            let text = String::from_utf8_lossy(&file.bytes).into_owned();
            let open = "  # todo: decide what is correct, and state it in `decision`\n";
            let text = text.replace(open, "").replace(
                "    settles:\n      - finding: text-differs",
                "    decision: It does not change the facts.\n    settles:\n      - finding: text-differs",
            );
            file.bytes = text.into_bytes();
        }
        file
    });
    SourceMap::new(files.collect())
}

#[test]
fn a_sentence_that_changes_is_shown_and_stays_open_until_somebody_decides() {
    let (document, spec) = almanac::followed();
    let text = String::from_utf8_lossy(&document.bytes).into_owned();
    assert!(open(&spec, &document).is_empty());
    for edit in EDITS {
        let changed = with(&text, edit);
        let found = open(&spec, &changed);
        let [finding] = found.as_slice() else { panic!("{edit:?}: {found:#?}") };
        assert_eq!(finding.kind.id, "text-differs", "{edit:?}");
        let (after, is_changed, is_open) = patched(&spec, &changed);
        assert!(
            is_changed && is_open == 1,
            "{edit:?}: the first import should change the spec and leave one difference open, not {is_open}"
        );
        let left = open(&after, &changed);
        let [left] = left.as_slice() else {
            panic!("{edit:?}: after the import, exactly one finding should be open: {left:#?}")
        };
        assert!(left.is_undecided, "{edit:?}");
        assert_eq!((&left.document, &left.against), (&finding.document, &finding.against), "{edit:?}");
        let (again, is_changed, is_open) = patched(&after, &changed);
        assert!(
            !is_changed && is_open == 1,
            "{edit:?}: a second import should change nothing and leave one difference open, not {is_open}"
        );
        let closed = decided(&again);
        assert_eq!(open(&closed, &changed).len(), 0, "{edit:?}, decided");
        assert_eq!(
            patched(&closed, &changed).2,
            0,
            "{edit:?}: after the decision, an import should leave no difference open"
        );
        // The decision only applies to this text.
        assert!(!open(&closed, &document).is_empty(), "{edit:?}, undone");
    }
}

#[test]
fn a_reworded_sentence_is_told_word_by_word() {
    let (document, spec) = almanac::followed();
    let text = String::from_utf8_lossy(&document.bytes).into_owned();
    let told = |edit: Edit| open(&spec, &with(&text, edit))[0].message.clone();
    assert!(told(EDITS[3]).ends_with("`KELP, PUFF` became `KELP`"), "{}", told(EDITS[3]));
    assert!(told(EDITS[4]).ends_with("`Ships come from FERN, GULL, KELP, PUFF and TERN.`"), "{}", told(EDITS[4]));
}

/// Checks that changing the first letter of any word in any sentence is reported.
#[test]
fn every_word_of_a_sentence_counts() {
    let (document, spec) = almanac::followed();
    let text = String::from_utf8_lossy(&document.bytes).into_owned();
    let model = folder::sound(&spec);
    let (_, file) = spec.clone().with(document.clone());
    let read = read(&model, &model.layouts[0], file, &document.bytes);
    let mut edits = 0;
    for line in read.lines.iter().filter(|line| line.sentence.is_some()) {
        let place = line.span.start as usize..line.span.end as usize;
        for word in text[place.clone()].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let changed = with_word(&text, at, &format!("x{word}"), word.len());
            assert!(!open(&spec, &changed).is_empty(), "{word} of {}", &text[place]);
            edits += 1;
        }
    }
    println!("{edits} words of sentences were changed, and each change was reported");
}

/// Checks that the shipped spec records, for each significant sentence, the facts that it supports or the reason why
/// there are none.
#[test]
fn the_sentences_of_the_shipped_spec_support_facts() {
    let spec = folder::sound(&folder::spec(&folder::workspace("spec")));
    let sentences: Vec<_> = spec.layouts.iter().flat_map(|layout| &layout.sentences).collect();
    let is_tied =
        |sentence: &&&verispec_codegen::ir::Sentence| !sentence.supports.is_empty() || sentence.reason.is_some();
    let has_weight = |sentence: &&&verispec_codegen::ir::Sentence| {
        Sentence { text: sentence.text.value.clone(), links: Vec::new() }.has_weight()
    };
    let loose: Vec<&str> = sentences
        .iter()
        .filter(has_weight)
        .filter(|sentence| !is_tied(sentence))
        .map(|sentence| sentence.text.value.as_str())
        .collect();
    assert!(loose.is_empty(), "{loose:#?}");
    assert!(sentences.iter().filter(is_tied).count() > 10);
}
