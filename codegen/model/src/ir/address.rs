//! The parameters of an operation's URL: those of its path, and the placeholders in its hosts.

use std::collections::BTreeSet;

use super::{Model, Name, Operation, TypeId, TypeKind};

/// A parameter of a URL.
#[derive(Debug)]
pub struct AddressParameter {
    /// The name of the parameter, as in the path or the host.
    pub name: Name,
    /// The id type or enum type of the parameter; `None` for a plain string.
    pub kind: Option<TypeId>,
    /// Whether the parameter needs its own wrapper type because an earlier parameter accepts values of the same type.
    pub wrapped: bool,
}

impl Model {
    /// Returns the parameters of an operation's URL: first the path parameters, then the placeholders in the hosts of
    /// all regions. The list is empty for operations without a URL.
    pub fn address_parameters(&self, operation: &Operation) -> Vec<AddressParameter> {
        let Some(service) = operation.service.filter(|_| operation.path.is_some()) else { return Vec::new() };
        let path = operation.path_parameters.iter().map(|parameter| {
            let is_typed = matches!(self[parameter.schema].kind, TypeKind::Id(_) | TypeKind::Enum(_));
            (parameter.name.clone(), is_typed.then_some(parameter.schema))
        });
        let hosts = self.regions.iter().filter_map(|region| region.host(service));
        let words = hosts.flat_map(|host| host.split('{').skip(1).filter_map(|rest| rest.split('}').next()));
        let words: BTreeSet<&str> = words.collect();
        let span = self[service].name.span;
        let host = words.into_iter().map(|word| (Name::new(word, span), None));
        let mut taken: Vec<Option<TypeId>> = Vec::new();
        let parameters = path.chain(host).map(|(name, kind)| {
            let wrapped = taken.contains(&kind);
            taken.push(kind);
            AddressParameter { name, kind, wrapped }
        });
        parameters.collect()
    }
}
