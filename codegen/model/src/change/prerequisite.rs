//! Prerequisites: which there are, and what each of them asks for.

use super::kinds_of;

kinds_of! { Prerequisites:
    ADDED = "prerequisite-added" [None Compatible None]
        "A prerequisite is new; workflows that need it are told apart."
        "Nothing, unless a workflow needs it."
    REMOVED = "prerequisite-removed" [None Breaking None]
        "A prerequisite is gone, and so is its constant."
        "Stop using its constant."
    CHANGED = "prerequisite-changed" [None None Breaking]
        "A prerequisite asks for something else."
        "Check that what is in place still does."
}
