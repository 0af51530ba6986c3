//! Validates a parsed file against the JSON Schema of its kind, and reports every violation at its location.

use crate::parse::rules::{
    EMPTY_LIST, EMPTY_TEXT, MALFORMED_NAME, MISSING_KEY, UNKNOWN_KEY, UNKNOWN_WORD, UNSUPPORTED_SCHEMA, WRONG_TYPE,
    WRONG_VALUE,
};
use std::collections::BTreeSet;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value as Json;

use super::keyword;
use crate::syntax::spelling;
use verispec_text::diagnostics::{Diagnostic, Diagnostics};
use verispec_text::source::Span;
use verispec_text::words::closest;
use verispec_text::yaml::{self, Node, Value};

/// Returns the JSON Schema of a kind of spec file.
pub(crate) fn schema<T: JsonSchema>() -> Schema {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_deserialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(without_null).transform(&mut schema);
    RecursiveTransform(not_blank).transform(&mut schema);
    schema
}

/// Adapts a schema to specs: a missing value is an omitted key, so `null` is an error, and integers are limited to the
/// range of their Rust type.
fn without_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Json::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".into(), only);
        }
    }
    if let Some(Json::Array(branches)) = object.get("anyOf")
        && let [branch, Json::Object(null)] = branches.as_slice()
        && null.get("type").is_some_and(|kind| kind == "null")
    {
        let branch = branch.clone();
        object.remove("anyOf");
        if let Json::Object(members) = branch {
            object.extend(members);
        }
    }
    if let Some(Json::String(format)) = object.remove("format") {
        limit(object, &format);
    }
    if object.get("default").is_some_and(Json::is_null) {
        object.remove("default");
    }
}

/// Forbids empty strings, unless the schema allows them or has a pattern.
fn not_blank(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    let is_spelled = ["pattern", "enum", "const"].iter().any(|key| object.contains_key(*key));
    let may_be_empty = object.get("minLength").is_some_and(|least| least == 0);
    if object.get("type").is_some_and(|kind| kind == "string") && !is_spelled && !may_be_empty {
        object.insert("pattern".into(), spelling::SAID.pattern.into());
    }
}

