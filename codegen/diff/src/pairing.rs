//! Matches the items of two specs: pairs items with the same identity, and collects the rest.

use std::collections::BTreeMap;

/// The items of two specs, paired where they match. Each list preserves the order of its spec.
pub(super) struct Paired<'m, T> {
    /// Pairs of matching items.
    pub(super) both: Vec<(&'m T, &'m T)>,
    /// Items that only the older spec has.
    pub(super) gone: Vec<&'m T>,
    /// Items that only the newer spec has.
    pub(super) fresh: Vec<&'m T>,
}

/// Pairs items that have the same key.
pub(super) fn pair<'m, T, K: Ord>(old: &'m [T], new: &'m [T], key: impl Fn(&'m T) -> K) -> Paired<'m, T> {
    let mut paired = Paired { both: Vec::new(), gone: old.iter().collect(), fresh: new.iter().collect() };
    paired.pair_leftovers(key);
    paired
}

impl<'m, T> Paired<'m, T> {
    /// Pairs the remaining items by another key. A key that occurs twice on one side is ignored.
    pub(super) fn pair_leftovers<K: Ord>(&mut self, key: impl Fn(&'m T) -> K) {
        self.pair_leftovers_in(((), ()), |(), item| key(item));
    }

    /// Pairs the remaining items by a key that is computed in the context of their own spec.
    pub(super) fn pair_leftovers_in<C: Copy, K: Ord>(&mut self, (old, new): (C, C), key: impl Fn(C, &'m T) -> K) {
        let keys = |of: C, items: &[&'m T]| items.iter().map(|item| key(of, item)).collect::<Vec<K>>();
        let (was, is) = (keys(old, &self.gone), keys(new, &self.fresh));
        let (before, after) = (indices(&was), indices(&is));
        let mut taken = vec![false; self.fresh.len()];
        for (item, key) in std::mem::take(&mut self.gone).into_iter().zip(&was) {
            match (before[key].as_slice(), after.get(key).map(Vec::as_slice)) {
                ([_], Some([index])) => {
                    self.both.push((item, self.fresh[*index]));
                    taken[*index] = true;
                }
                _ => self.gone.push(item),
            }
        }
        let mut taken = taken.into_iter();
        self.fresh.retain(|_| taken.next() == Some(false));
    }
}

impl<'m, T> Paired<'m, T> {
    /// Pairs the remaining items by a key that does not have to be unique: items with the same key are paired in order.
    pub(super) fn pair_in_order<C: Copy, K: Ord>(&mut self, (old, new): (C, C), key: impl Fn(C, &'m T) -> K) {
        let mut free: Vec<Option<&'m T>> = std::mem::take(&mut self.fresh).into_iter().map(Some).collect();
        for item in std::mem::take(&mut self.gone) {
            let own = key(old, item);
            match free.iter_mut().find(|other| other.is_some_and(|other| key(new, other) == own)) {
                Some(other) => self.both.extend(other.take().map(|other| (item, other))),
                None => self.gone.push(item),
            }
        }
        self.fresh = free.into_iter().flatten().collect();
    }
}

/// Returns the positions of each key.
fn indices<K: Ord>(keys: &[K]) -> BTreeMap<&K, Vec<usize>> {
    let mut found: BTreeMap<&K, Vec<usize>> = BTreeMap::new();
    for (index, key) in keys.iter().enumerate() {
        found.entry(key).or_default().push(index);
    }
    found
}

/// Returns the strings that only one of two lists contains. Each result preserves the order of its list; repetitions do
/// not matter.
pub(super) fn words<'a, W: AsRef<str> + PartialEq>(old: &'a [W], new: &'a [W]) -> (Vec<&'a str>, Vec<&'a str>) {
    let only = |of: &'a [W], other: &[W]| of.iter().filter(|word| !other.contains(word)).map(AsRef::as_ref).collect();
    (only(old, new), only(new, old))
}
