//! Judges payloads by the rules of the spec, and returns the violated rules with locations.
//!
//! The generated crate judges typed payloads with compiled rules. This module returns the same verdicts while a spec is
//! checked and nothing has been compiled yet. Facts that are not provided (the channel, the account, the file, the
//! credentials on file) are unknown, and an unknown fact violates no rule.

mod credentials;
mod sets;
pub(crate) mod spot;
mod view;
mod words;

use serde_json::Value as Json;

use crate::ir::{
    Assertion, Clause, CredentialTestKind, Direction, Model, OperationId, Predicate, Rule, Test, WorkflowId,
};
use verispec_runtime::runtime::time::Moment;

use spot::Spot;
use view::{Scope, View};

/// A payload with the facts around it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The resolved spec.
    pub model: &'a Model,
    /// The operation that the payload belongs to.
    pub operation: OperationId,
    /// Whether the payload is a request or a response.
    pub direction: Direction,
    /// The workflow to use if the payload does not name one.
    pub workflow: Option<WorkflowId>,
    /// The values of the path parameters, by name.
    pub path: &'a [(String, String)],
    /// The payload as JSON; `None` if there is none.
    pub body: Option<&'a Json>,
    /// The time as of which ages are calculated.
    pub now: Option<Moment>,
}

/// A rule that a payload violates.
#[derive(Debug)]
pub struct Breach<'a> {
    /// The violated rule.
    pub rule: &'a Rule,
    /// The location of the violation.
    pub place: BreachSite,
    /// The message of the rule, with its placeholders filled.
    pub message: String,
}

/// The location of a violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BreachSite {
    /// At this JSON Pointer in the payload. The pointer may lead to a missing value.
    Body(String),
    /// At the path parameter with this name.
    Path(String),
    /// At another fact around the payload.
    Context,
}

/// Returns the rules that the payload violates, of any severity, in spec order.
pub fn judge<'a>(case: &Case<'a>) -> Vec<Breach<'a>> {
    let scope = Scope::new(case);
    let judged = |rule: &&Rule| rule.direction == case.direction && rule.operations.contains(&case.operation);
    let rules = case.model.rules().filter(judged);
    rules.flat_map(|rule| rule.clauses.iter().flat_map(|clause| broken(&scope, rule, clause))).collect()
}

/// Returns the violations of a clause.
fn broken<'a>(scope: &Scope<'a>, rule: &'a Rule, clause: &'a Clause) -> Vec<Breach<'a>> {
    let items = match &clause.each {
        Some(each) => scope.body.along(&each.steps),
        None => vec![scope.body.clone()],
    };
    let demands = items.into_iter().map(|item| Demand { view: View { scope, clause, item }, rule, clause });
    demands.flat_map(|demand| demand.broken()).collect()
}

/// A clause applied to the payload or to one of its items.
struct Demand<'a, 's> {
    view: View<'a, 's>,
    rule: &'a Rule,
    clause: &'a Clause,
}

impl<'a> Demand<'a, '_> {
    fn broken(&self) -> Vec<Breach<'a>> {
        // Conditions on the items of the checked list are evaluated for each item.
        let mut conditions = self.clause.when.iter().filter(|condition| !condition.value.goes_through_list());
        if !conditions.all(|condition| self.view.test_value(condition) == Some(true)) {
            return Vec::new();
        }
        match &self.clause.assertion {
            Assertion::Require(value) => {
                let absent = self.view.spots(value).into_iter().filter(|spot| spot.value.is_none());
                absent.map(|spot| self.breach(BreachSite::Body(spot.pointer), None, None)).collect()
            }
            Assertion::Forbid(value) => {
                let there = self.view.spots(value).into_iter().filter(|spot| spot.value.is_some());
                there.map(|spot| self.breach(BreachSite::Body(spot.pointer), None, None)).collect()
            }
            Assertion::Check(predicate) => match &predicate.test {
                Test::Credentials { test, category, id } => {
                    let members = [category.name.wire.as_str(), id.name.wire.as_str()];
                    let lists = self.view.spots(&predicate.value);
                    lists.iter().flat_map(|list| self.credentials(*test, members, list)).collect()
                }
                _ => self.check(predicate),
            },
        }
    }

    fn check(&self, predicate: &'a Predicate) -> Vec<Breach<'a>> {
        if predicate.value.path().is_none() {
            // Conditions may test whether a fact is known. Requirements on unknown facts are skipped, because an
            // example never provides these facts.
            let Some(fact) = self.view.fact(&predicate.value) else { return Vec::new() };
            let fails = self.view.test(predicate, Some(&fact)) == Some(false);
            let breach = || self.found(self.view.place(&predicate.value), predicate, Some(&fact));
            return fails.then(breach).into_iter().collect();
        }
        let inside = || self.clause.when.iter().filter(|condition| condition.value.goes_through_list());
        let fails = |spot: &Spot<'a>| {
            inside().all(|condition| self.view.test(condition, spot.value) == Some(true))
                && self.view.test(predicate, spot.value) == Some(false)
        };
        let failing = self.view.spots(&predicate.value).into_iter().filter(fails);
        failing.map(|spot| self.found(BreachSite::Body(spot.pointer), predicate, spot.value)).collect()
    }

    fn found(&self, judged: BreachSite, predicate: &Predicate, fact: Option<&Json>) -> Breach<'a> {
        self.breach(judged, self.view.told_value(predicate, fact), self.view.told_allowed(predicate))
    }

    fn credentials(&self, test: CredentialTestKind, members: [&str; 2], list: &Spot<'a>) -> Vec<Breach<'a>> {
        let Some(workflow) = self.view.scope.workflow else { return Vec::new() };
        let suited = credentials::Suited::new(self.view.scope.model, workflow, list, members);
        let allowed = Some(suited.allowed(test));
        let breach = |(index, value)| match index {
            // Only violations by the list as a whole are reported at the location that the rule sets.
            Some(index) => {
                self.breach_at(BreachSite::Body(format!("{}/{index}", list.pointer)), value, allowed.clone())
            }
            None => self.breach(BreachSite::Body(list.pointer.clone()), value, allowed.clone()),
        };
        suited.faults(test).into_iter().map(breach).collect()
    }

    fn breach(&self, judged: BreachSite, value: Option<String>, allowed: Option<String>) -> Breach<'a> {
        self.breach_at(self.place(judged), value, allowed)
    }

    fn breach_at(&self, place: BreachSite, value: Option<String>, allowed: Option<String>) -> Breach<'a> {
        let workflow = self.view.scope.workflow_in_words();
        Breach { rule: self.rule, place, message: words::fill(&self.rule.message, value, allowed, workflow) }
    }

    /// Returns the location to report: the one that the rule sets, or else that of the judged value.
    fn place(&self, judged: BreachSite) -> BreachSite {
        self.clause.at.as_ref().map_or(judged, |value| self.view.place(value))
    }
}
