//! Checks that a URL in a response leads to a documented host.

use crate::runtime::judging::builtin;
use crate::runtime::judging::model::Model;
use crate::runtime::judging::origin::{Parts, is_spelled_out};
use crate::runtime::wire::text::listed;
use crate::runtime::{At, Found, Report};

/// Reports a URL that leads neither to one of these hosts nor to the origin that the caller specified. Each host is the
/// name of a service of the model (any region), or a pattern as in `WebOrigin::at_hosts`.
///
/// **Invariant:** no other code checks which host a URL leads to. A URL may be requested only if `validate` does not
/// report `foreign-host` for it.
#[inline]
pub(in crate::runtime) fn judge_url(
    url: &str,
    model: &Model,
    hosts: &[&str],
    hidden: bool,
    at: &At<'_>,
    report: &mut Report,
) {
    // Fast path: nearly all URLs are spelled as documented and need no parsing.
    if !is_spelled_out(url, model, hosts, report.region()) {
        judge_parts(url, model, hosts, hidden, at, report);
    }
}

#[inline]
#[cold]
fn judge_parts(url: &str, model: &Model, hosts: &[&str], hidden: bool, at: &At<'_>, report: &mut Report) {
    let parts = Parts::of(url);
    let is_known =
        |parts: Parts<'_>| parts.is_at(patterns(model, hosts, report.region())) || report.is_own_origin(parts, hosts);
    if !parts.is_some_and(is_known) {
        foreign(parts, model, hosts, hidden, at, report);
    }
}

#[inline]
#[cold]
fn foreign(parts: Option<Parts<'_>>, model: &Model, hosts: &[&str], hidden: bool, at: &At<'_>, report: &mut Report) {
    let told = parts.filter(|_| !hidden).map(|parts| parts.to_origin().to_string());
    let told = told.as_deref().unwrap_or(if hidden { "another host" } else { "an unclear host" });
    let patterns: Vec<&str> = patterns(model, hosts, report.region()).collect();
    let allowed = if patterns.is_empty() { "a documented host".to_owned() } else { listed(&patterns, "or") };
    report.add(&builtin::FOREIGN_HOST, at, Found { value: Some(told), allowed: Some(allowed), workflow: None });
}

/// Returns the host patterns for these names, in this region or in any. Service names contain no dot, unlike hosts.
#[inline]
fn patterns<'a>(model: &'a Model, hosts: &'a [&'a str], region: Option<&'a str>) -> impl Iterator<Item = &'a str> {
    hosts.iter().flat_map(move |host| {
        let pattern = host.contains('.').then_some(*host);
        let regions = model.regions.iter().filter(move |known| region.is_none_or(|region| region == known.id));
        pattern.into_iter().chain(regions.filter_map(|known| known.host(host)))
    })
}
