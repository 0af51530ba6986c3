//! Kinds of change to capabilities: additions and removals, requirements, decisions and labels.

use super::kinds_of;

kinds_of! { Capabilities:
    ADDED = "capability-added" [Compatible Compatible Compatible]
        "A capability was added."
        "Nothing. Workflows that run it are reported separately."
    REMOVED = "capability-removed" [Breaking Breaking Breaking]
        "A capability and its module were removed."
        "Stop using its module and its results."
    NAME = "capability-renamed" [Breaking Breaking None]
        "A capability was renamed: the old name no longer exists, and most references to it now use the new one. Further changes are reported separately."
        "Replace the old name with the new one, also where you read results."
    RENAMED = "capability-module-renamed" [None Breaking None]
        "The module of a capability was renamed."
        "Use the new module name."
    REQUIREMENT_ADDED = "capability-requirement-added" [None None Breaking]
        "A capability now depends on another one."
        "Expect that the capability does not run if the other one fails."
    REQUIREMENT_REMOVED = "capability-requirement-removed" [None None Compatible]
        "A capability no longer depends on another one."
        "Nothing."
    JUDGES = "capability-credentials-changed" [None None Breaking]
        "A capability checks different credentials. An outcome passes only if all of them were checked."
        "Expect different outcomes, and check which credentials you request again after a failure."
    TOGETHER = "capability-judges-together" [None None Breaking]
        "A single result of a capability must now name all credentials that the capability checks, or no longer has to."
        "Expect different outcomes where each result of the capability names a single credential."
    PASSES_WITH = "capability-passes-with-changed" [None None Breaking]
        "The field values that are consistent with a passed result of a capability changed. If a passed result has any other value, the outcome is undecided."
        "Expect different outcomes for results that contain the field."
    DECISION_ADDED = "decision-added" [Compatible Compatible Compatible]
        "A capability can return a new decision type."
        "Handle the decision; until you do, treat it as unknown."
    DECISION_REMOVED = "decision-removed" [Breaking Breaking Breaking]
        "A capability no longer returns a decision type."
        "Remove the code that handles it."
    LABEL_ADDED = "label-added" [Compatible Compatible Compatible]
        "A decision can have a new label."
        "Handle the label; until you do, treat it as unknown."
    LABEL_REMOVED = "label-removed" [Breaking Breaking Breaking]
        "A decision no longer has a label."
        "Remove the code that handles it."
    LABEL_RENAMED = "label-renamed" [Breaking Breaking None]
        "A decision label was renamed: the old one no longer exists, and most references to it now use the new one."
        "Replace the old label with the new one. Until then, treat the new one as unknown."
    RESULT = "capability-result-changed" [Breaking None None]
        "The result of a capability has a different type."
        "Read the result as its new type."
    ADVICE = "advice-changed" [None None Compatible]
        "The advice for a label changed: what to do, or who can do it."
        "Check what you show to end users and operators for this label."
}
