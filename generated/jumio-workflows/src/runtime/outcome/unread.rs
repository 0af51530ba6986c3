//! Finds the fields of a response that verdicts ignore and that the spec does not mark as informative.

use serde_json::Value;

use crate::runtime::outcome::facts::Facts;
use crate::runtime::outcome::unjudged::Unjudged;
use crate::runtime::wire::printable::shortened;
use crate::runtime::wire::reading::{members, pointer};

/// The path step that matches each item of a list.
const EACH: &str = "[]";

/// The remaining path to a value that verdicts read or that is informative.
#[derive(Clone, Copy)]
struct Way<'a> {
    first: &'a [&'a str],
    rest: &'a [&'a str],
    is_read: bool,
}

impl Facts<'_> {
    /// Returns every field of the response that verdicts ignore and that the spec does not mark as informative.
    #[inline]
    pub(in crate::runtime) fn unread(&self) -> Vec<Unjudged> {
        let reading = self.reading;
        let mut ways: Vec<Way<'_>> = vec![read(reading.workflow, &[]), read(reading.results, &[])];
        ways.extend(reading.state.into_iter().chain(reading.identity.iter().copied()).map(|path| read(path, &[])));
        let each = reading.execution_credentials.map(|listed| (listed, [listed.each, &[EACH]].concat()));
        if let Some((listed, each)) = &each {
            ways.extend([read(each, listed.id), read(each, listed.category)]);
        }
        if let Some(own) = &reading.provider_verdict {
            let below = [Some(own.decision), own.label, own.score].into_iter().flatten();
            ways.extend(below.map(|path| read(own.at, path)));
            ways.extend(own.elsewhere.iter().map(|path| read(path, &[])));
        }
        ways.extend(reading.informative.iter().map(|path| informative(path)));
        let mut unread = Vec::new();
        fields(self.response, "", &ways, &mut unread);
        self.unread_in_results(&mut unread);
        unread
    }

    #[inline]
    fn unread_in_results(&self, unread: &mut Vec<Unjudged>) {
        let reading = self.reading;
        let each = reading.credentials.map(|list| [list, &[EACH]].concat());
        let mut of_result: Vec<Way<'_>> = [reading.id, Some(reading.decision), Some(reading.label)]
            .into_iter()
            .flatten()
            .map(|path| read(path, &[]))
            .collect();
        if let Some(each) = &each {
            of_result.push(read(each, reading.credential_id));
            of_result.extend(reading.category.map(|path| read(each, path)));
        }
        for (capability, results) in members(self.response, reading.results).into_iter().flatten() {
            let at = pointer(reading.results, &[&shortened(capability)]);
            let mut ways = of_result.clone();
            if let Some(known) = reading.model.capability(capability) {
                ways.extend(known.passes_with.iter().map(|row| read(row.path, &[])));
                ways.extend(known.informative.iter().map(|path| informative(path)));
            }
            for (index, result) in results.as_array().into_iter().flatten().enumerate() {
                fields(result, &format!("{at}/{index}"), &ways, unread);
            }
        }
    }
}

#[inline]
fn read<'a>(first: &'a [&'a str], rest: &'a [&'a str]) -> Way<'a> {
    Way { first, rest, is_read: true }
}

#[inline]
fn informative<'a>(path: &'a [&'a str]) -> Way<'a> {
    Way { first: path, rest: &[], is_read: false }
}

impl<'a> Way<'a> {
    /// Returns the remaining path, if the path starts with this step.
    #[inline]
    fn on(self, step: &str) -> Option<Self> {
        let (first, rest) = if self.first.is_empty() { (self.rest, &[][..]) } else { (self.first, self.rest) };
        let (name, first) = first.split_first()?;
        (*name == step).then_some(Self { first, rest, ..self })
    }

    #[inline]
    fn has_come(self) -> bool {
        self.first.is_empty() && self.rest.is_empty()
    }
}

/// Returns the fields of the value that are not on any of the paths.
#[inline]
fn fields(value: &Value, at: &str, ways: &[Way<'_>], unread: &mut Vec<Unjudged>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        // The spec cannot contain a field with the same name as the list step.
        let on: Vec<Way<'_>> = ways.iter().filter(|_| name != EACH).filter_map(|way| way.on(name)).collect();
        // Values that verdicts read are judged by other code, and `null` contains no information.
        if on.iter().any(|way| way.is_read && way.has_come()) || (value.is_null() && !on.is_empty()) {
            continue;
        }
        let at = format!("{at}{}", pointer(&[], &[&shortened(name)]));
        inside(value, at, &on, unread);
    }
}

/// Returns the parts of a field's value that are not on one of these paths.
#[inline]
fn inside(value: &Value, at: String, on: &[Way<'_>], unread: &mut Vec<Unjudged>) {
    match value {
        _ if on.is_empty() => unread.push(Unjudged::NotRead { at }),
        Value::Object(_) if on.iter().all(|way| !way.has_come()) => fields(value, &at, on, unread),
        Value::Array(items) if on.iter().all(|way| !way.has_come()) => {
            let on: Vec<Way<'_>> = on.iter().filter_map(|way| way.on(EACH)).collect();
            if on.iter().any(|way| way.is_read && way.has_come()) {
                return;
            }
            if on.is_empty() {
                return unread.push(Unjudged::NotRead { at });
            }
            items.iter().enumerate().for_each(|(index, item)| inside(item, format!("{at}/{index}"), &on, unread));
        }
        Value::Object(_) | Value::Array(_) => unread.push(Unjudged::NotRead { at }),
        // A scalar where verdicts expect an object or a list already results in a reason.
        _ if on.iter().any(|way| way.has_come() || way.is_read) => {}
        _ => unread.push(Unjudged::NotRead { at }),
    }
}
