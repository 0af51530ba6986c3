//! Resolves rules: operations, payload, and one clause per capability for rules with `each_capability`.

use std::collections::BTreeSet;

use super::{Lower, module, name, string};
use crate::ir::{self, Assertion, CapabilityId, Clause, Model, OperationId, Path, TypeId};
use crate::rules;
use crate::rules::lowering::{
    ALWAYS_THERE, EMPTY_PLACEHOLDER, HIDDEN_VALUE_IN_MESSAGE, LIST_IN_CONDITION, MALFORMED_RULE, NOT_A_LIST,
    OVERRIDE_CHANGES_NOTHING, UNKNOWN_PLACEHOLDER,
};
use verispec_spec::syntax::{self, Direction, Parsed, Text};
use verispec_text::source::Span;

/// Returns the words in braces, which are placeholders of a message.
fn placeholders(message: &str) -> impl Iterator<Item = &str> {
    let within = message.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    within.filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
}

/// The context in which a value is resolved.
pub(super) struct RuleScope<'a> {
    pub(super) operations: &'a [OperationId],
    pub(super) body: Option<TypeId>,
    pub(super) capability: Option<CapabilityId>,
    pub(super) each: Option<&'a Path>,
}

impl RuleScope<'_> {
    /// Returns the string with `{capability}` replaced by the wire name of the clause's capability.
    pub(super) fn substitute(&self, model: &Model, text: &str) -> String {
        match self.capability {
            Some(id) => text.replace("{capability}", &model[id].name.wire),
            None => text.to_owned(),
        }
    }
}

