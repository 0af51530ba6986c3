//! The provider: regions with their hosts, channels, headers, errors, ways to authorise, and the crate itself.

use super::kinds_of;

kinds_of! { Provider:
    PACKAGE = "package-renamed" [None Breaking None]
        "The generated crate has another name."
        "Depend on the crate by its new name."
    RUST_VERSION = "rust-version-changed" [None Compatible None]
        "The generated crate compiles with another oldest version of Rust."
        "Check that your toolchain is as new."
    REGION_ADDED = "region-added" [Compatible Compatible Compatible]
        "There is one more region."
        "Nothing; use it if it serves you."
    REGION_REMOVED = "region-removed" [Breaking Breaking Breaking]
        "A region is gone."
        "Move to another region."
    HOST = "host-changed" [Breaking None Breaking]
        "A service of a region is reached at another host."
        "Update the crate, and open the new host in firewalls."
    SERVICE_ADDED = "service-added" [Compatible None Compatible]
        "There is one more service."
        "Nothing."
    SERVICE_REMOVED = "service-removed" [Breaking None Breaking]
        "A service is gone."
        "Stop calling it."
    CALLBACK_HOST = "callback-host-changed" [None None Breaking]
        "Callbacks of a region come from another host."
        "Let the new host in wherever you check who calls."
    CALLBACK_ADDED = "callback-address-added" [None None Breaking]
        "Callbacks of a region can come from one more address."
        "Let the address in wherever you check who calls."
    CALLBACK_REMOVED = "callback-address-removed" [None None Compatible]
        "Callbacks of a region no longer come from an address."
        "Stop letting the address in."
    CHANNEL_ADDED = "channel-added" [Compatible Compatible Compatible]
        "There is one more channel; workflows that offer it are told apart."
        "Nothing."
    CHANNEL_REMOVED = "channel-removed" [Breaking Breaking Breaking]
        "A channel is gone."
        "Use another channel."
    UPLOAD_CHANNEL = "upload-channel-changed" [None None Breaking]
        "Parts are uploaded over another channel."
        "Ask for credentials over that channel where you upload."
    HEADER_ADDED = "header-required" [Breaking None Breaking]
        "Every request has to carry one more header."
        "Send the header."
    HEADER_REMOVED = "header-no-longer-required" [Compatible None Compatible]
        "Requests do not have to carry a header any more."
        "Nothing; stop sending it if you like."
    ERROR_ADDED = "error-status-added" [Compatible None Compatible]
        "The provider can answer with one more error status."
        "Handle the status."
    ERROR_REMOVED = "error-status-removed" [Compatible None Compatible]
        "The provider no longer answers with an error status."
        "Nothing."
    SCHEME = "auth-scheme-changed" [Breaking None Breaking]
        "A way to authorise requests has another HTTP scheme."
        "Send the credentials by the new scheme."
}
