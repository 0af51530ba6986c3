//! `cargo xtask generate --watch`: runs again whenever something in the spec folder changes.
//!
//! The folder is polled instead of watched through system events. It is small, and polling works on every system,
//! network share and container, and even if the folder is removed and created again.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use verispec_codegen::source::SourceMap;

use crate::{Console, Outcome, read, shown};

/// The interval between two reads of the folder.
pub(crate) const PAUSE: Duration = Duration::from_millis(300);

/// Clears the terminal and moves the cursor to the top.
const CLEAR: &str = "\x1b[2J\x1b[H";

/// The action to run whenever the folder changes.
type Work<'w> = &'w dyn Fn(&mut Console<'_>) -> Result<Outcome>;

/// Runs until the process is stopped, which is safe at any time: `sync` never leaves an incomplete folder.
pub fn run(work: Work<'_>, spec: &Path, clear: bool, console: &mut Console<'_>) -> Result<Outcome> {
    let pause = || {
        std::thread::sleep(PAUSE);
        true
    };
    until(work, spec, clear, console, pause)
}

/// Runs like [`run`], until `pause` returns `false`.
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
        // Waits until two reads agree, because a file may still be incomplete.
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
    writeln!(console.err, "watching {}; press Ctrl-C to stop", shown(spec))?;
    console.err.flush()?;
    Ok(())
}
