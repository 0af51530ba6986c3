//! The search index: a script, because pages opened from a local disk cannot load anything else.

use super::html_path;
use super::page::Page;

/// The maximum length of a section's text in the index; the rest is found only by its headings.
const LONGEST: usize = 1500;

/// One entry per heading: its anchor, the page, the heading, the text below it.
pub(super) fn index(pages: &[Page]) -> String {
    let entries = pages.iter().flat_map(|page| {
        page.headings.iter().zip(&page.texts).map(|(heading, text)| {
            let place = match heading.level {
                1 => html_path(&page.path),
                _ => format!("{}#{}", html_path(&page.path), heading.anchor),
            };
            let words: Vec<&str> = text.split_whitespace().collect();
            let text: String = words.join(" ").chars().take(LONGEST).collect();
            serde_json::json!([place, page.title, heading.text, text]).to_string()
        })
    });
    format!("window.searchIndex = [\n{}\n];\n", entries.collect::<Vec<_>>().join(",\n"))
}
