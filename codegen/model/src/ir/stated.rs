//! Finds the values in a response that refer to the request: ids that are also path parameters, and URLs.

use super::{Field, Format, Model, Path, Sender, Shape, Step, TypeId, TypeKind};

/// An id in a response that is also a path parameter.
#[derive(Debug)]
pub struct StatedId<'m> {
    /// The name of the path parameter.
    pub parameter: &'m str,
    /// The path from the response to the id.
    pub steps: Vec<Step>,
}

impl Model {
    /// Returns the names of the path parameters of this type, without duplicates, in the order of the operations. The
    /// list is empty unless the type is an id.
    pub fn parameters_of(&self, kind: TypeId) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        if !matches!(self[kind].kind, TypeKind::Id(_)) {
            return names;
        }
        let ours = self.operations.iter().filter(|operation| operation.sender == Sender::Customer);
        for parameter in ours.flat_map(|operation| &operation.path_parameters) {
            if parameter.schema == kind && !names.contains(&parameter.name.wire.as_str()) {
                names.push(&parameter.name.wire);
            }
        }
        names
    }

    /// Returns the ids in an outcome's `identity`, each with the name of a path parameter of the same type.
    pub fn stated_identity<'m>(&'m self, identity: &'m [Path]) -> Vec<(&'m str, &'m Path)> {
        let named = identity.iter().filter_map(|path| Some((path, path.schema.as_ref()?.named()?)));
        named.flat_map(|(path, kind)| self.parameters_of(kind).into_iter().map(move |name| (name, path))).collect()
    }

    /// Returns the ids in a response that are also path parameters, except those in lists.
    pub fn stated_ids(&self, root: TypeId) -> Vec<StatedId<'_>> {
        let mut found = Vec::new();
        self.leaves(root, &mut Vec::new(), &mut Vec::new(), &mut |field, way| {
            let Shape::Named(kind) = self.resolved(&field.schema).shape else { return };
            let names = self.parameters_of(kind).into_iter();
            found.extend(names.map(|parameter| StatedId { parameter, steps: way.to_vec() }));
        });
        found
    }

    /// Returns the ids in list items of a response that are also path parameters. Each has the name of the parameter,
    /// the path of the list, and the field with the id.
    pub fn listed_ids(&self, root: TypeId) -> Vec<(&str, Vec<Step>, &str)> {
        let mut found = Vec::new();
        self.leaves(root, &mut Vec::new(), &mut Vec::new(), &mut |field, way| {
            let Shape::List(item) = &self.resolved(&field.schema).shape else { return };
            let Shape::Named(item) = self.resolved(item).shape else { return };
            for id in self[item].fields() {
                let Shape::Named(kind) = self.resolved(&id.schema).shape else { continue };
                let names = self.parameters_of(kind).into_iter();
                found.extend(names.map(|parameter| (parameter, way.to_vec(), id.name.wire.as_str())));
            }
        });
        found
    }

    /// Returns the paths to the URLs in a response, except those in lists.
    pub fn links(&self, root: TypeId) -> Vec<Vec<Step>> {
        let mut found = Vec::new();
        self.leaves(root, &mut Vec::new(), &mut Vec::new(), &mut |field, way| {
            if self.resolved(&field.schema).constraints.format == Some(Format::Uri) {
                found.push(way.to_vec());
            }
        });
        found
    }

    /// Visits every field below an object with its path. A recursive type is expanded once.
    fn leaves(&self, id: TypeId, way: &mut Vec<Step>, open: &mut Vec<TypeId>, show: &mut dyn FnMut(&Field, &[Step])) {
        if open.contains(&id) {
            return;
        }
        open.push(id);
        for field in self[id].fields() {
            way.push(self.step(id, field));
            show(field, way);
            if let Shape::Named(inner) = self.resolved(&field.schema).shape {
                self.leaves(inner, way, open, show);
            }
            way.pop();
        }
        open.pop();
    }
}
