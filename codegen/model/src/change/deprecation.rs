//! Kinds of change to deprecations, which are detected together with changes to texts.

use super::kinds_of;

kinds_of! { Deprecations:
    DEPRECATED = "deprecated" [None Compatible Compatible]
        "An item is deprecated: it still works, but new code should not use it. The compiler warns where it is used."
        "Switch to the replacement before the item is removed."
    RESTORED = "no-longer-deprecated" [None Compatible Compatible]
        "An item is no longer deprecated."
        "Nothing. You can switch back from the replacement."
    CHANGED = "deprecation-changed" [None None None]
        "A deprecated item has a different replacement."
        "Switch to the new replacement."
}
