//! Tracks an execution that needs uploads: reads the response that started it, and determines which parts to upload,
//! where to send them, and when the execution can be finalized.

pub mod agreement;
pub(in crate::runtime) mod expiry;
pub mod polling;
pub(in crate::runtime) mod readiness;
pub(in crate::runtime) mod record;
pub(in crate::runtime) mod refusal;
pub mod started;
pub(in crate::runtime) mod tickets;
pub(in crate::runtime) mod trust;
pub(in crate::runtime) mod upload;

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use serde_json::Value;

use crate::runtime::execution::refusal::{judge_file, refuse};
use crate::runtime::execution::trust::Owner;
use crate::runtime::execution::upload::documented;
use crate::runtime::judging::context::Upload;
use crate::runtime::judging::model::{Model, Part, Region};
use crate::runtime::judging::upload_rules;
use crate::runtime::wire::reading::{Lacking, Path, items, json, needed};
use crate::runtime::wire::text::listed;
use crate::runtime::wire::time::Moment;
use crate::runtime::{
    At, Context, Credential, FileFacts, Finalize, ForeignAnswer, InvalidRecord, NotReady, OwedPart, PartName, Policy,
    Renewed, Report, Secret, UploadReading, UploadTarget, UploadTicket, WebOrigin, Wire, WorkflowKey,
};

/// Paths into the response that starts an execution, and the functions that judge uploads.
#[derive(Debug)]
pub struct ExecutionReading {
    /// The tables of the generated crate.
    pub model: &'static Model,
    /// Path to the account's id.
    pub account: Path,
    /// Path to the execution's id.
    pub id: Path,
    /// Path to the list of credentials.
    pub credentials: Path,
    /// Path to a credential's id, relative to the credential.
    pub credential_id: Path,
    /// Path to a credential's category, relative to the credential.
    pub category: Path,
    /// Path to the channels over which a credential can be acquired, relative to the credential.
    pub channels: Path,
    /// Paths to the data that uploads need, relative to the credential.
    pub upload: UploadReading,
    /// The channels that end users are handed over to, each with the path to the handover data in the response.
    pub hand_over: &'static [(&'static str, Path)],
    /// Whether the response to an upload contains the ids of its account and execution.
    pub names_answers: bool,
    /// The operation that uploads a part.
    pub upload_operation: &'static str,
    /// The form field that contains the file.
    pub file_field: &'static str,
    /// The operation that ends the acquisition.
    pub finalize_operation: &'static str,
    /// The path parameters of both operations.
    pub parameters: PathParameters,
    /// The time that the provider waits for the next upload or for the end of the acquisition, if the spec states it.
    pub session: Option<Duration>,
    /// The function that judges an upload.
    pub judge_upload: fn(&Context) -> Report,
    /// The function that judges the end of the acquisition.
    pub judge_finalize: fn(&Context) -> Report,
}

/// The names of the path parameters of the operations.
#[derive(Debug, Clone, Copy)]
pub struct PathParameters {
    /// The parameter with the id of the account.
    pub account: Option<&'static str>,
    /// The parameter with the id of the execution.
    pub execution: Option<&'static str>,
    /// The parameter with the id of the credential.
    pub credential: Option<&'static str>,
}

/// An execution whose parts are being uploaded. It does no I/O: it returns the requests to send, and the caller reports
/// which of them were sent.
#[derive(Debug, Clone)]
pub struct Execution {
    pub(in crate::runtime) reading: &'static ExecutionReading,
    account: String,
    id: String,
    pub(in crate::runtime) context: Context,
    pub(in crate::runtime) credentials: Vec<Credential>,
    /// The number of responses to uploads so far.
    pub(in crate::runtime) answers: usize,
    /// The time at which the tokens expire, if the caller set it.
    pub(in crate::runtime) expires_at: Option<Moment>,
    /// The time at which the execution was started or last received an upload, if the caller set it.
    pub(in crate::runtime) acted_at: Option<Moment>,
}

impl Execution {
    /// Creates the execution from the response that started it.
    ///
    /// # Errors
    /// Fails if the response lacks the execution's id, its account or its credentials.
    #[inline]
    pub fn started(reading: &'static ExecutionReading, response: &dyn Wire) -> Result<Self, Lacking> {
        Self::read(reading, &json(response.view()))
    }

