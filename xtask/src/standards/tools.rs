//! Finds, installs and runs third-party tools.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::table::{Row, Verdict};
use crate::Console;
use crate::disk::{self, Folder};

/// A tool from npm or PyPI, pinned to a version so that its verdict does not change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Package {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
    registry: Registry,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Registry {
    Npm,
    PyPi,
}

const fn npm(name: &'static str, version: &'static str) -> Package {
    Package { name, version, registry: Registry::Npm }
}

const fn pypi(name: &'static str, version: &'static str) -> Package {
    Package { name, version, registry: Registry::PyPi }
}

pub(super) const OPENAPI_SPEC_VALIDATOR: Package = pypi("openapi-spec-validator", "0.9.0");
pub(super) const REDOCLY: Package = npm("@redocly/cli", "2.77.0");
pub(super) const SPECTRAL: Package = npm("@stoplight/spectral-cli", "6.16.3");
pub(super) const ASYNCAPI_PARSER: Package = npm("@asyncapi/parser", "3.6.6");
pub(super) const PRISM: Package = npm("@stoplight/prism-cli", "5.14.2");
pub(super) const OPENAPI_GENERATOR: Package = pypi("openapi-generator-cli", "7.26.0");
pub(super) const TYPESCRIPT: Package = npm("typescript", "5.9.3");
pub(super) const OPENAPI_TYPESCRIPT: Package = npm("openapi-typescript", "7.13.0");
pub(super) const OPENAPI_FETCH: Package = npm("openapi-fetch", "0.17.0");
pub(super) const HEY_API: Package = npm("@hey-api/openapi-ts", "0.95.0");
pub(super) const ORVAL: Package = npm("orval", "7.13.2");

/// The packages for validation, for mocks and for clients.
const VALIDATORS: &[Package] = &[OPENAPI_SPEC_VALIDATOR, REDOCLY, SPECTRAL, ASYNCAPI_PARSER];
const FOR_MOCK: &[Package] = &[REDOCLY, PRISM];
const FOR_CLIENTS: &[Package] = &[OPENAPI_GENERATOR, TYPESCRIPT, OPENAPI_TYPESCRIPT, OPENAPI_FETCH, HEY_API, ORVAL];

/// The folder in which the tools are installed and to which they may write.
#[derive(Debug)]
pub(super) struct Tools {
    pub(super) work: PathBuf,
}

impl Tools {
    pub(super) fn new(work: &Path) -> Self {
        Self { work: work.to_owned() }
    }

    /// Returns the folder of npm packages.
    pub(super) fn node(&self) -> PathBuf {
        self.work.join("tools/node")
    }

    fn python(&self) -> PathBuf {
        self.work.join("tools/python")
    }

