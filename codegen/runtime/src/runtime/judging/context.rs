//! The facts that rules need in addition to the payload.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use crate::runtime::judging::model::Region;
use crate::runtime::wire::time::{InvalidTime, Moment};
use crate::runtime::{Policy, Severities, WebOrigin, WorkflowKey};

/// Facts that the caller knows. Every fact is optional. If the result of a rule depends on a missing fact, the rule is
/// not judged: [`Report::not_judged`](crate::runtime::Report::not_judged) lists the rule and the missing fact.
///
/// A context only accepts well-formed facts, so an invalid fact never counts as unknown.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(deny_unknown_fields, default))]
pub struct Context {
    pub(in crate::runtime) now: Option<Moment>,
    #[cfg_attr(feature = "cli", serde(rename = "clock_skew_seconds", deserialize_with = "seconds"))]
    pub(in crate::runtime) clock_skew: Duration,
    pub(in crate::runtime) policy: Policy,
    #[cfg_attr(feature = "cli", serde(skip))]
    pub(crate) severities: Severities,
    pub(in crate::runtime) account_exists: Option<bool>,
    pub(crate) channel: Option<String>,
    pub(in crate::runtime) workflow_key: Option<WorkflowKey>,
    pub(crate) path: BTreeMap<String, String>,
    pub(in crate::runtime) stored_credentials: Option<Vec<StoredCredential>>,
    pub(in crate::runtime) credential: Option<UploadTarget>,
    #[cfg_attr(feature = "cli", serde(deserialize_with = "upload"))]
    pub(in crate::runtime) file: Upload,
    pub(in crate::runtime) required_parts: Option<Vec<String>>,
    pub(in crate::runtime) uploaded_parts: Option<Vec<String>>,
    pub(in crate::runtime) enabled: Option<Vec<String>>,
    #[cfg_attr(feature = "cli", serde(deserialize_with = "origin"))]
    pub(in crate::runtime) origin: Option<WebOrigin>,
    #[cfg_attr(feature = "cli", serde(deserialize_with = "origins"))]
    pub(in crate::runtime) origins: BTreeMap<String, WebOrigin>,
    pub(in crate::runtime) region: Option<String>,
    pub(in crate::runtime) sender: Option<IpAddr>,
    pub(in crate::runtime) seen_callbacks: Option<Vec<String>>,
}

/// The allowed clock difference, unless the caller sets another one.
const CLOCK_SKEW: Duration = Duration::from_secs(1);

impl Default for Context {
    fn default() -> Self {
        Self {
            now: None,
            clock_skew: CLOCK_SKEW,
            policy: Policy::default(),
            severities: Severities::default(),
            account_exists: None,
            channel: None,
            workflow_key: None,
            path: BTreeMap::new(),
            stored_credentials: None,
            credential: None,
            file: Upload::Unknown,
            required_parts: None,
            uploaded_parts: None,
            enabled: None,
            origin: None,
            origins: BTreeMap::new(),
            region: None,
            sender: None,
            seen_callbacks: None,
        }
    }
}

impl Context {
    /// Creates an empty context.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the time at which payloads are judged, usually [`SystemTime::now`](std::time::SystemTime::now).
    #[must_use]
    pub fn now(mut self, now: impl Into<Moment>) -> Self {
        self.now = Some(now.into());
        self
    }

    /// Sets the time at which payloads are judged from an RFC 3339 string, such as `2024-03-04T12:01:12+01:00`.
    ///
    /// # Errors
    ///
    /// Fails if the string is not a valid RFC 3339 time.
    pub fn now_rfc3339(self, text: &str) -> Result<Self, InvalidTime> {
        Ok(self.now(text.parse::<Moment>()?))
    }

    /// Sets how far a time may be after [`now`](Self::now) before it counts as in the future. Default: one second.
    #[must_use]
    pub fn clock_skew(mut self, most: Duration) -> Self {
        self.clock_skew = most;
        self
    }

    /// Sets the policy for judging payloads.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Overrides the severity of individual rules, regardless of the policy.
    #[must_use]
    pub fn severities(mut self, severities: Severities) -> Self {
        self.severities = severities;
        self
    }

    /// Sets whether the end user already has an account.
    #[must_use]
    pub fn account_exists(mut self, exists: bool) -> Self {
        self.account_exists = Some(exists);
        self
    }

    /// Sets the workflow for payloads that do not contain it: uploads, the end of the acquisition, and most responses.
    #[must_use]
    pub fn workflow(mut self, key: impl Into<WorkflowKey>) -> Self {
        self.workflow_key = Some(key.into());
        self
    }

    /// Lists the credentials on file for the account; an empty list means that there are none.
    #[must_use]
    pub fn stored_credentials(mut self, credentials: impl IntoIterator<Item = StoredCredential>) -> Self {
        self.stored_credentials = Some(credentials.into_iter().collect());
        self
    }

    /// Describes the credential that the uploaded file belongs to.
    #[must_use]
    pub fn upload_target(mut self, credential: UploadTarget) -> Self {
        self.credential = Some(credential);
        self
    }

