//! Addresses as the spec writes them: paths with parameters, HTTP statuses and links, checked at their words.

use super::Lower;
use crate::rules;
use crate::source::Span;
use crate::syntax::{self, Map, Sender, Text};

impl Lower<'_> {
    /// The parameters in the braces of a path are the ones that are described.
    pub(super) fn check_address(&mut self, operation: &syntax::Operation) {
        if operation.sender == Sender::Customer && (operation.path.is_none() || operation.service.is_none()) {
            let message = format!("`{}` has no address", operation.name.value);
            let rule = &rules::operation_without_address::RULE;
            self.push(rule.at(operation.method.span, message).way_out());
        }
        let Some(in_path) = self.path_parameters(operation) else { return };
        let described = &operation.path_parameters;
        for (name, place) in &in_path {
            if !described.keys().any(|known| known.value == *name) {
                let rule = &rules::undeclared_path_parameter::RULE;
                self.push(rule.at(*place, format!("the parameter `{name}` is not described")).way_out());
            }
        }
        for name in described.keys().filter(|name| !in_path.iter().any(|(known, _)| *known == name.value)) {
            let rule = &rules::unused_path_parameter::RULE;
            let message = format!("the parameter `{}` is not in the path", name.value);
            self.push(rule.at(name.span, message).way_out());
        }
    }

    /// The names in the braces of a path, each with its place, braces included; nothing if the path is malformed.
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
            let rule = &rules::malformed_path::RULE;
            self.push(rule.at(path.span, format!("`{}` is no path", path.value)).way_out());
        }
        sound.then_some(parameters)
    }

    /// A response that succeeded says so.
    pub(super) fn check_status(&mut self, response: &syntax::Response) {
        if !(200..400).contains(&response.status.value) {
            let message = format!("no response that succeeds has the status {}", response.status.value);
            self.push(
                rules::impossible_status::RULE.at(response.status.span, message).help("write a status from 200 to 399"),
            );
        }
    }

    /// A response that failed says so, too.
    pub(super) fn check_error_statuses(&mut self, errors: &Map<syntax::ErrorStatus>) {
        for status in errors.keys() {
            if !status.value.parse::<u16>().is_ok_and(|status| (400..600).contains(&status)) {
                let message = format!("no error has the status `{}`", status.value);
                self.push(
                    rules::impossible_status::RULE.at(status.span, message).help("write a status from 400 to 599"),
                );
            }
        }
    }

    /// A link that can be followed from anywhere.
    pub(super) fn link(&mut self, url: &Option<Text>) -> Option<String> {
        let url = url.as_ref()?;
        let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        if !host.contains('.') || url.value.contains(char::is_whitespace) {
            let rule = &rules::dead_link::RULE;
            self.push(rule.at(url.span, format!("`{}` leads nowhere", url.value)).way_out());
        }
        Some(super::string(url))
    }
}