/// Editors do not know Rust's integer types, so the schema includes their ranges.
fn limit(object: &mut serde_json::Map<String, Json>, format: &str) {
    let (least, most): (Json, Json) = match format {
        "uint16" => (0.into(), u16::MAX.into()),
        "uint32" => (0.into(), u32::MAX.into()),
        "uint64" => (0.into(), u64::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        _ => return,
    };
    object.entry("minimum").or_insert(least);
    object.entry("maximum").or_insert(most);
}

/// Reports every location where the tree violates the schema.
pub(crate) fn check(validator: &Validator, schema: &Json, root: &Node, diagnostics: &mut Diagnostics) {
    let json = root.to_json();
    let mut found = BTreeSet::new();
    let errors: Vec<ValidationError<'_>> = validator.iter_errors(&json).take(yaml::MOST).collect();
    let misspelt = misspelt(&errors, schema);
    for error in &errors {
        let is_misspelt = match error.kind() {
            ValidationErrorKind::Required { property } => {
                let key = (error.instance_path().to_string(), property.as_str().unwrap_or_default().to_owned());
                misspelt.contains(&key)
            }
            _ => false,
        };
        if !is_misspelt {
            report(error, schema, root, diagnostics, &mut found);
        }
    }
}

/// Returns the missing keys that are probably misspelled, because the same mapping contains an unknown key with a
/// similar name. Only the unknown key is reported.
fn misspelt(errors: &[ValidationError<'_>], schema: &Json) -> BTreeSet<(String, String)> {
    let mut keys = BTreeSet::new();
    for error in errors {
        if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
            let known = known_keys(schema, error.schema_path().as_str());
            let meant =
                unexpected.iter().take(yaml::MOST).filter_map(|name| closest(name, known.iter().map(String::as_str)));
            keys.extend(meant.map(|meant| (error.instance_path().to_string(), meant.to_owned())));
        }
    }
    keys
}

fn report(
    error: &ValidationError<'_>,
    schema: &Json,
    root: &Node,
    diagnostics: &mut Diagnostics,
    found: &mut BTreeSet<(Span, String)>,
) {
    let path = steps(error.instance_path().as_str());
    let Some(node) = root.at(path.iter().map(String::as_str)) else { return };
    let mut push = |diagnostic: Diagnostic| {
        if found.insert((diagnostic.span, diagnostic.message.clone())) {
            diagnostics.push(diagnostic);
        }
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known = known_keys(schema, error.schema_path().as_str());
            for name in unexpected.iter().take(yaml::MOST) {
                let span = key_span(node, name).unwrap_or(node.span);
                if let Some(way_out) = keyword::way_out(name).filter(|_| is_payload_schema(&known)) {
                    let message = format!("the generator does not support `{name}`");
                    push(UNSUPPORTED_SCHEMA.at(span, message).help(way_out));
                    continue;
                }
                let finding = UNKNOWN_KEY
                    .at(span, format!("unknown key `{name}`"))
                    .help(format!("expected one of {}", list(&known)));
                push(finding.did_you_mean(name, known.iter().map(String::as_str)));
            }
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            push(MISSING_KEY.at(first_words(node), format!("missing key `{name}`")).label("in this mapping"));
        }
        ValidationErrorKind::Type { kind } => {
            let wanted = match kind {
                TypeKind::Single(kind) => kind.to_string(),
                TypeKind::Multiple(kinds) => kinds.iter().map(|kind| kind.to_string()).collect::<Vec<_>>().join(" or "),
            };
            let finding =
                WRONG_TYPE.at(first_words(node), format!("expected {1}, found {0}", describe(node), article(&wanted)));
            push(match (&node.value, wanted.as_str()) {
                (Value::Number(_) | Value::Bool(_), "string") => finding.help("put it in quotes"),
                (Value::Null, _) => finding.help("write a value, or omit the key"),
                _ => finding,
            });
        }
        ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context } => {
            let allowed: Vec<String> = context.iter().flatten().filter_map(constant).collect();
            push(unsupported_type(node, &allowed).unwrap_or_else(|| unknown_word(node, &allowed)));
        }
        ValidationErrorKind::Enum { options } => {
            let allowed: Vec<String> =
                options.as_array().into_iter().flatten().filter_map(|o| o.as_str().map(str::to_owned)).collect();
            push(unknown_word(node, &allowed));
        }
        ValidationErrorKind::Constant { expected_value } => {
            let allowed: Vec<String> = expected_value.as_str().map(str::to_owned).into_iter().collect();
            push(unknown_word(node, &allowed));
        }
        ValidationErrorKind::MinItems { .. } | ValidationErrorKind::MinProperties { .. } => {
            let rule = &EMPTY_LIST;
            push(rule.at(node.span, "at least one entry is required").way_out());
        }
        ValidationErrorKind::Pattern { pattern } if pattern == spelling::SAID.pattern => {
            let finding = EMPTY_TEXT.at(node.span, "this string is empty");
            push(finding.help(spelling::SAID.words));
        }
        ValidationErrorKind::Pattern { pattern } => push(misspelled(node.span, &describe(node), pattern)),
        ValidationErrorKind::PropertyNames { error } => {
            let name = error.instance().as_str().unwrap_or_default();
            let span = key_span(node, name).unwrap_or(node.span);
            if let ValidationErrorKind::Pattern { pattern } = error.kind() {
                push(misspelled(span, &format!("the key `{}`", first_line(name)), pattern));
            }
        }
        ValidationErrorKind::Minimum { limit } => {
            let finding = WRONG_VALUE.at(node.span, error.to_string());
            push(finding.help(format!("write {limit} or more")));
        }
        ValidationErrorKind::Maximum { limit } => {
            let finding = WRONG_VALUE.at(node.span, error.to_string());
            push(finding.help(format!("write {limit} or less")));
        }
        _ => push(WRONG_VALUE.at(first_words(node), error.to_string())),
    }
}

