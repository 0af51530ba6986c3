//! Plants contradictions of each kind into a document that describes four workflows alike, at the same place of each: the audit finds
//! each at its line, the import proposes it, and `diff` of the imports tells it.

use std::collections::BTreeSet;

use verispec_codegen::audit::{Finding, audit};
use verispec_codegen::diff::{Spec, diff};
use verispec_codegen::document::read;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::almanac::{NAME, apart, harbor};
use verispec_tests::folder;

use super::imports::{anew, imported, sources};

/// The number of sections, and of the places at which each contradiction is planted.
const PLACES: usize = 4;

/// What a section says, and what it says with the contradiction.
const PLANTS: [(&str, &str); 12] = [
    // The size, the resolution and the formats of a file, and its form field.
    ("up to 2 kB", "up to 1 kB"),
    ("600 x 900", "600 x 800"),
    ("TIF, WEBP", "TIF, PDF"),
    ("--form 'sheet=", "--form 'page="),
    ("| sheet | TIF", "| page | TIF"),
    // Path parameters, and the values of one.
    ("| paper     | string |", "| papers    | string |"),
    ("COVER, CARGO", "COVER, BALLAST"),
    // A note that is gone, and a time in a text.
    ("Whoever hands in a sheet is required to number it.\n\n", ""),
    ("a maximum of 3 tides", "a maximum of 1 tide"),
    // A host, and a method.
    ("- At NORTH pier: `https://quay.north", "- At NORTH pier: `https://quay.west"),
    ("Send it with **PUT**", "Send it with **POST**"),
    // The section of an operation that is gone.
    ("#### Hand in a sheet", ""),
];

/// Where the section of an operation ends.
const NEXT: &str = "#### Afterwards";

/// Returns the almanac with four workflows like its first one, whose sections say more than there.
fn document(almanac: &str) -> String {
    let (start, end) = ("## Procedure 700", "## Procedure 701");
    let between = |text: &str| text.find(start).zip(text.find(end)).unwrap_or_else(|| panic!("both procedures"));
    let (from, to) = between(almanac);
    let section = almanac[from..to]
        .replace("/papers/:paper/COVER`", "/papers/:paper/:sheet`")
        .replace("Number of the paper |\n", "Number of the paper |\n| sheet     | string | COVER, CARGO        |\n")
        .replace(NEXT, &format!("Whoever hands in a sheet is required to number it.\n\n{NEXT}"))
        .replace("Watch the [lamps]", "A sheet is valid for a maximum of 3 tides.\n\nWatch the [lamps]");
    let numbered = |number: usize| {
        let key = format!("7{number}0");
        section.replace("700: First", &format!("{key}: Call {number}, First")).replace("700", &key)
    };
    let others: String = (1..PLACES).map(numbered).collect();
    let entry = |number: usize| {
        format!("- [Procedure 7{number}0: Call {number}, First Call](#procedure-7{number}0-call-{number}-first-call)\n")
    };
    let entries: String = (1..PLACES).map(entry).collect();
    let contents = almanac[..from].replace("- [Ports](#ports)\n", &format!("{entries}- [Ports](#ports)\n"));
    format!("{contents}{section}{others}{}", &almanac[to..])
}

/// Returns the document with one contradiction, and the number of the line that has it or is above it.
fn planted(text: &str, was: &str, is: &str, place: usize) -> (String, usize) {
    let at = text.match_indices(was).nth(place).unwrap_or_else(|| panic!("`{was}` is not at place {place}")).0;
    let line = text[..at].matches('\n').count() + 1;
    let end = match was.starts_with('#') {
        true => at + text[at..].find(NEXT).unwrap_or_else(|| panic!("a section after {was}")),
        false => at + was.len(),
    };
    let above = text[..at].trim_end_matches(['\n', '`']).matches('\n').count() + 1;
    let line = if is.is_empty() { above } else { line };
    (format!("{}{is}{}", &text[..at], &text[end..]), line)
}

/// What identifies a finding, apart from its places.
type Same = (&'static str, Option<u32>, String, String);

fn same(finding: &Finding) -> Same {
    (finding.kind.id, finding.key, finding.document.clone(), finding.against.clone())
}

fn told(spec: &SourceMap, text: &str) -> Vec<(Same, BTreeSet<usize>)> {
    let model = folder::sound(spec);
    let (sources, file) = spec.clone().with(almanac(text));
    let document = read(&model, &model.layouts[0], file, text.as_bytes());
    let found = audit(&model, &model.layouts[0], &document, None);
    let line = |offset: u32| sources.position(file, offset).0;
    let lines = |finding: &Finding| {
        let all = finding.all_places().chain(finding.related.iter().map(|(span, _)| *span));
        all.filter(|span| span.file == file).flat_map(|span| line(span.start)..=line(span.end)).collect()
    };
    found.open().map(|finding| (same(finding), lines(finding))).collect()
}

fn almanac(text: &str) -> SourceFile {
    SourceFile { path: NAME.to_owned(), bytes: text.into() }
}

#[test]
fn each_contradiction_is_found_proposed_and_told_at_each_place() {
    let (almanac_file, spec) = apart(&harbor());
    let text = document(&String::from_utf8_lossy(&almanac_file.bytes));
    let base = sources(&anew(spec.clone(), almanac(&text)).files);
    let model = folder::sound(&base);
    let before: BTreeSet<Same> = told(&base, &text).into_iter().map(|(same, _)| same).collect();
    assert_eq!(imported(base.clone(), almanac(&text), true).changed, [], "the same document changes nothing");
    let mut missed = Vec::new();
    for (was, is) in PLANTS {
        for place in 0..PLACES {
            let (changed, line) = planted(&text, was, is, place);
            let new: Vec<(Same, BTreeSet<usize>)> =
                told(&base, &changed).into_iter().filter(|(same, _)| !before.contains(same)).collect();
            if !new.iter().any(|(_, lines)| lines.contains(&line)) {
                missed.push(format!("audit: `{was}` at {place}, line {line}: {new:#?}"));
            }
            if imported(base.clone(), almanac(&changed), true).changed.is_empty() {
                missed.push(format!("import: `{was}` at {place}"));
            }
            let other = sources(&anew(spec.clone(), almanac(&changed)).files);
            let other_model = folder::sound(&other);
            let old = Spec { model: &model, sources: &base };
            if diff(old, Spec { model: &other_model, sources: &other }).is_empty() {
                missed.push(format!("diff: `{was}` at {place}"));
            }
        }
    }
    let all = PLANTS.len() * PLACES;
    assert!(missed.is_empty(), "{} of {all}: {}", missed.len(), missed.join("\n"));
    println!("{all} contradictions were planted one at a time; each was found at its line, proposed and told");
}
