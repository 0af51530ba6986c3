//! Compares the functions of the crate that take the content of a request: their signatures as programs see them, and
//! which of them a change affects.

use std::collections::BTreeMap;

use super::change::{Change, Function};
use super::constructor::path;
use super::pairing::pair;
use super::place::SpecPlace;
use super::rust_type::member_type;
use super::{Differ, operation, payload, workflow};
use verispec_model::change::Effect;
use verispec_model::change::constructor::ARGUMENTS;
use verispec_model::change::operation::RENAMED as OPERATION_RENAMED;
use verispec_model::change::payload::TYPE_RENAMED;
use verispec_model::ir::{Constructor, Field, Model, Name, Schema, Shape, Type, TypeId, TypeKind, Workflow};

/// A function that builds a request or a part of one, as programs see it.
struct Builder {
    path: String,
    name: String,
    arguments: Vec<Argument>,
    returned: String,
    /// The location in the spec that the function is generated from.
    place: SpecPlace,
}

/// An argument of a function.
struct Argument {
    /// The name of the parameter. Programs pass arguments by position, so a new name alone does not affect them.
    name: String,
    /// The Rust type.
    ty: String,
    /// The field that the argument sets.
    field: Cause,
    /// The aliases that lead to the argument's type.
    aliases: Vec<Cause>,
}

/// A field or a type whose changes are visible in signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cause {
    kind: SpecPlace,
    /// The name of the field; `None` if the cause is the type itself.
    field: Option<String>,
}

impl Builder {
    /// Returns the function that starts a workflow.
    fn starting(model: &Model, workflow: &Workflow, constructor: &Constructor<'_>) -> Self {
        let arguments = constructor.owned_arguments().into_iter().map(|(owner, field, argument)| {
            let wrapper = argument.wrapped.then_some(&argument.name);
            Argument::new(model, &model[owner], field, &argument.name, wrapper)
        });
        let name = constructor.name.snake.clone();
        Self {
            path: path(workflow, &name),
            name,
            arguments: arguments.collect(),
            returned: format!("Draft<{}>", model[constructor.operation].name.pascal),
            place: workflow::place(workflow).key("operations"),
        }
    }

    /// Returns the function `new` of a type that is sent.
    fn of_type(model: &Model, kind: &Type) -> Self {
        let name = &kind.name.pascal;
        let id = model.types.iter().position(|known| std::ptr::eq(known, kind)).map(TypeId);
        let required = id.map(|id| model.required_arguments(id)).unwrap_or_default().into_iter();
        let arguments = required
            .map(|(field, wrapped)| Argument::new(model, kind, field, &field.name, wrapped.then_some(&field.name)));
        Self {
            path: format!("payloads::{name}::new"),
            name: "new".to_owned(),
            arguments: arguments.collect(),
            returned: name.clone(),
            place: payload::place(kind),
        }
    }

    fn shown(&self) -> String {
        let arguments = self.arguments.iter().map(|argument| format!("{}: {}", argument.name, argument.ty));
        format!("fn {}({}) -> {}", self.name, arguments.collect::<Vec<_>>().join(", "), self.returned)
    }

    /// Returns the parts of the signature that programs depend on.
    fn types(&self) -> (Vec<&str>, &str) {
        (self.arguments.iter().map(|argument| argument.ty.as_str()).collect(), &self.returned)
    }

    /// Returns the fields and types whose changes explain why the two signatures differ. If only the order differs, any
    /// of the fields can be the cause.
    fn causes<'a>(&'a self, other: &'a Self) -> Vec<&'a Cause> {
        let key = |argument: &'a Argument| (&argument.field.field, argument.ty.as_str());
        let only = |of: &'a [Argument], others: &'a [Argument]| -> Vec<&'a Argument> {
            of.iter().filter(|argument| !others.iter().any(|other| key(other) == key(argument))).collect()
        };
        let mut differing = only(&self.arguments, &other.arguments);
        differing.extend(only(&other.arguments, &self.arguments));
        if differing.is_empty() {
            differing.extend(self.arguments.iter().chain(&other.arguments));
        }
        differing.into_iter().flat_map(|argument| std::iter::once(&argument.field).chain(&argument.aliases)).collect()
    }

    /// Returns whether the signature contains this type.
    fn uses(&self, name: &str) -> bool {
        let types = self.types();
        let mut words = types.0.into_iter().chain([types.1]).flat_map(|ty| ty.split(|c: char| !c.is_alphanumeric()));
        words.any(|word| word == name)
    }
}

impl Argument {
    fn new(model: &Model, owner: &Type, field: &Field, name: &Name, wrapper: Option<&Name>) -> Self {
        let ty = match &model.resolved(&field.schema).shape {
            Shape::List(item) if model.is_list(field) => {
                format!("impl IntoIterator<Item = {}>", accepted(model, owner, item))
            }
            _ => accepted(model, owner, &field.schema),
        };
        let ty = wrapper.map_or(ty.clone(), |wrapper| format!("arguments::{}<{ty}>", wrapper.pascal));
        let (mut aliases, mut schema) = (Vec::new(), &field.schema);
        loop {
            schema = match &schema.shape {
                Shape::List(inner) | Shape::Map(inner) => inner,
                Shape::Named(id) => match &model[*id].kind {
                    TypeKind::Alias(inner) => {
                        aliases.push(Cause { kind: payload::place(&model[*id]), field: None });
                        inner
                    }
                    _ => break,
                },
                _ => break,
            };
        }
        let field = Cause { kind: payload::place(owner), field: Some(field.name.wire.clone()) };
        Self { name: name.snake.clone(), ty, field, aliases }
    }
}

