//! Checks that are made before a token is sent: reports URLs, tokens and slots that cannot be trusted.

use std::error::Error;
use std::fmt;

use crate::runtime::execution::expiry::{Expiry, expiry};
use crate::runtime::execution::refusal::refuse;
use crate::runtime::execution::upload::{Upload, documented};
use crate::runtime::judging::credentials::occurrences;
use crate::runtime::judging::hosts;
use crate::runtime::judging::links::path_of;
use crate::runtime::judging::model::Workflow;
use crate::runtime::judging::scope;
use crate::runtime::judging::upload_rules;
use crate::runtime::judging::url::encode;
use crate::runtime::judging::url_form::{self, Fit};
use crate::runtime::wire::text::listed;
use crate::runtime::{At, Credential, Execution, Found, OwedPart, Report, Rule, Secret};

/// A response or a ticket belongs to another account, execution or credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignAnswer {
    /// `true` if the response belongs to another account, execution or credential; `false` if the ticket does.
    pub(in crate::runtime) answer: bool,
}

impl fmt::Display for ForeignAnswer {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.answer {
            true => {
                "the response belongs to another account, execution or credential, or does not state which one it belongs to; nothing was recorded"
            }
            false => "the ticket belongs to another execution; nothing was recorded",
        })
    }
}

impl Error for ForeignAnswer {}

/// Reports a violation at a credential in the response.
pub(in crate::runtime) type Adding<'a> = &'a dyn Fn(usize, &'static Rule, Found<'_>, &mut Report);

impl Execution {
    /// Reports a URL that leads neither to a host of the operation's service nor to the origin that the caller
    /// specified.
    #[inline]
    pub(in crate::runtime) fn judge_url(&self, url: &str, operation: &'static str, report: &mut Report) {
        let model = self.reading.model;
        let service = model.operation(operation).and_then(|operation| operation.service);
        let at = At::ROOT.member("context");
        hosts::judge_url(url, model, service.as_slice(), false, &at.member("url"), report);
    }

