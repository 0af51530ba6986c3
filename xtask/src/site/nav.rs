//! The way through a site: takes its pages, gives groups of links in the order in which the start page names them.

use anyhow::{Context, Result};

use super::page::Page;
use super::{START, html_path};

/// Links to all pages.
pub(super) struct Nav {
    /// The name of the site.
    pub(super) site: String,
    pub(super) groups: Vec<Group>,
}

/// Pages of one folder.
pub(super) struct Group {
    /// The folder; empty for the pages beside the start page.
    pub(super) folder: String,
    pub(super) entries: Vec<Entry>,
}

pub(super) struct Entry {
    pub(super) path: String,
    pub(super) title: String,
}

/// All pages: those that the start page links to in its order, then the others. The start page's own folder comes first.
pub(super) fn nav(pages: &[Page]) -> Result<Nav> {
    let start = pages.iter().find(|page| page.path == START);
    let start = start.with_context(|| format!("there is no {START}; run `cargo xtask generate`"))?;
    // The last link counts: what the page links to on the way, it lists in order at its end.
    let mut order: Vec<&str> = vec![START];
    for path in start.links.iter().map(String::as_str).filter(|path| *path != START) {
        order.retain(|known| *known != path);
        order.push(path);
    }
    for path in pages.iter().map(|page| page.path.as_str()) {
        if !order.contains(&path) {
            order.push(path);
        }
    }
    let mut groups: Vec<Group> = vec![Group { folder: String::new(), entries: Vec::new() }];
    for page in order.iter().filter_map(|path| pages.iter().find(|page| page.path == *path)) {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let title = if page.path == START { "Start" } else { page.title.as_str() };
        // What the pages of a folder have in common is said by its heading.
        let common = format!("{}: ", capital(folder));
        let title = title.strip_prefix(&common).unwrap_or(title).to_owned();
        let entry = Entry { path: html_path(&page.path), title };
        match groups.iter_mut().find(|group| group.folder == folder) {
            Some(group) => group.entries.push(entry),
            None => groups.push(Group { folder: folder.to_owned(), entries: vec![entry] }),
        }
    }
    Ok(Nav { site: start.title.clone(), groups })
}

/// A folder as a heading.
pub(super) fn capital(folder: &str) -> String {
    let words = folder.replace(['-', '_', '/'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
