//! Makes random edits in a guide that consists of tables, by operators: a cell's number, a type, a mark, a row, a value, a head, a
//! table, a sentence, a heading, a code, a host. An audit against the previous edition has to name each edit at its line, and nothing
//! else.
//!
//! `VERISPEC_GUIDE_EDITS` is the number of edited guides; a thousand take some minutes.

use std::collections::{BTreeMap, BTreeSet};

use verispec_codegen::audit::{Finding, audit, not_an_edition};
use verispec_codegen::document::read;
use verispec_codegen::ir::{Layout, Model};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::folder;
use verispec_tests::random::Random;
use verispec_tests::signals::{NAME, followed, layout};

use super::operators::with_other_word;

/// How many guides are edited, unless the environment says otherwise.
const SETS: u64 = 150;

/// What a line of the guide is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Head,
    Row,
    Item,
    Sentence,
    /// Blank lines, rules of tables, and HTML.
    Other,
}

/// A line of the guide.
struct Line<'a> {
    text: &'a str,
    kind: Kind,
    /// The heading above it, or its own.
    section: &'a str,
    /// Whether a blank line follows.
    is_last: bool,
}

/// A way to edit a line: returns the lines that replace it, or nothing if the line has nothing of that sort.
type Operator = fn(&Line<'_>, &mut Random) -> Option<Vec<String>>;

const OPERATORS: [(&str, Operator); 17] = [
    ("a number", |line, random| line.is(&[Kind::Row, Kind::Item, Kind::Sentence])?.with_number(random)),
    ("a type", |line, random| line.is(&[Kind::Row])?.with_type(random)),
    ("a required mark", |line, _| line.is(&[Kind::Row])?.with_mark()),
    ("a row gone", |line, _| line.is(&[Kind::Row]).map(|_| Vec::new())),
    ("a new row", |line, random| line.is(&[Kind::Row])?.with_row(random)),
    ("a row twice", |line, _| line.is(&[Kind::Row]).map(|line| vec![line.text.to_owned(), line.text.to_owned()])),
    ("a value gone", |line, random| line.is(&[Kind::Row])?.with_values(random, |_| None)),
    ("a value renamed", |line, random| line.is(&[Kind::Row])?.with_values(random, |value| Some(format!("{value}Q")))),
    ("a new value", |line, random| {
        line.is(&[Kind::Row])?.with_values(random, |value| Some(format!("{value}<br>– DRIFTWOOD")))
    }),
    ("a head", |line, random| line.is(&[Kind::Head]).map(|line| vec![with_other_word(line.text, random)])),
    ("a table gone", |line, _| line.is(&[Kind::Head]).map(|_| Vec::new())),
    ("a word of a sentence", |line, random| {
        line.is(&[Kind::Sentence, Kind::Item]).map(|line| vec![with_other_word(line.text, random)])
    }),
    ("a sentence gone", |line, _| line.is(&[Kind::Sentence, Kind::Item]).map(|_| Vec::new())),
    ("a new sentence", |line, random| {
        let text = format!("Whoever leaves has to say so before {} bells.", 2 + random.below(90));
        let last = line.is(&[Kind::Sentence]).filter(|line| line.is_last);
        last.map(|line| vec![line.text.to_owned(), String::new(), text])
    }),
    ("a heading", |line, random| line.is(&[Kind::Heading]).map(|line| vec![with_other_word(line.text, random)])),
    ("a code", |line, _| line.is(&[Kind::Row])?.with_code()),
    ("a host", |line, random| line.with_host(random)),
];

/// The words for types, each of another type.
const TYPES: [&str; 4] = ["text", "whole number", "yes or no", "object"];

impl<'a> Line<'a> {
    fn is(&self, kinds: &[Kind]) -> Option<&Self> {
        kinds.contains(&self.kind).then_some(self)
    }

    fn cells(&self) -> Vec<&'a str> {
        self.text.trim_matches('|').split('|').collect()
    }

    fn with_cell(&self, index: usize, cell: &str) -> Vec<String> {
        let mut cells: Vec<String> = self.cells().into_iter().map(str::to_owned).collect();
        cells[index] = format!(" {} ", cell.trim());
        vec![format!("|{}|", cells.join("|"))]
    }

    /// Adds at least 11 to a number, so that it does not become the number in a neighboring line.
    fn with_number(&self, random: &mut Random) -> Option<Vec<String>> {
        let groups = self.text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
        let groups: Vec<(usize, u64)> = groups
            .filter_map(|digits| Some((digits.as_ptr() as usize - self.text.as_ptr() as usize, digits.parse().ok()?)))
            .collect();
        let (at, number) = *groups.get(random.below(groups.len().max(1)))?;
        let rest = self.text[at..].trim_start_matches(|c: char| c.is_ascii_digit());
        Some(vec![format!("{}{}{rest}", &self.text[..at], number + 11 + random.below(80) as u64)])
    }

    fn with_type(&self, random: &mut Random) -> Option<Vec<String>> {
        let is_type = |cell: &str| TYPES.contains(&cell.trim()) || cell.trim().starts_with("array");
        let at = self.cells().iter().position(|cell| is_type(cell))?;
        let others: Vec<&str> = TYPES.into_iter().filter(|kind| *kind != self.cells()[at].trim()).collect();
        Some(self.with_cell(at, random.pick::<&str>(&others)))
    }

    /// Only one table says by a mark what is required.
    fn with_mark(&self) -> Option<Vec<String>> {
        let name = self.cells()[0].trim();
        let other = name.strip_prefix("**").and_then(|name| name.strip_suffix("**"));
        let other = other.map_or_else(|| format!("**{name}**"), str::to_owned);
        (self.section == "### The application").then(|| self.with_cell(0, &other))
    }

    fn with_row(&self, random: &mut Random) -> Option<Vec<String>> {
        let name = *random.pick(&["driftwood", "moonrise", "quarterdeck"]);
        let cells = self.cells().len();
        let rest = ["Nobody knows"].into_iter().cycle().take(cells - 1);
        let row: Vec<&str> = std::iter::once(name).chain(rest).collect();
        Some(vec![self.text.to_owned(), format!("| {} |", row.join(" | "))])
    }

    /// Replaces or removes an item of a list in a cell.
    fn with_values(&self, random: &mut Random, other: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
        let parts: Vec<&str> = self.text.split("<br>").collect();
        let items: Vec<usize> = (0..parts.len()).filter(|index| parts[*index].starts_with('–')).collect();
        let at = *items.get(random.below(items.len().max(1)))?;
        let end = parts[at].find(" |").unwrap_or(parts[at].len());
        let (item, rest) = parts[at].split_at(end);
        let replaced = other(item).map(|item| format!("{item}{rest}"));
        let mut parts: Vec<String> = parts.into_iter().map(str::to_owned).collect();
        match replaced {
            Some(replaced) => parts[at] = replaced,
            None => {
                parts.remove(at);
                parts[at - 1].push_str(rest);
            }
        }
        Some(vec![parts.join("<br>")])
    }

    fn with_code(&self) -> Option<Vec<String>> {
        let is_code = ["## Ports", "## Lamps", "## Mishaps", "## Procedures"].contains(&self.section);
        is_code.then(|| self.with_cell(0, &format!("{}77", self.cells()[0].trim())))
    }

    fn with_host(&self, random: &mut Random) -> Option<Vec<String>> {
        let at = self.text.find(".tidewater.example")?;
        let other = random.pick(&["west", "lee", "reef"]);
        Some(vec![format!("{}-{other}{}", &self.text[..at], &self.text[at..])])
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let all: Vec<&str> = text.lines().collect();
    let mut section = "";
    let is_rule = |line: Option<&&str>| line.is_some_and(|line| line.starts_with('|') && line.contains("--"));
    let kind = |(index, text): (usize, &&'_ str)| match text {
        text if text.starts_with('#') => Kind::Heading,
        text if text.starts_with('|') && is_rule(all.get(index + 1)) => Kind::Head,
        text if text.starts_with('|') && !is_rule(Some(text)) => Kind::Row,
        text if text.starts_with("- ") => Kind::Item,
        text if text.is_empty() || text.starts_with('|') || text.starts_with("<details") => Kind::Other,
        _ => Kind::Sentence,
    };
    let kinds: Vec<Kind> = all.iter().enumerate().map(kind).collect();
    let mut found = Vec::new();
    let is_last = |index: usize| all.get(index + 1).is_none_or(|next| next.is_empty());
    for (index, (text, kind)) in all.iter().zip(kinds).enumerate() {
        if kind == Kind::Heading {
            section = text;
        }
        found.push(Line { text, kind, section, is_last: is_last(index) });
    }
    found
}

/// An edit: the operator, and what it did.
#[derive(Debug)]
struct Edit {
    operator: &'static str,
    /// The section that it is in.
    section: String,
    /// The numbers of the lines that it changed or added.
    lines: BTreeSet<usize>,
    /// The number of the line above what it removed.
    above: Option<usize>,
}

/// A guide with one to five edits.
struct Edited {
    text: String,
    edits: Vec<Edit>,
}

/// Edits a guide. Each edit has its own lines, and removals keep apart, so that each can be told from the others.
fn edited(original: &[Line<'_>], seed: u64) -> Edited {
    let mut random = Random(seed);
    let mut replaced: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut made: Vec<(&'static str, BTreeSet<usize>)> = Vec::new();
    let count = 1 + random.below(5);
    while made.len() < count {
        let (name, operator) = *random.pick(&OPERATORS);
        let fitting: Vec<usize> =
            (0..original.len()).filter(|at| operator(&original[*at], &mut random.clone()).is_some()).collect();
        let at = *random.pick(&fitting);
        let end = match name {
            "a table gone" => (at..original.len()).find(|index| !original[*index].text.starts_with('|')),
            _ => Some(at + 1),
        };
        let own: BTreeSet<usize> = (at..end.unwrap_or(original.len())).collect();
        let around = at.saturating_sub(1)..=own.len() + at;
        let is_taken = match name {
            // What is below a heading, and what is in a table, belongs to it.
            "a heading" | "a head" | "a table gone" => {
                replaced.keys().any(|index| original[*index].section == original[at].section)
            }
            _ => {
                around.clone().any(|index| replaced.contains_key(&index))
                    || made.iter().any(|(name, lines)| {
                        let section = lines.first().map(|index| original[*index].section);
                        ["a heading", "a head", "a table gone"].contains(name) && section == Some(original[at].section)
                    })
            }
        };
        if is_taken {
            continue;
        }
        let Some(new) = operator(&original[at], &mut random) else { continue };
        replaced.extend(own.iter().map(|index| (*index, Vec::new())));
        replaced.insert(at, new);
        made.push((name, own));
    }
    let mut text = String::new();
    let mut numbers = vec![0..0; original.len()];
    let mut number = 0;
    for (index, line) in original.iter().enumerate() {
        let same = vec![line.text.to_owned()];
        let new = replaced.get(&index).unwrap_or(&same);
        numbers[index] = number + 1..number + 1 + new.len();
        number += new.len();
        new.iter().for_each(|line| text.push_str(&format!("{line}\n")));
    }
    let edits = made.into_iter().map(|(operator, own)| {
        let first = *own.first().unwrap_or(&0);
        // Of two equal rows, either can be the new one.
        let is_any = replaced[&first].len() == 1 || operator == "a row twice";
        let is_new = |number: &usize| is_any || *number > numbers[first].start;
        let lines: BTreeSet<usize> = numbers[first].clone().filter(is_new).collect();
        let above = lines.is_empty().then(|| numbers[first].start.saturating_sub(1));
        Edit { operator, section: original[first].section.trim_start_matches(['#', ' ']).to_owned(), lines, above }
    });
    Edited { edits: edits.collect(), text }
}

/// What a finding is about.
struct About<'f> {
    finding: &'f Finding,
    /// The lines of the guide that it is about.
    lines: BTreeSet<usize>,
}

impl Edit {
    /// Whether a finding names the edit: at its lines, or, for something that is gone, at what was before it or in the section.
    fn is_named_by(&self, told: &About<'_>) -> bool {
        let in_section = || told.finding.section.as_deref().is_some_and(|section| section.ends_with(&self.section));
        match self.above {
            None => told.lines.iter().any(|line| self.lines.contains(line)),
            Some(above) => told.lines.iter().any(|line| line.abs_diff(above) <= 1) || in_section(),
        }
    }
}

fn told(model: &Model, layout: &Layout, spec: &SourceMap, text: &str) -> Vec<Finding> {
    let (_, file) = spec.clone().with(SourceFile { path: NAME.to_owned(), bytes: text.into() });
    let document = read(model, layout, file, text.as_bytes());
    assert!(not_an_edition(model, layout, &document).is_none(), "it is an edition");
    audit(model, layout, &document, None).open().cloned().collect()
}

/// The lines of the guide that a finding is about, without those that only explain it.
fn about<'f>(spec: &SourceMap, text: &str, finding: &'f Finding) -> About<'f> {
    let (sources, file) = spec.clone().with(SourceFile { path: NAME.to_owned(), bytes: text.into() });
    let all = finding.all_places().chain(finding.related.iter().map(|(span, _)| *span));
    let line = |offset: u32| sources.position(file, offset).0;
    let lines = all.filter(|span| span.file == file).flat_map(|span| line(span.start)..=line(span.end));
    About { finding, lines: lines.collect() }
}

