//! Gives a name to each optional object that a clause needs, so that its presence is checked only once.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::paths::{Access, Base, pointer, walk};
use super::tokens::snake;
use verispec_model::ir::{Accepted, Assertion, Clause, Path, Step, Test, Value};

/// Names that already have another meaning in the function of a rule.
const TAKEN: &[&str] = &[
    "at",
    "body",
    "credential",
    "credentials",
    "fact",
    "found",
    "index",
    "inner",
    "inner_index",
    "item",
    "length",
    "list",
    "lists",
    "predicate",
    "report",
    "scope",
    "value",
];

/// An optional object of the payload or of the current item, which is known to be present after it is bound.
#[derive(Clone)]
pub(super) struct Binding {
    /// The path to the object.
    steps: Vec<Step>,
    name: Ident,
}

impl Binding {
    /// Returns the base of a path that starts within the object, and the remaining steps.
    fn cut<'p>(&self, base: &Base, steps: &'p [Step]) -> Option<(Base, &'p [Step])> {
        let rest = begins_with(steps, &self.steps).then(|| &steps[self.steps.len()..])?;
        let (name, at) = (&self.name, pointer(&base.at, &self.steps));
        Some((Base { value: quote!(#name), at, depth: base.depth }, rest))
    }
}

/// Returns the base of a path and the remaining steps, starting from the innermost bound object.
pub(super) fn cut<'p>(bindings: &[Binding], base: Base, steps: &'p [Step]) -> (Base, &'p [Step]) {
    // The last bound object is the innermost.
    bindings.iter().rev().find_map(|binding| binding.cut(&base, steps)).unwrap_or((base, steps))
}

/// Returns the objects to bind for a clause, outermost first, and the statements that bind them.
pub(super) fn bind(clause: &Clause, base: &Base, leave: &TokenStream) -> (Vec<Binding>, TokenStream) {
    let of_item = clause.each.is_some();
    let of_base = |value: &&Value| matches!((value, of_item), (Value::Item(_), true) | (Value::Body(_), false));
    let paths = |values: Vec<&'_ Value>| -> Vec<Vec<Step>> {
        values.into_iter().filter(of_base).filter_map(Value::path).map(|path: &Path| path.steps.clone()).collect()
    };
    let (used, needed) = (paths(used(clause)), paths(needed(clause)));
    let mut objects: Vec<&[Step]> = Vec::new();
    for path in &used {
        for (place, step) in path.iter().enumerate().take_while(|(_, step)| !step.each) {
            let object = &path[..=place];
            let is_optional = step.storage == verispec_model::ir::Storage::Optional && place + 1 < path.len();
            let is_known = objects.iter().any(|known| known.len() == object.len() && begins_with(known, object));
            if is_optional && !is_known && needed.iter().any(|path| begins_with(path, object)) {
                objects.push(object);
            }
        }
    }
    objects.sort_by_key(|object| object.len());
    let (mut bindings, mut statements): (Vec<Binding>, _) = (Vec::new(), TokenStream::new());
    for object in objects {
        let Some(name) = object.last().map(|step| snake(&step.name)) else { continue };
        let is_taken = TAKEN.iter().any(|taken| name == taken) || bindings.iter().any(|known| known.name == name);
        let (start, rest) = cut(&bindings, base.clone(), object);
        let mut place = None;
        walk(&start, rest, |access: &Access, _| {
            place = access.optional().cloned();
            TokenStream::new()
        });
        let Some(place) = place.filter(|_| !is_taken) else { continue };
        statements.extend(quote!(let Some(#name) = &#place else { #leave };));
        bindings.push(Binding { steps: object.to_vec(), name });
    }
    (bindings, statements)
}

/// Returns the values that a clause uses.
fn used(clause: &Clause) -> Vec<&Value> {
    let asserted = match &clause.assertion {
        Assertion::Require(value) | Assertion::Forbid(value) => vec![value],
        Assertion::Check(predicate) => std::iter::once(&predicate.value).chain(predicate.test.other()).collect(),
    };
    let asked =
        clause.when.iter().flat_map(|condition| std::iter::once(&condition.value).chain(condition.test.other()));
    asked.chain(asserted).collect()
}

/// Returns the values without which a clause cannot find a violation, because a test of an absent value has no result.
fn needed(clause: &Clause) -> Vec<&Value> {
    let conditions = clause.when.iter().filter(|condition| condition.test.accepts() != Accepted::Present(false));
    let mut needed: Vec<&Value> = conditions.map(|condition| &condition.value).collect();
    match &clause.assertion {
        Assertion::Forbid(value) => needed.push(value),
        // An absent list of credentials is treated as an empty one.
        Assertion::Check(predicate) if !matches!(predicate.test, Test::Credentials { .. } | Test::Present(true)) => {
            needed.push(&predicate.value);
        }
        Assertion::Check(_) | Assertion::Require(_) => {}
    }
    needed
}

fn begins_with(path: &[Step], start: &[Step]) -> bool {
    path.len() >= start.len()
        && path.iter().zip(start).all(|(step, other)| step.name.wire == other.name.wire && step.each == other.each)
}
