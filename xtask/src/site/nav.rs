//! Builds the navigation of a site: groups links to its pages in the order of the start page.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::page::Page;
use super::{START, html_path};

/// The maximum number of pages in a folder that all link to each other. In a larger folder, a page links only to its
/// neighbors, because most of the site would otherwise be links.
const MANY: usize = 150;

/// The number of pages before and after a page that it links to in a large folder.
const BESIDE: usize = 10;

/// Links to all pages.
pub(super) struct Nav {
    /// The name of the site.
    pub(super) site: String,
    pub(super) groups: Vec<Group>,
}

/// Pages of one folder.
pub(super) struct Group {
    /// The folder; empty for the pages next to the start page.
    pub(super) folder: String,
    pub(super) entries: Vec<Entry>,
    /// The page that lists all pages of the folder, if the folder has too many pages to link each page from every other
    /// page.
    pub(super) listed: Option<String>,
    /// The index of each entry in `entries`, by its path.
    places: BTreeMap<String, usize>,
}

pub(super) struct Entry {
    pub(super) path: String,
    pub(super) title: String,
}

/// Returns the navigation with all pages: first the pages that the start page links to, in its order, then the others.
/// The folder of the start page comes first.
pub(super) fn nav(pages: &[Page]) -> Result<Nav> {
    let start = pages.iter().find(|page| page.path == START);
    let start = start.with_context(|| format!("missing {START}; run `cargo xtask generate`"))?;
    // If the start page links to a page several times, the last link counts, because the start page ends with an
    // ordered list of all pages.
    let links: BTreeMap<&str, usize> = start.links.iter().map(String::as_str).zip(0..).collect();
    let mut order: Vec<&Page> = pages.iter().collect();
    order.sort_by_key(|page| (page.path != START, links.get(page.path.as_str()).copied().unwrap_or(usize::MAX)));
    let mut groups: Vec<Group> = vec![Group::new("")];
    for page in &order {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let title = if page.path == START { "Start" } else { page.title.as_str() };
        // The heading of a folder shows the common prefix of its pages.
        let common = format!("{}: ", capital(folder));
        let title = title.strip_prefix(&common).unwrap_or(title).to_owned();
        let entry = Entry { path: html_path(&page.path), title };
        match groups.iter_mut().find(|group| group.folder == folder) {
            Some(group) => group.add(entry),
            None => {
                let mut group = Group::new(folder);
                group.add(entry);
                groups.push(group);
            }
        }
    }
    for group in groups.iter_mut().filter(|group| group.entries.len() > MANY) {
        group.listed = order.iter().find(|page| group.is_listed_on(page)).map(|page| html_path(&page.path));
    }
    Ok(Nav { site: start.title.clone(), groups })
}

impl Group {
    fn new(folder: &str) -> Self {
        Self { folder: folder.to_owned(), entries: Vec::new(), listed: None, places: BTreeMap::new() }
    }

    fn add(&mut self, entry: Entry) {
        self.places.insert(entry.path.clone(), self.entries.len());
        self.entries.push(entry);
    }

    /// Returns whether a page is next to the start page and links to all pages of the folder.
    fn is_listed_on(&self, page: &Page) -> bool {
        let links: BTreeSet<String> = page.links.iter().map(|path| html_path(path)).collect();
        !page.path.contains('/') && self.places.keys().all(|path| links.contains(path))
    }

    /// Returns the entries that a page links to: all, or only its neighbors.
    pub(super) fn seen_from(&self, path: &str) -> &[Entry] {
        match (&self.listed, self.places.get(path)) {
            (None, _) => &self.entries,
            (Some(_), None) => &[],
            (Some(_), Some(place)) => {
                &self.entries[place.saturating_sub(BESIDE)..(place + BESIDE + 1).min(self.entries.len())]
            }
        }
    }
}

/// Formats a folder as a heading.
pub(super) fn capital(folder: &str) -> String {
    let words = folder.replace(['-', '_', '/'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
