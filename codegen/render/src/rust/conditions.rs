//! Renders predicates as Rust: conditions that only depend on the payload, and tests for which a fact may be missing.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::bindings::{Binding, cut};
use super::paths::{Access, Base, is_number, is_personal, walk};
use super::tokens::{integer, number, snake, texts};
use verispec_model::ir::{
    Accepted, Ask, CapabilityId, Known, Model, ModelSet, Operand, Path, Predicate, Step, Takes, Test, Value, ValueKind,
};

/// The scope in which the values of a rule's clause are rendered.
pub(super) struct Scope<'a> {
    pub(super) model: &'a Model,
    pub(super) capability: Option<CapabilityId>,
    /// The item that the clause is applied to.
    pub(super) item: Option<Base>,
    /// The objects that are known to be present.
    pub(super) bindings: Vec<Binding>,
}

/// A condition of a rule.
pub(super) enum Condition {
    /// A condition that only depends on the payload and the model: an expression of type `bool`.
    Sure(TokenStream),
    /// A condition that depends on facts that the caller may not have provided: an expression of type `Asked`.
    Asked(TokenStream),
}

impl Condition {
    /// Separates the conditions that only depend on the payload from the others.
    pub(super) fn partition(conditions: Vec<Self>) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let (mut sure, mut asked) = (Vec::new(), Vec::new());
        for condition in conditions {
            match condition {
                Self::Sure(tokens) => sure.push(tokens),
                Self::Asked(tokens) => asked.push(tokens),
            }
        }
        (sure, asked)
    }
}

