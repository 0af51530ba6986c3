//! Parses the command line.

use std::ffi::OsString;
use std::path::PathBuf;

/// A parsed command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::runtime) enum Command {
    /// Checks the payloads in files and folders.
    Check {
        /// The files and folders to check.
        paths: Vec<PathBuf>,
        format: Format,
    },
    /// Judges the results in files and folders.
    Outcome {
        /// The files and folders to judge.
        paths: Vec<PathBuf>,
        format: Format,
    },
    /// Prints the shapes of the payloads in files and folders.
    Observe {
        /// The files and folders to observe.
        paths: Vec<PathBuf>,
        /// The operation that returned the payloads. It does not apply to cases, because a case specifies its own
        /// operation.
        operation: Option<String>,
    },
    /// Lists the workflows.
    Workflows,
    Help,
    Version,
}

/// The output format of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Format {
    Text,
    /// One JSON object per line, for programs.
    Json,
}

/// Parses the arguments, without the program's name. The error names the invalid argument.
pub(in crate::runtime) fn parse(mut arguments: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let Some(first) = arguments.next() else {
        return Err("no command".to_owned());
    };
    match first.to_str() {
        Some("check") => Ok(match inputs("check", "--format", arguments)? {
            Some((paths, format)) => Command::Check { paths, format: parse_format(format)? },
            None => Command::Help,
        }),
        Some("outcome") => Ok(match inputs("outcome", "--format", arguments)? {
            Some((paths, format)) => Command::Outcome { paths, format: parse_format(format)? },
            None => Command::Help,
        }),
        Some("observe") => Ok(match inputs("observe", "--operation", arguments)? {
            Some((paths, operation)) => Command::Observe { paths, operation },
            None => Command::Help,
        }),
        Some("workflows") => match arguments.next() {
            None => Ok(Command::Workflows),
            Some(argument) if is_help(&argument) => Ok(Command::Help),
            Some(argument) => Err(unknown(&argument)),
        },
        Some("--help" | "-h" | "help") => Ok(Command::Help),
        Some("--version" | "-V") => Ok(Command::Version),
        _ => Err(unknown(&first)),
    }
}

/// The files and folders that a command reads, and the value of its only option.
type Inputs = (Vec<PathBuf>, Option<String>);

/// Parses the arguments of a command; returns `None` if they request help.
fn inputs(
    command: &str,
    option: &str,
    mut arguments: impl Iterator<Item = OsString>,
) -> Result<Option<Inputs>, String> {
    let (mut paths, mut value) = (Vec::new(), None);
    let mut only_paths = false;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            _ if only_paths => paths.push(argument.into()),
            Some("--") => only_paths = true,
            Some("--help" | "-h") => return Ok(None),
            Some(text) if text == option => {
                let given = arguments.next().ok_or_else(|| needs(option))?;
                value = Some(given.to_string_lossy().into_owned());
            }
            Some(text) if text.starts_with('-') => {
                let given = text.strip_prefix(option).and_then(|rest| rest.strip_prefix('='));
                value = Some(given.ok_or_else(|| unknown(&argument))?.to_owned());
            }
            _ => paths.push(argument.into()),
        }
    }
    if paths.is_empty() { Err(format!("{command} needs a file or folder")) } else { Ok(Some((paths, value))) }
}

fn needs(option: &str) -> String {
    let values = if option == "--format" { "text or json" } else { "the id of an operation" };
    format!("{option} needs a value: {values}")
}

fn parse_format(text: Option<String>) -> Result<Format, String> {
    match text.as_deref() {
        None | Some("text") => Ok(Format::Text),
        Some("json") => Ok(Format::Json),
        Some(other) => Err(format!("unknown format {other:?}; use text or json")),
    }
}

fn is_help(argument: &OsString) -> bool {
    argument == "--help" || argument == "-h"
}

fn unknown(argument: &OsString) -> String {
    format!("unknown argument {argument:?}")
}
