//! Checks the docs: every link and anchor resolves, and every page can be reached.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use verispec_tests::folder;

/// The anchors, links and prose of a page.
#[derive(Default)]
struct Page {
    /// The anchors that GitHub generates for the headings.
    anchors: BTreeSet<String>,
    /// The targets of the links.
    links: Vec<String>,
    /// The paths of the images.
    pictures: Vec<String>,
    /// The prose outside code, to find unparsed Markdown.
    text: String,
    /// The first line of the page.
    header: String,
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/docs")
}

/// Returns every page by its path below the docs folder.
fn pages() -> BTreeMap<String, Page> {
    let root = docs();
    let page = |path: PathBuf| {
        let name = path
            .strip_prefix(&root)
            .expect("the page should be in the docs folder")
            .to_string_lossy()
            .replace('\\', "/");
        (name, parse(&folder::text(&path)))
    };
    folder::files(&root, ".md").into_iter().map(page).collect()
}

fn parse(markdown: &str) -> Page {
    let header = markdown.lines().next().unwrap_or_default().to_owned();
    let mut page = Page { header, ..Page::default() };
    let mut heading: Option<String> = None;
    let mut in_code = false;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let slug = github_slug(&heading.take().expect("a heading should start before it ends"));
                let count = seen.entry(slug.clone()).or_default();
                page.anchors.insert(if *count == 0 { slug } else { format!("{slug}-{count}") });
                *count += 1;
            }
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Image { dest_url, .. }) => page.pictures.push(dest_url.to_string()),
            Event::Start(Tag::Link { dest_url, .. }) => page.links.push(dest_url.to_string()),
            Event::Text(text) if !in_code => {
                page.text.push_str(&text);
                heading.iter_mut().for_each(|heading| heading.push_str(&text));
            }
            Event::Code(code) => heading.iter_mut().for_each(|heading| heading.push_str(&code)),
            Event::SoftBreak | Event::HardBreak => page.text.push('\n'),
            _ => {}
        }
    }
    page
}

/// Returns the anchor for a heading according to GitHub's algorithm: lowercase, with hyphens for spaces, and without
/// characters other than letters, digits, `-` and `_`.
fn github_slug(heading: &str) -> String {
    let mut slug = String::new();
    for c in heading.trim().to_lowercase().chars() {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(c),
            c if c.is_alphanumeric() => slug.push(c),
            _ => {}
        }
    }
    slug
}

fn is_external(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// Returns the page and the anchor to which a link on a page refers.
fn resolve(page: &str, link: &str) -> (String, Option<String>) {
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (link, None),
    };
    if path.is_empty() {
        return (page.to_owned(), anchor);
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
    (parts.join("/"), anchor)
}

#[test]
fn every_link_resolves() {
    let pages = pages();
    let (mut links, mut anchors) = (0, 0);
    let mut broken = Vec::new();
    for (name, page) in &pages {
        for link in page.links.iter().filter(|link| !is_external(link)) {
            let (target, anchor) = resolve(name, link);
            links += 1;
            match (pages.get(&target), anchor) {
                (None, _) => broken.push(format!("{name}: {link}: there is no page {target}")),
                (Some(target_page), Some(anchor)) => {
                    anchors += 1;
                    if !target_page.anchors.contains(&anchor) {
                        broken.push(format!("{name}: {link}: {target} has no heading for #{anchor}"));
                    }
                }
                (Some(_), None) => {}
            }
        }
    }
    println!("{} pages with {links} links, {anchors} of which have an anchor", pages.len());
    assert!(broken.is_empty(), "{} of {links} links are broken:\n{}", broken.len(), broken.join("\n"));
    assert!(links > 0 && anchors > 0, "no links were found, so the docs cannot be complete");
}

#[test]
fn every_picture_is_there_is_shown_and_says_what_it_shows() {
    let root = docs();
    let mut shown = BTreeSet::new();
    for (name, page) in pages() {
        for picture in &page.pictures {
            let (path, _) = resolve(&name, picture);
            let svg = fs::read_to_string(root.join(&path)).unwrap_or_else(|error| panic!("{name}: {path}: {error}"));
            for part in ["<title id=\"title\">", "<desc id=\"description\">", "prefers-color-scheme: dark"] {
                assert!(svg.contains(part), "{path} does not contain `{part}`");
            }
            shown.insert(path);
        }
    }
    let there = folder::files(&root, ".svg");
    assert!(there.len() > 20, "there are only {} images", there.len());
    assert_eq!(there.len(), shown.len(), "an image is not shown on any page");
}

#[test]
fn every_page_can_be_reached_from_the_index() {
    let pages = pages();
    let mut reached = BTreeSet::from(["index.md".to_owned()]);
    let mut open = vec!["index.md".to_owned()];
    while let Some(name) = open.pop() {
        let page = pages.get(&name).unwrap_or_else(|| panic!("there is no page {name}"));
        for link in page.links.iter().filter(|link| !is_external(link)) {
            let (target, _) = resolve(&name, link);
            if reached.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    let lost: Vec<_> = pages.keys().filter(|name| !reached.contains(*name)).collect();
    assert!(lost.is_empty(), "no link leads to {lost:?}");
}

#[test]
fn every_page_says_where_it_comes_from() {
    for (name, page) in pages() {
        let from = page.header.strip_prefix("<!-- Generated by `cargo xtask generate` from ").unwrap_or_default();
        let says = ["spec/", "the rules in codegen/", "codegen/model/src/change/"]
            .iter()
            .any(|folder| from.starts_with(folder));
        assert!(says && page.header.ends_with(" instead. -->"), "{name}: {}", page.header);
    }
}

#[test]
fn tables_and_links_are_understood() {
    for (name, page) in pages() {
        for left_over in ["|---", "](", "{{", "{%"] {
            assert!(
                !page.text.contains(left_over),
                "{name} contains unparsed Markdown or template syntax: `{left_over}`"
            );
        }
    }
}

#[test]
fn slugs_and_targets_are_those_of_github() {
    assert_eq!(github_slug("Built-in checks"), "built-in-checks");
    assert_eq!(github_slug("3 ID, and more!"), "3-id-and-more");
    assert_eq!(resolve("workflows/a.md", "../rules.md#x"), ("rules.md".to_owned(), Some("x".to_owned())));
    assert_eq!(resolve("rules.md", "#x"), ("rules.md".to_owned(), Some("x".to_owned())));
    let page = parse("# a\n\n## `b_c`\n\n# a\n\n| x | y |\n|---|---|\n| [l](m.md#n) | z |\n");
    assert_eq!(page.anchors.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "a-1", "b_c"]);
    assert_eq!(page.links, ["m.md#n"]);
}