/// Returns whether these are the keys that a payload schema accepts.
fn is_payload_schema(known: &[String]) -> bool {
    known.iter().any(|key| key == "$ref")
}

/// Returns the message for a JSON type that cannot be generated, or for a list of types.
fn unsupported_type(node: &Node, allowed: &[String]) -> Option<Diagnostic> {
    let is_type = ["object", "array", "integer"].iter().all(|kind| allowed.iter().any(|known| known == kind));
    let (message, way_out) = match &node.value {
        Value::String(kind) => {
            (format!("the generator does not support the type `{kind}`"), keyword::type_way_out(kind)?)
        }
        Value::Sequence(_) => {
            let way_out = "write one type; omit an optional field from `required`";
            ("the generator does not support a list of types".to_owned(), way_out)
        }
        _ => return None,
    };
    is_type.then(|| UNSUPPORTED_SCHEMA.at(node.span, message).help(way_out))
}

/// Returns the span of a scalar, or of the first line of a collection, because highlighting an entire block is not
/// helpful.
fn first_words(node: &Node) -> Span {
    match &node.value {
        Value::Mapping(entries) => entries.first().map_or(node.span, |(key, _)| key.span),
        Value::Sequence(items) => items.first().map_or(node.span, first_words),
        _ => node.span,
    }
}

fn unknown_word(node: &Node, allowed: &[String]) -> Diagnostic {
    let written = match &node.value {
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    let finding = UNKNOWN_WORD
        .at(first_words(node), format!("{} is not a valid value here", describe(node)))
        .help(format!("expected one of {}", list(allowed)));
    finding.did_you_mean(&written, allowed.iter().map(String::as_str))
}

fn misspelled(span: Span, what: &str, pattern: &str) -> Diagnostic {
    let finding = MALFORMED_NAME.at(span, format!("{what} has the wrong format"));
    finding.help(spelling::words(pattern).map_or_else(|| format!("the value must match `{pattern}`"), str::to_owned))
}

/// Omits a long or multi-line string, which would make the message unreadable.
fn first_line(text: &str) -> String {
    const ENOUGH: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

fn constant(error: &ValidationError<'_>) -> Option<String> {
    match error.kind() {
        ValidationErrorKind::Constant { expected_value } => expected_value.as_str().map(str::to_owned),
        ValidationErrorKind::Enum { options } => options.as_array()?.first()?.as_str().map(str::to_owned),
        _ => None,
    }
}

fn describe(node: &Node) -> String {
    match &node.value {
        Value::Null => "nothing".into(),
        Value::Bool(value) => format!("the boolean `{value}`"),
        Value::Number(number) => format!("the number `{number}`"),
        Value::String(text) => format!("`{}`", first_line(text)),
        Value::Sequence(_) => "a list".into(),
        Value::Mapping(_) => "a mapping".into(),
    }
}

fn article(kind: &str) -> String {
    match kind {
        "string" => "a string".into(),
        "array" => "a list".into(),
        "object" => "a mapping".into(),
        "integer" => "an integer".into(),
        "boolean" => "a boolean".into(),
        other => format!("a {other}"),
    }
}

fn list(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn key_span(node: &Node, name: &str) -> Option<Span> {
    match &node.value {
        Value::Mapping(entries) => entries.iter().find(|(key, _)| key.name == name).map(|(key, _)| key.span),
        _ => None,
    }
}

/// Returns the keys that the schema with this `additionalProperties` keyword defines. The path contains every `$ref`
/// that the validator followed, so this function follows them, too.
fn known_keys(schema: &Json, path: &str) -> Vec<String> {
    let mut place = schema;
    for step in steps(path).iter().take_while(|step| *step != "additionalProperties") {
        let next = match place {
            Json::Array(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => place.get(step),
        };
        let Some(next) = next else { return Vec::new() };
        place = next;
        if let (Json::String(target), "$ref") = (place, step.as_str()) {
            let Some(found) = schema.pointer(target.trim_start_matches('#')) else { return Vec::new() };
            place = found;
        }
    }
    let properties = place.get("properties").and_then(Json::as_object);
    properties.map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
}

fn steps(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
}
