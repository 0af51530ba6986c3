//! Checks the upgrade guide, UPGRADING.md: the new programs compile, and the old ones fail as documented.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use verispec_tests::folder;
use verispec_tests::programs::{Compiled, Package};

/// The annotation of a code block, such as `old: request`, and its code.
type Blocks = BTreeMap<(String, String), String>;

fn blocks(page: &str) -> Blocks {
    let (mut found, mut mark, mut open) = (Blocks::new(), None, None::<((String, String), String)>);
    for event in Parser::new(&folder::text(&folder::workspace(page))) {
        match event {
            Event::Html(html) if html.starts_with("<!--") => {
                let inside = html.trim().trim_start_matches("<!-- ").trim_end_matches(" -->").to_owned();
                mark = inside.split_once(": ").map(|(what, of)| (what.to_owned(), of.to_owned()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                open = mark.take().map(|mark| (mark, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, code)) = &mut open {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}

fn of_kind<'b>(blocks: &'b Blocks, kind: &str) -> BTreeMap<&'b str, &'b str> {
    let wanted = blocks.iter().filter(|((found, _), _)| found == kind);
    wanted.map(|((_, name), code)| (name.as_str(), code.as_str())).collect()
}

/// Reports whether an error is the one in the guide, which may omit words.
fn is(error: &str, shown: &str) -> bool {
    match shown.split_once('…') {
        Some((start, end)) => error.starts_with(start) && error.ends_with(end),
        None => error == shown,
    }
}

#[test]
fn new_programs_compile_and_old_ones_fail_for_the_reasons_that_are_given() {
    let blocks = blocks("UPGRADING.md");
    let (old, new, reasons) = (of_kind(&blocks, "old"), of_kind(&blocks, "new"), of_kind(&blocks, "errors"));
    assert!(
        old.len() >= 8 && old.keys().eq(new.keys()),
        "there should be at least eight old programs, each with a new one: {:?}",
        old.keys()
    );
    assert!(
        reasons.keys().all(|name| old.contains_key(name)),
        "the guide contains errors for an old program that does not exist"
    );
    let mut package = Package::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("upgrading"));
    package.depend("jumio-workflows", "jumio-workflows", &folder::workspace("generated/jumio-workflows"));
    for (side, programs) in [("old", &old), ("new", &new)] {
        for (name, code) in programs {
            let result = "Result<(), Box<dyn std::error::Error>>";
            let program = format!("#![allow(dead_code)]\nfn main() -> {result} {{\n{code}\nOk(())\n}}\n");
            package.program(&format!("{side}_{name}"), &program);
        }
    }
    let found = package.check();
    let mut wrong = Vec::new();
    for name in old.keys() {
        // Removes duplicate errors.
        let said = |side: &str| -> BTreeSet<String> {
            let errors = found.get(&format!("{side}_{name}")).map(Compiled::in_words);
            errors.unwrap_or_default().into_iter().collect()
        };
        let (of_old, of_new) = (said("old"), said("new"));
        let shown: Vec<&str> = reasons.get(name).map_or(Vec::new(), |text| text.lines().collect());
        let unexpected = of_old.iter().filter(|error| !shown.iter().any(|shown| is(error, shown)));
        wrong.extend(unexpected.map(|error| format!("{name}: the guide does not contain the error {error}")));
        let missing = shown.iter().filter(|shown| !of_old.iter().any(|error| is(error, shown)));
        wrong.extend(missing.map(|shown| format!("{name}: the compiler does not report {shown}")));
        wrong.extend(of_new.iter().map(|error| format!("{name}: the new program does not compile: {error}")));
    }
    println!("{} programs, {} of which no longer compile", old.len(), reasons.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Checks that the upgrade guide converts the programs in an earlier README, which are copied to
/// `tests/cases/upgrading`, to those in the current one.
#[test]
fn the_programs_of_the_readme_lead_to_those_that_it_has_now() {
    let blocks = blocks("UPGRADING.md");
    let readme = folder::text(&folder::workspace("README.md"));
    let kept = folder::files(&folder::cases("upgrading"), ".txt");
    assert_eq!(kept.len(), 2, "the earlier README contained two programs");
    for path in kept {
        let name = path.file_stem().expect("a file").to_string_lossy().into_owned();
        let block = |side: &str| blocks.get(&(side.to_owned(), name.clone())).cloned().unwrap_or_default();
        assert_eq!(block("old"), folder::text(&path), "the old program {name} should be the one in the earlier README");
        assert!(
            readme.contains(&format!("```rust\n{}```\n", block("new"))),
            "README.md does not contain the new program {name}"
        );
        assert!(!readme.contains(&block("old")), "README.md still contains the old program {name}");
    }
}
