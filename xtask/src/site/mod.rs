//! Converts the docs into a website: turns Markdown pages and images into HTML files that need neither a server nor the
//! network.

pub mod changelog;
mod frame;
mod highlight;
mod links;
mod nav;
mod page;
mod search;
mod table;
pub mod versions;

pub use links::{Checked, check};

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use verispec_codegen::embedded;
use verispec_codegen::endings::Embedded;

use page::Page;

/// The files of the docs or the site by their path, with `/` as separator.
pub type Files = BTreeMap<String, String>;

/// Files that are copied unchanged.
static ASSETS: &[(&str, &Embedded)] =
    &[("style.css", embedded!("style.css")), ("site.js", embedded!("site.js")), ("choose.js", embedded!("choose.js"))];

/// The start page, which links to the others and whose heading is the name of the site.
const START: &str = "index.md";

/// Builds the site from the files of the docs folder.
pub fn build(docs: &Files) -> Result<Files> {
    Ok(build_and_tell(docs)?.0)
}

/// Builds the site like [`build`], and also returns the omitted files, which are neither pages nor images on a page.
pub fn build_and_tell(docs: &Files) -> Result<(Files, Vec<String>)> {
    let mut pages: Vec<Page> = Vec::new();
    for (path, markdown) in docs.iter().filter(|(path, _)| stem(path).is_some()) {
        pages.push(page::read(path, markdown, docs)?);
    }
    let shown: BTreeSet<&String> = pages.iter().flat_map(|page| &page.shown).collect();
    let unused = docs.keys().filter(|path| stem(path).is_none() && !shown.contains(path)).cloned().collect();
    let nav = nav::nav(&pages)?;
    let mut files: Files = ASSETS.iter().map(|(path, text)| ((*path).to_owned(), text.text().to_owned())).collect();
    files.insert("search-index.js".to_owned(), search::index(&pages));
    let frame = frame::Frame::new(&nav)?;
    for page in pages {
        let (path, html) = (page.path.clone(), html_path(&page.path));
        if files.insert(html.clone(), frame.html(page)?).is_some() {
            bail!("{path} and another page both become {html}; rename one of them");
        }
    }
    Ok((files, unused))
}

/// Returns the path of a page without its extension; `None` if the file is not a page.
fn stem(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    ["md", "markdown"].iter().any(|page| ending.eq_ignore_ascii_case(page)).then_some(stem)
}

/// Returns the path of a page of the docs on the site.
fn html_path(markdown: &str) -> String {
    format!("{}.html", stem(markdown).unwrap_or(markdown))
}

/// Returns the relative path from a page to the root folder.
fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// Returns the path to which a link on a page leads, without its anchor.
fn resolved(page: &str, link: &str) -> String {
    let path = link.split('#').next().unwrap_or_default();
    if path.is_empty() {
        return page.to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Returns whether a link is external.
fn is_external(link: &str) -> bool {
    link.contains("://") || link.starts_with("mailto:") || link.starts_with("data:")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
