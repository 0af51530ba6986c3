//! Resolves and checks URLs in a spec: paths with parameters, HTTP statuses and links.

use crate::rules::lowering::{
    DEAD_LINK, IMPOSSIBLE_BODY, IMPOSSIBLE_STATUS, MALFORMED_PATH, OPERATION_WITHOUT_ADDRESS,
    UNDECLARED_PATH_PARAMETER, UNUSED_PATH_PARAMETER,
};
use std::collections::BTreeMap;

use super::Lower;
use crate::ir::reserved::{BESIDE_PARAMETERS, is_keyword};
use crate::{ir, rules};
use verispec_spec::syntax::{self, Map, Method, Sender, Text};
use verispec_text::source::Span;

impl Lower<'_> {
    /// Checks that the path contains exactly the described parameters.
    pub(super) fn check_address(&mut self, operation: &syntax::Operation) {
        if operation.sender == Sender::Customer && (operation.path.is_none() || operation.service.is_none()) {
            let message = format!("the operation `{}` has no `service` or `path`", operation.name.value);
            let rule = &OPERATION_WITHOUT_ADDRESS;
            self.push(rule.at(operation.method.span, message).way_out());
        }
        let Some(in_path) = self.path_parameters(operation) else { return };
        let described = &operation.path_parameters;
        for (name, place) in &in_path {
            if !described.keys().any(|known| known.value == *name) {
                let rule = &UNDECLARED_PATH_PARAMETER;
                self.push(rule.at(*place, format!("the path parameter `{name}` is not described")).way_out());
            }
        }
        for name in described.keys().filter(|name| !in_path.iter().any(|(known, _)| *known == name.value)) {
            let rule = &UNUSED_PATH_PARAMETER;
            let message = format!("the path does not contain the parameter `{}`", name.value);
            self.push(rule.at(name.span, message).way_out());
        }
    }

    /// Returns the names in the braces of a path, each with its span including the braces; `None` if the path is
    /// malformed.
    fn path_parameters(&mut self, operation: &syntax::Operation) -> Option<Vec<(String, Span)>> {
        let Some(path) = &operation.path else { return Some(Vec::new()) };
        let mut parameters: Vec<(String, Span)> = Vec::new();
        let mut sound = path.value.starts_with('/') && !path.value.contains(char::is_whitespace);
        let mut at = 0;
        for piece in path.value.split_inclusive('}') {
            match (piece.split_once('{'), piece.strip_suffix('}')) {
                (Some((before, _)), Some(whole)) => {
                    let name = &whole[before.len() + 1..];
                    let place = path.within(at + before.len()..at + piece.len());
                    sound &=
                        !name.is_empty() && !name.contains('{') && !parameters.iter().any(|(known, _)| known == name);
                    parameters.push((name.to_owned(), place));
                }
                (None, None) => {}
                _ => sound = false,
            }
            at += piece.len();
        }
        if !sound {
            let rule = &MALFORMED_PATH;
            self.push(rule.at(path.span, format!("`{}` is not a valid path", path.value)).way_out());
        }
        sound.then_some(parameters)
    }

    /// Placeholders in the hosts of a service become arguments of the functions that return the URLs of its operations.
    pub(super) fn check_host_words(&mut self, provider: &syntax::Provider, operations: &[ir::Operation]) {
        let mut seen: BTreeMap<(Option<ir::ServiceId>, String), (String, Span)> = BTreeMap::new();
        for operation in operations {
            for parameter in &operation.path_parameters {
                let name = &parameter.name;
                let of = (operation.service, name.snake.clone());
                seen.entry(of).or_insert((name.wire.clone(), name.span));
            }
        }
        for (service, host) in provider.regions.values().flat_map(|region| &region.hosts) {
            let service = self.service_names.get(&service.value);
            for (start, _) in host.value.match_indices('{') {
                let Some(length) = host.value[start..].find('}') else { continue };
                let (word, place) = (&host.value[start + 1..start + length], host.within(start..start + length + 1));
                let spelled = word.to_lowercase().replace('-', "_");
                if is_keyword(&spelled) || BESIDE_PARAMETERS.contains(&spelled.as_str()) {
                    let message =
                        format!("`{word}` cannot be used as a name: its Rust spelling `{spelled}` is reserved");
                    self.push(rules::reserved_name::RULE.at(place, message).help("choose a different name"));
                    continue;
                }
                let first = seen.entry((service, spelled.clone())).or_insert((word.to_owned(), place)).clone();
                let is_parameter = first.1.file != place.file;
                if is_parameter || first.0 != word {
                    let message = format!("`{}` and `{word}` both become `{spelled}` in Rust", first.0);
                    let finding = rules::identifier_collision::RULE.at(place, message);
                    self.push(finding.related(first.1, "the other name is here").help("rename one of them"));
                }
            }
        }
    }

    /// Checks that the status of a successful response is from 200 to 399.
    pub(super) fn check_status(&mut self, response: &syntax::Response) {
        if !(200..400).contains(&response.status.value) {
            let message = format!("a successful response cannot have the status {}", response.status.value);
            self.push(IMPOSSIBLE_STATUS.at(response.status.span, message).help("write a status from 200 to 399"));
        }
    }

    /// Checks that a body exists only where HTTP allows one.
    pub(super) fn check_bodies(&mut self, operation: &syntax::Operation) {
        let rule = &IMPOSSIBLE_BODY;
        if operation.method.value == Method::Get && operation.request.is_some() {
            let message = format!("`{}` is a GET request with a body", operation.name.value);
            self.push(rule.at(operation.method.span, message).help("use another method, or remove `request`"));
        }
        let response = &operation.response;
        let has_body = response.schema.is_some() || !response.media_types.is_empty();
        if has_body && matches!(response.status.value, 204 | 205 | 304) {
            let message = format!("a response with the status {} cannot have a body", response.status.value);
            let help = "use another status, or remove `schema` and `media_types`";
            self.push(rule.at(response.status.span, message).help(help));
        }
    }

    /// Checks that the status of an error is from 400 to 599.
    pub(super) fn check_error_statuses(&mut self, errors: &Map<syntax::ErrorStatus>) {
        for status in errors.keys() {
            if !status.value.parse::<u16>().is_ok_and(|status| (400..600).contains(&status)) {
                let message = format!("an error cannot have the status `{}`", status.value);
                self.push(IMPOSSIBLE_STATUS.at(status.span, message).help("write a status from 400 to 599"));
            }
        }
    }

    /// Returns a link, and checks that it is an absolute URL.
    pub(super) fn link(&mut self, url: &Option<Text>) -> Option<String> {
        let url = url.as_ref()?;
        let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        if !host.contains('.') || url.value.contains(char::is_whitespace) {
            let rule = &DEAD_LINK;
            self.push(rule.at(url.span, format!("`{}` is not an absolute URL", url.value)).way_out());
        }
        Some(super::string(url))
    }
}