    #[inline]
    pub(in crate::runtime) fn read(reading: &'static ExecutionReading, response: &Value) -> Result<Self, Lacking> {
        let credentials = items(response, reading.credentials).iter().enumerate().map(|(index, item)| {
            for path in [reading.credential_id, reading.category] {
                needed(item, path).map_err(|lacking| lacking.in_item(reading.credentials, index))?;
            }
            Ok(Credential::read(reading, item))
        });
        let credentials = credentials.collect::<Result<_, _>>()?;
        let (account, id) = (needed(response, reading.account)?, needed(response, reading.id)?);
        Ok(Self::with_credentials(reading, account, id, credentials, 0))
    }

    #[inline]
    pub(in crate::runtime) fn with_credentials(
        reading: &'static ExecutionReading,
        account: String,
        id: String,
        credentials: Vec<Credential>,
        answers: usize,
    ) -> Self {
        let context = Context::default();
        Self { reading, account, id, context, credentials, answers, expires_at: None, acted_at: None }
    }

    /// Restores the execution from a record made by [`to_record`](Self::to_record).
    ///
    /// # Errors
    ///
    /// Fails if the string is not such a record.
    #[inline]
    pub fn from_record(reading: &'static ExecutionReading, record: &str) -> Result<Self, InvalidRecord> {
        Self::take_up(reading, record)
    }

    /// Sets the workflow, which determines the rules for uploads. The response does not contain the workflow.
    #[inline]
    #[must_use]
    pub fn of_workflow(mut self, key: impl Into<WorkflowKey>) -> Self {
        self.context.workflow_key = Some(key.into());
        self
    }

    /// Sets the policy for judging uploads.
    #[inline]
    #[must_use]
    pub fn with_policy(mut self, policy: Policy) -> Self {
        self.context.policy = policy;
        self
    }

    /// Sets the time at which uploads are judged. Uploads are refused if the token or the session has expired by then.
    #[inline]
    #[must_use]
    pub fn at(mut self, now: impl Into<Moment>) -> Self {
        self.set_now(now);
        self
    }

    /// Sets the time at which tokens and the session are judged. Set it again before each call.
    #[inline]
    pub fn set_now(&mut self, now: impl Into<Moment>) {
        self.context = std::mem::take(&mut self.context).now(now);
    }

    /// Sets the time at which the tokens expire. JSON Web Tokens do not need it, because they contain their expiry in
    /// the claim `exp`.
    #[inline]
    #[must_use]
    pub fn expires_at(mut self, time: impl Into<Moment>) -> Self {
        self.expires_at = Some(time.into());
        self
    }

    /// Sets the time at which the execution was started, which is when its session begins. Every upload that is
    /// recorded with [`uploaded`](Self::uploaded) restarts the session at the time set with [`set_now`](Self::set_now).
    #[inline]
    #[must_use]
    pub fn started_at(mut self, time: impl Into<Moment>) -> Self {
        self.acted_at = Some(time.into());
        self
    }

    /// Also allows requests to this origin, for a mock server or a proxy. By default, tokens are only sent to the hosts
    /// of the spec.
    #[inline]
    #[must_use]
    pub fn with_origin(mut self, origin: WebOrigin) -> Self {
        self.context.origin = Some(origin);
        self
    }

    /// Also allows requests for one service to this origin, because each service may have its own mock server.
    #[inline]
    #[must_use]
    pub fn with_origin_of(mut self, service: &str, origin: WebOrigin) -> Self {
        self.context = self.context.origin_of(service, origin);
        self
    }

    /// Restricts URLs to this region: no token is sent to a URL of another region. By default, all regions of the spec
    /// are allowed.
    #[inline]
    #[must_use]
    pub fn in_region(mut self, region: &Region) -> Self {
        self.context = self.context.region(region);
        self
    }

    /// Sets the token of a credential, after the execution was stored without tokens. Returns whether the execution has
    /// this credential and it can be uploaded.
    #[inline]
    pub fn set_token(&mut self, credential_id: &str, token: Secret) -> bool {
        let found = self.credentials.iter_mut().find(|credential| credential.id == credential_id);
        let upload = found.and_then(|credential| credential.upload.as_mut());
        upload.map(|upload| (upload.token, upload.odd_token) = (Some(token), false)).is_some()
    }

