//! Escapes strings for Markdown: prose, code and anchors.

/// Escapes prose for a paragraph or a table cell. Words between backticks remain code.
pub fn md(text: &str) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    // If the number of backticks is odd, the last one does not open a code span, so it is escaped like any other
    // character. If two code spans touch, all backticks are escaped, because adjacent backticks would be parsed as one
    // delimiter.
    let meet = (2..pieces.len() - 1).step_by(2).any(|between| pieces[between].is_empty());
    let balanced = pieces.len() % 2 == 1 && !meet;
    let mut out = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        let is_code = index % 2 == 1;
        match (is_code, balanced) {
            (true, true) if !piece.trim().is_empty() => out.push_str(&code(piece)),
            (true, true) => out.push_str(&format!("\\`{piece}\\`")),
            _ => out.push_str(&escape(piece)),
        }
        if !balanced && index + 1 < pieces.len() {
            out.push_str("\\`");
        }
    }
    escape_block(&out)
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut previous = None;
    while let Some(c) = characters.next() {
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let within_word = in_word(previous) && in_word(characters.peek().copied());
        previous = Some(c);
        match c {
            // An underscore within a word is not markup, and wire names contain many.
            '_' if within_word => out.push(c),
            '\\' | '|' | '*' | '_' | '[' | ']' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// Prevents `3. x`, `- x` or `# x` at the beginning of a paragraph from becoming a list or a heading.
fn escape_block(text: &str) -> String {
    let text = text.trim();
    let first_word = text.split(' ').next().unwrap_or_default();
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_rule = first_word.len() > 2 && first_word.bytes().all(|byte| byte == b'-' || byte == b'=' || byte == b'_');
    if first_word.strip_suffix(['.', ')']).is_some_and(is_number) {
        let end = first_word.len() - 1;
        return format!("{}\\{}", &text[..end], &text[end..]);
    }
    let is_mark =
        matches!(first_word, "-" | "+") || (!first_word.is_empty() && first_word.bytes().all(|byte| byte == b'#'));
    if is_mark || is_rule { format!("\\{text}") } else { text.to_owned() }
}

/// Formats a wire name as code, for a paragraph or a table cell.
pub fn code(text: &str) -> String {
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    // In a table, a code span cannot contain a vertical bar, and cannot begin or end with its delimiter.
    let plain = !text.contains(['|', '`', '\n', '\r', '\\']) && text.trim() == text;
    if plain {
        return format!("`{text}`");
    }
    let mut out = String::from("<code>");
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            c if c.is_ascii_punctuation() => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "</code>"
}

/// Returns the anchor that GitHub generates for a heading.
pub fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{code, md, slug};

    #[test]
    fn prose_stays_prose() {
        assert_eq!(md("a | b < c & d"), "a \\| b &lt; c &amp; d");
        assert_eq!(md("set `a.b` to *x*\nand [y]"), "set `a.b` to \\*x\\* and \\[y\\]");
        assert_eq!(md("one ` alone"), "one \\` alone");
        assert_eq!(md("`a|b` and ``"), "<code>a&#124;b</code> and \\`\\`");
        assert_eq!(md("- no list"), "\\- no list");
        assert_eq!(md("3. no list"), "3\\. no list");
        assert_eq!(md("3 years"), "3 years");
        assert_eq!(md("0.1.0"), "0.1.0");
        assert_eq!(md("## no heading"), "\\## no heading");
        assert_eq!(md("--- no line"), "\\--- no line");
        assert_eq!(md("NOT_EXECUTED"), "NOT_EXECUTED");
    }

    #[test]
    fn code_survives_tables() {
        assert_eq!(code("ID_CARD"), "`ID_CARD`");
        assert_eq!(code("a|b"), "<code>a&#124;b</code>");
        assert_eq!(code("a`b"), "<code>a&#96;b</code>");
        assert_eq!(code(""), "(empty)");
    }

    #[test]
    fn slugs_are_those_of_github() {
        assert_eq!(slug("Built-in checks"), "built-in-checks");
        assert_eq!(slug("imageChecks"), "imagechecks");
        assert_eq!(slug("Get an image (get_part)"), "get-an-image-get_part");
    }
}
