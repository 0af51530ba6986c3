//! `cargo xtask generate --watch`: takes a spec folder, does its work anew whenever something in it has changed.
//!
//! The folder is read again and again instead of asking the system for events: it is small, and this works the same on
//! every system, network share and container, and when the folder is removed and comes back.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use verispec_codegen::source::SourceMap;

use crate::{Console, Outcome, read, shown};

/// How long to wait between two looks at the folder.
pub(crate) const PAUSE: Duration = Duration::from_millis(300);

/// Clears the screen of a terminal and goes to its top.
const CLEAR: &str = "\x1b[2J\x1b[H";

/// What to do whenever the folder has changed.
type Work<'w> = &'w dyn Fn(&mut Console<'_>) -> Result<Outcome>;

/// Does the work again and again until the process is stopped, which is safe at any moment: `sync` never leaves a half.
pub fn run(work: Work<'_>, spec: &Path, clear: bool, console: &mut Console<'_>) -> Result<Outcome> {
    let pause = || {
        std::thread::sleep(PAUSE);
        true
    };
    until(work, spec, clear, console, pause)
}

/// Like [`run`], until `pause` says no.
pub fn until(
    work: Work<'_>,
    spec: &Path,
    clear: bool,
    console: &mut Console<'_>,
    mut pause: impl FnMut() -> bool,
) -> Result<Outcome> {
    let mut generated = look(spec);
    round(work, spec, clear, console)?;
    let mut before = generated.clone();
    while pause() {
        let now = look(spec);
        // Two looks that agree: a file that is still being written is waited for.
        let settled = now == before;
        before = now;
        if settled && before != generated {
            generated = before.clone();
            round(work, spec, clear, console)?;
        }
    }
    Ok(Outcome::Fine)
}

fn look(spec: &Path) -> Result<SourceMap, String> {
    read::read(spec).map_err(|error| error.to_string())
}

fn round(work: Work<'_>, spec: &Path, clear: bool, console: &mut Console<'_>) -> Result<()> {
    if clear {
        write!(console.err, "{CLEAR}")?;
    }
    if let Err(error) = work(console) {
        writeln!(console.err, "error: {error:#}")?;
    }
    writeln!(console.err, "watching {}; Ctrl-C ends it", shown(spec))?;
    console.err.flush()?;
    Ok(())
}
