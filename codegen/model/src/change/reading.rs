//! Kinds of change to the values that programs read from responses: executions, outcomes, callbacks, and the methods of
//! the crate for them.

use super::kinds_of;

kinds_of! { Readings:
    ADDED = "reading-added" [None Compatible None]
        "The crate reads more from a response and has one or more new methods."
        "Nothing; use the method if it serves you."
    REMOVED = "reading-removed" [None Breaking Breaking]
        "The crate no longer reads a value from a response, or reads it from a different one."
        "Read the value yourself, or from the other response."
    CHANGED = "reading-changed" [None None Breaking]
        "The crate reads a value from different fields of a response."
        "Check how you use the value."
    INFORMATIVE = "informative-fields-changed" [None None Compatible]
        "The fields that no verdict rests on changed. An outcome names any other field that no verdict reads as not judged."
        "Expect different entries in what was not judged."
    MEANING = "decision-meaning-changed" [None None Breaking]
        "A decision type has a different meaning."
        "Check how you handle the decision."
}
