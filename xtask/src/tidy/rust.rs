//! Checks the style rules for Rust files: length, naming, documentation and completeness.
//!
//! All checks are line-based. That is accurate enough because `cargo fmt` determines the line breaks, and a parser with
//! line numbers (`proc-macro2` with `span-locations`) would slow down the generator, which shares the dependency.

use super::{Finding, SourceText};

const MAX_FILE_LINES: usize = 500;
const MAX_FUNCTION_LINES: usize = 100;
const VAGUE_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];

/// The pattern is split in two, so that this file does not match it.
const LEFT_OVERS: &[&str] = &[concat!("todo", "!("), concat!("unimplemented", "!("), concat!("dbg", "!(")];

pub(super) fn check(file: &SourceText, findings: &mut Vec<Finding>) {
    let Some(stem) = file.name().strip_suffix(".rs") else {
        return;
    };
    let parent = file.path.rsplit('/').nth(1).unwrap_or_default();
    if VAGUE_NAMES.contains(&stem) || (stem == "mod" && VAGUE_NAMES.contains(&parent)) {
        findings.push(file.finding(1, "the file name is not descriptive; name the file after its contents"));
    }
    if !file.text.starts_with("//!") {
        findings
            .push(file.finding(1, "no module documentation; add a `//!` sentence that says what the module is for"));
    }
    let lines = file.text.lines().count();
    if lines > MAX_FILE_LINES {
        findings.push(file.finding(
            MAX_FILE_LINES + 1,
            format!("{lines} lines, more than the limit of {MAX_FILE_LINES}; split the file"),
        ));
    }
    for (line, text) in file.lines().filter(|(_, text)| !text.trim_start().starts_with("//")) {
        if let Some(left) = LEFT_OVERS.iter().find(|left| text.contains(*left)) {
            findings.push(file.finding(line, format!("`{left}…)` is left over; finish the code")));
        }
    }
    check_embedded(file, findings);
    check_functions(file, findings);
}

/// The pattern is split in two, so that this file does not match it. The `embedded!` macro may use `include_str!`.
const INCLUDE: &str = concat!("include_", "str!(");

fn check_embedded(file: &SourceText, findings: &mut Vec<Finding>) {
    let is_toolkit = ["codegen/", "xtask/"].iter().any(|folder| file.path.starts_with(folder));
    if !is_toolkit || !file.path.contains("/src/") {
        return;
    }
    for (line, text) in file.lines().filter(|(_, text)| !text.trim_start().starts_with("//")) {
        if text.split(INCLUDE).skip(1).any(|argument| !argument.starts_with("$path)")) {
            findings.push(file.finding(
                line,
                format!("`{INCLUDE}…)` embeds a file with the line endings of the checkout; use `embedded!`"),
            ));
        }
    }
}

fn check_functions(file: &SourceText, findings: &mut Vec<Finding>) {
    let lines: Vec<&str> = file.text.lines().collect();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let length = function_length(&lines[start..]);
        if length > MAX_FUNCTION_LINES {
            let reason =
                format!("`{name}` has {length} lines, more than the limit of {MAX_FUNCTION_LINES}; split the function");
            findings.push(file.finding(start + 1, reason));
        }
    }
}

/// Returns the name in a line that starts a function.
fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let qualifier = |word: &str| {
        matches!(word, "const" | "async" | "unsafe" | "extern" | "default" | "\"C\"") || word.starts_with("pub")
    };
    let name = after.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    (!name.is_empty() && before.split_whitespace().all(qualifier)).then_some(name)
}

/// Returns the number of lines from the start of a function to its closing brace, which has the same indentation.
fn function_length(lines: &[&str]) -> usize {
    let signature_end = lines.iter().position(|line| line.trim_end().ends_with(['{', ';', '}']));
    let Some(end) = signature_end.filter(|end| lines[*end].trim_end().ends_with('{')) else {
        return 1;
    };
    let indent = lines[0].len() - lines[0].trim_start().len();
    let closes = |line: &&str| line.trim() == "}" && line.len() - line.trim_start().len() == indent;
    lines.iter().skip(end).position(closes).map_or(lines.len(), |length| end + length + 1)
}

#[cfg(test)]
mod tests {
    use super::super::SourceText;
    use super::check;

    fn found(path: &str, text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        check(&SourceText { path: path.into(), text: text.into() }, &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_tidy_file_is_left_alone() {
        let body = "    f();\n".repeat(97);
        assert!(found("a/b.rs", &format!("//! x\n\nfn f() -> u8 {{\n    {body}    1\n}}\n\nfn g() {{}}\n")).is_empty());
        assert!(found("a/README.md", "").is_empty());
    }

    #[test]
    fn a_long_function_is_found_where_it_begins() {
        let body = "        f();\n".repeat(99);
        let text =
            format!("//! x\n\nimpl X {{\n    pub(crate) const fn f(\n    ) {{\n{body}    }}\n\n    fn g() {{}}\n}}\n");
        assert_eq!(
            found("a/b.rs", &text),
            ["a/b.rs:4: `f` has 102 lines, more than the limit of 100; split the function"]
        );
    }

    #[test]
    fn texts_are_compiled_in_by_the_macro() {
        let text = format!("//! x\nconst A: &str = {}\"a\");\n", super::INCLUDE);
        assert_eq!(found("codegen/src/b.rs", &text).len(), 1);
        assert!(found("tests/benches/b.rs", &text).is_empty());
        assert!(found("xtask/src/b.rs", &text.replace("\"a\"", "$path)")).is_empty());
    }

    #[test]
    fn functions_without_a_body_have_one_line() {
        let rest = "    type A;\n".repeat(120);
        assert!(
            found("a/b.rs", &format!("//! x\ntrait X {{\n    fn f(\n        a: A,\n    ) -> B;\n{rest}}}\n"))
                .is_empty()
        );
    }

    #[test]
    fn a_long_file_is_found() {
        let text = format!("//! x\n{}", "\n".repeat(500));
        assert_eq!(found("a/b.rs", &text), ["a/b.rs:501: 501 lines, more than the limit of 500; split the file"]);
    }

    #[test]
    fn vague_names_missing_documentation_and_left_overs_are_found() {
        let left_over = ["    to", "do!()"].concat();
        let findings = found("a/util.rs", &format!("fn f() {{\n{left_over};\n}}\n// {left_over}\n"));
        assert_eq!(findings.len(), 3, "{findings:?}");
        assert!(findings[2].starts_with("a/util.rs:2: "), "{findings:?}");
        assert_eq!(found("common/mod.rs", "//! x\n").len(), 1);
    }
}
