//! Takes a response with results, reports the capabilities that should have one and have none.

use super::json_write::{Name, shown, shown_member};
use super::model::{Runs, Workflow};
use super::outcome::OutcomeReading;
use super::reading::Path;
use super::{At, Found, Report, Scope, View, Wire, builtin};

/// Reports each capability that the workflow runs, but that has no result although the state of the execution says that there
/// are results. Whether one that runs only if enabled should be there is known if the context says what is.
#[inline]
pub fn missing_results(reading: &OutcomeReading, response: &dyn Wire, scope: &Scope<'_>, report: &mut Report) {
    let Some(workflow) = scope.workflow else { return };
    let has_result = reading.state.is_some_and(|path| {
        let mut has = false;
        at(response.view(), path, &mut |state| {
            has = text(state).is_some_and(|state| reading.with_result.contains(&state));
        });
        has
    });
    if !has_result {
        return;
    }
    let mut present: Vec<bool> = vec![false; workflow.runs.len()];
    at(response.view(), reading.results, &mut |results| {
        each_member(results, &mut |name, value| {
            if let Some(place) = workflow.runs.iter().position(|(own, _)| *own == name) {
                present[place] |= !is_empty(value);
            }
        });
    });
    for ((capability, _), _) in missing(workflow, &present, scope) {
        let found = Found { value: Some(capability), workflow: scope.workflow_name(), ..Found::default() };
        add(reading.results, &At::ROOT, found, report);
    }
}

/// Reports one at the end of the path.
#[inline]
fn add(path: Path, at: &At<'_>, found: Found<'_>, report: &mut Report) {
    match path.split_first() {
        Some((member, rest)) => add(rest, &at.member(member), found, report),
        None => report.add(&builtin::MISSING_RESULT, at, found),
    }
}

#[inline]
fn text(value: View<'_>) -> Option<&str> {
    match value {
        View::Text(text) => Some(text),
        _ => None,
    }
}

/// The capabilities that should have a result and have none.
#[inline]
fn missing<'a>(
    workflow: &'static Workflow,
    present: &'a [bool],
    scope: &'a Scope<'_>,
) -> impl Iterator<Item = (&'static (&'static str, Runs), bool)> + 'a {
    let enabled =
        |name: &str| scope.context.enabled.as_ref().is_some_and(|enabled| enabled.iter().any(|own| own == name));
    let needed = move |(name, runs): &(&'static str, Runs)| match runs {
        Runs::Always => true,
        Runs::IfEnabled => enabled(name),
        Runs::IfApplicable => false,
    };
    workflow.runs.iter().zip(present.iter().copied()).filter(move |(entry, present)| !present && needed(entry))
}

#[inline]
fn is_empty(value: View<'_>) -> bool {
    match value {
        View::Absent => true,
        View::List(list) => list.count() == 0,
        View::Any(value) => value.is_null() || value.is_empty(),
        _ => false,
    }
}

/// Shows what is at the end of the path, if there is something.
#[inline]
fn at(value: View<'_>, path: Path, to: &mut dyn FnMut(View<'_>)) {
    let Some((member, rest)) = path.split_first() else { return to(value) };
    match value {
        View::Object(object) => shown_member(object, member, &mut |value| at(value, rest, to)),
        _ => each_member(value, &mut |name, value| {
            if name == *member {
                at(value, rest, to);
            }
        }),
    }
}

/// Shows every member of an object. What came in an unexpected form is not opened.
#[inline]
fn each_member(value: View<'_>, to: &mut dyn FnMut(&str, View<'_>)) {
    match value {
        View::Object(object) => shown(object, &mut |name, value| {
            let (Name::Plain(name) | Name::Literal(name)) = name;
            to(name, value);
        }),
        View::Map(map) => map.show(to),
        _ => {}
    }
}
