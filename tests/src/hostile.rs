//! Reads hostile strings and names, which try to escape their context, from the cases folder.

use crate::folder;

/// Returns hostile strings for fields that contain prose.
pub fn texts() -> Vec<String> {
    list("hostile/texts.json")
}

/// Returns hostile strings for fields that contain names.
pub fn names() -> Vec<String> {
    list("hostile/names.json")
}

fn list(path: &str) -> Vec<String> {
    let path = folder::cases(path);
    serde_json::from_str(&folder::text(&path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Quotes a string as a single-line YAML string.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            // Escapes characters that an editor might not show.
            c if c.is_control() || !c.is_ascii() => quoted.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
