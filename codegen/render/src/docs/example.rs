//! Renders examples of the spec as curl commands and Rust.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::Pages;
use super::link::Links;
use super::text::{fence, maybe, md, pretty, values};
use crate::rust::examples;
use verispec_model::ir::{Auth, AuthScheme, Body, Example, Model, Operation, OperationId, Region, TypeKind, Workflow};

impl Pages<'_> {
    /// Renders an example of an operation as Markdown: the command, the Rust code, and the response.
    pub(super) fn example(
        &self,
        links: Links<'_>,
        id: OperationId,
        example: &Example,
        workflow: Option<&Workflow>,
    ) -> Value {
        let operation = &self.model[id];
        let building = || {
            let code = fence(&examples::building(self.model, workflow?, id, example)?, "rust");
            Some(format!("{}{code}", self.clock(example)))
        };
        let without_body = || self.rust_without_body(operation, example, workflow?);
        context! {
            name => maybe(example.name.as_deref().map(md)),
            curl => maybe(self.curl(operation, example)),
            rust => maybe(building().or_else(|| self.rust(operation, example)).or_else(without_body)),
            request => maybe(example.request.as_ref().filter(|_| !operation.is_ours()).map(|body| fence(&pretty(&body.value), "json"))),
            response => maybe(example.response.as_ref().map(|body| fence(&pretty(&body.value), "json"))),
            source => maybe(example.source.as_ref().map(|source| links.source(source))),
            decisions => values(example.decisions.iter().map(|id| links.decision(*id))),
        }
    }

    /// Renders hidden code that sets the time of an example, so that the example can be run as shown.
    fn clock(&self, example: &Example) -> String {
        let package = &self.model.provider.package.name.snake;
        let now = examples::latest(example)
            .map(|now| format!("<!-- setup\nlet now: {package}::runtime::time::Moment = \"{now}\".parse()?;\n-->\n\n"));
        now.unwrap_or_default()
    }

    /// Renders a command for an operation that needs no body and has no example.
    pub(super) fn bare_curl(&self, id: OperationId) -> Option<String> {
        let operation = &self.model[id];
        let bare = operation.is_bodiless() && operation.examples.is_empty();
        let nothing = Example {
            name: None,
            path: Vec::new(),
            path_places: Vec::new(),
            request: None,
            response: None,
            source: None,
            decisions: Vec::new(),
        };
        bare.then(|| self.curl(operation, &nothing)).flatten()
    }

    fn curl(&self, operation: &Operation, example: &Example) -> Option<String> {
        let region = self.model.regions.first()?;
        let url = url(operation, region, example)?;
        let mut lines = vec![format!("--request {} {}", operation.method.as_str(), double_quoted(&url))];
        lines.extend(operation.auth.first().and_then(|id| authorization(&self.model[*id])));
        if let Some(media_type) = operation.response.media_types.first() {
            lines.push(header("Accept", media_type));
        }
        for extra in self.model.own_headers() {
            lines.extend(extra.example.as_ref().map(|value| header(&extra.name, value)));
        }
        if let Some(body) = &operation.request {
            lines.extend(self.body_lines(body, example));
        }
        if operation.returns_a_file() {
            lines.push(format!("--output {}", output_name(operation)));
        }
        Some(fence(&self.render("curl.md.j2", context! { lines => values(lines) }), "sh"))
    }

    fn body_lines(&self, body: &Body, example: &Example) -> Vec<String> {
        let fields = example.request.as_ref().and_then(|request| request.value.as_object());
        let pairs = fields.into_iter().flatten().map(|(name, value)| (name.clone(), plain(value)));
        match (&body.file_field, body.media_type.as_str()) {
            (Some(field), _) => {
                let file = format!("{field}=@{}", upload_name(self.model, example));
                let fields = pairs.map(|(name, value)| {
                    // Unlike `--form`, this treats a leading `@` in a value literally.
                    format!("--form-string {}", single_quoted(&format!("{name}={value}")))
                });
                std::iter::once(format!("--form {}", single_quoted(&file))).chain(fields).collect()
            }
            (None, "application/x-www-form-urlencoded") => pairs
                .map(|(name, value)| format!("--data-urlencode {}", single_quoted(&format!("{name}={value}"))))
                .collect(),
            (None, media_type) => {
                let data = example
                    .request
                    .as_ref()
                    .map(|request| format!("--data {}", single_quoted(&pretty(&request.value))));
                std::iter::once(header("Content-Type", media_type)).chain(data).collect()
            }
        }
    }

    /// Renders Rust code that parses and validates the example's request body.
    fn rust(&self, operation: &Operation, example: &Example) -> Option<String> {
        let kind = &self.model[operation.sent()?];
        let body = pretty(&example.request.as_ref()?.value);
        let context = context! {
            crate_ident => self.model.provider.package.name.snake.as_str(),
            payload => kind.name.pascal.as_str(),
            request => maybe(operation.json().map(|_| operation.name.pascal.as_str())),
            operation => operation.name.base(),
            body => raw(&body),
        };
        Some(fence(&self.render("rust_request.md.j2", context), "rust"))
    }
}

