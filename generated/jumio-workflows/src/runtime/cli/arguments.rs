//! Command line: takes arguments, gives what to do.

use std::ffi::OsString;
use std::path::PathBuf;

/// What the command line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::runtime) enum Command {
    /// Check these files and folders.
    Check {
        /// The files and folders.
        paths: Vec<PathBuf>,
        /// How to print what was found.
        format: Format,
    },
    /// Judge the results in these files and folders.
    Outcome {
        /// The files and folders.
        paths: Vec<PathBuf>,
        /// How to print what they come to.
        format: Format,
    },
    /// List the workflows.
    Workflows,
    /// Explain the command line.
    Help,
    /// Tell the version.
    Version,
}

/// How to print what was found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Format {
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
}

/// Reads the arguments, without the program's name. Says what is wrong with them if they make no sense.
pub(in crate::runtime) fn parse(mut arguments: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let Some(first) = arguments.next() else {
        return Err("no command".to_owned());
    };
    match first.to_str() {
        Some("check") => Ok(match inputs("check", arguments)? {
            Some((paths, format)) => Command::Check { paths, format },
            None => Command::Help,
        }),
        Some("outcome") => Ok(match inputs("outcome", arguments)? {
            Some((paths, format)) => Command::Outcome { paths, format },
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

/// The files and folders that a command reads and the format that it prints, or nothing if help is asked for.
fn inputs(
    command: &str,
    mut arguments: impl Iterator<Item = OsString>,
) -> Result<Option<(Vec<PathBuf>, Format)>, String> {
    let (mut paths, mut format) = (Vec::new(), Format::default());
    let mut only_paths = false;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            _ if only_paths => paths.push(argument.into()),
            Some("--") => only_paths = true,
            Some("--help" | "-h") => return Ok(None),
            Some("--format") => {
                let value = arguments.next().ok_or("--format needs a value: text or json")?;
                format = parse_format(&value.to_string_lossy())?;
            }
            Some(text) if text.starts_with("--format=") => format = parse_format(&text["--format=".len()..])?,
            Some(text) if text.starts_with('-') => return Err(unknown(&argument)),
            _ => paths.push(argument.into()),
        }
    }
    if paths.is_empty() { Err(format!("{command} needs a file or folder")) } else { Ok(Some((paths, format))) }
}

fn parse_format(text: &str) -> Result<Format, String> {
    match text {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        other => Err(format!("there is no format {other:?}, only text and json")),
    }
}

fn is_help(argument: &OsString) -> bool {
    argument == "--help" || argument == "-h"
}

fn unknown(argument: &OsString) -> String {
    format!("unknown argument {argument:?}")
}
