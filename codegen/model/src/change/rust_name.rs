//! Kinds of change to Rust names: types, fields and values whose wire name is unchanged.

use super::kinds_of;

kinds_of! { Payloads:
    RUST_NAME = "rust-name-changed" [None Breaking None]
        "A type, field or enum value has a different Rust name. Its name on the wire is unchanged."
        "Replace the old name with the new one."
}
