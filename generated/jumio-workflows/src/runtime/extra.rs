//! Takes the members of a received object that the bindings do not know, keeps them in order, and gives them back.

use std::fmt;

use serde_json::{Map, Value};

/// Members that no field stands for, in the order in which they came.
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Kept>>);

/// The members stand behind a pointer: most objects have none, and an empty list would make all of them larger.
#[derive(Clone, Default, PartialEq)]
struct Kept(Vec<(String, Value)>);

/// How many members are compared with each other.
const FEW: usize = 16;

impl Extra {
    /// No members.
    pub const EMPTY: Self = Self(None);

    /// The value of the member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Sets the value of the member, and gives back the one that it had.
    pub fn insert(&mut self, name: impl Into<String>, value: Value) -> Option<Value> {
        let name = name.into();
        let members = &mut self.0.get_or_insert_default().0;
        match members.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => Some(std::mem::replace(old, value)),
            None => {
                members.push((name, value));
                None
            }
        }
    }

    /// The members, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members().iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members().len()
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Adds a member without looking whether it is there; [`Extra::repeated`] looks once, after all are added.
    pub(super) fn push(&mut self, name: String, value: Value) {
        self.0.get_or_insert_default().0.push((name, value));
    }

    /// A name that is there twice.
    #[must_use]
    pub fn repeated(&self) -> Option<&str> {
        let members = self.members();
        // Looking through those before is quick for a few, and takes for ever for many, which may be sent on purpose.
        if members.len() <= FEW {
            let is_repeated = |index: &usize| members[..*index].iter().any(|(name, _)| *name == members[*index].0);
            return (0..members.len()).find(is_repeated).map(|index| members[index].0.as_str());
        }
        // A map serves as the set of names: it is needed anyway, and a set would have to be compiled besides.
        let mut seen = Map::new();
        self.iter().map(|(name, _)| name).find(|name| seen.insert((*name).to_owned(), Value::Null).is_some())
    }

    fn members(&self) -> &[(String, Value)] {
        match &self.0 {
            Some(kept) => &kept.0,
            None => &[],
        }
    }
}

/// Only the names are shown: nobody knows whether an unknown value is personal.
impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}