impl Scope<'_> {
    /// Returns the value that the clause is applied to: the item, or the payload.
    pub(super) fn base(&self) -> Base {
        self.item.clone().unwrap_or_else(Base::body)
    }

    /// Returns the base of a payload value's path, the steps from there, and the complete path.
    pub(super) fn path<'v>(&self, value: &'v Value) -> Option<(Base, &'v [Step], &'v Path)> {
        let (base, path, bindings) = match value {
            Value::Item(path) => (self.base(), path, self.bindings.as_slice()),
            Value::Body(path) if self.item.is_none() => (Base::body(), path, self.bindings.as_slice()),
            Value::Body(path) => (Base::body(), path, &[][..]),
            _ => return None,
        };
        let (base, steps) = cut(bindings, base, &path.steps);
        Some((base, steps, path))
    }

    /// Renders the conditions under which a predicate on a value outside of lists is true.
    pub(super) fn condition(&self, predicate: &Predicate) -> Vec<Condition> {
        let mut conditions = Vec::new();
        self.reach(&predicate.value, |access| {
            conditions = self.ask(predicate, access.zip(predicate.value.path()), true);
            TokenStream::new()
        });
        conditions
    }

    /// Renders the conditions under which a test of a value passes (if `wanted`) or fails (if not). A test of an absent
    /// field neither passes nor fails.
    pub(super) fn ask(&self, predicate: &Predicate, at: Option<(&Access, &Path)>, wanted: bool) -> Vec<Condition> {
        let facts = facts(self.model, predicate);
        if facts.is_empty() {
            let sure = if wanted { self.holds(predicate, at) } else { self.fails(predicate, at) };
            return vec![Condition::Sure(sure)];
        }
        let (test, facts) = (self.test(predicate, at), texts(&facts));
        let way = if wanted { quote!(holds) } else { quote!(fails) };
        let mut conditions = self.presumed(predicate, at, wanted);
        conditions.push(Condition::Asked(quote!(Asked::#way(#test, #facts))));
        conditions
    }

    /// Renders the requirements on the payload without which a test has no result, regardless of the facts.
    fn presumed(&self, predicate: &Predicate, at: Option<(&Access, &Path)>, wanted: bool) -> Vec<Condition> {
        if let (Test::Ask(Ask { takes: Takes::Time, .. }, _), Some((access, _))) = (&predicate.test, at) {
            let text = access.text();
            // A string that is not a timestamp passes the test, so it never meets the requirement to fail. The
            // requirement to pass is meant for timestamps only, so it needs this condition.
            return wanted.then(|| Condition::Sure(quote!(predicate::is_timestamp(#text)))).into_iter().collect();
        }
        let mut there: Vec<Condition> =
            at.and_then(|(access, _)| access.is_some()).map(Condition::Sure).into_iter().collect();
        let Some(other) = predicate.test.other() else { return there };
        self.reach(other, |access| {
            there.extend(access.and_then(|access| access.is_some()).map(Condition::Sure));
            TokenStream::new()
        });
        there
    }

    /// Renders whether a test passes, as an expression of type `bool`.
    fn holds(&self, predicate: &Predicate, at: Option<(&Access, &Path)>) -> TokenStream {
        match predicate.test.accepts() {
            Accepted::Present(present) => self.presence(&predicate.value, at, present),
            Accepted::Only(words) => {
                let text = at.map_or_else(|| self.text_of(&predicate.value), |(access, _)| access.text());
                match words {
                    [word] => quote!(#text == Some(#word)),
                    words => quote!(matches!(#text, Some(#(#words)|*))),
                }
            }
            Accepted::Flag(expected) => {
                let value = self.plain(&predicate.value, at);
                quote!(#value == Some(#expected))
            }
            _ => {
                let test = self.test(predicate, at);
                quote!(#test == Some(true))
            }
        }
    }

    /// Renders whether a test fails, as an expression of type `bool`.
    fn fails(&self, predicate: &Predicate, at: Option<(&Access, &Path)>) -> TokenStream {
        match predicate.test.accepts() {
            Accepted::Present(present) => self.presence(&predicate.value, at, !present),
            Accepted::Flag(expected) => {
                let (value, wrong) = (self.plain(&predicate.value, at), !expected);
                quote!(#value == Some(#wrong))
            }
            _ => {
                let test = self.test(predicate, at);
                quote!(#test == Some(false))
            }
        }
    }

    /// Calls `read` with the path to a value outside of lists; returns `None` for values outside the payload.
    fn reach(&self, value: &Value, read: impl FnOnce(Option<&Access>) -> TokenStream) -> TokenStream {
        let Some((base, steps, _)) = self.path(value) else { return read(None) };
        let mut expression = TokenStream::new();
        walk(&base, steps, |access, _| {
            expression = read(Some(access));
            TokenStream::new()
        });
        expression
    }

    /// Renders a test as an expression of type `Option<bool>`, which is `None` if the value is unknown.
    fn test(&self, predicate: &Predicate, at: Option<(&Access, &Path)>) -> TokenStream {
        let value = &predicate.value;
        match &predicate.test {
            Test::Ask(ask, operand) => {
                let is_exact = ask.exact.filter(|_| at.is_some_and(|(_, path)| is_number(path)));
                let function = format_ident!("{}", is_exact.unwrap_or(ask.function));
                let subject = match (ask.takes, at) {
                    (_, Some((access, _))) if is_exact.is_some() => access.number(),
                    (takes, at) => self.subject(takes, value, at),
                };
                let scope = ask.scope.iter().map(|accessor| format_ident!("{accessor}"));
                let operand = match operand {
                    Operand::Number(number) if is_exact.is_some() => {
                        let number = number.to_string();
                        Some(quote!(#number))
                    }
                    operand => self.operand(ask, operand),
                }
                .into_iter();
                quote!(predicate::#function(#subject #(, scope.#scope())* #(, #operand)*))
            }
            Test::InSet(set, of) => {
                let (set, of, capability) = self.set(*set, of.as_ref());
                let text = self.subject(Takes::Text, value, at);
                quote!(scope.in_set(#set, #of, #capability, #text))
            }
            Test::Within(limit) => {
                let (value, limit) = (self.plain(value, at), format_ident!("{limit:?}"));
                quote!(scope.within(ModelLimit::#limit, #value))
            }
            // A test for presence has a shorter form of its own, and a test of a list of credentials reports the items
            // itself; see `rules`.
            Test::Present(_) | Test::Credentials { .. } => quote!(None),
        }
    }

    /// Renders the value in the form that a test needs.
    pub(super) fn subject(&self, takes: Takes, value: &Value, at: Option<(&Access, &Path)>) -> TokenStream {
        match (takes, at) {
            (Takes::Text | Takes::Time, Some((access, _))) => access.text(),
            (Takes::Text | Takes::Time, None) => self.context_text(value),
            (Takes::Texts, Some((access, _))) => access.slice(),
            (Takes::Texts, None) => self.context_list(value),
            (Takes::Length, Some((access, _))) => access.length(),
            (Takes::Length, None) => {
                let list = self.context_list(value);
                quote!(#list.map(|list| list.len()))
            }
            (Takes::Flag | Takes::Number, at) => self.plain(value, at),
        }
    }

    /// Renders the operand of a test; `None` if the test implies it.
    fn operand(&self, ask: &Ask, operand: &Operand) -> Option<TokenStream> {
        Some(match operand {
            Operand::None => return None,
            Operand::Flag(flag) => quote!(#flag),
            Operand::Words(words) => match (ask.takes, words.as_slice()) {
                (Takes::Texts, [word]) => quote!(#word),
                (_, words) => texts(words),
            },
            Operand::Number(limit) => integer(*limit).to_token_stream(),
            Operand::Count(count) => number((*count).into()).to_token_stream(),
            Operand::Format(format) => {
                let format = format_ident!("{format:?}");
                quote!(TextFormat::#format)
            }
            Operand::Duration(limit) => number(limit.seconds).to_token_stream(),
            Operand::List(id) => {
                let module = snake(&self.model[*id].name);
                quote!(lists::#module::VALUES)
            }
            Operand::Value(other) if ask.takes == Takes::Texts => self.list_of(other),
            Operand::Value(other) => self.text_of(other),
        })
    }

    fn presence(&self, value: &Value, at: Option<(&Access, &Path)>, present: bool) -> TokenStream {
        let (there, absent) = match at {
            Some((access, _)) => (access.is_some(), access.is_none()),
            None => {
                let value = match value.known().map(Known::kind) {
                    Some(ValueKind::Truth | ValueKind::Number) => self.plain(value, None),
                    Some(ValueKind::Texts) => self.context_list(value),
                    _ => self.context_text(value),
                };
                (Some(quote!(#value.is_some())), Some(quote!(#value.is_none())))
            }
        };
        let asked = if present { there } else { absent };
        // A value that is always present needs no check.
        asked.unwrap_or_else(|| if present { quote!(true) } else { quote!(false) })
    }

    /// Renders the set, the value that it depends on, and the capability of the clause.
    pub(super) fn set(&self, set: ModelSet, of: Option<&Value>) -> (TokenStream, TokenStream, TokenStream) {
        let depends_on_capability = set == ModelSet::DecisionLabels;
        let set = format_ident!("{set:?}");
        let of = of.map_or(quote!(None), |of| self.text_of(of));
        // The set of labels is the only one that depends on the capability.
        let capability = self.capability.filter(|_| depends_on_capability).map(|id| &self.model[id].name.wire);
        let capability = capability.map_or(quote!(None), |name| quote!(Some(#name)));
        (quote!(ModelSet::#set), of, capability)
    }

    /// Renders any value outside of lists as `Option<&str>`.
    pub(super) fn text_of(&self, value: &Value) -> TokenStream {
        self.reach(value, |access| access.map_or_else(|| self.context_text(value), |access| access.text()))
    }

    /// Renders any array of strings as `Option<&[T]>`.
    pub(super) fn list_of(&self, value: &Value) -> TokenStream {
        self.reach(value, |access| access.map_or_else(|| self.context_list(value), |access| access.slice()))
    }

    /// Renders a value as `Option<i64>` or `Option<bool>`.
    pub(super) fn plain(&self, value: &Value, at: Option<(&Access, &Path)>) -> TokenStream {
        match (at, value) {
            (Some((access, path)), _) => access.copied(is_personal(path)),
            (None, value) => from_scope(value),
        }
    }

    fn context_text(&self, value: &Value) -> TokenStream {
        match value {
            Value::Known(Known::Capability) => {
                let name = self.capability.map(|id| self.model[id].name.wire.as_str()).unwrap_or_default();
                quote!(Some(#name))
            }
            Value::PathParameter(name) => quote!(scope.path(#name)),
            value => from_scope(value),
        }
    }

    fn context_list(&self, value: &Value) -> TokenStream {
        let list = from_scope(value);
        match value {
            Value::Known(Known::StoredIds | Known::StoredCategories) => quote!(#list.as_deref()),
            _ => list,
        }
    }
}

/// Renders a value from outside the payload that the scope provides; `None` for other values.
fn from_scope(value: &Value) -> TokenStream {
    let Some(known) = value.known() else { return quote!(None) };
    let accessor = format_ident!("{}", known.accessor());
    quote!(scope.#accessor())
}

/// Returns the facts of the context that a test depends on, by the names that cases use for them. A test for whether
/// the context sets a fact depends on none.
fn facts(model: &Model, predicate: &Predicate) -> Vec<String> {
    let part = || model.part_parameter().map(|name| format!("path.{name}"));
    let mut facts: Vec<String> = predicate.value.fact().into_iter().collect();
    match &predicate.test {
        Test::Present(_) => return Vec::new(),
        test if test.depends_on_time() => facts.push("now".to_owned()),
        Test::Within(_) => facts.extend(part().into_iter().chain(["credential.category".to_owned()])),
        Test::InSet(set, of) => {
            facts.extend(of.as_ref().and_then(Value::fact));
            match set {
                ModelSet::Workflows | ModelSet::CategoryTypes | ModelSet::DecisionLabels => {}
                ModelSet::WorkflowChannels
                | ModelSet::WorkflowOperations
                | ModelSet::WorkflowUploads
                | ModelSet::WorkflowCapabilities => facts.push("workflow_key".to_owned()),
                ModelSet::UsableTypes => facts.extend(["workflow_key", "channel"].map(str::to_owned)),
                ModelSet::CredentialParts => facts.push("credential.category".to_owned()),
                ModelSet::PartMediaTypes | ModelSet::PartExtensions => {
                    facts.extend(part().into_iter().chain(["credential.category".to_owned()]));
                }
            }
        }
        test => facts.extend(test.other().and_then(Value::fact)),
    }
    facts
}
