//! `cargo xtask vendor --verify`: verifies a copy without a spec and without a network.

use anyhow::{Context, Result, bail};
use verispec_codegen::endings::lf_bytes;

use super::checksums::{Checksums, NAME};
use super::{Options, version_in};
use crate::digest::sum;
use crate::disk::Folder;
use crate::tree::Tree;
use crate::{Console, Outcome, shown, sync};

/// The manifest keys that keep cargo from building unlisted files.
const CLOSED: [&str; 5] =
    ["build = false", "autobins = false", "autoexamples = false", "autotests = false", "autobenches = false"];

/// Lists every file that differs from the checksums of the copy. Also prints the checksum of `CHECKSUMS` itself:
/// without it, an edit of both the copy and its checksums could only be detected with the spec.
pub(super) fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let dir = &options.dir;
    let folder = Folder::open(dir).map_err(|refusal| refusal.or("pass the folder of a copy"))?;
    let Some(text) = folder.own_text_if_there(NAME)? else {
        bail!(
            "{} has no {NAME}, so it was not made by `cargo xtask vendor`; copy the crate with that command",
            shown(dir)
        );
    };
    let recorded = Checksums::parse(&text).with_context(|| shown(dir))?;
    let mut found: Vec<(&str, String)> = Vec::new();
    for (path, wanted) in &recorded.0 {
        match folder.own(path) {
            Ok(bytes) if sum(&lf_bytes(&bytes)) == *wanted => {}
            Ok(_) => found.push(("edited", path.clone())),
            Err(refusal) if refusal.is_missing() => found.push(("missing", path.clone())),
            Err(refusal) => return Err(refusal.into()),
        }
    }
    let manifest = folder.own_text_if_there("Cargo.toml")?.unwrap_or_default();
    if !recorded.0.contains_key("Cargo.toml") {
        found.push(("unlisted", "Cargo.toml".to_owned()));
    }
    let open: Vec<&str> = CLOSED.into_iter().filter(|line| !manifest.lines().any(|has| has == *line)).collect();
    // Comparing paths is enough here, because the contents have already been compared.
    let tree = Tree::marked(NAME, recorded.0.keys().map(|path| (path.clone(), String::new())))?;
    found.extend(sync::others(folder, &tree)?.into_iter().map(|path| ("foreign", path)));
    found.sort_by(|a, b| a.1.cmp(&b.1));
    for (kind, path) in &found {
        writeln!(console.out, "{kind:<8} {}", shown(&dir.join(path)))?;
    }
    for line in &open {
        writeln!(console.out, "open     {} lacks `{line}`", shown(&dir.join("Cargo.toml")))?;
    }
    if !found.is_empty() || !open.is_empty() {
        writeln!(console.out, "the copy was changed; restore the folder, or copy the crate again")?;
        return Ok(Outcome::Findings);
    }
    writeln!(
        console.out,
        "{}: version {}, {} files that match {NAME}, and no others\nnot compared with a spec; the SHA-256 of {NAME} is {}",
        shown(dir),
        version_in(&manifest).unwrap_or("not known"),
        recorded.0.len(),
        sum(&lf_bytes(text.as_bytes()))
    )?;
    Ok(Outcome::Fine)
}
