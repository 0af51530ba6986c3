//! Runs every workflow to completion against a mock server of the operations.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::arazzo;
use super::table::{Row, Table, Verdict};
use super::tools::{PRISM, REDOCLY, Tools, quiet};
use crate::disk::{self, Folder};
use crate::{Console, shown};

/// Runs every workflow.
pub(super) fn run(tools: &Tools, documents: &Path, table: &mut Table, console: &mut Console<'_>) -> Result<()> {
    let row = |tool: &str, document: &str, version: &str, verdict| Row {
        tool: tool.to_owned(),
        document: document.to_owned(),
        version: version.to_owned(),
        verdict,
    };
    if !tools.has(PRISM) {
        table.push(row(PRISM.name, "openapi.yaml", PRISM.version, Verdict::NotInstalled));
        return Ok(());
    }
    let server = Server::start(tools, &documents.join("openapi.yaml"))?;
    table.push(row(PRISM.name, "openapi.yaml", PRISM.version, Verdict::Passed));
    if !tools.has(REDOCLY) {
        table.push(row(REDOCLY.name, "arazzo.yaml", REDOCLY.version, Verdict::NotInstalled));
        return Ok(());
    }
    let operations = read(&documents.join("openapi.yaml"))?;
    let mut workflows = read(&documents.join("arazzo.yaml"))?;
    arazzo::with_examples(&mut workflows, &operations);
    // This is the same document with headers that select examples. It is in a folder in which its link to the
    // operations resolves.
    let document = documents.join("arazzo.mock.yaml");
    Folder::open(documents)?.write("arazzo.mock.yaml", serde_yaml::to_string(&workflows)?.as_bytes())?;
    for run in arazzo::runs(&workflows)? {
        let mut command = Command::new(tools.node_program("redocly"));
        command.arg("respect").arg(&document).args(["--workflow", &run.id, "--input", &run.inputs.to_string()]);
        command.args(["--server", &format!("operations=http://127.0.0.1:{}", server.port)]);
        let tool = format!("{}, respect: {}", REDOCLY.name, run.id);
        let verdict = tools.verdict(&tool, command, console)?;
        table.push(row(&tool, "arazzo.yaml", REDOCLY.version, verdict));
    }
    Ok(())
}

fn read(path: &Path) -> Result<Value> {
    let text = disk::own_text_file(path)?;
    serde_yaml::from_str(&text).with_context(|| format!("{} is not valid YAML", shown(path)))
}

/// A mock server, which is stopped when dropped.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    /// Starts the server, and waits until it listens.
    fn start(tools: &Tools, document: &Path) -> Result<Self> {
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).context("no port is free")?.port();
        let mut command = Command::new(tools.node_program("prism"));
        command.args(["mock", "--host", "127.0.0.1", "--port", &port.to_string()]).arg(document);
        quiet(&mut command);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().context("cannot run the mock server")?;
        let output = process.stdout.take().context("the mock server has no output")?;
        let mut server = Self { process, port };
        let mut said = Vec::new();
        let mut lines = BufReader::new(output).lines();
        for line in lines.by_ref() {
            let line = line.context("cannot read the output of the mock server")?;
            if line.contains("is listening on") {
                // The rest of the server's output must be read, because the server would otherwise block on a full
                // pipe.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(server);
            }
            said.push(line);
        }
        let status = server.process.wait().context("cannot wait for the mock server")?;
        bail!("the mock server did not start ({status}):\n{}", said.join("\n"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server may already have exited, so errors are ignored.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
