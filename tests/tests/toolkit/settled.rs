//! Checks that a decision settles the contradiction at its place, and no other: the same sentence is added below each
//! heading, settled as the audit or an import proposes, and then added below other headings as well.
//!
//! `VERISPEC_GUIDE` is the path of a document for the shipped spec, whose headings are tried in the same way.

use std::collections::BTreeMap;

use verispec_codegen::audit::Finding;
use verispec_codegen::import::{Known, import};
use verispec_codegen::ir::{Layout, Model};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::{almanac, folder, signals};

/// A sentence that no document has.
const PLANTED: &str = "The gatekeeper must be told of goats.";

/// Sections with the same headings, some of them also below the same ones.
const REPEATED: &str = "
## Nights

### Watch

The gate is open until 22 o'clock.

### Watch

The gate is open until 22 o'clock.

## Days

### Watch

The gate must be open from 6 o'clock.
";

/// A document with a spec that agrees with it.
struct Held {
    text: String,
    spec: SourceMap,
    layout: fn(&Model) -> &Layout,
    /// A section that the spec cites, for the source of decisions.
    cited: &'static str,
}

impl Held {
    fn guide() -> Self {
        let (guide, spec) = signals::followed_with(REPEATED);
        let text = String::from_utf8_lossy(&guide.bytes).into_owned();
        Self { text, spec, layout: signals::layout, cited: "signals: Lamps" }
    }

    fn almanac() -> Self {
        let (almanac, spec) = almanac::followed();
        let text = String::from_utf8_lossy(&almanac.bytes).into_owned();
        Self { text, spec, layout: |model| &model.layouts[0], cited: "almanac: Papers" }
    }

    /// Returns the open findings about a document.
    fn open(&self, spec: &SourceMap, text: &str) -> Vec<Finding> {
        let model = folder::sound(spec);
        let (_, file) = spec.clone().with(SourceFile { path: "held.md".to_owned(), bytes: text.into() });
        signals::audited(&model, (self.layout)(&model), file, text.as_bytes()).open().cloned().collect()
    }

    /// Returns the spec with a decision about each of these findings.
    fn decided(&self, findings: &[Finding]) -> SourceMap {
        let decisions = findings.iter().enumerate().map(|(number, finding)| {
            format!(
                "  planted-{number}:\n    sources: [{:?}]\n    contradiction: It is new.\n    decision: It holds.\n    \
                 settles:\n      - {}\n",
                self.cited,
                finding.entry()
            )
        });
        let decisions: String = decisions.collect();
        edited(&self.spec, |text| format!("{}\n{decisions}", text.trim_end()))
    }

    /// Imports a document, and fills in the decisions that the import proposes.
    fn imported(&self, text: &str) -> SourceMap {
        let document = SourceFile { path: "held.md".to_owned(), bytes: text.into() };
        let (sources, file) = self.spec.clone().with(document);
        let model = folder::sound(&sources);
        let known =
            Known { sources: &sources, model: &model, layout: (self.layout)(&model), facts: true, is_there: true };
        let result = import(known, file);
        let mut files: BTreeMap<String, SourceFile> =
            self.spec.iter().map(|(_, file)| (file.path.clone(), file.clone())).collect();
        for file in result.changed {
            let bytes = file.after.into_bytes();
            files.insert(file.path.clone(), SourceFile { path: file.path, bytes });
        }
        let proposed = SourceMap::new(files.into_values().collect());
        edited(&proposed, |text| {
            let text = text.replace("  # todo: decide what is correct, and state it in `decision`\n", "");
            text.replace(
                "    settles:\n      - finding: text-differs",
                "    decision: It holds.\n    settles:\n      - finding: text-differs",
            )
        })
    }

    /// Returns the indexes of the lines that are headings.
    fn headings(&self) -> Vec<usize> {
        let mut in_fence = false;
        let headings = self.text.lines().enumerate().filter_map(|(at, line)| {
            in_fence ^= line.starts_with("```");
            (line.starts_with('#') && !in_fence).then_some(at)
        });
        headings.collect()
    }

    /// Returns the document with the planted sentence below each of these lines.
    fn with(&self, places: &[usize]) -> String {
        let lines = self.text.lines().enumerate().map(|(at, line)| match places.contains(&at) {
            true => format!("{line}\n\n{PLANTED}\n"),
            false => format!("{line}\n"),
        });
        lines.collect()
    }

