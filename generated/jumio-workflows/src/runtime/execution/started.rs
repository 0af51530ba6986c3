//! Whether an answer offers what its workflow needs: takes the answer that started an execution, reports what it lacks.

use crate::runtime::execution::trust::Adding;
use crate::runtime::judging::upload_rules;
use crate::runtime::{At, Context, Execution, ExecutionReading, Report, Wire};

/// Reports what would keep the execution from being filled and finalized: slots of the workflow that the answer does not offer, parts
/// without a readable URL, and URLs that belong to something else. Channels that nobody documents are unknown values of the answer, and are reported as those.
#[inline]
pub fn judge_started(reading: &'static ExecutionReading, answer: &dyn Wire, context: &Context, report: &mut Report) {
    // What an answer lacks is reported where it lacks it.
    let Ok(mut execution) = Execution::started(reading, answer) else {
        report.leave_open(&upload_rules::SLOT_NOT_OFFERED, "readable ids and categories");
        return;
    };
    execution.context.workflow_key.clone_from(&context.workflow_key);
    At::ROOT.under(reading.credentials, |at| execution.judge_slots(at, report));
    // Not at the parts: where they are missing, nothing below is reported.
    let add: Adding<'_> = &|index, rule, found, report| {
        At::ROOT.under(reading.credentials, |at| report.add(rule, &at.item(index), found));
    };
    execution.judge_part_urls(report, add);
    execution.judge_own_urls(report, add);
}
