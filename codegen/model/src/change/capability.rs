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
        "A capability was renamed: the old name is gone, and most of what named it names the new one. Further changes are reported separately."
        "Replace the old name with the new one, also where you read results."
    RENAMED = "capability-module-renamed" [None Breaking None]
        "The module of a capability was renamed."
        "Use the new module name."
    REQUIREMENT_ADDED = "capability-requirement-added" [None None Breaking]
        "A capability now depends on another one."
        "Expect that it does not run if the other one fails."
    REQUIREMENT_REMOVED = "capability-requirement-removed" [None None Compatible]
        "A capability no longer depends on another one."
        "Nothing."
    JUDGES = "capability-credentials-changed" [None None Breaking]
        "A capability checks different credentials. An outcome passes only if all of them were checked."
        "Expect different outcomes, and check which credential you request again after a failure."
    TOGETHER = "capability-judges-together" [None None Breaking]
        "One result of a capability must name all credentials that it checks, or no longer must."
        "Expect different outcomes where the results of the capability name one credential each."
    PASSES_WITH = "capability-passes-with-changed" [None None Breaking]
        "The values of a field that agree with a pass of a capability changed. Beside a pass, other values make an outcome undecided."
        "Expect different outcomes where results have the field."
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
        "A label of decisions was renamed: the old one is gone, and the new one takes its place in most of what named it."
        "Replace the old label with the new one. Until then, treat the new one as unknown."
    RESULT = "capability-result-changed" [Breaking None None]
        "The result of a capability has a different type."
        "Read the result as its new type."
    ADVICE = "advice-changed" [None None Compatible]
        "The advice for a label changed: what to do, or who can do it."
        "Check what you show to end users and operators for this label."
}
