//! Compares the ids in a response with the ids that the caller requested, and reports differences.

use crate::runtime::judging::builtin;
use crate::runtime::judging::links::{ListedId, NamedId, parameter_of};
use crate::runtime::judging::links_seen::text_of;
use crate::runtime::wire::reading::Path;
use crate::runtime::{At, Context, Found, Report, Rule, Wire, WorkflowKey};

/// A string in a response and its location.
pub type NamedText<'a> = (Path, Option<&'a str>);

/// Reports where a response contradicts the context: the key of its workflow, and the ids in the path of its request. A
/// value that only one of the two contains is not compared.
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
        // A response may contain several ids for one path parameter. One of them has to be the requested one.
        let same = || ids.iter().filter(|(other, ..)| other == fact).map(|(.., found)| *found);
        let found = found.or_else(|| same().flatten().next());
        compare(fact, path, found, stated, same().any(|found| found == stated), report);
    }
}

/// Compares ids that are not part of a request, for example the ids in a callback. An id that the context does not set
/// counts as unknown, not as missing.
pub fn judge_stated(ids: &[NamedId<'_>], context: &Context, report: &mut Report) {
    if !context.path.is_empty() {
        let is_stated = |(fact, ..): &&NamedId<'_>| context.path.contains_key(parameter_of(fact));
        let stated: Vec<NamedId<'_>> = ids.iter().filter(is_stated).copied().collect();
        judge_answer(None, &stated, context, report);
    }
}

/// Reports lists of items with ids if the request was about one such item and the list does not contain it. An empty
/// list is not reported.
pub fn judge_listed(answer: &dyn Wire, listed: &[ListedId], context: &Context, report: &mut Report) {
    for (fact, path, member) in listed {
        let Some(stated) = context.path.get(parameter_of(fact)) else { continue };
        let (mut names_any, mut names_it) = (false, false);
        text_of(&answer.view(), path, member, &mut |id| {
            names_any = true;
            names_it |= id == stated;
        });
        if names_any && !names_it {
            add(path, &builtin::CONTRADICTS_CONTEXT, Found { value: Some(fact), ..Found::default() }, report);
        }
    }
}

/// Reports a request for a workflow other than the one in the context.
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
        (None, Some(_)) => report.leave_open(&builtin::CONTRADICTS_CONTEXT, "the value that the context states"),
        (Some(_), Some(_)) if is_same => {}
        (Some(_), Some(_)) => {
            let found = Found { value: Some(fact), ..Found::default() };
            add(path, &builtin::CONTRADICTS_CONTEXT, found, report);
        }
    }
}

/// Reports a state that is not one of the given states.
pub fn judge_state(state: NamedText<'_>, states: &[(&str, &[&str])], report: &mut Report) {
    let (path, Some(state)) = state else { return };
    if !states.iter().any(|(known, _)| *known == state) {
        add(path, &builtin::UNKNOWN_STATE, Found { value: Some(state), ..Found::default() }, report);
    }
}

/// Reports that the value at the end of the path violates a rule.
#[cold]
fn add(path: Path, rule: &'static Rule, found: Found<'_>, report: &mut Report) {
    At::ROOT.under(path, |at| report.add(rule, at, found));
}
