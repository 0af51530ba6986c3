//! Predicates of rules to Rust: an expression that is `Some(true)`, `Some(false)`, or `None` for unknown.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::paths::{Access, Base, is_personal, walk};
use super::tokens::{integer, number, snake, texts};
use crate::ir::{CapabilityId, Model, ModelSet, Path, Predicate, Test, Value};

/// What the values of a rule's clause are read from.
pub(super) struct Scope<'a> {
    pub(super) model: &'a Model,
    pub(super) capability: Option<CapabilityId>,
    /// The item that the clause is applied to.
    pub(super) item: Option<Base>,
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

    /// Whether a predicate holds for sure; its value goes through no list.
    pub(super) fn condition(&self, predicate: &Predicate) -> TokenStream {
        self.reach(&predicate.value, |access| match access {
            Some(access) => self.holds(predicate, predicate.value.path().map(|path| (access, path))),
            None => self.holds(predicate, None),
        })
    }

    /// Whether a test holds for sure, as an expression of type `bool`.
    pub(super) fn holds(&self, predicate: &Predicate, at: Option<(&Access, &Path)>) -> TokenStream {
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

    /// Whether a test fails for sure, as an expression of type `bool`.
    pub(super) fn fails(&self, predicate: &Predicate, at: Option<(&Access, &Path)>) -> TokenStream {
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
                let name = if matches!(predicate.test, Test::Min(_)) { "min" } else { "max" };
                let (name, value, limit) = (format_ident!("{name}"), self.plain(value, at), integer(*limit));
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
                quote!(predicate::max_age(#text, scope.context.now.as_deref(), #years))
            }
            Test::NotInFuture => {
                let text = text();
                quote!(predicate::not_in_future(#text, scope.context.now.as_deref()))
            }
            Test::SameAs(other) => {
                let (text, other) = (text(), self.text_of(other));
                quote!(predicate::same_as(#text, #other))
            }
            // Presence and truth have shorter forms of their own, and a test of a list of credentials says itself what is
            // wrong with which item; see `rules`.
            Test::Present(_) | Test::Is(_) | Test::Credentials { .. } => quote!(None),
        }
    }

    fn presence(&self, value: &Value, at: Option<(&Access, &Path)>, present: bool) -> TokenStream {
        let (there, absent) = match at {
            Some((access, _)) => (access.is_some(), access.is_none()),
            None => {
                let value = match value {
                    Value::AccountExists | Value::FileBytes | Value::FileWidth | Value::FileHeight => {
                        self.plain(value, None)
                    }
                    Value::CredentialChannels
                    | Value::StoredIds
                    | Value::StoredCategories
                    | Value::RequiredParts
                    | Value::UploadedParts => self.context_list(value),
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
        self.reach(value, |access| access.map_or_else(|| self.context_text(value), Access::text))
    }

    /// `Option<&[T]>` of any list of texts.
    pub(super) fn list_of(&self, value: &Value) -> TokenStream {
        self.reach(value, |access| access.map_or_else(|| self.context_list(value), Access::slice))
    }

    /// `Option<i64>` or `Option<bool>`.
    pub(super) fn plain(&self, value: &Value, at: Option<(&Access, &Path)>) -> TokenStream {
        match (at, value) {
            (Some((access, path)), _) => access.copied(is_personal(path)),
            (None, Value::AccountExists) => quote!(scope.account_exists()),
            (None, Value::FileBytes) => quote!(scope.file_bytes()),
            (None, Value::FileWidth) => quote!(scope.file_width()),
            (None, Value::FileHeight) => quote!(scope.file_height()),
            (None, _) => quote!(None),
        }
    }

    fn context_text(&self, value: &Value) -> TokenStream {
        match value {
            Value::Operation => quote!(scope.operation()),
            Value::Channel => quote!(scope.channel()),
            Value::Capability => {
                let name = self.capability.map(|id| self.model[id].name.wire.as_str()).unwrap_or_default();
                quote!(Some(#name))
            }
            Value::PathParameter(name) => quote!(scope.path(#name)),
            Value::FileContentType => quote!(scope.file_content_type()),
            Value::FileExtension => quote!(scope.file_extension()),
            Value::CredentialId => quote!(scope.credential_id()),
            Value::CredentialCategory => quote!(scope.credential_category()),
            Value::WorkflowId => quote!(scope.workflow_id()),
            _ => quote!(scope.workflow_key()),
        }
    }

    fn context_list(&self, value: &Value) -> TokenStream {
        match value {
            Value::CredentialChannels => quote!(scope.credential_channels()),
            Value::StoredIds => quote!(scope.stored_ids().as_deref()),
            Value::StoredCategories => quote!(scope.stored_categories().as_deref()),
            Value::RequiredParts => quote!(scope.required_parts()),
            Value::UploadedParts => quote!(scope.uploaded_parts()),
            Value::WorkflowPrerequisites => quote!(scope.workflow_prerequisites()),
            _ => quote!(scope.workflow_channels()),
        }
    }
}
