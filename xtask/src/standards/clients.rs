//! Generates clients with another generator, and compiles or type-checks each of them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::table::{Row, Table, Verdict};
use super::tools::{OPENAPI_GENERATOR, Package, TYPESCRIPT, Tools};
use crate::disk::Folder;
use crate::{Console, shown};

/// The languages, as the generator spells them, and the requirements of their compilers.
const LANGUAGES: &[(&str, Option<Package>)] =
    &[("rust", None), ("typescript-fetch", Some(TYPESCRIPT)), ("python", None)];

/// Generates and checks every client.
pub(super) fn run(tools: &Tools, documents: &Path, table: &mut Table, console: &mut Console<'_>) -> Result<()> {
    for (language, compiler) in LANGUAGES {
        let there = tools.has(OPENAPI_GENERATOR) && compiler.is_none_or(|package| tools.has(package));
        let verdict = match there {
            true => client(tools, documents, language, console)?,
            false => Verdict::NotInstalled,
        };
        table.push(Row {
            tool: format!("{}, {language}", OPENAPI_GENERATOR.name),
            document: "openapi.yaml".to_owned(),
            version: OPENAPI_GENERATOR.version.to_owned(),
            verdict,
        });
    }
    Ok(())
}

fn client(tools: &Tools, documents: &Path, language: &str, console: &mut Console<'_>) -> Result<Verdict> {
    let folder = tools.work.join("clients").join(language);
    let clients = Folder::open_or_make(&tools.work)?.make("clients")?;
    if clients.kind(language)?.is_some() {
        writeln!(console.out, "removed  {}", shown(&folder))?;
        clients.remove_folder(language)?;
    }
    let mut command = tools.openapi_generator(language)?;
    command.arg("--input-spec").arg(documents.join("openapi.yaml")).arg("--output").arg(&folder);
    writeln!(console.out, "generating and compiling a client: {language}")?;
    console.out.flush()?;
    let made = tools.verdict(&format!("{}, {language}", OPENAPI_GENERATOR.name), command, console)?;
    if made != Verdict::Passed {
        return Ok(made);
    }
    let compile = match language {
        "rust" => rust(tools, &folder)?,
        "python" => python(tools, folder, console)?,
        _ => typescript(tools, &folder),
    };
    tools.verdict(&format!("the compiler of {language}"), compile, console)
}

/// Compiles without TLS, which would need a system library.
fn rust(tools: &Tools, folder: &Path) -> Result<Command> {
    let opened = Folder::open(folder)?;
    // The crate is located below the workspace of this repository, but is not a member of it.
    opened.write("Cargo.toml", (opened.own_text("Cargo.toml")? + "\n[workspace]\n").as_bytes())?;
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["check", "--quiet", "--no-default-features"]).current_dir(folder);
    command.env("CARGO_TARGET_DIR", tools.work.join("clients/target"));
    Ok(command)
}

fn typescript(tools: &Tools, folder: &Path) -> Command {
    let mut command = Command::new(tools.node_program("tsc"));
    command.args(["--noEmit", "--strict", "--target", "es2022", "--module", "es2022", "--moduleResolution", "bundler"]);
    command.args(["--lib", "es2022,dom", "index.ts"]).current_dir(folder);
    command
}

/// Imports every module of the client.
fn python(tools: &Tools, folder: PathBuf, console: &mut Console<'_>) -> Result<Command> {
    let requirements = folder.join("requirements.txt").display().to_string();
    tools.pip(&["--requirement".to_owned(), requirements], console)?;
    let import = "import importlib, pkgutil, openapi_client as client
for module in pkgutil.walk_packages(client.__path__, 'openapi_client.'):
    importlib.import_module(module.name)";
    let mut command = Command::new(tools.python_program("python"));
    command.args(["-c", import]).current_dir(folder);
    Ok(command)
}
