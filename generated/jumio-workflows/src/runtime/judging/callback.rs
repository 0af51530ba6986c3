//! Judges callbacks: whether the sender's address is trusted, and whether the event is new.

use std::net::IpAddr;

use serde_json::Value;

use crate::runtime::judging::builtin;
use crate::runtime::judging::model::{Model, Region, Workflow};
use crate::runtime::judging::scope;
use crate::runtime::wire::text::listed;
use crate::runtime::{At, Context, Found, Lacking, Path, Report};

/// Returns whether the region publishes this address as a source of its callbacks.
///
/// Use the address of the connection itself. A header such as `X-Forwarded-For` can only be trusted if your own proxy
/// set it.
#[inline]
#[must_use]
pub fn sender_is_published(sender: IpAddr, region: &Region) -> bool {
    // On a dual-stack socket, the addresses of IPv4 senders are IPv4-mapped IPv6 addresses.
    let sender = sender.to_canonical();
    let published = region.callback_addresses.iter().filter_map(|address| address.parse::<IpAddr>().ok());
    published.into_iter().any(|address| address.to_canonical() == sender)
}

/// Returns the region that publishes this address.
#[inline]
#[must_use]
pub fn region_of_sender(sender: IpAddr, model: &Model) -> Option<&'static Region> {
    model.regions.iter().find(|region| sender_is_published(sender, region))
}

/// A string that identifies an event: its path, whether it is required, and its value.
pub type EventPart<'a> = (Path, bool, Option<&'a str>);

/// Joins several strings into one key. Different lists always result in different keys.
///
/// # Errors
///
/// Fails if a required string is absent or empty.
#[inline]
pub fn idempotency_key(parts: &[EventPart<'_>]) -> Result<String, Lacking> {
    match lacking(parts) {
        Some(path) => Err(Lacking::of(path)),
        None => Ok(Value::from_iter(parts.iter().map(|(.., part)| part.map(str::to_owned))).to_string()),
    }
}

/// Returns the location of the first required string that is absent or empty.
#[inline]
fn lacking(parts: &[EventPart<'_>]) -> Option<Path> {
    let lacking = |(_, needed, part): &&EventPart<'_>| *needed && part.is_none_or(str::is_empty);
    parts.iter().find(lacking).map(|(path, ..)| *path)
}

/// Judges the sender of a callback and whether its event is new, if the context provides the facts for it. The event's
/// key is only built if there are known events to compare it with.
#[inline]
pub fn judge_callback(event: &[EventPart<'_>], model: &Model, context: &Context, report: &mut Report) {
    judge_sender(model, context, report);
    let Some(seen) = context.seen_callbacks.as_ref().filter(|_| lacking(event).is_none()) else {
        // Missing fields have already been reported.
        let fact = if lacking(event).is_some() { "the values that identify the event" } else { "seen_callbacks" };
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

/// Returns the workflow with this definition key.
#[inline]
#[must_use]
pub fn workflow_of_key(key: Option<&str>, model: &'static Model) -> Option<&'static Workflow> {
    scope::workflow(model, key?)
}
