//! Callbacks: takes the sender's address and what a callback says, tells whether to believe it and whether it is new.

use std::net::IpAddr;

use serde_json::Value;

use super::model::{Model, Region, Workflow};
use super::scope;
use super::{Lacking, Path};

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

/// One text for several, such that no two different lists give the same. Each comes with its path, and with whether it is
/// needed.
///
/// # Errors
/// If a text that is needed is absent or empty.
#[inline]
pub fn idempotency_key(parts: &[(Path, bool, Option<&str>)]) -> Result<String, Lacking> {
    let lacking = |(_, needed, part): &&(Path, bool, Option<&str>)| *needed && part.is_none_or(str::is_empty);
    match parts.iter().find(lacking) {
        Some((path, ..)) => Err(Lacking::of(path)),
        None => Ok(Value::from_iter(parts.iter().map(|(.., part)| part.map(str::to_owned))).to_string()),
    }
}

/// The workflow that a definition key stands for.
#[inline]
#[must_use]
pub fn workflow_of_key(key: Option<&str>, model: &'static Model) -> Option<&'static Workflow> {
    scope::workflow(model, key?)
}
