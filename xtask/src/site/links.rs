//! Checks the built HTML for broken links and anchors.

use std::collections::{BTreeMap, BTreeSet};

use super::{Files, is_external, resolved};

/// The result of checking the links of a site.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The number of HTML pages.
    pub pages: usize,
    /// The number of internal links, including those to style sheets and scripts.
    pub links: usize,
    /// The number of internal links with an anchor.
    pub anchors: usize,
    /// The number of external links, which are not followed.
    pub external: usize,
    /// The errors, one sentence each.
    pub broken: Vec<String>,
}

impl Checked {
    /// Returns whether links were found and none is broken.
    pub fn is_fine(&self) -> bool {
        self.broken.is_empty() && self.pages > 0 && self.links > 0 && self.anchors > 0
    }
}

/// Checks the links and anchors of every page.
pub fn check(files: &Files) -> Checked {
    let mut checked = Checked::default();
    let pages: BTreeMap<&String, Page> =
        files.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, html)| (path, read(html))).collect();
    checked.pages = pages.len();
    for (path, page) in &pages {
        let twice = page.twice.iter().map(|id| format!("{path}: duplicate id `{id}`"));
        checked.broken.extend(twice);
        for link in &page.links {
            if is_external(link) {
                checked.external += 1;
                continue;
            }
            checked.links += 1;
            let target = resolved(path, link);
            if !files.contains_key(&target) {
                checked.broken.push(format!("{path}: {link}: {target} does not exist"));
            }
            let Some((_, anchor)) = link.split_once('#') else { continue };
            checked.anchors += 1;
            if pages.get(&target).is_some_and(|page| !page.ids.contains(anchor)) {
                checked.broken.push(format!("{path}: {link}: {target} has no #{anchor}"));
            }
        }
    }
    checked
}

#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    twice: Vec<String>,
    links: Vec<String>,
}

/// Parses the attributes of all tags. Text and attributes are escaped, so a `<` always starts a tag.
fn read(html: &str) -> Page {
    let mut page = Page::default();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        for (name, value) in attributes(tag) {
            match name {
                "id" if !page.ids.insert(value.clone()) => page.twice.push(value),
                "href" | "src" => page.links.push(value),
                _ => {}
            }
        }
    }
    page
}

fn attributes(tag: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let name = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let (value, behind) = after.split_once('"').unwrap_or((after, ""));
        found.push((name, value.replace("&amp;", "&").replace("&quot;", "\"")));
        rest = behind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Files, check};

    fn site(pages: &[(&str, &str)]) -> Files {
        pages.iter().map(|(path, html)| ((*path).to_owned(), (*html).to_owned())).collect()
    }

    #[test]
    fn dead_links_and_anchors_and_double_ids_are_found() {
        let files = site(&[
            (
                "index.html",
                r##"<h2 id="a">x</h2><a href="b/c.html#d">x</a><a href="#a">x</a><a href="https://x.example/">x</a>"##,
            ),
            ("b/c.html", r##"<h2 id="d">x</h2><a href="../index.html#b">x</a><p id="d"></p><link href="gone.css">"##),
        ]);
        let checked = check(&files);
        assert_eq!((checked.pages, checked.links, checked.anchors, checked.external), (2, 4, 3, 1));
        assert_eq!(
            checked.broken,
            [
                "b/c.html: duplicate id `d`",
                "b/c.html: ../index.html#b: index.html has no #b",
                "b/c.html: gone.css: b/gone.css does not exist",
            ]
        );
    }

    #[test]
    fn nothing_examined_is_not_fine() {
        assert!(!check(&site(&[])).is_fine());
        assert!(!check(&site(&[("index.html", "<p>no links</p>")])).is_fine());
        assert!(check(&site(&[("index.html", "<p id=\"a\"><a href=\"#a\">x</a></p>")])).is_fine());
    }
}
