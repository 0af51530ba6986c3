//! Resolves the values and tests of rules.

use super::rule::RuleScope;
use super::{Lower, strings};
use crate::ir::{self, Ask, Known, Model, Operand, Predicate, Reads, Shape, Test, TypeKind, Value, ValueKind};
use crate::rules::lowering::{MALFORMED_PREDICATE, TEST_DOES_NOT_FIT, UNKNOWN_VALUE};
use verispec_spec::syntax::{self, Operand as Written, Text};
use verispec_text::source::{Span, Spanned};

impl Lower<'_> {
    pub(super) fn predicate(
        &mut self,
        model: &Model,
        place: &RuleScope<'_>,
        predicate: &syntax::Predicate,
    ) -> Option<Predicate> {
        let value = self.value(model, place, &predicate.value)?;
        let test = self.test(model, place, &value, predicate)?;
        let kind = kind(model, &value);
        if !test.fits(kind, is_list(&value)) {
            let what = kind.in_words();
            self.push(TEST_DOES_NOT_FIT.at(
                predicate.value.span,
                format!("`{}` is {what}, which this test does not apply to", predicate.value.value),
            ));
        }
        self.check_words(model, place.operations, &value, predicate);
        Some(Predicate { value, test, span: predicate.value.span })
    }

    /// Parses a value such as `body.members[].name` or `channel`.
    pub(super) fn value(&mut self, model: &Model, place: &RuleScope<'_>, text: &Text) -> Option<Value> {
        let written = place.substitute(model, &text.value);
        let (root, rest) = written.split_once('.').unwrap_or((written.as_str(), ""));
        let value = match (root, rest) {
            ("body", path) => match place.body {
                Some(body) => Value::Body(self.path(model, body, path, text.span)?),
                None => {
                    return self
                        .no_value(text, "the operations of this rule do not have this body, or have different bodies");
                }
            },
            ("item", path) => match place.each {
                Some(each) => Value::Item(self.item_path(model, each, path, text.span)?),
                None => return self.no_value(text, "`item` is only available in rules with `each`"),
            },
            ("capability", "") => match place.capability {
                Some(_) => Value::Known(Known::Capability),
                None => return self.no_value(text, "`capability` is only available in rules with `each_capability`"),
            },
            ("path", parameter) if !parameter.is_empty() => return self.path_parameter(model, place, text, parameter),
            _ => match Known::find(&written) {
                Some(known) => Value::Known(known),
                None => return self.no_value(text, "spec/README.md lists the values that rules can test"),
            },
        };
        Some(value)
    }

    fn no_value(&mut self, text: &Text, help: &str) -> Option<Value> {
        self.push(UNKNOWN_VALUE.at(text.span, format!("unknown value `{}`", text.value)).help(help));
        None
    }

    fn path_parameter(&mut self, model: &Model, place: &RuleScope<'_>, text: &Text, parameter: &str) -> Option<Value> {
        let parameters = place.operations.iter().flat_map(|id| &model[*id].path_parameters);
        let mut names: Vec<&str> = parameters.map(|parameter| parameter.name.wire.as_str()).collect();
        if names.contains(&parameter) {
            return Some(Value::PathParameter(parameter.to_owned()));
        }
        names.sort_unstable();
        names.dedup();
        self.no_value(text, &format!("the path parameters are `{}`", names.join("`, `")))
    }

    /// Returns the only test of a predicate.
    fn test(&mut self, model: &Model, place: &RuleScope<'_>, value: &Value, p: &syntax::Predicate) -> Option<Test> {
        let mut tests = p.tests();
        // A test whose only operand is `true` has no effect with `false`.
        let says_nothing = |key: &str| Ask::find(key).is_some_and(|ask| ask.reads == Reads::Nothing);
        tests.retain(|(key, argument)| !matches!(argument, Written::Flag(flag) if !flag.value && says_nothing(key)));
        let [(key, written)] = tests.as_slice() else {
            let message = format!("a predicate needs exactly one test, but this one has {}", tests.len());
            self.push(MALFORMED_PREDICATE.at(p.value.span, message).help("write one predicate for each test"));
            return None;
        };
        match written {
            Written::Flag(present) if *key == "present" => Some(Test::Present(present.value)),
            Written::Set(set) => {
                let of = match &p.of {
                    Some(of) => Some(self.other_value(model, place, of, ValueKind::Text)?),
                    None => None,
                };
                Some(Test::InSet(set.value, of))
            }
            Written::Limit(limit) => Some(Test::Within(limit.value)),
            Written::Credentials(test) => self.credential_test(model, value, test, p.value.span),
            written => {
                let ask = Ask::find(key)?;
                Some(Test::Ask(ask, self.operand(model, place, ask, *written)?))
            }
        }
    }

    /// Resolves the operand of a test.
    fn operand(&mut self, model: &Model, place: &RuleScope<'_>, ask: &Ask, written: Written<'_>) -> Option<Operand> {
        Some(match (written, ask.reads) {
            (Written::Flag(_), Reads::Nothing) => Operand::None,
            (Written::Flag(flag), _) => Operand::Flag(flag.value),
            (Written::Text(text), Reads::Duration) => Operand::Duration(self.duration(text)?),
            (Written::Text(text), Reads::List) => Operand::List(self.list_names.resolve(text, self.diagnostics)?),
            (Written::Text(text), Reads::Value(kind)) => {
                Operand::Value(Box::new(self.other_value(model, place, text, kind)?))
            }
            (Written::Text(text), Reads::Word | Reads::Nothing) => Operand::Words(vec![text.value.clone()]),
            (Written::Texts(texts), _) => Operand::Words(strings(texts)),
            (Written::Traits(traits), _) => {
                Operand::Words(traits.iter().map(|found| found.value.word().to_owned()).collect())
            }
            (Written::Number(number), _) => Operand::Number(number.value),
            (Written::Count(count), _) => Operand::Count(count.value),
            (Written::Format(format), _) => Operand::Format(format.value),
            (Written::Set(_) | Written::Limit(_) | Written::Credentials(_), _) => return None,
        })
    }

    /// Resolves the value that the test compares with, or that its set depends on.
    fn other_value(&mut self, model: &Model, place: &RuleScope<'_>, text: &Text, wanted: ValueKind) -> Option<Value> {
        let value = self.value(model, place, text)?;
        let kind = kind(model, &value);
        if kind != wanted {
            let (is, wanted) = (kind.in_words(), wanted.in_words());
            let message = format!("`{}` is {is}, but the test needs {wanted} here", text.value);
            self.push(TEST_DOES_NOT_FIT.at(text.span, message));
            return None;
        }
        Some(value)
    }

    fn credential_test(
        &mut self,
        model: &Model,
        value: &Value,
        test: &syntax::CredentialTest,
        span: Span,
    ) -> Option<Test> {
        let item = match value {
            Value::Body(path) | Value::Item(path) => path.schema.as_ref().and_then(|schema| match &schema.shape {
                Shape::List(items) => match items.shape {
                    Shape::Named(id) => Some(id),
                    _ => None,
                },
                _ => None,
            }),
            _ => None,
        };
        let Some(item) = item else {
            self.push(TEST_DOES_NOT_FIT.at(span, "this is not a list of credentials"));
            return None;
        };
        let mut member = |text: &Text| {
            let path = self.path(model, item, &text.value, text.span)?;
            let [step] = path.steps.as_slice() else { return None };
            if !path.schema.as_ref().is_some_and(|schema| is_text(model, &schema.shape)) {
                let message = format!("the field `{}` of a credential is not a string", text.value);
                self.push(TEST_DOES_NOT_FIT.at(text.span, message).help("name a string field"));
                return None;
            }
            Some(Spanned { value: step.clone(), span: text.span })
        };
        Some(Test::Credentials { test: test.test.value, category: member(&test.category)?, id: member(&test.id)? })
    }
}

