//! Parses payloads: returns the typed value, or reports why it does not fit and returns the usable part.

use crate::runtime::wire::misfit::{Misfit, parsed};

use crate::runtime::judging::builtin;
use crate::runtime::judging::duplicates::duplicates;
use crate::runtime::judging::structure::usable;
use crate::runtime::wire::json;
use crate::runtime::wire::json_write;
use crate::runtime::{At, Found, Policy, Report, Wire};

/// Parses a payload. A received payload fits if it is a JSON object. If a payload to be sent does not fit its type,
/// reports all structural violations and returns the payload without its faulty optional fields, so that rules can
/// still judge the rest.
pub fn decode<T: Wire>(bytes: &[u8], report: &mut Report) -> Option<T> {
    let mut value = T::blank();
    if json::read(bytes, value.place()) {
        return Some(value);
    }
    value = T::blank();
    let usable = salvage(bytes, &mut value, report)?;
    value = T::blank();
    json::read(&usable, value.place()).then_some(value)
}

/// Parses a payload that has to fit. The JSON text is parsed directly, because a `serde_json::Value` does not preserve
/// the spelling of numbers or duplicate fields.
///
/// # Errors
/// Fails if the payload does not fit; the error names the first location that does not.
pub fn from_json<T: Wire>(bytes: &[u8]) -> Result<T, Misfit> {
    let mut value = T::blank();
    if json::read(bytes, value.place()) { Ok(value) } else { Err(misfit(bytes, &mut T::blank())) }
}

/// Serializes a payload.
pub fn to_json<T: Wire>(value: &T) -> String {
    json_write::text(value.view())
}

#[cold]
fn misfit(bytes: &[u8], scrap: &mut dyn Wire) -> Misfit {
    let mut report = Report::new(Policy::Default);
    salvage(bytes, scrap, &mut report);
    let first = report.violations().first().map(|found| match found.pointer.as_str() {
        "" => found.message.clone(),
        pointer => format!("{pointer}: {}", found.message),
    });
    Misfit(first.unwrap_or_else(|| format!("the payload is not {}", scrap.place().expected())))
}

/// Reports why the payload could not be parsed, and returns the usable part as JSON text. `scrap` is only used to test
/// whether values fit.
#[cold]
fn salvage(bytes: &[u8], scrap: &mut dyn Wire, report: &mut Report) -> Option<Vec<u8>> {
    let (text, raw) = match parsed(bytes) {
        Ok(parsed) => parsed,
        Err(why) => {
            report.add(&builtin::NOT_JSON, &At::ROOT, Found { value: Some(&why), ..Found::default() });
            return None;
        }
    };
    let first = report.count();
    duplicates(text, scrap.place(), report);
    let usable = usable(raw, scrap.place(), &At::ROOT, report);
    if report.count() == first {
        let allowed = Some(scrap.place().expected().to_owned());
        let value = Some("something else");
        report.add(&builtin::WRONG_TYPE, &At::ROOT, Found { value, allowed, workflow: None });
    }
    usable.map(|usable| usable.to_string().into_bytes())
}
