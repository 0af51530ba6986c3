//! Predicates of rules to Rust: conditions that the payload decides alone, and tests that may lack a fact.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::paths::{Access, Base, is_number, is_personal, walk};
use super::tokens::{integer, number, snake, texts};
use verispec_model::ir::{CapabilityId, Known, Model, ModelSet, Path, Predicate, Test, Value, ValueKind};

/// What the values of a rule's clause are read from.
pub(super) struct Scope<'a> {
    pub(super) model: &'a Model,
    pub(super) capability: Option<CapabilityId>,
    /// The item that the clause is applied to.
    pub(super) item: Option<Base>,
}

/// What has to hold before a rule is broken.
pub(super) enum Condition {
    /// The payload and the model decide it: an expression of type `bool`.
    Sure(TokenStream),
    /// It depends on facts that the caller may not have given: an expression of type `Asked`.
    Asked(TokenStream),
}

impl Condition {
    /// The conditions that the payload decides, and the others.
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
    /// The base that a path starts from, and its steps, for values of the payload.
    pub(super) fn path<'v>(&self, value: &'v Value) -> Option<(Base, &'v Path)> {
        match value {
            Value::Body(path) => Some((Base::body(), path)),
            Value::Item(path) => Some((self.item.clone().unwrap_or_else(Base::body), path)),
            _ => None,
        }
    }

    /// What it takes for a predicate to hold; its value goes through no list.
    pub(super) fn condition(&self, predicate: &Predicate) -> Vec<Condition> {
        let mut conditions = Vec::new();
        self.reach(&predicate.value, |access| {
            conditions = self.ask(predicate, access.zip(predicate.value.path()), true);
            TokenStream::new()
        });
        conditions
    }

    /// What it takes for a test to hold, or to fail. What is absent from the payload neither holds nor fails.
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

    /// What has to be there in the payload for a test to have a result at all, whatever the facts are.
    fn presumed(&self, predicate: &Predicate, at: Option<(&Access, &Path)>, wanted: bool) -> Vec<Condition> {
        if let (Test::MaxAgeYears(_) | Test::NotInFuture, Some((access, _))) = (&predicate.test, at) {
            let text = access.text();
            // What is not a timestamp passes both tests, so only where the test has to hold is anything presumed.
            return wanted.then(|| Condition::Sure(quote!(predicate::is_timestamp(#text)))).into_iter().collect();
        }
        let mut there: Vec<Condition> =
            at.and_then(|(access, _)| access.is_some()).map(Condition::Sure).into_iter().collect();
        let other = match &predicate.test {
            Test::InSet(_, Some(other)) | Test::SubsetOf(other) | Test::SameAs(other) => other,
            _ => return there,
        };
        self.reach(other, |access| {
            there.extend(access.and_then(|access| access.is_some()).map(Condition::Sure));
            TokenStream::new()
        });
        there
    }

    /// Whether a test holds, as an expression of type `bool`.
    fn holds(&self, predicate: &Predicate, at: Option<(&Access, &Path)>) -> TokenStream {
        match &predicate.test {
            Test::Present(present) => self.presence(&predicate.value, at, *present),
            Test::In(words) => {
                let text = at.map_or_else(|| self.text_of(&predicate.value), |(access, _)| access.text());
                match words.as_slice() {
                    [word] => quote!(#text == Some(#word)),
                    words => quote!(matches!(#text, Some(#(#words)|*))),
                }
            }
            Test::Is(expected) => {
                let value = self.plain(&predicate.value, at);
                quote!(#value == Some(#expected))
            }
            _ => {
                let test = self.test(predicate, at);
                quote!(#test == Some(true))
            }
        }
    }

    /// Whether a test fails, as an expression of type `bool`.
    fn fails(&self, predicate: &Predicate, at: Option<(&Access, &Path)>) -> TokenStream {
        match &predicate.test {
            Test::Present(present) => self.presence(&predicate.value, at, !present),
            Test::Is(expected) => {
                let (value, wrong) = (self.plain(&predicate.value, at), !expected);
                quote!(#value == Some(#wrong))
            }
            _ => {
                let test = self.test(predicate, at);
                quote!(#test == Some(false))
            }
        }
    }

    /// Hands the way to a value that goes through no list to `read`; nothing for values outside the payload.
    fn reach(&self, value: &Value, read: impl FnOnce(Option<&Access>) -> TokenStream) -> TokenStream {
        let Some((base, path)) = self.path(value) else { return read(None) };
        let mut expression = TokenStream::new();
        walk(&base, &path.steps, |access, _| {
            expression = read(Some(access));
            TokenStream::new()
        });
        expression
    }

    /// A test as an expression of type `Option<bool>`: nothing if the value is not known.
    fn test(&self, predicate: &Predicate, at: Option<(&Access, &Path)>) -> TokenStream {
        let value = &predicate.value;
        let text = || match at {
            Some((access, _)) => access.text(),
            None => self.context_text(value),
        };
        let list = || match at {
            Some((access, _)) => access.slice(),
            None => self.context_list(value),
        };
        match &predicate.test {
            Test::In(words) => {
                let (text, words) = (text(), texts(words));
                quote!(predicate::one_of(#text, #words))
            }
            Test::NotIn(words) => {
                let (text, words) = (text(), texts(words));
                quote!(predicate::none_of(#text, #words))
            }
            Test::InList(id) => {
                let (text, module) = (text(), snake(&self.model[*id].name));
                quote!(predicate::in_list(#text, lists::#module::VALUES))
            }
            Test::InSet(set, of) => self.in_set(*set, of.as_ref(), &text()),
            Test::Within(limit) => {
                let (value, limit) = (self.plain(value, at), format_ident!("{limit:?}"));
                quote!(scope.within(ModelLimit::#limit, #value))
            }
            Test::Contains(word) => {
                let list = list();
                quote!(predicate::contains(#list, #word))
            }
            Test::Lacks(word) => {
                let list = list();
                quote!(predicate::lacks(#list, #word))
            }
            Test::SubsetOf(other) => {
                let (list, other) = (list(), self.list_of(other));
                quote!(predicate::subset(#list, #other))
            }
            Test::Distinct => {
                let list = list();
                quote!(predicate::distinct(#list))
            }
            Test::Min(limit) | Test::Max(limit) => {
                let is_min = matches!(predicate.test, Test::Min(_));
                if let Some((access, _)) = at.filter(|(_, path)| is_number(path)) {
                    let name = format_ident!("{}", if is_min { "at_least" } else { "at_most" });
                    let (value, limit) = (access.number(), limit.to_string());
                    return quote!(predicate::#name(#value, #limit));
                }
                let name = format_ident!("{}", if is_min { "min" } else { "max" });
                let (value, limit) = (self.plain(value, at), integer(*limit));
                quote!(predicate::#name(#value, #limit))
            }
            Test::MinItems(limit) | Test::MaxItems(limit) => {
                let name = if matches!(predicate.test, Test::MinItems(_)) { "min_items" } else { "max_items" };
                let length = match at {
                    Some((access, _)) => access.length(),
                    None => {
                        let list = self.context_list(value);
                        quote!(#list.map(|list| list.len()))
                    }
                };
                let (name, limit) = (format_ident!("{name}"), number((*limit).into()));
                quote!(predicate::#name(#length, #limit))
            }
            Test::Format(format) => {
                let (text, format) = (text(), format_ident!("{format:?}"));
                quote!(predicate::format(#text, TextFormat::#format))
            }
            Test::MinDuration(limit) => {
                let (text, seconds) = (text(), number(limit.seconds));
                quote!(predicate::min_duration(#text, #seconds))
            }
            Test::MaxDuration(limit) => {
                let (text, seconds) = (text(), number(limit.seconds));
                quote!(predicate::max_duration(#text, #seconds))
            }
            Test::MaxAgeYears(years) => {
                let (text, years) = (text(), number((*years).into()));
                quote!(predicate::max_age(#text, scope.now(), #years))
            }
            Test::NotInFuture => {
                let text = text();
                quote!(predicate::not_in_future(#text, scope.now(), scope.clock_skew()))
            }
            Test::SameAs(other) => {
                let (text, other) = (text(), self.text_of(other));
                quote!(predicate::same_as(#text, #other))
            }
            Test::Is(expected) => {
                let value = self.plain(value, at);
                quote!(predicate::is_true(#value, #expected))
            }
            // Presence has a shorter form of its own, and a test of a list of credentials says itself what is wrong with
            // which item; see `rules`.
            Test::Present(_) | Test::Credentials { .. } => quote!(None),
        }
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
        // A value that is always there answers for itself.
        asked.unwrap_or_else(|| if present { quote!(true) } else { quote!(false) })
    }

    /// A test of membership in a set of the model.
    fn in_set(&self, set: ModelSet, of: Option<&Value>, text: &TokenStream) -> TokenStream {
        let (set, of, capability) = self.set(set, of);
        quote!(scope.in_set(#set, #of, #capability, #text))
    }

    /// The set, what it depends on, and the capability of the clause.
    pub(super) fn set(&self, set: ModelSet, of: Option<&Value>) -> (TokenStream, TokenStream, TokenStream) {
        let depends_on_capability = set == ModelSet::DecisionLabels;
        let set = format_ident!("{set:?}");
        let of = of.map_or(quote!(None), |of| self.text_of(of));
        // Of all sets, only the labels depend on the capability.
        let capability = self.capability.filter(|_| depends_on_capability).map(|id| &self.model[id].name.wire);
        let capability = capability.map_or(quote!(None), |name| quote!(Some(#name)));
        (quote!(ModelSet::#set), of, capability)
    }

    /// `Option<&str>` of any value that goes through no list.
    pub(super) fn text_of(&self, value: &Value) -> TokenStream {
        self.reach(value, |access| access.map_or_else(|| self.context_text(value), |access| access.text()))
    }

    /// `Option<&[T]>` of any list of texts.
    pub(super) fn list_of(&self, value: &Value) -> TokenStream {
        self.reach(value, |access| access.map_or_else(|| self.context_list(value), |access| access.slice()))
    }

    /// `Option<i64>` or `Option<bool>`.
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

/// A value that is known around the payload; nothing for other values.
fn from_scope(value: &Value) -> TokenStream {
    let Some(known) = value.known() else { return quote!(None) };
    let accessor = format_ident!("{}", known.accessor());
    quote!(scope.#accessor())
}

/// The facts of the context that a test depends on, by their names in a case. Whether a fact is given depends on none.
fn facts(model: &Model, predicate: &Predicate) -> Vec<String> {
    let part = || model.part_parameter().map(|name| format!("path.{name}"));
    let mut facts: Vec<String> = predicate.value.fact().into_iter().collect();
    match &predicate.test {
        Test::Present(_) => return Vec::new(),
        Test::MaxAgeYears(_) | Test::NotInFuture => facts.push("now".to_owned()),
        Test::SubsetOf(other) | Test::SameAs(other) => facts.extend(other.fact()),
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
        _ => {}
    }
    facts
}
