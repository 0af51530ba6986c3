//! Takes the bytes of a payload, gives the typed value; if they do not fit, reports why, and gives what can be read.

use std::error::Error;
use std::fmt;

use serde_json::Value;

use super::duplicates::duplicates;
use super::json::{self, FromJson};
use super::json_write::ToJson;
use super::structure::{expected, structure};
use super::{At, Found, Policy, Report, Shape, builtin};

/// Reads a payload. If it does not fit its type, all structural violations are reported, and what is left without
/// the faulty optional members is given, so that rules can still judge it.
pub fn decode<T: FromJson>(bytes: &[u8], report: &mut Report) -> Option<T> {
    json::read(bytes).or_else(|| {
        let usable = salvage(bytes, T::shape(), report);
        // Reading from text once more costs less code than a second reader, one from values, for every type.
        usable.and_then(|usable| json::read(&usable))
    })
}

/// A text that is no JSON, or does not fit its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit(String);

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Misfit {}

/// Reads a payload that has to fit.
///
/// # Errors
/// If it does not; the error names the first place where it does not.
pub fn from_json<T: FromJson>(bytes: &[u8]) -> Result<T, Misfit> {
    json::read(bytes).ok_or_else(|| misfit(bytes, T::shape()))
}

/// Writes a payload.
pub fn to_json(value: &dyn ToJson) -> String {
    let mut json = String::new();
    value.write(&mut json);
    json
}

#[cold]
fn misfit(bytes: &[u8], shape: Shape) -> Misfit {
    let mut report = Report::new(Policy::Default);
    salvage(bytes, shape, &mut report);
    let first = report.violations().first().map(|found| match found.pointer.as_str() {
        "" => found.message.clone(),
        pointer => format!("{pointer}: {}", found.message),
    });
    Misfit(first.unwrap_or_else(|| format!("the payload is not {}", expected(shape))))
}

/// Reports why the payload could not be read, and gives the usable part of it as JSON text.
#[cold]
fn salvage(bytes: &[u8], shape: Shape, report: &mut Report) -> Option<Vec<u8>> {
    let raw: Value = match serde_json::from_slice(bytes) {
        Ok(raw) => raw,
        Err(error) => {
            let value = error.to_string();
            report.add(&builtin::NOT_JSON, &At::ROOT, Found { value: Some(&value), ..Found::default() });
            return None;
        }
    };
    let first = report.violations().len();
    duplicates(bytes, shape, report);
    let usable = structure(&raw, shape, &At::ROOT, report);
    if report.violations().len() == first {
        let allowed = Some(expected(shape).to_owned());
        let value = Some("something else");
        report.add(&builtin::WRONG_TYPE, &At::ROOT, Found { value, allowed, workflow: None });
    }
    serde_json::to_vec(&usable).ok()
}
