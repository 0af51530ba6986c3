//! Makes random edits in a document, and checks that an audit against the previous edition finds each edited line, and
//! nothing in unedited sections.

use std::collections::BTreeSet;

use cpu_time::ThreadTime;
use verispec_codegen::audit::{audit, not_an_edition};
use verispec_codegen::document::read;
use verispec_codegen::ir::{Layout, Model};
use verispec_codegen::source::{SourceFile, SourceMap, Span};
use verispec_tests::random::Random;
use verispec_tests::{almanac, folder};

/// The number of edited documents.
const SETS: u64 = 1000;

/// A document with edits, and the numbers of its lines that were edited or that precede a removed line.
struct Edited {
    text: String,
    changed: BTreeSet<usize>,
    gone: BTreeSet<usize>,
    /// Whether an edited line is a heading, to which links may refer, or an entry in the table of contents.
    heading: bool,
}

/// Reports whether a line can be edited: it contains words, and is not the markup around examples and tables.
fn can_be_edited(line: &str) -> bool {
    let words = line.trim();
    !words.is_empty()
        && !words.starts_with("```")
        && !words.starts_with("|--")
        && words.chars().any(char::is_alphanumeric)
}

/// Changes the spelling of a random word in a line.
pub(super) fn with_other_word(line: &str, random: &mut Random) -> String {
    let words: Vec<(usize, &str)> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
        .collect();
    let (at, word) = *random.pick(&words);
    let other = match word.parse::<u64>() {
        Ok(number) => (number + 1 + random.below(9) as u64).to_string(),
        Err(_) => format!("{word}{}", random.pick(&["s", "x", "q"])),
    };
    format!("{}{other}{}", &line[..at], &line[at + word.len()..])
}

/// Makes one to five edits in the lines of a document.
fn edited(text: &str, seed: u64) -> Edited {
    let mut random = Random(seed);
    let mut lines: Vec<Option<String>> = text.lines().map(|line| Some(line.to_owned())).collect();
    let mut touched = BTreeSet::new();
    let count = 1 + random.below(5);
    while touched.len() < count {
        let at = random.below(lines.len());
        if !can_be_edited(lines[at].as_deref().unwrap_or_default()) || !touched.insert(at) {
            continue;
        }
        let line = lines[at].take().unwrap_or_default();
        lines[at] = (!random.once_in(4)).then(|| with_other_word(&line, &mut random));
    }
    let is_linked = |line: &str| line.starts_with('#') || line.starts_with("- [Procedure");
    let heading = text.lines().enumerate().any(|(at, line)| touched.contains(&at) && is_linked(line));
    let mut edited = Edited { text: String::new(), changed: BTreeSet::new(), gone: BTreeSet::new(), heading };
    let mut number = 0;
    for (index, line) in lines.into_iter().enumerate() {
        let Some(line) = line else {
            edited.gone.insert(number);
            continue;
        };
        number += 1;
        edited.text.push_str(&line);
        edited.text.push('\n');
        if touched.contains(&index) {
            edited.changed.insert(number);
        }
    }
    edited
}

/// The result of auditing an edited document.
#[derive(Debug, Default)]
struct Judged {
    /// The number of edits that the audit reported.
    named: usize,
    edits: usize,
    /// The number of findings about an edit.
    about: usize,
    findings: usize,
}

