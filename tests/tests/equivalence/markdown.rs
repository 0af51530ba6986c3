//! Reads facts from the pages: their tables, lists of chains and Mermaid diagrams.

use std::collections::BTreeMap;

use super::expected::{file, limit_text, member, slot};
use super::{About, Facts, Files};

/// Returns the cells of the table with this header, as plain text.
fn rows<'a>(page: &'a str, head: &'a str) -> impl Iterator<Item = Vec<String>> + 'a {
    let mut inside = false;
    page.lines().filter_map(move |line| {
        if line.starts_with(head) {
            inside = true;
            return None;
        }
        inside &= line.starts_with('|');
        let row = inside && !line.starts_with("|---");
        row.then(|| line.trim_matches('|').split(" | ").map(|cell| plain(cell.trim())).collect())
    })
}

/// Removes the Markdown of links and code.
fn plain(cell: &str) -> String {
    let mut out = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out.replace(['`', '['], "")
}

/// Removes the spaces in lists such as `WEB, API`. Returns an empty string for `none`.
fn codes(cell: &str) -> String {
    if cell == "none" || cell == "–" { String::new() } else { cell.replace(", ", ",") }
}

fn workflow_pages(files: &Files) -> impl Iterator<Item = (u32, &str)> {
    let pages = files.iter().filter(|(path, _)| path.starts_with("docs/workflows/") && path.ends_with(".md"));
    pages.map(|(path, page)| {
        let row = page.lines().find_map(|line| line.strip_prefix("| Key | "));
        let key = row.and_then(|rest| rest.trim_end_matches(" |").parse().ok());
        (key.unwrap_or_else(|| panic!("{path} does not state the workflow's key")), page.as_str())
    })
}

pub(super) fn tables(files: &Files) -> Facts {
    let mut facts = Facts::new();
    for (key, page) in workflow_pages(files) {
        workflow(key, page, &mut facts);
    }
    for (_, page) in files.iter().filter(|(path, _)| path.starts_with("docs/payloads/")) {
        payloads(page, &mut facts);
    }
    for row in rows(&files["docs/credentials.md"], "| Part | Shows |") {
        facts.insert((About::File, file(&row[0], file_limits(&row[5]))));
    }
    let mut region = String::new();
    for line in files["docs/regions.md"].lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            region = heading.rsplit_once('(').map_or(String::new(), |(_, id)| id.trim_end_matches(')').to_owned());
        } else if let (Some(row), false) = (line.strip_prefix("| "), region.is_empty())
            && let [service, host] = row.trim_end_matches(" |").split(" | ").map(plain).collect::<Vec<_>>().as_slice()
            && service != "Service"
        {
            facts.insert((About::Host, format!("{region} {service} {host}")));
        }
    }
    facts
}

fn workflow(key: u32, page: &str, facts: &mut Facts) {
    let channels = page.lines().find_map(|line| line.strip_prefix("| Channels | ")).unwrap_or_default();
    facts.insert((About::Channels, format!("{key} {}", codes(&plain(channels.trim_end_matches(" |"))))));
    let origins = [("captured", "captured"), ("on file", "on_file"), ("stored by you", "uploaded")];
    for (index, row) in rows(page, "| Credential | Where it comes from |").enumerate() {
        let origin = origins.iter().find(|(words, _)| row[1].starts_with(words)).map_or("?", |(_, origin)| origin);
        facts.insert((About::Slot, slot(key, index, &row[0], origin, &codes(&row[2]), &codes(&row[3]))));
    }
    let chains = page.split("chain runs from left to right:").nth(1).and_then(|rest| rest.split("\n## ").next());
    for line in chains.unwrap_or_default().lines().filter(|line| !line.is_empty()) {
        let chain = plain(line.split_once(". ").map_or(line, |(_, chain)| chain));
        let chain: Vec<&str> = chain.split(" → ").collect();
        facts.extend(chain.iter().map(|name| (About::Capability, format!("{key} {name}"))));
        facts.extend(chain.windows(2).map(|pair| (About::Edge, format!("{key} {} > {}", pair[0], pair[1]))));
    }
}

fn payloads(page: &str, facts: &mut Facts) {
    for section in page.split("\n## `").skip(1) {
        let name = section.split('`').next().unwrap_or_default();
        if let Some(id) = section.lines().find(|line| line.starts_with("An opaque id")) {
            limits(name, id, facts);
        }
        for row in rows(section, "| Field | Type |") {
            let place = format!("{name}.{}", row[0]);
            facts.insert((About::Member, member(&place, row[2] == "yes")));
            limits(&place, &row[3], facts);
        }
    }
}

/// Parses limits such as `1 to 100 characters`.
fn limits(place: &str, words: &str, facts: &mut Facts) {
    for part in words.split(", ").map(|part| part.split('.').next().unwrap_or_default()) {
        let what = match part.rsplit(' ').next() {
            Some("characters") => ["minLength", "maxLength"],
            Some("items") => ["minItems", "maxItems"],
            _ => continue,
        };
        let numbers: Vec<i64> = part.split(' ').filter_map(|word| word.parse().ok()).collect();
        let [min, max] = match (part.split(' ').next(), numbers.as_slice()) {
            (Some("at"), [limit]) if part.contains("least") => [Some(*limit), None],
            (Some("at"), [limit]) => [None, Some(*limit)],
            (_, [both]) => [Some(*both), Some(*both)],
            (_, [min, max]) => [Some(*min), Some(*max)],
            _ => panic!("{place}: `{part}` does not contain limits"),
        };
        let known = what.into_iter().zip([min, max]).filter_map(|(word, limit)| Some((word, limit?)));
        facts.extend(known.map(|(word, limit)| (About::Limit, limit_text(place, word, limit))));
    }
}

/// Parses limits such as `at most 10 MB (10485760 bytes), at most 8000 x 8000 pixels`.
fn file_limits(words: &str) -> [Option<u64>; 3] {
    let bytes = words.split('(').nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
    let pixels = words.split("at most ").find_map(|part| part.strip_suffix(" pixels"));
    let sides = pixels.and_then(|pixels| pixels.split_once(" x "));
    let side = |text: &str| text.parse().ok();
    [bytes, sides.and_then(|(width, _)| side(width)), sides.and_then(|(_, height)| side(height))]
}

pub(super) fn mermaid(files: &Files) -> Facts {
    let mut facts = Facts::new();
    for (key, page) in workflow_pages(files) {
        let diagram = page.split("```mermaid\ngraph LR\n").nth(1).and_then(|rest| rest.split("```").next());
        let mut labels: BTreeMap<&str, &str> = BTreeMap::new();
        for line in diagram.unwrap_or_default().lines().map(str::trim) {
            if let Some((from, to)) = line.split_once(" --> ") {
                let label = |id: &str| labels.get(id).copied().unwrap_or("nowhere").to_owned();
                facts.insert((About::Edge, format!("{key} {} > {}", label(from), label(to))));
            } else if let Some((id, label)) = line.split_once("[\"") {
                labels.insert(id, label.trim_end_matches("\"]"));
            }
        }
        facts.extend(labels.values().map(|label| (About::Capability, format!("{key} {label}"))));
    }
    facts
}
