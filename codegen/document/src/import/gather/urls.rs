//! Parses URLs of the document into hosts, and paths with their parameters in braces.

use super::Gather;
use crate::document::exact;

/// The parts of a URL.
pub(super) struct Parts<'a> {
    /// The host; empty if the URL is only a path.
    pub(super) host: &'a str,
    pub(super) path: &'a str,
}

/// Parses a URL, if it is one.
pub(super) fn parts(url: &str) -> Option<Parts<'_>> {
    let url = url.trim();
    let rest = if url.starts_with('/') { url } else { url.split_once("://")?.1 };
    let end = rest.find('/').unwrap_or(rest.len());
    let path = rest[end..].split(['?', '#']).next().unwrap_or_default();
    Some(Parts { host: &rest[..end], path: if path.is_empty() { "/" } else { path } })
}

/// Returns whether a path matches a template. A parameter matches any single path segment.
pub(in crate::import) fn covers(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(path).all(|(wanted, word)| *wanted == word || (is_parameter(wanted) && !word.is_empty()))
}

pub(in crate::import) fn is_parameter(word: &str) -> bool {
    word.len() > 2 && word.starts_with('{') && word.ends_with('}')
}

/// Returns the parameters of a path, in order.
pub(in crate::import) fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|word| is_parameter(word)).map(|word| &word[1..word.len() - 1])
}

/// Returns the value of each parameter of a template in a matching path.
pub(in crate::import) fn values<'a>(template: &'a str, path: &'a str) -> Vec<(&'a str, &'a str)> {
    if !covers(template, path) {
        return Vec::new();
    }
    let words = template.split('/').zip(path.split('/')).filter(|(wanted, _)| is_parameter(wanted));
    parameters(template).zip(words.map(|(_, word)| word)).collect()
}

impl Gather<'_> {
    /// Converts the parameters of a path from the document's notation to braces.
    pub(super) fn template(&self, path: &str) -> String {
        path.split('/')
            .map(|word| self.parameter(word).unwrap_or_else(|| word.to_owned()))
            .collect::<Vec<_>>()
            .join("/")
    }

    fn parameter(&self, word: &str) -> Option<String> {
        let names = self.layout.parameters.iter().filter_map(|pattern| exact(pattern, word));
        let plain =
            |name: &&str| name.len() <= 64 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        names.into_iter().find(plain).map(|name| format!("{{{name}}}"))
    }

    /// Returns the service with this host in any region. Its name comes from the existing spec or from an earlier
    /// operation, or otherwise from the subdomain.
    pub(super) fn service(&self, hosts: &[&str]) -> String {
        let known = self.model.regions.iter().flat_map(|region| &region.hosts);
        if let Some((service, _)) = known.into_iter().find(|(_, host)| hosts.contains(&host.as_str())) {
            return self.model[*service].name.wire.clone();
        }
        let gathered = self.facts.regions.values().flat_map(|region| &region.hosts);
        if let Some((service, _)) = gathered.into_iter().find(|(_, host)| hosts.contains(&host.as_str())) {
            return service.clone();
        }
        const DOMAIN: usize = 2;
        let words = |host: &str| {
            let words: Vec<String> = host.split('.').map(str::to_owned).collect();
            words[..words.len().saturating_sub(DOMAIN)].to_vec()
        };
        let all: Vec<Vec<String>> = hosts.iter().map(|host| words(host)).collect();
        let first = all.first().cloned().unwrap_or_default();
        let shared = first.into_iter().filter(|word| all.iter().all(|words| words.contains(word)));
        let shared = shared.collect::<Vec<_>>().join("-");
        if shared.is_empty() { "api".to_owned() } else { super::names::wire(&shared, |name| name.snake.clone()) }
    }
}
