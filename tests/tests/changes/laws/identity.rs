//! Checks that a spec does not differ from itself, regardless of its formatting.

use verispec_codegen::diff;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::folder;
use verispec_tests::made_up::{self, Words};
use xtask::{Console, Outcome, fmt, synth};

use super::worlds::World;
use super::{assert_none, sets};
use crate::meaning::reversed;

/// The numbers of random specs and the sizes of synthetic specs to compare.
const MADE_UP: u64 = 12;
const INVENTED: [u32; 2] = [3, 9];

fn told(old: &World, new: &World) -> Vec<String> {
    let changes = diff::diff(old.spec(), new.spec());
    changes
        .iter()
        .map(|change| format!("{}: {} {}: {}", old.name, change.kind.id, change.what(), change.message))
        .collect()
}

fn again(name: &str, sources: SourceMap) -> World {
    World::resolved(name, sources).unwrap_or_else(|| panic!("{name} can no longer be read after rewriting"))
}

fn mapped(sources: &SourceMap, change: impl Fn(&SourceFile) -> Vec<u8>) -> SourceMap {
    let file = |file: &SourceFile| SourceFile { path: file.path.clone(), bytes: change(file) };
    SourceMap::new(sources.iter().map(|(_, source)| file(source)).collect())
}

/// Formats a spec with `fmt` after adding white space between its words.
fn formatted(sources: &SourceMap) -> SourceMap {
    let scattered = mapped(sources, |file| {
        let text = String::from_utf8_lossy(&file.bytes).replace("\n\n", "\n").replace("summary: ", "summary:   ");
        format!("\n\n{text}").into_bytes()
    });
    let place = tempfile::tempdir().expect("a temporary folder");
    folder::write(&scattered, place.path());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let options = fmt::Options { check: false, spec: Some(place.path().to_owned()) };
    let outcome = fmt::run(&options, &mut Console { out: &mut out, err: &mut err, color: false }).expect("it formats");
    assert_eq!((outcome, String::from_utf8_lossy(&err).as_ref()), (Outcome::Fine, ""));
    folder::spec(place.path())
}

/// Returns random and synthetic specs.
fn others() -> Vec<World> {
    let words = Words::new();
    let made_up = (0..MADE_UP).map(|number| (format!("random spec {number}"), made_up::spec(number, &words)));
    let invented = INVENTED.iter().map(|workflows| {
        let files = synth::spec(*workflows).expect("generating the synthetic spec should succeed");
        let files = files.into_iter().map(|(path, text)| SourceFile { path, bytes: text.into_bytes() });
        (format!("synthetic spec with {workflows} workflows"), SourceMap::new(files.collect()))
    });
    // Not every random spec is valid.
    made_up.chain(invented).filter_map(|(name, sources)| World::resolved(&name, sources)).collect()
}

#[test]
fn a_spec_has_not_changed_from_itself_however_it_is_written() {
    let others = others();
    let all: Vec<&World> = sets().iter().flat_map(|(_, worlds)| worlds).chain(&others).collect();
    let (mut found, mut rewritten) = (Vec::new(), 0);
    for (number, spec) in all.iter().enumerate() {
        found.extend(told(spec, spec));
        // Checks only some specs of each set, because the specs of a set are similar.
        if number % 19 != 0 {
            continue;
        }
        rewritten += 1;
        let sources = spec.spec().sources;
        let commented = mapped(sources, |file| [b"# A comment.\n", file.bytes.as_slice(), b"\n# The end.\n"].concat());
        for other in [commented, reversed(sources), formatted(sources)] {
            found.extend(told(spec, &again(&spec.name, other)));
        }
    }
    println!(
        "{} specs do not differ from themselves, and {rewritten} of them were also rewritten with comments, in reverse order and formatted",
        all.len()
    );
    assert_none(&found, "changes that are reported between a spec and itself");
}

#[test]
fn worlds_are_not_all_the_same() {
    let worlds = &sets()[1].1;
    let changed = worlds.windows(2).filter(|pair| !diff::diff(pair[0].spec(), pair[1].spec()).is_empty()).count();
    assert!(2 * changed > worlds.len(), "{changed} of {}", worlds.len());
}
