//! Kinds of change that concern what should not be used any more; found with the texts.

use super::kinds_of;

kinds_of! { Deprecations:
    DEPRECATED = "deprecated" [None Compatible Compatible]
        "Something still works and should not be used any more; the compiler warns where it is used."
        "Move to the replacement before it goes."
    RESTORED = "no-longer-deprecated" [None Compatible Compatible]
        "Something may be used again."
        "Nothing; take back what you put in its place if you like."
    CHANGED = "deprecation-changed" [None None None]
        "Something deprecated has another replacement."
        "Move to the new replacement."
}
