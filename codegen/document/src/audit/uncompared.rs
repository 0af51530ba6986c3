//! Lists the facts of a spec that are not compared with any document, according to the layouts of its documents.

use std::collections::BTreeSet;

use verispec_model::ir::{
    DocumentLines, DocumentTable, Holds, Layout, Model, NamedThings, Operation, TypeId, TypeKind,
};

/// A kind of fact, and the facts of that kind that no layout reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncompared {
    /// What the facts are, as a plural noun.
    pub what: &'static str,
    /// The facts, by name.
    pub names: Vec<String>,
}

/// Returns the facts of a spec that are not compared with any document. Facts that only a document about workflows
/// states, such as chains, are left out if the spec has a layout of one.
pub fn uncompared(model: &Model) -> Vec<Uncompared> {
    let read = Read::of(model);
    let mut found = Vec::new();
    let mut add = |what: &'static str, names: Vec<String>| {
        if !names.is_empty() {
            found.push(Uncompared { what, names });
        }
    };
    let wire = |name: &verispec_model::ir::Name| name.wire.clone();
    let lifetimes = model.timing.lifetimes.iter().enumerate();
    add("lifetimes", lifetimes.filter(|(at, _)| !read.has_lifetime(*at)).map(|(_, it)| wire(&it.name)).collect());
    let polling = model.timing.polling.is_some() && !read.has_place("delays");
    add("schedules", polling.then(|| "polling".to_owned()).into_iter().collect());
    let regions = || model.regions.iter().filter(|region| region.callbacks.is_some());
    for (what, place) in [("addresses of callbacks", "address"), ("hosts of callbacks", "host")] {
        let names = regions().filter(|_| !read.has_place(place)).map(|region| wire(&region.name));
        add(what, names.collect());
    }
    for (what, place) in [("methods", "method"), ("URLs", "url"), ("statuses", "status"), ("error statuses", "errors")]
    {
        let has_it = |operation: &&Operation| match place {
            "url" => operation.path.is_some(),
            "errors" => !operation.errors.is_empty(),
            _ => true,
        };
        let operations = model.operations.iter().filter(has_it);
        let names = operations.filter(|operation| !read.of_operation(operation, place)).map(|it| wire(&it.name));
        add(what, names.collect());
    }
    let headers = !model.provider.headers.is_empty() && !read.has_place("header") && !read.names(NamedThings::Headers);
    let names = model.provider.headers.iter().filter(|_| headers).map(|header| header.name.clone());
    add("headers", names.collect());
    let things = [
        (NamedThings::States, "states", model.timing.states.iter().map(|it| wire(&it.name)).collect::<Vec<_>>()),
        (
            NamedThings::ErrorCodes,
            "error codes",
            model.redirect.iter().flat_map(|it| &it.error_codes).map(|it| wire(&it.name)).collect(),
        ),
        (NamedThings::Errors, "errors", model.provider.errors.iter().map(|it| it.status.clone()).collect()),
    ];
    for (things, what, names) in things {
        if !read.names(things) {
            add(what, names);
        }
    }
    let lists = model.lists.iter().enumerate();
    add("lists", lists.filter(|(at, _)| !read.lists.contains(at)).map(|(_, it)| wire(&it.name)).collect());
    let capabilities = model.capabilities.iter().enumerate();
    let results = capabilities.filter(|(at, _)| !read.capabilities.contains(at)).map(|(_, it)| wire(&it.name));
    add("decisions and labels of capabilities", results.collect());
    // A table may also have rows for the fields of nested types.
    let below = model.reachable(read.types.iter().map(|id| TypeId(*id)).collect());
    let types = model.types.iter().enumerate().filter(|(_, kind)| matches!(kind.kind, TypeKind::Object(_)));
    let types = types.filter(|(at, _)| !below.contains(&TypeId(*at))).map(|(_, kind)| wire(&kind.name));
    add("types of payloads", types.collect());
    found
}

/// The parts of a spec that its layouts read.
struct Read<'m> {
    model: &'m Model,
    lists: BTreeSet<usize>,
    capabilities: BTreeSet<usize>,
    types: BTreeSet<usize>,
}

impl<'m> Read<'m> {
    fn of(model: &'m Model) -> Self {
        let mut read = Self { model, lists: BTreeSet::new(), capabilities: BTreeSet::new(), types: BTreeSet::new() };
        for table in tables(model) {
            match table.holds {
                Holds::List(id) => drop(read.lists.insert(id.0)),
                Holds::Schema(id) => drop(read.types.insert(id.0)),
                Holds::Capability(id) => {
                    read.capabilities.insert(id.0);
                    read.types.insert(model[id].result.0);
                }
                Holds::PathParameters(_) | Holds::Upload(_) | Holds::Names(_) | Holds::Nothing => {}
            }
        }
        read
    }

    fn has_place(&self, place: &str) -> bool {
        lines(self.model).any(|lines| reads(lines, place))
    }

    fn has_lifetime(&self, index: usize) -> bool {
        let in_lines = lines(self.model).any(|lines| {
            lines.lifetime.is_some_and(|(lifetime, _)| lifetime == index)
                && ["time", "min", "max"].iter().any(|place| reads(lines, place))
        });
        in_lines || tables(self.model).any(|table| table.rows.iter().any(|row| row.lifetime == Some(index)))
    }

    /// Returns whether a layout reads this fact of an operation. Documents about workflows also state methods and URLs.
    fn of_operation(&self, operation: &Operation, place: &str) -> bool {
        let is_it = |id: &verispec_model::ir::OperationId| self.model[*id].name.wire == operation.name.wire;
        let in_workflows = |layout: &Layout| layout.operations.iter().any(|(_, id)| is_it(id));
        let in_lines = lines(self.model)
            .any(|lines| lines.operation.as_ref().is_some_and(|(id, _)| is_it(id)) && reads(lines, place));
        in_lines || (["method", "url"].contains(&place) && self.model.layouts.iter().any(in_workflows))
    }

    fn names(&self, things: NamedThings) -> bool {
        tables(self.model).any(|table| table.holds == Holds::Names(things))
    }
}

fn tables(model: &Model) -> impl Iterator<Item = &DocumentTable> {
    model.layouts.iter().filter_map(|layout| layout.tables.as_ref()).flat_map(|tables| &tables.tables)
}

fn lines(model: &Model) -> impl Iterator<Item = &DocumentLines> {
    model.layouts.iter().filter_map(|layout| layout.tables.as_ref()).flat_map(|tables| &tables.lines)
}

fn reads(lines: &DocumentLines, place: &str) -> bool {
    lines.read.iter().any(|line| line.value.contains(&format!("{{{place}}}")))
}
