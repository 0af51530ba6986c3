//! The command-line program of a generated crate: runs the command, prints the reports and returns the exit code.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::runtime::Printable;
use crate::runtime::cli::arguments::{self, Command, Format};
use crate::runtime::cli::case::{self, Case};
use crate::runtime::cli::case_files;
use crate::runtime::cli::observe_command;
use crate::runtime::cli::outcome_command;
pub use crate::runtime::cli::service::{Answer, Check, JudgeResults, OutcomeService, Service, ShowPlace};
use crate::runtime::cli::service::{FAILED, NOT_OK, OK};
use crate::runtime::judging::model::Model;
use crate::runtime::wire::printable::escaped_json;
use crate::runtime::{Checked, NotJudged, Violation};

/// Runs the command that the arguments (without the program's name) specify, and returns the exit code.
pub fn main(
    service: &Service,
    arguments: impl Iterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let done = match arguments::parse(arguments) {
        Ok(command) => run(service, command, out, err),
        Err(reason) => {
            writeln!(err, "{}: {}\n\n{}", service.name, Printable(&reason), usage(service.name)).map(|()| FAILED)
        }
    };
    match done.and_then(|code| out.flush().map(|()| code)) {
        Ok(code) => code,
        // The reader of the output closed the pipe early. That is not an error, but whatever was not printed was not
        // judged.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => FAILED,
        Err(error) => {
            // If stderr fails too, only the exit code can report it.
            let _ = writeln!(err, "{}: {error}", service.name);
            FAILED
        }
    }
}

fn run(service: &Service, command: Command, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    match command {
        Command::Check { paths, format } => {
            let mut run = Run { service, format, out, err, cases: 0, not_ok: 0, failed: 0 };
            for path in &paths {
                run.path(path)?;
            }
            run.finish()
        }
        Command::Outcome { paths, format } => outcome_command::run(service, &paths, format, out, err),
        Command::Observe { paths, operation } => observe_command::run(service, &paths, operation.as_deref(), out, err),
        Command::Workflows => workflows(service.model, out).map(|()| OK),
        Command::Help => writeln!(out, "{}", usage(service.name)).map(|()| OK),
        Command::Version => writeln!(out, "{} {}", service.name, service.version).map(|()| OK),
    }
}

fn usage(name: &str) -> String {
    format!(
        "Usage: {name} check PATH… [--format text|json]
       {name} outcome PATH… [--format text|json]
       {name} observe PATH… [--operation ID]
       {name} workflows
       {name} --help | --version

check      Checks the cases in files and folders.
outcome    Judges the results in files (responses or cases) and folders.
observe    Prints the shapes of received payloads as JSON: how often each field occurred, was null or was absent, and its
           types, but no values and no keys that are data. Reads responses, callbacks, cases, and shapes, which it merges.
workflows  Lists the workflows: key, id, name, channels, required credentials.

A file has at most {} bytes and contains a value, an array of values, or, if its name ends in .jsonl or .ndjson, a value
in each line. In folders, files with names ending in .json, .jsonl or .ndjson are read. Other files are listed as not
read, except README.md and hidden files.

Exit code of check: 0 all ok, 1 a payload has errors, 2 something could not be read.
Exit code of outcome: 0 all passed, 1 at least one did not, 2 something could not be read.
Exit code of observe: 0 if all was read, 2 if something was not.",
        case_files::MAX_BYTES
    )
}

/// The totals and settings of a run of `check`.
struct Run<'a> {
    service: &'a Service,
    format: Format,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    cases: usize,
    not_ok: usize,
    failed: usize,
}

