//! Converts strings of the spec to Markdown with the same meaning: prose, wire names, slugs, links, and code blocks.

use minijinja::Value;

pub(super) use verispec_text::markdown::{code, md, slug};

/// Joins wire names, each formatted as code.
pub(super) fn codes(texts: &[String]) -> String {
    joined(texts.iter().map(|text| code(text)))
}

/// Joins strings as prose.
pub(super) fn list(texts: &[String]) -> String {
    joined(texts.iter().map(|text| md(text)))
}

/// Joins descriptions of limits. Returns a dash if there are none, because the provider may still have undocumented
/// limits.
pub(super) fn limits(texts: &[String]) -> String {
    if texts.is_empty() { "–".to_owned() } else { list(texts) }
}

/// Joins pieces of Markdown with commas.
pub(super) fn joined(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "none".to_owned() } else { items.join(", ") }
}

/// Renders a code block. The fence is longer than any run of backticks in the content.
pub(super) fn fence(text: &str, language: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}

/// Formats JSON with indentation.
pub(super) fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).expect("a JSON value always serializes")
}

/// Converts a list of strings to a value for a template.
pub(super) fn values<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::from(items.into_iter().map(Into::into).collect::<Vec<Value>>())
}

/// Converts an optional value to a value for a template. An absent value counts as false.
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
