//! The validators and linters, with their own strictest published rule sets and nothing switched off.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::Arazzo;
use super::table::{Row, Table, Verdict};
use super::tools::{ASYNCAPI_PARSER, OPENAPI_SPEC_VALIDATOR, REDOCLY, SPECTRAL, Tools};
use crate::{Console, shown};

/// The parser is a library; this asks it what it finds.
const PARSE: &str = "const {Parser} = require(process.argv[1]);
const text = require('fs').readFileSync(process.argv[2], 'utf8');
new Parser().parse(text).then(({document, diagnostics}) => {
  const errors = diagnostics.filter((finding) => finding.severity === 0);
  for (const finding of errors) console.log(`${finding.path.join('.')}: ${finding.message}`);
  process.exit(document && errors.length === 0 ? 0 : 1);
});";

/// Has every document judged by all who know its kind.
pub(super) fn run(
    tools: &Tools,
    documents: &Path,
    arazzo: Arazzo,
    table: &mut Table,
    console: &mut Console<'_>,
) -> Result<()> {
    let there = |name: &str| documents.join(name).is_file();
    let mut validator = Command::new(tools.python_program("openapi-spec-validator"));
    validator.arg(documents.join("openapi.yaml"));
    table.push(tools.judge(OPENAPI_SPEC_VALIDATOR, "", "openapi.yaml", validator, console)?);
    for name in ["openapi.yaml", "arazzo.yaml"].into_iter().filter(|name| there(name)) {
        let command = redocly(tools, &documents.join(name))?;
        table.push(tools.judge(REDOCLY, "recommended-strict", name, command, console)?);
    }
    for (name, rules) in [("openapi.yaml", "oas"), ("arazzo.yaml", "arazzo"), ("asyncapi.yaml", "asyncapi")] {
        if name == "arazzo.yaml" && arazzo != Arazzo::V1_0_1 && there(name) {
            let tool = format!("{}, spectral:{rules}", SPECTRAL.name);
            let (document, version) = (name.to_owned(), SPECTRAL.version.to_owned());
            table.push(Row { tool, document, version, verdict: Verdict::UnknownVersion });
        } else if there(name) {
            let command = spectral(tools, rules, &documents.join(name))?;
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

fn redocly(tools: &Tools, document: &Path) -> Result<Command> {
    let rules = rule_set(tools, "redocly.yaml", "extends: [recommended-strict]\n")?;
    let mut command = Command::new(tools.node_program("redocly"));
    command.arg("lint").arg("--config").arg(rules).arg(document);
    Ok(command)
}

/// Warnings count as errors.
fn spectral(tools: &Tools, rules: &str, document: &Path) -> Result<Command> {
    let rules = rule_set(tools, &format!("spectral-{rules}.yaml"), &format!("extends: [\"spectral:{rules}\"]\n"))?;
    let mut command = Command::new(tools.node_program("spectral"));
    command.args(["lint", "--fail-severity", "warn", "--ruleset"]).arg(rules).arg(document);
    Ok(command)
}

fn rule_set(tools: &Tools, name: &str, text: &str) -> Result<std::path::PathBuf> {
    let folder = tools.work.join("rules");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", shown(&folder)))?;
    let path = folder.join(name);
    fs::write(&path, text).with_context(|| format!("cannot write {}", shown(&path)))?;
    Ok(path)
}
