//! The provider's name: takes the spec and a file of the toolkit, adds a finding where the toolkit names the provider.

use std::path::Path;

use anyhow::{Context, Result};

use super::{Finding, SourceText};
use crate::disk::Folder;

/// The folders that have to work for every provider.
const NEUTRAL: &[&str] = &["codegen/", "xtask/"];

/// The first word of the generated package's name, in lower case; nothing without a spec.
pub(super) fn provider(root: &Path) -> Result<Option<String>> {
    let path = root.join("spec/provider.yaml");
    let Some(text) = Folder::open(root)?.text_if_there("spec/provider.yaml")? else { return Ok(None) };
    let spec: serde_yaml::Value =
        serde_yaml::from_str(&text).with_context(|| format!("cannot parse {}", crate::shown(&path)))?;
    let name = spec.get("package").and_then(|package| package.get("name")).and_then(serde_yaml::Value::as_str);
    Ok(name.and_then(|name| name.split('-').next()).filter(|word| !word.is_empty()).map(str::to_lowercase))
}

pub(super) fn check(provider: Option<&str>, file: &SourceText, findings: &mut Vec<Finding>) {
    let Some(provider) = provider.filter(|_| NEUTRAL.iter().any(|folder| file.path.starts_with(folder))) else {
        return;
    };
    if file.path.to_lowercase().contains(provider) {
        findings.push(file.finding(1, format!("the file's name contains `{provider}`; the toolkit names no provider")));
    }
    for (line, text) in file.lines() {
        if text.to_lowercase().contains(provider) {
            findings.push(file.finding(line, format!("`{provider}` is named; the toolkit names no provider")));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::SourceText;
    use super::{check, provider};

    #[test]
    fn the_name_comes_from_the_spec() {
        let root = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(provider(root.path()).expect("no spec is fine"), None);
        fs::create_dir(root.path().join("spec")).expect("it is writable");
        fs::write(root.path().join("spec/provider.yaml"), "package:\n  name: acme-flows\n").expect("it is writable");
        assert_eq!(provider(root.path()).expect("it is YAML").as_deref(), Some("acme"));
    }

    #[test]
    fn only_the_toolkit_must_not_name_the_provider() {
        let found = |path: &str| {
            let file = SourceText { path: path.into(), text: "//! x\nuse AcmeClient;\n".into() };
            let mut findings = Vec::new();
            check(Some("acme"), &file, &mut findings);
            findings.into_iter().map(|finding| finding.line).collect::<Vec<_>>()
        };
        assert_eq!(found("codegen/src/a.rs"), [2]);
        assert_eq!(found("xtask/src/acme.rs"), [1, 2]);
        assert!(found("tests/src/acme.rs").is_empty());
    }
}
