//! Checks misuse of the generated crate: each case is a program that must not compile, with the compiler's errors.
//!
//! A case begins with a sentence, followed by the codes and messages of the expected errors. Locations and explanations
//! are omitted, because they differ between compilers.

use std::fmt::Write as _;
use std::path::Path;

use verispec_tests::folder;
use verispec_tests::programs::{Compiled, Package};

fn name(case: &Path) -> String {
    case.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns the expected errors at the top of a case.
fn expected(case: &Path) -> Vec<String> {
    let text = folder::text(case);
    text.lines()
        .filter_map(|line| line.strip_prefix("// "))
        .filter(|line| line.starts_with("error["))
        .map(str::to_owned)
        .collect()
}

#[test]
fn misuse_does_not_compile() {
    let cases = folder::files(&folder::cases("misuse"), ".rs");
    assert!(cases.len() >= 12, "there are only {} cases", cases.len());
    let mut package = Package::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("misuse"));
    package.depend("jumio-workflows", "jumio-workflows", &folder::workspace("generated/jumio-workflows"));
    for case in &cases {
        package.program_at(&name(case), case);
    }
    let found = package.check();
    let mut told = String::new();
    for case in &cases {
        let (expected, found) = (expected(case), found.get(&name(case)).map(Compiled::in_words).unwrap_or_default());
        if expected.is_empty() || expected != found {
            let lines = found.iter().map(|line| format!("// {line}\n"));
            write!(told, "{} should say\n{}\n", case.display(), lines.collect::<String>())
                .expect("writing to a string should not fail");
        }
    }
    assert!(told.is_empty(), "{told}");
}