impl Pages<'_> {
    /// Renders Rust code that judges a request without a body, based on its context.
    fn rust_without_body(&self, operation: &Operation, example: &Example, workflow: &Workflow) -> Option<String> {
        if !operation.is_ours() || operation.sent().is_some() {
            return None;
        }
        let mut types = BTreeSet::new();
        let path = example.path.iter().filter_map(|(name, value)| {
            let parameter = operation.path_parameters.iter().find(|known| known.name.wire == *name)?;
            let known = &self.model[parameter.schema];
            let value = match &known.kind {
                TypeKind::Id(_) => format!("&{}::new({})", known.name.pascal, rust_text(value)),
                TypeKind::Enum(values) => {
                    let value = values.iter().find(|known| known.name.wire == *value)?;
                    format!("{}::{}", known.name.pascal, value.name.pascal)
                }
                TypeKind::Object(_) | TypeKind::Alias(_) => rust_text(value),
            };
            if matches!(known.kind, TypeKind::Id(_) | TypeKind::Enum(_)) {
                types.insert(known.name.pascal.clone());
            }
            Some(context! { name => parameter.name.snake.as_str(), value => value })
        });
        let path: Vec<Value> = path.collect();
        let context = context! {
            crate_ident => self.model.provider.package.name.snake.as_str(),
            operation => operation.name.base(),
            key => workflow.key,
            types => values(types),
            path => values(path),
            file => maybe(operation.is_upload().then(|| rust_text(&upload_name(self.model, example)))),
        };
        Some(fence(&self.render("rust_context.md.j2", context), "rust"))
    }
}

/// Writes a string as a raw Rust string literal, with as many `#` characters as it needs.
fn raw(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

/// Writes JSON as a Rust byte string. Escapes `>`, because the result is placed in an HTML comment and must not end it.
pub(super) fn rust_bytes(value: &serde_json::Value) -> String {
    raw(&value.to_string().replace('>', "\\u003e")) + ".as_bytes()"
}

/// Writes a string as a Rust string literal with escapes.
fn rust_text(text: &str) -> String {
    format!("{text:?}")
}

/// Returns the URL with the example's parameters. Parameters that the example lacks become shell variables.
fn url(operation: &Operation, region: &Region, example: &Example) -> Option<String> {
    let mut url = String::new();
    let written = operation.url(region)?;
    let mut rest = written.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        let known = example.path.iter().find(|(parameter, _)| parameter == name);
        url.push_str(before);
        url.push_str(&known.map_or_else(|| shell_variable(name), |(_, value)| percent_encoded(value)));
        rest = behind;
    }
    Some(url + rest)
}

fn authorization(auth: &Auth) -> Option<String> {
    let variable = shell_variable(&auth.name.wire);
    match auth.scheme {
        AuthScheme::Basic => Some(format!("--user \"{variable}\"")),
        AuthScheme::Bearer => Some(format!("--header \"Authorization: Bearer {variable}\"")),
        AuthScheme::None => None,
    }
}

/// Returns the shell variable for a parameter, such as `$THING_ID` for `thingId`.
fn shell_variable(name: &str) -> String {
    let name = verispec_model::ir::Name::unplaced(name);
    format!("${}", name.shouty())
}

fn header(name: &str, value: &str) -> String {
    format!("--header {}", single_quoted(&format!("{name}: {value}")))
}

/// Returns a form value: a string without quotes, or any other value as JSON.
fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Returns a suitable file name for the part that the example uploads.
fn upload_name(model: &Model, example: &Example) -> String {
    let parameter = model.part_parameter();
    let part = example.path.iter().find(|(name, _)| Some(name.as_str()) == parameter).map(|(_, part)| part.as_str());
    let kind = part.and_then(|part| model.file_of_part(part)).map(|id| &model[id]);
    let extension = kind.and_then(|kind| kind.extensions.first()).map_or("bin", String::as_str);
    format!("{}.{extension}", part.unwrap_or("part").to_lowercase())
}

/// Returns the name of the file that the response is written to.
fn output_name(operation: &Operation) -> String {
    let subtype = operation.response.media_types.first().and_then(|media_type| media_type.rsplit('/').next());
    let plain = |subtype: &&str| subtype.chars().all(|c| c.is_ascii_alphanumeric());
    format!("{}.{}", operation.name.kebab(), subtype.filter(plain).unwrap_or("bin"))
}

fn percent_encoded(value: &str) -> String {
    let encode = |byte: u8| match byte {
        b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    value.bytes().map(encode).collect()
}

/// Quotes a string for the shell so that variables in it are expanded.
fn double_quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('`', "\\`"))
}

/// Quotes a string for the shell so that nothing in it is expanded.
fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::{double_quoted, percent_encoded, shell_variable, single_quoted};

    #[test]
    fn the_shell_gives_back_what_was_quoted() {
        assert_eq!(single_quoted("it's {\"a\": 1}"), "'it'\\''s {\"a\": 1}'");
        assert_eq!(double_quoted("a\"b`c"), "\"a\\\"b\\`c\"");
        assert_eq!(percent_encoded("a b/ü"), "a%20b%2F%C3%BC");
        assert_eq!(shell_variable("accountId"), "$ACCOUNT_ID");
    }
}
