//! Severity overrides for individual rules.

use std::error::Error;
use std::fmt;

use crate::runtime::judging::builtin;
use crate::runtime::wire::suggest::nearest;
use crate::runtime::{Rule, Severity};

/// Overrides the severity of individual rules, regardless of the rules' own severity and the policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Severities(Vec<(&'static str, Severity)>);

impl Severities {
    /// Sets the severity of the rule with this id, which must be one of the given rules or a built-in rule.
    ///
    /// # Errors
    ///
    /// Fails for unknown ids, and for rules whose violations make a payload unreadable, which are always errors.
    #[inline]
    pub fn set(&mut self, rules: &[&'static Rule], id: &str, severity: Severity) -> Result<(), UnknownRule> {
        let adjustable = || rules.iter().chain(builtin::LIMITS);
        let Some(rule) = adjustable().find(|rule| rule.id == id) else {
            let ids: Vec<&str> = adjustable().map(|rule| rule.id).collect();
            let fixed = builtin::ALL.iter().any(|rule| rule.id == id);
            return Err(UnknownRule { id: id.to_owned(), fixed, nearest: nearest(id, &ids).map(str::to_owned) });
        };
        match self.0.iter_mut().find(|(known, _)| *known == rule.id) {
            Some((_, known)) => *known = severity,
            None => self.0.push((rule.id, severity)),
        }
        Ok(())
    }

    /// Returns whether there are no overrides.
    #[inline]
    pub(in crate::runtime) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the override for a rule.
    #[inline]
    pub fn get(&self, id: &str) -> Option<Severity> {
        self.0.iter().find(|(known, _)| *known == id).map(|(_, severity)| *severity)
    }
}

/// The rule does not exist, or its severity cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRule {
    id: String,
    fixed: bool,
    nearest: Option<String>,
}

impl fmt::Display for UnknownRule {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = &self.id;
        match (self.fixed, &self.nearest) {
            (true, _) => write!(f, "violations of {id} make a payload unreadable, so they are always errors"),
            (false, Some(nearest)) => write!(f, "unknown rule {id:?}; did you mean {nearest}?"),
            (false, None) => write!(f, "unknown rule {id:?}; rules::ALL lists all rules"),
        }
    }
}

impl Error for UnknownRule {}