    /// Returns the token of a credential. Reports a missing or expired token.
    #[inline]
    pub(in crate::runtime) fn judge_token<'a>(
        &self,
        credential: &Credential,
        upload: &'a Upload,
        report: &mut Report,
    ) -> Option<&'a Secret> {
        let Some(token) = &upload.token else {
            let rule = if upload.odd_token { &upload_rules::TOKEN_UNREADABLE } else { &upload_rules::TOKEN_MISSING };
            refuse(report, rule, &["token"], &credential.id, String::new());
            return None;
        };
        // Any other character would break the header that contains the token, or change the token.
        if token.expose().is_empty() || !token.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
            refuse(report, &upload_rules::TOKEN_UNREADABLE, &["token"], &credential.id, String::new());
            return None;
        }
        let end = match expiry(token.expose()) {
            Expiry::At(end) => Some(end),
            Expiry::Unsaid => self.expires_at,
            Expiry::Odd => {
                // The token may expire before the time that the caller set, so its validity is not proven.
                report.leave_open(&upload_rules::TOKEN_EXPIRED, "a valid time in the token's `exp`");
                self.expires_at
            }
        };
        match (end, self.context.now) {
            (None, _) => report.leave_open(&upload_rules::TOKEN_EXPIRED, "expires_at"),
            (Some(_), None) => report.leave_open(&upload_rules::TOKEN_EXPIRED, "now"),
            (Some(end), Some(now)) if now >= end => {
                refuse(report, &upload_rules::TOKEN_EXPIRED, &["now"], &end.to_string(), String::new());
            }
            (Some(_), Some(_)) => {}
        }
        Some(token)
    }

    /// Reports a response that does not offer every slot of the workflow or of one of its variants.
    #[inline]
    pub(in crate::runtime) fn judge_slots(&self, at: &At<'_>, report: &mut Report) {
        let key = self.workflow().map(crate::runtime::WorkflowKey::as_str);
        let Some(workflow) = key.and_then(|key| scope::workflow(self.reading.model, key)) else {
            let lacking = if key.is_none() { "workflow_key" } else { "a workflow that the spec describes" };
            report.leave_open(&upload_rules::SLOT_NOT_OFFERED, lacking);
            return;
        };
        let offered: Vec<&str> = self.credentials.iter().map(|credential| credential.category.as_str()).collect();
        // A credential without channels has to be on file.
        let is_known = |channel: &String| self.reading.model.channels.contains(&channel.as_str());
        let acquired = self.credentials.iter().filter(|credential| credential.channels.iter().any(is_known));
        let acquired: Vec<&str> = acquired.map(|credential| credential.category.as_str()).collect();
        let choices = workflow.choices();
        let is_offered = |choice: &Vec<&'static str>| {
            covers(&offered, choice) && covers(&acquired, &without_stored(workflow, choice))
        };
        if choices.iter().any(is_offered) {
            return;
        }
        // If the categories match, only channels can be missing.
        let is_enough = choices.iter().any(|choice| covers(&offered, choice));
        let told = self.credentials.iter().map(|credential| {
            let has_none = is_enough && !credential.channels.iter().any(is_known);
            if has_none { format!("{} without a channel", credential.category) } else { credential.category.clone() }
        });
        let told = listed(&told.collect::<Vec<_>>(), "and");
        let allowed: Vec<String> = choices.iter().map(|choice| listed(choice, "and")).collect();
        let found = Found { value: Some(&told), allowed: Some(listed(&allowed, "or")), workflow: Some(workflow.name) };
        report.add(&upload_rules::SLOT_NOT_OFFERED, at, found);
    }

    /// Reports a credential that can only be acquired over undocumented channels. A credential with documented and
    /// undocumented channels is marked as not judged.
    #[inline]
    pub(in crate::runtime) fn judge_channels(&self, report: &mut Report, add: Adding<'_>) {
        let known = self.reading.model.channels;
        for (index, credential) in self.credentials.iter().enumerate() {
            let is_known = |channel: &&String| known.contains(&channel.as_str());
            let count = credential.channels.iter().filter(is_known).count();
            if count == credential.channels.len() {
                continue;
            }
            if count > 0 {
                report.leave_open(&upload_rules::UNKNOWN_CHANNEL, "only documented channels");
                continue;
            }
            let (told, allowed) = (listed(&credential.channels, "and"), Some(listed(known, "or")));
            let found = Found { value: Some(&told), allowed, workflow: None };
            add(index, &upload_rules::UNKNOWN_CHANNEL, found, report);
        }
    }

    /// Reports a required part that is offered without a URL, or with an invalid one.
    #[inline]
    pub(in crate::runtime) fn judge_part_urls(&self, report: &mut Report, add: Adding<'_>) {
        for (index, credential) in self.credentials.iter().enumerate() {
            let mut lacking = self.owed_by(credential).filter(OwedPart::lacks_url).peekable();
            if lacking.peek().is_none() {
                continue;
            }
            // Lists only documented names. Others do not help the reader, and a response could contain any number of
            // them.
            let parts = credential.upload.as_ref().map_or(&[][..], |upload| &upload.parts);
            let documented = documented(self.reading.model, &credential.category);
            let is_documented = |name: &String| documented.iter().any(|part| part.code == name);
            let with_url = parts.iter().filter(|(name, url)| !url.is_empty() && is_documented(name));
            let names: Vec<&String> = with_url.map(|(name, _)| name).collect();
            let offered = if names.is_empty() { "nothing".to_owned() } else { listed(&names, "and") };
            for part in lacking {
                let found = Found { value: Some(&part.part), allowed: Some(offered.clone()), workflow: None };
                add(index, &upload_rules::NO_UPLOAD_URL, found, report);
            }
        }
    }

    /// Reports credentials that can be uploaded but have no token that a request can contain.
    #[inline]
    pub(in crate::runtime) fn judge_upload_tokens(&self, report: &mut Report, add: Adding<'_>) {
        for (index, credential) in self.credentials.iter().enumerate() {
            if credential.upload.as_ref().is_some_and(|upload| upload.token.is_none()) {
                let found = Found { value: Some(&credential.id), ..Found::default() };
                add(index, &upload_rules::TOKEN_UNREADABLE, found, report);
            }
        }
    }

    /// Reports upload URLs in a response if they belong to another part, or if their ids differ from those of the
    /// credential that contains them.
    #[inline]
    pub(in crate::runtime) fn judge_own_urls(&self, report: &mut Report, add: Adding<'_>) {
        for (index, credential) in self.credentials.iter().enumerate() {
            let Some(upload) = &credential.upload else { continue };
            let documented = documented(self.reading.model, &credential.category);
            let is_documented = |name: &str| documented.iter().any(|part| part.code == name);
            let parts = upload.parts.iter().filter(|(name, url)| !url.is_empty() && is_documented(name));
            let parts = parts.map(|(name, url)| (url, self.reading.upload_operation, Some(name.as_str())));
            let end = [(&upload.finalize, self.reading.finalize_operation, None)];
            for (url, operation, part) in parts.chain(end.into_iter().filter(|(url, ..)| !url.is_empty())) {
                let told = match self.fault_of(url, operation, credential, part) {
                    None => continue,
                    Some(UrlFault::Unproved) => {
                        report.leave_open(&upload_rules::UNUSABLE_URL, "a URL of the documented form");
                        continue;
                    }
                    Some(UrlFault::Misleading(trap)) => format!("a URL with {trap}"),
                    Some(UrlFault::Another(named)) => format!("a URL that does not name {named}"),
                };
                add(index, &upload_rules::UNUSABLE_URL, Found { value: Some(&told), ..Found::default() }, report);
            }
        }
    }

    /// Reports a session that has expired at the given time.
    #[inline]
    pub(in crate::runtime) fn judge_session(&self, report: &mut Report) {
        let Some(session) = self.reading.session else { return };
        match (self.acted_at.map(|acted| acted.plus(session)), self.context.now) {
            (None, _) => report.leave_open(&upload_rules::SESSION_EXPIRED, "started_at"),
            (Some(_), None) => report.leave_open(&upload_rules::SESSION_EXPIRED, "now"),
            (Some(end), Some(now)) if now >= end => {
                refuse(report, &upload_rules::SESSION_EXPIRED, &["now"], &end.to_string(), String::new());
            }
            (Some(_), Some(_)) => {}
        }
    }

    /// Reports a URL that belongs to another account, execution, credential or part than the request. Marks URLs as not
    /// judged if they do not prove that they belong to the request.
    #[inline]
    pub(in crate::runtime) fn judge_ids(
        &self,
        url: &str,
        operation: &'static str,
        credential: &Credential,
        part: Option<&str>,
        report: &mut Report,
    ) {
        if credential.upload.as_ref().is_some_and(|upload| !upload.proved) {
            report.leave_open(&upload_rules::NOT_OWN, "the ids that show what the response is about");
        }
        match self.fault_of(url, operation, credential, part) {
            None => {}
            Some(UrlFault::Unproved) => report.leave_open(&upload_rules::NOT_OWN, "a URL of the documented form"),
            Some(UrlFault::Misleading(trap)) => {
                refuse(report, &upload_rules::MISLEADING_URL, &["url"], trap, String::new());
            }
            Some(UrlFault::Another(named)) => refuse(report, &upload_rules::NOT_OWN, &["url"], &named, String::new()),
        }
    }

    /// Returns why a URL does not belong to the credential or, if a part is given, to that part.
    #[inline]
    fn fault_of(
        &self,
        url: &str,
        operation: &'static str,
        credential: &Credential,
        part: Option<&str>,
    ) -> Option<UrlFault> {
        if let Some(trap) = path_of(url).and_then(url_form::trap) {
            return Some(UrlFault::Misleading(trap));
        }
        match self.owner(url, &[operation], &credential.id, part) {
            Owner::Own => None,
            Owner::Misspelled => Some(UrlFault::Misleading("another spelling of the documented path")),
            Owner::Unknown => Some(UrlFault::Unproved),
            Owner::Another => Some(UrlFault::Another(
                part.map_or_else(|| self.id().to_owned(), |part| format!("{part} of {}", credential.id)),
            )),
        }
    }

    /// Identifies the execution that a URL belongs to, if the URL has the documented form of one of the given
    /// operations.
    #[inline]
    pub(in crate::runtime) fn owner_of(&self, url: &str, credential: &str) -> Owner {
        self.owner(url, &[self.reading.upload_operation, self.reading.finalize_operation], credential, None)
    }

    /// Returns whether a URL in a response contains the id of the credential in the path of an upload.
    #[inline]
    pub(in crate::runtime) fn is_upload_to(&self, url: &str, credential: &str) -> bool {
        let names_it = self.reading.parameters.credential.is_some();
        names_it && self.owner(url, &[self.reading.upload_operation], credential, None) == Owner::Own
    }

    #[inline]
    fn owner(&self, url: &str, operations: &[&'static str], credential: &str, part: Option<&str>) -> Owner {
        let names = &self.reading.parameters;
        let known = [(names.account, self.account()), (names.execution, self.id()), (names.credential, credential)];
        let is_own = |(name, value): &(&str, &str)| {
            let id = known.iter().find(|(known, _)| *known == Some(*name)).map(|(_, id)| encoded(id));
            let is_part = Some(*name) == self.reading.model.part_parameter;
            // Responses may spell parts in lowercase; requests spell them as documented.
            let fits_part = || part.is_none_or(|part| encoded(part).eq_ignore_ascii_case(value));
            id.map_or_else(|| !is_part || fits_part(), |id| id == *value)
        };
        let mut owner = Owner::Unknown;
        for template in operations.iter().filter_map(|id| self.reading.model.operation(id)?.path) {
            match parameters(url, template) {
                Some(found) if !found.iter().all(is_own) => return Owner::Another,
                // A path without the execution's id does not prove anything.
                Some(found) if found.iter().any(|(name, _)| Some(*name) == names.execution) => owner = Owner::Own,
                None if path_of(url).is_some_and(|path| url_form::fit(path, template) == Fit::Loose) => {
                    owner = Owner::Misspelled;
                }
                _ => {}
            }
        }
        owner
    }
}

