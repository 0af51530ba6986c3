//! Compares two sets of facts: finds facts that are only in one set, and facts that differ.

use serde_json::Value;

/// Lists whose order is significant. Other lists are compared as sets.
const IN_ORDER: [&str; 3] = ["chains", "delays_seconds", "variants"];

/// Returns the differences, each with its path.
pub(crate) fn differences(documented: &Value, stated: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(documented, stated, "", &mut found);
    found
}

fn compare(documented: &Value, stated: &Value, place: &str, found: &mut Vec<String>) {
    let (Value::Object(left), Value::Object(right)) = (documented, stated) else {
        if documented != stated && ordered(documented, place) != ordered(stated, place) {
            found.push(format!("{place}: the documents state {documented}, but the spec states {stated}"));
        }
        return;
    };
    for (key, value) in left {
        let other = right.get(key);
        if other == Some(value) {
            continue;
        }
        let inner = format!("{place}/{key}");
        match other {
            Some(Value::String(text)) if key == "says" => found.extend(unsaid(value, text, &inner)),
            Some(other) => compare(value, other, &inner, found),
            None => found.push(format!("{inner}: the documents state {value}, but the spec states nothing")),
        }
    }
    for (key, value) in right.iter().filter(|(key, _)| *key != "says" && !left.contains_key(*key)) {
        found.push(format!("{place}/{key}: the spec states {value}, but the tables do not contain this fact"));
    }
}

/// Returns an error for each word in a list that does not occur in a description.
fn unsaid(words: &Value, text: &str, place: &str) -> Vec<String> {
    let words = words.as_array().unwrap_or_else(|| panic!("{place} should be a list of words")).iter();
    let words =
        words.map(|word| word.as_str().unwrap_or_else(|| panic!("{place} contains {word}, which is not a string")));
    words
        .filter(|word| !text.contains(word))
        .map(|word| format!("{place}: the description does not contain {word}: {text}"))
        .collect()
}

/// Sorts a list unless its order is significant.
fn ordered(value: &Value, place: &str) -> Value {
    let is_free = !place.split('/').any(|step| IN_ORDER.contains(&step));
    match value {
        Value::Array(items) => {
            let mut items: Vec<_> = items.iter().map(|item| ordered(item, place)).collect();
            if is_free {
                items.sort_by_cached_key(Value::to_string);
            }
            items.into()
        }
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), ordered(value, place))).collect(),
        other => other.clone(),
    }
}
