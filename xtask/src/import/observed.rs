//! `cargo xtask import --observed`: proposes changes to the spec based on shapes of received payloads.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use verispec_codegen::import::{self, Observed};
use verispec_codegen::shapes::{AnswerShape, Shapes};
use verispec_codegen::source::SourceMap;

use super::report::{self, count, differences};
use super::{Options, patch};
use crate::{Console, Outcome, disk, read, shown, spec};

/// Proposes a patch for the spec from shapes.
pub(super) fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let shapes = merged(&options.observed)?;
    let folder = spec::folder(options.spec.as_deref())?;
    let sources = read::read(&folder)?;
    let Some(model) = spec::sound(&sources, console)? else {
        bail!("the spec to compare with has errors; fix them first");
    };
    let observed = import::observed(&sources, &model, &shapes);
    let patch = patch(&folder, &observed.changed);
    match &options.patch {
        Some(file) => disk::write_file(file, patch.as_bytes())?,
        None => write!(console.out, "{patch}")?,
    }
    let to = if options.patch.is_some() { &mut *console.out } else { &mut *console.err };
    told(options, &folder, &observed, to)?;
    let broken = broken(&folder, &sources, &observed, to)?;
    let differs = observed.differences.iter().any(|difference| difference.decided.is_empty());
    let is_fine = !differs && !broken && observed.open == 0 && observed.unread.is_empty();
    Ok(if is_fine { Outcome::Fine } else { Outcome::Findings })
}

/// Merges the shapes of all files, as if all their payloads had been observed in one run.
fn merged(files: &[PathBuf]) -> Result<Shapes> {
    let mut merged = Shapes::default();
    for file in files {
        let bytes =
            disk::read_file(file).map_err(|refusal| refusal.or("pass a file that the command `observe` wrote"))?;
        let Ok(text) = String::from_utf8(bytes) else { bail!("{}: not valid UTF-8", shown(file)) };
        match Shapes::from_json(&text) {
            Ok(shapes) => merged.merge(shapes),
            Err(reason) => bail!("{}: {reason}; pass a file that the command `observe` wrote", shown(file)),
        }
    }
    let is_empty = |shape: &AnswerShape| shape.fields.get("").is_none_or(|root| root.total() == 0);
    if merged.answers.values().all(is_empty) {
        bail!("the shapes contain no payloads, so there is nothing to compare");
    }
    Ok(merged)
}

fn told(options: &Options, folder: &Path, observed: &Observed, out: &mut dyn Write) -> Result<()> {
    let (decided, open): (Vec<_>, Vec<_>) =
        observed.differences.iter().cloned().partition(|difference| !difference.decided.is_empty());
    let spec = shown(folder);
    differences(&decided, &spec, "The observed payloads differ from the spec, as decided in the spec", out)?;
    differences(&open, &spec, "The observed payloads differ from the spec", out)?;
    for what in &observed.unread {
        writeln!(out, "Not compared: {what}")?;
    }
    let answers = usize::try_from(observed.answers).unwrap_or(usize::MAX);
    let compared = format!("{} compared", count(answers, "observed payload"));
    if observed.changed.is_empty() {
        writeln!(out, "{spec}: {compared}; nothing to change, the patch is empty")?;
    } else {
        let patch = report::patched(folder, options.patch.as_deref(), observed.changed.len());
        writeln!(out, "{spec}: {compared}; {patch}")?;
    }
    if observed.open > 0 {
        let decisions = count(observed.open, "decision");
        writeln!(out, "{decisions} about observed payloads to make: write `decision` in decisions.yaml")?;
    }
    Ok(())
}

/// Returns the findings that lint would report in the patched spec.
fn broken(folder: &Path, sources: &SourceMap, observed: &Observed, out: &mut dyn Write) -> Result<bool> {
    report::broken_by(folder, sources, &observed.changed, &|_| false, out)
}
