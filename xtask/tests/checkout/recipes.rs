//! Runs every shell block in the README as written, in a scratch repository without tags.
//!
//! A comment before a block states its exit status, or that it is not run, with the reason. `cargo xtask` runs the
//! already built program. All other commands use the real cargo, offline, with a separate build folder that later runs
//! reuse.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use xtask::root::toolkit;

use super::{Ran, commit, copy, temporary, write, xtask};

/// The blocks that are not run, with `CRATE` for the name of the generated crate. Every other block in the README is
/// run.
const NOT_RUN: [&str; 11] = [
    "cargo xtask generate",
    "cargo test --workspace --all-features",
    "cargo xtask standards --install",
    "cargo xtask standards --clients --install",
    "cargo xtask audit workflow_descriptions.md",
    "cargo xtask audit api_guide.md",
    "cargo xtask import workflow_descriptions.md --out spec --patch edition.patch\npatch -p1 < edition.patch",
    "cargo xtask import workflow_descriptions.md --out ../editions/latest",
    "cargo run -p CRATE --features cli -- observe received/ > monday.json\ncargo run -p CRATE --features cli -- observe monday.json tuesday.json > week.json",
    "cargo xtask import --observed week.json --patch observed.patch\npatch -p1 < observed.patch",
    "cargo xtask import workflows.md --layout layout.yaml --out ../acme/spec",
];

/// A code block with the comment and the heading above it.
#[derive(Debug)]
struct Block {
    section: String,
    language: String,
    /// The parts of the comment before and after the colon.
    mark: (String, String),
    text: String,
}

