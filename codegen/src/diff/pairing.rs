//! What belongs together in two specs: takes two lists and what identifies their items, gives pairs and leftovers.

use std::collections::BTreeMap;

/// Items of two specs, each list in its own order.
pub(super) struct Paired<'m, T> {
    /// Items that are in both.
    pub(super) both: Vec<(&'m T, &'m T)>,
    /// Items of the older spec only.
    pub(super) gone: Vec<&'m T>,
    /// Items of the newer spec only.
    pub(super) fresh: Vec<&'m T>,
}

/// Pairs items that have the same key.
pub(super) fn pair<'m, T, K: Ord>(old: &'m [T], new: &'m [T], key: impl Fn(&'m T) -> K) -> Paired<'m, T> {
    let mut paired = Paired { both: Vec::new(), gone: old.iter().collect(), fresh: new.iter().collect() };
    paired.pair_leftovers(key);
    paired
}

impl<'m, T> Paired<'m, T> {
    /// Pairs what is left over by another key; a key that two items of one side have identifies neither.
    pub(super) fn pair_leftovers<K: Ord>(&mut self, key: impl Fn(&'m T) -> K) -> usize {
        let mut by_key: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (index, item) in self.fresh.iter().enumerate() {
            by_key.entry(key(item)).or_default().push(index);
        }
        let mut wanted: BTreeMap<K, usize> = BTreeMap::new();
        for item in &self.gone {
            *wanted.entry(key(item)).or_default() += 1;
        }
        let before = self.both.len();
        let mut taken = Vec::new();
        let gone = std::mem::take(&mut self.gone);
        for item in gone {
            let key = key(item);
            match by_key.get(&key).map(Vec::as_slice) {
                Some([index]) if wanted.get(&key) == Some(&1) => {
                    self.both.push((item, self.fresh[*index]));
                    taken.push(*index);
                }
                _ => self.gone.push(item),
            }
        }
        let mut index = 0;
        self.fresh.retain(|_| {
            index += 1;
            !taken.contains(&(index - 1))
        });
        self.both.len() - before
    }
}

/// Words that only one of two lists has, each list in its own order; how often does not matter.
pub(super) fn words<'a, W: AsRef<str> + PartialEq>(old: &'a [W], new: &'a [W]) -> (Vec<&'a str>, Vec<&'a str>) {
    let only = |of: &'a [W], other: &[W]| of.iter().filter(|word| !other.contains(word)).map(AsRef::as_ref).collect();
    (only(old, new), only(new, old))
}
