//! Implements simple syntax highlighting for a few languages: marks comments, strings and keywords.

use super::escaped;

/// The keywords of Rust.
const RUST: &[&str] = &[
    "as", "break", "continue", "crate", "else", "enum", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mut",
    "pub", "return", "struct", "use", "where", "while",
];
const JSON: &[&str] = &["true", "false", "null"];
const SHELL: &[&str] = &["curl"];

/// Returns the name of the language for display.
pub(super) fn name(language: &str) -> String {
    let known = match language {
        "rust" => "Rust",
        "json" => "JSON",
        "sh" => "Shell command",
        "yaml" => "YAML",
        "mermaid" => "Mermaid",
        "text" => "Text",
        other => other,
    };
    known.to_owned()
}

/// Renders the code as HTML.
pub(super) fn marked(language: &str, code: &str) -> String {
    let (words, comment): (&[&str], &str) = match language {
        "rust" => (RUST, "//"),
        "json" => (JSON, "\0"),
        "sh" => (SHELL, "\0"),
        "yaml" => (&[], "# "),
        _ => return escaped(code),
    };
    let mut out = String::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let (class, length) = if rest.starts_with(comment) {
            ("comment", rest.find('\n').unwrap_or(rest.len()))
        } else if first == '"' {
            ("text", text(rest))
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            (if words.contains(&&rest[..length]) { "word" } else { "" }, length)
        } else {
            ("", first.len_utf8())
        };
        let piece = escaped(&rest[..length]);
        match class {
            "" => out.push_str(&piece),
            class => out.push_str(&format!("<span class=\"{class}\">{piece}</span>")),
        }
        rest = &rest[length..];
    }
    out
}

/// Returns the length of a string in double quotes. An unclosed string ends at the end of its line.
fn text(code: &str) -> usize {
    let mut escaped = false;
    for (place, c) in code.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return place + 1,
            '\n' => return place,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn words_texts_and_comments_are_marked() {
        assert_eq!(
            marked("rust", "let a = \"x\\\"<\"; // b"),
            "<span class=\"word\">let</span> a = <span class=\"text\">&quot;x\\&quot;&lt;&quot;</span>; <span class=\"comment\">// b</span>"
        );
        assert_eq!(marked("json", "null"), "<span class=\"word\">null</span>");
        assert_eq!(marked("mermaid", "let <"), "let &lt;");
    }
}
