//! Stores executions: writes an execution as JSON for another process, and includes its tokens only on request.

use std::error::Error;
use std::fmt;

use serde_json::{Map, Value, json};

use crate::runtime::execution::ExecutionReading;
use crate::runtime::execution::upload::Upload;
use crate::runtime::judging::duplicates::{self, Unclear};
use crate::runtime::wire::reading::{members, text};
use crate::runtime::wire::time::Moment;
use crate::runtime::{Credential, Execution, Secret};

/// The version of the record format.
const FORM: &str = "execution/2";

/// Whether a record contains the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokens {
    /// The record contains no tokens. Restore them with [`Execution::set_token`].
    LeaveOut,
    /// The record contains the tokens. Store it as securely as passwords.
    Include,
}

/// The string is not the record of an execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRecord(&'static str);

impl fmt::Display for InvalidRecord {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not the record of an execution: {}", self.0)
    }
}

impl Error for InvalidRecord {}

impl Execution {
    /// Serializes the execution as JSON, so that another process can resume it. The policy, custom origins and the time
    /// are not stored; the process that resumes the execution sets them. The region and the expiry of the tokens are
    /// stored.
    #[inline]
    #[must_use]
    pub fn to_record(&self, tokens: Tokens) -> String {
        let credentials: Vec<Value> = self.credentials.iter().map(|credential| stored(credential, tokens)).collect();
        let workflow = self.workflow().map(crate::runtime::WorkflowKey::as_str);
        json!({
            "record": FORM,
            "account": self.account(),
            "execution": self.id(),
            "workflow": workflow,
            "region": self.context.region,
            "expires_at": self.expires_at.map(|time| time.to_string()),
            "answers": self.answers,
            "acted_at": self.acted_at.map(|time| time.to_string()),
            "credentials": credentials,
        })
        .to_string()
    }

    #[inline]
    pub(in crate::runtime) fn take_up(reading: &'static ExecutionReading, record: &str) -> Result<Self, InvalidRecord> {
        let record = duplicates::value(record).map_err(|unclear| match unclear {
            Unclear::NotJson(_) => InvalidRecord("it is not JSON"),
            Unclear::Doubled(_) => InvalidRecord("an object in it has the same field twice"),
        })?;
        if text(&record, &["record"]) != Some(FORM) {
            return Err(InvalidRecord("its field `record` is not `execution/2`"));
        }
        let string = |name: &str| there(&record, name).map(str::to_owned);
        let account = string("account").ok_or(InvalidRecord("its field `account` is missing"))?;
        let id = string("execution").ok_or(InvalidRecord("its field `execution` is missing"))?;
        // A negative or oversized count is invalid.
        let answers = record["answers"].as_u64().and_then(|count| usize::try_from(u32::try_from(count).ok()?).ok());
        let answers = answers.ok_or(InvalidRecord("its field `answers` is not a valid count"))?;
        let credentials =
            record["credentials"].as_array().ok_or(InvalidRecord("its field `credentials` is not an array"))?;
        let credentials: Option<Vec<Credential>> = credentials.iter().map(taken_up).collect();
        let credentials = credentials.ok_or(InvalidRecord("a credential in it is incomplete"))?;
        let mut execution = Self::with_credentials(reading, account, id, credentials, answers);
        execution.acted_at = time(&record, "acted_at", "its field `acted_at` is neither a time nor `null`")?;
        execution.expires_at = time(&record, "expires_at", "its field `expires_at` is neither a time nor `null`")?;
        // Ignoring an invalid region would silently lift the restriction to it.
        let region = optional(&record, "region", "its field `region` is neither a string nor `null`")?;
        if region.is_some_and(|region| !reading.model.regions.iter().any(|known| known.id == region)) {
            return Err(InvalidRecord("its field `region` is not a region of the spec"));
        }
        execution.context.region = region.map(str::to_owned);
        Ok(match optional(&record, "workflow", "its field `workflow` is neither a string nor `null`")? {
            Some(key) => execution.of_workflow(key),
            None => execution,
        })
    }
}

/// Returns the string unless it is empty.
#[inline]
fn there<'a>(record: &'a Value, name: &str) -> Option<&'a str> {
    record.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// Reads a string or `null` from the record. Any other value fails with the given error.
#[inline]
fn optional<'a>(record: &'a Value, name: &str, wrong: &'static str) -> Result<Option<&'a str>, InvalidRecord> {
    match record.get(name) {
        Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        _ => Err(InvalidRecord(wrong)),
    }
}

/// Reads a time or `null` from the record. Any other value fails with the given error.
#[inline]
fn time(record: &Value, name: &str, wrong: &'static str) -> Result<Option<Moment>, InvalidRecord> {
    let text = optional(record, name, wrong)?;
    text.map(|text| text.parse().map_err(|_| InvalidRecord(wrong))).transpose()
}

#[inline]
fn stored(credential: &Credential, tokens: Tokens) -> Value {
    let upload = credential.upload.as_ref().map(|upload| {
        let parts: Map<String, Value> =
            upload.parts.iter().map(|(part, url)| (part.clone(), Value::from(url.as_str()))).collect();
        let token = upload.token.as_ref().filter(|_| tokens == Tokens::Include).map(Secret::expose);
        json!({ "token": token, "parts": parts, "finalize": upload.finalize, "renewed": upload.renewed, "proved": upload.proved })
    });
    json!({
        "id": credential.id,
        "category": credential.category,
        "channels": credential.channels,
        "uploaded": credential.uploaded,
        "upload": upload,
    })
}

#[inline]
fn taken_up(stored: &Value) -> Option<Credential> {
    let strings = |name: &str| -> Option<Vec<String>> {
        stored.get(name)?.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
    };
    let upload = stored.get("upload")?;
    let upload = if upload.is_null() { None } else { Some(taken_up_upload(upload)?) };
    Some(Credential {
        id: there(stored, "id")?.to_owned(),
        category: there(stored, "category")?.to_owned(),
        channels: strings("channels")?,
        uploaded: strings("uploaded")?,
        upload,
    })
}

#[inline]
fn taken_up_upload(stored: &Value) -> Option<Upload> {
    let part = |(name, url): (&String, &Value)| Some((name.clone(), url.as_str()?.to_owned()));
    Some(Upload {
        token: text(stored, &["token"]).map(Secret::new),
        odd_token: false,
        parts: members(stored, &["parts"])?.iter().map(part).collect::<Option<_>>()?,
        finalize: text(stored, &["finalize"])?.to_owned(),
        renewed: usize::try_from(stored["renewed"].as_u64()?).ok()?,
        proved: stored["proved"].as_bool()?,
    })
}
