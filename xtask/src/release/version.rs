//! Sets the version of a spec, and replaces `next` with it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use verispec_codegen::diff::{Version, version_place};
use verispec_codegen::edit::{Edit, apply};
use verispec_codegen::source::{FileId, SourceFile, SourceMap, Span};

use crate::fmt;
use crate::loaded::Loaded;

/// Returns the spec with another version, and otherwise unchanged.
pub(super) fn with_version(spec: &Loaded, present: &Version, version: &Version) -> Result<SourceMap> {
    edited(&spec.sources, &[raised(spec, present, version)?])
}

/// Returns the spec as it is released, with other edits and with its version, also in place of `next`.
pub(super) fn released(
    spec: &Loaded,
    present: &Version,
    version: &Version,
    mut edits: Vec<(Span, String)>,
) -> Result<SourceMap> {
    edits.push(raised(spec, present, version)?);
    edits.extend(spec.spec().model.unreleased.iter().map(|span| (*span, format!("\"{version}\""))));
    edited(&spec.sources, &edits)
}

/// Returns the files of the second spec that differ from the first, each with the old and the new contents.
pub(super) fn differing(before: &SourceMap, after: &SourceMap) -> Vec<(String, String)> {
    let texts = |sources: &SourceMap| -> BTreeMap<String, String> {
        sources.iter().map(|(id, file)| (file.path.clone(), sources.text(id).into_owned())).collect()
    };
    let before = texts(before);
    texts(after).into_iter().filter(|(path, text)| before.get(path) != Some(text)).collect()
}

fn raised(spec: &Loaded, present: &Version, version: &Version) -> Result<(Span, String)> {
    let span = version_place(&spec.sources).context("provider.yaml has no version")?;
    let text = spec.sources.text(span.file);
    let written =
        text.get(span.start as usize..span.end as usize).context("provider.yaml is not valid UTF-8")?.to_owned();
    let raised = written.replacen(&present.to_string(), &version.to_string(), 1);
    if present != version && raised == written {
        bail!("provider.yaml has the version `{written}`; write it as \"{present}\"");
    }
    Ok((span, raised))
}

/// Replaces the source text at these locations. A formatted file stays formatted.
fn edited(sources: &SourceMap, edits: &[(Span, String)]) -> Result<SourceMap> {
    let edited = |id: FileId, file: &SourceFile| -> Result<SourceFile> {
        let own = edits.iter().filter(|(span, _)| span.file == id);
        let own: Vec<Edit> = own
            .map(|(Span { start, end, .. }, words)| Edit { at: *start as usize..*end as usize, words: words.clone() })
            .collect();
        if own.is_empty() {
            return Ok(file.clone());
        }
        let before = sources.text(id);
        let after = apply(&before, own).context("two edits of the version overlap")?;
        Ok(SourceFile { path: file.path.clone(), bytes: fmt::kept(&before, &after).into_bytes() })
    };
    Ok(SourceMap::new(sources.iter().map(|(id, file)| edited(id, file)).collect::<Result<_>>()?))
}
