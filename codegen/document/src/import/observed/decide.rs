//! Finds the decisions of a spec about observed responses, and drafts the decision that is needed for a difference.

use super::compare::Found;
use crate::import::undecided::Ids;
use crate::import::yaml::{Entry, Item, Yaml};
use verispec_model::finding::OBSERVED;
use verispec_model::ir::{DecisionId, Model, Name, Settled};
use verispec_text::source::{FileId, Span};

/// The decisions of a spec about observed responses.
pub(super) struct Known<'m>(Vec<(DecisionId, &'m Settled)>);

impl<'m> Known<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let decisions = model.decisions.iter().enumerate();
        let settled = decisions.flat_map(|(index, decision)| {
            let of_answers =
                decision.settles.iter().filter(|own| OBSERVED.iter().any(|kind| kind.id == own.finding.value));
            of_answers.map(move |own| (DecisionId(index), own))
        });
        Self(settled.collect())
    }

    /// Returns the names of the decisions that settle a difference.
    pub(super) fn settling(&self, model: &Model, found: &Found<'_>) -> Vec<String> {
        let is_it = |own: &Settled| {
            own.finding.value == found.kind.id
                && own.sections.iter().any(|section| section.value == found.place)
                && own.document == found.came
                && own.against == found.against
        };
        let settling = self.0.iter().filter(|(_, own)| is_it(own));
        settling.map(|(id, _)| model[*id].name.wire.clone()).collect()
    }

    /// Counts the decisions that are still open.
    pub(super) fn open(&self, model: &Model) -> usize {
        let mut ids: Vec<DecisionId> = self.0.iter().map(|(id, _)| *id).filter(|id| model[*id].is_undecided).collect();
        ids.dedup();
        ids.len()
    }
}

/// Drafts the open decision about a difference, and returns it with its id.
pub(super) fn decision(model: &Model, found: &Found<'_>, ids: &mut Ids) -> (String, Entry) {
    let words = [found.kind.id, &found.place, if found.place.contains(&found.came) { "" } else { &found.came }];
    let id = ids.next(&format!("open-{}", stem(&words)));
    let mut settled = vec![
        Entry::new("finding", Yaml::text(found.kind.id)),
        Entry::new("sections", Yaml::words([&found.place])),
        Entry::new("document", Yaml::text(&found.came)),
    ];
    if !found.against.is_empty() {
        settled.push(Entry::new("against", Yaml::text(&found.against)));
    }
    let source = format!("{}: {}", model[found.source.document].name.wire, found.source.section);
    let entries = vec![
        Entry::new("sources", Yaml::words([&source])),
        Entry::new("contradiction", Yaml::prose(&format!("Observed payloads differ from the spec: {}.", found.text))),
        Entry::new("settles", Yaml::List(vec![Item { notes: Vec::new(), value: Yaml::Map(settled) }])),
    ];
    let note =
        "todo: decide what is correct, and state it in `decision`; undo the change if the spec is correct".to_owned();
    (id.clone(), Entry::new(&id, Yaml::Map(entries)).noted([note]))
}

/// Formats words as part of an id.
fn stem(words: &[&str]) -> String {
    let nowhere = Span { file: FileId(0), start: 0, end: 0 };
    let parts = words.iter().flat_map(|word| word.split(|c: char| !c.is_ascii_alphanumeric()));
    let parts = parts.filter(|part| !part.is_empty()).map(|part| Name::new(part, nowhere).snake.replace('_', "-"));
    parts.collect::<Vec<_>>().join("-")
}
