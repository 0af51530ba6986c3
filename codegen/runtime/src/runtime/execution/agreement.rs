//! Whether an answer is about what the caller asked for: takes what it names and what the context says, reports what differs.

use crate::runtime::execution::trust::path_of;
use crate::runtime::judging::builtin;
use crate::runtime::judging::model::Model;
use crate::runtime::judging::url::encode;
use crate::runtime::wire::reading::Path;
use crate::runtime::{At, Context, Found, Report, Rule, WorkflowKey};

/// An id of an answer: the fact of the context that names it for requests (`path.` and the parameter), where it is, and what is there.
pub type NamedId<'a> = (&'static str, Path, Option<&'a str>);

/// A text of an answer: where it is, and what is there.
pub type NamedText<'a> = (Path, Option<&'a str>);

/// Reports what an answer names otherwise than the context does: the key of its workflow, and the ids in the path of its request.
/// What only one of the two says is left open.
pub fn judge_answer(key: Option<NamedText<'_>>, ids: &[NamedId<'_>], context: &Context, report: &mut Report) {
    if let Some((path, found)) = key {
        let stated = context.workflow_key.as_ref().map(WorkflowKey::as_str);
        compare("workflow_key", path, found, stated, found == stated, report);
    }
    for (index, (fact, path, found)) in ids.iter().enumerate() {
        if ids[..index].iter().any(|(other, ..)| other == fact) {
            continue;
        }
        let stated = context.path.get(parameter_of(fact)).map(String::as_str);
        // Where an answer has several ids of a kind, one of them has to be the one that was asked for.
        let same = || ids.iter().filter(|(other, ..)| other == fact).map(|(.., found)| *found);
        let found = found.or_else(|| same().flatten().next());
        compare(fact, path, found, stated, same().any(|found| found == stated), report);
    }
}

fn compare(
    fact: &'static str,
    path: Path,
    found: Option<&str>,
    stated: Option<&str>,
    is_same: bool,
    report: &mut Report,
) {
    match (found, stated) {
        (None, None) => {}
        (Some(_), None) => report.leave_open(&builtin::CONTRADICTS_CONTEXT, fact),
        (None, Some(_)) => report.leave_open(&builtin::CONTRADICTS_CONTEXT, "what the answer does not name"),
        (Some(_), Some(_)) if is_same => {}
        (Some(_), Some(_)) => {
            let found = Found { value: Some(fact), ..Found::default() };
            add(path, &At::ROOT, &builtin::CONTRADICTS_CONTEXT, found, report);
        }
    }
}

/// The name of the path parameter that a fact of the context is about.
fn parameter_of(fact: &str) -> &str {
    fact.strip_prefix("path.").unwrap_or(fact)
}

/// Reports a URL of an answer that has the form of an operation's path, but names other ids than the answer itself. One of
/// another form is left open.
pub fn judge_links(links: &[NamedText<'_>], ids: &[NamedId<'_>], model: &Model, report: &mut Report) {
    for (path, url) in links {
        let Some(url) = url else { continue };
        let paths = model.operations.iter().filter_map(|operation| operation.path);
        // A path without parameters names nothing.
        let steps = path_of(url).map(slashes);
        let is_alike = |template: &str| Some(slashes(template)) == steps && template.contains('{');
        let known = paths.filter(|template| is_alike(template) && has_form(url, template));
        let mut owned = None;
        for own in known.filter_map(|template| names_own(url, template, ids)) {
            owned = Some(owned.unwrap_or(true) && own);
        }
        match owned {
            Some(true) => {}
            Some(false) => add(path, &At::ROOT, &builtin::FOREIGN_LINK, Found::default(), report),
            None => report.leave_open(&builtin::FOREIGN_LINK, "a URL of the documented form"),
        }
    }
}

/// Reports a state that is not one of these.
pub fn judge_state(state: NamedText<'_>, states: &[(&str, &[&str])], report: &mut Report) {
    let (path, Some(state)) = state else { return };
    if !states.iter().any(|(known, _)| *known == state) {
        add(path, &At::ROOT, &builtin::UNKNOWN_STATE, Found { value: Some(state), ..Found::default() }, report);
    }
}

/// Reports something at the end of the path.
#[cold]
pub(in crate::runtime) fn add(path: Path, at: &At<'_>, rule: &'static Rule, found: Found<'_>, report: &mut Report) {
    match path.split_first() {
        Some((member, rest)) => add(rest, &at.member(member), rule, found, report),
        None => report.add(rule, at, found),
    }
}

/// The name of the parameter that a segment of a template stands for.
fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// How many slashes a path has, which tells most paths apart without taking them apart.
fn slashes(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

/// Whether the path of a URL is of this form.
fn has_form(url: &str, template: &str) -> bool {
    let Some(path) = path_of(url) else { return false };
    let (mut segments, mut expected) = (path.split('/'), template.split('/'));
    loop {
        match (segments.next(), expected.next()) {
            (None, None) => return true,
            (Some(segment), Some(expected)) if parameter(expected).is_some() || segment == expected => {}
            _ => return false,
        }
    }
}

/// Whether every id that a URL of this form names is the answer's own; nothing if the answer names no id of these kinds.
fn names_own(url: &str, template: &str, ids: &[NamedId<'_>]) -> Option<bool> {
    let segments = path_of(url)?.split('/').zip(template.split('/'));
    let mut owned = None;
    for (name, segment) in segments.filter_map(|(segment, expected)| Some((parameter(expected)?, segment))) {
        let mut own =
            ids.iter().filter(|(fact, ..)| parameter_of(fact) == name).filter_map(|(_, _, id)| *id).peekable();
        if own.peek().is_some() {
            owned = Some(owned.unwrap_or(true) && own.any(|id| id == segment || is_encoded(id, segment)));
        }
    }
    owned
}

/// Whether the segment is the id as URLs spell it.
fn is_encoded(id: &str, segment: &str) -> bool {
    let mut encoded = String::new();
    encode(id, &mut encoded);
    encoded == segment
}
