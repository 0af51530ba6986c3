//! Compares lists of strings, and reports which strings were added, removed or reworded. Their order does not matter.

use verispec_model::change::Kind;
use verispec_model::change::text::{CITED, HISTORY, REWORDED};
use verispec_text::compare::alike;
use verispec_text::yaml::Node;

use super::{At, Walk, any_order, items, plain, reworded_or_new};

impl Walk<'_> {
    /// Compares the strings of two lists. Strings that only one side has are paired if they share half of their words.
    pub(super) fn list(&mut self, was: Option<&Node>, is: Option<&Node>, at: &At) {
        let texts = |node: Option<&'_ Node>| -> Vec<String> { items(node).iter().map(plain).collect() };
        let (before, after) = (texts(was), texts(is));
        if !self.texts_of(&REWORDED, &before, &after, at) {
            self.tell(&REWORDED, "The entries are in a different order.".to_owned(), [was, is], at);
        }
    }

    /// Compares the entries of two histories, which are ordered by version.
    pub(super) fn history(&mut self, was: Option<&Node>, is: Option<&Node>, at: &At) {
        let part = |entry: &Node, key: &'static str| entry.at([key]).map(plain).unwrap_or_default();
        let entry = |entry: &Node| format!("{}: {}", part(entry, "version"), part(entry, "text"));
        let texts = |node: Option<&'_ Node>| -> Vec<String> { items(node).iter().map(entry).collect() };
        self.texts_of(&HISTORY, &texts(was), &texts(is), at);
    }

    /// Reports each string that only one of two lists has, and returns whether there is any.
    fn texts_of(&mut self, kind: &'static Kind, before: &[String], after: &[String], at: &At) -> bool {
        let only = |of: &[String], other: &[String]| -> Vec<usize> {
            (0..of.len()).filter(|index| !other.contains(&of[*index])).collect()
        };
        let (gone, come) = (only(before, after), only(after, before));
        let [old, new]: [Vec<&str>; 2] =
            [(&gone, before), (&come, after)].map(|(of, all)| of.iter().map(|index| all[*index].as_str()).collect());
        let mut left_old: Vec<bool> = vec![true; gone.len()];
        let mut left_new: Vec<bool> = vec![true; come.len()];
        let mut told: Vec<(Option<usize>, Option<usize>)> = Vec::new();
        for (was, is) in alike(&old, &new) {
            (left_old[was], left_new[is]) = (false, false);
            told.push((Some(gone[was]), Some(come[is])));
        }
        let left = |left: &[bool], all: &[usize]| -> Vec<usize> {
            all.iter().zip(left).filter(|(_, left)| **left).map(|(index, _)| *index).collect()
        };
        told.extend(left(&left_old, &gone).into_iter().map(|index| (Some(index), None)));
        told.extend(left(&left_new, &come).into_iter().map(|index| (None, Some(index))));
        for (was, is) in &told {
            let text = |of: &'_ [String], index: &Option<usize>| index.map(|index| of[index].clone());
            let (old, new) = (text(before, was), text(after, is));
            let message = reworded_or_new(old.as_deref(), new.as_deref());
            let place = [at[0].index(was.or(*is).unwrap_or_default()), at[1].index(is.or(*was).unwrap_or_default())];
            self.push(kind, message, [old.as_deref(), new.as_deref()], &place);
        }
        !told.is_empty()
    }

    /// Compares the decisions that a fact depends on. Decisions that only one of the specs has are reported separately.
    pub(super) fn cited(&mut self, was: Option<&Node>, is: Option<&Node>, at: &At) {
        let [old, new] = [was, is].map(|node| node.map(any_order).unwrap_or_default());
        let only = |of: &[String], other: &[String]| -> Vec<String> {
            let ids = of.iter().filter(|id| !other.contains(id) && !self.one_sided.contains(*id));
            ids.map(|id| format!("`{id}`")).collect()
        };
        let told = [("now", only(&new, &old)), ("no longer", only(&old, &new))];
        let told: Vec<String> = told
            .iter()
            .filter(|(_, ids)| !ids.is_empty())
            .map(|(word, ids)| format!("{word} depends on {}", ids.join(", ")))
            .collect();
        if !told.is_empty() {
            self.tell(&CITED, format!("It {}.", told.join(" and ")), [was, is], at);
        }
    }
}
