//! Runs validators and linters with their strictest published rule sets.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::Arazzo;
use super::table::{Row, Table, Verdict};
use super::tools::{ASYNCAPI_PARSER, OPENAPI_SPEC_VALIDATOR, REDOCLY, SPECTRAL, Tools};
use crate::Console;
use crate::disk::{self, Folder};

/// A script that runs the AsyncAPI parser, which is a library, and prints its diagnostics.
const PARSE: &str = "const {Parser} = require(process.argv[1]);
const text = require('fs').readFileSync(process.argv[2], 'utf8');
new Parser().parse(text).then(({document, diagnostics}) => {
  const errors = diagnostics.filter((finding) => finding.severity === 0);
  for (const finding of errors) console.log(`${finding.path.join('.')}: ${finding.message}`);
  process.exit(document && errors.length === 0 ? 0 : 1);
});";

/// Runs every suitable tool on every document.
pub(super) fn run(
    tools: &Tools,
    documents: &Path,
    arazzo: Arazzo,
    table: &mut Table,
    console: &mut Console<'_>,
) -> Result<()> {
    let there = |name: &str| disk::is_file(&documents.join(name));
    let openapi = [("openapi.yaml", vec![documents.join("openapi.yaml")]), ("openapi/*.yaml", services(documents)?)];
    let [whole, services] = openapi.map(|(name, paths)| Document { name, paths, rules: "oas" });
    let other = |name, rules| there(name).then(|| Document { name, paths: vec![documents.join(name)], rules });
    let openapi: Vec<Document> = [whole, services].into_iter().filter(|document| !document.paths.is_empty()).collect();
    let others: Vec<Document> = [("arazzo.yaml", "arazzo"), ("asyncapi.yaml", "asyncapi")]
        .into_iter()
        .filter_map(|(name, rules)| other(name, rules))
        .collect();
    for document in &openapi {
        let mut validator = Command::new(tools.python_program("openapi-spec-validator"));
        validator.args(&document.paths);
        table.push(tools.judge(OPENAPI_SPEC_VALIDATOR, "", document.name, validator, console)?);
    }
    for document in openapi.iter().chain(others.iter().filter(|document| document.name == "arazzo.yaml")) {
        let command = redocly(tools, &document.paths)?;
        table.push(tools.judge(REDOCLY, "recommended-strict", document.name, command, console)?);
    }
    for Document { name, paths, rules } in openapi.iter().chain(&others) {
        if *name == "arazzo.yaml" && arazzo != Arazzo::V1_0_1 {
            let tool = format!("{}, spectral:{rules}", SPECTRAL.name);
            let (document, version) = ((*name).to_owned(), SPECTRAL.version.to_owned());
            table.push(Row { tool, document, version, verdict: Verdict::UnknownVersion });
        } else {
            let command = spectral(tools, rules, paths)?;
            table.push(tools.judge(SPECTRAL, &format!("spectral:{rules}"), name, command, console)?);
        }
    }
    if there("asyncapi.yaml") {
        let mut parser = Command::new("node");
        parser.args(["-e", PARSE]).arg(tools.node_package(ASYNCAPI_PARSER)).arg(documents.join("asyncapi.yaml"));
        table.push(tools.judge(ASYNCAPI_PARSER, "", "asyncapi.yaml", parser, console)?);
    }
    Ok(())
}

/// Documents for one run of a tool.
struct Document {
    name: &'static str,
    paths: Vec<PathBuf>,
    /// The rule set for Spectral.
    rules: &'static str,
}

/// Returns the OpenAPI documents of the services; empty if the spec has no services.
fn services(documents: &Path) -> Result<Vec<PathBuf>> {
    let folder = documents.join("openapi");
    let Some(opened) = Folder::open_if_there(&folder)? else { return Ok(Vec::new()) };
    Ok(opened.entries()?.into_iter().map(|entry| folder.join(entry.name)).collect())
}

fn redocly(tools: &Tools, documents: &[PathBuf]) -> Result<Command> {
    let rules = rule_set(tools, "redocly.yaml", "extends: [recommended-strict]\n")?;
    let mut command = Command::new(tools.node_program("redocly"));
    command.arg("lint").arg("--config").arg(rules).args(documents);
    Ok(command)
}

/// Treats warnings as errors.
fn spectral(tools: &Tools, rules: &str, documents: &[PathBuf]) -> Result<Command> {
    let rules = rule_set(tools, &format!("spectral-{rules}.yaml"), &format!("extends: [\"spectral:{rules}\"]\n"))?;
    let mut command = Command::new(tools.node_program("spectral"));
    command.args(["lint", "--fail-severity", "warn", "--ruleset"]).arg(rules).args(documents);
    Ok(command)
}

fn rule_set(tools: &Tools, name: &str, text: &str) -> Result<std::path::PathBuf> {
    Folder::open_or_make(&tools.work)?.make("rules")?.write(name, text.as_bytes())?;
    Ok(tools.work.join("rules").join(name))
}
