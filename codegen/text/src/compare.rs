//! Compares sequences and strings, and lists what was replaced, added or removed.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// A part of a sequence that was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// The range of removed items in the old sequence; empty if items were only added.
    pub gone: Range<usize>,
    /// The range of added items in the new sequence; empty if items were only removed.
    pub come: Range<usize>,
}

/// The maximum number of cells in the table of a comparison. If the table would be larger, everything between the
/// common start and end counts as changed.
const MOST: usize = 16_000_000;

/// Returns the replaced parts of two sequences, in order.
pub fn hunks<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Hunk> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (was, is) = (&old[start..], &new[start..]);
    let end = was.iter().rev().zip(is.iter().rev()).take_while(|(a, b)| a == b).count();
    let (was, is) = (&was[..was.len() - end], &is[..is.len() - end]);
    if was.is_empty() && is.is_empty() {
        return Vec::new();
    }
    if was.is_empty() || is.is_empty() || was.len().saturating_mul(is.len()) > MOST {
        return vec![Hunk { gone: start..start + was.len(), come: start..start + is.len() }];
    }
    // For each pair of positions, the length of the longest common subsequence of the items from there on.
    let width = is.len() + 1;
    let mut common = vec![0_u32; (was.len() + 1) * width];
    for a in (0..was.len()).rev() {
        for b in (0..is.len()).rev() {
            common[a * width + b] = match was[a] == is[b] {
                true => common[(a + 1) * width + b + 1] + 1,
                false => common[(a + 1) * width + b].max(common[a * width + b + 1]),
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut found: Vec<Hunk> = Vec::new();
    let mut open: Option<Hunk> = None;
    while a < was.len() || b < is.len() {
        if a < was.len() && b < is.len() && was[a] == is[b] {
            found.extend(open.take());
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let hunk = open.get_or_insert(Hunk { gone: start + a..start + a, come: start + b..start + b });
        let is_gone = b == is.len() || (a < was.len() && common[(a + 1) * width + b] >= common[a * width + b + 1]);
        if is_gone {
            (hunk.gone.end, a) = (hunk.gone.end + 1, a + 1);
        } else {
            (hunk.come.end, b) = (hunk.come.end + 1, b + 1);
        }
    }
    found.extend(open);
    found
}

/// A collection of texts in which to find a reworded version of a text: one that shares at least half of the words of
/// the longer text, ignoring case and punctuation.
///
/// Each text is split into words only once, regardless of the number of comparisons.
#[derive(Debug, Default)]
pub struct Pool {
    numbers: HashMap<String, usize>,
    /// The number of words and the ids of the distinct words of each text; `None` for a text that was removed.
    texts: Vec<Option<(usize, BTreeSet<usize>)>>,
}

impl Pool {
    /// Splits the texts into words. Methods identify each text by its index.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut pool = Self::default();
        for text in texts {
            let mut count = 0;
            let mut own = BTreeSet::new();
            for word in words(text) {
                let next = pool.numbers.len();
                own.insert(*pool.numbers.entry(word).or_insert(next));
                count += 1;
            }
            pool.texts.push(Some((count, own)));
        }
        pool
    }

    /// Returns the index of the first remaining text that is similar to this one.
    pub fn like(&self, text: &str) -> Option<usize> {
        let words: Vec<Option<usize>> = words(text).map(|word| self.numbers.get(&word).copied()).collect();
        self.texts.iter().position(|known| {
            known.as_ref().is_some_and(|(count, own)| {
                let shared = words.iter().flatten().filter(|word| own.contains(word)).count();
                2 * shared >= words.len().max(*count)
            })
        })
    }

    /// Removes the first similar text, and returns its index.
    pub fn take_like(&mut self, text: &str) -> Option<usize> {
        let found = self.like(text)?;
        self.texts[found] = None;
        Some(found)
    }

    /// Removes the first remaining text, even if it is not similar to any other, and returns its index.
    pub fn take_first(&mut self) -> Option<usize> {
        let found = self.texts.iter().position(Option::is_some)?;
        self.texts[found] = None;
        Some(found)
    }

    /// Returns the indexes of the remaining texts.
    pub fn left(&self) -> impl Iterator<Item = usize> {
        self.texts.iter().enumerate().filter(|(_, text)| text.is_some()).map(|(place, _)| place)
    }
}

/// Pairs the texts of two lists that say the same in other words, and returns the indexes of each pair. The most
/// similar texts are paired first, and each text is in at most one pair. Two texts are similar if they share at least
/// half of the words of the longer one.
///
/// **Invariant:** if the lists are swapped, the result contains the same pairs, swapped. If texts are equally similar,
/// those at the closest positions are paired.
pub fn alike(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return (0..old.len().min(new.len())).map(|place| (place, place)).collect();
    }
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut numbered = |text: &&str| -> BTreeSet<usize> {
        words(text)
            .map(|word| {
                let next = numbers.len();
                *numbers.entry(word).or_insert(next)
            })
            .collect()
    };
    let was: Vec<BTreeSet<usize>> = old.iter().map(&mut numbered).collect();
    let is: Vec<BTreeSet<usize>> = new.iter().map(&mut numbered).collect();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
    for (place, own) in was.iter().enumerate() {
        own.iter().for_each(|word| holders[*word].push(place));
    }
    let mut near = Vec::new();
    for (after, own) in is.iter().enumerate() {
        let mut shared = vec![0_usize; was.len()];
        own.iter().flat_map(|word| &holders[*word]).for_each(|place| shared[*place] += 1);
        for (before, shared) in shared.into_iter().enumerate() {
            let longest = own.len().max(was[before].len());
            if shared > 0 && 2 * shared >= longest {
                let apart = MOST_PAIRS - shared * MOST_PAIRS / longest;
                near.push((apart, before.abs_diff(after), before + after, before, after));
            }
        }
    }
    near.sort_unstable();
    let (mut taken_old, mut taken_new) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (.., before, after) in near {
        if !taken_old[before] && !taken_new[after] {
            (taken_old[before], taken_new[after]) = (true, true);
            pairs.push((before, after));
        }
    }
    pairs
}

/// The maximum number of pairs of texts that [`alike`] compares. With more pairs, it only pairs texts at the same
/// position.
const MOST_PAIRS: usize = 4_000_000;

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    words.filter(|word| !word.is_empty())
}

