//! Computes the version that changes require, according to cargo's interpretation of semantic versioning.

pub use semver::Version;
use semver::{BuildMetadata, Prerelease};

use super::change::Change;
use verispec_model::change::Effect;

/// The kind of release that changes require.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// There are no changes.
    None,
    /// Only readers of the docs notice the changes.
    Docs,
    /// Existing uses of the crate and the API still work.
    Compatible,
    /// Existing uses may stop working for at least one audience.
    Breaking,
}

impl Bump {
    /// Returns the kind of release for these changes.
    pub fn of<'c>(changes: impl IntoIterator<Item = &'c Change>) -> Self {
        let bump = |change: &Change| match change.effect() {
            Effect::None => Bump::Docs,
            Effect::Compatible => Bump::Compatible,
            Effect::Breaking => Bump::Breaking,
        };
        changes.into_iter().map(bump).max().unwrap_or(Bump::None)
    }

    /// Returns the name of the kind of release.
    pub fn word(self) -> &'static str {
        match self {
            Bump::None => "none",
            Bump::Docs => "docs",
            Bump::Compatible => "compatible",
            Bump::Breaking => "breaking",
        }
    }

    /// Returns the lowest version that may follow this one. Below 1.0.0, cargo treats the first non-zero number as the
    /// breaking one, and the number after it as the one for additions.
    pub fn after(self, version: &Version) -> Version {
        let Version { major, minor, patch, .. } = *version;
        let is_preview = !version.pre.is_empty();
        let (major, minor, patch) = match (self, major, minor) {
            (Bump::None, ..) => return version.clone(),
            // A prerelease does not promise compatibility, and the release of the same version may follow it.
            _ if is_preview => (major, minor, patch),
            (Bump::Breaking, 0, 0) => (0, 0, patch + 1),
            (Bump::Breaking, 0, _) => (0, minor + 1, 0),
            (Bump::Breaking, ..) => (major + 1, 0, 0),
            (Bump::Compatible, 1.., _) => (major, minor + 1, 0),
            _ => (major, minor, patch + 1),
        };
        Version { major, minor, patch, pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bump, Version};

    fn after(bump: Bump, version: &str) -> String {
        bump.after(&Version::parse(version).expect("a version")).to_string()
    }

    #[test]
    fn versions_follow_as_cargo_reads_them() {
        assert_eq!(after(Bump::Breaking, "3.1.4"), "4.0.0");
        assert_eq!(after(Bump::Compatible, "3.1.4"), "3.2.0");
        assert_eq!(after(Bump::Docs, "3.1.4"), "3.1.5");
        assert_eq!(after(Bump::None, "3.1.4"), "3.1.4");
        assert_eq!(after(Bump::Breaking, "0.3.1"), "0.4.0");
        assert_eq!(after(Bump::Compatible, "0.3.1"), "0.3.2");
        assert_eq!(after(Bump::Breaking, "0.0.7"), "0.0.8");
        assert_eq!(after(Bump::Breaking, "2.0.0-rc.1"), "2.0.0");
    }
}
