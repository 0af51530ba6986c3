//! Texts of the spec to Markdown that means the same: prose, words of the wire, slugs, links, fences.

use minijinja::Value;

pub(super) use verispec_text::markdown::{code, md, slug};

/// Several words of the wire in a row.
pub(super) fn codes(texts: &[String]) -> String {
    joined(texts.iter().map(|text| code(text)))
}

/// Several texts in a row, as prose.
pub(super) fn list(texts: &[String]) -> String {
    joined(texts.iter().map(|text| md(text)))
}

/// Limits in a row; a dash if the spec has none, which does not mean that the provider has none.
pub(super) fn limits(texts: &[String]) -> String {
    if texts.is_empty() { "–".to_owned() } else { list(texts) }
}

/// Markdown in a row.
pub(super) fn joined(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "none".to_owned() } else { items.join(", ") }
}

/// A code block; the fence is longer than any run of backticks in it.
pub(super) fn fence(text: &str, language: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}

/// JSON as it is read most easily.
pub(super) fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).expect("a JSON value can always be written")
}

/// A list of strings as a template takes it.
pub(super) fn values<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::from(items.into_iter().map(Into::into).collect::<Vec<Value>>())
}

/// A value that may be absent, as a template takes it: absent is false.
pub(super) fn maybe<T: Into<Value>>(item: Option<T>) -> Value {
    item.map_or(Value::from(()), Into::into)
}

#[cfg(test)]
mod tests {
    use super::{fence, limits, list};

    #[test]
    fn empty_lists_read_well() {
        assert_eq!(list(&[]), "none");
        assert_eq!(limits(&[]), "–");
    }

    #[test]
    fn fences_hold_what_is_in_them() {
        assert_eq!(fence("a\n```\nb\n", "text"), "````text\na\n```\nb\n````");
    }
}
