//! Describes the provenance of a copy in a section of its README.

use std::fmt::{Display, Formatter};

use super::checksums::NAME;
use super::sbom::SBOM;
use crate::generator::Generator;

/// The facts about the provenance of a copy.
pub(super) struct Provenance<'a> {
    pub(super) name: &'a str,
    pub(super) version: &'a str,
    pub(super) license: &'a str,
    /// The checksum of the spec.
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
pub(super) const NOT_KNOWN: &str = "not known; the crate was checked in with the spec";

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
             This folder was written by `cargo xtask vendor` of Verispec and is replaced by it; files that were edited by hand \
             are found by their checksums in `{NAME}` and kept. `{SBOM}` says the same for programs, as CycloneDX.\n\n\
             | | |\n|---|---|\n\
             | Crate and spec version | {name} {version} |\n\
             | SHA-256 of the spec | `{spec}` |\n\
             {revision}\
             | Licence | {license}; see `LICENSE-APACHE` and `LICENSE-MIT` |\n\
             | Generator | {} |\n",
            self.maker
        )
    }
}
