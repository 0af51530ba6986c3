//! Kinds of change to the provider: regions with their hosts, channels, headers, errors, authorization methods, and the
//! crate itself.

use super::kinds_of;

kinds_of! { Provider:
    PACKAGE = "package-renamed" [None Breaking None]
        "The generated crate was renamed."
        "Depend on the crate under its new name."
    RUST_VERSION = "rust-version-changed" [None Compatible None]
        "The generated crate has a different minimum Rust version."
        "Check that your toolchain is new enough."
    REGION_ADDED = "region-added" [Compatible Compatible Compatible]
        "A region was added."
        "Nothing. You can start using it."
    REGION_REMOVED = "region-removed" [Breaking Breaking Breaking]
        "A region was removed."
        "Move to another region."
    HOST = "host-changed" [Breaking None Breaking]
        "A service of a region has a different host."
        "Update the crate, and allow the new host in firewalls."
    SERVICE_ADDED = "service-added" [Compatible None Compatible]
        "A service was added."
        "Nothing."
    SERVICE_REMOVED = "service-removed" [Breaking None Breaking]
        "A service was removed."
        "Stop calling it."
    CALLBACK_HOST = "callback-host-changed" [None None Breaking]
        "Callbacks of a region come from a different host."
        "Allow the new host wherever you check the sender."
    CALLBACK_ADDED = "callback-address-added" [None None Breaking]
        "Callbacks of a region can come from a new IP address."
        "Allow the address wherever you check the sender."
    CALLBACK_REMOVED = "callback-address-removed" [None None Breaking]
        "Callbacks of a region no longer come from an IP address. Programs that allow only the crate's addresses reject callbacks that still come from it."
        "Update once callbacks no longer come from the address, and stop allowing it."
    CHANNEL_ADDED = "channel-added" [Compatible Compatible Compatible]
        "A channel was added. Workflows that offer it are reported separately."
        "Nothing."
    CHANNEL_REMOVED = "channel-removed" [Breaking Breaking Breaking]
        "A channel was removed."
        "Use another channel."
    CHANNEL_RENAMED = "channel-renamed" [Breaking Breaking None]
        "A channel was renamed: the old name no longer exists, and most references to it now use the new one. Further changes are reported separately."
        "Replace the old channel with the new one."
    UPLOAD_CHANNEL = "upload-channel-changed" [None None Breaking]
        "Parts are uploaded over a different channel."
        "Request credentials over that channel where you upload."
    HEADER_ADDED = "header-required" [Breaking None Breaking]
        "Every request requires a new header."
        "Send the header."
    HEADER_REMOVED = "header-no-longer-required" [Compatible None Compatible]
        "Requests no longer require a header."
        "Nothing. You can stop sending it."
    ERROR_ADDED = "error-status-added" [Compatible None Compatible]
        "The provider can return a new error status."
        "Handle the status."
    ERROR_REMOVED = "error-status-removed" [Compatible None Compatible]
        "The provider no longer returns an error status."
        "Nothing."
    SCHEME = "auth-scheme-changed" [Breaking None Breaking]
        "An authorization method has a different HTTP scheme."
        "Send the credentials with the new scheme."
}
