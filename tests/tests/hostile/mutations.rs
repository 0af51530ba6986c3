//! Checks specs with random faults: all stages must end in time and without a panic.
//!
//! `VERISPEC_MUTATIONS` sets the number of mutations, such as `100000`, or their range, such as `4711..4712` to repeat
//! one that failed.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use verispec_codegen::generate;
use verispec_codegen::source::SourceMap;
use verispec_tests::folder;
use verispec_tests::mutation::Mutator;

use super::work::work;

/// The default number of mutations. It is large enough to include every kind of fault, and small enough for every test
/// run.
const FEW: Range<u64> = 0..150;

/// The time limit per spec, which also applies to builds without optimization.
const LONG: Duration = Duration::from_secs(10);

pub(crate) fn numbers() -> Range<u64> {
    let Ok(wanted) = std::env::var("VERISPEC_MUTATIONS") else { return FEW };
    let number =
        |text: &str| text.parse().unwrap_or_else(|error| panic!("cannot parse VERISPEC_MUTATIONS={wanted}: {error}"));
    match wanted.split_once("..") {
        Some((first, end)) => number(first)..number(end),
        None => 0..number(&wanted),
    }
}

/// Runs all stages, and returns whether the spec was valid.
fn is_generated(sources: &SourceMap) -> bool {
    match generate(sources) {
        Ok(output) => {
            output.warnings.render(sources, false);
            true
        }
        Err(found) => {
            assert!(found.has_errors(), "nothing was generated, but no error was reported");
            assert!(!found.render(sources, false).is_empty());
            false
        }
    }
}

#[test]
fn no_mutation_of_a_spec_makes_the_generator_panic_or_hang() {
    let specs = [folder::workspace("spec"), folder::cases("specs/harbor")];
    let mutator = Mutator::new(specs.iter().map(|path| folder::spec(path)).collect());
    let (mut panicked, mut slow, mut generated) = (Vec::new(), Vec::new(), 0_u64);
    let mut slowest = Duration::ZERO;
    let numbers = numbers();
    for number in numbers.clone() {
        let sources = mutator.spec(number);
        match catch_unwind(AssertUnwindSafe(|| work(|| is_generated(&sources)))) {
            Ok((valid, spent)) => {
                generated += u64::from(valid);
                slowest = slowest.max(spent);
                slow.extend((spent > LONG).then_some(number));
            }
            Err(_) => panicked.push(number),
        }
    }
    println!("{} mutations, {generated} valid, the slowest took {slowest:?}", numbers.end - numbers.start);
    assert!(
        panicked.is_empty() && slow.is_empty(),
        "mutations that panicked: {panicked:?}; that took too long: {slow:?}"
    );
}
