//! What verdicts do not read: takes an answer, gives the fields of the objects that verdicts read which no path leads to.

use serde_json::Value;

use crate::runtime::outcome::facts::Facts;
use crate::runtime::outcome::unjudged::Unjudged;
use crate::runtime::wire::printable::shortened;
use crate::runtime::wire::reading::{members, pointer};

impl Facts<'_> {
    /// Every field that is not read, of the answer, of its results, and of the objects on the way to what is read.
    #[inline]
    pub(in crate::runtime) fn unread(&self) -> Vec<Unjudged> {
        let reading = self.reading;
        let mut read: Vec<Vec<&str>> = vec![reading.workflow.to_vec(), reading.results.to_vec()];
        read.extend(reading.state.into_iter().chain(reading.identity.iter().copied()).map(<[&str]>::to_vec));
        read.extend(reading.execution_credentials.map(|listed| listed.each.to_vec()));
        if let Some(own) = &reading.provider_verdict {
            let below = [Some(own.decision), own.label, own.score].into_iter().flatten();
            read.extend(below.map(|path| [own.at, path].concat()));
            read.extend(own.elsewhere.iter().map(|path| path.to_vec()));
        }
        let read: Vec<&[&str]> = read.iter().map(Vec::as_slice).collect();
        let mut unread = Vec::new();
        fields(self.response, "", &read, &mut unread);
        let of_result = [reading.id, Some(reading.decision), Some(reading.label), reading.credentials];
        let of_result: Vec<&[&str]> = of_result.into_iter().flatten().collect();
        for (capability, results) in members(self.response, reading.results).into_iter().flatten() {
            let at = pointer(reading.results, &[&shortened(capability)]);
            let beside = reading.model.capability(capability).map_or(&[][..], |known| known.passes_with);
            let of_result: Vec<&[&str]> = of_result.iter().copied().chain(beside.iter().map(|row| row.path)).collect();
            for (index, result) in results.as_array().into_iter().flatten().enumerate() {
                fields(result, &format!("{at}/{index}"), &of_result, &mut unread);
            }
        }
        unread
    }
}

/// The fields of the value that none of the paths leads to or through.
#[inline]
fn fields(value: &Value, at: &str, paths: &[&[&str]], unread: &mut Vec<Unjudged>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let at = format!("{at}{}", pointer(&[], &[&shortened(name)]));
        let on = paths.iter().filter_map(|path| path.split_first()).filter(|(first, _)| *first == name);
        let on: Vec<&[&str]> = on.map(|(_, rest)| rest).collect();
        if on.is_empty() {
            unread.push(Unjudged::NotRead { at });
        } else if on.iter().all(|rest| !rest.is_empty()) {
            fields(value, &at, &on, unread);
        }
    }
}
