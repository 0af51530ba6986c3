//! The `observe` command: reads payloads, cases and shapes from files, prints the merged shapes of all of them, and
//! returns the exit code.
//!
//! The printed shapes may be shared with others, so they contain no file names. Inputs that could not be read are
//! reported on standard error.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::runtime::cli::arguments::Format;
use crate::runtime::cli::case::{self, Case, Input};
use crate::runtime::cli::case_files;
use crate::runtime::cli::observing::{observe, recognize};
use crate::runtime::cli::service::{Answer, FAILED, OK, Service};
use crate::runtime::cli::shapes::{AnswerShape, Shapes};
use crate::runtime::wire::text::listed;
use crate::runtime::{Direction, Printable};

/// Observes the received payloads in files and folders.
pub(in crate::runtime) fn run(
    service: &Service,
    paths: &[PathBuf],
    operation: Option<&str>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    if let Some(Err(reason)) = operation.map(|operation| answer_to(service, operation)) {
        writeln!(err, "{}: {}", service.name, Printable(&reason))?;
        return Ok(FAILED);
    }
    let mut shapes = Shapes::default();
    for path in paths {
        let found = case_files::files(path);
        // The output is a single JSON value, so files that were not read are reported on standard error only.
        let unread = found.tell_unread(service.name, Format::Text, out, err)?;
        shapes.not_read += u64::try_from(unread).unwrap_or(u64::MAX);
        for file in found.files {
            for input in case::read_inputs(&file) {
                match input.and_then(|input| observed(service, input, operation)) {
                    Ok(more) => shapes.merge(more),
                    Err(reason) => {
                        shapes.not_read += 1;
                        tell(service, &file, &reason, err)?;
                    }
                }
            }
        }
    }
    writeln!(out, "{}", shapes.to_json())?;
    Ok(if shapes.not_read == 0 { OK } else { FAILED })
}

fn tell(service: &Service, file: &Path, reason: &str, err: &mut dyn Write) -> io::Result<()> {
    writeln!(err, "{}: {}: {}", service.name, Printable(&file.to_string_lossy()), Printable(reason))
}

fn observed(service: &Service, input: Input, operation: Option<&str>) -> Result<Shapes, String> {
    let (answer, shape) = match (input, operation) {
        (Input::Body(_, text), _) if is_shapes(&text) => return Shapes::from_json(&text),
        (Input::Body(name, text), Some(operation)) => {
            of_operation(service, operation, &text).map_err(|reason| format!("{name}: {reason}"))?
        }
        (Input::Body(name, text), None) => {
            recognize(&text, service.answers).map_err(|reason| format!("{name}: {reason}"))?
        }
        (Input::Case(case), _) => of_case(service, &case).map_err(|reason| format!("case {}: {reason}", case.name))?,
    };
    let mut shapes = Shapes::default();
    shapes.observers.insert(format!("{} {}", service.name, service.version));
    shapes.answers.insert(answer.schema.to_owned(), shape);
    Ok(shapes)
}

fn of_case(service: &Service, case: &Case) -> Result<(&'static Answer, AnswerShape), String> {
    if case.direction != Direction::Response {
        return Err("requests are not observed; pass only responses and callbacks".to_owned());
    }
    let body = case.body.as_ref().ok_or("the case has no body to observe")?;
    of_operation(service, &case.operation, body.get())
}

fn of_operation(service: &Service, operation: &str, text: &str) -> Result<(&'static Answer, AnswerShape), String> {
    let answer = answer_to(service, operation)?;
    let mut shape = observe(text, answer)?;
    // Several operations may return the same schema. Here, the operation is known.
    shape.operations.retain(|known| known == operation);
    Ok((answer, shape))
}

fn answer_to(service: &Service, operation: &str) -> Result<&'static Answer, String> {
    let found = service.answers.iter().find(|answer| answer.operations.contains(&operation));
    found.ok_or_else(|| {
        let mut known: Vec<&str> = service.answers.iter().flat_map(|answer| answer.operations).copied().collect();
        known.sort_unstable();
        format!("the spec documents no response of `{operation}`, only those of {}", listed(&known, "and"))
    })
}

/// Returns whether the string is a file of shapes. No documented payload has all of these fields at its top level.
fn is_shapes(text: &str) -> bool {
    let members: Option<std::collections::BTreeMap<String, serde::de::IgnoredAny>> = serde_json::from_str(text).ok();
    members.is_some_and(|members| ["shapes", "observers", "answers"].iter().all(|name| members.contains_key(*name)))
}
