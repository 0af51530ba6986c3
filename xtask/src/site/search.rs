//! The pages to an index that a browser searches: a script, since pages opened from a disk may load nothing else.

use super::html_path;
use super::page::Page;

/// The letters of a section that are searched; what comes after is found by its headings.
const LONGEST: usize = 1500;

/// One entry per heading: where it is, the page, the heading, the text below it.
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
