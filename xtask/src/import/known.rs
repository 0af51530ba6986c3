//! Determines which spec a document is compared with, and the layout for parsing it, from the options.

use std::path::Path;

use anyhow::{Context, Result, bail};
use verispec_codegen::import;
use verispec_codegen::ir::{Layout, Model};
use verispec_codegen::source::{SourceFile, SourceMap};

use super::{Imports, Options};
use crate::{disk, read, shown, spec};

/// Returns the spec whose names and layout a new spec uses, and whether it contains facts: the spec that the options
/// select, or one that consists only of the layout in `--layout`.
pub(super) fn alone(options: &Options) -> Result<(SourceMap, bool)> {
    let Some(layout) = &options.layout else { return Ok((spec(options)?, true)) };
    let file = layout_file(layout)?;
    let stem = file.path.trim_start_matches("layouts/").trim_end_matches(".yaml").to_owned();
    match import::skeleton(&stem, file.bytes) {
        Ok(sources) => Ok((sources, false)),
        Err((sources, found)) => bail!("{} has errors\n{}", shown(layout), found.render(&sources, false).trim_end()),
    }
}

/// Returns the existing spec in the output folder, with the layout in `--layout` if there is one. If neither has a
/// layout, adds the layouts of the spec that the options select.
pub(super) fn beside(imports: &Imports<'_>) -> Result<SourceMap> {
    let (options, out) = (imports.options, imports.out);
    let own =
        read::read(out).with_context(|| format!("{} is neither empty nor a spec; use another folder", shown(out)))?;
    let mut files: Vec<SourceFile> = own.iter().map(|(_, file)| file.clone()).collect();
    let has_layout = files.iter().any(|file| file.path.starts_with("layouts/"));
    match &options.layout {
        Some(layout) => {
            let layout = layout_file(layout)?;
            files.retain(|file| file.path != layout.path);
            files.push(layout);
        }
        None if !has_layout => {
            let others = spec(options)?;
            files.extend(others.iter().map(|(_, file)| file).filter(|file| file.path.starts_with("layouts/")).cloned());
        }
        None => {}
    }
    Ok(SourceMap::new(files).below(&shown(out)))
}

fn spec(options: &Options) -> Result<SourceMap> {
    read::read(&spec::folder(options.spec.as_deref())?)
}

fn layout_file(path: &Path) -> Result<SourceFile> {
    let bytes = disk::read_file(path)?;
    let name = path.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".yaml"));
    let Some(name) = name else { bail!("{} is not a layout; pass a .yaml file", shown(path)) };
    Ok(SourceFile { path: format!("layouts/{name}"), bytes })
}

/// Returns the layout of the document: the layout for the document with this id, or the only layout for workflows.
pub(super) fn layout<'a>(model: &'a Model, document: Option<&str>) -> Result<&'a Layout> {
    let name = |layout: &&Layout| model[layout.document].name.wire.as_str();
    let known: Vec<&str> = model.layouts.iter().map(|layout| name(&layout)).collect();
    let mut workflows = model.layouts.iter().filter(|layout| layout.tables.is_none());
    match (document, model.layouts.as_slice()) {
        (_, []) => bail!("the spec has no layout for a document; add a file to its folder `layouts`"),
        (None, layouts) => match (workflows.next(), workflows.next(), layouts) {
            (Some(layout), None, _) | (None, _, [layout]) => Ok(layout),
            _ => bail!("the spec has several layouts; select a document with --document: {}", known.join(", ")),
        },
        (Some(wanted), layouts) => match layouts.iter().find(|layout| name(layout) == wanted) {
            Some(layout) => Ok(layout),
            None => {
                bail!("the spec has no layout for the document `{wanted}`; it has layouts for {}", known.join(", "))
            }
        },
    }
}
