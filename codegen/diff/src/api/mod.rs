//! The public items of a generated crate: takes its Rust files, gives each item by every path that programs can name it by.
//!
//! Types are compared by their last names and without the names of arguments, so that moving a type or renaming an argument
//! is not a change. Macros are not expanded: what they make is known by the functions that they define.

mod modules;
mod signature;
mod spelling;

use std::collections::BTreeMap;

use modules::Modules;

use verispec_text::file::File;

/// The public items of a crate.
#[derive(Debug, Clone, Default)]
pub struct Api {
    pub(super) items: BTreeMap<String, Item>,
}

/// A public item under one of its paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// What makes it one item, however many paths lead to it: the place of its definition.
    pub(super) home: String,
    /// The file that defines it.
    pub(super) file: String,
    /// Its kind and its own signature.
    pub(super) signature: String,
    /// What belongs to it, by what it is called.
    pub(super) members: BTreeMap<String, Member>,
}

/// What belongs to an item: a field, a variant, a function, a trait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Its signature.
    pub(super) text: String,
    /// Whether it says what the item consists of as a whole, such as all fields of a struct that programs can write down.
    /// Programs depend on it only where it is there, and on exactly what it says.
    pub(super) is_whole: bool,
}

impl Api {
    /// Reads the files of a crate, by their paths in its folder.
    ///
    /// # Errors
    /// If there is no `src/lib.rs`, or a file is not Rust.
    pub fn read(files: &[File]) -> Result<Self, String> {
        let modules = Modules::read(files)?;
        Ok(Self { items: modules.public() })
    }
}