/// The result of a checked case in the JSON output.
#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    file: &'a str,
    ok: bool,
    violations: &'a [Violation],
    not_judged: &'a [NotJudged],
    /// The number of violations that are not listed.
    #[serde(skip_serializing_if = "is_zero")]
    omitted: usize,
    rewritten: Option<&'a RawValue>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Run<'_> {
    fn path(&mut self, path: &Path) -> io::Result<()> {
        let found = case_files::files(path);
        self.failed += found.tell_unread(self.service.name, self.format, self.out, self.err)?;
        for file in found.files {
            for case in case::read(&file) {
                match case {
                    Ok(case) => self.case(&file, &case)?,
                    Err(reason) => self.fail(&file, &reason)?,
                }
            }
        }
        Ok(())
    }

    fn case(&mut self, file: &Path, case: &Case) -> io::Result<()> {
        if let Some(reason) = case::unknown_name(&case.context, self.service.model) {
            return self.fail(file, &format!("case {}: {reason}", Printable(&case.name)));
        }
        let checked = match (self.service.check)(&case.operation, case.direction, case.body(), &case.context) {
            Ok(checked) => checked,
            Err(error) => return self.fail(file, &format!("case {}: {error}", Printable(&case.name))),
        };
        self.cases += 1;
        self.not_ok += usize::from(!checked.report.is_ok());
        let file = file.to_string_lossy();
        let rewritten = checked.rewritten.as_ref().map(|body| RawValue::from_string(body.as_str().to_owned()));
        let rewritten = rewritten.transpose()?;
        match self.format {
            Format::Text => self.print_text(&case.name, &file, &checked),
            Format::Json => {
                let line = Line {
                    name: &case.name,
                    file: &file,
                    ok: checked.report.is_ok(),
                    violations: checked.report.violations(),
                    not_judged: checked.report.not_judged(),
                    omitted: checked.report.omitted(),
                    rewritten: rewritten.as_deref(),
                };
                // Misleading characters occur only in strings, where JSON can escape each of them.
                writeln!(self.out, "{}", escaped_json(&serde_json::to_string(&line)?))
            }
        }
    }

    fn print_text(&mut self, name: &str, file: &str, checked: &Checked) -> io::Result<()> {
        let verdict = if checked.report.is_ok() { "ok" } else { "not ok" };
        writeln!(self.out, "{verdict}: {} ({})", Printable(name), Printable(file))?;
        for violation in checked.report.violations() {
            writeln!(self.out, "  {violation}")?;
        }
        if checked.report.omitted() > 0 {
            writeln!(self.out, "  and {} more violations", checked.report.omitted())?;
        }
        for open in checked.report.not_judged() {
            writeln!(self.out, "  {open}")?;
        }
        Ok(())
    }

    fn fail(&mut self, path: &Path, reason: &str) -> io::Result<()> {
        self.failed += 1;
        let path = path.display().to_string();
        writeln!(self.err, "{}: {}: {}", self.service.name, Printable(&path), Printable(reason))
    }

    fn finish(self) -> io::Result<u8> {
        if self.format == Format::Text {
            let (ok, not_ok, failed) = (self.cases - self.not_ok, self.not_ok, self.failed);
            let cases = if self.cases == 1 { "case" } else { "cases" };
            writeln!(self.out, "{} {cases}: {ok} ok, {not_ok} not ok; {failed} could not be read", self.cases)?;
        }
        Ok(match (self.failed, self.not_ok) {
            (0, 0) => OK,
            (0, _) => NOT_OK,
            _ => FAILED,
        })
    }
}

/// Prints the workflows as a table with aligned columns.
fn workflows(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    let head = ["key", "id", "name", "channels", "credentials"].map(str::to_owned);
    let rows = model.workflows.iter().map(|workflow| {
        let (channels, credentials) = (workflow.channels.join(", "), workflow.required_credentials.join(", "));
        [workflow.key.to_string(), workflow.id.to_owned(), workflow.name.to_owned(), channels, credentials]
    });
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3].map(width);
    for [key, id, name, channels, credentials] in &rows {
        let [a, b, c, d] = widths;
        writeln!(out, "{key:<a$}  {id:<b$}  {name:<c$}  {channels:<d$}  {credentials}")?;
    }
    Ok(())
}
