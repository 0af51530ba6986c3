//! `path-parameter`: the parameters in a path's braces are the ones that are described.

use super::Rule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Model, Sender};

pub(super) const RULE: Rule = Rule {
    id: "path-parameter",
    summary: "An operation whose path has an undescribed parameter, lacks a described one, or is missing.",
    check,
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for operation in &model.operations {
        let mut report = |message: String, help: &str| {
            diagnostics.push(Diagnostic::error("path-parameter", operation.source.span, message).help(help));
        };
        if operation.sender == Sender::Customer && (operation.path.is_none() || operation.service.is_none()) {
            report(format!("`{}` has no address", operation.name.wire), "add `service` and `path`");
        }
        let path = operation.path.as_deref().unwrap_or_default();
        let in_path: Vec<&str> =
            path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
        let described: Vec<&str> =
            operation.path_parameters.iter().map(|parameter| parameter.name.wire.as_str()).collect();
        for name in in_path.iter().filter(|name| !described.contains(name)) {
            report(format!("the path's parameter `{name}` is not described"), "add it to `path_parameters`");
        }
        for name in described.iter().filter(|name| !in_path.contains(name)) {
            report(format!("the parameter `{name}` is not in the path"), "remove it, or write it in braces in `path`");
        }
    }
}
