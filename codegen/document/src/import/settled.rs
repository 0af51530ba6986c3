//! Which decisions of a spec settle something: takes a workflow and what an audit calls the finding, gives decisions.

use crate::document::{Headings, normal};
use verispec_model::finding::{BREAKS_RULE, Kind};
use verispec_model::ir::{DecisionId, Direction, Layout, Model};

/// The decisions that settle one of these kinds of finding in the section of this workflow, or anywhere without a key.
pub(super) fn settled(model: &Model, layout: &Layout, key: Option<u32>, kinds: &[&Kind]) -> Vec<DecisionId> {
    let headings = Headings::new(layout);
    let title = normal(&model[layout.document].title);
    let fits = |id: &DecisionId| {
        let decision = &model[*id];
        let is_named = |word: &str| {
            kinds.iter().any(|kind| kind.id == word || (**kind == BREAKS_RULE && is_of_answers(model, word)))
        };
        let names = decision.settles.iter().any(|settled| is_named(&settled.value));
        let mut sources = decision.sources.iter().filter(|source| source.document == layout.document);
        let here = |section: &str| key.is_none() || normal(section) == title || headings.key(section) == key;
        names && sources.any(|source| here(&source.section))
    };
    (0..model.decisions.len()).map(DecisionId).filter(fits).collect()
}

/// Whether a rule of this name judges what the provider sends: an example that lacks something breaks such a rule, and a
/// decision names the rule instead of the kind.
fn is_of_answers(model: &Model, rule: &str) -> bool {
    model.rules().any(|known| known.name.wire == rule && known.direction == Direction::Response)
}
