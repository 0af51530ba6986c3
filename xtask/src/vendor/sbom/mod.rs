//! The bill of materials of a copy.
//!
//! The CycloneDX library is a tenth of what a cold build compiles, and only copies need it. The feature `sbom` is on by
//! default; `cargo xtask` switches it off for all commands that do not write copies.

#[cfg(feature = "sbom")]
mod cyclonedx;
#[cfg(not(feature = "sbom"))]
mod missing;

#[cfg(feature = "sbom")]
pub(super) use cyclonedx::{recorded, written};
#[cfg(not(feature = "sbom"))]
pub(super) use missing::{recorded, written};
