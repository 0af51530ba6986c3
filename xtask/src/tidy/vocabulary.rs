//! Checks the rule about vocabulary: reports lines of the toolkit that mention a provider or a name that only a spec
//! defines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::yaml::{self, Node, Value as NodeValue};
use verispec_codegen::{audit, diff, parse, rules};

use super::allowed::ALLOWED;
use super::{Finding, SourceText};
use crate::disk::{self, Folder};
use crate::read;

/// The folders that must be independent of the provider.
const NEUTRAL: &[&str] = &["codegen/", "xtask/src/", "xtask/launcher/"];

/// The folder of the repository's spec, and the folder with the specs of tests.
const SPEC: &str = "spec";
const EXAMPLES: &str = "tests/cases/specs";

/// The locations of the examples of rules, which are changes to the example spec.
const RULES: &[&str] =
    &["codegen/model/src/rules/", "codegen/spec/src/parse/rules.rs", "codegen/text/src/yaml/rules.rs"];

/// The files that are not checked: the fictional provider's spec, which is embedded in the toolkit, and the list of
/// exceptions.
const APART: &[&str] = &["xtask/src/synth/", "xtask/src/tidy/allowed.rs"];

/// The words that the specs of the repository define.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// The first word of the generated package's name in lowercase; `None` if there is no spec.
    provider: Option<String>,
    /// Distinctive ids and wire names. The value is true if only an example spec defines the name.
    words: BTreeMap<String, bool>,
}

impl Vocabulary {
    /// Reads the words of every spec below a folder, except the words of the spec language and of the toolkit's own
    /// rules and kinds.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut found = Self { provider: provider(root)?, words: BTreeMap::new() };
        let examples = Folder::open_if_there(&root.join(EXAMPLES))?;
        let entries = examples.map(|folder| folder.entries()).transpose()?.unwrap_or_default();
        let examples = entries.iter().map(|entry| format!("{EXAMPLES}/{}", entry.name.to_string_lossy()));
        for (folder, is_example) in examples.map(|folder| (folder, true)).chain([(SPEC.to_owned(), false)]) {
            let folder = root.join(folder);
            if !disk::is_file(&folder.join("provider.yaml")) {
                continue;
            }
            let sources = read::read(&folder)?;
            for (id, file) in sources.iter() {
                let stem = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".yaml");
                found.add(stem, is_example);
                let Some(tree) = yaml::tree(id, &sources, &mut Diagnostics::default()) else {
                    bail!(
                        "{} cannot be read, so the names that it defines are unknown; run `cargo xtask lint`",
                        sources.shown(id)
                    );
                };
                found.walk(&tree, is_example);
            }
        }
        let own = own_words();
        found.words.retain(|word, _| !own.contains(word));
        Ok(found)
    }

    fn walk(&mut self, node: &Node, is_example: bool) {
        match &node.value {
            NodeValue::Mapping(entries) => {
                for (key, value) in entries {
                    self.add(&key.name, is_example);
                    self.walk(value, is_example);
                }
            }
            NodeValue::Sequence(items) => items.iter().for_each(|item| self.walk(item, is_example)),
            NodeValue::String(text) => self.add(text, is_example),
            NodeValue::Null | NodeValue::Bool(_) | NodeValue::Number(_) => {}
        }
    }

    fn add(&mut self, word: &str, is_example: bool) {
        if is_telling(word) {
            *self.words.entry(word.to_owned()).or_insert(is_example) &= is_example;
        }
    }

    /// Adds a finding for each line that mentions something defined in a spec.
    pub(super) fn check(&self, file: &SourceText, findings: &mut Vec<Finding>) {
        if !NEUTRAL.iter().any(|folder| file.path.starts_with(folder)) {
            return;
        }
        let provider = self.provider.as_deref();
        if provider.is_some_and(|provider| file.path.to_lowercase().contains(provider)) {
            findings.push(
                file.finding(1, "the file name contains the provider's name; the toolkit must not name a provider"),
            );
        }
        let has_examples = RULES.iter().any(|path| file.path.starts_with(path));
        let judged = !APART.iter().any(|path| file.path.starts_with(path))
            && !file.path.contains("/tests/")
            && !file.path.ends_with("/tests.rs");
        let mut is_test = false;
        for (line, text) in file.lines() {
            if let Some(provider) = provider.filter(|provider| text.to_lowercase().contains(provider)) {
                findings.push(file.finding(
                    line,
                    format!("`{provider}` is the provider's name; the toolkit must not name a provider"),
                ));
            }
            is_test |= text == "#[cfg(test)]";
            if is_test || !judged {
                continue;
            }
            for word in words(text) {
                let Some(is_example) = self.words.get(word) else { continue };
                let allowed = ALLOWED.iter().any(|(known, path, _)| *known == word && file.path.starts_with(path));
                if !(allowed || has_examples && *is_example) {
                    let reason = format!("`{word}` is defined by a spec; the toolkit must not know it");
                    findings.push(file.finding(line, reason));
                }
            }
        }
    }

    /// Adds a finding for each exception that is not needed.
    pub(super) fn check_exceptions(&self, files: &[SourceText], findings: &mut Vec<Finding>) {
        if self.words.is_empty() {
            return;
        }
        for (word, path, reason) in ALLOWED {
            let stands = |file: &SourceText| file.path.starts_with(path) && words(&file.text).any(|own| own == *word);
            if !self.words.contains_key(*word) || !files.iter().any(stands) {
                let reason = format!("the exception for `{word}` ({reason}) is not needed; remove it");
                findings.push(Finding { path: "xtask/src/tidy/allowed.rs".to_owned(), line: 1, reason });
            }
        }
    }
}

