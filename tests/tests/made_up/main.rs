//! The law for every spec that lint accepts: its crate compiles without warnings and is laid out, its site has no dead
//! link, its standards are valid, and its payloads come back as they were.
//!
//! `VERISPEC_MADE_UP` says how many specs, or which: `2000`, or `47..48` for one that failed.

mod crates;
mod outputs;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use verispec_codegen::generate;
use verispec_tests::made_up::{self, Words};
use xtask::format::format;
use xtask::tree::Tree;

use crates::Batch;

/// Enough for each shape to stand at each place under many names, and few enough for every run of the tests.
const FEW: Range<u64> = 0..120;

/// How many specs are compiled as one crate.
const TOGETHER: usize = 120;

fn numbers() -> Range<u64> {
    let Ok(wanted) = std::env::var("VERISPEC_MADE_UP") else { return FEW };
    let number = |text: &str| text.parse().unwrap_or_else(|error| panic!("VERISPEC_MADE_UP={wanted}: {error}"));
    match wanted.split_once("..") {
        Some((first, end)) => number(first)..number(end),
        None => 0..number(&wanted),
    }
}

#[test]
fn what_lint_accepts_compiles_and_holds_in_every_output() {
    let words = Words::new();
    let (mut sound, mut wrong) = (BTreeMap::new(), Vec::new());
    let mut refused: BTreeMap<&str, u64> = BTreeMap::new();
    for number in numbers() {
        let sources = made_up::spec(number, &words);
        match generate(&sources) {
            Ok(output) => {
                let files: BTreeMap<String, String> =
                    output.files.into_iter().map(|file| (file.path, file.contents)).collect();
                wrong.extend(outputs::faults(&sources, &files).into_iter().map(|fault| format!("{number}: {fault}")));
                sound.insert(number, (sources, files));
            }
            Err(found) => {
                for rule in found.iter().map(|finding| finding.rule.id) {
                    *refused.entry(rule).or_default() += 1;
                    if std::env::var_os("VERISPEC_MADE_UP").is_some() {
                        println!("{number}:\n{}", found.render(&sources, false));
                    }
                }
            }
        }
    }
    println!("{} specs are sound; the others are refused by {refused:?}", sound.len());
    assert!(sound.len() * 10 >= numbers().count() * 9, "most specs have to be sound: {refused:?}");
    let numbers: Vec<u64> = sound.keys().copied().collect();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("made_up");
    for (index, numbers) in numbers.chunks(TOGETHER).enumerate() {
        let batch = Batch::new(numbers.iter().map(|number| (*number, &sound[number])));
        wrong.extend(unformatted(batch.rust()));
        wrong.extend(batch.faults(&root, index == 0));
    }
    let repeat = "repeat one with VERISPEC_MADE_UP=47..48 cargo test -p verispec-tests --test made_up";
    assert!(wrong.is_empty(), "{repeat}\n{}", wrong.join("\n"));
}

/// The files that rustfmt would lay out in another way, once they are laid out as `generate` does it.
fn unformatted(mut tree: Tree) -> Vec<String> {
    let lay_out = |tree: &mut Tree| format(tree).unwrap_or_else(|error| panic!("{error:#}"));
    lay_out(&mut tree);
    let mut again = tree.clone();
    lay_out(&mut again);
    let changed = tree.iter().filter(|(path, text)| again.get(path) != Some(text));
    changed.map(|(path, _)| format!("{path} is not laid out")).collect()
}
