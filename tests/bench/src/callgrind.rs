//! Counts the instructions that a reader executes. Valgrind counts them, so the result does not depend on the load of
//! the machine.

use std::process::{Command, Stdio};

use crate::inputs::Input;

/// The number of reads of an input while instructions are counted. The result is an average, because hash tables with
/// random seeds vary between runs.
const TIMES: u64 = 10;

/// Reports whether valgrind is installed.
pub(crate) fn is_there() -> bool {
    let status = Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Returns the number of instructions for reading an input once. Starts this program under valgrind.
pub(crate) fn count(input: usize, reader: usize) -> u64 {
    let own = std::env::current_exe().expect("the path of the benchmark's executable should be known");
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no"]);
    command.arg("--toggle-collect=*read_while_counting*").arg(own).arg("--count");
    let output = command
        .args([input.to_string(), reader.to_string()])
        .output()
        .expect("valgrind should start, because `is_there` has found it");
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said.lines().find_map(|line| line.split("Collected : ").nth(1)?.trim().parse::<u64>().ok());
    let collected = collected.filter(|count| output.status.success() && *count > 0);
    collected.unwrap_or_else(|| panic!("{said}")) / TIMES
}

/// Reads an input repeatedly. Valgrind counts this code.
pub(crate) fn counted(input: &Input, reader: usize) {
    let mut readers = input.readers();
    let run = &mut *readers[reader].run;
    // The first reads warm up caches such as those of the allocator.
    run();
    run();
    read_while_counting(run);
}

/// Valgrind counts only within this function, which it identifies by its name.
#[inline(never)]
fn read_while_counting(run: &mut dyn FnMut()) {
    for _ in 0..TIMES {
        run();
    }
}
