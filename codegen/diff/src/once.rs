//! Drops changed sentences of a document if another reported change already covers them.

use super::change::Change;
use super::place::Finder;
use verispec_text::words::one_line;
use verispec_text::yaml::{Node, Value as NodeValue};

/// The strings that the reported changes cover, before and after each change.
#[derive(Debug)]
pub(super) struct Told(Vec<[Option<String>; 2]>);

impl Told {
    /// Collects the strings that other changes report as changed, and the strings of everything that was added or
    /// removed.
    pub(super) fn new(
        changes: &[Change],
        said: Vec<[Option<String>; 2]>,
        was: &mut Finder<'_>,
        is: &mut Finder<'_>,
    ) -> Self {
        let mut told = said;
        for change in changes {
            let mut texts = Vec::new();
            match (&change.old, &change.new) {
                (Some(old), None) => {
                    was.node(&old.place).into_iter().for_each(|node| collect(node, &mut texts));
                    told.extend(texts.into_iter().map(|text| [Some(text), None]));
                }
                (None, Some(new)) => {
                    is.node(&new.place).into_iter().for_each(|node| collect(node, &mut texts));
                    told.extend(texts.into_iter().map(|text| [None, Some(text)]));
                }
                _ => {}
            }
        }
        Self(told.into_iter().map(|texts| texts.map(|text| text.map(|text| bare(&text)))).collect())
    }

    /// Returns the changes of sentences that no other change covers.
    pub(super) fn without(&self, sentences: Vec<Change>) -> Vec<Change> {
        sentences.into_iter().filter(|change| !self.says(change)).collect()
    }

    fn says(&self, change: &Change) -> bool {
        let [old, new] = [&change.old, &change.new].map(|side| side.as_ref().map(|side| bare(&side.value)));
        let has = |text: &Option<String>, words: &str| text.as_ref().is_some_and(|text| text.contains(words));
        let any =
            |says: &dyn Fn(&Option<String>, &Option<String>) -> bool| self.0.iter().any(|[was, is]| says(was, is));
        let goes = |old: &str| any(&|before, after| has(before, old) && !has(after, old));
        let comes = |new: &str| any(&|before, after| has(after, new) && !has(before, new));
        match (&old, &new) {
            // The older words may go with one thing, and the newer ones come with another.
            (Some(old), Some(new)) => {
                any(&|before, after| has(before, old) && has(after, new)) || (goes(old) && comes(new))
            }
            (Some(old), None) => goes(old),
            (None, Some(new)) => comes(new),
            (None, None) => true,
        }
    }
}

/// Normalizes line breaks and the final period, which can differ between a document and the spec.
fn bare(text: &str) -> String {
    one_line(text).trim_end_matches('.').to_owned()
}

/// Collects the strings below a node that consist of more than one word.
fn collect(node: &Node, texts: &mut Vec<String>) {
    match &node.value {
        NodeValue::Mapping(entries) => entries.iter().for_each(|(_, node)| collect(node, texts)),
        NodeValue::Sequence(items) => items.iter().for_each(|node| collect(node, texts)),
        NodeValue::String(text) if text.contains(' ') => texts.push(text.clone()),
        _ => {}
    }
}
