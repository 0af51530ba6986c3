//! Which decisions of a spec settle something: takes a workflow and what an audit calls the finding, gives decisions.

use crate::document::{Headings, normal};
use verispec_model::ir::{DecisionId, Layout, Model};

/// The decisions that settle one of these kinds of finding in the section of this workflow, or anywhere without a key.
pub(super) fn settled(model: &Model, layout: &Layout, key: Option<u32>, kinds: &[&str]) -> Vec<DecisionId> {
    let headings = Headings::new(layout);
    let title = normal(&model[layout.document].title);
    let fits = |id: &DecisionId| {
        let decision = &model[*id];
        let names = decision.settles.iter().any(|settled| kinds.contains(&settled.value.as_str()));
        let mut sources = decision.sources.iter().filter(|source| source.document == layout.document);
        let here = |section: &str| key.is_none() || normal(section) == title || headings.key(section) == key;
        names && sources.any(|source| here(&source.section))
    };
    (0..model.decisions.len()).map(DecisionId).filter(fits).collect()
}
