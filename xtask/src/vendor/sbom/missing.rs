//! Rejects copies in a build without the feature `sbom`.

use anyhow::{Result, bail};

use super::super::provenance::{Maker, Provenance};

const MISSING: &str = "this build of xtask does not support bills of materials; run the command through `cargo xtask`, \
                       or build xtask with its feature `sbom`";

/// Fails: a copy without its bill of materials would not be complete.
pub(in crate::vendor) fn written(_: &Provenance<'_>, _: &str) -> Result<String> {
    bail!(MISSING)
}

/// Fails, so that a recorded generator is never taken for a missing one.
pub(in crate::vendor) fn recorded(_: &str) -> Result<Option<Maker>> {
    bail!(MISSING)
}
