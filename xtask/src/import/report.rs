//! Reports an import to the user: the written files, the decisions that apply, and the remaining work.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use verispec_codegen::diagnostics::Severity;
use verispec_codegen::import::{Changed, Difference, Imported};
use verispec_codegen::source::{SourceFile, SourceMap};

use super::{Imports, prefix};
use crate::{Console, shown, spec};

/// Returns the lines that prevent generation from the new spec, and what to write there.
pub(super) fn blanks(imported: &Imported) -> Vec<(String, usize, String)> {
    let file =
        |file: &verispec_codegen::File| SourceFile { path: file.path.clone(), bytes: file.contents.clone().into() };
    let sources = SourceMap::new(imported.files.iter().map(file).collect());
    let found = spec::findings(&sources);
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
    let told = errors.map(|finding| {
        let (line, _) = sources.position(finding.span.file, finding.span.start);
        let help = finding.help.as_ref().filter(|_| finding.rule.id == "blank").map(|help| help.message.clone());
        (sources.file(finding.span.file).path.clone(), line, help.unwrap_or_else(|| finding.message.clone()))
    });
    told.collect()
}

/// Lists the lint findings in the patched spec that only a person can fix, and returns whether there are any.
pub(super) fn broken(
    imports: &Imports<'_>,
    sources: &SourceMap,
    imported: &Imported,
    out: &mut dyn Write,
) -> Result<bool> {
    let (told, named) = (shown(imports.path), imports.path.to_string_lossy());
    broken_by(imports.out, sources, &imported.changed, &|path| path == told || path == named, out)
}

/// Lists the lint findings in a changed spec, and returns whether there are any. `is_left_out` selects files that do
/// not belong to the spec.
pub(super) fn broken_by(
    folder: &Path,
    sources: &SourceMap,
    changed: &[Changed],
    is_left_out: &dyn Fn(&str) -> bool,
    out: &mut dyn Write,
) -> Result<bool> {
    let is_changed = |path: &str| changed.iter().any(|file| file.path == path);
    let kept = sources.iter().map(|(_, file)| file.clone()).filter(|file| !is_changed(&file.path));
    let patched = changed.iter().map(|file| SourceFile { path: file.path.clone(), bytes: file.after.clone().into() });
    let files = kept.chain(patched).filter(|file| !is_left_out(&file.path));
    let sources = SourceMap::new(files.collect());
    let found = spec::findings(&sources);
    let errors: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
    if errors.is_empty() || changed.is_empty() {
        return Ok(false);
    }
    writeln!(
        out,
        "\nAfter applying the patch, {} by hand:",
        if errors.len() == 1 { "1 place has to be changed" } else { "these places have to be changed" }
    )?;
    for finding in errors {
        let (line, _) = sources.position(finding.span.file, finding.span.start);
        let file = &sources.file(finding.span.file).path;
        writeln!(out, "  {}/{file}:{line}: {} [{}]", shown(folder), finding.message, finding.rule.id)?;
    }
    Ok(true)
}

/// Reports a new spec.
pub(super) fn written(
    imports: &Imports<'_>,
    imported: &Imported,
    blanks: &[(String, usize, String)],
    console: &mut Console<'_>,
) -> Result<()> {
    let (out, folder) = (&mut *console.out, shown(imports.out));
    contradictions(imported, out)?;
    let spec = imports.options.spec.as_deref().map_or_else(|| "spec".to_owned(), shown);
    let said = imported.differences.iter().map(|difference| Difference { by_hand: false, ..difference.clone() });
    differences(&said.collect::<Vec<_>>(), &spec, "The document differs from the known spec", out)?;
    unread(imports, imported, out)?;
    if !blanks.is_empty() {
        writeln!(out, "{} to fill in before you can generate from the spec:", count(blanks.len(), "place"))?;
        for (path, line, what) in blanks {
            writeln!(out, "  {folder}/{path}:{line}: {what}")?;
        }
        writeln!(out)?;
    }
    let lines = imported.files.iter().flat_map(|file| file.contents.lines());
    let open = lines.filter(|line| line.trim_start().starts_with("# todo:")).count();
    writeln!(out, "{folder}: {}, {}", count(imported.files.len(), "file"), count(imported.workflows, "workflow"))?;
    if open > 0 {
        writeln!(
            out,
            "{} starting with `todo:` for gaps in the document; `cargo xtask lint --spec {}` lists them",
            count(open, "comment"),
            imports.out.display()
        )?;
    }
    Ok(())
}

/// Reports a patch for an existing spec.
pub(super) fn proposed(
    imports: &Imports<'_>,
    sources: &SourceMap,
    imported: &Imported,
    out: &mut dyn Write,
) -> Result<()> {
    contradictions(imported, out)?;
    unread(imports, imported, out)?;
    let (decided, open): (Vec<_>, Vec<_>) =
        imported.differences.iter().cloned().partition(|difference| !difference.decided.is_empty());
    let folder = shown(imports.out);
    differences(&decided, &folder, "The document differs from the spec, as decided in the spec", out)?;
    differences(&open, &folder, "The document differs from the spec", out)?;
    let files = sources.iter().count();
    if imported.changed.is_empty() && open.is_empty() {
        writeln!(out, "{folder}: nothing to change in {}; the patch is empty", count(files, "file"))?;
    } else if imported.changed.is_empty() {
        writeln!(out, "{folder}: the patch is empty; make the changes above by hand")?;
    } else {
        let patch = patched(imports.out, imports.options.patch.as_deref(), imported.changed.len());
        writeln!(out, "{folder}: {patch}")?;
    }
    Ok(())
}

/// Describes how many files of the spec the patch changes, and how to apply it.
pub(super) fn patched(folder: &Path, patch: Option<&Path>, files: usize) -> String {
    let file = patch.map_or_else(|| "FILE".to_owned(), shown);
    let place = if prefix(folder).is_empty() { format!(" -d {}", folder.display()) } else { String::new() };
    let files = count(files, "file");
    format!("the patch changes {files}; review it, then apply it with `patch -p1{place} < {file}`")
}

fn contradictions(imported: &Imported, out: &mut dyn Write) -> Result<()> {
    let all = &imported.contradictions;
    if all.is_empty() {
        return Ok(());
    }
    writeln!(out, "The document contradicts itself in {}:", count(all.len(), "place"))?;
    for contradiction in all {
        writeln!(out, "  {}: {}{}", contradiction.workflow, contradiction.text, by(&contradiction.decided))?;
    }
    writeln!(out)?;
    Ok(())
}

pub(super) fn differences(all: &[Difference], folder: &str, title: &str, out: &mut dyn Write) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title} in {}:", count(all.len(), "place"))?;
    for difference in all {
        let hand = if difference.by_hand { "; change it by hand" } else { "" };
        let Difference { file, line, text, decided, .. } = difference;
        writeln!(out, "  {folder}/{file}:{line}: {text}{}{hand}", by(decided))?;
    }
    writeln!(out)?;
    Ok(())
}

fn unread(imports: &Imports<'_>, imported: &Imported, out: &mut dyn Write) -> Result<()> {
    if imported.unread.is_empty() {
        return Ok(());
    }
    writeln!(out, "{} of the document could not be read:", count(imported.unread.len(), "place"))?;
    for (lines, what) in &imported.unread {
        writeln!(out, "  {}:{}: {what}", shown(imports.path), lines.first)?;
    }
    writeln!(out)?;
    Ok(())
}

fn by(decided: &[String]) -> String {
    if decided.is_empty() { String::new() } else { format!("; decided by {}", decided.join(", ")) }
}

pub(super) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
