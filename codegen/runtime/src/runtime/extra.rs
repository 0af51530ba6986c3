//! Takes the members of a received object that the bindings do not know, keeps them in order, and gives them back.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// Members that no field stands for, in the order in which they came.
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Kept>>);

/// The members stand behind a pointer: most objects have none, and an empty list would make all of them larger.
#[derive(Clone, Default, PartialEq)]
struct Kept(Vec<(String, Value)>);

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
        self.0.iter().flat_map(|members| &members.0).map(|(name, value)| (name.as_str(), value))
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.0.len())
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
        if self.len() < 2 {
            return None;
        }
        let mut names = BTreeSet::new();
        self.iter().map(|(name, _)| name).find(|name| !names.insert(*name))
    }
}

/// Only the names are shown: nobody knows whether an unknown value is personal.
impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}