    /// Returns an executable in the virtual environment.
    pub(super) fn python_program(&self, name: &str) -> PathBuf {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        self.python().join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Returns an executable of an npm package.
    pub(super) fn node_program(&self, name: &str) -> PathBuf {
        let suffix = if cfg!(windows) { ".cmd" } else { "" };
        self.node().join("node_modules/.bin").join(format!("{name}{suffix}"))
    }

    /// Returns the folder of an npm package.
    pub(super) fn node_package(&self, package: Package) -> PathBuf {
        self.node().join("node_modules").join(package.name)
    }

    /// Returns the folder of a PyPI package, which starts with its name.
    fn python_packages(&self) -> Option<PathBuf> {
        let lib = self.python().join(if cfg!(windows) { "Lib" } else { "lib" });
        if cfg!(windows) {
            return Some(lib.join("site-packages"));
        }
        let versions = Folder::open(&lib).ok()?.entries().ok()?;
        versions.iter().map(|version| lib.join(&version.name).join("site-packages")).find(|path| disk::is_folder(path))
    }

    /// Returns the command that generates a client in a language, without its input and output.
    pub(super) fn openapi_generator(&self, language: &str) -> Result<Command> {
        let folder = self.python_packages().context("the generator has no folder")?;
        let jar = folder.join(OPENAPI_GENERATOR.name.replace('-', "_")).join("openapi-generator.jar");
        let mut command = Command::new("java");
        command.arg("-jar").arg(jar).args(["generate", "--generator-name", language]);
        Ok(command)
    }

    /// Returns whether the pinned version of a package is installed.
    pub(super) fn has(&self, package: Package) -> bool {
        match package.registry {
            Registry::Npm => {
                let manifest = disk::text_file(&self.node_package(package).join("package.json")).unwrap_or_default();
                manifest.contains(&format!("\"version\": \"{}\"", package.version))
            }
            Registry::PyPi => self.python_packages().is_some_and(|packages| {
                let name = format!("{}-{}.dist-info", package.name.replace('-', "_"), package.version);
                disk::is_folder(&packages.join(name))
            }),
        }
    }

    /// Installs the missing packages for a mode.
    pub(super) fn install(&self, options: &super::Options, console: &mut Console<'_>) -> Result<()> {
        let wanted = match options {
            super::Options { mock: true, .. } => FOR_MOCK,
            super::Options { clients: true, .. } => FOR_CLIENTS,
            _ => VALIDATORS,
        };
        let missing = |registry: Registry| -> Vec<Package> {
            wanted.iter().filter(|package| package.registry == registry && !self.has(**package)).copied().collect()
        };
        let node = missing(Registry::Npm);
        if !node.is_empty() {
            Folder::open_or_make(&self.work)?.make("tools/node")?;
            let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
            command.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--prefix"]);
            command.arg(self.node());
            command.args(node.iter().map(|package| format!("{}@{}", package.name, package.version)));
            must(command, "npm, which comes with Node.js", console)?;
        }
        let python = missing(Registry::PyPi);
        if !python.is_empty() {
            if !disk::is_file(&self.python_program("python")) {
                let mut command = Command::new(if cfg!(windows) { "python" } else { "python3" });
                command.args(["-m", "venv"]).arg(self.python());
                must(command, "Python 3 with its module venv", console)?;
            }
            self.pip(&python.iter().map(|p| format!("{}=={}", p.name, p.version)).collect::<Vec<_>>(), console)?;
        }
        Ok(())
    }

    /// Installs PyPI packages in the virtual environment.
    pub(super) fn pip(&self, arguments: &[String], console: &mut Console<'_>) -> Result<()> {
        let mut command = Command::new(self.python_program("python"));
        command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(arguments);
        must(command, "pip", console)
    }

    /// Runs a tool on a document. The output of the tool is shown if it fails.
    pub(super) fn judge(
        &self,
        package: Package,
        rules: &str,
        document: &str,
        command: Command,
        console: &mut Console<'_>,
    ) -> Result<Row> {
        let tool = if rules.is_empty() { package.name.to_owned() } else { format!("{}, {rules}", package.name) };
        let verdict = if self.has(package) { self.verdict(&tool, command, console)? } else { Verdict::NotInstalled };
        Ok(Row { tool, document: document.to_owned(), version: package.version.to_owned(), verdict })
    }

    /// Runs a tool to completion, and returns its verdict.
    pub(super) fn verdict(&self, what: &str, mut command: Command, console: &mut Console<'_>) -> Result<Verdict> {
        quiet(&mut command);
        let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {what}"))?;
        if output.status.success() {
            return Ok(Verdict::Passed);
        }
        writeln!(console.out, "\n{what}:")?;
        console.out.write_all(&output.stdout)?;
        console.out.write_all(&output.stderr)?;
        Ok(Verdict::Failed)
    }
}

/// Disables telemetry and update notices.
pub(super) fn quiet(command: &mut Command) {
    command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true").env("NO_COLOR", "1");
}

/// Runs a command and aborts on failure.
fn must(mut command: Command, needed: &str, console: &mut Console<'_>) -> Result<()> {
    let line = command.get_args().map(|a| a.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ");
    writeln!(console.out, "{} {line}", command.get_program().to_string_lossy())?;
    console.out.flush()?;
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot run {needed}"))?;
    if !status.success() {
        bail!("{} {line}: {status}", command.get_program().to_string_lossy());
    }
    Ok(())
}
