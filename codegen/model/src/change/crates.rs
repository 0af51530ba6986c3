//! What has changed in the crate although the spec does not say so: takes the public items of both crates, and of the crates

use super::kinds_of;

kinds_of! { Crate:
    REMOVED = "crate-item-removed" [None Breaking None]
        "The generator no longer gives the crate a public item, or a field, a function or a trait of one."
        "Use what has taken its place; the changelog of the toolkit names it."
    CHANGED = "crate-item-changed" [None Breaking None]
        "The generator declares a public item of the crate, or a part of one, in another way."
        "Change what names it: calls, patterns, struct literals and types."
    ADDED = "crate-item-added" [None Compatible None]
        "The generator gives the crate one more public item, or one more part of an item."
        "Nothing; use it if it serves you."
}
