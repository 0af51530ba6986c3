//! Kinds of change to prerequisites: additions and removals, and changed requirements.

use super::kinds_of;

kinds_of! { Prerequisites:
    ADDED = "prerequisite-added" [None Compatible None]
        "A prerequisite was added. Workflows that need it are reported separately."
        "Nothing, unless a workflow needs it."
    REMOVED = "prerequisite-removed" [None Breaking None]
        "A prerequisite and its constant were removed."
        "Stop using its constant."
    CHANGED = "prerequisite-changed" [None None Breaking]
        "A prerequisite requires something else."
        "Check that your setup still meets it."
}
