//! Hostile texts and names that try to escape their context, read from the cases folder.

use crate::folder;

/// Texts for places with prose.
pub fn texts() -> Vec<String> {
    list("hostile/texts.json")
}

/// Texts for places with names.
pub fn names() -> Vec<String> {
    list("hostile/names.json")
}

fn list(path: &str) -> Vec<String> {
    let path = folder::cases(path);
    serde_json::from_str(&folder::text(&path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Any text as a single-line YAML string.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            // Characters that an editor would not show are written as escapes.
            c if c.is_control() || !c.is_ascii() => quoted.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
