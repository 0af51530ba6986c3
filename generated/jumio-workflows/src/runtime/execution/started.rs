//! Whether an answer offers what its workflow needs: takes the answer that started an execution, reports what it lacks.

use crate::runtime::judging::upload_rules;
use crate::runtime::{At, Context, Execution, ExecutionReading, Report, Wire};

/// Reports what would keep the execution from being finalized: slots of the workflow that the answer does not offer, and parts without
/// a readable URL. Channels that nobody documents are unknown values of the answer, and are reported as those.
#[inline]
pub fn judge_started(reading: &'static ExecutionReading, answer: &dyn Wire, context: &Context, report: &mut Report) {
    // What an answer lacks is reported where it lacks it.
    let Ok(mut execution) = Execution::started(reading, answer) else {
        report.leave_open(&upload_rules::SLOT_NOT_OFFERED, "readable ids and categories");
        return;
    };
    execution.context.workflow_key.clone_from(&context.workflow_key);
    under(reading.credentials, &At::ROOT, &mut |at| execution.judge_slots(at, report));
    let needed: Vec<_> = execution.owed().into_iter().filter(|part| !part.optional).collect();
    execution.judge_part_urls(&needed, report, &|index, rule, found, report| {
        let mut found = Some(found);
        let mut add = |at: &At<'_>| report.add(rule, at, found.take().unwrap_or_default());
        // Not at the parts: where they are missing, nothing below is reported.
        under(reading.credentials, &At::ROOT, &mut |at| add(&at.item(index)));
    });
}

/// Goes on with the place at the end of a path.
#[inline]
fn under(path: &[&str], at: &At<'_>, then: &mut dyn FnMut(&At<'_>)) {
    match path.split_first() {
        Some((member, rest)) => under(rest, &at.member(member), then),
        None => then(at),
    }
}
