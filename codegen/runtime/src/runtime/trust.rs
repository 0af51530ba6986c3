//! What has to hold before a token leaves: takes URLs, tokens and slots of an execution, reports what must not be relied on.

use std::error::Error;
use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;

use super::execution::refuse;
use super::model::Workflow;
use super::text::listed;
use super::time::Moment;
use super::upload::Upload;
use super::url::encode;
use super::{At, Credential, Execution, Found, Report, Secret, origin, scope, upload_rules};

/// What was given to an execution belongs to another account, execution or credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignAnswer {
    /// Whether it is the answer; else it is the ticket.
    pub(super) answer: bool,
}

impl fmt::Display for ForeignAnswer {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.answer {
            true => "the answer is about another account, execution or credential; nothing of it was taken over",
            false => "the ticket is one of another execution; nothing was remembered",
        })
    }
}

impl Error for ForeignAnswer {}

impl Execution {
    /// Reports a URL that does not lead to a host of the operation's service, nor to the origin that the caller named.
    #[inline]
    pub(super) fn judge_url(&self, url: &str, operation: &'static str, report: &mut Report) {
        let model = self.reading.model;
        let service = model.operation(operation).and_then(|operation| operation.service);
        let at = At::ROOT.member("context");
        origin::judge_url(url, model, service.as_slice(), false, &at.member("url"), report);
    }

    /// The token of a credential; reports one that is missing or has expired.
    #[inline]
    pub(super) fn judge_token<'a>(
        &self,
        credential: &Credential,
        upload: &'a Upload,
        report: &mut Report,
    ) -> Option<&'a Secret> {
        let Some(token) = &upload.token else {
            refuse(report, &upload_rules::TOKEN_MISSING, &["token"], &credential.id, String::new());
            return None;
        };
        match (expiry(token.expose()).or(self.expires_at), self.context.now) {
            (None, _) => report.leave_open(&upload_rules::TOKEN_EXPIRED, "expires_at"),
            (Some(_), None) => report.leave_open(&upload_rules::TOKEN_EXPIRED, "now"),
            (Some(end), Some(now)) if now >= end => {
                refuse(report, &upload_rules::TOKEN_EXPIRED, &["now"], &end.to_string(), String::new());
            }
            (Some(_), Some(_)) => {}
        }
        Some(token)
    }

    /// Reports an answer that does not offer every slot of the workflow, or of one of its variants.
    #[inline]
    pub(super) fn judge_slots(&self, report: &mut Report) {
        let key = self.workflow().map(super::WorkflowKey::as_str);
        let Some(workflow) = key.and_then(|key| scope::workflow(self.reading.model, key)) else {
            report.leave_open(&upload_rules::SLOT_NOT_OFFERED, "workflow_key");
            return;
        };
        let offered: Vec<&str> = self.credentials.iter().map(|credential| credential.category.as_str()).collect();
        let choices = choices(workflow);
        if choices.iter().any(|choice| covers(&offered, choice)) {
            return;
        }
        let told = listed(&offered, "and");
        let allowed: Vec<String> = choices.iter().map(|choice| listed(choice, "and")).collect();
        let found = Found { value: Some(&told), allowed: Some(listed(&allowed, "or")), workflow: Some(workflow.name) };
        report.add(&upload_rules::SLOT_NOT_OFFERED, &At::ROOT.member("context").member("credentials"), found);
    }

    /// Whether a URL of an answer names another account, execution or credential, as far as it has the form of the
    /// operations that it is meant for.
    #[inline]
    pub(super) fn is_of_another(&self, url: &str, credential: &str) -> bool {
        let names = &self.reading.parameters;
        let known = [(names.account, self.account()), (names.execution, self.id()), (names.credential, credential)];
        let operations = [self.reading.upload_operation, self.reading.finalize_operation];
        let templates = operations.into_iter().filter_map(|id| self.reading.model.operation(id)?.path);
        templates.filter_map(|template| parameters(url, template)).any(|found| {
            let differs = |(name, value): &(&str, &str)| {
                known.iter().any(|(known, id)| *known == Some(*name) && encoded(id) != *value)
            };
            found.iter().any(differs)
        })
    }
}

/// The lists of categories that an execution of the workflow can have.
#[inline]
fn choices(workflow: &Workflow) -> Vec<Vec<&'static str>> {
    if workflow.variants.is_empty() {
        return vec![workflow.slots.iter().map(|slot| slot.category).collect()];
    }
    workflow.variants.iter().map(|variant| variant.to_vec()).collect()
}

/// Whether every category is offered as often as it is needed.
#[inline]
fn covers(offered: &[&str], needed: &[&str]) -> bool {
    let count = |list: &[&str], category: &str| list.iter().filter(|other| **other == category).count();
    needed.iter().all(|category| count(offered, category) >= count(needed, category))
}

/// The values of a path's parameters in a URL; nothing if the path is not of this form.
#[inline]
fn parameters<'a>(url: &'a str, template: &'static str) -> Option<Vec<(&'static str, &'a str)>> {
    let (_, rest) = url.split_once("://")?;
    let path = &rest[rest.find('/')?..];
    let path = path.find(['?', '#']).map_or(path, |end| &path[..end]);
    let (mut segments, mut found) = (path.split('/'), Vec::new());
    for expected in template.split('/') {
        let segment = segments.next()?;
        match expected.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => found.push((name, segment)),
            None if segment == expected => {}
            None => return None,
        }
    }
    segments.next().is_none().then_some(found)
}

#[inline]
fn encoded(id: &str) -> String {
    let mut text = String::new();
    encode(id, &mut text);
    text
}

/// When a JSON Web Token expires, as its claim `exp` says (RFC 7519, section 4.1.4); nothing for other texts.
#[inline]
fn expiry(token: &str) -> Option<Moment> {
    let mut parts = token.split('.');
    let claims: Value = serde_json::from_slice(&base64url(parts.nth(1)?)?).ok()?;
    let seconds = claims.get("exp")?;
    let seconds =
        seconds.as_u64().or_else(|| seconds.as_f64().filter(|number| *number >= 0.0).map(|number| number as u64))?;
    Some(UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?.into())
}

/// Decodes base64url without padding (RFC 4648, section 5).
#[inline]
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(bytes)
}
