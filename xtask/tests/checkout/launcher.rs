//! The launcher in a copied checkout: a program that was compiled in one folder starts the toolkit of the folder that cargo names.

use std::path::Path;
use std::process::Command;

use super::{Ran, temporary, write};

#[test]
fn the_launcher_starts_the_checkout_that_cargo_runs_it_from() {
    let (_folder, top) = temporary();
    let built = top.join("launcher");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("launcher/src/main.rs");
    let compiled = Command::new("rustc")
        .args(["--edition", "2024", "-o"])
        .args([&built, &source])
        // As cargo sets it for the original.
        .env("CARGO_MANIFEST_DIR", source.parent().expect("a folder"))
        .output();
    Ran::of(&compiled.expect("rustc runs")).fine();
    write(&top.join("copy/Cargo.toml"), "[workspace]\nmembers = [\"xtask\"]\n");
    // `echo` in the place of cargo tells what cargo would be asked for.
    let launcher = |package: Option<&Path>| {
        let mut command = Command::new(&built);
        command.arg("lint").env("CARGO", "echo").env_remove("CARGO_MANIFEST_DIR").current_dir(&top);
        if let Some(package) = package {
            command.env("CARGO_MANIFEST_DIR", package);
        }
        Ran::of(&command.output().expect("the launcher runs"))
    };
    let told = launcher(Some(&top.join("copy/xtask/launcher"))).fine();
    let manifest = top.join("copy/Cargo.toml");
    assert_eq!(told, format!("run --quiet --manifest-path {} --package xtask -- lint\n", manifest.display()));
    let alone = launcher(None);
    assert_eq!(alone.code, Some(2));
    assert!(alone.err.contains("start this with `cargo xtask`"), "{}", alone.err);
}
