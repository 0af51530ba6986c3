//! Parses a URL of a document into the region and the parameters of the operation's path.

use std::ops::Range;

use crate::document::exact;
use verispec_model::ir::{Layout, Model, Operation, Region, ServiceId};

/// The parts of a URL.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address<'a> {
    /// The host; empty if the URL is only a path.
    pub(super) host: &'a str,
    /// The path with its leading slash.
    pub(super) path: &'a str,
    /// The offset of the path in the URL.
    pub(super) path_at: usize,
    pub(super) query: Option<&'a str>,
    /// The offset of the query in the URL.
    pub(super) query_at: usize,
}

impl<'a> Address<'a> {
    pub(super) fn parse(url: &'a str) -> Option<Self> {
        let path = Some(url).filter(|url| url.starts_with('/'));
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).or(path)?;
        let scheme = url.len() - rest.len();
        let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
        let (before, query) = rest.split_once('?').map_or((rest, None), |(before, query)| (before, Some(query)));
        let slash = before.find('/').unwrap_or(before.len());
        let (host, path) = before.split_at(slash);
        Some(Self { host, path, path_at: scheme + slash, query, query_at: scheme + before.len() + 1 })
    }

    /// Returns the region that has this host.
    pub(super) fn region<'m>(&self, model: &'m Model) -> Option<&'m Region> {
        model.regions.iter().find(|region| region.hosts.iter().any(|(_, host)| is_host(host, self.host)))
    }

    /// Returns the service that has this host in some region.
    pub(super) fn service(&self, model: &Model) -> Option<ServiceId> {
        let mut hosts = model.regions.iter().flat_map(|region| &region.hosts);
        hosts.find(|(_, host)| is_host(host, self.host)).map(|(service, _)| *service)
    }

    /// Returns whether both hosts are equal, or one of them is unknown because the URL is only a path.
    pub(super) fn may_be_at(&self, host: &str) -> bool {
        self.host.is_empty() || self.host.eq_ignore_ascii_case(host)
    }

    /// Returns the values of the parameters of an operation's path, with their positions in the URL.
    pub(super) fn parameters<'m>(&self, operation: &'m Operation) -> Option<Vec<(&'m str, Range<usize>)>> {
        let mut written = self.path.split('/');
        let mut found = Vec::new();
        let mut at = self.path_at;
        for segment in operation.path.as_deref()?.split('/') {
            let value = written.next()?;
            match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(_) if value.is_empty() => return None,
                Some(name) => found.push((name, at..at + value.len())),
                None if segment == value => {}
                None => return None,
            }
            at += value.len() + 1;
        }
        written.next().is_none().then_some(found)
    }
}

/// Returns whether a host of the spec, which may have placeholders in braces, matches this one.
fn is_host(pattern: &str, host: &str) -> bool {
    match pattern.contains('{') {
        true => exact(pattern, host).is_some_and(|inner| !inner.contains('/')),
        false => pattern.eq_ignore_ascii_case(host),
    }
}

/// Returns the name of a parameter in a documented URL, if the string is written like a parameter.
pub(super) fn parameter<'t>(layout: &Layout, segment: &'t str) -> Option<&'t str> {
    layout.parameters.iter().find_map(|pattern| exact(pattern, segment))
}

/// Returns whether a value is a placeholder for a value that only the reader knows.
pub(super) fn is_placeholder(layout: &Layout, value: &str) -> bool {
    let stands = |pattern: &String| match pattern.contains('{') {
        true => exact(pattern, value).is_some(),
        false => pattern == value,
    };
    value.is_empty() || layout.placeholders.iter().any(stands) || parameter(layout, value).is_some()
}
