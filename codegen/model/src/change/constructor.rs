//! Kinds of change to the functions of the crate that start a workflow: additions and removals, and changed arguments.

use super::kinds_of;

kinds_of! { Workflows:
    ADDED = "constructor-added" [None Compatible None]
        "The crate has a new function that starts a workflow."
        "Nothing. You can start using it."
    REMOVED = "constructor-removed" [None Breaking None]
        "The crate no longer has a function that starts a workflow."
        "Start the workflow with another function."
    ARGUMENTS = "constructor-arguments-changed" [None Breaking None]
        "A function that starts a workflow takes different arguments."
        "Update the calls."
}
