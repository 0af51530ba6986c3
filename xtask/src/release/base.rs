//! Finds the previous release: the newest tagged release that the current commit contains.

use anyhow::{Result, bail};
use verispec_codegen::diff::{Bump, Version};

use super::Earlier;
use crate::revision::Repository;

/// Returns the newest release that HEAD contains; `None` before the first release.
///
/// A hotfix follows the release that it was branched from, regardless of newer releases elsewhere. After it is merged,
/// HEAD contains both releases, and the next version has to be higher than both.
pub(super) fn last_release(repository: &Repository) -> Result<Option<String>> {
    if repository.git(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).is_err() {
        bail!("the repository has no commit; commit the spec first");
    }
    let tags = repository.git(&["tag", "--merged", "HEAD", "--list", "v[0-9]*"])?;
    Ok(versions(&tags).max().map(|(_, tag)| tag))
}

/// Returns the tags of releases, with their versions.
fn versions(tags: &[u8]) -> impl Iterator<Item = (Version, String)> {
    let tags: Vec<String> = String::from_utf8_lossy(tags).lines().map(str::to_owned).collect();
    tags.into_iter().filter_map(|tag| Some((Version::parse(tag.strip_prefix('v')?).ok()?, tag)))
}

/// Rejects a clone without tags, because it would release a later version as if it were the first.
pub(super) fn refuse_missing_tags(changelog: &str) -> Result<()> {
    let headings = changelog.lines().filter_map(|line| line.strip_prefix("## [")?.split_once(']'));
    match headings.map(|(name, _)| name).find(|name| Version::parse(name).is_ok()) {
        None => Ok(()),
        Some(earlier) => bail!(
            "CHANGELOG.md has the release {earlier}, but no tag such as v{earlier} is an ancestor of HEAD; fetch the tags with `git fetch --tags`, or pass the last release with --from TAG|FOLDER. If no release was ever tagged, add --first"
        ),
    }
}

/// Rejects a version that was already released on any branch.
pub(super) fn refuse_existing(repository: &Repository, version: &Version, follows: Option<&Earlier>) -> Result<()> {
    let tag = format!("v{version}");
    if repository.git(&["rev-parse", "--verify", "--quiet", &format!("refs/tags/{tag}")]).is_err() {
        return Ok(());
    }
    let Some(Earlier { from, bump, .. }) = follows else {
        bail!(
            "{tag} exists, and HEAD does not contain it; check out a commit that does, or raise package.version in provider.yaml"
        );
    };
    let way_out = match bump {
        Bump::Breaking => format!(
            "No version between {from} and {tag} can carry breaking changes. Merge {tag} and release from there, or undo the breaking changes that `cargo xtask diff {from} HEAD` lists"
        ),
        _ => format!(
            "Merge {tag} and release from there, or raise package.version in provider.yaml to a version without a tag"
        ),
    };
    bail!("the next version after {from} is {version}, but {tag} exists, and HEAD does not contain it. {way_out}")
}
