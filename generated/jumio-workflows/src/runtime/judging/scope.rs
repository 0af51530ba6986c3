//! The facts that a rule can use, from the context, the model and the operation. Each fact may be unknown.

use std::cell::OnceCell;
use std::time::Duration;

use crate::runtime::judging::context::Upload;
use crate::runtime::judging::model::{Model, Workflow};
use crate::runtime::wire::time::Moment;
use crate::runtime::{Context, File, UploadTarget, WorkflowKey};

/// The facts that rules use in addition to the payload.
#[derive(Debug)]
pub struct Scope<'a> {
    /// The caller's context.
    pub context: &'a Context,
    /// The tables of the model.
    pub model: &'static Model,
    /// The id of the operation.
    pub operation: &'static str,
    /// The workflow's key, even if the model does not contain that workflow.
    pub key: Option<&'a str>,
    /// Whether the payload contains the workflow, so that the context does not have to set it.
    key_is_sent: bool,
    /// The workflow, if the model contains it.
    pub workflow: Option<&'static Workflow>,
    /// The workflow as displayed in messages. Built only when a message needs it.
    words: OnceCell<String>,
}

impl<'a> Scope<'a> {
    /// Creates the scope of a payload. The workflow in the payload takes precedence over the workflow in the context.
    pub fn new(
        context: &'a Context,
        model: &'static Model,
        operation: &'static str,
        body_key: Option<&'a str>,
    ) -> Self {
        let key = body_key.or_else(|| context.workflow_key.as_ref().map(WorkflowKey::as_str));
        let workflow = key.and_then(|key| workflow(model, key));
        Self { context, model, operation, key, key_is_sent: body_key.is_some(), workflow, words: OnceCell::new() }
    }

    /// Returns the id of the operation.
    pub fn operation(&self) -> Option<&str> {
        Some(self.operation)
    }

    /// Returns the time at which payloads are judged.
    pub fn now(&self) -> Option<Moment> {
        self.context.now
    }

    /// Returns the allowed clock difference.
    #[inline]
    pub fn clock_skew(&self) -> Duration {
        self.context.clock_skew
    }

    /// Returns the channel that the caller intends to use.
    pub fn channel(&self) -> Option<&str> {
        self.context.channel.as_deref()
    }

    /// Returns whether the end user already has an account.
    pub fn account_exists(&self) -> Option<bool> {
        self.context.account_exists
    }

    /// Returns a path parameter.
    pub fn path(&self, name: &str) -> Option<&str> {
        self.context.path.get(name).map(String::as_str)
    }

    /// Returns the file's media type, without parameters.
    #[inline]
    pub fn file_content_type(&self) -> Option<&str> {
        let written = self.file()?.content_type.as_deref()?;
        Some(written.split_once(';').map_or(written, |(media_type, _)| media_type).trim())
    }

    /// Returns the extension of the file name, without the dot; unknown if the name has none.
    #[inline]
    pub fn file_extension(&self) -> Option<&str> {
        let name = self.file()?.name.as_deref()?;
        let (_, ending) = name.rsplit_once('.')?;
        (!ending.is_empty() && !ending.contains(['/', '\\'])).then_some(ending)
    }

    /// Returns the file's size in bytes.
    #[inline]
    pub fn file_bytes(&self) -> Option<i64> {
        self.file()?.bytes.map(saturated)
    }

    /// Returns the image's width in pixels.
    #[inline]
    pub fn file_width(&self) -> Option<i64> {
        self.file()?.width.map(saturated)
    }

    /// Returns the image's height in pixels.
    #[inline]
    pub fn file_height(&self) -> Option<i64> {
        self.file()?.height.map(saturated)
    }

    /// Returns the id of the credential that the uploaded file belongs to.
    #[inline]
    pub fn credential_id(&self) -> Option<&str> {
        self.credential()?.id.as_deref()
    }

    /// Returns the category of the credential that the uploaded file belongs to.
    pub fn credential_category(&self) -> Option<&str> {
        self.credential()?.category.as_deref()
    }

    /// Returns the channels of the credential that the uploaded file belongs to.
    #[inline]
    pub fn credential_channels(&self) -> Option<&[String]> {
        self.credential()?.allowed_channels.as_deref()
    }

