//! Measures the CPU time of a command, including its child processes.

use std::fs;
use std::process::{Command, Stdio};

/// The number of clock ticks per second in the kernel's statistics. It is the same on every Linux system.
const TICKS: f64 = 100.0;

/// Runs the command and returns its user and system time, including that of its children.
pub(crate) fn seconds(command: &mut Command) -> f64 {
    let before = of_children();
    let status = command.stdin(Stdio::null()).status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?} failed");
    of_children() - before
}

/// Returns the CPU time of all child processes that have exited.
fn of_children() -> f64 {
    let stat =
        fs::read_to_string("/proc/self/stat").expect("`/proc/self/stat` should be readable, which requires Linux");
    // The name of the program is in parentheses and may contain spaces. `cutime` and `cstime` are the 14th and 15th
    // fields after it.
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks = after.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}
