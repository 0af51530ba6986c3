//! Kinds of change to the slots of a workflow: the credentials of an execution, their origin, and their uploads.

use super::kinds_of;

kinds_of! { Workflows:
    ADDED = "slot-added" [Compatible None Breaking]
        "An execution has a new credential."
        "Acquire the credential in every execution."
    REMOVED = "slot-removed" [Breaking None Breaking]
        "An execution no longer has a credential."
        "Remove the credential from requests, and stop uploading it."
    ORIGIN = "slot-origin-changed" [Breaking None Breaking]
        "A credential of an execution has a different origin."
        "Provide the credential in the new way."
    CHANNEL_OFFERED = "slot-channel-offered" [Compatible None Compatible]
        "A credential can be acquired over a new channel."
        "Nothing. You can start using the channel."
    CHANNEL_WITHDRAWN = "slot-channel-withdrawn" [Breaking None Breaking]
        "A credential can no longer be acquired over a channel."
        "Acquire it over one of the remaining channels."
    PART_ADDED = "slot-part-offered" [Compatible None Breaking]
        "A new part of a credential is uploaded."
        "Also upload the part."
    PART_REMOVED = "slot-part-withdrawn" [Breaking None Breaking]
        "A part of a credential can no longer be uploaded."
        "Stop uploading it."
    REORDERED = "slots-reordered" [None None Compatible]
        "A response lists the credentials of an execution in a different order."
        "Find credentials by their category instead of their position."
}
