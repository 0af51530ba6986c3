//! Determines the version of the generator and the commit of its checkout, so that the origin of an output can be
//! traced.
//!
//! The output does not contain this information, so its bytes do not depend on the commit of the generator.

use std::fmt::{Display, Formatter};

use crate::revision::git;
use crate::root::toolkit;

/// The folders that contain the generator.
const FOLDERS: [&str; 2] = ["codegen", "xtask"];

/// A generator, identified by its version and commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Generator {
    pub(crate) version: String,
    /// The last commit that changed the generator, with a `+` if the generator has been edited since; `None` if its
    /// checkout is not a repository.
    pub(crate) commit: Option<String>,
}

impl Generator {
    /// Returns the running generator. Commits that only change other parts of its checkout are ignored.
    pub(crate) fn current() -> Self {
        Self { version: env!("CARGO_PKG_VERSION").to_owned(), commit: commit() }
    }

    /// Parses the written form; `None` if it is invalid.
    #[cfg(feature = "sbom")]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix("Verispec ")?;
        let (version, commit) = match text.split_once(", commit ") {
            Some((version, commit)) => (version, Some(commit)),
            None => (text, None),
        };
        let is_version = |text: &str| verispec_codegen::diff::Version::parse(text).is_ok();
        let is_commit = |text: &str| {
            let digits = text.strip_suffix('+').unwrap_or(text);
            matches!(digits.len(), 40 | 64) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        let sound = is_version(version) && commit.is_none_or(is_commit);
        sound.then(|| Self { version: version.to_owned(), commit: commit.map(str::to_owned) })
    }
}

impl Display for Generator {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "Verispec {}", self.version)?;
        self.commit.as_ref().map_or(Ok(()), |commit| write!(f, ", commit {commit}"))
    }
}

fn commit() -> Option<String> {
    let folder = toolkit().ok()?;
    let ask = |arguments: &[&str]| {
        let said = git(&folder, &[arguments, &["--"], &FOLDERS].concat(), b"").ok()?;
        Some(String::from_utf8_lossy(&said).trim().to_owned())
    };
    let commit = ask(&["log", "-1", "--format=%H"]).filter(|commit| !commit.is_empty())?;
    let edited = ask(&["status", "--porcelain"]).is_none_or(|changed| !changed.is_empty());
    Some(if edited { commit + "+" } else { commit })
}

#[cfg(test)]
mod tests {
    use super::Generator;

    #[test]
    fn what_is_written_is_read_back() {
        let generator = |commit: Option<String>| Generator { version: "0.1.0".to_owned(), commit };
        for commit in [None, Some("a1".repeat(20)), Some("a1".repeat(20) + "+")] {
            let written = generator(commit);
            assert_eq!(Generator::parse(&written.to_string()), Some(written));
        }
        for text in ["Verispec", "Verispec 1", "Verispec 0.1.0, commit x", "Verispec 0.1.0 | x", "Other 0.1.0"] {
            assert_eq!(Generator::parse(text), None, "{text}");
        }
    }
}
