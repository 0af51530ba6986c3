//! Reports capabilities that should have a result in a response but have none.

use crate::runtime::judging::builtin;
use crate::runtime::judging::model::Runs;
use crate::runtime::outcome::OutcomeReading;
use crate::runtime::wire::json_write::{Name, shown, shown_member};
use crate::runtime::wire::reading::Path;
use crate::runtime::{At, Found, Report, Scope, View, Wire};

/// Reports each capability of the workflow without a result, if results are expected in the execution's state. Whether
/// capabilities that only run if enabled need a result depends on the context's `enabled`; if it is not set, the rule
/// is not judged. Unknown names in `enabled` are reported, because a typo could hide a missing result.
#[inline]
pub fn missing_results(reading: &OutcomeReading, response: &dyn Wire, scope: &Scope<'_>, report: &mut Report) {
    judge_enabled(scope, report);
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
    let enabled = scope.context.enabled.as_deref();
    for ((capability, runs), _) in workflow.runs.iter().zip(present).filter(|(_, present)| !present) {
        let stated = enabled.map(|enabled| enabled.iter().any(|name| name == capability));
        match (runs, stated) {
            (Runs::Always, _) | (Runs::IfEnabled, Some(true)) => {
                let found = Found { value: Some(capability), workflow: scope.workflow_name(), ..Found::default() };
                At::ROOT.under(reading.results, |at| report.add(&builtin::MISSING_RESULT, at, found));
            }
            (Runs::IfEnabled | Runs::IfApplicable, None) => report.leave_open(&builtin::MISSING_RESULT, "enabled"),
            (Runs::IfApplicable, Some(true)) => {
                report.leave_open(&builtin::MISSING_RESULT, "whether the capability applies");
            }
            (Runs::IfEnabled | Runs::IfApplicable, Some(false)) => {}
        }
    }
}

/// Reports unknown names in `enabled`.
#[inline]
fn judge_enabled(scope: &Scope<'_>, report: &mut Report) {
    for (index, name) in scope.context.enabled.iter().flatten().enumerate() {
        if scope.model.capability(name).is_none() {
            let context = At::ROOT.member("context");
            let found = Found { value: Some(name), ..Found::default() };
            report.add(&builtin::UNKNOWN_ENABLED, &context.member("enabled").item(index), found);
        }
    }
}

#[inline]
fn text(value: View<'_>) -> Option<&str> {
    match value {
        View::Text(text) => Some(text),
        _ => None,
    }
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

/// Visits the value at the end of the path, if there is one.
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

/// Visits every field of an object. Ignores values of an unexpected form.
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
