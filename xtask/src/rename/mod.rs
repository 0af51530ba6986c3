//! `cargo xtask rename`: renames an item of a spec everywhere in the spec and its payload cases.
//!
//! A name is replaced if it is an entire value or key, or a step of a path, but never in prose. If the renamed spec
//! would have errors, nothing is written.

mod kind;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use verispec_codegen::load;
use verispec_codegen::rename::{self, Item};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::words::closest;

use crate::disk::{Folder, Kind as Entry, Wanted, collect};
use crate::root::Root;
use crate::{Console, Outcome, fmt, read, shown, spec};
pub use kind::Kind;

/// The arguments of `cargo xtask rename`.
#[derive(Debug, Clone, clap::Args)]
#[command(
    after_help = "Use the provider's spelling of a name, as in payloads; a workflow or an operation has the name of its file. Prose is not changed; strings that mention the old name are listed.\n\nExit codes:\n  0  renamed\n  1  the spec would have errors with the new name; nothing is written\n  2  there is no such name, several items have that name, or the spec has errors"
)]
pub struct Options {
    /// The kind of item
    #[arg(value_enum, value_name = "KIND")]
    pub kind: Kind,
    /// The current name
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The new name
    #[arg(value_name = "NEW")]
    pub new: String,
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
    /// The folder with the payload cases of the spec [default: `tests/cases/payloads` next to the spec, if it exists]
    #[arg(long, value_name = "DIR")]
    pub cases: Option<PathBuf>,
}

/// Renames the item, or explains why it cannot be renamed.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let root = Root::of_option(options.spec.as_deref())?;
    let sources = read::read(root.spec())?;
    let Some(model) = spec::sound(&sources, console)? else {
        bail!("the spec has errors; fix them before renaming anything in it");
    };
    refuse(options, &rename::names(&model))?;
    let mut renamed = BTreeMap::new();
    let mut mentions = Vec::new();
    for (id, file) in sources.iter() {
        let before = sources.text(id).into_owned();
        let found = rename::in_yaml(id, &sources, &options.old);
        mentions.extend(found.mentions.iter().map(|line| format!("{}:{line}", shown(&root.spec().join(&file.path)))));
        let after = rename::replaced(&before, found.names, &options.new).context("two uses of the name overlap")?;
        let path = options.kind.item().path(&file.path, &options.old, &options.new);
        renamed.insert(file.path.clone(), (path, fmt::kept(&before, &after), before));
    }
    let files =
        renamed.values().map(|(path, text, _)| SourceFile { path: path.clone(), bytes: text.as_bytes().to_vec() });
    let result = SourceMap::new(files.collect()).below(&shown(root.spec()));
    if let Err(found) = load(&result) {
        spec::tell(&found, &result, console)?;
        writeln!(console.err, "\nwith the new name, the spec would have these errors; nothing was written")?;
        return Ok(Outcome::Findings);
    }
    let folder = Folder::open(root.spec())?;
    let changed = renamed.iter().filter(|(old, (new, after, before))| *old != new || after != before);
    let changed: Vec<_> = changed.collect();
    for (old, _) in &changed {
        // Links may be read, but files are never written through them. Everything is checked before anything is
        // written.
        folder.own(old)?;
        folder.writable(old)?;
    }
    let cases = cases(options, &root)?;
    for (old, (new, after, _)) in &changed {
        match *old == new {
            true => folder.write(new, after.as_bytes())?,
            false => {
                folder.create(new, after.as_bytes())?;
                folder.remove_file(old)?;
                writeln!(console.out, "moved    {}", shown(&root.spec().join(old)))?;
            }
        }
        writeln!(console.out, "renamed  {}", shown(&root.spec().join(new)))?;
    }
    if let Some((folder, texts)) = cases {
        for (path, text) in texts {
            folder.write(&path, text.as_bytes())?;
            writeln!(console.out, "renamed  {}", shown(&folder.path().join(path)))?;
        }
    }
    for place in mentions {
        writeln!(
            console.out,
            "mention  {place}: the text mentions `{}`; check whether it refers to this item",
            options.old
        )?;
    }
    writeln!(
        console.out,
        "run `cargo xtask generate`; `cargo xtask diff HEAD {}` shows what breaks",
        shown(root.spec())
    )?;
    Ok(Outcome::Fine)
}

/// Rejects an old name that does not identify a single item, and a new name that is already in use.
fn refuse(options: &Options, names: &BTreeMap<Item, Vec<String>>) -> Result<()> {
    let (kind, Options { old, new, .. }) = (options.kind.item(), options);
    let own = names.get(&kind).map(Vec::as_slice).unwrap_or_default();
    if !own.contains(old) {
        let close = closest(old, own.iter().map(String::as_str));
        let help = close.map_or_else(String::new, |close| format!("; did you mean `{close}`?"));
        bail!("the spec has no {} `{old}`{help}", kind.word());
    }
    let others = |name: &String| names.iter().find(|(_, names)| names.contains(name)).map(|(kind, _)| kind.word());
    let other = names.iter().find(|(other, names)| **other != kind && names.contains(old));
    if let Some((other, _)) = other {
        bail!(
            "`{old}` is both a {} and a {}, and the spec does not always show which one it refers to; rename it by hand",
            kind.word(),
            other.word()
        );
    }
    if let Some(taken) = others(new) {
        bail!("`{new}` is already the name of a {taken}; choose another name");
    }
    Ok(())
}

/// A folder of cases, and the new contents of the cases that use the name.
type Cases = (Folder, Vec<(String, String)>);

/// Returns the cases that use the name, with their new contents.
fn cases(options: &Options, root: &Root) -> Result<Option<Cases>> {
    let usual = root.folder().join("tests/cases/payloads");
    let folder = match &options.cases {
        Some(folder) => Folder::open(folder)?,
        None => match Folder::open_if_there(&usual)? {
            Some(folder) => folder,
            None => return Ok(None),
        },
    };
    let wanted = Wanted { skip: &|path, kind| kind == Entry::File && !path.ends_with(".json"), refuse: &|_, _| None };
    let mut changed = Vec::new();
    for (path, bytes) in collect(&folder, wanted).whole()? {
        let text = String::from_utf8(bytes).with_context(|| {
            format!("{} is not valid UTF-8, so it cannot be searched for the name", shown(&folder.path().join(&path)))
        })?;
        let names = words::in_json(&text, &options.old);
        if !names.is_empty() {
            folder.own(&path)?;
            folder.writable(&path)?;
            let renamed = rename::replaced(&text, names, &options.new).context("two uses of the name overlap")?;
            changed.push((path, renamed));
        }
    }
    Ok(Some((folder, changed)))
}
