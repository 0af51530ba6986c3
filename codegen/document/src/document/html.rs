//! Reads tags in HTML.

/// Tags that browsers know.
pub(super) const TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "div",
    "details",
    "em",
    "font",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Returns the name of a tag; `None` for a comment.
pub(super) fn tag_name(html: &str) -> Option<&str> {
    let inner = html.trim().strip_prefix('<')?.trim_start_matches('/');
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    (end > 0).then(|| &inner[..end])
}

/// Returns the value of an attribute, with or without quotes.
pub(super) fn attribute<'t>(html: &'t str, name: &str) -> Option<&'t str> {
    let lower = html.to_ascii_lowercase();
    let starts = lower.match_indices(name).map(|(at, _)| at).filter(|at| lower[..*at].ends_with(char::is_whitespace));
    let mut values = starts.filter_map(|at| html[at + name.len()..].trim_start().strip_prefix('='));
    let value = values.next()?.trim_start();
    match value.chars().next().filter(|character| matches!(character, '"' | '\'')) {
        Some(quote) => value[1..].split_once(quote).map(|(value, _)| value),
        None => value.split(|c: char| c.is_whitespace() || c == '>').next(),
    }
}
