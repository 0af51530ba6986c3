//! Three-valued judging: takes tests that may lack a fact, tells whether a rule is broken, holds, or cannot be judged.

use crate::runtime::{Report, Rule, Scope};

/// A test that depends on facts of the context.
///
/// **Invariant:** a rule is broken only if every test of it is known to come out as asked, and it is left open only if
/// none is known to come out otherwise: then, and only then, a missing fact could change the result.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Whether the test comes out as asked; nothing if that is not known.
    outcome: Option<bool>,
    /// The facts that it depends on, by their names in the context of a case.
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
    /// Whether all tests are known to come out as asked. If one of them lacks a fact and none is known to come out
    /// otherwise, the report remembers that the rule was not judged, and which facts it lacks.
    pub fn decides(&mut self, rule: &'static Rule, scope: &Scope<'_>, tests: &[Asked]) -> bool {
        if tests.iter().any(|test| test.outcome == Some(false)) {
            return false;
        }
        let open = || tests.iter().filter(|test| test.outcome.is_none());
        if open().next().is_none() {
            return true;
        }
        // What is known and still gives no result is not documented, so no fact could change it.
        for fact in open().flat_map(|test| test.facts).filter(|fact| !scope.knows(fact)) {
            self.leave_open(rule, fact);
        }
        false
    }
}