    /// Plants the sentence below each heading, alone and beside each of some other headings, and returns the number of
    /// all headings, of those below which it is read as text, and of pairs.
    fn hold(&self) -> (usize, usize, usize) {
        assert_eq!(self.open(&self.spec, &self.text).len(), 0, "the document agrees with its spec");
        let headings = self.headings();
        let (mut tried, mut pairs) = (0, 0);
        for (index, at) in headings.iter().enumerate() {
            let planted = self.with(&[*at]);
            let found = self.open(&self.spec, &planted);
            let [finding] = found.as_slice() else {
                // Some lists have no text that is not a fact.
                assert!(found.iter().any(|finding| finding.kind.id != "text-differs"), "{at}: {found:#?}");
                continue;
            };
            assert_eq!(finding.kind.id, "text-differs", "{at}");
            tried += 1;
            let decided = self.decided(&found);
            assert_eq!(self.open(&decided, &planted).len(), 0, "{at}: decided as the audit proposes: {found:#?}");
            let gone = self.open(&decided, &self.text);
            let kinds: Vec<&str> = gone.iter().map(|finding| finding.kind.id).collect();
            assert_eq!(kinds, ["decision-without-contradiction"], "{at}: {gone:#?}");
            let mut specs = vec![decided.clone()];
            if index % 3 == 0 {
                let imported = self.imported(&planted);
                let left = self.open(&imported, &planted);
                assert_eq!(left.len(), 0, "{at}: decided as the import proposes: {left:#?}");
                assert!(!self.open(&imported, &self.text).is_empty(), "{at}: what an import has taken over is gone");
                specs.push(imported);
            }
            let others = [headings.get(index + 1), headings.last()];
            for other in others.into_iter().flatten().filter(|other| *other != at) {
                let both = self.with(&[*at, *other]);
                let is_there = |finding: &Finding| {
                    let place = both.lines().take(*other + 1 + 2 * usize::from(other > at)).map(|line| line.len() + 1);
                    let start = place.sum::<usize>();
                    let spans = finding.all_places().chain(finding.related.iter().map(|(span, _)| *span));
                    spans.into_iter().any(|span| span.start as usize == start + 1)
                };
                for spec in &specs {
                    let open = self.open(spec, &both);
                    assert!(open.iter().any(is_there), "{at}, and {other} as well: {open:#?}");
                }
                let moved = self.open(&self.spec, &self.with(&[*other]));
                let is_same = moved.iter().any(|moved| moved.identity() == finding.identity());
                let open = self.open(&decided, &self.with(&[*other]));
                // The whole section of a workflow without its operations is one place.
                assert!(!open.is_empty() || (is_same && finding.key.is_some()), "{other} instead of {at}");
                pairs += 1;
            }
        }
        (headings.len(), tried, pairs)
    }
}

/// Returns the spec with its decisions edited.
fn edited(spec: &SourceMap, edit: impl Fn(&str) -> String) -> SourceMap {
    let files = spec.iter().map(|(_, file)| match file.path.as_str() {
        "decisions.yaml" => {
            let bytes = edit(&String::from_utf8_lossy(&file.bytes)).into_bytes();
            SourceFile { path: file.path.clone(), bytes }
        }
        _ => file.clone(),
    });
    SourceMap::new(files.collect())
}

#[test]
fn a_decision_settles_its_place_alone() {
    for held in [Held::guide(), Held::almanac()] {
        let (all, tried, pairs) = held.hold();
        assert!(5 * tried > 4 * all, "{tried} of {all}");
        println!("{tried} of {all} headings and {pairs} pairs: each decision settles its own place");
    }
}

/// Checks a name that leaves out the outer headings: it is enough if no other section has the same inner ones.
#[test]
fn a_decision_has_to_say_which_of_several_sections_it_is_about() {
    let held = Held::guide();
    let watches: Vec<usize> =
        held.text.lines().enumerate().filter(|(_, line)| *line == "### Watch").map(|(at, _)| at).collect();
    let [first, second, third] = watches.as_slice() else { panic!("{watches:?}") };
    let names = [(first, "Nights > Watch [1]"), (second, "Nights > Watch [2]"), (third, "Days > Watch")];
    for (at, name) in names {
        let planted = held.with(&[*at]);
        let found = held.open(&held.spec, &planted);
        assert_eq!(found[0].section_name(), name);
        for (written, is_enough) in [(name, true), ("Watch", false), ("Nights > Watch", false), ("Dawn", false)] {
            let mut finding = found[0].clone();
            finding.section = Some(written.to_owned());
            let open = held.open(&held.decided(&[finding]), &planted);
            assert_eq!(open.is_empty(), is_enough, "{written}: {open:#?}");
            // That the decision settles nothing may be shown as a consequence of the contradiction.
            let related = open.iter().flat_map(|finding| &finding.related).map(|(_, label)| label.as_str());
            let messages: Vec<&str> = open.iter().map(|finding| finding.message.as_str()).chain(related).collect();
            let said = match written {
                "Watch" => "the document has 3 such headings; name the headings above it as well",
                "Nights > Watch" => "the document has 2 such headings; name the headings above it as well",
                "Dawn" => "the document does not have this heading",
                _ => "",
            };
            assert!(is_enough || messages.iter().any(|message| message.contains(said)), "{written}: {messages:?}");
        }
    }
}

#[test]
fn a_guide_that_is_named_has_decisions_of_the_same_kind() {
    let Ok(path) = std::env::var("VERISPEC_GUIDE") else { return };
    let text = folder::text(path.as_ref());
    let spec = folder::spec(&folder::workspace("spec"));
    let held = Held { text, spec, layout: signals::layout, cited: "api-guide: Account Creation" };
    let (all, tried, pairs) = held.hold();
    println!("{path}: {tried} of {all} headings and {pairs} pairs: each decision settles its own place");
}
