//! Renders clauses of validation rules: the conditions, the check, and the report if the check fails.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::bindings::bind;
use super::conditions::{Condition, Scope};
use super::paths::{Access, Base, context_pointer, is_number, pointer, walk};
use super::tokens::{shouty, snake};
use verispec_model::ir::{Assertion, Clause, Known, Model, Names, Path, Predicate, Rule, Takes, Test, Value};

/// The context for rendering a clause.
pub(super) struct Clauses<'a> {
    pub(super) model: &'a Model,
    pub(super) rule: &'a Rule,
    pub(super) clause: &'a Clause,
}

impl Clauses<'_> {
    /// Renders the code that judges a payload by the clause.
    pub(super) fn render(&self) -> TokenStream {
        let capability = self.clause.capability;
        match &self.clause.each {
            None => self.demand(Scope { model: self.model, capability, item: None, bindings: Vec::new() }),
            Some(each) => walk(&Base::body(), &each.steps, |_, item| {
                self.demand(Scope { model: self.model, capability, item: Some(item.clone()), bindings: Vec::new() })
            }),
        }
    }

    /// Renders the check, after the bindings that it needs.
    fn demand(&self, mut scope: Scope<'_>) -> TokenStream {
        let leave = match (&self.clause.each, self.rule.clauses.len()) {
            (Some(_), _) => quote!(continue),
            (None, 1) => quote!(return),
            // The next clause is judged in the same function, so a missing object must not end the function.
            (None, _) => return self.judged(&scope),
        };
        let (bindings, statements) = bind(self.clause, &scope.base(), &leave);
        scope.bindings = bindings;
        let judged = self.judged(&scope);
        quote!(#statements #judged)
    }

    /// Renders the conditions around the check.
    fn judged(&self, scope: &Scope<'_>) -> TokenStream {
        let outside = self.clause.when.iter().filter(|predicate| !predicate.value.goes_through_list());
        let conditions: Vec<Condition> = outside.flat_map(|predicate| scope.condition(predicate)).collect();
        match &self.clause.assertion {
            Assertion::Require(value) => self.presence(scope, value, conditions, true),
            Assertion::Forbid(value) => self.presence(scope, value, conditions, false),
            Assertion::Check(predicate) => match &predicate.test {
                Test::Credentials { .. } => self.credentials(scope, predicate, conditions),
                _ => self.check(scope, predicate, conditions),
            },
        }
    }

    /// Renders the checks for presence: `require` reports absent fields, and `forbid` reports present ones.
    fn presence(&self, scope: &Scope<'_>, value: &Value, conditions: Vec<Condition>, wanted: bool) -> TokenStream {
        let Some((base, steps, _)) = scope.path(value) else { return TokenStream::new() };
        walk(&base, steps, |access, end| {
            let wrong = if wanted { access.is_none() } else { access.is_some() };
            // A field that is always present never violates a `require`, and always violates a `forbid`.
            let wrong = wrong.unwrap_or(if wanted { quote!(false) } else { quote!(true) });
            let report = self.report(scope, &end.at, None, None);
            self.guarded(conditions.into_iter().chain([Condition::Sure(wrong)]).collect(), report)
        })
    }

    fn check(&self, scope: &Scope<'_>, predicate: &Predicate, conditions: Vec<Condition>) -> TokenStream {
        match scope.path(&predicate.value) {
            Some((base, steps, path)) => {
                // Conditions on the items of the same list are evaluated for each item, and all others once.
                let inside = self.clause.when.iter().filter(|condition| condition.value.goes_through_list());
                let through_list = path.goes_through_list();
                // A missing fact only matters if an item fails the test, so it is only checked for items that fail.
                let (before, mut asked): (Vec<Condition>, Vec<Condition>) = conditions
                    .into_iter()
                    .partition(|condition| through_list && matches!(condition, Condition::Sure(_)));
                let found = walk(&base, steps, |access, end| {
                    let reached = Some((access, path));
                    // Most items pass the test, so their conditions are evaluated only for those that fail.
                    asked.extend(scope.ask(predicate, reached, false));
                    asked.extend(inside.flat_map(|condition| scope.ask(condition, reached, true)));
                    self.guarded(asked, self.report(scope, &end.at, Some(predicate), reached))
                });
                self.guarded(before, found)
            }
            None => {
                let at = self.context_at(&predicate.value);
                let report = self.report(scope, &at, Some(predicate), None);
                let fails = scope.ask(predicate, None, false);
                self.guarded(conditions.into_iter().chain(fails).collect(), report)
            }
        }
    }

    /// Renders the location of a value outside the payload. For values of the workflow, this is the payload's workflow
    /// key, if it has one.
    fn context_at(&self, value: &Value) -> TokenStream {
        let key = match value {
            Value::Known(known) if known.is_of_workflow() || *known == Known::Operation => {
                self.rule.operations.first().and_then(|id| match self.rule.direction {
                    verispec_model::ir::Direction::Request => self.model[*id].sent(),
                    verispec_model::ir::Direction::Response => self.model[*id].received(),
                })
            }
            _ => None,
        };
        match key.and_then(|body| self.model.workflow_key(body)) {
            Some(steps) => pointer(&quote!(At::ROOT), &steps),
            None => context_pointer(value),
        }
    }

    fn report(
        &self,
        scope: &Scope<'_>,
        at: &TokenStream,
        predicate: Option<&Predicate>,
        reached: Option<(&Access, &Path)>,
    ) -> TokenStream {
        let rule = shouty(&self.rule.name);
        let at = self.place(scope, at);
        let found = self.found(scope, predicate, reached);
        quote!(report.add(&#rule, &#at, #found);)
    }

    /// Renders the location to report: the one that the rule states, or else that of the judged value.
    fn place(&self, scope: &Scope<'_>, judged: &TokenStream) -> TokenStream {
        match &self.clause.at {
            Some(value) => match scope.path(value) {
                Some((base, steps, _)) => pointer(&base.at, steps),
                None => self.context_at(value),
            },
            None => judged.clone(),
        }
    }

    /// Renders the values for the message. Values that the message does not contain are not computed.
    fn found(
        &self,
        scope: &Scope<'_>,
        predicate: Option<&Predicate>,
        reached: Option<(&Access, &Path)>,
    ) -> TokenStream {
        let names = |word: &str| self.rule.message.contains(word);
        let mut members = Vec::new();
        if let Some(predicate) = predicate.filter(|_| names("{value}")) {
            let value = self.value(scope, predicate, reached);
            members.push(quote!(value: #value));
        }
        if let Some(allowed) =
            predicate.filter(|_| names("{allowed}")).and_then(|predicate| self.allowed(scope, predicate))
        {
            members.push(quote!(allowed: #allowed));
        }
        if names("{workflow}") {
            members.push(quote!(workflow: scope.workflow_name()));
        }
        match members.len() {
            0 => quote!(Found::default()),
            3 => quote!(Found { #(#members),* }),
            _ => quote!(Found { #(#members,)* ..Found::default() }),
        }
    }

    fn value(&self, scope: &Scope<'_>, predicate: &Predicate, reached: Option<(&Access, &Path)>) -> TokenStream {
        let (takes, names) = match &predicate.test {
            Test::Ask(ask, _) => (ask.takes, ask.names),
            Test::Within(_) => (Takes::Number, Names::Value),
            _ => (Takes::Text, Names::Value),
        };
        match (takes, reached) {
            (Takes::Number, Some((access, path))) if is_number(path) => {
                let value = access.number();
                quote!(#value.map(|value| value.as_str()))
            }
            (Takes::Flag | Takes::Number, _) => {
                let value = scope.plain(&predicate.value, reached);
                quote!(#value.map(|value| value.to_string()).as_deref())
            }
            (Takes::Length, Some((access, path))) if !self.model.lists_texts(path) => {
                let length = access.length();
                quote!(#length.map(|length| length.to_string()).as_deref())
            }
            (Takes::Texts | Takes::Length, _) => {
                let list = match reached {
                    Some((access, _)) => access.slice(),
                    None => scope.list_of(&predicate.value),
                };
                match (names, predicate.test.other()) {
                    (Names::Repeated, _) => quote!(predicate::repeated(#list).as_deref()),
                    (Names::Missing, Some(other)) => {
                        let other = scope.list_of(other);
                        quote!(predicate::missing(#list, #other).as_deref())
                    }
                    _ => quote!(predicate::joined(#list).as_deref()),
                }
            }
            (Takes::Text | Takes::Time, Some((access, _))) => access.text(),
            (Takes::Text | Takes::Time, None) => scope.text_of(&predicate.value),
        }
    }

    fn allowed(&self, scope: &Scope<'_>, predicate: &Predicate) -> Option<TokenStream> {
        match &predicate.test {
            Test::InSet(set, of) => {
                let (set, of, capability) = scope.set(*set, of.as_ref());
                Some(quote!(Some(scope.allowed(#set, #of, #capability))))
            }
            Test::Within(limit) => {
                let limit = format_ident!("{limit:?}");
                Some(quote!(scope.limit(ModelLimit::#limit).map(|limit| limit.to_string())))
            }
            test => match test.list() {
                Some(id) => {
                    let module = snake(&self.model[id].name);
                    Some(quote!(Some(lists::#module::VALUES.join(", "))))
                }
                None => test.allowed(self.model).map(|allowed| quote!(Some(#allowed.to_owned()))),
            },
        }
    }

    fn credentials(&self, scope: &Scope<'_>, predicate: &Predicate, conditions: Vec<Condition>) -> TokenStream {
        let (Test::Credentials { test, category, id }, Some((base, steps, _))) =
            (&predicate.test, scope.path(&predicate.value))
        else {
            return TokenStream::new();
        };
        let rule = shouty(&self.rule.name);
        let test = format_ident!("{test:?}");
        // A missing fact only matters if the list fails the test, so it is only checked in that case.
        let (sure, asked) = Condition::partition(conditions);
        let judged = walk(&base, steps, |access, end| {
            let list = match access.always() {
                Some(list) => quote!(#list.as_slice()),
                None => {
                    let slice = access.slice();
                    quote!(#slice.unwrap_or_default())
                }
            };
            let (category, id) = (snake(&category.name), snake(&id.name));
            let at = &end.at;
            let whole = self.place(scope, at);
            let tell = quote! {
                match index {
                    Some(index) => report.add(&#rule, &#at.item(index), found),
                    None => report.add(&#rule, &#whole, found),
                }
            };
            let asked = asked.into_iter().map(Condition::Asked).collect::<Vec<_>>();
            let tell = if asked.is_empty() {
                tell
            } else {
                let tell = self.guarded(asked, tell);
                quote!({ #tell })
            };
            quote! {
                let list = #list;
                let credential = |index: usize| CredentialRef {
                    category: list[index].#category.as_text(),
                    id: list[index].#id.as_text(),
                };
                let list = Credentials { len: list.len(), get: &credential };
                if let Some(fact) = credentials::check(CredentialTest::#test, scope, Some(list), &mut |index, found| #tell) {
                    report.leave_open(&#rule, fact);
                }
            }
        });
        self.guarded(sure.into_iter().map(Condition::Sure).collect(), judged)
    }

    /// Renders `if a && b { … }`, or only the body if there is no condition. Conditions on the payload come first.
    fn guarded(&self, conditions: Vec<Condition>, inside: TokenStream) -> TokenStream {
        let rule = shouty(&self.rule.name);
        let (mut conditions, asked) = Condition::partition(conditions);
        // A bound object is present, so it needs no condition.
        conditions.retain(|condition| condition.to_string() != "true");
        if !asked.is_empty() {
            conditions.push(quote!(report.decides(&#rule, scope, &[#(#asked),*])));
        }
        match conditions.as_slice() {
            [] => inside,
            conditions => quote!(if #(#conditions)&&* { #inside }),
        }
    }
}
