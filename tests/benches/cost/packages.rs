//! Creates the workspace to compile: the code of each contestant, and a program that uses it.

use std::fs;
use std::path::{Path, PathBuf};

use verispec_tests::folder;

use super::client;

/// A package with payload types, and the program that uses them.
#[derive(Clone, Copy)]
pub(crate) struct Contestant {
    pub(crate) name: &'static str,
    pub(crate) package: &'static str,
    pub(crate) program: &'static str,
}

/// The generated crate.
pub(crate) const OURS: Contestant = Contestant { name: "ours", package: "jumio-workflows", program: "uses-ours" };

pub(crate) const PLAIN: Contestant =
    Contestant { name: "plain typify, no builders", package: "plain", program: "uses-plain" };

/// The models of openapi-generator's client.
pub(crate) const CLIENT: Contestant =
    Contestant { name: "openapi-generator, models", package: "client", program: "uses-client" };

/// The workspace that contains all packages.
pub(crate) struct Packages(PathBuf);

impl Packages {
    /// Writes all packages again, but keeps compiled artifacts.
    pub(crate) fn write(types: &str, models: &[(String, String)]) -> Self {
        let packages = Self(folder::workspace("target/cost"));
        let write = |path: &str, text: &str| {
            let path = packages.0.join(path);
            fs::create_dir_all(path.parent().expect("the path should have a parent folder"))
                .expect("creating the folder of a package should succeed");
            fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        };
        let there = if models.is_empty() { &[OURS, PLAIN][..] } else { &[OURS, PLAIN, CLIENT] };
        let members: Vec<_> = there.iter().flat_map(|contestant| [contestant.package, contestant.program]).collect();
        write("Cargo.toml", &format!("[workspace]\nresolver = \"2\"\nmembers = {members:?}\n"));
        write("Cargo.lock", &folder::text(&folder::workspace("Cargo.lock")));
        let generated = folder::workspace("generated/jumio-workflows");
        for ending in [".rs", ".toml", ".md"] {
            for file in folder::files(&generated, ending) {
                let path = file
                    .strip_prefix(&generated)
                    .expect("the file should be in the folder of the generated crate")
                    .display()
                    .to_string();
                write(&format!("{}/{path}", OURS.package), &folder::text(&file));
            }
        }
        write("plain/Cargo.toml", &manifest(PLAIN.package, "serde = { version = \"1\", features = [\"derive\"] }"));
        write("plain/src/lib.rs", types);
        let uses = |own: &str| format!("{own} = {{ path = \"../{own}\" }}");
        write("uses-ours/Cargo.toml", &manifest("uses-ours", &uses(OURS.package)));
        write("uses-ours/src/main.rs", include_str!("programs/ours.rs"));
        write("uses-plain/Cargo.toml", &manifest("uses-plain", &uses(PLAIN.package)));
        write("uses-plain/src/main.rs", include_str!("programs/plain.rs"));
        if !models.is_empty() {
            write("client/Cargo.toml", &manifest(CLIENT.package, client::DEPENDENCIES));
            for (path, text) in models {
                write(&format!("client/src/{path}"), text);
            }
            write("uses-client/Cargo.toml", &manifest("uses-client", &uses(CLIENT.package)));
            write("uses-client/src/main.rs", include_str!("programs/client.rs"));
        }
        packages
    }

    pub(crate) fn root(&self) -> &Path {
        &self.0
    }

    /// Updates a file's modification time, which makes cargo compile the package again.
    pub(crate) fn touch(&self, package: &str) {
        for name in ["src/lib.rs", "src/main.rs"] {
            let path = self.0.join(package).join(name);
            if path.exists() {
                let text = folder::text(&path);
                fs::write(&path, text).expect("the package's file should be writable");
            }
        }
    }

    /// Removes the compiled artifacts.
    pub(crate) fn forget(&self) {
        let target = self.0.join("target");
        if target.exists() {
            fs::remove_dir_all(&target).expect("removing the target folder of the packages should succeed");
        }
    }

    /// Returns the source of the generated crate's payload types as one string.
    pub(crate) fn payloads(&self) -> String {
        let files = folder::files(&self.0.join(OURS.package).join("src/payloads"), ".rs");
        files.iter().map(|file| folder::text(file)).collect()
    }
}

/// Counts the lines of code, without blank lines and documentation.
pub(crate) fn lines(text: &str) -> usize {
    let is_code = |line: &&str| !line.is_empty() && !line.starts_with("//");
    text.lines().map(str::trim).filter(is_code).count()
}

fn manifest(name: &str, dependencies: &str) -> String {
    let all = format!("{dependencies}\nserde_json = \"1\"");
    format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{all}\n")
}
