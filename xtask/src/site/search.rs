//! Builds the search index as a script, because pages that are opened from a local disk can only load scripts.

use super::html_path;
use super::page::Page;

/// The maximum length of a section's text in the index. Text beyond that cannot be searched.
const LONGEST: usize = 1500;

/// Returns the search index, with one entry per heading: the anchor, the page, the heading, and the text below it.
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
