//! The `outcome` command: prints the verdict of each response or case with its reasons, and returns the exit code.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::runtime::cli::arguments::Format;
use crate::runtime::cli::case::{self, Input};
use crate::runtime::cli::case_files;
use crate::runtime::cli::service::{FAILED, NOT_OK, OK, OutcomeService, Service};
use crate::runtime::judging::model::Actor;
use crate::runtime::wire::printable::{Printable, escaped_json};
use crate::runtime::{Context, Direction, Outcome};

/// The outcome of a response in the JSON output.
#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    file: &'a str,
    verdict: &'static str,
    because: Vec<String>,
    not_judged: Vec<String>,
    decided_by: Vec<Decided<'a>>,
    advice: Vec<ToDo>,
}

/// A result that decided the verdict.
#[derive(Serialize)]
struct Decided<'a> {
    capability: &'a str,
    id: Option<&'a str>,
    decision: &'a str,
    label: &'a str,
}

/// An action, and who can perform it.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
struct ToDo {
    who: &'static str,
    what: &'static str,
}

/// Judges the results in files and folders. The worst verdict determines the exit code.
pub(in crate::runtime) fn run(
    service: &Service,
    paths: &[PathBuf],
    format: Format,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let Some(outcome) = service.outcome else {
        writeln!(err, "{}: the spec does not define how to judge results", service.name)?;
        return Ok(FAILED);
    };
    let mut run = Run { service, outcome, format, out, err, worst: OK };
    for path in paths {
        run.path(path)?;
    }
    Ok(run.worst)
}

struct Run<'a> {
    service: &'a Service,
    outcome: OutcomeService,
    format: Format,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    worst: u8,
}

impl Run<'_> {
    fn path(&mut self, path: &Path) -> io::Result<()> {
        let found = case_files::files(path);
        if found.tell_unread(self.service.name, self.format, self.out, self.err)? > 0 {
            self.worst = FAILED;
        }
        for file in found.files {
            for input in case::read_inputs(&file) {
                match input.and_then(|input| self.judged(input)) {
                    Ok((name, outcome)) => self.print(&name, &file.to_string_lossy(), &outcome)?,
                    Err(reason) => self.fail(&file, &reason)?,
                }
            }
        }
        Ok(())
    }

    fn judged(&self, input: Input) -> Result<(String, Outcome), String> {
        let (name, judged) = match input {
            Input::Body(name, text) => {
                let judged = (self.outcome.judge)(text.as_bytes(), &Context::default());
                (name, judged)
            }
            Input::Case(case) => {
                let operations = self.outcome.operations;
                if case.direction != Direction::Response || !operations.contains(&case.operation.as_str()) {
                    let (name, operations) = (&case.name, operations.join(", "));
                    return Err(format!(
                        "case {name}: no results to judge; only responses of {operations} have \
                        results"
                    ));
                }
                if let Some(reason) = case::unknown_name(&case.context, self.service.model) {
                    return Err(format!("case {}: {reason}", case.name));
                }
                let judged = (self.outcome.judge)(case.body().unwrap_or(b"null"), &case.context);
                (case.name, judged)
            }
        };
        judged.map_err(|misfit| format!("{name}: {misfit}")).map(|outcome| (name, outcome))
    }

    fn print(&mut self, name: &str, file: &str, outcome: &Outcome) -> io::Result<()> {
        self.worst = self.worst.max(if outcome.verdict.is_passed() { OK } else { NOT_OK });
        match self.format {
            Format::Text => self.print_text(name, file, outcome),
            Format::Json => {
                let line = Line {
                    name,
                    file,
                    verdict: outcome.verdict.rank().as_str(),
                    because: outcome.verdict.reasons().iter().map(ToString::to_string).collect(),
                    not_judged: outcome.not_judged.iter().map(ToString::to_string).collect(),
                    decided_by: decided_by(outcome),
                    advice: steps(outcome),
                };
                writeln!(self.out, "{}", escaped_json(&serde_json::to_string(&line)?))
            }
        }
    }

    fn print_text(&mut self, name: &str, file: &str, outcome: &Outcome) -> io::Result<()> {
        writeln!(self.out, "{}: {} ({})", outcome.verdict, Printable(name), Printable(file))?;
        for decided in decided_by(outcome) {
            let Decided { capability, decision, label, .. } = decided;
            writeln!(self.out, "  decided by {} {} {}", Printable(capability), Printable(decision), Printable(label))?;
        }
        for reason in outcome.verdict.reasons() {
            writeln!(self.out, "  because {reason}")?;
        }
        for not_judged in &outcome.not_judged {
            writeln!(self.out, "  not judged: {not_judged}")?;
        }
        for ToDo { who, what } in steps(outcome) {
            writeln!(self.out, "  to do ({}): {what}", who.replace('_', " "))?;
        }
        Ok(())
    }

    fn fail(&mut self, path: &Path, reason: &str) -> io::Result<()> {
        self.worst = FAILED;
        let path = path.to_string_lossy();
        writeln!(self.err, "{}: {}: {}", self.service.name, Printable(&path), Printable(reason))
    }
}

fn decided_by(outcome: &Outcome) -> Vec<Decided<'_>> {
    let findings = outcome.decided_by.iter().filter_map(|place| outcome.findings.get(*place));
    let decided = findings.map(|finding| Decided {
        capability: &finding.capability,
        id: finding.id.as_deref(),
        decision: &finding.decision,
        label: &finding.label,
    });
    decided.collect()
}

/// Returns the actions without repetitions: first those for the deciding findings, then those for the other reasons.
fn steps(outcome: &Outcome) -> Vec<ToDo> {
    let about_labels = outcome.advice().into_iter().map(|advice| ToDo { who: who(advice.who), what: advice.what });
    let reasons = outcome.verdict.reasons().iter().filter_map(|reason| reason.advice());
    let about_reasons = reasons.map(|what| ToDo { who: who(Actor::Integrator), what });
    let mut seen = BTreeSet::new();
    about_labels.chain(about_reasons).filter(|step| seen.insert(*step)).collect()
}

fn who(actor: Actor) -> &'static str {
    match actor {
        Actor::EndUser => "end_user",
        Actor::Integrator => "integrator",
        Actor::AccountManager => "account_manager",
    }
}
