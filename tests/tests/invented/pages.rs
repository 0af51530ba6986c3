//! Reads the statements of the operations page, and of the commands on all pages, about operations.

use verispec_codegen::ir::{Model, Operation, Sender};

use super::{Facts, Files, ways};

/// Returns the substring between the first and the last backtick.
pub(super) fn code(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Returns the labels of the links in a line, without backticks.
fn labels(line: &str) -> Vec<String> {
    let starts = line.split('[').skip(1).filter_map(|rest| rest.split_once("](").map(|(label, _)| label));
    starts.map(|label| label.replace(['`', '\\'], "")).collect()
}

/// Returns the statements of `docs/operations.md`.
pub(super) fn operations(files: &Files) -> Facts {
    let page = &files["docs/operations.md"];
    let public: Vec<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split_once(" | none | "))
        .map(|(name, _)| name.replace('\\', ""))
        .collect();
    let mut facts = Facts::new();
    let mut name = String::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            name = heading.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).unwrap_or_default().to_owned();
        }
        if name.is_empty() {
            continue;
        }
        let mut say = |about: &str, value: &str| facts.insert(format!("{name} {about} {value}"));
        let cells: Vec<&str> = line.split(" | ").collect();
        if let (true, [_, request]) = (line.starts_with("| ") && line.contains("https://"), cells.as_slice()) {
            code(request).iter().for_each(|url| {
                say("url", url);
            });
        } else if let Some(rest) = line.strip_prefix("- Sent by: ") {
            say("method", rest.rsplit(' ').next().unwrap_or_default());
        } else if let Some(rest) = line.strip_prefix("- Authorization: ") {
            for way in labels(rest) {
                say("auth", if public.contains(&way) { "public" } else { &way });
            }
            if labels(rest).is_empty() {
                say("auth", rest);
            }
        } else if let Some(rest) = line.strip_prefix("- Request: ").filter(|rest| *rest != "no body") {
            let media_type = code(rest).into_iter().find(|word| word.contains('/'));
            say("takes", media_type.unwrap_or(rest));
        } else if let Some(rest) = line.strip_prefix("- Response: ") {
            say("status", rest.split(' ').next().unwrap_or_default());
            code(rest).into_iter().filter(|word| word.contains('/')).for_each(|media_type| {
                say("answers", media_type);
            });
        } else if let Some(rest) = line.strip_prefix("- Errors: ") {
            labels(rest).iter().for_each(|status| {
                say("status", status);
            });
        }
    }
    facts
}

/// Returns made-up statements in the commands on all pages: methods, hosts, paths and authorization.
pub(super) fn commands(model: &Model, files: &Files) -> Vec<String> {
    let mut found = Vec::new();
    for (path, page) in files.iter().filter(|(path, _)| path.starts_with("docs/") && path.ends_with(".md")) {
        for command in page.split("curl ").skip(1).filter_map(|rest| rest.split("\n```").next()) {
            let Some((method, rest)) = command
                .trim_start_matches(['\\', '\n', ' '])
                .strip_prefix("--request ")
                .and_then(|rest| rest.split_once(' '))
            else {
                continue;
            };
            let url = rest.split('"').nth(1).unwrap_or_default();
            let known = model.operation_ids().filter(|id| is_of(model, &model[*id], method, url)).collect::<Vec<_>>();
            if known.is_empty() {
                found.push(format!("{path} contains a command for an unknown request: {method} {url}"));
            }
            let carries = command.contains("--user ") || command.contains("Authorization:");
            if carries && known.iter().all(|id| ways(model, *id).iter().all(|way| way == "public")) {
                found.push(format!("{path} contains credentials for a public request: {method} {url}"));
            }
        }
    }
    found
}

/// Reports whether a command is for an operation, with values or shell variables in place of the path parameters.
fn is_of(model: &Model, operation: &Operation, method: &str, url: &str) -> bool {
    let fits = |written: &str| {
        let (mut written, mut given) = (written.split('/'), url.split('/'));
        loop {
            match (written.next(), given.next()) {
                (None, None) => return true,
                (Some(own), Some(other)) if own == other || own.contains('{') => {}
                _ => return false,
            }
        }
    };
    operation.sender == Sender::Customer
        && operation.method.as_str() == method
        && model.regions.iter().filter_map(|region| operation.url(region)).any(|written| fits(&written))
}
