//! Takes the members of a received object that the bindings do not know, keeps them in order, and gives them back.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// Members that no field stands for, in the order in which they came.
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Vec<(String, Value)>);

impl Extra {
    /// No members.
    pub const EMPTY: Self = Self(Vec::new());

    /// The value of the member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Sets the value of the member, and gives back the one that it had.
    pub fn insert(&mut self, name: impl Into<String>, value: Value) -> Option<Value> {
        let name = name.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => Some(std::mem::replace(old, value)),
            None => {
                self.0.push((name, value));
                None
            }
        }
    }

    /// The members, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a member without looking whether it is there; [`Extra::repeated`] looks once, after all are added.
    pub(super) fn push(&mut self, name: String, value: Value) {
        self.0.push((name, value));
    }

    /// A name that is there twice.
    pub(super) fn repeated(&self) -> Option<&str> {
        if self.0.len() < 2 {
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
