//! Whether an answer is about what the caller asked for: takes what it names and what the context says, reports what differs.

use crate::runtime::execution::trust::path_of;
use crate::runtime::judging::builtin;
use crate::runtime::judging::url::encode;
use crate::runtime::wire::reading::Path;
use crate::runtime::wire::text::has_any;
use crate::runtime::{At, Context, Found, Report, Rule, WorkflowKey};

/// An id of an answer: the fact of the context that names it for requests (`path.` and the parameter), where it is, and what is there.
pub type NamedId<'a> = (&'static str, Path, Option<&'a str>);

/// A text of an answer: where it is, and what is there.
pub type NamedText<'a> = (Path, Option<&'a str>);

/// The path of an operation, as URLs of answers have it: how many slashes it has, and the text before its first parameter, the fact
/// of the context that is in the parameter's place, the text behind it, and so on. It begins with a slash, and has no `?` or `#`.
pub type LinkForm<'a> = (usize, &'a [&'a str]);

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

/// The same for what nobody asked for, such as a callback: what the context does not say is nothing that it lacks.
pub fn judge_stated(ids: &[NamedId<'_>], context: &Context, report: &mut Report) {
    if !context.path.is_empty() {
        let is_stated = |(fact, ..): &&NamedId<'_>| context.path.contains_key(parameter_of(fact));
        let stated: Vec<NamedId<'_>> = ids.iter().filter(is_stated).copied().collect();
        judge_answer(None, &stated, context, report);
    }
}

/// Reports a request for another workflow than the context names.
pub fn judge_key(key: NamedText<'_>, context: &Context, report: &mut Report) {
    if context.workflow_key.is_some() && key.1.is_some() {
        judge_answer(Some(key), &[], context, report);
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
        (None, Some(_)) => report.leave_open(&builtin::CONTRADICTS_CONTEXT, "what the context names"),
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
/// another form is left open, and so is one whose forms name no id that the answer has.
pub fn judge_links(links: &[NamedText<'_>], ids: &[NamedId<'_>], forms: &[LinkForm<'_>], report: &mut Report) {
    for (path, url) in links {
        let Some(url) = url else { continue };
        // Mostly a URL is spelled as documented, with the very ids of the answer.
        if is_spelled_out(url, ids, forms) {
            continue;
        }
        match path_of(url).and_then(|found| names_own(found, ids, forms)) {
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

/// Whether a URL ends in a path as documented, letter by letter, with the ids of the answer and no other form's number of slashes.
fn is_spelled_out(url: &str, ids: &[NamedId<'_>], forms: &[LinkForm<'_>]) -> bool {
    let Some(url) = url.strip_prefix("https://") else { return false };
    forms.iter().any(|(slashes, steps)| {
        let mut rest = url;
        for (place, step) in steps.iter().enumerate().rev() {
            let is_parameter = place % 2 == 1;
            let id = || ids.iter().find(|(fact, ..)| fact == step)?.2;
            let Some(expected) = (if is_parameter { id() } else { Some(*step) }) else { return false };
            match rest.strip_suffix(expected) {
                Some(before) if !is_parameter || !has_any(expected, *b"/?#") => rest = before,
                _ => return false,
            }
        }
        !rest.contains('/') && forms.iter().filter(|(known, _)| known == slashes).count() == 1
    })
}

/// Whether every id that a path names is the answer's own, whatever form it has; nothing if it has no form that names an id
/// of the answer.
fn names_own(path: &str, ids: &[NamedId<'_>], forms: &[LinkForm<'_>]) -> Option<bool> {
    let slashes = slashes(path);
    let mut owned = None;
    // The number of slashes tells most forms apart.
    for (_, steps) in forms.iter().filter(|(known, _)| *known == slashes) {
        owned = and(owned, own(path, steps, ids));
    }
    owned
}

/// Whether every id that a path of this form names is the answer's own; nothing if it is of another form.
fn own(path: &str, steps: &[&str], ids: &[NamedId<'_>]) -> Option<bool> {
    let (mut path, mut owned) = (path, None);
    for step in steps.chunks(2) {
        path = path.strip_prefix(step[0])?;
        let Some(fact) = step.get(1) else { break };
        let (segment, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
        path = rest;
        let mut own = None;
        for id in ids.iter().filter(|(known, ..)| known == fact).filter_map(|(_, _, id)| *id) {
            own = Some(own == Some(true) || id == segment || is_encoded(id, segment));
        }
        owned = and(owned, own);
    }
    if path.is_empty() { owned } else { None }
}

/// How many slashes a path has. Counted in bytes, of which processors add many at a time.
fn slashes(path: &str) -> usize {
    let count = |part: &[u8]| part.iter().fold(0_u8, |count, byte| count + u8::from(*byte == b'/'));
    path.as_bytes().chunks(usize::from(u8::MAX)).map(|part| usize::from(count(part))).sum()
}

/// Whether both hold, as far as they are known.
fn and(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one && other),
        (known, None) | (None, known) => known,
    }
}

/// Whether the segment is the id as URLs spell it, which is longer than the id if it differs at all.
fn is_encoded(id: &str, segment: &str) -> bool {
    if segment.len() <= id.len() {
        return false;
    }
    let mut encoded = String::new();
    encode(id, &mut encoded);
    encoded == segment
}
