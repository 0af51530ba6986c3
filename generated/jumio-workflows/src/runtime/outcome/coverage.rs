//! Compares the credentials of an execution with the results, and finds credentials that no result covers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::runtime::judging::model::Workflow;
use crate::runtime::outcome::finding::{Finding, JudgedCredential};
use crate::runtime::outcome::reason::Reason;
use crate::runtime::outcome::{ListedCredentials, OutcomeReading};
use crate::runtime::wire::reading::{Seen, look, pointer};

/// The list of the execution's credentials in a response.
#[derive(Debug, Default)]
pub(in crate::runtime) struct Listed {
    /// The category and id of each listed credential.
    pairs: BTreeSet<(String, String)>,
    /// The category of each credential, by id.
    by_id: BTreeMap<String, String>,
    /// The expected location of the list, if the response does not contain it.
    pub(in crate::runtime) absent: Option<String>,
    /// Whether the response contains the list.
    pub(in crate::runtime) is_there: bool,
    /// The locations of values in the list that have an undocumented form.
    pub(in crate::runtime) unreadable: Vec<String>,
}

impl Listed {
    #[inline]
    pub(in crate::runtime) fn read(reading: Option<ListedCredentials>, response: &Value) -> Self {
        let mut listed = Self::default();
        let Some(reading) = reading else { return listed };
        let at = pointer(reading.each, &[]);
        let items = match look(response, reading.each) {
            Seen::Absent => return Self { absent: Some(at), ..listed },
            Seen::There(Value::Array(items)) => items,
            Seen::There(_) | Seen::Odd => {
                listed.unreadable.push(at);
                return listed;
            }
        };
        listed.is_there = true;
        for (index, item) in items.iter().enumerate() {
            match (look(item, reading.id).text(), look(item, reading.category).text()) {
                (Some(id), Some(category)) if !id.is_empty() && !category.is_empty() => {
                    listed.pairs.insert((category.to_owned(), id.to_owned()));
                    listed.by_id.entry(id.to_owned()).or_insert_with(|| category.to_owned());
                }
                _ => listed.unreadable.push(format!("{at}/{index}")),
            }
        }
        listed
    }

    /// Returns whether a credential with this id is listed.
    #[inline]
    pub(in crate::runtime) fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// Returns the category and id of each listed credential.
    #[inline]
    pub(in crate::runtime) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(category, id)| (category.as_str(), id.as_str()))
    }

    /// Returns the category and id of a credential, if both are known.
    #[inline]
    pub(in crate::runtime) fn pair<'a>(&'a self, judged: &'a JudgedCredential) -> Option<(&'a str, &'a str)> {
        Some((self.category_of(judged)?, judged.id.as_deref()?))
    }

    /// Returns the category of a credential, according to the result or the list.
    #[inline]
    pub(in crate::runtime) fn category_of<'a>(&'a self, judged: &'a JudgedCredential) -> Option<&'a str> {
        let listed = || self.by_id.get(judged.id.as_deref()?);
        judged.category.as_deref().or_else(|| listed().map(String::as_str))
    }
}

/// The credentials that the results of one capability are about.
struct Covered<'a> {
    capability: &'static str,
    judges: &'static [&'static str],
    /// The ids, by category, of the credentials that a result is about and that are listed.
    known: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// The categories of credentials that the capability judges and that a result contains without an id.
    nameless: BTreeSet<&'a str>,
    reasons: Vec<Reason>,
}

