//! Updates the changelog: adds a section for the released version.

use anyhow::{Result, bail};
use verispec_codegen::diff::Version;
use verispec_codegen::endings::{lf, like};

const HEADING: &str = "## [Unreleased]\n";

/// The initial changelog of a spec.
const NEW: &str = "# Changelog\n\n## [Unreleased]\n";

/// Returns the changelog with an entry for a version, which includes the unreleased entries.
pub(super) fn with_entry(changelog: Option<&str>, version: &Version, entry: &str) -> Result<String> {
    let written = changelog.unwrap_or(NEW);
    let changelog = lf(written);
    if changelog.contains(&format!("\n## [{version}]")) {
        bail!(
            "CHANGELOG.md has an entry for {version} already; raise package.version in spec/provider.yaml, or remove the entry"
        );
    }
    // The last line of a file may lack a line break.
    let changelog = if changelog.ends_with('\n') { changelog } else { (changelog.into_owned() + "\n").into() };
    let Some((before, after)) = changelog.split_once(HEADING) else {
        bail!("CHANGELOG.md has no heading `{}`; add it above the entry of the newest version", HEADING.trim_end());
    };
    let text = format!("{before}{HEADING}\n{}\n\n{}", entry.trim_end(), after.trim_start());
    Ok(like(&(text.trim_end().to_owned() + "\n"), written).into_owned())
}
