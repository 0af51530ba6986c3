//! Checks the rule about formatting: reports every handwritten Rust file that rustfmt would change.
//!
//! `cargo fmt` only sees the packages of the workspace and the modules that rustfmt can find from them. This check
//! covers every file, including the launcher, the fuzzer and the programs of test cases.

use anyhow::{Context, Result};
use verispec_codegen::endings::lf;

use super::{Finding, SourceText};
use crate::format;
use crate::tree::Tree;

pub(super) fn check(files: &[SourceText], findings: &mut Vec<Finding>) -> Result<()> {
    let rust: Vec<&SourceText> = files.iter().filter(|file| file.path.ends_with(".rs")).collect();
    let mut tree = Tree::new(rust.iter().map(|file| (file.path.clone(), lf(&file.text).into_owned())))?;
    format::format(&mut tree).context("cannot check the formatting of Rust files")?;
    for file in rust {
        let (written, formatted) = (lf(&file.text), tree.get(&file.path).unwrap_or_default());
        if written != formatted {
            let same = written.lines().zip(formatted.lines()).take_while(|(before, after)| before == after).count();
            let reason = format!("not formatted with rustfmt; run `rustfmt --edition 2024 {}`", file.path);
            findings.push(file.finding(same + 1, reason));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::SourceText;
    use super::check;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<SourceText> =
            files.iter().map(|(path, text)| SourceText { path: (*path).into(), text: (*text).into() }).collect();
        let mut findings = Vec::new();
        check(&files, &mut findings).expect("rustfmt runs");
        findings.into_iter().map(|finding| format!("{}:{}", finding.path, finding.line)).collect()
    }

    #[test]
    fn files_that_nothing_declares_are_looked_at() {
        let macros =
            "macro_rules! modules {\n    ($name:ident) => {\n        mod $name;\n    };\n}\nmodules! { hidden }\n";
        let files = [
            ("a/src/lib.rs", "mod seen;\n"),
            ("a/src/seen.rs", "fn seen() {}\nfn  seen( ) { }\n"),
            ("a/src/macros.rs", macros),
            ("a/src/hidden.rs", "fn  hidden( ) { }\n"),
            ("b/launcher/src/main.rs", "fn main() {}\n\n\n"),
            ("tests/cases/program.rs", "fn main() {}\n"),
        ];
        assert_eq!(
            found(&files),
            ["a/src/seen.rs:2", "a/src/hidden.rs:1", "b/launcher/src/main.rs:2"].map(String::from)
        );
    }

    #[test]
    fn line_endings_are_no_layout() {
        assert!(found(&[("a.rs", "fn a() {}\r\n\r\nfn b() {}\r\n")]).is_empty());
    }
}