fn judged(model: &Model, layout: &Layout, spec: &SourceMap, edited: &Edited) -> Judged {
    let bytes = edited.text.clone().into_bytes();
    let (sources, file) = spec.clone().with(SourceFile { path: "edited.md".to_owned(), bytes: bytes.clone() });
    let document = read(model, layout, file, &bytes);
    let line = |offset: u32| sources.position(file, offset).0;
    assert!(not_an_edition(model, layout, &document).is_none(), "it is an edition");
    let findings = audit(model, layout, &document, None).findings;
    let is_open = findings.iter().filter(|finding| finding.is_open());
    let told: Vec<(&str, BTreeSet<usize>)> = is_open
        .map(|finding| {
            let all = finding.all_places().chain(finding.related.iter().map(|(span, _)| *span));
            let here = all.filter(|span| span.file == file);
            (finding.kind.id, here.flat_map(|span: Span| line(span.start)..=line(span.end)).collect())
        })
        .collect();
    let starts: Vec<usize> = document.workflows.iter().map(|own| line(own.span.start)).collect();
    let section = |line: usize| starts.partition_point(|start| *start <= line);
    let close = |line: usize, at: usize| line.abs_diff(at) <= 1 || section(line) == section(at);
    let named = edited.changed.iter().filter(|at| told.iter().any(|(_, lines)| lines.contains(at))).count();
    // A removal is reported at the line above it or in its section, because the removed line may have been the first
    // one in the section.
    let lost =
        edited.gone.iter().filter(|at| told.iter().any(|(_, lines)| lines.iter().any(|line| close(*line, **at))));
    let near = |line: &usize| edited.changed.iter().chain(&edited.gone).any(|at| close(*line, *at));
    // An edited heading breaks links to it and the table of contents. A finding about a decision has no location in the
    // document.
    let follows =
        |kind: &str| edited.heading && matches!(kind, "dead-anchor" | "contents-differ" | "workflow-only-in-spec");
    let about = told.iter().filter(|(kind, lines)| lines.is_empty() || lines.iter().any(near) || follows(kind));
    Judged {
        named: named + lost.count(),
        edits: edited.changed.len() + edited.gone.len(),
        about: about.count(),
        findings: told.len(),
    }
}

/// Returns the almanac, and the example spec whose layout records the almanac's edition.
fn followed() -> (String, SourceMap) {
    let (almanac, spec) = almanac::followed();
    (String::from_utf8_lossy(&almanac.bytes).into_owned(), spec)
}

/// Checks that the time is linear in the number of workflows that are only in the document.
#[test]
fn an_audit_grows_in_step_with_the_workflows_that_the_spec_does_not_have() {
    let (text, spec) = followed();
    let model = folder::sound(&spec);
    let layout = &model.layouts[0];
    let heading = layout.workflow.as_str();
    let judge = |count: usize| {
        let section = |number: usize| {
            let heading = heading.replace("{key}", &(90_000 + number).to_string()).replace("{name}", "Unheard of");
            format!("\n## {heading}\n\nWord {number}.\n")
        };
        let bytes = (text.clone() + &(0..count).map(section).collect::<String>()).into_bytes();
        let (_, file) = spec.clone().with(SourceFile { path: "longer.md".to_owned(), bytes: bytes.clone() });
        let document = read(&model, layout, file, &bytes);
        let start = ThreadTime::now();
        let findings = audit(&model, layout, &document, None).findings;
        let worked = start.elapsed();
        assert!(findings.len() >= count, "{} findings", findings.len());
        worked
    };
    let least = |count: usize| (0..3).map(|_| judge(count)).min().expect("there should be at least one run");
    let (one, four) = (least(500), least(2_000));
    assert!(
        four < one * 9,
        "four times as many workflows should take about four times as long, but took {four:?} instead of {one:?}"
    );
}

#[test]
fn every_edit_is_named_and_nothing_else_is() {
    let (text, spec) = followed();
    let model = folder::sound(&spec);
    let mut all = Judged::default();
    let (mut missed, mut echoes, mut single) = (Vec::new(), Vec::new(), 0);
    for seed in 0..SETS {
        let edited = edited(&text, seed);
        let own = judged(&model, &model.layouts[0], &spec, &edited);
        if own.named < own.edits || own.about < own.findings {
            missed.push(format!("{seed}: {own:?} {:?} {:?}", edited.changed, edited.gone));
        }
        // A single edit must result in one finding, which includes all consequences.
        if own.edits == 1 {
            single += 1;
            if own.findings != 1 {
                echoes.push(format!("{seed}: {own:?} {:?} {:?}", edited.changed, edited.gone));
            }
        }
        all.named += own.named;
        all.edits += own.edits;
        all.about += own.about;
        all.findings += own.findings;
    }
    let Judged { named, edits, about, findings } = all;
    println!("recall: {named} of {edits} edits in {SETS} sets; precision: {about} of {findings} findings");
    println!("{} of {single} single edits result in exactly one finding", single - echoes.len());
    assert!(
        echoes.is_empty(),
        "{} single edits result in several findings or none: {:#?}",
        echoes.len(),
        &echoes[..echoes.len().min(10)]
    );
    assert!(missed.is_empty(), "{} sets: {:#?}", missed.len(), &missed[..missed.len().min(10)]);
}
