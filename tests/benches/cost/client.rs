//! Creates a package from the Rust client that openapi-generator generates for the same payloads.
//!
//! The package contains only the models. The HTTP client has no counterpart in the generated crate, and its
//! dependencies are the most expensive to compile.

use std::path::{Path, PathBuf};

use verispec_tests::folder;

/// The environment variable that contains the path of the client. If it is not set, this contestant is omitted.
pub(crate) const VARIABLE: &str = "VERISPEC_RUST_CLIENT";

/// The dependencies of the client that its models need.
pub(crate) const DEPENDENCIES: &str = "serde = { version = \"1\", features = [\"derive\"] }\nchrono = { version = \"0.4\", features = [\"serde\"] }\n\
     serde_with = { version = \"3.8\", default-features = false, features = [\"base64\", \"std\", \"macros\"] }";

/// Returns the folder of the client. A relative path starts at the root of the workspace.
pub(crate) fn folder() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(|path| folder::workspace(".").join(path))
}

/// Returns the path, relative to `src/`, and the contents of each source file.
pub(crate) fn sources(client: &Path) -> Vec<(String, String)> {
    let models = client.join("src/models");
    let files = if models.is_dir() { folder::files(&models, ".rs") } else { Vec::new() };
    assert!(
        !files.is_empty(),
        "{VARIABLE}: there are no models in {}. Run `cargo xtask standards --install --clients` to generate them in target/standards/clients/rust.",
        models.display()
    );
    let below = |file: &Path| {
        file.strip_prefix(&models).expect("the file should be in the folder of the models").display().to_string()
    };
    let models = files.iter().map(|file| (format!("models/{}", below(file)), folder::text(file)));
    std::iter::once(("lib.rs".to_owned(), "#![allow(unused_imports)]\npub mod models;\n".to_owned()))
        .chain(models)
        .collect()
}
