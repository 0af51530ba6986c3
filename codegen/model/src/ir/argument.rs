//! The arguments of functions that build requests: the reason for each, the types that it accepts, and its wrapper.

use std::collections::BTreeSet;

use super::{Constructor, Field, Format, Given, Model, Name, Node, Rule, Schema, Shape, TypeId, TypeKind};

/// An argument of a function that starts a workflow.
#[derive(Debug)]
pub struct Argument<'m> {
    /// The name of the argument, which is that of its field, prefixed with the name of the object if other arguments
    /// have the same name.
    pub name: Name,
    /// The reason why the value is an argument.
    pub by: Demand<'m>,
    /// Whether the argument needs its own wrapper type because an earlier argument accepts values of the same type.
    pub wrapped: bool,
}

/// The reason why a field of a body is an argument.
#[derive(Debug)]
pub enum Demand<'m> {
    /// The schema requires the field.
    Schema,
    /// These rules require the field in every request that starts the workflow.
    Rules(Vec<&'m Rule>),
    /// The field names a credential on file.
    OnFile,
}

impl<'m> Constructor<'m> {
    /// Returns the arguments in order, each with the field that it sets.
    pub fn arguments(&self) -> Vec<(&'m Field, &Argument<'m>)> {
        self.owned_arguments().into_iter().map(|(_, field, argument)| (field, argument)).collect()
    }

    /// Returns the arguments in order, each with the field that it sets and the type of the object that has the field.
    pub fn owned_arguments(&self) -> Vec<(TypeId, &'m Field, &Argument<'m>)> {
        let mut found = Vec::new();
        self.body.arguments(&mut found);
        found
    }

    /// Prefixes arguments of the same name with the name of their object: `captain_name`.
    pub(super) fn tell_apart(&mut self) {
        let mut seen = BTreeSet::new();
        let names: Vec<String> = self.arguments().iter().map(|(_, argument)| argument.name.snake.clone()).collect();
        let twice: BTreeSet<String> = names.into_iter().filter(|name| !seen.insert(name.clone())).collect();
        self.body.tell_apart(&twice, None);
    }

    /// Marks the arguments that need a wrapper.
    pub(super) fn wrap(&mut self, model: &Model) {
        let fields: Vec<&Field> = self.arguments().iter().map(|(field, _)| *field).collect();
        let mut wrapped = model.wrapped(&fields).into_iter();
        self.body.wrap(&mut wrapped);
    }
}

impl<'m> Node<'m> {
    fn arguments<'a>(&'a self, found: &mut Vec<(TypeId, &'m Field, &'a Argument<'m>)>) {
        for (field, given) in &self.members {
            match given {
                Given::Argument(argument) => found.push((self.kind, field, argument)),
                Given::Object(node) => node.arguments(found),
                Given::Credentials(items) => items.iter().for_each(|item| item.arguments(found)),
                Given::Key | Given::Category(_) => {}
            }
        }
    }

    fn tell_apart(&mut self, twice: &BTreeSet<String>, within: Option<&str>) {
        for (field, given) in &mut self.members {
            let nested =
                within.map_or_else(|| field.name.base().to_owned(), |name| format!("{name}_{}", field.name.base()));
            match given {
                Given::Argument(argument) if within.is_some() && twice.contains(&argument.name.snake) => {
                    argument.name = Name::new(&nested, argument.name.span);
                }
                Given::Object(node) => node.tell_apart(twice, Some(&nested)),
                Given::Argument(_) | Given::Credentials(_) | Given::Key | Given::Category(_) => {}
            }
        }
    }

    fn wrap(&mut self, wrapped: &mut impl Iterator<Item = bool>) {
        for (_, given) in &mut self.members {
            match given {
                Given::Argument(argument) => argument.wrapped = wrapped.next().unwrap_or_default(),
                Given::Object(node) => node.wrap(wrapped),
                Given::Credentials(items) => items.iter_mut().for_each(|item| item.wrap(wrapped)),
                Given::Key | Given::Category(_) => {}
            }
        }
    }
}

impl Model {
    /// Returns the arguments of a type's `new` in order: the required fields, with lists last. Each is paired with
    /// whether it needs a wrapper.
    pub fn required_arguments(&self, kind: TypeId) -> Vec<(&Field, bool)> {
        let required = |list: bool| {
            let fields = self[kind].fields().iter();
            fields.filter(move |field| field.required && self.is_list(field) == list)
        };
        let fields: Vec<&Field> = required(false).chain(required(true)).collect();
        let wrapped = self.wrapped(&fields);
        fields.into_iter().zip(wrapped).collect()
    }

