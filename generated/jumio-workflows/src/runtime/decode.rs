//! Takes the bytes of a payload, gives the typed value; if they do not fit, reports why, and gives what can be read.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::duplicates::duplicates;
use super::structure::{expected, structure};
use super::{At, Found, Report, Shape, Shaped, builtin};

/// Reads a payload. If it does not fit its type, all structural violations are reported, and what is left without
/// the faulty optional members is given, so that rules can still judge it.
pub fn decode<T: DeserializeOwned + Shaped>(bytes: &[u8], report: &mut Report) -> Option<T> {
    match serde_json::from_slice(bytes) {
        Ok(value) => Some(value),
        Err(error) => {
            let first = report.violations().len();
            let usable = salvage(bytes, T::shape(), &error, report);
            // Reading from text once more costs less code than a second reader, one from values, for every type.
            let value = usable.and_then(|usable| serde_json::from_slice(&usable).ok());
            if value.is_none() {
                report.raise_from(first);
            }
            value
        }
    }
}

/// Reports why the payload could not be read, and gives the usable part of it as JSON text.
#[cold]
fn salvage(bytes: &[u8], shape: Shape, error: &serde_json::Error, report: &mut Report) -> Option<Vec<u8>> {
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
        let value = error.to_string();
        let allowed = Some(expected(shape).to_owned());
        report.add(&builtin::WRONG_TYPE, &At::ROOT, Found { value: Some(&value), allowed, workflow: None });
    }
    serde_json::to_vec(&usable).ok()
}
