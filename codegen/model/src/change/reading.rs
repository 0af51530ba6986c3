//! Kinds of change to the values that programs read from responses: executions, outcomes, callbacks, and the methods of
//! the crate for them.

use super::kinds_of;

kinds_of! { Readings:
    ADDED = "reading-added" [None Compatible None]
        "The crate reads more from a response and has one or more new methods."
        "Nothing. You can start using the methods."
    REMOVED = "reading-removed" [None Breaking Breaking]
        "The crate no longer reads a value from a response, or reads it from a different one."
        "Read the value yourself, or from the other response."
    CHANGED = "reading-changed" [None None Breaking]
        "The crate reads a value from different fields of a response."
        "Check how you use the value."
    INFORMATIVE = "informative-fields-changed" [None None Compatible]
        "The set of informative fields, which no verdict depends on, changed. Any other field that no verdict reads is listed in the outcome as not judged."
        "Expect different fields in the list of what was not judged."
    MEANING = "decision-meaning-changed" [None None Breaking]
        "A decision type has a different meaning."
        "Check how you handle the decision."
}
