//! Lifetimes, polling, the states of an execution, and the web redirect.

use super::kinds_of;

kinds_of! { Timing:
    LIFETIME_ADDED = "lifetime-added" [None Compatible Compatible]
        "How long something lives is known that was not known before."
        "Nothing; plan with it."
    LIFETIME_REMOVED = "lifetime-removed" [None Breaking Breaking]
        "How long something lives is not known any more."
        "Stop relying on its constants."
    LIFETIME_CHANGED = "lifetime-changed" [None Breaking Breaking]
        "Something lives shorter or longer, or can be asked to."
        "Check your own timers and what you ask for."
    LIFETIME_RENEWED = "lifetime-renewal-changed" [None None Breaking]
        "Whether every action starts a lifetime anew has changed."
        "Check your own timers."
    POLLING = "polling-changed" [None None Compatible]
        "Results are to be asked for at other times."
        "Nothing if you use the crate's schedule; adapt your own otherwise."
    STATE_ADDED = "state-added" [Compatible Compatible Compatible]
        "An execution can be in one more state."
        "Handle the state; until you do, treat it as unknown."
    STATE_REMOVED = "state-removed" [Breaking Breaking Breaking]
        "An execution is never in a state any more."
        "Remove what you do for it."
    TRANSITIONS = "state-transitions-changed" [None None Breaking]
        "Other states can follow a state."
        "Check what you do when an execution enters the state, above all whether it is final."
    RESULT_OF_STATE = "state-result-changed" [None None Breaking]
        "There is a result in a state in which there was none, or none in one in which there was."
        "Fetch results in the states that have one. Outcomes of the others are undecided."
    ERROR_CODE_ADDED = "error-code-added" [Compatible Compatible Compatible]
        "End users can come back with one more error code."
        "Handle the code; until you do, treat it as unknown."
    ERROR_CODE_REMOVED = "error-code-removed" [Breaking Breaking Breaking]
        "End users no longer come back with an error code."
        "Remove what you do for it."
    REDIRECT = "redirect-changed" [Breaking None Breaking]
        "End users come back with other parameters, or are no longer sent back."
        "Read the parameters anew."
}
