//! Three-valued logic: decides whether a rule is broken, holds, or cannot be judged when facts are missing.

use crate::runtime::{Report, Rule, Scope};

/// A test whose result depends on facts of the context.
///
/// **Invariant:** a rule is broken only if all of its tests are known to have the required result, and not judged only
/// if none is known to have the opposite one. Only then could a missing fact change the result.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Whether the test has the required result; `None` if that is not known.
    outcome: Option<bool>,
    /// The facts that the result depends on, by their names in the context of a case.
    facts: &'static [&'static str],
}

impl Asked {
    /// The test has to hold.
    pub fn holds(test: Option<bool>, facts: &'static [&'static str]) -> Self {
        Self { outcome: test, facts }
    }

    /// The test has to fail.
    pub fn fails(test: Option<bool>, facts: &'static [&'static str]) -> Self {
        Self { outcome: test.map(|holds| !holds), facts }
    }
}

impl Report {
    /// Whether all tests are known to have the required result. If some lack a fact and none is known to have the
    /// opposite result, the report records that the rule was not judged, and which facts are missing.
    pub fn decides(&mut self, rule: &'static Rule, scope: &Scope<'_>, tests: &[Asked]) -> bool {
        if tests.iter().any(|test| test.outcome == Some(false)) {
            return false;
        }
        let open = || tests.iter().filter(|test| test.outcome.is_none());
        if open().next().is_none() {
            return true;
        }
        // All facts are known, but the model documents nothing to compare with, so no fact could change the result.
        for fact in open().flat_map(|test| test.facts).filter(|fact| !scope.knows(fact)) {
            self.leave_open(rule, fact);
        }
        false
    }
}
