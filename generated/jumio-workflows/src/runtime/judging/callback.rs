//! Callbacks: takes the sender's address and what a callback says, tells whether to believe it and whether it is new.

use std::net::IpAddr;

use serde_json::Value;

use crate::runtime::judging::builtin;
use crate::runtime::judging::model::{Model, Region, Workflow};
use crate::runtime::judging::scope;
use crate::runtime::wire::text::listed;
use crate::runtime::{At, Context, Found, Lacking, Path, Report};

/// Whether the region publishes this address as one that its callbacks come from.
///
/// Take the address from the connection itself. What a header says of it can be trusted only if your own proxy wrote it.
#[inline]
#[must_use]
pub fn sender_is_published(sender: IpAddr, region: &Region) -> bool {
    // A socket that listens on IPv6 shows IPv4 senders in mapped form.
    let sender = sender.to_canonical();
    let published = region.callback_addresses.iter().filter_map(|address| address.parse::<IpAddr>().ok());
    published.into_iter().any(|address| address.to_canonical() == sender)
}

/// The region that publishes this address.
#[inline]
#[must_use]
pub fn region_of_sender(sender: IpAddr, model: &Model) -> Option<&'static Region> {
    model.regions.iter().find(|region| sender_is_published(sender, region))
}

/// A text that tells events apart, with its path, and with whether it is needed.
pub type EventPart<'a> = (Path, bool, Option<&'a str>);

/// One text for several, such that no two different lists give the same.
///
/// # Errors
/// If a text that is needed is absent or empty.
#[inline]
pub fn idempotency_key(parts: &[EventPart<'_>]) -> Result<String, Lacking> {
    match lacking(parts) {
        Some(path) => Err(Lacking::of(path)),
        None => Ok(Value::from_iter(parts.iter().map(|(.., part)| part.map(str::to_owned))).to_string()),
    }
}

/// Where the first text stands that is needed and that is absent or empty.
#[inline]
fn lacking(parts: &[EventPart<'_>]) -> Option<Path> {
    let lacking = |(_, needed, part): &&EventPart<'_>| *needed && part.is_none_or(str::is_empty);
    parts.iter().find(lacking).map(|(path, ..)| *path)
}

/// Judges who sent a callback and whether its event is new, by what the context says of both. The key of the event is made
/// only if there is something to compare it with.
#[inline]
pub fn judge_callback(event: &[EventPart<'_>], model: &Model, context: &Context, report: &mut Report) {
    judge_sender(model, context, report);
    let Some(seen) = context.seen_callbacks.as_ref().filter(|_| lacking(event).is_none()) else {
        // What is missing has been reported with the fields of the callback.
        let fact = if lacking(event).is_some() { "the key of the event" } else { "seen_callbacks" };
        return report.leave_open(&builtin::SEEN_CALLBACK, fact);
    };
    if let Some(key) = idempotency_key(event).ok().filter(|key| seen.contains(key)) {
        let at = At::ROOT.member("context");
        let found = Found { value: Some(&key), ..Found::default() };
        report.add(&builtin::SEEN_CALLBACK, &at.member("seen_callbacks"), found);
    }
}

#[inline]
fn judge_sender(model: &Model, context: &Context, report: &mut Report) {
    let published = |region: &&Region| !region.callback_addresses.is_empty();
    if !model.regions.iter().any(|region| published(&region)) {
        return;
    }
    let Some(sender) = context.sender else {
        report.leave_open(&builtin::FOREIGN_SENDER, "sender");
        return;
    };
    let found = region_of_sender(sender, model);
    let expected = context.region.as_deref();
    match (found, expected) {
        (Some(_), None) => report.leave_open(&builtin::FOREIGN_SENDER, "region"),
        (Some(found), Some(expected)) if found.id == expected => {}
        _ => {
            let told = found.map_or_else(|| sender.to_string(), |found| format!("{sender} ({})", found.id));
            let regions = model.regions.iter().filter(published).map(|region| region.id);
            let allowed = match expected {
                Some(expected) => expected.to_owned(),
                None => listed(&regions.collect::<Vec<_>>(), "or"),
            };
            let at = At::ROOT.member("context");
            let found = Found { value: Some(&told), allowed: Some(allowed), workflow: None };
            report.add(&builtin::FOREIGN_SENDER, &at.member("sender"), found);
        }
    }
}

/// The workflow that a definition key stands for.
#[inline]
#[must_use]
pub fn workflow_of_key(key: Option<&str>, model: &'static Model) -> Option<&'static Workflow> {
    scope::workflow(model, key?)
}