/// The maximum number of changes that [`reworded`] lists. With more changes, the texts have little in common.
const MOST_PLACES: usize = 4;

/// Lists the changes from one text to another in a sentence, word by word.
pub fn reworded(old: &str, new: &str) -> String {
    let (was, is): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let mut found = hunks(&was, &is);
    if found.len() > MOST_PLACES
        && let (Some(first), Some(last)) = (found.first().cloned(), found.pop())
    {
        found = vec![Hunk { gone: first.gone.start..last.gone.end, come: first.come.start..last.come.end }];
    }
    let told = found.into_iter().map(|hunk| match (was[hunk.gone].join(" "), is[hunk.come].join(" ")) {
        (gone, come) if gone.is_empty() => format!("`{come}` was added"),
        (gone, come) if come.is_empty() => format!("`{gone}` was removed"),
        (gone, come) => format!("`{gone}` became `{come}`"),
    });
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Hunk, Pool, alike, hunks, reworded};

    #[test]
    fn texts_that_are_alike_are_the_same_pairs_from_both_sides() {
        let old = ["send the front", "send the back", "valid for three years", "nothing"];
        let new = ["send the back twice", "valid for 3 years", "send the front"];
        let pairs = alike(&old, &new);
        assert_eq!(pairs, [(0, 2), (1, 0), (2, 1)]);
        let mut back: Vec<_> = alike(&new, &old).into_iter().map(|(new, old)| (old, new)).collect();
        back.sort_unstable();
        assert_eq!(back, pairs);
        assert_eq!(alike(&["a b", "a c"], &["a c", "a b"]), [(0, 1), (1, 0)]);
        assert_eq!(alike(&["..."], &["---"]), [], "texts without words should not be paired");
    }

    #[test]
    fn the_other_form_of_a_text_shares_half_of_its_words() {
        let mut pool = Pool::new(["valid for three years", "send the front", "send the back"]);
        assert_eq!(pool.like("Valid for 3 years."), Some(0));
        assert_eq!(pool.take_like("send the back"), Some(1), "the first similar text should be removed");
        assert_eq!(pool.take_like("send the back"), Some(2));
        assert_eq!(pool.take_like("send the back"), None);
        assert_eq!(pool.like("nothing of that"), None);
        assert_eq!(pool.left().collect::<Vec<_>>(), [0]);
        assert_eq!((pool.take_first(), pool.take_first()), (Some(0), None));
    }

    #[test]
    fn what_has_changed_is_found_where_it_is() {
        let hunk = |gone, come| Hunk { gone, come };
        assert_eq!(hunks(b"abcd", b"abcd"), []);
        assert_eq!(hunks(b"abcd", b"abxd"), [hunk(2..3, 2..3)]);
        assert_eq!(hunks(b"abcd", b"bcxd"), [hunk(0..1, 0..0), hunk(3..3, 2..3)]);
        assert_eq!(hunks(b"", b"ab"), [hunk(0..0, 0..2)]);
        assert_eq!(hunks(b"aabaa", b"aaaa"), [hunk(2..3, 2..2)]);
    }

    #[test]
    fn texts_are_compared_word_by_word() {
        assert_eq!(reworded("valid for 3 years", "valid for 1 year"), "`3 years` became `1 year`");
        assert_eq!(reworded("a b c d e", "x b c d"), "`a` became `x`, `e` was removed");
        assert_eq!(reworded("a b c", "a b new c"), "`new` was added");
        assert_eq!(
            reworded("a 1 b 2 c 3 d 4 e 5 f", "a x b x c x d x e x f"),
            "`1 b 2 c 3 d 4 e 5` became `x b x c x d x e x`"
        );
    }
}
