//! An execution that is fed by uploads: takes the response that started it, tells what is owed, where and when it can end.

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

/// Where the response that starts an execution says what, and how uploads are judged.
#[derive(Debug)]
pub struct ExecutionReading {
    /// The tables.
    pub model: &'static Model,
    /// The account's id.
    pub account: Path,
    /// The execution's id.
    pub id: Path,
    /// The credentials, a list.
    pub credentials: Path,
    /// In a credential: its id.
    pub credential_id: Path,
    /// In a credential: its category.
    pub category: Path,
    /// In a credential: the channels over which it can be acquired.
    pub channels: Path,
    /// In a credential: what uploads need.
    pub upload: UploadReading,
    /// The channels that end users are handed over to, each with where the response says how.
    pub hand_over: &'static [(&'static str, Path)],
    /// Whether the answer to an upload names its account and its execution.
    pub names_answers: bool,
    /// The operation that uploads a part.
    pub upload_operation: &'static str,
    /// The field of its form that carries the file.
    pub file_field: &'static str,
    /// The operation that ends the acquisition.
    pub finalize_operation: &'static str,
    /// The parameters of their paths.
    pub parameters: PathParameters,
    /// How long the provider waits for the next upload or the end of the acquisition, if the spec says so.
    pub session: Option<Duration>,
    /// Judges an upload.
    pub judge_upload: fn(&Context) -> Report,
    /// Judges the end of the acquisition.
    pub judge_finalize: fn(&Context) -> Report,
}

/// The names of the parameters in the paths of the operations.
#[derive(Debug, Clone, Copy)]
pub struct PathParameters {
    /// Names the account.
    pub account: Option<&'static str>,
    /// Names the execution.
    pub execution: Option<&'static str>,
    /// Names the credential.
    pub credential: Option<&'static str>,
}

/// An execution whose parts are being uploaded. It works without a client: it says what to send, and is told what was sent.
#[derive(Debug, Clone)]
pub struct Execution {
    pub(in crate::runtime) reading: &'static ExecutionReading,
    account: String,
    id: String,
    pub(in crate::runtime) context: Context,
    pub(in crate::runtime) credentials: Vec<Credential>,
    /// How many answers to uploads have come.
    pub(in crate::runtime) answers: usize,
    /// When the tokens run out, if the caller says so.
    pub(in crate::runtime) expires_at: Option<Moment>,
    /// When the execution was started or last uploaded to, if the caller says so.
    pub(in crate::runtime) acted_at: Option<Moment>,
}

impl Execution {
    /// The execution that a response has started.
    ///
    /// # Errors
    /// If the response does not say which execution it is, on which account, or which credentials it has.
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

    /// The execution that [`to_record`](Self::to_record) stored.
    ///
    /// # Errors
    /// If the text is not such a record.
    #[inline]
    pub fn from_record(reading: &'static ExecutionReading, record: &str) -> Result<Self, InvalidRecord> {
        Self::take_up(reading, record)
    }

    /// The same, judged by what is known of the workflow. The response does not say which one it is.
    #[inline]
    #[must_use]
    pub fn of_workflow(mut self, key: impl Into<WorkflowKey>) -> Self {
        self.context.workflow_key = Some(key.into());
        self
    }

    /// The same, judged under this policy.
    #[inline]
    #[must_use]
    pub fn with_policy(mut self, policy: Policy) -> Self {
        self.context.policy = policy;
        self
    }

    /// The same, at this time: what is judged afterwards is refused if the token or the session has run out by then.
    #[inline]
    #[must_use]
    pub fn at(mut self, now: impl Into<Moment>) -> Self {
        self.set_now(now);
        self
    }

    /// Sets the time by which tokens and the session are judged. Set it anew before each call.
    #[inline]
    pub fn set_now(&mut self, now: impl Into<Moment>) {
        self.context = std::mem::take(&mut self.context).now(now);
    }

    /// The same, with tokens that run out at this time. A token that says itself when it runs out, in the claim `exp` of a
    /// JSON Web Token, needs none.
    #[inline]
    #[must_use]
    pub fn expires_at(mut self, time: impl Into<Moment>) -> Self {
        self.expires_at = Some(time.into());
        self
    }

    /// The same, started at this time, from which its session is counted. Every upload that is remembered with
    /// [`uploaded`](Self::uploaded) starts the session anew, at the time that [`set_now`](Self::set_now) has set.
    #[inline]
    #[must_use]
    pub fn started_at(mut self, time: impl Into<Moment>) -> Self {
        self.acted_at = Some(time.into());
        self
    }

    /// The same, for a stand-in or a proxy: requests may also go to this origin. Without it, a URL that does not lead to a
    /// host of the spec gets no token.
    #[inline]
    #[must_use]
    pub fn with_origin(mut self, origin: WebOrigin) -> Self {
        self.context.origin = Some(origin);
        self
    }

