//! Checks whether the response that started an execution offers everything that its workflow needs.

use serde_json::Value;

use crate::runtime::execution::trust::Adding;
use crate::runtime::judging::upload_rules;
use crate::runtime::wire::reading::{json, look};
use crate::runtime::{At, Context, Execution, ExecutionReading, Found, Report, Wire};

/// Reports everything that would prevent the execution from being completed and finalized: slots of the workflow that
/// the response does not offer, parts without a readable URL, URLs that belong to something else, and a channel without
/// handover data. Undocumented channels are reported as unknown values in the response.
#[inline]
pub fn judge_started(reading: &'static ExecutionReading, answer: &dyn Wire, context: &Context, report: &mut Report) {
    let answer = json(answer.view());
    // The missing data itself is reported elsewhere, at its location in the response.
    let Ok(mut execution) = Execution::read(reading, &answer) else {
        report.leave_open(&upload_rules::SLOT_NOT_OFFERED, "readable ids and categories");
        return;
    };
    execution.context.workflow_key.clone_from(&context.workflow_key);
    execution.context.channel.clone_from(&context.channel);
    At::ROOT.under(reading.credentials, |at| execution.judge_slots(at, report));
    judge_hand_over(reading, context, &answer, report);
    // The violation is reported at the credential and not at the part, because nothing is reported below a missing
    // object.
    let add: Adding<'_> = &|index, rule, found, report| {
        At::ROOT.under(reading.credentials, |at| report.add(rule, &at.item(index), found));
    };
    execution.judge_part_urls(report, add);
    execution.judge_upload_tokens(report, &|index, rule, found, report| {
        At::ROOT.under(reading.credentials, |at| {
            at.item(index).under(reading.upload.token, |at| report.add(rule, at, found));
        });
    });
    execution.judge_own_urls(report, add);
    if context.channel.is_none() {
        leave_parts_open(execution, report);
    }
}

/// Reports that the response has no handover data for the channel that the caller intends to use.
#[inline]
fn judge_hand_over(reading: &ExecutionReading, context: &Context, answer: &Value, report: &mut Report) {
    for (channel, path) in reading.hand_over {
        if look(answer, path).text().is_some_and(|text| !text.is_empty()) {
            continue;
        }
        match &context.channel {
            None => report.leave_open(&upload_rules::NO_HAND_OVER, "channel"),
            Some(meant) if meant == channel => {
                let allowed = Some(format!("`{}`", path.join(".")));
                let found = Found { value: Some(channel), allowed, workflow: None };
                At::ROOT.under(path, |at| report.add(&upload_rules::NO_HAND_OVER, at, found));
            }
            Some(_) => {}
        }
    }
}

/// Marks parts without a URL as not judged if the channel determines whether they have to be uploaded.
#[inline]
fn leave_parts_open(mut execution: Execution, report: &mut Report) {
    let lacking = |execution: &Execution| execution.owed().iter().filter(|part| part.lacks_url()).count();
    let whatever = lacking(&execution);
    execution.context.channel = execution.reading.model.upload_channel.map(str::to_owned);
    if lacking(&execution) > whatever {
        report.leave_open(&upload_rules::NO_UPLOAD_URL, "channel");
    }
}