    /// Describes the file that is uploaded.
    #[must_use]
    pub fn file(mut self, file: File) -> Self {
        self.file = Upload::File(file);
        self
    }

    /// Declares that the upload contains no file, which is an error.
    #[must_use]
    pub fn without_file(mut self) -> Self {
        self.file = Upload::Missing;
        self
    }

    /// Lists the parts that have to be uploaded before the execution is finalized.
    #[must_use]
    pub fn required_parts<T: Into<String>>(mut self, parts: impl IntoIterator<Item = T>) -> Self {
        self.required_parts = Some(parts.into_iter().map(Into::into).collect());
        self
    }

    /// Lists the parts that have been uploaded.
    #[must_use]
    pub fn uploaded_parts<T: Into<String>>(mut self, parts: impl IntoIterator<Item = T>) -> Self {
        self.uploaded_parts = Some(parts.into_iter().map(Into::into).collect());
        self
    }

    /// Also allows URLs in responses to lead to this origin, such as a mock server or proxy of your own.
    #[must_use]
    pub fn origin(mut self, origin: WebOrigin) -> Self {
        self.origin = Some(origin);
        self
    }

    /// Sets an origin for one service, such as the service that receives uploads. URLs in responses that are for this
    /// service may also lead to this origin, but not to any other. Has no effect if the spec does not have the service.
    #[must_use]
    pub fn origin_of(mut self, service: impl Into<String>, origin: WebOrigin) -> Self {
        self.origins.insert(service.into(), origin);
        self
    }

    /// Sets the region of your account: URLs in responses have to lead to this region, and callbacks have to come from
    /// it.
    #[must_use]
    pub fn region(mut self, region: &Region) -> Self {
        self.region = Some(region.id.to_owned());
        self
    }

    /// Sets the address that a callback came from. Use the address of the connection itself; a header can only be
    /// trusted if your own proxy set it.
    #[must_use]
    pub fn sender(mut self, address: IpAddr) -> Self {
        self.sender = Some(address);
        self
    }

    /// Lists the events that earlier callbacks reported, by their idempotency key (`idempotency_key`); an empty list
    /// means that there were none.
    #[must_use]
    pub fn seen_callbacks<T: Into<String>>(mut self, keys: impl IntoIterator<Item = T>) -> Self {
        self.seen_callbacks = Some(keys.into_iter().map(Into::into).collect());
        self
    }

    /// Lists the optional capabilities that the provider has enabled for your account; an empty list means that there
    /// are none.
    #[must_use]
    pub fn enabled<T: Into<String>>(mut self, capabilities: impl IntoIterator<Item = T>) -> Self {
        self.enabled = Some(capabilities.into_iter().map(Into::into).collect());
        self
    }
}

/// The facts that are known about the file of an upload.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::runtime) enum Upload {
    /// It is unknown whether there is a file.
    #[default]
    Unknown,
    /// There is no file.
    Missing,
    /// There is a file.
    File(File),
}

/// A credential that is on file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(deny_unknown_fields, default))]
pub struct StoredCredential {
    /// The id from an earlier execution.
    pub id: Option<String>,
    /// The category, as spelled in requests.
    pub category: Option<String>,
}

/// The credential that an uploaded file belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(deny_unknown_fields, default))]
pub struct UploadTarget {
    /// The id from the response that started the execution.
    pub id: Option<String>,
    /// The category of the credential.
    pub category: Option<String>,
    /// The channels over which the credential can be acquired.
    #[cfg_attr(feature = "cli", serde(alias = "allowedChannels"))]
    pub allowed_channels: Option<Vec<String>>,
}

/// A file that is uploaded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(deny_unknown_fields, default))]
pub struct File {
    /// The file name, with its extension.
    pub name: Option<String>,
    /// The media type of the file.
    pub content_type: Option<String>,
    /// The size in bytes.
    pub bytes: Option<u64>,
    /// The image's width in pixels.
    pub width: Option<u64>,
    /// The image's height in pixels.
    pub height: Option<u64>,
}

/// Reads the file of a case. If the field is absent, the file is unknown; `null` means that the upload contains no
/// file.
#[cfg(feature = "cli")]
fn upload<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Upload, D::Error> {
    let file: Option<File> = serde::Deserialize::deserialize(deserializer)?;
    Ok(file.map_or(Upload::Missing, Upload::File))
}

/// Reads an origin such as `http://localhost:8080`.
#[cfg(feature = "cli")]
fn origin<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<WebOrigin>, D::Error> {
    let text: String = serde::Deserialize::deserialize(deserializer)?;
    text.parse().map(Some).map_err(serde::de::Error::custom)
}

/// Reads origins by service.
#[cfg(feature = "cli")]
fn origins<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, WebOrigin>, D::Error> {
    let texts: BTreeMap<String, String> = serde::Deserialize::deserialize(deserializer)?;
    let read = |(service, text): (String, String)| Ok((service, text.parse().map_err(serde::de::Error::custom)?));
    texts.into_iter().map(read).collect()
}

/// Reads a whole number of seconds.
#[cfg(feature = "cli")]
fn seconds<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(Duration::from_secs)
}
