//! Checks that a folder on the command line may be a symbolic link for every command: files are written to its target,
//! and the link is preserved. The table of odd files covers links below the folder, which are rejected.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;

use clap::CommandFactory;
use xtask::arguments::Arguments;

use crate::sync::contents;
use crate::world::{World, copy, run};

/// Commands that write files, with arguments in which `link` is a symbolic link.
const WRITING: &[(&str, &[&str])] = &[
    ("fmt", &["fmt", "--spec", "link"]),
    ("rename", &["rename", "channel", "GANGWAY", "PLANK", "--spec", "link"]),
    ("new", &["new", "rule", "odd", "--spec", "link"]),
    ("import", &["import", "almanac.md", "--out", "link", "--spec", "spec"]),
    ("synth", &["synth", "--workflows", "1", "--out", "link"]),
    ("generate", &["generate", "--spec", "other", "--out", "link"]),
    ("docs", &["docs", "--docs", "pages", "--out", "link"]),
    ("vendor", &["vendor", "--spec", "other", "link"]),
    ("standards", &["standards", "--spec", "link"]),
    ("release", &["release", "--dry-run", "--from", "other", "--spec", "link"]),
];

/// Commands that only read files, or write to temporary folders.
const READING: &[&str] = &["lint", "graph", "explain", "audit", "diff", "package", "tidy", "ci"];

#[test]
fn every_command_is_one_that_writes_or_reads() {
    let known: BTreeSet<&str> = WRITING.iter().map(|(name, _)| *name).chain(READING.iter().copied()).collect();
    let command = Arguments::command();
    let all: BTreeSet<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    assert_eq!(known, all);
}

#[test]
fn a_named_folder_may_be_a_link() {
    for (command, arguments) in WRITING {
        for outside in [false, true] {
            let world = World::new();
            let target = if outside { world.outside.join("target") } else { world.project.join("target-of-link") };
            fs::create_dir(&target).expect("the folder should be writable");
            let writes_spec = arguments.windows(2).any(|pair| pair == ["--spec", "link"]);
            if writes_spec {
                copy(&world.project.join("spec"), &target);
                fs::write(
                    target.join("timing.yaml"),
                    fs::read_to_string(target.join("timing.yaml")).expect("it exists") + "\n\n",
                )
                .expect("the file should be readable");
            }
            symlink(&target, world.project.join("link")).expect("the folder should be writable");
            let before = contents(&target);
            let (_, said) = run(&world, arguments).expect("it ends");
            assert!(world.project.join("link").is_symlink(), "{command}: the link was removed; output: {said}");
            assert!(!said.contains("symbolic link"), "{command}: the link was rejected: {said}");
            let after = contents(&target);
            let only_shows = ["standards", "release"].contains(command);
            assert_eq!(
                after == before,
                only_shows,
                "{command} (link target outside the project: {outside}): the target must change if and only if the command writes files; output: {said}"
            );
            if outside {
                assert_eq!(fs::read_to_string(world.outside.join("precious.md")).expect("it exists"), "precious\n");
            }
        }
    }
}
