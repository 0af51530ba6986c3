//! The version in a spec: gives its files with another one.

use anyhow::{Context, Result, bail};
use verispec_codegen::diff::{Version, version_place};
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::loaded::Loaded;

/// The file that holds the version.
pub(super) const PROVIDER: &str = "provider.yaml";

/// The spec with another version, and everything else as it is.
pub(super) fn with_version(spec: &Loaded, present: &Version, version: &Version) -> Result<SourceMap> {
    let span = version_place(&spec.sources).context("provider.yaml has no version")?;
    let text = text_of(&spec.sources, PROVIDER);
    let (start, end) = (span.start as usize, span.end as usize);
    let written = text.get(start..end).context("provider.yaml is not valid UTF-8")?;
    let raised = written.replacen(&present.to_string(), &version.to_string(), 1);
    if present != version && raised == written {
        bail!("provider.yaml writes its version as `{written}`; write it as \"{present}\"");
    }
    let provider = format!("{}{raised}{}", &text[..start], &text[end..]);
    Ok(replaced(&spec.sources, PROVIDER, &provider))
}

/// The text of a file; empty if there is none.
pub(super) fn text_of(sources: &SourceMap, path: &str) -> String {
    let file = sources.iter().find(|(_, file)| file.path == path);
    file.map(|(id, _)| sources.text(id).into_owned()).unwrap_or_default()
}

fn replaced(sources: &SourceMap, path: &str, text: &str) -> SourceMap {
    let file = |file: &SourceFile| match file.path == path {
        true => SourceFile { path: file.path.clone(), bytes: text.as_bytes().to_vec() },
        false => file.clone(),
    };
    SourceMap::new(sources.iter().map(|(_, source)| file(source)).collect())
}
