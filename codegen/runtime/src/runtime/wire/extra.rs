//! What a received object holds beside its fields: keeps it exactly as it came, in order, and gives it back.

use std::fmt;

use crate::runtime::Json;
use crate::runtime::wire::json_write::Name;
use crate::runtime::wire::texts::Texts;

/// What came with a received object and has no place in its fields, in the order in which it came:
///
/// - members that are not documented;
/// - values of fields that have an unexpected type or form, under the field's name. The field itself says nothing then.
///   `null` for a field that has no value is one of them, and so are all values of a field that comes more than once;
/// - values that the field holds, but would write differently, such as `31.0` for the number 31, or an empty list.
///
/// All of it is written back. Once a program sets a field, the field's value is written instead.
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Kept>>);

/// Everything stands behind a pointer: most objects have nothing, and an empty list would make all of them larger.
#[derive(Clone, Default, PartialEq)]
struct Kept {
    entries: Vec<Entry>,
    /// What came where an object was expected.
    instead: Option<Json>,
}

#[derive(Clone, PartialEq)]
struct Entry {
    name: String,
    /// Whether the name is written as it came between its quotes, since Rust cannot hold what it means.
    literal: bool,
    value: Json,
}

/// How many names are compared with each other.
const FEW: usize = 16;

impl Extra {
    /// Nothing.
    pub const EMPTY: Self = Self(None);

    /// The value of this name; the first one, if several came.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.all(name).next()
    }

    /// All values of this name.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Json> {
        self.kept().iter().filter(move |entry| !entry.literal && entry.name == name).map(|entry| &entry.value)
    }

    /// Sets the value of this name, and gives back the one that it had.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        let (name, value) = (name.into(), value.into());
        let entries = &mut self.0.get_or_insert_default().entries;
        match entries.iter_mut().find(|entry| !entry.literal && entry.name == name) {
            Some(entry) => Some(std::mem::replace(&mut entry.value, value)),
            None => {
                entries.push(Entry { name, literal: false, value });
                None
            }
        }
    }

    /// The names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.kept().iter().map(|entry| (entry.name.as_str(), &entry.value))
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept().len()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// What came instead of the object: in a list of objects, an item of another type keeps its place this way.
    #[must_use]
    pub fn instead(&self) -> Option<&Json> {
        self.0.as_ref()?.instead.as_ref()
    }

    /// A field's list as it came: `None` if it is absent or is not a list of such items. An empty field does not tell.
    pub fn listed<'a, T>(&self, name: &str, list: &'a [T]) -> Option<&'a [T]> {
        let is_there =
            !list.is_empty() || self.get(name).is_some_and(|raw| raw.as_str().starts_with('[') && raw.is_empty());
        is_there.then_some(list)
    }

    /// Whether nothing but `null` came under this name beside the fields. A field that says nothing is absent then;
    /// otherwise something odd came in its place.
    #[must_use]
    pub fn lacks(&self, name: &str) -> bool {
        self.instead().is_none() && self.all(name).all(Json::is_null)
    }

    /// Whether nothing but `null` and an object without fields came under this name beside the fields: what would be below
    /// it is absent then.
    #[must_use]
    pub fn lacks_object(&self, name: &str) -> bool {
        let says_nothing = |raw: &Json| raw.is_null() || raw.is_empty() && raw.as_str().starts_with('{');
        self.instead().is_none() && self.all(name).all(says_nothing)
    }

    /// Remembers what came instead of the object.
    pub(in crate::runtime) fn replace_object(&mut self, value: Json) {
        self.0.get_or_insert_default().instead = Some(value);
    }

    /// Adds a value, whether the name is there or not.
    pub(in crate::runtime) fn push(&mut self, name: String, value: Json) {
        self.0.get_or_insert_default().entries.push(Entry { name, literal: false, value });
    }

    /// Adds a value whose name Rust cannot hold.
    pub(in crate::runtime) fn push_literal(&mut self, name: &str, value: Json) {
        self.0.get_or_insert_default().entries.push(Entry { name: name.to_owned(), literal: true, value });
    }

    /// The names as they are to be written, and the values.
    pub(in crate::runtime) fn entries(&self) -> impl Iterator<Item = (Name<'_>, &Json)> {
        self.kept().iter().map(|entry| {
            let name = if entry.literal { Name::Literal(&entry.name) } else { Name::Plain(&entry.name) };
            (name, &entry.value)
        })
    }

    /// The names that are there more than once, each once.
    pub(in crate::runtime) fn repeated(&self) -> Vec<&str> {
        let kept = self.kept();
        Texts::repeated(kept.len(), &|index| Some(kept[index].name.as_str()))
    }

    /// Whether a name is there more than once. For a few names this allocates nothing.
    pub(in crate::runtime) fn is_repeated(&self) -> bool {
        let kept = self.kept();
        match kept.len() {
            0..=FEW => (1..kept.len()).any(|index| kept[..index].iter().any(|entry| entry.name == kept[index].name)),
            _ => !self.repeated().is_empty(),
        }
    }

    fn kept(&self) -> &[Entry] {
        self.0.as_ref().map_or(&[], |kept| &kept.entries)
    }
}

/// Only the names are shown: nobody knows whether an unknown value is personal.
impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}
