//! What programs read from responses: executions, outcomes, callbacks, and the methods of the crate that do it.

use super::kinds_of;

kinds_of! { Readings:
    ADDED = "reading-added" [None Compatible None]
        "The crate reads more from a response: it has one more method or more."
        "Nothing; use the method if it serves you."
    REMOVED = "reading-removed" [None Breaking Breaking]
        "The crate no longer reads something from a response, or reads it from another one."
        "Read it yourself, or from the other response."
    CHANGED = "reading-changed" [None None Breaking]
        "The crate reads something from other members of a response."
        "Check what you do with what is read."
    MEANING = "decision-meaning-changed" [None None Breaking]
        "A type of decision means something else."
        "Check what you do on that decision."
}