impl Cause {
    /// Returns whether a change at this location is about the field or type.
    fn covers(&self, place: &SpecPlace) -> bool {
        let Some(field) = &self.field else { return *place == self.kind };
        let properties = self.kind.key("properties");
        // The order of all fields belongs to the type.
        *place == properties
            || place.starts_with(&properties.key(field))
            || *place == self.kind.key("required").item(field)
    }
}

/// Returns the path and the signature of each function that starts a workflow, by the workflow's key and the function's
/// position.
pub(super) fn functions(model: &Model) -> BTreeMap<(u32, usize), (String, String)> {
    let of = |workflow| model.constructors(workflow).into_iter().enumerate();
    let all = model.workflows.iter().flat_map(|workflow| of(workflow).map(move |it| (workflow, it)));
    all.map(|(workflow, (index, constructor))| {
        let builder = Builder::starting(model, workflow, &constructor);
        ((workflow.key, index), (builder.path.clone(), builder.shown()))
    })
    .collect()
}

/// Returns whether the crate has a function that builds a value of a type from its required fields.
fn has_new(kind: &Type) -> bool {
    kind.sent && matches!(kind.kind, TypeKind::Object(_))
}

/// Returns the Rust type of an argument that accepts values of a schema.
fn accepted(model: &Model, owner: &Type, schema: &Schema) -> String {
    let (ty, inner) = (member_type(model, owner, schema), model.resolved(schema));
    let is_converted = match inner.shape {
        Shape::Text => !inner.secret,
        Shape::WorkflowKey { .. } | Shape::Number => true,
        _ => false,
    };
    if is_converted || model.is_personal(schema) { format!("impl Into<{ty}>") } else { ty }
}

impl Differ<'_> {
    /// Adds to each change the functions whose signatures it alters. If no change explains a signature, it becomes a
    /// separate change.
    pub(super) fn signatures(&mut self) {
        for (old, new) in self.builders() {
            if old.types() == new.types() {
                continue;
            }
            let [was, is] = [old.shown(), new.shown()];
            let function =
                Function { path: new.path.clone(), was: old.path.clone(), old: was.clone(), new: is.clone() };
            let own = |change: &Change| change.kind == &ARGUMENTS && change.function.as_ref() == Some(&new.path);
            if let Some(own) = self.changes.iter_mut().find(|change| own(change)) {
                own.functions.push(function);
                continue;
            }
            let (causes, names) = (old.causes(&new), self.new_names());
            let explains = |change: &Change| {
                let is_cause = |place: &SpecPlace| causes.iter().any(|cause| cause.covers(place));
                let places = [&change.old, &change.new].into_iter().flatten().map(|side| &side.place);
                change.rust == Effect::Breaking && places.into_iter().any(is_cause)
                    || change.new.as_ref().and_then(|side| names.get(&side.place)).is_some_and(|name| new.uses(name))
            };
            let changes: Vec<&mut Change> = self.changes.iter_mut().filter(|change| explains(change)).collect();
            if changes.is_empty() {
                let message = format!("`{}` now takes different arguments.", new.path);
                let change = Change::new(&ARGUMENTS, message).was(&old.place, was).is(&new.place, is);
                self.changes.push(Change { functions: vec![function], ..change });
                continue;
            }
            changes.into_iter().for_each(|change| change.functions.push(function.clone()));
        }
    }

    /// Returns the functions that both crates have.
    fn builders(&self) -> Vec<(Builder, Builder)> {
        let (old, new) = (self.old, self.new);
        let mut found = Vec::new();
        for (was, is) in workflow::paired(old, new).both {
            let (before, after) = (old.constructors(was), new.constructors(is));
            for (before, after) in pair(&before, &after, |constructor| constructor.name.snake.as_str()).both {
                found.push((Builder::starting(old, was, before), Builder::starting(new, is, after)));
            }
        }
        let types = payload::paired(old, new).0.both.into_iter().filter(|(was, is)| has_new(was) && has_new(is));
        found.extend(types.map(|(was, is)| (Builder::of_type(old, was), Builder::of_type(new, is))));
        found
    }

    /// Returns the Rust names of renamed types and operations, by the location of the change.
    fn new_names(&self) -> BTreeMap<SpecPlace, String> {
        let types = self.new.types.iter().map(|kind| (payload::place(kind), kind.name.pascal.clone()));
        let operations = self.new.operations.iter().map(|known| (operation::place(known), known.name.pascal.clone()));
        let renamed = |place: &SpecPlace| {
            let is_renamed = |change: &&Change| [&TYPE_RENAMED, &OPERATION_RENAMED].contains(&change.kind);
            let mut renamed = self.changes.iter().filter(is_renamed).filter_map(|change| change.new.as_ref());
            renamed.any(|side| side.place == *place)
        };
        types.chain(operations).filter(|(place, _)| renamed(place)).collect()
    }
}
