//! Makes one edit at a time at each line of two documents, with each operator that applies to the line: whatever changes
//! what a reader sees or where a link leads is one finding, at the line.

use std::collections::BTreeMap;

use verispec_codegen::audit::{Against, Finding};
use verispec_codegen::check::Valid;
use verispec_codegen::ir::{Layout, Model};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::{almanac, folder, signals};

/// Sections with what the documents lack: paragraphs of several lines, numbered and nested lists, and links with titles.
const MORE: &str = "
## Moorings

A rope must be tied to
three rings, and only then
the crew may leave the ship.

See [the ropes](ropes.md \"Ropes of 1900\") and ![a knot](knot.png) first.

1. Tie the rope.
2. Leave the ship.
   - Nobody must be left on it.
   - Nothing needs to be locked.

Ring the bell <img src=\"bell.png\" alt=\"at 8\"> and read <a href=\"bells.md\">the rules</a>.

> Ropes are not for sale,
> not even old ones.
";

/// A line of a document that is edited, as its index.
type Line<'a> = (usize, &'a [String]);

/// An edit: its name, and the lines that replace a line and, if there are two, the next one; `None` if it does not apply.
type Operator = (&'static str, fn(Line<'_>) -> Option<Vec<String>>);

const OPERATORS: [Operator; 12] = [
    ("word", |(at, lines)| {
        let line = &lines[at];
        let word = line.split(|c: char| !c.is_alphanumeric()).find(|word| word.len() > 3 && !is_markup(word))?;
        Some(vec![line.replacen(word, &format!("{word}q"), 1)])
    }),
    ("last word", |(at, lines)| {
        let line = &lines[at];
        let mut words = line.split(|c: char| !c.is_alphanumeric());
        let word = words.rfind(|word| word.len() > 3 && !is_markup(word))?;
        let start = line.rfind(word)?;
        Some(vec![format!("{}{word}q{}", &line[..start], &line[start + word.len()..])])
    }),
    ("gone", |_| Some(Vec::new())),
    ("level", |(at, lines)| lines[at].starts_with("##").then(|| vec![format!("#{}", lines[at])])),
    ("nested", |(at, lines)| {
        let is_item = |line: &String| line.trim_start().starts_with("- ");
        (at > 0 && is_item(&lines[at]) && is_item(&lines[at - 1])).then(|| vec![format!("    {}", lines[at])])
    }),
    ("target", |(at, lines)| lines[at].contains("](").then(|| vec![lines[at].replacen("](", "](q", 1)])),
    ("titled", |(at, lines)| {
        let (before, after) = lines[at].split_once("](")?;
        let (target, after) = after.split_once(')')?;
        (!target.contains('"')).then(|| vec![format!("{before}]({target} \"New\"){after}")])
    }),
    ("attribute", |(at, lines)| {
        let line = &lines[at];
        let name = ["src=\"", "alt=\"", "href=\""].into_iter().find(|name| line.contains(*name))?;
        Some(vec![line.replacen(name, &format!("{name}q"), 1)])
    }),
    ("image", |(at, lines)| is_text(&lines[at]).then(|| vec![format!("{} <img alt=\"Closed\">", lines[at])])),
    ("link", |(at, lines)| is_text(&lines[at]).then(|| vec![format!("{} [](closed.md)", lines[at])])),
    ("number", |(at, lines)| lines[at].starts_with("1. ").then(|| vec![lines[at].replacen("1. ", "3. ", 1)])),
    ("swapped", |(at, lines)| {
        let (one, two) = (&lines[at], lines.get(at + 1)?);
        let is_row = |line: &str| line.starts_with("| ") && !line.starts_with("|-");
        let is_item = |line: &str| line.starts_with("- ");
        let is_head = lines.get(at + 1).is_some_and(|next| next.starts_with("|-"));
        let are_alike = (is_row(one) && is_row(two) && !is_head) || (is_item(one) && is_item(two));
        (are_alike && one != two).then(|| vec![two.clone(), one.clone()])
    }),
];

/// Whether a word is part of a tag or a fence.
fn is_markup(word: &str) -> bool {
    matches!(word, "href" | "json" | "curl")
}

/// Whether a line is text that more can be added to.
fn is_text(line: &str) -> bool {
    line.ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == ',') && !line.starts_with(['#', '|', ' '])
}

/// Counts the findings about facts.
fn finding_facts(open: &[(Finding, Vec<usize>)]) -> usize {
    open.iter()
        .filter(|(finding, _)| finding.kind.against == Against::Spec && finding.kind.id != "text-differs")
        .count()
}

/// A document and a spec that follows its edition.
struct Held {
    text: String,
    model: Valid<Model>,
    spec: SourceMap,
    layout: fn(&Model) -> &Layout,
}

impl Held {
    fn new((document, spec): (SourceFile, SourceMap), layout: fn(&Model) -> &Layout) -> Self {
        let text = String::from_utf8_lossy(&document.bytes).into_owned();
        Self { text, model: folder::sound(&spec), spec, layout }
    }

    /// Returns the open findings about a document, each with the lines of its places.
    fn open(&self, text: &str) -> Vec<(Finding, Vec<usize>)> {
        let (_, file) = self.spec.clone().with(SourceFile { path: "edited.md".to_owned(), bytes: text.into() });
        let audit = signals::audited(&self.model, (self.layout)(&self.model), file, text.as_bytes());
        let line = |offset: u32| text[..offset as usize].matches('\n').count();
        let open = audit.open().map(|finding| {
            let here = finding.all_places().chain(finding.related.iter().map(|(span, _)| *span));
            let lines = here.filter(|span| span.file == file).map(|span| line(span.start)).collect();
            (finding.clone(), lines)
        });
        open.collect()
    }

