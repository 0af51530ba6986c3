//! Validation rules: which there are, how bad it is to break them, and whether they demand more or less.

use super::kinds_of;

kinds_of! { Rules:
    ADDED = "rule-added" [Breaking Compatible Breaking]
        "A rule is new."
        "Make sure that your payloads keep to it."
    REMOVED = "rule-removed" [Compatible Breaking Compatible]
        "A rule is gone, and so is its constant."
        "Nothing, unless you name the rule."
    RENAMED = "rule-renamed" [None Breaking None]
        "A rule has another id and demands the same."
        "Replace the old id, also where you raise or lower its severity."
    MOVED = "rule-moved" [None Breaking None]
        "A rule is in another module."
        "Replace the name of the module."
    RAISED = "rule-severity-raised" [Breaking None Breaking]
        "Breaking a rule is an error that was a warning."
        "Make sure that your payloads keep to it, or lower it for a while by `with_severity`."
    LOWERED = "rule-severity-lowered" [Compatible None Compatible]
        "Breaking a rule is a warning that was an error."
        "Nothing."
    STRICT = "rule-strict-severity-changed" [None None Compatible]
        "How bad it is to break a rule under the strict policy has changed."
        "Check your payloads if you judge by the strict policy."
    TIGHTENED = "rule-tightened" [Breaking None Breaking]
        "A rule demands more, or demands it more often."
        "Make sure that your payloads keep to it."
    LOOSENED = "rule-loosened" [Compatible None Compatible]
        "A rule demands less, or demands it less often."
        "Nothing."
    CHANGED = "rule-changed" [Breaking None Breaking]
        "A rule demands something else."
        "Make sure that your payloads keep to it."
    POINTS = "rule-points-elsewhere" [None None Compatible]
        "The violation of a rule points at another place of the payload."
        "Check where you show violations beside the fields of a form."
}
