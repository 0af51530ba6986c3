//! Collects the public items of a generated crate, under every path that programs can use for them.
//!
//! Signatures contain only the last component of each path and no argument names, so moving a type or renaming an
//! argument is not a change. Macros are not expanded: only the functions that they define count.

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
    /// The location of the item's definition. It identifies the item when several paths lead to it.
    pub(super) home: String,
    /// The file that defines the item.
    pub(super) file: String,
    /// The kind of item and its own signature.
    pub(super) signature: String,
    /// The parts of the item, by name.
    pub(super) members: BTreeMap<String, Member>,
}

/// A part of an item, such as a field, a variant, a function, or a trait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// The signature of the part.
    pub(super) text: String,
    /// Whether the part describes the complete item, such as all fields of a struct that programs can construct.
    /// Programs depend on such a part only if it is present, and then on its exact content.
    pub(super) is_whole: bool,
}

impl Api {
    /// Collects the public items from the files of a crate, which are keyed by their paths in its folder.
    ///
    /// # Errors
    /// Fails if there is no `src/lib.rs`, or a file is not valid Rust.
    pub fn read(files: &[File]) -> Result<Self, String> {
        let modules = Modules::read(files)?;
        Ok(Self { items: modules.public() })
    }
}
