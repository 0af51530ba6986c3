//! What a payload alone cannot tell: the caller's knowledge, which rules judge a payload by.

use std::collections::BTreeMap;

use super::{Policy, Severities, WorkflowKey};

/// What the caller knows. Everything is optional: what is absent is unknown and never held against a payload.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(deny_unknown_fields, default))]
pub struct Context {
    /// The time to judge ages by, as `YYYY-MM-DDThh:mm:ssZ` with or without a fraction of the second.
    pub now: Option<String>,
    /// How strictly to judge.
    pub policy: Policy,
    /// Single rules that are judged differently; `with_severity` sets them.
    #[cfg_attr(feature = "cli", serde(skip))]
    pub severities: Severities,
    /// Whether the end user has an account already.
    pub account_exists: Option<bool>,
    /// The channel that the caller means to use.
    pub channel: Option<String>,
    /// The workflow, where the payload does not name it.
    pub workflow_key: Option<WorkflowKey>,
    /// The parameters of the path, by name.
    pub path: BTreeMap<String, String>,
    /// The credentials that are on file for the account.
    pub stored_credentials: Option<Vec<StoredCredential>>,
    /// The credential that is uploaded to.
    pub credential: Option<UploadTarget>,
    /// The file that is uploaded.
    pub file: Option<File>,
    /// The parts that are needed.
    pub required_parts: Option<Vec<String>>,
    /// The parts that have been uploaded.
    pub uploaded_parts: Option<Vec<String>>,
}

/// A credential that is on file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(deny_unknown_fields, default))]
pub struct StoredCredential {
    /// Its id.
    pub id: Option<String>,
    /// Its category.
    pub category: Option<String>,
}

/// The credential that is uploaded to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(deny_unknown_fields, default))]
pub struct UploadTarget {
    /// Its id.
    pub id: Option<String>,
    /// Its category.
    pub category: Option<String>,
    /// The channels over which it can be acquired.
    #[cfg_attr(feature = "cli", serde(rename = "allowedChannels"))]
    pub allowed_channels: Option<Vec<String>>,
}

/// A file that is uploaded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(deny_unknown_fields, default))]
pub struct File {
    /// Its name.
    pub name: Option<String>,
    /// Its media type.
    pub content_type: Option<String>,
    /// Its size in bytes.
    pub bytes: Option<u64>,
    /// The image's width in pixels.
    pub width: Option<u64>,
    /// The image's height in pixels.
    pub height: Option<u64>,
}
