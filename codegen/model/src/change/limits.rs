//! The limits of a payload value: which have become tighter, which looser.

use super::kinds_of;

kinds_of! { Payloads:
    TIGHTENED = "limit-tightened" [Breaking None None]
        "Fewer values are accepted in a request."
        "Keep what you send within the new limit."
    LOOSENED = "limit-loosened" [Compatible None None]
        "More values are accepted in a request."
        "Nothing."
    RESPONSE = "response-limit-changed" [Compatible None Compatible]
        "Values of a response have other limits."
        "Make sure that you can take and store such values."
    FORMAT = "format-changed" [Breaking Breaking None]
        "A text is spelled in another way."
        "Spell the text like this, and use its new type in Rust."
    HOST_REMOVED = "url-host-removed" [None None Breaking]
        "A URL of a response may lead to fewer hosts; `validate` reports an error for the others."
        "Handle the error, and check the URLs that you have stored."
    HOST_ADDED = "url-host-added" [None None Compatible]
        "A URL of a response may lead to more hosts."
        "Open the new hosts in firewalls if you follow the URL."
    SHELTER = "sheltering-changed" [None Breaking None]
        "A value is wrapped as secret or personal data, or no longer is."
        "Take the value out of its wrapper where you use it, or stop doing so."
}
