//! Capabilities: which there are, what they depend on, and what they can come to.

use super::kinds_of;

kinds_of! { Capabilities:
    ADDED = "capability-added" [Compatible Compatible Compatible]
        "A capability is new."
        "Nothing; workflows that run it are told apart."
    REMOVED = "capability-removed" [Breaking Breaking Breaking]
        "A capability is gone, and so is its module."
        "Stop using its module and its results."
    RENAMED = "capability-module-renamed" [None Breaking None]
        "The module of a capability has another name."
        "Replace the name of the module."
    REQUIREMENT_ADDED = "capability-requirement-added" [None None Breaking]
        "A capability depends on another one."
        "Expect that it is not run where the other one fails."
    REQUIREMENT_REMOVED = "capability-requirement-removed" [None None Compatible]
        "A capability no longer depends on another one."
        "Nothing."
    JUDGES = "capability-credentials-changed" [None None Breaking]
        "A capability judges other credentials, and an outcome passes only if all of them were judged."
        "Expect other outcomes, and check which credential you ask for again when it fails."
    DECISION_ADDED = "decision-added" [Compatible Compatible Compatible]
        "A capability can come to one more type of decision."
        "Handle the decision; until you do, treat it as unknown."
    DECISION_REMOVED = "decision-removed" [Breaking Breaking Breaking]
        "A capability no longer comes to a type of decision."
        "Remove what you do for it."
    LABEL_ADDED = "label-added" [Compatible Compatible Compatible]
        "A decision can have one more label."
        "Handle the label; until you do, treat it as unknown."
    LABEL_REMOVED = "label-removed" [Breaking Breaking Breaking]
        "A decision no longer has a label."
        "Remove what you do for it."
    RESULT = "capability-result-changed" [Breaking None None]
        "The result of a capability has another type."
        "Read the result by its new type."
    ADVICE = "advice-changed" [None None Compatible]
        "What can be done about a label, or by whom, is told otherwise."
        "Check what you show to end users and operators for this label."
}