    /// The same for the requests to one service, each of which may have a stand-in of its own.
    #[inline]
    #[must_use]
    pub fn with_origin_of(mut self, service: &str, origin: WebOrigin) -> Self {
        self.context = self.context.origin_of(service, origin);
        self
    }

    /// The same, in this region: URLs that lead to another one get no token. Without it, every region of the spec counts.
    #[inline]
    #[must_use]
    pub fn in_region(mut self, region: &Region) -> Self {
        self.context = self.context.region(region);
        self
    }

    /// Gives a credential its token, after the execution was stored without tokens. Gives whether the execution has the
    /// credential and uploads to it.
    #[inline]
    pub fn set_token(&mut self, credential_id: &str, token: Secret) -> bool {
        let found = self.credentials.iter_mut().find(|credential| credential.id == credential_id);
        let upload = found.and_then(|credential| credential.upload.as_mut());
        upload.map(|upload| (upload.token, upload.odd_token) = (Some(token), false)).is_some()
    }

    /// The key of the workflow, if [`of_workflow`](Self::of_workflow) named it.
    #[inline]
    #[must_use]
    pub fn workflow(&self) -> Option<&WorkflowKey> {
        self.context.workflow_key.as_ref()
    }

    /// The execution's id.
    #[inline]
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The id of the account that it runs on.
    #[inline]
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Its credentials, in the order of the response.
    #[inline]
    #[must_use]
    pub fn credentials(&self) -> &[Credential] {
        &self.credentials
    }

    /// The parts that have not been uploaded yet, those that can be left out included.
    #[inline]
    #[must_use]
    pub fn owed(&self) -> Vec<OwedPart> {
        self.credentials.iter().flat_map(|credential| self.owed_by(credential)).collect()
    }

    /// The parts of a credential that have not been uploaded yet.
    #[inline]
    pub(in crate::runtime) fn owed_by(&self, credential: &Credential) -> impl Iterator<Item = OwedPart> {
        let uploaded: HashSet<&String> = credential.uploaded.iter().collect();
        self.parts_of(credential).into_iter().filter(move |part| !uploaded.contains(&part.part))
    }

    /// Whether all parts that are needed have been uploaded.
    #[inline]
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.owed().iter().all(|part| part.optional)
    }

    /// The credentials that uploads cannot fill although they are not on file: the end user has to bring them over
    /// another channel.
    #[inline]
    pub fn elsewhere(&self) -> impl Iterator<Item = &Credential> {
        self.credentials
            .iter()
            .filter(|credential| !credential.channels.is_empty() && self.parts_of(credential).is_empty())
    }

    /// Judges the upload of a file as this part of this credential. The ticket says where and how to send it; after
    /// that, give it to [`uploaded`](Self::uploaded).
    ///
    /// # Errors
    /// If the credential, the part or the file is not the right one; the report has every reason.
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

    /// Remembers that the provider has taken the file. The answer renews the token and the URLs of the credential.
    ///
    /// # Errors
    /// If the ticket is one of another execution, or the answer names another account, execution or credential, or no account
    /// and execution although it is documented to. Nothing is remembered then. An answer that does not say what it is about is
    /// taken if nobody documents that it has to, and what is judged afterwards names `not-own` as not judged.
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
        // Without the time of this upload, nobody knows from when the session counts.
        self.acted_at = self.context.now;
        Ok(())
    }

    /// Whether the answer says that it is about this execution, and about this credential alone if it could say so.
    #[inline]
    fn proves(&self, answer: &Renewed, credential: &str) -> bool {
        let is_own = |ids: &Vec<String>| !ids.is_empty() && ids.iter().all(|id| id == credential);
        let leads_to_it = || answer.part_urls().any(|url| self.is_upload_to(url, credential));
        answer.ids.is_some() && answer.credentials.as_ref().is_none_or(|ids| is_own(ids) || leads_to_it())
    }

    /// Ends the acquisition, if everything that is needed has been uploaded and every slot of the workflow was offered.
    ///
    /// # Errors
    /// If parts are owed, or a rule forbids it. The execution comes back with the reason.
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
            report.leave_open(&upload_rules::NOT_ACQUIRED, "whether other channels have brought their credentials");
        }
        self.judge_session(&mut report);
        // The token that was renewed last is the one that is surely valid.
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

    /// The parts of a credential that can be uploaded. Those that are needed but have no URL are there too, if there
    /// is no other way to bring them, or the caller means to upload them.
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
        // What the category is made of is owed, whatever the answer offers, if there is no other way to bring it.
        // An answer may allow the channel and offer nothing to upload with; whoever means to upload needs what it offers to be whole.
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
        // A part as `CATEGORY:PART`; with the credential's id where several are of the category.
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