    /// Returns a message if the findings about an edit are wrong. Each edit should be one finding at its line; removed text
    /// should be reported at the line above it, or in its section if that section now lacks something.
    fn wrong(&self, name: &str, (at, lines): Line<'_>, open: &[(Finding, Vec<usize>)]) -> Option<String> {
        let told = |open: &[(Finding, Vec<usize>)]| {
            open.iter().map(|(finding, lines)| format!("at {lines:?}: {}", finding.message)).collect::<Vec<_>>()
        };
        let is_shown = |line: &String| !line.trim().is_empty() && !line.starts_with("|-") && !line.starts_with("```");
        let [(finding, places)] = open else {
            // What was below a heading belongs elsewhere now, and a line can have several facts.
            let is_structure = name == "heading gone" || finding_facts(open) == open.len();
            return (open.is_empty() || !is_structure).then(|| format!("{:#?}", told(open)));
        };
        let above = lines[..at].iter().rposition(is_shown);
        let below = lines.iter().enumerate().position(|(index, line)| index >= at && is_shown(line));
        let start = lines[..at].iter().rposition(|line| line.trim().is_empty()).map_or(0, |blank| blank + 1);
        // Only a digest is kept of lines without a limit or with facts, for all lines of a paragraph.
        let is_unkept = finding.message.starts_with("this text is different in the edition")
            || finding.message.contains(" is not in the edition");
        let is_there = |place: &usize| match name {
            "heading gone" | "fence gone" => true,
            "gone" => {
                Some(*place) == above || *place == at || Some(*place) == below || finding.kind.id != "text-differs"
            }
            "swapped" => *place == at || *place == at + 1,
            _ => *place == at || (is_unkept && *place == start),
        };
        (!places.iter().any(is_there)).then(|| told(open).concat())
    }

    /// Makes each edit. For each operator, returns the number of edits, the number of edits whose finding starts at the
    /// edited line, and the messages about wrong findings.
    fn hold(&self, at: impl Fn(usize) -> bool) -> BTreeMap<&'static str, (usize, usize, Vec<String>)> {
        assert_eq!(self.open(&self.text).len(), 0, "the document agrees with its spec: {:#?}", self.open(&self.text));
        let lines: Vec<String> = self.text.lines().map(str::to_owned).collect();
        let mut in_fence = false;
        let mut found: BTreeMap<&'static str, (usize, usize, Vec<String>)> = BTreeMap::new();
        for (index, line) in lines.iter().enumerate() {
            let is_fence = line.trim_start().starts_with("```");
            in_fence ^= is_fence;
            // HTML is not read; what a layout says about it has cases of its own.
            if line.trim().is_empty() || line.starts_with(['<']) || line.starts_with("|-") || !at(index) {
                continue;
            }
            for (name, edit) in OPERATORS {
                if (in_fence || is_fence) && !matches!(name, "word" | "gone") {
                    continue;
                }
                let Some(edited) = edit((index, &lines)) else { continue };
                let after = &lines[index + edited.len().max(1)..];
                let edited: Vec<String> = [&lines[..index], &edited, after].concat();
                let text = edited.join("\n") + "\n";
                let open = self.open(&text);
                let name = match name {
                    "gone" if is_fence => "fence gone",
                    "gone" if !in_fence && line.starts_with('#') => "heading gone",
                    name => name,
                };
                let all = found.entry(name).or_default();
                all.0 += 1;
                match self.wrong(name, (index, &edited), &open) {
                    None => all.1 += usize::from(open[0].1.first() == Some(&index)),
                    Some(wrong) => all.2.push(format!("{}: `{line}`: {wrong}", index + 1)),
                }
            }
        }
        found
    }
}

#[test]
fn each_edit_is_one_finding_at_its_line() {
    let guide = Held::new(signals::followed_with(MORE), signals::layout);
    let almanac = Held::new(almanac::followed(), |model| &model.layouts[0]);
    let mut wrong = Vec::new();
    for (held, name) in [(guide, "guide"), (almanac, "almanac")] {
        for (operator, (all, first, own)) in held.hold(|_| true) {
            println!(
                "{name}, {operator}: {} of {all} edits are told as wanted, {first} at the line itself",
                all - own.len()
            );
            wrong.extend(own.into_iter().map(|wrong| format!("{name}, {operator}, line {wrong}")));
        }
    }
    assert!(wrong.is_empty(), "{}: {:#?}", wrong.len(), wrong);
}

/// Does the same at every tenth line of the document that `VERISPEC_GUIDE` names.
#[test]
fn a_guide_that_is_named_is_edited_in_the_same_way() {
    let Ok(path) = std::env::var("VERISPEC_GUIDE") else { return };
    let document = SourceFile { path: "guide.md".to_owned(), bytes: folder::text(path.as_ref()).into_bytes() };
    let held = Held::new((document, folder::spec(&folder::workspace("spec"))), signals::layout);
    for (operator, (all, first, own)) in held.hold(|line| line % 10 == 0) {
        println!(
            "{path}, {operator}: {} of {all} edits are told as wanted, {first} at the line itself",
            all - own.len()
        );
        own.iter().for_each(|wrong| println!("  {wrong}"));
    }
}
