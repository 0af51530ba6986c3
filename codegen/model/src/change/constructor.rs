//! The functions of the crate that start a workflow: which there are, and what they take.

use super::kinds_of;

kinds_of! { Workflows:
    ADDED = "constructor-added" [None Compatible None]
        "The crate has one more function that starts a workflow."
        "Nothing; use it if it serves you."
    REMOVED = "constructor-removed" [None Breaking None]
        "The crate no longer has a function that starts a workflow."
        "Start the workflow by another function."
    ARGUMENTS = "constructor-arguments-changed" [None Breaking None]
        "A function that starts a workflow takes other arguments."
        "Change the calls."
}
