//! The command line as a library: turns options, folders and a console into outcomes; the only code that does I/O.
//!
//! A module per command of the [`arguments`] ([`generate`], [`watch`], [`lint`], [`audit`], [`explain`], [`fmt`], [`new`], [`graph`], [`docs`] with the pages of its [`site`], [`standards`], [mod@diff], [`release`], [`rename`], [`synth`], [`vendor`], [`package`], [`ci`], [`tidy`]) and per stage that touches the disk:
//! [`read`] (or [`revision`]) before the generator, [`spec`] around it, [mod@format] and [`sync`] after it, with a [`tree`] of files between them. All of them open files through [`disk`] alone.

pub mod apis;
pub mod arguments;
pub mod audit;
pub mod ci;
pub mod diff;
mod digest;
pub mod disk;
pub mod docs;
pub mod explain;
pub mod fmt;
pub mod format;
pub mod generate;
mod generator;
pub mod graph;
pub mod import;
pub mod kept;
pub mod lint;
pub mod loaded;
pub mod new;
pub mod package;
pub mod read;
mod record;
pub mod release;
pub mod rename;
pub mod revision;
pub mod root;
pub mod site;
pub mod spec;
pub mod standards;
pub mod sync;
pub mod synth;
pub mod tidy;
pub mod tree;
pub mod vendor;
pub mod watch;

use std::io::Write;
use std::path::Path;

/// How a command ended that could run; a command that could not gives an error instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// Everything is as it should be.
    Fine,
    /// Something was found, and told.
    Findings,
}

/// Where a command writes to.
pub struct Console<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Diagnostics.
    pub err: &'a mut dyn Write,
    /// Whether diagnostics are coloured.
    pub color: bool,
}

/// The path as people write it: relative to the root that the current folder is in, or to the current folder, if it is inside.
pub fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let root = root::Root::above(&current);
    let below_root = root.as_ref().and_then(|root| path.strip_prefix(root.folder()).ok());
    let short = below_root.or_else(|| path.strip_prefix(&current).ok()).unwrap_or(path);
    if short.as_os_str().is_empty() {
        return ".".to_owned();
    }
    let short = short.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    // A name must not act on the terminal that it is shown at.
    short.chars().map(|c| if c.is_control() { c.escape_debug().to_string() } else { c.to_string() }).collect()
}
