//! Compares the payload cases, one folder per rule, with the output of `check --format json`.
//!
//! The `expect` of a case is `ok`, or the only violation of the payload, as `error at /its/pointer` or
//! `warning at /its/pointer`. The folder's name is the id of the rule. A file `breaks_….json` contains a payload that
//! violates the rule, and `holds_….json` the most similar payload that does not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use crate::folder;

/// The two kinds of case, as the prefixes of their file names.
const KINDS: [&str; 2] = ["breaks", "holds"];

/// The metadata of a case. The payload is not parsed here, because it may be invalid.
#[derive(Deserialize)]
struct Case {
    name: String,
    expect: String,
}

/// Compares every case in the folder with the line that `check` printed for it, and returns the differences.
pub fn compare(folder: &Path, printed: &str) -> Vec<String> {
    let mut lines: BTreeMap<PathBuf, Value> = BTreeMap::new();
    for line in printed.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let file = line["file"].as_str().map(PathBuf::from);
        lines.insert(file.unwrap_or_else(|| panic!("the line does not contain the path of a file: {line}")), line);
    }
    folder::files(folder, ".json").iter().filter_map(|file| difference(file, lines.get(file))).collect()
}

fn difference(file: &Path, line: Option<&Value>) -> Option<String> {
    let case: Case =
        serde_json::from_str(&folder::text(file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let (rule, kind) = rule_and_kind(file);
    let expected: Vec<String> = match (kind, case.expect.as_str()) {
        ("holds", "ok") => Vec::new(),
        ("breaks", expect) if expect != "ok" => vec![format!("{expect} [{rule}]")],
        (kind, expect) => {
            return Some(format!(
                "{}: the file name begins with `{kind}`, which contradicts the expected result `{expect}`",
                file.display()
            ));
        }
    };
    let Some(line) = line else { return Some(format!("{}: `check` printed no line for this case", file.display())) };
    let violations = line["violations"].as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |violation: &Value, key: &str| violation[key].as_str().unwrap_or_default().to_owned();
    let shown = |v: &Value| format!("{} at {} [{}]", text(v, "severity"), text(v, "pointer"), text(v, "rule"));
    let found: Vec<String> = violations.iter().map(shown).collect();
    let ok = !expected.iter().any(|violation| violation.starts_with("error"));
    if line["name"] != case.name || found != expected || line["ok"] != ok {
        return Some(format!("{}\n  expected {expected:?}\n  found    {found:?}", file.display()));
    }
    None
}

/// Lists the rules that lack a case of either kind, and the folders that are not named after a rule.
pub fn incomplete(folder: &Path, rules: &BTreeSet<&str>) -> Vec<String> {
    let cases: BTreeSet<(String, &str)> =
        folder::files(folder, ".json").iter().map(|file| rule_and_kind(file)).collect();
    let missing =
        rules.iter().flat_map(|rule| KINDS.map(|kind| ((*rule).to_owned(), kind))).filter(|case| !cases.contains(case));
    let stray = cases.iter().filter(|(rule, _)| !rules.contains(rule.as_str()));
    let missing = missing.map(|(rule, kind)| format!("there is no case `{kind}_….json` for rule `{rule}`"));
    missing.chain(stray.map(|(rule, _)| format!("there is no rule `{rule}`"))).collect()
}

/// Returns the rule and the kind of a case, from the names of its folder and file.
fn rule_and_kind(file: &Path) -> (String, &'static str) {
    let name = |path: Option<&Path>| path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let (rule, file_name) = (name(file.parent()).unwrap_or_default(), name(Some(file)).unwrap_or_default());
    let kind = KINDS.into_iter().find(|kind| file_name.starts_with(&format!("{kind}_")));
    (rule, kind.unwrap_or_else(|| panic!("the name of {} should begin with `breaks_` or `holds_`", file.display())))
}
