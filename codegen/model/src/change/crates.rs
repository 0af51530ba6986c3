//! Kinds of change in the crate that do not follow from the spec. They are detected by comparing public items.

use super::kinds_of;

kinds_of! { Crate:
    REMOVED = "crate-item-removed" [None Breaking None]
        "The generator no longer emits a public item of the crate, or a field, function or trait of one."
        "Use its replacement; the changelog of the toolkit names it."
    CHANGED = "crate-item-changed" [None Breaking None]
        "The generator declares a public item of the crate, or part of one, differently."
        "Update the code that uses it: calls, patterns, struct literals and types."
    ADDED = "crate-item-added" [None Compatible None]
        "The generator adds a public item to the crate, or a part to an item."
        "Nothing. You can start using it."
}
