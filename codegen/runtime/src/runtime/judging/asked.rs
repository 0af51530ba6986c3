//! Three-valued logic: decides whether a rule is violated, is satisfied, or cannot be judged because facts are missing.

use crate::runtime::{Report, Rule, Scope};

/// A test whose result depends on facts of the context.
///
/// **Invariant:** a rule is violated only if all of its tests are known to have the required result. It is not judged
/// only if none of them is known to have the opposite result, because only then could a missing fact change the result.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Whether the test has the required result; `None` if the result is unknown.
    outcome: Option<bool>,
    /// The facts that the result depends on, by their names in a case's context.
    facts: &'static [&'static str],
}

impl Asked {
    /// Requires that the test passes.
    pub fn holds(test: Option<bool>, facts: &'static [&'static str]) -> Self {
        Self { outcome: test, facts }
    }

    /// Requires that the test fails.
    pub fn fails(test: Option<bool>, facts: &'static [&'static str]) -> Self {
        Self { outcome: test.map(|holds| !holds), facts }
    }
}

impl Report {
    /// Returns whether all tests are known to have the required result. If some lack a fact and none is known to have
    /// the opposite result, records in the report that the rule was not judged, and which facts are missing.
    pub fn decides(&mut self, rule: &'static Rule, scope: &Scope<'_>, tests: &[Asked]) -> bool {
        if tests.iter().any(|test| test.outcome == Some(false)) {
            return false;
        }
        let open = || tests.iter().filter(|test| test.outcome.is_none());
        if open().next().is_none() {
            return true;
        }
        // If all facts are known but the model does not document any value to compare with, nothing is recorded,
        // because no fact could change the result.
        for fact in open().flat_map(|test| test.facts).filter(|fact| !scope.knows(fact)) {
            self.leave_open(rule, fact);
        }
        false
    }
}
