//! Connects the sites of several versions: a list of versions on each page, a note on the pages of old versions, and a
//! start page above the versions.
//!
//! Everything is plain HTML, so it works without scripts. The list is written again whenever a version is added.

use std::collections::{BTreeMap, BTreeSet};

use verispec_codegen::diff::Version;

use super::{Files, escaped, root_of};

/// The opening and closing tags of the list of versions.
const START: &str = "<nav class=\"versions\" aria-label=\"Versions\">\n";
const END: &str = "</nav>\n";

/// The fragment stands before this part of the frame.
const COLUMNS: &str = "<div class=\"columns\">";

/// The page with the changes by version, which a site of several versions has.
pub const CHANGES: &str = "changelog.html";

/// The first page of every version.
const FIRST: &str = "index.html";

/// Marks the start page as one that this module wrote.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"cargo xtask docs --versions\">";

/// The sites of several versions, each with its files. There is at least one.
pub type Versions = BTreeMap<Version, Files>;

/// Writes the versions into the pages of each site, and returns the start page that leads to the newest one.
pub fn connect(versions: &mut Versions, name: &str) -> String {
    let paths: BTreeMap<Version, BTreeSet<String>> =
        versions.iter().map(|(version, files)| (version.clone(), files.keys().cloned().collect())).collect();
    for (version, files) in versions {
        for (path, html) in files.iter_mut().filter(|(path, _)| path.ends_with(".html")) {
            *html = with_fragment(html, &fragment(version, path, &paths));
        }
    }
    start(&paths, name)
}

/// Replaces the fragment of a page, or adds it.
fn with_fragment(html: &str, fragment: &str) -> String {
    let Some((head, rest)) = html.split_once(COLUMNS) else { return html.to_owned() };
    let head = match head.split_once(START) {
        Some((before, old)) => format!("{before}{}", old.split_once(END).map_or("", |(_, after)| after)),
        None => head.to_owned(),
    };
    format!("{head}{fragment}{COLUMNS}{rest}")
}

/// Returns the versions as links to the same page, or to the first page where a version does not have it.
fn fragment(own: &Version, path: &str, paths: &BTreeMap<Version, BTreeSet<String>>) -> String {
    let above = format!("../{}", root_of(path));
    let link = |version: &Version| {
        let page = if paths[version].contains(path) { path } else { FIRST };
        escaped(&format!("{above}{version}/{page}"))
    };
    let mut text = START.to_owned();
    let newest = paths.keys().next_back().filter(|newest| *newest != own);
    if let Some(newest) = newest {
        text.push_str(&format!(
            "<p class=\"old\" role=\"note\"><strong>Version {own} is old.</strong> The newest version is <a href=\"{}\">{newest}</a>.</p>\n",
            link(newest)
        ));
    }
    text.push_str(&format!("<details>\n<summary>Version {own}</summary>\n<ul>\n"));
    for version in paths.keys().rev() {
        let current = if version == own { " aria-current=\"true\"" } else { "" };
        text.push_str(&format!("<li><a href=\"{}\"{current}>{version}</a></li>\n", link(version)));
    }
    text.push_str("</ul>\n");
    let told = paths.iter().rev().find(|(_, files)| files.contains(CHANGES));
    if let Some((version, _)) = told {
        text.push_str(&format!("<p><a href=\"{above}{version}/{CHANGES}\">Changes by version</a></p>\n"));
    }
    text + "</details>\n" + END
}

/// Returns the page above the versions. Browsers continue to the newest version.
fn start(paths: &BTreeMap<Version, BTreeSet<String>>, name: &str) -> String {
    let newest = paths.keys().next_back().map(ToString::to_string).unwrap_or_default();
    let name = escaped(name);
    let list = paths.keys().rev().map(|version| format!("<li><a href=\"{version}/{FIRST}\">{version}</a></li>\n"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{GENERATOR}\n\
         <meta http-equiv=\"refresh\" content=\"0; url={newest}/{FIRST}\">\n<title>{name}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{newest}/style.css\">\n</head>\n<body>\n\
         <main>\n<h1>{name}</h1>\n<ul>\n{}</ul>\n</main>\n</body>\n</html>\n",
        list.collect::<String>()
    )
}
