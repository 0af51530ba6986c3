//! Workflows: which there are, and what each of them offers and needs.

use super::kinds_of;

kinds_of! { Workflows:
    ADDED = "workflow-added" [Compatible Compatible Compatible]
        "A workflow is new."
        "Nothing; use it if it serves you."
    REMOVED = "workflow-removed" [Breaking Breaking Breaking]
        "A workflow is gone: its key is refused, and its module and feature are gone from the crate."
        "Move to another workflow before you update."
    RENAMED = "workflow-renamed" [None Breaking None]
        "A workflow has another name in the crate and keeps its key."
        "Replace the old name of its module and of its feature by the new one."
    KEY_CHANGED = "workflow-key-changed" [Breaking None None]
        "A workflow is started by another key."
        "Update the crate before you start the workflow again, and replace the key wherever you wrote or stored the number."
    CHANNEL_OFFERED = "channel-offered" [None None Compatible]
        "A workflow can be run over one more channel."
        "Nothing; use the channel if it serves you."
    CHANNEL_WITHDRAWN = "channel-withdrawn" [None None Breaking]
        "A workflow can no longer be run over a channel."
        "Send end users over one of the channels that are left."
    CREDENTIAL_REQUIRED = "credential-required" [None None Breaking]
        "A workflow needs a category of credential that it did not need before."
        "Make sure that every execution acquires it."
    CREDENTIAL_NOT_REQUIRED = "credential-no-longer-required" [None None Compatible]
        "A workflow does without a category of credential that it needed before."
        "Nothing; stop asking for it if you like."
    CREDENTIAL_STORED = "credential-stored" [None None Compatible]
        "A workflow stores a category of credential that it did not store before."
        "Nothing; tell end users if your consent texts name what is stored."
    CREDENTIAL_NOT_STORED = "credential-no-longer-stored" [None None Breaking]
        "A workflow no longer stores a category of credential."
        "Have another workflow store it where later workflows take it from file."
    PREREQUISITE_REQUIRED = "prerequisite-required" [None None Breaking]
        "Something must be in place before a workflow runs that did not have to be before."
        "See to the prerequisite before you run the workflow."
    PREREQUISITE_NOT_REQUIRED = "prerequisite-no-longer-required" [None None Compatible]
        "Something no longer has to be in place before a workflow runs."
        "Nothing."
    CAPABILITY_RUN = "capability-run" [Compatible None Compatible]
        "A workflow runs one more capability."
        "Expect its results, and rejections for its reasons."
    CAPABILITY_NOT_RUN = "capability-no-longer-run" [Breaking None Breaking]
        "A workflow no longer runs a capability."
        "Do without its results."
    CAPABILITIES_REORDERED = "capabilities-reordered" [None None Breaking]
        "A workflow runs its capabilities in another order."
        "Check what you conclude from a capability that has not run."
    CAPABILITY_RUNS_WHEN = "capability-runs-when" [None None Breaking]
        "A workflow runs a capability under another condition: always, if enabled for the account, or if applicable."
        "State in the context which capabilities are enabled, and expect other outcomes where a result is missing."
    VARIANT_OFFERED = "variant-offered" [Compatible None Compatible]
        "A request can choose one more set of credentials."
        "Nothing; use the set if it serves you."
    VARIANT_WITHDRAWN = "variant-withdrawn" [Breaking None Breaking]
        "A request can no longer choose a set of credentials."
        "Choose another set."
    DEFAULT_VARIANT = "default-variant-changed" [None None Breaking]
        "A request that chooses nothing gets another set of credentials."
        "Name the credentials in the request if you rely on the old default."
    OPERATION_OFFERED = "workflow-operation-offered" [Compatible None Compatible]
        "A workflow can be used by one more operation."
        "Nothing; use the operation if it serves you."
    OPERATION_WITHDRAWN = "workflow-operation-withdrawn" [Breaking None Breaking]
        "A workflow can no longer be used by an operation."
        "Use another operation of the workflow."
}
