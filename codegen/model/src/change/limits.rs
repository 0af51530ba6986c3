//! Kinds of change to the limits of payload values, such as tighter or looser limits.

use super::kinds_of;

kinds_of! { Payloads:
    TIGHTENED = "limit-tightened" [Breaking None None]
        "A request accepts fewer values."
        "Keep what you send within the new limit."
    LOOSENED = "limit-loosened" [Compatible None None]
        "A request accepts more values."
        "Nothing."
    RESPONSE = "response-limit-changed" [Compatible None Compatible]
        "Values in a response have different limits."
        "Make sure that your code can read and store such values."
    FORMAT = "format-changed" [Breaking Breaking None]
        "A string has a different format."
        "Write the string in the new format, and use its new Rust type."
    HOST_REMOVED = "url-host-removed" [None None Breaking]
        "A URL in a response may point to fewer hosts. `validate` reports an error for the others."
        "Handle the error, and check the URLs that you have stored."
    HOST_ADDED = "url-host-added" [None None Compatible]
        "A URL in a response may point to more hosts."
        "Allow the new hosts in firewalls if you follow the URL."
    SHELTER = "sheltering-changed" [None Breaking None]
        "A value is wrapped as secret or personal data, or no longer is."
        "Unwrap the value where you use it, or stop unwrapping it."
}
