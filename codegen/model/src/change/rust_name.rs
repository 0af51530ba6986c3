//! Names in Rust: which types, fields and values programs have to call otherwise, though their words are the same.

use super::kinds_of;

kinds_of! { Payloads:
    RUST_NAME = "rust-name-changed" [None Breaking None]
        "A type, a field or a value of an enumeration has another name in Rust; its word on the wire is the same."
        "Replace the old name by the new one."
}