impl Lower<'_> {
    pub(super) fn rule_files(&mut self, files: &[Parsed<syntax::Rules>], model: &Model) -> Vec<ir::RuleFile> {
        let lowered = files.iter().map(|file| ir::RuleFile {
            name: module(&file.stem, "rules"),
            summary: string(&file.content.summary),
            rules: file.content.rules.iter().filter_map(|(id, rule)| self.rule(model, id, rule)).collect(),
        });
        lowered.collect()
    }

    fn rule(&mut self, model: &Model, id: &Text, rule: &syntax::Rule) -> Option<ir::Rule> {
        let operations = self.operation_names.resolve_all(&rule.on, self.diagnostics);
        if rule.on.iter().any(|name| self.operation_names.get(&name.value).is_none()) || self.is_doubtful(&operations) {
            // If an operation is missing, the type of the rule's payload is unknown, and every path of the rule would
            // look wrong.
            return None;
        }
        let body = body(model, &operations, rule.direction);
        let capabilities: Vec<Option<CapabilityId>> = match rule.each_capability {
            true => (0..model.capabilities.len()).map(|index| Some(CapabilityId(index))).collect(),
            false => vec![None],
        };
        let mut clauses = Vec::new();
        for capability in capabilities {
            let place = RuleScope { operations: &operations, body, capability, each: None };
            clauses.push(self.clause(model, id, &place, rule)?);
        }
        self.refuse_personal_message(rule, &clauses);
        self.refuse_placeholders(rule, &clauses, model);
        Some(ir::Rule {
            name: name(id),
            summary: string(&rule.summary),
            direction: rule.direction,
            body: clauses.iter().any(uses_body).then_some(body).flatten(),
            operations,
            clauses,
            severity: rule.severity,
            strict: self.strict(rule),
            argument: self.argument(rule),
            message: string(&rule.message),
            decisions: self.decision_ids(&rule.decisions),
            source: self.source(&rule.source),
        })
    }

    /// Resolves the severity under the strict policy.
    fn strict(&mut self, rule: &syntax::Rule) -> syntax::Severity {
        let Some(strict) = &rule.strict else { return rule.severity };
        if strict.value == rule.severity {
            let override_rule = &OVERRIDE_CHANGES_NOTHING;
            let message = "the strict policy has the same severity";
            self.push(override_rule.at(strict.span, message).way_out());
        }
        strict.value
    }

    /// Returns the span of `argument`, if that keyword turns the field required by the rule into an argument.
    fn argument(&mut self, rule: &syntax::Rule) -> Option<Span> {
        let argument = rule.argument.as_ref()?;
        if !argument.value {
            let message = "`argument: false` is the default";
            self.push(rules::unused_argument::RULE.at(argument.span, message).help("remove it"));
        }
        argument.value.then_some(argument.span)
    }

    /// Checks that a message does not reveal sensitive values, because violations are written to logs.
    fn refuse_personal_message(&mut self, rule: &syntax::Rule, clauses: &[Clause]) {
        let hidden = |clause: &Clause| match &clause.assertion {
            Assertion::Check(check) => check
                .value
                .path()
                .and_then(|path| path.schema.as_ref())
                .is_some_and(|schema| schema.personal || schema.secret),
            _ => false,
        };
        if rule.message.value.contains("{value}") && clauses.iter().any(hidden) {
            self.push(
                HIDDEN_VALUE_IN_MESSAGE
                    .at(rule.message.span, "the message shows a value that is personal data or a secret")
                    .help("describe the violation without `{value}`"),
            );
        }
    }

    /// Checks the placeholders of a message, because messages are only filled at run time, where only users would see
    /// an error.
    fn refuse_placeholders(&mut self, rule: &syntax::Rule, clauses: &[Clause], model: &Model) {
        let has_value = |clause: &Clause| matches!(clause.assertion, Assertion::Check(_));
        let says_allowed = |clause: &Clause| match &clause.assertion {
            Assertion::Check(check) => check.test.says_allowed(model),
            Assertion::Require(_) | Assertion::Forbid(_) => false,
        };
        let mut told = BTreeSet::new();
        for place in placeholders(&rule.message.value).filter(|place| told.insert(*place)) {
            let (why, help) = match place {
                "workflow" => continue,
                "value" if clauses.iter().all(has_value) => continue,
                "allowed" if clauses.iter().all(says_allowed) => continue,
                "value" => ("only a rule with `check` has a value to show", "name the field in words"),
                "allowed" => ("the test does not define the allowed values", "describe the allowed values in words"),
                other => {
                    let message = format!("`{{{other}}}` is not a placeholder");
                    let help = "write `{value}`, `{allowed}` or `{workflow}`, or remove the braces";
                    self.push(UNKNOWN_PLACEHOLDER.at(rule.message.span, message).help(help));
                    continue;
                }
            };
            let message = format!("nothing fills `{{{place}}}`: {why}");
            self.push(EMPTY_PLACEHOLDER.at(rule.message.span, message).help(help));
        }
    }

    fn clause(&mut self, model: &Model, id: &Text, place: &RuleScope<'_>, rule: &syntax::Rule) -> Option<Clause> {
        let each = match &rule.each {
            Some(each) => match self.value(model, place, each)? {
                ir::Value::Body(path) if path.steps.last().is_some_and(|step| step.each) => Some(path),
                _ => {
                    self.push(
                        NOT_A_LIST
                            .at(each.span, format!("`{}` is not a list in the payload", each.value))
                            .help("write a path such as `body.items[]`"),
                    );
                    return None;
                }
            },
            None => None,
        };
        let place = RuleScope { each: each.as_ref(), ..*place };
        let mut assertions = Vec::new();
        if let Some(path) = &rule.require {
            assertions.push(Assertion::Require(self.value(model, &place, path)?));
        }
        if let Some(path) = &rule.forbid {
            assertions.push(Assertion::Forbid(self.value(model, &place, path)?));
        }
        if let Some(check) = &rule.check {
            assertions.push(Assertion::Check(self.predicate(model, &place, check)?));
        }
        for (word, path) in [("require", &rule.require), ("forbid", &rule.forbid)] {
            let (Some(path), Some(Assertion::Require(value) | Assertion::Forbid(value))) = (path, assertions.first())
            else {
                continue;
            };
            if value.path().is_none_or(|path| path.steps.iter().all(|step| !step.optional)) {
                self.push(
                    ALWAYS_THERE
                        .at(path.span, format!("`{}` is always present, so `{word}` has no effect", path.value))
                        .help("name a field that can be absent"),
                );
            }
        }
        if assertions.len() != 1 {
            let message = format!(
                "a rule needs exactly one of `require`, `forbid` and `check`, but `{}` has {}",
                id.value,
                assertions.len()
            );
            self.push(MALFORMED_RULE.at(id.span, message).help("write one rule for each check"));
        }
        let when =
            rule.when.iter().map(|predicate| self.predicate(model, &place, predicate)).collect::<Option<Vec<_>>>()?;
        for (condition, written) in when.iter().zip(&rule.when) {
            let judged = match assertions.first() {
                Some(Assertion::Check(check)) => Some(&check.value),
                _ => None,
            };
            if condition.value.goes_through_list() && !judged.is_some_and(|judged| judged.is_same(&condition.value)) {
                self.push(
                    LIST_IN_CONDITION.at(written.value.span, format!("`{}` matches several values, so it is not clear which of them the condition is about", written.value.value))
                        .help("apply the rule to each item with `each`, or move the condition to the value that is checked"),
                );
            }
        }
        let at = match &rule.at {
            Some(at) => Some(self.value(model, &place, at)?),
            None => None,
        };
        Some(Clause { capability: place.capability, when, assertion: assertions.pop()?, at, each })
    }
}

/// Returns the type of the payload, if it is the same for all operations of the rule.
fn body(model: &Model, operations: &[OperationId], direction: Direction) -> Option<TypeId> {
    let mut types = operations.iter().map(|id| match direction {
        Direction::Request => model[*id].sent(),
        Direction::Response => model[*id].received(),
    });
    let first = types.next()??;
    types.all(|other| other == Some(first)).then_some(first)
}

/// Returns whether a clause refers to the payload or points into it.
fn uses_body(clause: &Clause) -> bool {
    fn value(value: &ir::Value) -> bool {
        matches!(value, ir::Value::Body(_) | ir::Value::Item(_))
    }
    fn predicate(p: &ir::Predicate) -> bool {
        value(&p.value) || p.test.other().is_some_and(value)
    }
    let asserts = match &clause.assertion {
        Assertion::Require(v) | Assertion::Forbid(v) => value(v),
        Assertion::Check(p) => predicate(p),
    };
    asserts || clause.each.is_some() || clause.when.iter().any(predicate)
}
