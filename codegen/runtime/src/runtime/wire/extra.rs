//! Data in a received object that does not fit its fields: kept exactly as received, in order, and serialized again.

use std::fmt;

use crate::runtime::Json;
use crate::runtime::wire::json_write::Name;
use crate::runtime::wire::texts::Texts;

/// Data in a received object that does not fit its fields, in the original order:
///
/// - undocumented fields;
/// - values of an unexpected type or format, under the field's name. The field itself is then empty.
///   This includes `null` for a field without a value, and all values of a field that occurs more than once;
/// - values that fit the field but that the field would serialize differently, such as `31.0` (as `31`), or an empty
///   list (omitted).
///
/// All of this data is serialized again. If a program sets a field, the field's new value is serialized instead.
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Kept>>);

/// The contents are boxed, because most objects have no extra data, and an empty list would make all of them larger.
#[derive(Clone, Default, PartialEq)]
struct Kept {
    entries: Vec<Entry>,
    /// The value that was received in place of the object.
    instead: Option<Json>,
}

#[derive(Clone, PartialEq)]
struct Entry {
    name: String,
    /// Whether the name is stored with its escapes, because a Rust string cannot represent it.
    literal: bool,
    value: Json,
}

/// The maximum number of names that are compared pairwise instead of with a set.
const FEW: usize = 16;

impl Extra {
    /// Extra data without any values.
    pub const EMPTY: Self = Self(None);

    /// Returns the value with this name; the first one if there are several.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.all(name).next()
    }

    /// Returns all values with this name, in order.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Json> {
        self.kept().iter().filter(move |entry| !entry.literal && entry.name == name).map(|entry| &entry.value)
    }

    /// Sets the value with this name, and returns the previous one.
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

    /// Returns all names with their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.kept().iter().map(|entry| (entry.name.as_str(), &entry.value))
    }

    /// Returns the number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept().len()
    }

    /// Returns whether there is no extra data.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Returns the value that was received in place of the object, if any. This is how an item of another type keeps
    /// its position in a list of objects.
    #[must_use]
    pub fn instead(&self) -> Option<&Json> {
        self.0.as_ref()?.instead.as_ref()
    }

    /// Returns a field's list if one was received, even an empty one; `None` if the field is absent or is not a list of
    /// such items. Then the field itself is always empty.
    pub fn listed<'a, T>(&self, name: &str, list: &'a [T]) -> Option<&'a [T]> {
        let is_there =
            !list.is_empty() || self.get(name).is_some_and(|raw| raw.as_str().starts_with('[') && raw.is_empty());
        is_there.then_some(list)
    }

    /// Returns whether all extra data under this name is `null`; also `true` if there is none. If so, an empty field
    /// counts as absent; otherwise, an unexpected value was received in its place.
    #[must_use]
    pub fn lacks(&self, name: &str) -> bool {
        self.instead().is_none() && self.all(name).all(Json::is_null)
    }

    /// Returns whether all extra data under this name is `null` or an object without fields, so that everything below
    /// the name is absent.
    #[must_use]
    pub fn lacks_object(&self, name: &str) -> bool {
        let says_nothing = |raw: &Json| raw.is_null() || raw.is_empty() && raw.as_str().starts_with('{');
        self.instead().is_none() && self.all(name).all(says_nothing)
    }

    /// Stores the value that was received in place of the object.
    pub(in crate::runtime) fn replace_object(&mut self, value: Json) {
        self.0.get_or_insert_default().instead = Some(value);
    }

    /// Adds a value, even if the name already exists.
    pub(in crate::runtime) fn push(&mut self, name: String, value: Json) {
        self.0.get_or_insert_default().entries.push(Entry { name, literal: false, value });
    }

    /// Adds a value whose name a Rust string cannot represent.
    pub(in crate::runtime) fn push_literal(&mut self, name: &str, value: Json) {
        self.0.get_or_insert_default().entries.push(Entry { name: name.to_owned(), literal: true, value });
    }

    /// Returns the names, escaped if needed, and the values.
    pub(in crate::runtime) fn entries(&self) -> impl Iterator<Item = (Name<'_>, &Json)> {
        self.kept().iter().map(|entry| {
            let name = if entry.literal { Name::Literal(&entry.name) } else { Name::Plain(&entry.name) };
            (name, &entry.value)
        })
    }

    /// Returns the names that occur more than once, listing each of them only once.
    pub(in crate::runtime) fn repeated(&self) -> Vec<&str> {
        let kept = self.kept();
        Texts::repeated(kept.len(), &|index| Some(kept[index].name.as_str()))
    }

    /// Returns whether a name occurs more than once. Does not allocate if there are only a few names.
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

/// Shows only the names, because undocumented values may be personal.
impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}
