//! Tests the launcher in a copied checkout: a program that was compiled in one folder starts the toolkit in the folder
//! that cargo passes.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Ran, temporary, write};

/// Compiles the launcher as if it were in another checkout.
fn built(top: &Path) -> PathBuf {
    let built = top.join("launcher");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("launcher/src/main.rs");
    let compiled = Command::new("rustc")
        .args(["--edition", "2024", "-o"])
        .args([&built, &source])
        .env("CARGO_MANIFEST_DIR", source.parent().expect("a folder"))
        .output();
    Ran::of(&compiled.expect("rustc runs")).fine();
    built
}

#[test]
fn the_launcher_starts_the_checkout_that_cargo_runs_it_from() {
    let (_folder, top) = temporary();
    let built = built(&top);
    write(&top.join("copy/Cargo.toml"), "[workspace]\nmembers = [\"xtask\"]\n");
    // Replaces cargo with `echo`, which prints the arguments.
    let launcher = |package: Option<&Path>, argument: &str| {
        let mut command = Command::new(&built);
        command.arg(argument).env("CARGO", "echo").env_remove("CARGO_MANIFEST_DIR").current_dir(&top);
        if let Some(package) = package {
            command.env("CARGO_MANIFEST_DIR", package);
        }
        Ran::of(&command.output().expect("the launcher should start"))
    };
    let package = top.join("copy/xtask/launcher");
    let run = format!("run --quiet --manifest-path {} --package xtask", top.join("copy/Cargo.toml").display());
    for command in ["generate", "lint", "audit"] {
        let ran = launcher(Some(&package), command).fine();
        assert_eq!(ran, format!("{run} --no-default-features -- {command}\n"));
    }
    // These commands write copies or run the tests of copies, with their bills of materials.
    for command in ["ci", "package", "release", "vendor"] {
        assert_eq!(launcher(Some(&package), command).fine(), format!("{run} -- {command}\n"));
    }
    let alone = launcher(None, "lint");
    assert_eq!(alone.code, Some(2));
    assert!(alone.err.contains("start this with `cargo xtask`"), "{}", alone.err);
}

#[test]
fn a_missing_crate_is_stood_in_for_in_a_checkout_with_crlf() {
    let (_folder, top) = temporary();
    let built = built(&top);
    let workspace = "[workspace]\r\nmembers = [\"xtask\", \"generated/bindings\"]\r\n";
    let lock = "[[package]]\nname = \"bindings\"\nversion = \"0.4.2\"\ndependencies = [\n \"serde\",\n]\n";
    write(&top.join("copy/Cargo.toml"), workspace);
    write(&top.join("copy/Cargo.lock"), &lock.replace('\n', "\r\n"));
    // Replaces cargo with a program that prints the manifest that cargo would load.
    let cargo = top.join("cargo");
    write(&cargo, "#!/bin/sh\ncat copy/generated/bindings/Cargo.toml\n");
    Ran::of(&Command::new("chmod").arg("+x").arg(&cargo).output().expect("chmod runs")).fine();
    let output = Command::new(&built)
        .env("CARGO", &cargo)
        .env("CARGO_MANIFEST_DIR", top.join("copy/xtask/launcher"))
        .current_dir(&top)
        .output();
    let manifest = Ran::of(&output.expect("the launcher should start")).fine();
    assert!(manifest.contains("version = \"0.4.2\"\n") && manifest.contains("serde = \"*\"\n"), "{manifest}");
    assert!(!top.join("copy/generated").exists(), "the folder must be removed when the run ends");
}

#[test]
fn what_git_could_not_merge_does_not_keep_cargo_from_loading_the_workspace() {
    let (_folder, top) = temporary();
    let built = built(&top);
    write(&top.join("copy/Cargo.toml"), "[workspace]\nmembers = [\"xtask\", \"generated/bindings\"]\n");
    let conflict =
        |ours: &str, theirs: &str| format!("<<<<<<< HEAD\n{ours}||||||| 4711\n=======\n{theirs}>>>>>>> other\n");
    let manifest = |features: &str| format!("[package]\nname = \"bindings\"\n\n[features]\n{features}cli = []\n");
    let lock = |version: &str| format!("[[package]]\nname = \"bindings\"\n{version}");
    let (one, two) = ("version = \"0.4.2\"\n", "version = \"0.4.3\"\n");
    write(&top.join("copy/generated/bindings/Cargo.toml"), &manifest(&conflict("one = []\n", "two = []\n")));
    write(&top.join("copy/Cargo.lock"), &lock(&conflict(one, two)));
    let output = Command::new(&built)
        .env("CARGO", "true")
        .env("CARGO_MANIFEST_DIR", top.join("copy/xtask/launcher"))
        .current_dir(&top)
        .output();
    let ran = Ran::of(&output.expect("the launcher should start"));
    assert!(ran.err.contains("Cargo.lock had merge conflicts"), "{}", ran.err);
    ran.fine();
    let read = |path: &str| std::fs::read_to_string(top.join("copy").join(path)).expect("it exists");
    assert_eq!(read("generated/bindings/Cargo.toml"), manifest("one = []\n"));
    assert_eq!(read("Cargo.lock"), lock(one));
}
