//! What a command costs the processor, with everything that it starts: turns a command into CPU seconds.

use std::fs;
use std::process::{Command, Stdio};

/// How often the kernel's clock for this ticks in a second; the same on every Linux.
const TICKS: f64 = 100.0;

/// Runs the command and gives its user and system time, that of its children included.
pub(crate) fn seconds(command: &mut Command) -> f64 {
    let before = of_children();
    let status = command.stdin(Stdio::null()).status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?} failed");
    of_children() - before
}

/// What all children cost that have ended.
fn of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("CPU time is taken from Linux's /proc");
    // The name of the program, in parentheses, may hold blanks; `cutime` and `cstime` are the 14th and 15th after it.
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks = after.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}
