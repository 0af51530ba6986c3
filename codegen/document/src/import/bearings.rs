//! Infers the paths of important fields from the bodies of examples and the words in lists of the document.
//!
//! The document shows bodies without explaining them. A field whose values are the workflow's own key, or the names of
//! credentials, is interpreted accordingly, whatever its name is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The paths of the important fields, each as a list of field names.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Bearings {
    /// Path from a request to the key of the workflow.
    pub(super) key: Option<Vec<String>>,
    /// Path from a response to the list of credentials.
    pub(super) credentials: Option<Vec<String>>,
    /// Path from a credential to its category.
    pub(super) category: Option<String>,
    /// Path from a credential to its channels.
    pub(super) channels: Option<Vec<String>>,
    /// Path from a credential to the URLs of its parts.
    pub(super) parts: Option<Vec<String>>,
}

/// Counts occurrences. Ties are resolved in favor of the shortest path, then alphabetically.
#[derive(Default)]
struct Tally(BTreeMap<(usize, Vec<String>), usize>);

impl Tally {
    fn see(&mut self, path: &[String]) {
        *self.0.entry((path.len(), path.to_vec())).or_default() += 1;
    }

    fn best(self) -> Option<Vec<String>> {
        let best = self.0.into_iter().min_by_key(|((length, path), count)| (usize::MAX - count, *length, path.clone()));
        best.map(|((_, path), _)| path)
    }
}

impl Bearings {
    /// Infers the paths from responses, and from requests paired with the key of their workflow.
    pub(super) fn take(
        requests: &[(u32, Value)],
        responses: &[Value],
        categories: &BTreeSet<String>,
        channels: &BTreeSet<String>,
    ) -> Self {
        let mut key = Tally::default();
        for (number, body) in requests {
            members(body, &mut Vec::new(), &mut |path, value| {
                if is_key(value, *number) {
                    key.see(path);
                }
            });
        }
        let mut lists = Tally::default();
        for body in responses {
            members(body, &mut Vec::new(), &mut |path, value| {
                for item in value.as_array().into_iter().flatten() {
                    named(item, categories).for_each(|name| lists.see(&[path, &[name.to_owned()]].concat()));
                }
            });
        }
        let Some((category, credentials)) = lists.best().and_then(|mut path| Some((path.pop()?, path))) else {
            return Self { key: key.best(), ..Self::default() };
        };
        let items = responses.iter().filter_map(|body| at(body, &credentials)?.as_array()).flatten();
        let (mut ways, mut parts) = (Tally::default(), Tally::default());
        for item in items {
            members(item, &mut Vec::new(), &mut |path, value| {
                if is_list_of(value, channels) {
                    ways.see(path);
                }
                if !urls_of_parts(value).is_empty() {
                    parts.see(path);
                }
            });
        }
        Self {
            key: key.best(),
            credentials: Some(credentials),
            category: Some(category),
            channels: ways.best(),
            parts: parts.best(),
        }
    }
}

/// Visits every field of an object and of nested objects; lists are not entered.
fn members(value: &Value, path: &mut Vec<String>, visit: &mut impl FnMut(&[String], &Value)) {
    for (name, value) in value.as_object().into_iter().flatten() {
        path.push(name.clone());
        visit(path, value);
        members(value, path, visit);
        path.pop();
    }
}

/// Returns the fields of an object whose value is one of these words.
fn named<'a>(item: &'a Value, words: &BTreeSet<String>) -> impl Iterator<Item = &'a str> {
    let members = item.as_object().into_iter().flatten();
    members.filter(|(_, value)| value.as_str().is_some_and(|word| words.contains(word))).map(|(name, _)| name.as_str())
}

/// Returns whether a value is this key, as a number or a string.
pub(super) fn is_key(value: &Value, key: u32) -> bool {
    value.as_u64() == Some(u64::from(key)) || value.as_str().is_some_and(|text| text == key.to_string())
}

fn is_list_of(value: &Value, words: &BTreeSet<String>) -> bool {
    let Some(items) = value.as_array().filter(|items| !items.is_empty()) else { return false };
    items.iter().any(|item| item.as_str().is_some_and(|word| words.contains(word)))
}

/// Returns the parts for which an object has a URL: fields named like the end of their URL.
pub(super) fn urls_of_parts(value: &Value) -> Vec<String> {
    let members = value.as_object().into_iter().flatten();
    let parts = members.map(|(name, url)| {
        let url = url.as_str()?.split(['?', '#']).next().unwrap_or_default();
        let (before, last) = url.rsplit_once('/')?;
        (before.contains("://") && last.eq_ignore_ascii_case(name)).then(|| last.to_owned())
    });
    parts.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Returns the value at the end of a path.
pub(super) fn at<'a>(value: &'a Value, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, name| value.get(name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::Bearings;

    fn words(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn path(names: &[&str]) -> Option<Vec<String>> {
        Some(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn members_are_known_by_what_they_hold() {
        let request = |key: u32, crew: u32| (key, json!({ "procedure": { "number": key }, "crew": crew }));
        let papers = json!([
            { "id": "m-3", "paper": "MANIFEST", "ways": ["CARRIER"], "in": { "slips": { "cover": "https://a.example/COVER?t=1" } } },
            { "id": "m-4", "paper": "INSIGNIA", "ways": [] },
        ]);
        let responses: Vec<Value> = vec![json!({ "berth": { "papers": papers }, "flag": "INSIGNIA" })];
        let bearings = Bearings::take(
            &[request(700, 700), request(701, 9)],
            &responses,
            &words(&["MANIFEST", "INSIGNIA"]),
            &words(&["CARRIER", "GANGWAY"]),
        );
        let expected = Bearings {
            key: path(&["procedure", "number"]),
            credentials: path(&["berth", "papers"]),
            category: Some("paper".to_owned()),
            channels: path(&["ways"]),
            parts: path(&["in", "slips"]),
        };
        assert_eq!(bearings, expected);
        assert_eq!(Bearings::take(&[], &[], &words(&[]), &words(&[])), Bearings::default());
    }
}
