//! Applies patches that plant errors in a valid spec.

use verispec_codegen::source::{SourceFile, SourceMap};

/// Applies a patch. Panics if the patch does not match the spec, which means that the patch is wrong.
pub fn apply(spec: &SourceMap, patch: &str) -> SourceMap {
    let mut files: Vec<SourceFile> = spec.iter().map(|(_, file)| file.clone()).collect();
    let mut sections = patch.split("=== ");
    assert_eq!(sections.next(), Some(""), "a patch must begin with the path of a file");
    for section in sections {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        if let Some(path) = head.strip_suffix(" (removed)") {
            assert!(files.iter().any(|file| file.path == path), "{path} does not exist");
            files.retain(|file| file.path != path);
            continue;
        }
        let old = files.iter().position(|file| file.path == head);
        let mut text = old.map_or(String::new(), |at| String::from_utf8_lossy(&files[at].bytes).into_owned());
        for change in body.split("\n\n").filter(|change| !change.trim().is_empty()) {
            text = replaced(head, &text, &lines(change, '-'), &unescaped(&lines(change, '+')));
        }
        files.retain(|file| file.path != head);
        files.push(SourceFile { path: head.to_owned(), bytes: text.into_bytes() });
    }
    SourceMap::new(files)
}

/// Returns the lines with this sign, each with its line break. An optional space after the sign is removed.
fn lines(change: &str, sign: char) -> String {
    let marked = change.lines().filter_map(|line| line.strip_prefix(sign));
    marked.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

fn replaced(path: &str, text: &str, old: &str, new: &str) -> String {
    if old.is_empty() {
        return format!("{text}{new}");
    }
    assert_eq!(
        format!("\n{text}").matches(&format!("\n{old}")).count(),
        1,
        "{path} should contain this exactly once:\n{old}"
    );
    format!("\n{text}").replacen(&format!("\n{old}"), &format!("\n{new}"), 1)[1..].to_owned()
}

fn unescaped(text: &str) -> String {
    text.replace("\\t", "\t").replace("\\u{202E}", "\u{202E}").replace("\\u{7}", "\u{7}")
}
