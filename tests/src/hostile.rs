//! Texts and names that try to break out of where they land: data files of the cases folder, read.

use crate::folder;

/// Texts for places where prose belongs.
pub fn texts() -> Vec<String> {
    list("hostile/texts.json")
}

/// Texts for places where names belong.
pub fn names() -> Vec<String> {
    list("hostile/names.json")
}

fn list(path: &str) -> Vec<String> {
    let path = folder::cases(path);
    serde_json::from_str(&folder::text(&path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A text as YAML spells it on one line, whatever is in it.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            // What an editor would not show is written by its number.
            c if c.is_control() || !c.is_ascii() => quoted.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