    /// Returns the ids of the credentials on file.
    #[inline]
    pub fn stored_ids(&self) -> Option<Vec<&str>> {
        let stored = self.context.stored_credentials.as_ref()?;
        Some(stored.iter().filter_map(|credential| credential.id.as_deref()).collect())
    }

    /// Returns the categories of the credentials on file.
    #[inline]
    pub fn stored_categories(&self) -> Option<Vec<&str>> {
        let stored = self.context.stored_credentials.as_ref()?;
        Some(stored.iter().filter_map(|credential| credential.category.as_deref()).collect())
    }

    /// Returns the required parts.
    #[inline]
    pub fn required_parts(&self) -> Option<&[String]> {
        self.context.required_parts.as_deref()
    }

    /// Returns the parts that have been uploaded.
    #[inline]
    pub fn uploaded_parts(&self) -> Option<&[String]> {
        self.context.uploaded_parts.as_deref()
    }

    /// Returns the workflow's key, even if the model does not contain that workflow.
    pub fn workflow_key(&self) -> Option<&str> {
        self.key
    }

    /// Returns the workflow's id.
    pub fn workflow_id(&self) -> Option<&'static str> {
        self.workflow.map(|workflow| workflow.id)
    }

    /// Returns the ids of the workflow's prerequisites.
    pub fn workflow_prerequisites(&self) -> Option<&'static [&'static str]> {
        self.workflow.map(|workflow| workflow.prerequisites)
    }

    /// Returns the workflow's channels.
    pub fn workflow_channels(&self) -> Option<&'static [&'static str]> {
        self.workflow.map(|workflow| workflow.channels)
    }

    /// Returns the workflow for messages: `Workflow 1 (Name)`, or only the key if the model does not contain it.
    pub fn workflow_name(&self) -> Option<&str> {
        let key = self.key?;
        let words = || match self.workflow {
            Some(workflow) => format!("Workflow {key} ({})", workflow.name),
            None => format!("Workflow {key}"),
        };
        Some(self.words.get_or_init(words))
    }

    #[inline]
    fn file(&self) -> Option<&File> {
        match &self.context.file {
            Upload::File(file) => Some(file),
            Upload::Unknown | Upload::Missing => None,
        }
    }

    fn credential(&self) -> Option<&UploadTarget> {
        self.context.credential.as_ref()
    }
}

impl Scope<'_> {
    /// Returns whether the caller has provided a fact. The names of facts are those in a case's context.
    #[cold]
    pub(in crate::runtime) fn knows(&self, fact: &str) -> bool {
        match fact {
            "now" => self.context.now.is_some(),
            "account_exists" => self.context.account_exists.is_some(),
            "channel" => self.context.channel.is_some(),
            // A key in the payload counts as known, even if the model has no such workflow.
            "workflow_key" => self.workflow.is_some() || self.key_is_sent,
            "stored_credentials" => self.context.stored_credentials.is_some(),
            "credential.id" => self.credential_id().is_some(),
            "credential.category" => self.credential_category().is_some(),
            "credential.allowed_channels" => self.credential().is_some_and(|known| known.allowed_channels.is_some()),
            // If there is no file, its facts are not missing, because the absence of the file is itself a violation.
            _ if fact.starts_with("file.") && self.context.file == Upload::Missing => true,
            "file.content_type" => self.file().is_some_and(|file| file.content_type.is_some()),
            "file.name" => self.file().is_some_and(|file| file.name.is_some()),
            "file.bytes" => self.file().is_some_and(|file| file.bytes.is_some()),
            "file.width" => self.file().is_some_and(|file| file.width.is_some()),
            "file.height" => self.file().is_some_and(|file| file.height.is_some()),
            "required_parts" => self.context.required_parts.is_some(),
            "uploaded_parts" => self.context.uploaded_parts.is_some(),
            _ => fact.strip_prefix("path.").is_some_and(|name| self.path(name).is_some()),
        }
    }
}

/// Returns the workflow whose key is spelled exactly like this.
pub(in crate::runtime) fn workflow(model: &Model, key: &str) -> Option<&'static Workflow> {
    // Keys are compared as strings, so neither `03` nor `+3` equals 3.
    let plain = key.bytes().all(|byte| byte.is_ascii_digit()) && (key == "0" || !key.starts_with('0'));
    if plain { model.workflow(key.parse().ok()?) } else { None }
}

#[inline]
fn saturated(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
