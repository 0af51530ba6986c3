//! Writes payloads with a single edit as JSON strings. Unlike a serializer, it can write duplicate names and numbers in
//! any spelling.

use serde_json::Value;

/// An edit at one location of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit<'a> {
    /// Removes the field or item.
    Remove,
    /// Replaces the value with this JSON.
    Replace(&'a str),
    /// Duplicates the field or item.
    Repeat,
    /// Adds a field to an object. The string is the JSON of the field's name and value.
    Add(&'a str),
}

/// Returns the JSON Pointers of a value and of all nested values.
#[must_use]
pub fn pointers(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                found.extend(pointers(value).into_iter().map(|rest| format!("/{name}{rest}")));
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                found.extend(pointers(value).into_iter().map(|rest| format!("/{index}{rest}")));
            }
        }
        _ => {}
    }
    found
}

/// Returns the payload as a JSON string with the edit at this pointer.
#[must_use]
pub fn edited(value: &Value, pointer: &str, edit: Edit<'_>) -> String {
    let mut text = String::new();
    write(value, "", pointer, edit, &mut text);
    text
}

fn write(value: &Value, at: &str, target: &str, edit: Edit<'_>, text: &mut String) {
    let here = at == target;
    match (value, edit) {
        (_, Edit::Replace(other)) if here => text.push_str(other),
        (Value::Object(members), _) => {
            let mut written: Vec<String> = Vec::new();
            for (name, value) in members {
                let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                let mut member = format!("{}:", Value::from(name.as_str()));
                write(value, &at, target, edit, &mut member);
                push(&mut written, member, at == target, edit);
            }
            if let (true, Edit::Add(member)) = (here, edit) {
                written.push(member.to_owned());
            }
            text.push_str(&format!("{{{}}}", written.join(",")));
        }
        (Value::Array(items), _) => {
            let mut written: Vec<String> = Vec::new();
            for (index, value) in items.iter().enumerate() {
                let at = format!("{at}/{index}");
                let mut item = String::new();
                write(value, &at, target, edit, &mut item);
                push(&mut written, item, at == target, edit);
            }
            text.push_str(&format!("[{}]", written.join(",")));
        }
        (other, _) => text.push_str(&other.to_string()),
    }
}

fn push(written: &mut Vec<String>, entry: String, here: bool, edit: Edit<'_>) {
    match edit {
        Edit::Remove if here => {}
        Edit::Repeat if here => written.extend([entry.clone(), entry]),
        _ => written.push(entry),
    }
}

/// Returns the canonical form of compact JSON. Fields are sorted, but the spelling of each value is preserved.
#[must_use]
pub fn canonical(text: &str) -> String {
    let inside = |text: &str| text[1..text.len() - 1].to_owned();
    match text.as_bytes() {
        [b'{', ..] => {
            let inside = inside(text);
            let mut members: Vec<String> = split(&inside)
                .into_iter()
                .map(|member| {
                    let end = name_length(member);
                    format!("{}:{}", &member[..end], canonical(&member[end + 1..]))
                })
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        [b'[', ..] => {
            let inside = inside(text);
            let items: Vec<String> = split(&inside).into_iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        _ => text.to_owned(),
    }
}

/// Returns the length of the JSON string literal at the start.
fn name_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

/// Splits JSON at the top-level commas.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut at) = (Vec::new(), 0, 0_usize, 0);
    while at < text.len() {
        match text.as_bytes()[at] {
            b'"' => at += name_length(&text[at..]) - 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if !text.is_empty() {
        parts.push(&text[start..]);
    }
    parts
}
