//! Kinds of change to validation rules: additions and removals, severity, and strictness.

use super::kinds_of;

kinds_of! { Rules:
    ADDED = "rule-added" [Breaking Compatible Breaking]
        "A rule was added."
        "Make sure that your payloads follow it."
    REMOVED = "rule-removed" [Compatible Breaking Compatible]
        "A rule and its constant were removed."
        "Nothing, unless your code names the rule."
    RENAMED = "rule-renamed" [None Breaking None]
        "A rule has a new id and is otherwise unchanged."
        "Replace the old id, including where you change its severity."
    MOVED = "rule-moved" [None Breaking None]
        "A rule moved to another module."
        "Use the new module name."
    RAISED = "rule-severity-raised" [Breaking None Breaking]
        "The violation of a rule was a warning and is now an error."
        "Make sure that your payloads follow it, or lower its severity temporarily with `with_severity`."
    LOWERED = "rule-severity-lowered" [Compatible None Compatible]
        "The violation of a rule was an error and is now a warning."
        "Nothing."
    STRICT = "rule-strict-severity-changed" [None None Compatible]
        "A rule has a different severity under the strict policy."
        "Check your payloads if you use the strict policy."
    TIGHTENED = "rule-tightened" [Breaking None Breaking]
        "A rule is stricter, or applies more often."
        "Make sure that your payloads follow it."
    LOOSENED = "rule-loosened" [Compatible None Compatible]
        "A rule is less strict, or applies less often."
        "Nothing."
    CHANGED = "rule-changed" [Breaking None Breaking]
        "A rule checks something else."
        "Make sure that your payloads follow it."
    POINTS = "rule-points-elsewhere" [None None Compatible]
        "The violation of a rule points to a different location in the payload."
        "Check where you show violations next to form fields."
}