    /// Returns every wrapper type for arguments of the crate, sorted by its Rust name. Each wrapper is named after its
    /// arguments.
    pub fn argument_wrappers(&self) -> Vec<Name> {
        let mut wrappers: Vec<Name> = Vec::new();
        for (id, _) in self.types.iter().enumerate().filter(|(_, kind)| kind.sent) {
            let arguments = self.required_arguments(TypeId(id)).into_iter();
            wrappers.extend(arguments.filter(|(_, wrapped)| *wrapped).map(|(field, _)| field.name.clone()));
        }
        for constructor in self.workflows.iter().flat_map(|workflow| self.constructors(workflow)) {
            let arguments = constructor.arguments().into_iter();
            wrappers
                .extend(arguments.filter(|(_, argument)| argument.wrapped).map(|(_, argument)| argument.name.clone()));
        }
        for operation in &self.operations {
            let parameters = self.address_parameters(operation).into_iter();
            wrappers.extend(parameters.filter(|parameter| parameter.wrapped).map(|parameter| parameter.name));
        }
        wrappers.sort_by(|a, b| (&a.pascal, &a.snake).cmp(&(&b.pascal, &b.snake)));
        wrappers.dedup_by(|a, b| a.pascal == b.pascal && a.snake == b.snake);
        wrappers
    }

    /// Returns, for each argument, whether it needs a wrapper because it accepts a value that an earlier argument also
    /// accepts without one.
    fn wrapped(&self, fields: &[&Field]) -> Vec<bool> {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let needs_wrapper = |field: &&Field| {
            let accepted = self.accepted(&field.schema);
            let wrapped = !taken.is_disjoint(&accepted);
            if !wrapped {
                taken.extend(accepted);
            }
            wrapped
        };
        fields.iter().map(needs_wrapper).collect()
    }

    /// Returns whether callers can pass any iterator for a field.
    pub fn is_list(&self, field: &Field) -> bool {
        !self.is_personal(&field.schema) && matches!(self.resolved(&field.schema).shape, Shape::List(_))
    }

    /// Returns the schema that remains after aliases are resolved.
    pub fn resolved<'m>(&'m self, schema: &'m Schema) -> &'m Schema {
        match schema.shape {
            Shape::Named(id) => match &self[id].kind {
                TypeKind::Alias(alias) => self.resolved(alias),
                _ => schema,
            },
            _ => schema,
        }
    }

    /// Returns the Rust types whose values, including literals, can be passed for a field. It may return too many
    /// types, but never too few.
    ///
    /// **Invariant:** if the same value can be passed for two fields, the results for both have a type in common.
    fn accepted(&self, schema: &Schema) -> BTreeSet<String> {
        let inner = self.resolved(schema);
        let plain: BTreeSet<String> = match &inner.shape {
            Shape::Text if inner.secret => own(["Secret"]),
            Shape::Text => match inner.constraints.format {
                Some(Format::DateTime) => own(["&str", "String", "Timestamp"]),
                Some(Format::Date) => own(["&str", "String", "Date"]),
                Some(Format::Uri) | None => own(["&str", "String"]),
            },
            Shape::WorkflowKey { .. } => own(["&str", "u32", "integer literal", "WorkflowKey"]),
            Shape::Integer { .. } => own(["i64", "integer literal"]),
            Shape::Number => own(["i32", "i64", "u32", "u64", "integer literal", "Number"]),
            Shape::Boolean => own(["bool"]),
            Shape::Any => own(["Json"]),
            Shape::Named(id) => own([self[*id].name.pascal.as_str()]),
            Shape::List(item) => self.accepted(item).into_iter().map(|item| format!("[{item}]")).collect(),
            Shape::Map(value) => self.accepted(value).into_iter().map(|value| format!("{{{value}}}")).collect(),
        };
        if !self.is_personal(schema) {
            return plain;
        }
        let wrapped: Vec<String> = plain.iter().map(|ty| format!("Personal<{ty}>")).collect();
        plain.into_iter().chain(wrapped).collect()
    }
}

fn own<const N: usize>(types: [&str; N]) -> BTreeSet<String> {
    types.into_iter().map(str::to_owned).collect()
}
