//! Single rules raised or lowered: takes ids of rules and severities, gives what overrides rules and policy.

use std::error::Error;
use std::fmt;

use crate::runtime::judging::builtin;
use crate::runtime::wire::suggest::nearest;
use crate::runtime::{Rule, Severity};

/// How bad violations of single rules are, whatever the rules and the policy say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Severities(Vec<(&'static str, Severity)>);

impl Severities {
    /// Decides for the rule with this id, which is one of these or a built-in one.
    ///
    /// # Errors
    ///
    /// Refuses ids of no rule, and rules without which a payload could not be read: what they find stays an error.
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

    /// Whether nothing was decided.
    #[inline]
    pub(in crate::runtime) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was decided for a rule.
    #[inline]
    pub fn get(&self, id: &str) -> Option<Severity> {
        self.0.iter().find(|(known, _)| *known == id).map(|(_, severity)| *severity)
    }
}

/// There is no such rule, or none that may be raised or lowered.
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
            (true, _) => write!(f, "violations of {id} keep a payload from being read, so they stay errors"),
            (false, Some(nearest)) => write!(f, "there is no rule {id:?}; did you mean {nearest}?"),
            (false, None) => write!(f, "there is no rule {id:?}; rules::ALL lists them"),
        }
    }
}

impl Error for UnknownRule {}