/// Returns the type of the value, as far as it matters to tests.
fn kind(model: &Model, value: &Value) -> ValueKind {
    match value {
        Value::Body(path) | Value::Item(path) => match path.schema.as_ref().map(|schema| &schema.shape) {
            Some(Shape::Text | Shape::WorkflowKey { .. }) => ValueKind::Text,
            Some(Shape::Integer { .. } | Shape::Number) => ValueKind::Number,
            Some(Shape::Boolean) => ValueKind::Truth,
            Some(Shape::Named(id)) => match model[*id].kind {
                TypeKind::Enum(_) | TypeKind::Id(_) => ValueKind::Text,
                _ => ValueKind::Other,
            },
            Some(Shape::List(items)) if is_text(model, &items.shape) => ValueKind::Texts,
            _ => ValueKind::Other,
        },
        Value::Known(known) => known.kind(),
        Value::PathParameter(_) => ValueKind::Text,
    }
}

pub(super) fn is_text(model: &Model, shape: &ir::Shape) -> bool {
    match shape {
        Shape::Text | Shape::WorkflowKey { .. } => true,
        Shape::Named(id) => matches!(model[*id].kind, TypeKind::Enum(_) | TypeKind::Id(_)),
        _ => false,
    }
}

fn is_list(value: &Value) -> bool {
    matches!(value, Value::Body(path) | Value::Item(path)
        if matches!(path.schema.as_ref().map(|schema| &schema.shape), Some(Shape::List(_))))
}
