//! Compiles and runs a program that contains every Rust example in the docs as a function.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use verispec_tests::folder;

use super::blocks::{Block, blocks};

/// Expected output of the examples, to show that they not only compile, but also work.
const PRINTED: &[&str] = &[
    "everything is uploaded; now call https://",
    "the last known state is PROCESSED",
    "the execution has ended; fetch the result in US",
    "imageChecks returned REPEATED_FACE",
];

fn program(blocks: &[Block]) -> String {
    let mut program = String::from("#![allow(unused)]\ntype Outcome = Result<(), Box<dyn std::error::Error>>;\n");
    let mut calls = String::new();
    for (number, Block { place, setup, text, .. }) in blocks.iter().enumerate() {
        writeln!(program, "/// {place}\nfn example_{number}() -> Outcome {{\n{setup}\n{text}\nOk(())\n}}")
            .expect("writing to a string should not fail");
        writeln!(calls, "({place:?}, example_{number} as fn() -> Outcome),")
            .expect("writing to a string should not fail");
    }
    program
        + "fn main() {\nlet mut failed = 0;\nfor (place, example) in [\n"
        + &calls
        + "] {\nif let Err(error) = example() {\neprintln!(\"{place}: {error}\");\nfailed += 1;\n}\n}\nassert_eq!(failed, 0);\n}\n"
}

#[test]
fn examples_in_rust_compile_and_run() {
    let model = super::shipped();
    let blocks = blocks(&model, "rust");
    assert!(blocks.len() > 25, "the docs contain only {} Rust examples", blocks.len());
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documented");
    let bound = folder::workspace("generated/jumio-workflows");
    let manifest = format!(
        "[package]\nname = \"documented\"\nedition = \"2024\"\n\n[dependencies]\nserde_json = \"1\"\n\
         jumio-workflows = {{ path = {bound:?} }}\n\n[[bin]]\nname = \"documented\"\npath = \"main.rs\"\n\n[workspace]\n"
    );
    fs::create_dir_all(&root).expect("a writable folder");
    let write = |file: &str, text: &str| fs::write(root.join(file), text).expect("a writable folder");
    write("main.rs", &program(&blocks));
    write("Cargo.toml", &manifest);
    write("Cargo.lock", &folder::text(&folder::workspace("Cargo.lock")));
    // Cargo runs offline, because the workspace has the same dependencies.
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo should be available, because it runs the tests");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{err}");
    for line in PRINTED {
        assert!(out.contains(line), "no example printed `{line}`:\n{out}\n{err}");
    }
    println!("{} Rust examples were compiled and run", blocks.len());
}
