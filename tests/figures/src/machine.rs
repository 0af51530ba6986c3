//! What figures depend on, for the line below a table.

use std::process::Command;

/// The compiler, the profile and the machine, such as `rustc 1.90.0, release, 2 cores`.
pub fn machine() -> String {
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    format!("{}, {profile}, {}", rustc(), cores())
}

/// The version of the compiler, such as `rustc 1.90.0`.
pub fn rustc() -> String {
    let output = Command::new("rustc").arg("--version").output().expect("rustc is installed where cargo is");
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// How many cores the benchmark can use, such as `2 cores`.
pub fn cores() -> String {
    std::thread::available_parallelism().map_or("cores unknown".to_owned(), |count| format!("{count} cores"))
}
