//! Checks documents in different forms: rewrites the almanac in each form, with a matching layout, and compares the
//! parsed facts with those of the almanac.

use std::collections::BTreeMap;

use verispec_codegen::audit::audit;
use verispec_codegen::document::read;
use verispec_codegen::import::{Known, import};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::almanac::{LAYOUT, apart, harbor};
use verispec_tests::folder;

/// A different way to write the almanac.
struct Form {
    name: &'static str,
    /// Rewrites the document in this form.
    write: fn(&str) -> String,
    /// Lines of the layout, each with its replacement.
    layout: &'static [(&'static str, &'static str)],
    /// Whether the URLs in the document still contain hosts.
    has_hosts: bool,
}

const METHOD: &str = "method: [\"Send it with {method}\"]";
const URL: &str = "url: [\"At {region} pier: {url}\"]";
const PARAMETERS: &str = "parameters: [\":{name}\"]";

const FORMS: &[Form] = &[
    Form {
        name: "method and URL in one line, without a region",
        write: |text| endpoints(text, |_, method, url| format!("`{method} {url}`\n")),
        layout: &[(METHOD, ""), (URL, "url: [\"{method} {url}\"]\nregion: NORTH")],
        has_hosts: true,
    },
    Form {
        name: "method, region and URL in one line",
        write: |text| endpoints(text, |_, method, url| format!("- {method} (NORTH): <{url}>\n")),
        layout: &[(METHOD, ""), (URL, "url: [\"{method} ({region}): {url}\"]")],
        has_hosts: true,
    },
    Form {
        name: "method and URL in one line, where other lines have a region",
        write: |text| endpoints(text, |_, method, url| format!("`{method} {url}`\n")),
        layout: &[(METHOD, ""), (URL, "url: [\"{region}: {url}\", \"{method} {url}\"]\nregion: NORTH")],
        has_hosts: true,
    },
    Form {
        name: "a URL without a region, which follows from its host",
        write: |text| endpoints(text, |_, method, url| format!("Send it with {method}\n\nURL: `{url}`\n")),
        layout: &[(URL, "url: [\"URL: {url}\"]")],
        has_hosts: true,
    },
    Form {
        name: "a path without a host",
        write: |text| endpoints(text, |_, method, url| format!("**{method}** `{}`\n", path(url))),
        layout: &[(METHOD, ""), (URL, "url: [\"{method} {url}\"]")],
        has_hosts: false,
    },
    Form {
        name: "method and URL in the heading",
        write: |text| endpoints(text, |name, method, url| format!("#### {name}: {method} `{url}`\n")),
        layout: &[(METHOD, ""), (URL, "url: [\"At {region} pier: {url}\"]\nregion: NORTH")],
        has_hosts: true,
    },
    Form {
        name: "method and path in a numbered heading",
        write: |text| endpoints(text, |name, method, url| format!("#### 2.1 {name} – {method} {}\n", path(url))),
        layout: &[(METHOD, "")],
        has_hosts: false,
    },
    Form {
        name: "numbered headings",
        write: |text| text.replace("#### Apply\n", "#### 1. Apply\n").replace("#### Hand in", "#### 2) Hand in"),
        layout: &[],
        has_hosts: true,
    },
    Form {
        name: "a table with a name before each value",
        write: |text| {
            endpoints(text, |_, method, url| format!("| Method | {method} |\n|---|---|\n| Endpoint | `{url}` |\n"))
        },
        layout: &[(METHOD, "method: [\"Method: {method}\"]"), (URL, "url: [\"Endpoint: {url}\"]\nregion: NORTH")],
        has_hosts: true,
    },
    Form {
        name: "a table with names above the values",
        write: |text| {
            endpoints(text, |_, method, url| {
                format!("| Method | Pier | Endpoint |\n|---|---|---|\n| {method} | NORTH | {url} |\n")
            })
        },
        layout: &[(METHOD, "method: [\"Method: {method}\"]"), (URL, "url: [\"Endpoint: {url}\"]\nregion: NORTH")],
        has_hosts: true,
    },
    Form {
        name: "a table of regions",
        write: |text| {
            endpoints(text, |_, method, url| {
                format!("Send it with {method}\n\n| Pier | URL |\n|---|---|\n| NORTH | {url} |\n")
            })
        },
        layout: &[(URL, "url: [\"{region}: {url}\"]")],
        has_hosts: true,
    },
    Form {
        name: "parameters as a list",
        write: |text| {
            let text = text.replace("| Parameter | Type   | What it is          |\n", "");
            let text = text.replace("|-----------|--------|---------------------|\n", "");
            let row = |line: &str| -> Option<String> {
                let [name, kind, note] = line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>()[..]
                else {
                    return None;
                };
                Some(format!("- `{name}` ({kind}): {note}"))
            };
            let lines =
                text.lines().map(|line| row(line).filter(|_| line.contains("| string |")).unwrap_or(line.into()));
            lines.map(|line| line + "\n").collect()
        },
        layout: &[(PARAMETERS, "parameters: [\":{name}\"]\nparameter_items: [\"{name} ({type}): {note}\"]")],
        has_hosts: true,
    },
    Form {
        name: "comments with fences that are not closed",
        write: |text| text.replace("### How to apply\n", "### How to apply\n\n<!-- Later:\n\n```json\n{}\n-->\n"),
        layout: &[],
        has_hosts: true,
    },
];