/// The reason why no request may be sent to a URL.
enum UrlFault {
    /// The URL contains these other ids.
    Another(String),
    /// Servers may parse the URL differently, for this reason.
    Misleading(&'static str),
    /// The form of the URL is not documented, so its meaning is unknown.
    Unproved,
}

/// The execution that a URL belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Owner {
    /// The URL contains the ids of the execution.
    Own,
    /// The URL contains other ids.
    Another,
    /// The URL has the documented form except for letter case or a trailing slash.
    Misspelled,
    /// The URL does not have a documented form.
    Unknown,
}

/// Returns the categories of a variant except those that are on file.
#[inline]
fn without_stored(workflow: &Workflow, choice: &[&'static str]) -> Vec<&'static str> {
    let mut stored: Vec<&str> = workflow.on_file().collect();
    let is_acquired = |category: &&str| match stored.iter().position(|known| known == category) {
        Some(place) => {
            stored.swap_remove(place);
            false
        }
        None => true,
    };
    choice.iter().copied().filter(is_acquired).collect()
}

/// Returns whether every category is offered as often as required.
#[inline]
fn covers(offered: &[&str], needed: &[&str]) -> bool {
    needed.iter().all(|category| occurrences(offered, category) >= occurrences(needed, category))
}

/// Returns the values of a template's parameters in a URL; `None` if the URL does not have this form.
#[inline]
fn parameters<'a>(url: &'a str, template: &'static str) -> Option<Vec<(&'static str, &'a str)>> {
    let (mut segments, mut found) = (path_of(url)?.split('/'), Vec::new());
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
