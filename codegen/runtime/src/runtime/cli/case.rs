//! Reads cases: files that contain payloads together with the facts of their context.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::runtime::cli::case_files;
use crate::runtime::judging::duplicates::{self, Unclear};
use crate::runtime::judging::model::Model;
use crate::runtime::wire::text::listed;
use crate::runtime::{Context, Direction, Printable};

/// A payload with all the information that is needed to judge it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The name of the case.
    pub name: String,
    /// The id of the operation.
    pub operation: String,
    /// Whether the payload is sent or received.
    pub direction: Direction,
    /// The verdict that the author expects. The check ignores it.
    #[serde(default)]
    pub expect: Option<Value>,
    /// The reason why the author expects that verdict. The check ignores it.
    #[serde(default)]
    pub why: Option<Value>,
    /// Facts that the payload does not contain.
    #[serde(default)]
    pub context: Context,
    /// The bytes of the payload exactly as in the file, because parsing could lose something that has to be judged.
    #[serde(default)]
    pub body: Option<Box<RawValue>>,
}

/// Hides the payload, because personal fields are not marked in raw JSON.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Case");
        shown.field("name", &self.name).field("operation", &self.operation).field("direction", &self.direction);
        shown.field("context", &self.context).finish_non_exhaustive()
    }
}

impl Case {
    /// Returns the bytes of the payload; `None` if there is no payload or it is `null`.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_ref().map(|body| body.get().as_bytes())
    }

    fn read(text: &str) -> Result<Self, String> {
        let told = |error: serde_json::Error| without_value(&error.to_string());
        // Parsing the fields separately rejects an array, from which serde can also read a struct. The context is
        // checked for duplicate fields, because a map keeps only the last of two equal keys.
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(told)?;
        if let Some(context) = members.get("context") {
            let context = duplicates::value(context.get()).map_err(|unclear| match unclear {
                Unclear::NotJson(reason) => reason,
                Unclear::Doubled(name) => format!("the field `{name}` occurs more than once in the context"),
            })?;
            judge_objects(&context)?;
        }
        serde_json::from_str(text).map_err(told)
    }
}

/// Rejects a context that has an array where an object is expected.
fn judge_objects(context: &Value) -> Result<(), String> {
    let wrong = |name: &str| Err(format!("expected an object at `{name}`, found an array"));
    if context.is_array() {
        return wrong("context");
    }
    if let Some(name) = ["path", "credential", "file"].into_iter().find(|name| context[*name].is_array()) {
        return wrong(name);
    }
    let stored = context["stored_credentials"].as_array();
    if stored.is_some_and(|stored| stored.iter().any(Value::is_array)) { wrong("stored_credentials") } else { Ok(()) }
}

/// Returns serde's error message without the value that it quotes, because the value may be personal.
fn without_value(message: &str) -> String {
    match message.rsplit_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => format!("expected {expected}"),
        _ => message.to_owned(),
    }
}

/// Reads a file with one case or an array of cases. Each case is read separately, so one broken case does not affect
/// the others.
pub(in crate::runtime) fn read(file: &Path) -> Vec<Result<Case, String>> {
    each(file, |text, _| Case::read(text))
}

/// An entry of a file: a case, or a bare payload.
pub(in crate::runtime) enum Input {
    /// A case with its context.
    Case(Box<Case>),
    /// A bare payload: its name and its JSON text.
    Body(String, String),
}

/// Reads a file that contains a single case or payload, or an array of them.
pub(in crate::runtime) fn read_inputs(file: &Path) -> Vec<Result<Input, String>> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    each(file, |text, number| {
        if is_case(text) {
            return Ok(Input::Case(Box::new(Case::read(text)?)));
        }
        let name = number.map_or(stem.to_string(), |number| format!("{stem} {number}"));
        Ok(Input::Body(name, text.to_owned()))
    })
}

/// Returns whether the JSON text is an object with the field `operation`. Invalid JSON is not a case.
fn is_case(text: &str) -> bool {
    serde_json::from_str::<BTreeMap<String, &RawValue>>(text).is_ok_and(|members| members.contains_key("operation"))
}

/// Reads the value in a file, or each item of a top-level array, or the value in each line, together with its index.
fn each<T>(file: &Path, read: impl Fn(&str, Option<usize>) -> Result<T, String>) -> Vec<Result<T, String>> {
    let text = match case_files::text(file) {
        Ok(text) => text,
        Err(reason) => return vec![Err(reason)],
    };
    if case_files::has_lines(file) {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let each = lines
            .map(|(index, line)| read(line, Some(index + 1)).map_err(|error| format!("line {}: {error}", index + 1)));
        let values: Vec<_> = each.collect();
        return if values.is_empty() {
            vec![Err("no line contains a value, so there is nothing to judge".to_owned())]
        } else {
            values
        };
    }
    if !text.trim_start().starts_with('[') {
        return vec![read(&text, None)];
    }
    match serde_json::from_str::<Vec<&RawValue>>(&text) {
        // An empty array would pass although nothing was checked.
        Ok(values) if values.is_empty() => vec![Err("the array is empty, so there is nothing to judge".to_owned())],
        Ok(values) => {
            let numbered = |(index, value): (usize, &&RawValue)| {
                let number = index + 1;
                read(value.get(), Some(number)).map_err(|error| format!("case {number} of the array: {error}"))
            };
            values.iter().enumerate().map(numbered).collect()
        }
        Err(error) => vec![Err(error.to_string())],
    }
}

/// Returns the error for a context that names a region or a service that is not in the spec.
pub(in crate::runtime) fn unknown_name(context: &Context, model: &Model) -> Option<String> {
    let regions: Vec<&str> = model.regions.iter().map(|region| region.id).collect();
    let hosts = model.regions.iter().flat_map(|region| region.hosts);
    let mut services: Vec<&str> = hosts.map(|(service, _)| *service).collect();
    services.sort_unstable();
    services.dedup();
    let unknown = |what: &str, name: &str, known: &[&str]| {
        let is_known = known.contains(&name);
        (!is_known).then(|| format!("unknown {what} `{}`; expected {}", Printable(name), listed(known, "or")))
    };
    let region = context.region.as_deref().and_then(|region| unknown("region", region, &regions));
    region.or_else(|| context.origins.keys().find_map(|service| unknown("service", service, &services)))
}