    /// Returns the key of the workflow, if it was set with [`of_workflow`](Self::of_workflow).
    #[inline]
    #[must_use]
    pub fn workflow(&self) -> Option<&WorkflowKey> {
        self.context.workflow_key.as_ref()
    }

    /// Returns the id of the execution.
    #[inline]
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the id of the account that the execution belongs to.
    #[inline]
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Returns the credentials, in the order of the response.
    #[inline]
    #[must_use]
    pub fn credentials(&self) -> &[Credential] {
        &self.credentials
    }

    /// Returns the parts that have not been uploaded yet, including optional ones.
    #[inline]
    #[must_use]
    pub fn owed(&self) -> Vec<OwedPart> {
        self.credentials.iter().flat_map(|credential| self.owed_by(credential)).collect()
    }

    /// Returns the parts of a credential that have not been uploaded yet.
    #[inline]
    pub(in crate::runtime) fn owed_by(&self, credential: &Credential) -> impl Iterator<Item = OwedPart> {
        let uploaded: HashSet<&String> = credential.uploaded.iter().collect();
        self.parts_of(credential).into_iter().filter(move |part| !uploaded.contains(&part.part))
    }

    /// Returns whether all required parts have been uploaded.
    #[inline]
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.owed().iter().all(|part| part.optional)
    }

    /// Returns the credentials that are not on file and cannot be uploaded: the end user has to provide them over
    /// another channel.
    #[inline]
    pub fn elsewhere(&self) -> impl Iterator<Item = &Credential> {
        self.credentials
            .iter()
            .filter(|credential| !credential.channels.is_empty() && self.parts_of(credential).is_empty())
    }

    /// Judges the upload of a file as this part of this credential. The ticket specifies where and how to send the
    /// file. After sending it, pass the ticket to [`uploaded`](Self::uploaded).
    ///
    /// # Errors
    /// Fails if the credential, the part or the file is not acceptable; the report lists every reason.
    #[inline]
    pub fn upload(&self, credential_id: &str, part: PartName<'_>, file: &FileFacts) -> Result<UploadTicket, Report> {
        let PartName(part) = part;
        let found = self.credentials.iter().find(|credential| credential.id == credential_id);
        let mut report = (self.reading.judge_upload)(&self.upload_context(credential_id, found, part, file));
        judge_file(file, &mut report);
        let Some(credential) = found else {
            let ids: Vec<&str> = self.credentials.iter().map(|credential| credential.id.as_str()).collect();
            refuse(
                &mut report,
                &upload_rules::NOT_OF_EXECUTION,
                &["credential", "id"],
                credential_id,
                listed(&ids, "and"),
            );
            return Err(report);
        };
        let parts = credential.upload.as_ref().map_or(&[][..], |upload| &upload.parts);
        let target = credential.upload.as_ref().zip(parts.iter().find(|(known, _)| known == part));
        let Some((upload, (_, url))) = target else {
            let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
            refuse(&mut report, &upload_rules::NO_UPLOAD_URL, &["part"], part, listed(&names, "and"));
            return Err(report);
        };
        if credential.uploaded.iter().any(|known| known == part) {
            refuse(&mut report, &upload_rules::UPLOADED_BEFORE, &["part"], part, String::new());
        }
        self.judge_url(url, self.reading.upload_operation, &mut report);
        self.judge_ids(url, self.reading.upload_operation, credential, Some(part), &mut report);
        self.judge_session(&mut report);
        let token = self.judge_token(credential, upload, &mut report);
        match token {
            Some(token) if report.is_ok() => Ok(UploadTicket {
                operation: self.reading.model.operation(self.reading.upload_operation),
                file_field: self.reading.file_field,
                account: self.account.clone(),
                execution: self.id.clone(),
                credential: credential.id.clone(),
                part: part.to_owned(),
                url: url.clone(),
                token: token.clone(),
                content_type: file.content.media_type(),
                report,
            }),
            _ => Err(report),
        }
    }

    /// Records that the provider has accepted the file. The response renews the token and the URLs of the credential.
    ///
    /// # Errors
    /// Fails without recording anything if the ticket belongs to another execution, or if the response contains the id
    /// of another account, execution or credential, or omits the ids of the account and execution although they are
    /// documented. If the response is not documented to contain them, it is accepted without them, and later reports
    /// list `not-own` as not judged.
    #[inline]
    pub fn uploaded(&mut self, ticket: UploadTicket, answer: Option<Renewed>) -> Result<(), ForeignAnswer> {
        let is_own = |account: &str, execution: &str| account == self.account && execution == self.id;
        if let Some(answer) = &answer {
            let names_another = answer.ids.as_ref().is_some_and(|(account, execution)| !is_own(account, execution));
            let names_none = self.reading.names_answers && answer.ids.is_none();
            let of_others =
                answer.credentials.as_ref().is_some_and(|ids| !ids.is_empty() && !ids.contains(&ticket.credential));
            let leads_to_another = || answer.urls().any(|url| self.owner_of(url, &ticket.credential) == Owner::Another);
            if names_another || names_none || of_others || leads_to_another() {
                return Err(ForeignAnswer { answer: true });
            }
        }
        let is_own = is_own(&ticket.account, &ticket.execution);
        let answer = answer.map(|answer| {
            let proved = self.proves(&answer, &ticket.credential);
            (answer, proved)
        });
        let credential = self.credentials.iter_mut().find(|credential| credential.id == ticket.credential);
        let Some(credential) = credential.filter(|_| is_own) else {
            return Err(ForeignAnswer { answer: false });
        };
        self.answers = self.answers.saturating_add(usize::from(answer.is_some()));
        credential.take(self.reading.model, ticket.part, answer, self.answers);
        // If the caller did not set the time of this upload, the start of the session is unknown from now on.
        self.acted_at = self.context.now;
        Ok(())
    }

    /// Returns whether the response proves that it belongs to this credential. It has to contain the ids of its account
    /// and execution. If it is documented to contain ids of credentials, it also has to contain only this credential's
    /// id, or an upload URL of this credential.
    #[inline]
    fn proves(&self, answer: &Renewed, credential: &str) -> bool {
        let is_own = |ids: &Vec<String>| !ids.is_empty() && ids.iter().all(|id| id == credential);
        let leads_to_it = || answer.part_urls().any(|url| self.is_upload_to(url, credential));
        answer.ids.is_some() && answer.credentials.as_ref().is_none_or(|ids| is_own(ids) || leads_to_it())
    }

    /// Ends the acquisition if everything required has been uploaded and every slot of the workflow was offered.
    ///
    /// # Errors
    /// Fails if required parts are missing, or if a rule forbids the request. The error contains the reason, and the
    /// execution, so that it can be continued.
    #[inline]
    pub fn finalize(self) -> Result<Finalize, NotReady> {
        let (needed, left_out) = self.owed().into_iter().partition::<Vec<_>, _>(|part| !part.optional);
        let mut report = (self.reading.judge_finalize)(&self.finalize_context());
        let context = At::ROOT.member("context");
        self.judge_slots(&context.member("credentials"), &mut report);
        self.judge_channels(&mut report, &|_, rule, found, report| {
            report.add(rule, &context.member("credential").member("channels"), found);
        });
        self.judge_part_urls(&mut report, &|_, rule, found, report| {
            report.add(rule, &context.member("part"), found);
        });
        if self.elsewhere().next().is_some() {
            report.leave_open(&upload_rules::NOT_ACQUIRED, "proof that other channels acquired their credentials");
        }
        self.judge_session(&mut report);
        // The token that was renewed last is the most likely to be valid.
        let uploads = self.credentials.iter().filter_map(|credential| Some((credential, credential.upload.as_ref()?)));
        let sent = uploads.max_by_key(|(_, upload)| upload.renewed).and_then(|(credential, upload)| {
            self.judge_url(&upload.finalize, self.reading.finalize_operation, &mut report);
            self.judge_ids(&upload.finalize, self.reading.finalize_operation, credential, None, &mut report);
            Some((upload.finalize.clone(), self.judge_token(credential, upload, &mut report)?.clone()))
        });
        match sent {
            Some((url, token)) if needed.is_empty() && report.is_ok() => {
                let operation = self.reading.model.operation(self.reading.finalize_operation);
                Ok(Finalize { operation, url, token, left_out, report })
            }
            _ => Err(NotReady { owed: needed, report: Box::new(report), execution: Box::new(self) }),
        }
    }

    /// Returns the parts of a credential that can be uploaded. Required parts without a URL are included if they cannot
    /// be provided in another way, or if the caller intends to upload them.
    #[inline]
    fn parts_of(&self, credential: &Credential) -> Vec<OwedPart> {
        let model = self.reading.model;
        let Some(upload_channel) = model.upload_channel else { return Vec::new() };
        let channel = |channel: &String| channel == upload_channel;
        if !credential.channels.iter().any(channel) {
            return Vec::new();
        }
        let documented = documented(model, &credential.category);
        let owed = |part: &str, url: Option<&String>| OwedPart {
            credential: credential.id.clone(),
            category: credential.category.clone(),
            part: part.to_owned(),
            optional: documented.iter().any(|known| known.code == part && known.optional),
            url: url.filter(|url| !url.is_empty()).cloned(),
        };
        let offered = credential.upload.as_ref().map_or(&[][..], |upload| &upload.parts);
        // If the parts cannot be provided in another way, all parts of the category are required, even if the response
        // does not offer them. A response may allow the channel but omit the upload URL; a caller that intends to
        // upload needs all parts.
        let is_meant = credential.upload.is_some() && self.context.channel.as_deref() == Some(upload_channel);
        let is_only_uploaded = is_meant || credential.channels.iter().all(channel);
        let is_missing = |part: &&Part| {
            let is_offered = offered.iter().any(|(known, _)| known == part.code);
            is_only_uploaded && !is_offered && (credential.upload.is_none() || !part.optional)
        };
        let missing = documented.iter().filter(is_missing).map(|part| owed(part.code, None));
        offered.iter().map(|(part, url)| owed(part, Some(url))).chain(missing).collect()
    }

    #[inline]
    fn upload_context(&self, id: &str, credential: Option<&Credential>, part: &str, file: &FileFacts) -> Context {
        let mut context = self.with_path();
        let names = [(self.reading.parameters.credential, id), (self.reading.model.part_parameter, part)];
        let named = names.into_iter().filter_map(|(name, value)| Some((name?.to_owned(), value.to_owned())));
        context.path.extend(named);
        context.credential = credential.map(|credential| UploadTarget {
            id: Some(credential.id.clone()),
            category: Some(credential.category.clone()),
            allowed_channels: Some(credential.channels.clone()),
        });
        context.file = Upload::File(file.to_file());
        context
    }

    #[inline]
    fn finalize_context(&self) -> Context {
        let mut alike: HashMap<&str, usize> = HashMap::new();
        for credential in &self.credentials {
            *alike.entry(&credential.category).or_default() += 1;
        }
        // Formats a part as `CATEGORY:PART`, followed by the credential's id if several credentials have that category.
        let spelled = |credential: &Credential, part: &str| match alike.get(credential.category.as_str()) {
            None | Some(0 | 1) => format!("{}:{part}", credential.category),
            Some(_) => format!("{}:{part} of {}", credential.category, credential.id),
        };
        let needed = self.credentials.iter().flat_map(|credential| {
            let needed = self.parts_of(credential).into_iter().filter(|part| !part.optional);
            needed.map(|part| spelled(credential, &part.part)).collect::<Vec<_>>()
        });
        let uploaded = self.credentials.iter().flat_map(|credential| {
            credential.uploaded.iter().map(|part| spelled(credential, part)).collect::<Vec<_>>()
        });
        Context { required_parts: Some(needed.collect()), uploaded_parts: Some(uploaded.collect()), ..self.with_path() }
    }

    #[inline]
    fn with_path(&self) -> Context {
        let names = [(self.reading.parameters.account, &self.account), (self.reading.parameters.execution, &self.id)];
        let path = names.into_iter().filter_map(|(name, value)| Some((name?.to_owned(), value.clone())));
        Context { account_exists: Some(true), path: path.collect(), ..self.context.clone() }
    }
}
