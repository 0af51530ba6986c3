//! Kinds of change to lifetimes, polling, the states of an execution, and the web redirect.

use super::kinds_of;

kinds_of! { Timing:
    LIFETIME_ADDED = "lifetime-added" [None Compatible Compatible]
        "A lifetime was added."
        "Nothing. You can rely on it."
    LIFETIME_REMOVED = "lifetime-removed" [None Breaking Breaking]
        "A lifetime was removed."
        "Stop relying on its constants."
    LIFETIME_CHANGED = "lifetime-changed" [None Breaking Breaking]
        "A lifetime, or its allowed range, is shorter or longer."
        "Check your own timers and the lifetimes that you request."
    LIFETIME_RENEWED = "lifetime-renewal-changed" [None None Breaking]
        "A lifetime now restarts with every action, or no longer does."
        "Check your own timers."
    POLLING = "polling-changed" [None None Compatible]
        "The polling schedule changed."
        "Nothing if you use the schedule of the crate. Otherwise, update your own."
    STATE_ADDED = "state-added" [Compatible Compatible Compatible]
        "An execution can be in a new state."
        "Handle the state; until you do, treat it as unknown."
    STATE_REMOVED = "state-removed" [Breaking Breaking Breaking]
        "An execution can no longer be in a state."
        "Remove the code that handles it."
    TRANSITIONS = "state-transitions-changed" [None None Breaking]
        "A state can be followed by different states."
        "Check how you handle the state, especially whether it is final."
    RESULT_OF_STATE = "state-result-changed" [None None Breaking]
        "A state now has a result, or no longer has one."
        "Fetch results only in states that have one. Outcomes in other states are undecided."
    ERROR_CODE_ADDED = "error-code-added" [Compatible Compatible Compatible]
        "End users can return with a new error code."
        "Handle the code; until you do, treat it as unknown."
    ERROR_CODE_REMOVED = "error-code-removed" [Breaking Breaking Breaking]
        "End users no longer return with an error code."
        "Remove the code that handles it."
    REDIRECT = "redirect-changed" [Breaking None Breaking]
        "End users return with different query parameters, or are no longer redirected."
        "Update the code that reads the parameters."
}