#[test]
fn every_edit_of_a_guide_is_named_and_nothing_else_is() {
    let sets = std::env::var("VERISPEC_GUIDE_EDITS").map_or(SETS, |sets| sets.parse().expect("a number of sets"));
    let (guide, spec) = followed();
    let original = String::from_utf8_lossy(&guide.bytes).into_owned();
    let original = lines(&original);
    let model = folder::sound(&spec);
    let (mut edits, mut named, mut findings, mut right, mut single) = (0, 0, 0, 0, 0);
    let mut operators: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for seed in 0..sets {
        let edited = edited(&original, seed);
        let found = told(&model, layout(&model), &spec, &edited.text);
        let told: Vec<About<'_>> = found.iter().map(|finding| about(&spec, &edited.text, finding)).collect();
        let missed: Vec<&Edit> =
            edited.edits.iter().filter(|edit| !told.iter().any(|told| edit.is_named_by(told))).collect();
        let other: Vec<&About<'_>> =
            told.iter().filter(|told| !edited.edits.iter().any(|edit| edit.is_named_by(told))).collect();
        edits += edited.edits.len();
        named += edited.edits.len() - missed.len();
        findings += told.len();
        right += told.len() - other.len();
        single += usize::from(edited.edits.len() == 1);
        edited.edits.iter().for_each(|edit| *operators.entry(edit.operator).or_default() += 1);
        // An edit is one finding.
        let is_double = told.len() > edited.edits.len();
        if !missed.is_empty() || !other.is_empty() || is_double {
            let told: Vec<String> = told
                .iter()
                .map(|told| format!("{:?} {}: {}", told.lines, told.finding.kind.id, told.finding.message))
                .collect();
            wrong.push(format!(
                "{seed}: {:#?}\nmissed {}, other {}, {told:#?}",
                edited.edits,
                missed.len(),
                other.len()
            ));
        }
    }
    println!(
        "recall: {named} of {edits} edits in {sets} guides; precision: {right} of {findings} findings; {single} single"
    );
    println!("{operators:?}");
    assert!(wrong.is_empty(), "{} of {sets} guides: {}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}
