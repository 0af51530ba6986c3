//! The public items of a generated crate, by every path that programs can use for them.
//!
//! Types are compared by the last component of their path, and without the names of arguments, so that moving a type or
//! renaming an argument is not a change. Macros are not expanded: only the functions that they define count.

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
    /// The identity of the item, however many paths lead to it: the location of its definition.
    pub(super) home: String,
    /// The file that defines it.
    pub(super) file: String,
    /// The kind of item and its own signature.
    pub(super) signature: String,
    /// The parts of the item, by name.
    pub(super) members: BTreeMap<String, Member>,
}

/// A part of an item: a field, a variant, a function, a trait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// The signature of the part.
    pub(super) text: String,
    /// Whether it describes the item as a whole, such as all fields of a struct that programs can construct. Programs
    /// depend on it only if it is present, and then on exactly its content.
    pub(super) is_whole: bool,
}

impl Api {
    /// Reads the files of a crate, by their paths in its folder.
    ///
    /// # Errors
    /// Fails if there is no `src/lib.rs`, or a file is not valid Rust.
    pub fn read(files: &[File]) -> Result<Self, String> {
        let modules = Modules::read(files)?;
        Ok(Self { items: modules.public() })
    }
}
