//! Fills the message of a rule with the details of a violation.

use serde_json::Value as Json;
use verispec_runtime::runtime::predicate;
use verispec_runtime::runtime::text::listed;

use super::view::View;
use crate::ir::subject::texts;
use crate::ir::{Names, Predicate, Takes, Test};

impl View<'_, '_> {
    /// Formats the value that a message shows.
    pub(super) fn told_value(&self, predicate: &Predicate, fact: Option<&Json>) -> Option<String> {
        let list = texts(fact);
        let plain = || match fact? {
            Json::String(text) => Some(text.clone()),
            Json::Array(_) => predicate::joined(list.as_deref()),
            other => Some(other.to_string()),
        };
        let Test::Ask(ask, _) = &predicate.test else { return plain() };
        let counts = || predicate.value.path().is_some_and(|path| !self.scope.model.lists_texts(path));
        match ask.names {
            Names::Repeated => predicate::repeated(list.as_deref()),
            Names::Missing => {
                let other = predicate.test.other().and_then(|other| self.fact(other));
                predicate::missing(list.as_deref(), texts(other.as_deref()).as_deref())
            }
            Names::Value if ask.takes == Takes::Length && counts() => Some(fact?.as_array()?.len().to_string()),
            Names::Value => plain(),
        }
    }

    /// Formats the values that a message lists as allowed.
    pub(super) fn told_allowed(&self, predicate: &Predicate) -> Option<String> {
        match &predicate.test {
            Test::InSet(set, of) => {
                let mut members = self.members(*set, of.as_ref())?;
                let mut seen = std::collections::BTreeSet::new();
                members.retain(|member| seen.insert(member.clone()));
                Some(listed(&members, "or"))
            }
            test => test.allowed(self.scope.model),
        }
    }
}

/// Fills the placeholders of a message, and leaves other text in braces unchanged.
pub(super) fn fill(message: &str, value: Option<String>, allowed: Option<String>, workflow: Option<String>) -> String {
    let places = [
        ("{value}", value.unwrap_or_else(|| "nothing".to_owned())),
        ("{allowed}", allowed.unwrap_or_else(|| "what is documented".to_owned())),
        ("{workflow}", workflow.unwrap_or_else(|| "this workflow".to_owned())),
    ];
    // All placeholders are replaced in one pass, so that braces in a value are not replaced.
    let mut filled = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let place = places.iter().find(|(place, _)| rest.starts_with(place));
        let (taken, text) = place.map_or((1, "{"), |(place, text)| (place.len(), text.as_str()));
        filled.push_str(text);
        rest = &rest[taken..];
    }
    filled.push_str(rest);
    filled
}
