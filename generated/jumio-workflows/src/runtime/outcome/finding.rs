//! Results of capabilities: takes a response, gives each result as it is told, and what in it has an unknown form.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::runtime::judging::model::{Advice, DecisionKind};
use crate::runtime::outcome::OutcomeReading;
use crate::runtime::outcome::reason::Told;
use crate::runtime::wire::printable::shortened;
use crate::runtime::wire::reading::{Path, Seen, look, pointer};

/// A result of a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it is, as a JSON Pointer; a long name in it is shortened.
    pub at: String,
    /// The capability, known or not. Its results share the name, however long it is.
    pub capability: Arc<str>,
    /// The id of the result.
    pub id: Option<String>,
    /// The credentials that it is about; none if the result does not say.
    pub credentials: Vec<JudgedCredential>,
    /// The type of the decision, known or not; empty if there is none.
    pub decision: String,
    /// What that means, if it is known.
    pub kind: Option<DecisionKind>,
    /// The label, known or not; empty if there is none.
    pub label: String,
    /// Where something in it has a form that is not documented. Such a result has never passed.
    pub unreadable: Vec<String>,
    /// For what has passed: where something beside the decision contradicts a pass. Such a result has never passed.
    pub contradicting: Vec<String>,
    /// For what has passed: where something that could contradict a pass is absent.
    pub not_given: Vec<String>,
    /// For what has not run: the finding that kept it from running, by its place.
    pub because_of: Option<usize>,
    /// What can be done about the label, and by whom.
    pub advice: Option<&'static Advice>,
}

/// A credential that a result is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct JudgedCredential {
    /// Its id.
    pub id: Option<String>,
    /// Its category.
    pub category: Option<String>,
}

impl Finding {
    /// The ids of the credentials that it is about.
    #[inline]
    pub fn credential_ids(&self) -> impl Iterator<Item = &str> {
        self.credentials.iter().filter_map(|credential| credential.id.as_deref())
    }

    #[inline]
    pub(in crate::runtime) fn told(&self, place: usize) -> Told {
        Told {
            finding: place,
            at: self.at.clone(),
            capability: Arc::clone(&self.capability),
            decision: self.decision.clone(),
            label: self.label.clone(),
        }
    }

    /// A value that stands where a result should be.
    #[inline]
    fn unreadable(capability: &Arc<str>, at: String) -> Self {
        Self {
            unreadable: vec![at.clone()],
            at,
            capability: Arc::clone(capability),
            id: None,
            credentials: Vec::new(),
            decision: String::new(),
            kind: None,
            label: String::new(),
            contradicting: Vec::new(),
            not_given: Vec::new(),
            because_of: None,
            advice: None,
        }
    }
}

impl OutcomeReading {
    /// Every result, in the order of the response. What is not a list of results is a finding that nobody can read.
    #[inline]
    pub(in crate::runtime) fn findings(&self, results: &Map<String, Value>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (capability, value) in results {
            let at = pointer(self.results, &[&shortened(capability)]);
            let capability = &Arc::from(capability.as_str());
            match value {
                Value::Array(list) => {
                    let results = list.iter().enumerate();
                    findings.extend(
                        results.map(|(index, result)| self.finding(capability, format!("{at}/{index}"), result)),
                    );
                }
                _ => findings.push(Finding::unreadable(capability, at)),
            }
        }
        findings
    }

    #[inline]
    fn finding(&self, capability: &Arc<str>, at: String, result: &Value) -> Finding {
        if !result.is_object() {
            return Finding::unreadable(capability, at);
        }
        let mut found = Finding::unreadable(capability, at);
        found.unreadable.clear();
        found.id = self.id.and_then(|path| look(result, path).text()).filter(|id| !id.is_empty()).map(str::to_owned);
        let decision = look(result, self.decision).text();
        found.kind = decision.and_then(|word| self.kind(word));
        found.decision = decision.unwrap_or_default().to_owned();
        match look(result, self.label) {
            Seen::Absent => {}
            Seen::There(Value::String(label)) => found.label.clone_from(label),
            Seen::There(_) | Seen::Odd => found.unreadable.push(format!("{}{}", found.at, pointer(self.label, &[]))),
        }
        if let Some(path) = self.credentials {
            let at = format!("{}{}", found.at, pointer(path, &[]));
            match look(result, path) {
                Seen::Absent => {}
                Seen::There(Value::Array(list)) => self.judged(list, &at, &mut found),
                Seen::There(_) | Seen::Odd => found.unreadable.push(at),
            }
        }
        let known = self.model.capability(capability);
        // A label that passed needs nothing done, even if the same word means trouble elsewhere.
        if found.kind == Some(DecisionKind::Passed) {
            found.hold_to_pass(result, known.map_or(&[], |known| known.passes_with));
        } else {
            let own = known.map_or(&[][..], |known| known.advice).iter();
            found.advice = own.chain(self.model.advice).find(|advice| advice.label == found.label);
        }
        found
    }

    /// The credentials that a result is about.
    #[inline]
    fn judged(&self, list: &[Value], at: &str, found: &mut Finding) {
        for (index, item) in list.iter().enumerate() {
            let id = readable(item, self.credential_id);
            let category = self.category.map_or(Ok(None), |path| readable(item, path));
            match (id, category) {
                (Ok(id), Ok(category)) if id.is_some() || category.is_some() => {
                    found.credentials.push(JudgedCredential { id, category });
                }
                _ => found.unreadable.push(format!("{at}/{index}")),
            }
        }
    }

    /// What a type of decision means.
    #[inline]
    pub(in crate::runtime) fn kind(&self, word: &str) -> Option<DecisionKind> {
        self.kinds.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
    }
}

/// A text that is not empty, or nothing; fails if something else is there.
#[inline]
fn readable(value: &Value, path: Path) -> Result<Option<String>, ()> {
    match look(value, path) {
        Seen::Absent => Ok(None),
        Seen::There(Value::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
        Seen::There(_) | Seen::Odd => Err(()),
    }
}