/// The first word of the generated package's name in lowercase; `None` if there is no spec.
fn provider(root: &Path) -> Result<Option<String>> {
    let path = root.join("spec/provider.yaml");
    let Some(text) = Folder::open(root)?.text_if_there("spec/provider.yaml")? else { return Ok(None) };
    let spec: serde_yaml::Value =
        serde_yaml::from_str(&text).with_context(|| format!("cannot parse {}", crate::shown(&path)))?;
    let name = spec.get("package").and_then(|package| package.get("name")).and_then(serde_yaml::Value::as_str);
    Ok(name.and_then(|name| name.split('-').next()).filter(|word| !word.is_empty()).map(str::to_lowercase))
}

/// Returns the words of the spec language, and the ids of rules and kinds.
fn own_words() -> BTreeSet<String> {
    let ids = rules::ALL.iter().map(|rule| rule.id).chain(diff::kinds().map(|kind| kind.id));
    let mut own: BTreeSet<String> = ids.chain(audit::KINDS.iter().map(|kind| kind.id)).map(str::to_owned).collect();
    for (_, schema) in parse::schemas() {
        language(&schema.to_value(), &mut own);
    }
    own
}

/// Collects the names of fields and enum values in a JSON Schema.
fn language(schema: &Value, own: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("properties" | "$defs", Value::Object(named)) => own.extend(named.keys().cloned()),
                    ("enum", Value::Array(values)) => {
                        own.extend(values.iter().filter_map(Value::as_str).map(str::to_owned))
                    }
                    ("const", Value::String(value)) => own.extend([value.clone()]),
                    _ => {}
                }
                language(value, own);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| language(item, own)),
        _ => {}
    }
}

/// Returns whether a word is distinctive, which means that it has several parts or is uppercase. Other words may also
/// be plain English.
fn is_telling(word: &str) -> bool {
    let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && !word.ends_with(['_', '-']);
    let humps = word.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let capitals = !word.contains(|c: char| c.is_ascii_lowercase());
    is_name && word.len() > 5 && (word.contains(['_', '-']) || humps || capitals)
}

/// Returns the words in a string that could be names.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let joins = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text.split(move |c: char| !joins(c)).map(|word| word.trim_matches(['_', '-'])).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::SourceText;
    use super::Vocabulary;

    fn vocabulary() -> Vocabulary {
        let root = tempfile::tempdir().expect("a temporary folder");
        let none = Vocabulary::read(root.path()).expect("the vocabulary can be read without a spec");
        assert_eq!((none.provider, none.words.len()), (None, 0));
        for (path, text) in [
            ("spec/provider.yaml", "package:\n  name: acme-flows\nchannels: {FAR_AWAY: {summary: x}}\n"),
            ("tests/cases/specs/small/provider.yaml", "channels: {NEAR_BY: {summary: x}, MOST: {summary: x}}\n"),
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is writable");
            fs::write(path, text).expect("the folder is writable");
        }
        Vocabulary::read(root.path()).expect("the specs are valid YAML")
    }

    fn found(path: &str, text: &str) -> Vec<usize> {
        let mut findings = Vec::new();
        vocabulary().check(&SourceText { path: path.into(), text: text.into() }, &mut findings);
        findings.into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn only_the_toolkit_must_not_name_the_provider() {
        assert_eq!(vocabulary().provider.as_deref(), Some("acme"));
        let text = "//! x\nuse AcmeClient;\n";
        assert_eq!(found("codegen/src/a.rs", text), [2]);
        assert_eq!(found("xtask/src/acme.rs", text), [1, 2]);
        assert_eq!(found("tests/src/acme.rs", text), [0_usize; 0]);
    }

    #[test]
    fn words_that_only_specs_define_are_found() {
        assert_eq!(found("codegen/model/src/a.rs", "a\nlet a = \"FAR_AWAY\";\n// NEAR_BY is MOST\n"), [2, 3]);
        assert_eq!(
            found("codegen/model/src/rules/a.rs", "FAR_AWAY\nNEAR_BY\n"),
            [1],
            "the examples of rules may use names from the example spec"
        );
        assert_eq!(
            found("codegen/model/src/a.rs", "summary\n#[cfg(test)]\nmod tests { \"FAR_AWAY\" }\n"),
            [0_usize; 0]
        );
        assert_eq!(found("codegen/model/src/a.rs", "unknown-credential\nFAR_AWAYS\n"), [0_usize; 0]);
    }
}