/// Rewrites the heading, method and URL of each operation in the document.
fn endpoints(text: &str, words: fn(&str, &str, &str) -> String) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    let mut heading = "";
    while let Some(line) = lines.next() {
        heading = line.strip_prefix("#### ").unwrap_or(heading);
        let Some(method) = line.strip_prefix("Send it with **").and_then(|rest| rest.strip_suffix("**")) else {
            out.push_str(&format!("{line}\n"));
            continue;
        };
        lines.next_if_eq(&"");
        let url = lines.next().and_then(|line| line.strip_prefix("- At NORTH pier: `"));
        let url = url.and_then(|rest| rest.strip_suffix('`')).unwrap_or_else(|| panic!("no URL follows `{line}`"));
        let words = words(heading, method, url);
        if words.starts_with('#') {
            let at = out.rfind("#### ").unwrap_or_else(|| panic!("no heading precedes `{line}`"));
            out.truncate(at);
        }
        out.push_str(&words);
    }
    out
}

fn path(url: &str) -> &str {
    let (_, rest) = url.split_once("://").unwrap_or_else(|| panic!("{url} is not a URL"));
    &rest[rest.find('/').unwrap_or(rest.len())..]
}

/// Returns the almanac in another form, and the spec with a matching layout.
fn written(form: &Form) -> (SourceFile, SourceMap) {
    let (mut almanac, spec) = apart(&harbor());
    let text = String::from_utf8(almanac.bytes).unwrap_or_else(|error| panic!("{error}"));
    let other = (form.write)(&text);
    assert_ne!(other, text, "{}", form.name);
    almanac.bytes = other.into_bytes();
    let files = spec.iter().map(|(_, file)| file.clone()).map(|mut file| {
        if file.path == LAYOUT {
            let mut text = String::from_utf8_lossy(&file.bytes).into_owned();
            for (line, other) in form.layout {
                assert!(text.contains(line), "{}: the layout does not contain the line `{line}`", form.name);
                text = text.replace(line, other);
            }
            file.bytes = text.into_bytes();
        }
        file
    });
    (almanac, SourceMap::new(files.collect()))
}

/// The results for an almanac and its spec, without line numbers.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    /// The kind of each finding.
    findings: Vec<&'static str>,
    facts: BTreeMap<String, usize>,
    /// The reasons why parts of the document could not be read.
    unread: Vec<String>,
    /// The changes that the spec needs.
    differences: Vec<String>,
}

fn said((almanac, spec): (SourceFile, SourceMap)) -> Said {
    let (sources, file) = spec.with(almanac.clone());
    let model = folder::sound(&sources);
    let layout = &model.layouts[0];
    let document = read(&model, layout, file, &almanac.bytes);
    let audit = audit(&model, layout, &document, "2025-01-01T00:00:00.000Z".parse().ok());
    let mut facts = BTreeMap::new();
    for fact in &audit.facts {
        *facts.entry(fact.what.to_owned()).or_default() += 1;
    }
    let known = Known { sources: &sources, model: &model, layout, facts: true, is_there: true };
    let result = import(known, file);
    let undecided = result.differences.iter().filter(|difference| difference.decided.is_empty());
    let findings = audit.findings.iter().map(|found| found.kind.id);
    Said {
        findings: findings.collect(),
        facts,
        unread: document.unread.iter().map(|unread| unread.what.clone()).collect(),
        differences: undecided.map(|difference| difference.text.clone()).collect(),
    }
}

/// Returns the new spec from the almanac, without comments and without the layout, which contains the words of the
/// document.
fn made((almanac, spec): (SourceFile, SourceMap)) -> BTreeMap<String, String> {
    let (sources, file) = spec.with(almanac);
    let model = folder::sound(&sources);
    let known = Known { sources: &sources, model: &model, layout: &model.layouts[0], facts: true, is_there: false };
    let files = import(known, file).files.into_iter().filter(|file| !file.path.starts_with("layouts/"));
    let facts = |text: String| -> String {
        let lines = text.lines().map(|line| line.split_once(" # ").map_or(line, |(before, _)| before));
        lines.filter(|line| !line.trim_start().starts_with('#')).map(|line| format!("{line}\n")).collect()
    };
    files.map(|file| (file.path, facts(file.contents))).collect()
}

#[test]
fn every_form_says_the_same() {
    let expected = said(apart(&harbor()));
    assert!(!expected.findings.is_empty() && expected.facts.values().sum::<usize>() > 20, "{expected:#?}");
    let spec = made(apart(&harbor()));
    for form in FORMS {
        assert_eq!(said(written(form)), expected, "{}", form.name);
        if form.has_hosts {
            assert_eq!(made(written(form)), spec, "{}", form.name);
        }
    }
    println!("{} forms of the document result in the same facts", FORMS.len());
}

#[test]
fn a_wrong_url_is_found_in_every_form() {
    for form in FORMS {
        let (mut almanac, spec) = written(form);
        let text = String::from_utf8_lossy(&almanac.bytes).replacen("/ships", "/boats", 1);
        let is_in_text = text.find("/boats") < text.find("curl ");
        assert!(is_in_text, "{}", form.name);
        almanac.bytes = text.into_bytes();
        let found = said((almanac, spec)).findings;
        assert!(found.contains(&"url-differs-from-spec"), "{}: {found:#?}", form.name);
    }
}