fn blocks() -> Vec<Block> {
    let readme = fs::read_to_string(toolkit().expect("this checkout").join("README.md")).expect("a README");
    let (mut blocks, mut section, mut mark) = (Vec::<Block>::new(), String::new(), None);
    let (mut in_heading, mut in_block) = (false, false);
    for event in Parser::new(&readme) {
        match event {
            Event::Start(Tag::Heading { .. }) => (in_heading, section) = (true, String::new()),
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Html(html) if html.starts_with("<!--") => {
                let inside = html.trim().trim_start_matches("<!-- ").trim_end_matches(" -->");
                mark = inside.split_once(": ").map(|(what, of)| (what.to_owned(), of.to_owned()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                let (section, language, mark) =
                    (section.clone(), language.to_string(), mark.take().unwrap_or_default());
                blocks.push(Block { section, language, mark, text: String::new() });
                in_block = true;
            }
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Text(text) if in_block => {
                blocks.last_mut().expect("a code block should have started").text.push_str(&text)
            }
            Event::Text(text) | Event::Code(text) if in_heading => section.push_str(&text),
            _ => {}
        }
    }
    blocks
}

/// A repository with the files of this checkout in one commit, and a `cargo` that uses the already built program.
struct Scratch {
    _folder: tempfile::TempDir,
    top: PathBuf,
}

impl Scratch {
    fn new() -> Self {
        let (folder, top) = temporary();
        let here = toolkit().expect("this checkout");
        for entry in fs::read_dir(&here).expect("a folder").flatten() {
            let name = entry.file_name();
            if name != ".git" && name != "target" {
                copy(&entry.path(), &top.join("verispec").join(name));
            }
        }
        commit(&top.join("verispec"));
        let cargo =
            "#!/bin/sh\nif [ \"$1\" = xtask ]; then shift; exec \"$XTASK\" \"$@\"; fi\nexec \"$REAL_CARGO\" \"$@\"\n";
        write(&top.join("bin/cargo"), cargo);
        let scratch = Self { _folder: folder, top };
        scratch.shell("chmod +x ../bin/cargo").fine();
        scratch
    }

    fn path(&self, path: &str) -> PathBuf {
        self.top.join("verispec").join(path)
    }

    fn shell(&self, commands: &str) -> Ran {
        let path = std::env::var("PATH").expect("`PATH` should be set");
        let output = Command::new("sh")
            .args(["-e", "-c", commands])
            .current_dir(self.path(""))
            .env("PATH", format!("{}:{path}", self.top.join("bin").display()))
            .env("XTASK", env!("CARGO_BIN_EXE_xtask"))
            .env("REAL_CARGO", std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("recipes"))
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("CARGO_MANIFEST_DIR")
            .output();
        Ran::of(&output.expect("the shell should start"))
    }

    /// Makes an edit that the README describes in prose.
    fn apply(&self, block: &Block) {
        let (what, name) = &block.mark;
        let path = self.path(name);
        let present = || fs::read_to_string(&path).expect("the file should be readable");
        match what.as_str() {
            "new file" | "case" => write(&path, &block.text),
            "added to" => write(&path, &(present() + &block.text)),
            "replaces in" => {
                let (old, _) =
                    block.text.split_once('\n').expect("the block should be an existing line followed by new lines");
                write(&path, &present().replace(old, block.text.trim_end()));
            }
            _ => {}
        }
    }
}

/// Returns the folder and the name of the generated crate.
fn bindings(scratch: &Scratch) -> (PathBuf, String) {
    let crates = fs::read_dir(scratch.path("generated")).expect("output").flatten().map(|entry| entry.path());
    let bindings = crates.into_iter().find(|path| path.join("Cargo.toml").is_file()).expect("a crate");
    let name = bindings.file_name().expect("a name").to_string_lossy().into_owned();
    (bindings, name)
}

#[test]
fn every_recipe_runs_as_it_stands_in_a_new_clone() {
    let scratch = Scratch::new();
    let (_, name) = bindings(&scratch);
    let (mut not_run, mut section, mut out) = (Vec::new(), String::new(), String::new());
    let blocks = blocks();
    for block in &blocks {
        if block.section != section {
            section.clone_from(&block.section);
            scratch.shell("git reset --quiet --hard && git clean --quiet --force -d").fine();
        }
        match (block.language.as_str(), block.mark.0.as_str()) {
            ("sh", "not run") => not_run.push(block.text.trim_end().replace(&name, "CRATE")),
            ("sh", exit) => {
                let ran = scratch.shell(&block.text);
                let code = exit.strip_prefix("exits with ").map_or(0, |code| code.parse().expect("a number"));
                assert_eq!(ran.code, Some(code), "{}:\n{}{}{}", block.section, block.text, ran.out, ran.err);
                out = ran.out;
            }
            (_, "output") if block.mark.1 == "case" => assert_eq!(block.text, out, "{}", block.section),
            _ => scratch.apply(block),
        }
    }
    assert_eq!(not_run, NOT_RUN, "every block must be run, unless it is listed with a reason");
    let run = blocks.iter().filter(|block| block.language == "sh").count() - not_run.len();
    assert!(run >= 10, "only {run} blocks were run");
}

#[test]
fn the_first_program_still_compiles_after_the_recipes_for_the_spec() {
    let scratch = Scratch::new();
    let blocks = blocks();
    for block in blocks.iter().filter(|block| block.section.starts_with("Add a ")) {
        scratch.apply(block);
    }
    xtask(&scratch.path(""), &["generate"]).fine();
    let status = scratch.shell("git status --porcelain --untracked-files=all").fine();
    assert!(
        status.contains(" M spec/rules/") && status.contains("?? spec/workflows/"),
        "both recipes must change the spec: {status}"
    );
    let program = blocks.iter().find(|block| block.language == "rust").expect("the README should contain a program");
    let (bindings, name) = bindings(&scratch);
    let manifest = format!(
        "[package]\nname = \"program\"\nedition = \"2024\"\n\n[dependencies]\n{name} = {{ path = \"{}\" }}\n\n[workspace]\n",
        bindings.display()
    );
    write(&scratch.path("../program/Cargo.toml"), &manifest);
    let main = format!("fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{}Ok(())\n}}\n", program.text);
    write(&scratch.path("../program/src/main.rs"), &main);
    copy(&scratch.path("Cargo.lock"), &scratch.path("../program/Cargo.lock"));
    let printed = scratch.shell("cd ../program && cargo run --quiet --offline").fine();
    let shown = blocks.iter().find(|block| block.mark == ("output".to_owned(), "request".to_owned()));
    assert_eq!(printed, shown.expect("the README should show the output of the program").text);
}
