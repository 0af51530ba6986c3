//! Describes the provenance of a copy in a section of its README.

use std::fmt::{Display, Formatter};

use super::checksums::NAME;
use crate::generator::Generator;

/// The file name of the bill of materials.
pub(super) const SBOM: &str = "sbom.cdx.json";

/// The facts about the provenance of a copy.
pub(super) struct Provenance<'a> {
    pub(super) name: &'a str,
    pub(super) version: &'a str,
    pub(super) license: &'a str,
    /// The SHA-256 of the spec.
    pub(super) spec: &'a str,
    /// The revision of the spec, if it was not a folder.
    pub(super) revision: Option<&'a str>,
    pub(super) maker: &'a Maker,
}

/// The generator of the crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Maker {
    Generator(Generator),
    /// The crate was checked in with the spec, and its generator was not recorded.
    NotKnown,
}

/// How [`Maker::NotKnown`] is displayed.
pub(super) const NOT_KNOWN: &str = "unknown; the crate was checked in with the spec";

impl Display for Maker {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Generator(generator) => generator.fmt(f),
            Self::NotKnown => f.write_str(NOT_KNOWN),
        }
    }
}

impl Provenance<'_> {
    /// Renders the section of the README.
    pub(super) fn section(&self) -> String {
        let Self { name, version, license, spec, .. } = self;
        let revision =
            self.revision.map(|revision| format!("| Commit of the spec | `{revision}` |\n")).unwrap_or_default();
        format!(
            "\n## Provenance\n\n\
             `cargo xtask vendor` of Verispec wrote this folder, and replaces it on the next run. Files that were edited by hand \
             are detected by their checksums in `{NAME}` and never overwritten. `{SBOM}` states the same facts for programs, \
             as CycloneDX.\n\n\
             | | |\n|---|---|\n\
             | Crate and spec version | {name} {version} |\n\
             | SHA-256 of the spec | `{spec}` |\n\
             {revision}\
             | License | {license}; see `LICENSE-APACHE` and `LICENSE-MIT` |\n\
             | Generator | {} |\n",
            self.maker
        )
    }
}
