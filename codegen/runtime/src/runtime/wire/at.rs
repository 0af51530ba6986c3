//! Builds JSON Pointers lazily: nothing is allocated until a violation needs the pointer.

use std::fmt::Write as _;

/// A location in a payload: a linked list on the stack, from the value up to the root.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
}

/// One step of the path.
#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Item(usize),
}

impl<'a> At<'a> {
    /// The payload itself.
    pub const ROOT: At<'static> = At { parent: None, step: Step::Root };

    /// Returns the location of the field with this wire name.
    #[must_use]
    pub fn member(&'a self, name: &'a str) -> At<'a> {
        At { parent: Some(self), step: Step::Member(name) }
    }

    /// Returns the item of this array at an index.
    #[must_use]
    pub fn item(&'a self, index: usize) -> At<'a> {
        At { parent: Some(self), step: Step::Item(index) }
    }

    /// Calls the function with the location that these nested fields lead to.
    pub(in crate::runtime) fn under(&self, path: &[&str], then: impl FnOnce(&At<'_>)) {
        match path.split_first() {
            Some((member, rest)) => self.member(member).under(rest, then),
            None => then(self),
        }
    }

    /// Returns whether these nested fields lead to this location.
    pub(in crate::runtime) fn is(&self, path: &[&str]) -> bool {
        match (self.step, self.parent, path.split_last()) {
            (Step::Root, _, None) => true,
            (Step::Member(name), Some(parent), Some((last, before))) => name == *last && parent.is(before),
            _ => false,
        }
    }

    /// Returns the JSON Pointer (RFC 6901); empty for the payload itself.
    #[must_use]
    pub fn to_pointer(&self) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        pointer
    }

    fn write(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(pointer);
        }
        match self.step {
            Step::Root => {}
            Step::Member(name) => {
                pointer.push('/');
                for character in name.chars() {
                    match character {
                        '~' => pointer.push_str("~0"),
                        '/' => pointer.push_str("~1"),
                        other => pointer.push(other),
                    }
                }
            }
            // Writing to a `String` cannot fail.
            Step::Item(index) => _ = write!(pointer, "/{index}"),
        }
    }
}
