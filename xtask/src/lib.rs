//! Implements the command line as a library. This is the only code that does I/O.
//!
//! There is a module per command in [`arguments`] ([`generate`], [`watch`], [`lint`], [`audit`], [`explain`], [`fmt`],
//! [`new`], [`graph`], [`docs`] with its [`site`], [`standards`], [mod@diff], [`release`], [`rename`],
//! [`synth`], [`vendor`], [`package`], [`ci`], [`tidy`]) and per stage with disk access: [`read`] (or
//! [`revision`]) before the generator, [`spec`] around it, [mod@format] and [`sync`] after it, and a [`tree`] of files
//! between them. All of them open files only through [`disk`].

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

/// The result of a command that could run. A command that could not run returns an error instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// Everything is in order.
    Fine,
    /// Findings were reported.
    Findings,
}

/// The output streams of a command.
pub struct Console<'a> {
    /// Standard output, for results.
    pub out: &'a mut dyn Write,
    /// Standard error, for diagnostics.
    pub err: &'a mut dyn Write,
    /// Whether diagnostics are colored.
    pub color: bool,
}

/// Returns a path for display: relative to the repository root or to the current folder if the path is inside,
/// otherwise unchanged.
pub fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let root = root::Root::above(&current);
    let below_root = root.as_ref().and_then(|root| path.strip_prefix(root.folder()).ok());
    let short = below_root.or_else(|| path.strip_prefix(&current).ok()).unwrap_or(path);
    if short.as_os_str().is_empty() {
        return ".".to_owned();
    }
    let short = short.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    // A path must not contain control sequences that affect the terminal.
    short.chars().map(|c| if c.is_control() { c.escape_debug().to_string() } else { c.to_string() }).collect()
}
