//! Checks properties of every spec that lint accepts: its crate compiles without warnings and is formatted, its site
//! has no dead links, its standards are valid, and its payloads survive a round trip.
//!
//! `VERISPEC_MADE_UP` sets the number of specs, such as `2000`, or their range, such as `47..48` to repeat one that
//! failed.

mod crates;
mod outputs;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use verispec_codegen::generate;
use verispec_codegen::source::SourceMap;
use verispec_tests::made_up::{self, Thinned, Words};
use xtask::format::format;
use xtask::tree::Tree;

use crates::Batch;

/// The number of specs that are compiled as one crate.
const TOGETHER: usize = 120;

/// Returns the numbers of the specs to generate. The default is the range `few`.
fn numbers(few: Range<u64>) -> Range<u64> {
    let Ok(wanted) = std::env::var("VERISPEC_MADE_UP") else { return few };
    let number =
        |text: &str| text.parse().unwrap_or_else(|error| panic!("cannot parse VERISPEC_MADE_UP={wanted}: {error}"));
    match wanted.split_once("..") {
        Some((first, end)) => number(first)..number(end),
        None => 0..number(&wanted),
    }
}

/// The specs that lint accepts, and the faults in their outputs.
struct Checked {
    sound: BTreeMap<u64, (SourceMap, BTreeMap<String, String>)>,
    refused: BTreeMap<&'static str, u64>,
    wrong: Vec<String>,
}

/// Generates all outputs of the specs, and checks them. Pass `true` as `with_payloads` if generated payloads respect
/// the limits of the schemas, and must therefore survive a round trip.
fn checked(specs: impl Iterator<Item = (u64, SourceMap)>, folder: &str, with_payloads: bool) -> Checked {
    let mut checked = Checked { sound: BTreeMap::new(), refused: BTreeMap::new(), wrong: Vec::new() };
    let is_told = std::env::var_os("VERISPEC_MADE_UP").is_some();
    for (number, sources) in specs {
        match generate(&sources) {
            Ok(output) => {
                let files: BTreeMap<String, String> =
                    output.files.into_iter().map(|file| (file.path, file.contents)).collect();
                let faults = outputs::faults(&sources, &files, with_payloads);
                checked.wrong.extend(faults.into_iter().map(|fault| format!("{number}: {fault}")));
                checked.sound.insert(number, (sources, files));
            }
            Err(found) => {
                found.iter().for_each(|finding| *checked.refused.entry(finding.rule.id).or_default() += 1);
                if is_told {
                    println!("{number}:\n{}", found.render(&sources, false));
                }
            }
        }
    }
    println!("{} specs are valid; the others were rejected because of {:?}", checked.sound.len(), checked.refused);
    let numbers: Vec<u64> = checked.sound.keys().copied().collect();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    for (index, numbers) in numbers.chunks(TOGETHER).enumerate() {
        let batch = Batch::new(numbers.iter().map(|number| (*number, &checked.sound[number])), with_payloads);
        checked.wrong.extend(unformatted(batch.rust()));
        checked.wrong.extend(batch.faults(&root, index == 0));
    }
    checked
}

#[test]
fn what_lint_accepts_compiles_and_holds_in_every_output() {
    let words = Words::new();
    // This range is large enough for each shape to occur in each position with many names, and small enough for every
    // test run.
    let numbers = numbers(0..120);
    let count = numbers.clone().count();
    let checked = checked(numbers.map(|number| (number, made_up::spec(number, &words))), "made_up", true);
    assert!(
        checked.sound.len() * 10 >= count * 9,
        "most specs should be valid, but some were rejected because of {:?}",
        checked.refused
    );
    let repeat = "repeat one with VERISPEC_MADE_UP=47..48 cargo test -p verispec-tests --test made_up";
    assert!(checked.wrong.is_empty(), "{repeat}\n{}", checked.wrong.join("\n"));
}

/// Checks that any set of optional parts can be omitted from the example spec.
#[test]
fn the_example_spec_holds_in_every_output_with_any_set_of_its_parts() {
    let numbers = numbers(0..12);
    let count = numbers.clone().count();
    let thinned = Thinned::new();
    println!("{} parts are optional", thinned.count());
    let checked = checked(numbers.map(|number| (number, thinned.spec(number))), "thinned", false);
    assert_eq!(checked.sound.len(), count, "refused: {:?}", checked.refused);
    assert!(checked.wrong.is_empty(), "{}", checked.wrong.join("\n"));
}

/// Checks that names that generated code or its dependencies use do not cause errors as names in a spec.
#[test]
fn every_name_that_generated_code_uses_can_stand_at_every_place() {
    let words = Words::new();
    let specs = made_up::everywhere(&words);
    let count = specs.len();
    println!("{} names", words.any.len());
    let checked = checked((0..).zip(specs), "everywhere", true);
    assert_eq!(checked.sound.len(), count, "refused: {:?}", checked.refused);
    assert!(checked.wrong.is_empty(), "{}", checked.wrong.join("\n"));
}

/// Returns the files that rustfmt would change again after formatting them like `generate`.
fn unformatted(mut tree: Tree) -> Vec<String> {
    let lay_out = |tree: &mut Tree| format(tree).unwrap_or_else(|error| panic!("{error:#}"));
    lay_out(&mut tree);
    let mut again = tree.clone();
    lay_out(&mut again);
    let changed = tree.iter().filter(|(path, text)| again.get(path) != Some(text));
    changed.map(|(path, _)| format!("{path} is not formatted")).collect()
}
