//! Describes the compiler and the machine, for the note below a table.

use std::process::Command;

/// Returns the compiler, the profile and the number of cores, such as `rustc 1.90.0, release, 2 cores`.
pub fn machine() -> String {
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    format!("{}, {profile}, {}", rustc(), cores())
}

/// Returns the version of the compiler, such as `rustc 1.90.0`.
pub fn rustc() -> String {
    let output = Command::new("rustc").arg("--version").output().expect("rustc should be installed along with cargo");
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// Returns the number of cores that the benchmark can use, such as `2 cores`.
pub fn cores() -> String {
    std::thread::available_parallelism().map_or("cores unknown".to_owned(), |count| format!("{count} cores"))
}
