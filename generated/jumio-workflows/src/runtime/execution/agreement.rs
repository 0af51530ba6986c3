//! Whether an answer is about what the caller asked for: takes what it names and what the context says, reports what differs.

use crate::runtime::judging::builtin;
use crate::runtime::judging::links::{ListedId, NamedId, parameter_of};
use crate::runtime::judging::links_seen::text_of;
use crate::runtime::wire::reading::Path;
use crate::runtime::{At, Context, Found, Report, Rule, Wire, WorkflowKey};

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

/// The same for ids that the request did not name, as before a callback: what the context does not say is nothing that it lacks.
pub fn judge_stated(ids: &[NamedId<'_>], context: &Context, report: &mut Report) {
    if !context.path.is_empty() {
        let is_stated = |(fact, ..): &&NamedId<'_>| context.path.contains_key(parameter_of(fact));
        let stated: Vec<NamedId<'_>> = ids.iter().filter(is_stated).copied().collect();
        judge_answer(None, &stated, context, report);
    }
}

/// Reports lists whose items have ids, where the request was about one thing of that kind and no item is it. A list without items names
/// nothing.
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
            add(path, &builtin::CONTRADICTS_CONTEXT, found, report);
        }
    }
}

/// Reports a state that is not one of these.
pub fn judge_state(state: NamedText<'_>, states: &[(&str, &[&str])], report: &mut Report) {
    let (path, Some(state)) = state else { return };
    if !states.iter().any(|(known, _)| *known == state) {
        add(path, &builtin::UNKNOWN_STATE, Found { value: Some(state), ..Found::default() }, report);
    }
}

/// Reports something at the end of the path.
#[cold]
fn add(path: Path, rule: &'static Rule, found: Found<'_>, report: &mut Report) {
    At::ROOT.under(path, |at| report.add(rule, at, found));
}