/// Reports the credentials that capabilities have to judge but no result covers. Receives each capability with its
/// findings; a capability without findings is reported elsewhere.
#[inline]
pub(in crate::runtime) fn uncovered(
    reading: &OutcomeReading,
    workflow: &'static Workflow,
    listed: &Listed,
    results: &[(&'static str, Vec<&Finding>)],
) -> Vec<Reason> {
    if reading.credentials.is_none() {
        return Vec::new();
    }
    let results = || results.iter().filter(|(_, findings)| !findings.is_empty());
    // A credential that a result covers belongs to the execution, even if the response does not list it.
    let mut pairs: BTreeSet<(&str, &str)> = listed.pairs().collect();
    let judged = || results().flat_map(|(_, findings)| findings).flat_map(|finding| &finding.credentials);
    pairs.extend(judged().filter_map(|judged| listed.pair(judged)));
    let covered: Vec<Covered<'_>> = results()
        .map(|(capability, findings)| {
            let known = reading.model.capability(capability);
            let judges = known.map_or(&[][..], |known| known.credentials);
            let mut covered = Covered::by(capability, judges, findings, listed, &pairs);
            if known.is_some_and(|known| known.together) {
                covered.compare(findings, listed);
            }
            covered
        })
        .collect();
    // A request selects one of the variants, but the response does not contain the selection. At least one variant has
    // to be complete.
    let variants = if workflow.variants.is_empty() { &[workflow.required_credentials][..] } else { workflow.variants };
    let complete = variants.iter().find(|variant| covered.iter().all(|one| one.lacks(variant).is_empty()));
    let variant = complete.or(variants.first()).copied().unwrap_or_default();
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    pairs.iter().for_each(|(_, id)| *by_id.entry(*id).or_default() += 1);
    let mut reasons: Vec<Reason> = by_id
        .into_iter()
        .filter(|(_, categories)| *categories > 1)
        .map(|(id, _)| Reason::CategoriesContradict { id: id.to_owned() })
        .collect();
    for mut one in covered {
        let lacking = one.lacks(variant);
        reasons.append(&mut one.reasons);
        let capability = one.capability;
        let is_nameless = |category: &&str| one.nameless.contains(category);
        reasons.extend(
            lacking
                .into_iter()
                .filter(|category| !is_nameless(category))
                .map(|category| Reason::CredentialNotCovered { capability, category: category.to_owned(), id: None }),
        );
        reasons.extend(
            one.nameless
                .iter()
                .map(|category| Reason::CredentialNotNamed { capability, category: (*category).to_owned() }),
        );
    }
    reasons
}

impl<'a> Covered<'a> {
    #[inline]
    fn by(
        capability: &'static str,
        judges: &'static [&'static str],
        findings: &[&'a Finding],
        listed: &'a Listed,
        pairs: &BTreeSet<(&'a str, &'a str)>,
    ) -> Self {
        let mut covered =
            Self { capability, judges, known: BTreeMap::new(), nameless: BTreeSet::new(), reasons: Vec::new() };
        for judged in findings.iter().flat_map(|finding| &finding.credentials) {
            match (listed.category_of(judged), &judged.id) {
                (Some(category), Some(id)) => _ = covered.known.entry(category).or_default().insert(id),
                (Some(category), None) if judges.contains(&category) => _ = covered.nameless.insert(category),
                (_, None) | (None, _) => {}
            }
        }
        for (category, id) in pairs.iter().filter(|(category, _)| judges.contains(category)) {
            if covered.known.entry(category).or_default().insert(id) {
                covered.reasons.push(Reason::CredentialNotCovered {
                    capability,
                    category: (*category).to_owned(),
                    id: Some((*id).to_owned()),
                });
            }
        }
        covered
    }

    /// Requires that a single result covers all credentials that the results are about. Credentials that no result
    /// covers have already been reported.
    #[inline]
    fn compare(&mut self, findings: &[&'a Finding], listed: &'a Listed) {
        let judges = self.judges;
        let known = self.known.iter().filter(|(category, _)| judges.contains(category));
        let needed: usize = known.map(|(_, ids)| ids.len()).sum();
        let named = |finding: &&'a Finding| -> BTreeSet<(&'a str, &'a str)> {
            let pairs = finding.credentials.iter().filter_map(|one| listed.pair(one));
            pairs.filter(|(category, _)| judges.contains(category)).collect()
        };
        if self.reasons.is_empty() && !findings.iter().any(|finding| named(finding).len() == needed) {
            self.reasons.push(Reason::JudgedApart { capability: self.capability });
        }
    }

    /// Returns the categories, without repetitions, that have fewer credentials than the variant needs. Credentials
    /// without an id do not count, because two results could be about the same one.
    #[inline]
    fn lacks(&self, variant: &[&'static str]) -> Vec<&'static str> {
        let mut lacking = Vec::new();
        for category in variant.iter().copied().filter(|category| self.judges.contains(category)) {
            let needed = variant.iter().filter(|other| **other == category).count();
            let known = self.known.get(category).map_or(0, BTreeSet::len);
            if known < needed && !lacking.contains(&category) {
                lacking.push(category);
            }
        }
        lacking
    }
}
