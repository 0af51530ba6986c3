//! What the address of an operation depends on: the parameters of its path, and the words of its host.

use std::collections::BTreeSet;

use super::{Model, Name, Operation, TypeId, TypeKind};

/// A parameter of an address.
#[derive(Debug)]
pub struct AddressParameter {
    /// Its name.
    pub name: Name,
    /// The id or enumeration that it is; nothing for text.
    pub kind: Option<TypeId>,
    /// Whether it is passed in a wrapper that is called like it, because a parameter before it takes values of the same type.
    pub wrapped: bool,
}

impl Model {
    /// The parameters of the address of an operation: those of its path, then the words in braces of the hosts that it is
    /// sent to, over all regions. None for operations that have no address.
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
