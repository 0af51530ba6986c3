//! Reads the results of capabilities from a response, and records values of an undocumented form.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::runtime::judging::model::{Advice, DecisionKind};
use crate::runtime::outcome::OutcomeReading;
use crate::runtime::outcome::reason::Told;
use crate::runtime::wire::printable::shortened;
use crate::runtime::wire::reading::{Path, Seen, look, pointer};

/// The result of a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The location of the result, as a JSON Pointer; long names in it are truncated.
    pub at: String,
    /// The capability, which may be unknown. The string is shared between results to save memory.
    pub capability: Arc<str>,
    /// The id of the result.
    pub id: Option<String>,
    /// The credentials that the result is about; empty if the result does not list any.
    pub credentials: Vec<JudgedCredential>,
    /// The decision type, which may be unknown; empty if there is none.
    pub decision: String,
    /// The meaning of the decision type, if it is known.
    pub kind: Option<DecisionKind>,
    /// The label, which may be unknown; empty if there is none.
    pub label: String,
    /// The locations of values in the result that have an undocumented form. A result with such a value never counts as
    /// passed.
    pub unreadable: Vec<String>,
    /// For a pass, the locations of fields that contradict it. A result with such a field never counts as passed.
    pub contradicting: Vec<String>,
    /// For a pass, the locations of absent fields that could have contradicted it.
    pub not_given: Vec<String>,
    /// For a capability that did not run, the index of the finding that blocked it.
    pub because_of: Option<usize>,
    /// Advice for the label, and who can act on it.
    pub advice: Option<&'static Advice>,
}

/// A credential that a result is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct JudgedCredential {
    /// The id of the credential.
    pub id: Option<String>,
    /// The category of the credential.
    pub category: Option<String>,
}

impl Finding {
    /// Returns the ids of the credentials that the result is about.
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

    /// Creates the finding for a value that is not a result.
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
    /// Reads all results, in the order of the response. A value that is not a list of results becomes an unreadable
    /// finding.
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
        // A pass needs no advice, even if the same label indicates a problem for another decision.
        if found.kind == Some(DecisionKind::Passed) {
            found.hold_to_pass(result, known.map_or(&[], |known| known.passes_with));
        } else {
            let own = known.map_or(&[][..], |known| known.advice).iter();
            found.advice = own.chain(self.model.advice).find(|advice| advice.label == found.label);
        }
        found
    }

    /// Reads the credentials that a result is about.
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

    /// Returns the meaning of a decision type.
    #[inline]
    pub(in crate::runtime) fn kind(&self, word: &str) -> Option<DecisionKind> {
        self.kinds.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
    }
}

/// Reads a non-empty string; returns `None` if it is absent, and fails for any other value.
#[inline]
fn readable(value: &Value, path: Path) -> Result<Option<String>, ()> {
    match look(value, path) {
        Seen::Absent => Ok(None),
        Seen::There(Value::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
        Seen::There(_) | Seen::Odd => Err(()),
    }
}
