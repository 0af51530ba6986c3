//! Kinds of change to workflows: additions and removals, offered channels and operations, and requirements.

use super::kinds_of;

kinds_of! { Workflows:
    ADDED = "workflow-added" [Compatible Compatible Compatible]
        "A workflow was added."
        "Nothing. You can start using it."
    REMOVED = "workflow-removed" [Breaking Breaking Breaking]
        "A workflow was removed. Its key is rejected, and the crate no longer has its module and feature."
        "Switch to another workflow before you update."
    RENAMED = "workflow-renamed" [None Breaking None]
        "A workflow was renamed in the crate and keeps its key."
        "Replace the old names of its module and feature with the new ones."
    KEY_CHANGED = "workflow-key-changed" [Breaking None None]
        "A workflow has a different key."
        "Update the crate before you start the workflow again, and replace the key wherever you use or store it."
    CHANNEL_OFFERED = "channel-offered" [None None Compatible]
        "A workflow can be run over a new channel."
        "Nothing. You can start using the channel."
    CHANNEL_WITHDRAWN = "channel-withdrawn" [None None Breaking]
        "A workflow can no longer be run over a channel."
        "Use one of the remaining channels."
    CREDENTIAL_REQUIRED = "credential-required" [None None Breaking]
        "A workflow now requires a credential category."
        "Make sure that every execution acquires it."
    CREDENTIAL_NOT_REQUIRED = "credential-no-longer-required" [None None Compatible]
        "A workflow no longer requires a credential category."
        "Nothing. You can stop requesting it."
    CREDENTIAL_STORED = "credential-stored" [None None Compatible]
        "A workflow now stores a credential category."
        "Nothing. Update your consent texts if they name what is stored."
    CREDENTIAL_NOT_STORED = "credential-no-longer-stored" [None None Breaking]
        "A workflow no longer stores a credential category."
        "Use another workflow to store it if later workflows need it on file."
    PREREQUISITE_REQUIRED = "prerequisite-required" [None None Breaking]
        "A workflow has a new prerequisite."
        "Meet the prerequisite before you run the workflow."
    PREREQUISITE_NOT_REQUIRED = "prerequisite-no-longer-required" [None None Compatible]
        "A workflow no longer has a prerequisite."
        "Nothing."
    CAPABILITY_RUN = "capability-run" [Compatible None Compatible]
        "A workflow now runs a capability."
        "Expect its results, and executions that are rejected because of it."
    CAPABILITY_NOT_RUN = "capability-no-longer-run" [Breaking None Breaking]
        "A workflow no longer runs a capability."
        "Stop using its results."
    CAPABILITIES_REORDERED = "capabilities-reordered" [None None Breaking]
        "A workflow runs its capabilities in a different order."
        "Check what you infer if a capability did not run."
    CAPABILITY_RUNS_WHEN = "capability-runs-when" [None None Breaking]
        "A workflow runs a capability under a different condition: always, if enabled for the account, or if applicable."
        "List the enabled capabilities in the context, and expect different outcomes where a result is missing."
    VARIANT_OFFERED = "variant-offered" [Compatible None Compatible]
        "A request can select a new set of credentials."
        "Nothing. You can start using the set."
    VARIANT_WITHDRAWN = "variant-withdrawn" [Breaking None Breaking]
        "A request can no longer select a set of credentials."
        "Select another set."
    DEFAULT_VARIANT = "default-variant-changed" [None None Breaking]
        "A request that does not list any credentials gets a different set."
        "List the credentials in the request if you rely on the old default."
    OPERATION_OFFERED = "workflow-operation-offered" [Compatible None Compatible]
        "A workflow supports a new operation."
        "Nothing. You can start using the operation."
    OPERATION_WITHDRAWN = "workflow-operation-withdrawn" [Breaking None Breaking]
        "A workflow no longer supports an operation."
        "Use another operation of the workflow."
}
