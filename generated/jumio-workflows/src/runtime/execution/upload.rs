//! The credentials of an execution: reads tokens and URLs from responses, and records which parts were uploaded.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::runtime::execution::ExecutionReading;
use crate::runtime::judging::model::{Model, Part};
use crate::runtime::wire::reading::{Path, at, json, members, owned, text};
use crate::runtime::{Secret, Wire};

/// Paths to the data that an upload needs.
#[derive(Debug, Clone, Copy)]
pub struct UploadReading {
    /// Paths to the ids of the account and the execution, if the response is about an execution that was started
    /// earlier.
    pub ids: Option<(Path, Path)>,
    /// Paths to the ids of the credentials that the response to an upload contains: the path to their list, and the
    /// path relative to an item. If there is no list, the full path to the only id, paired with `None`.
    pub credentials: Option<(Path, Path)>,
    /// Path to the token.
    pub token: Path,
    /// Path to the object with the URLs by part.
    pub parts: Path,
    /// Path to the URL that ends the acquisition.
    pub finalize: Path,
}

/// A credential of an execution.
#[derive(Debug, Clone)]
pub struct Credential {
    pub(in crate::runtime) id: String,
    pub(in crate::runtime) category: String,
    pub(in crate::runtime) channels: Vec<String>,
    pub(in crate::runtime) upload: Option<Upload>,
    pub(in crate::runtime) uploaded: Vec<String>,
}

/// The data that is needed to upload the parts of a credential.
#[derive(Debug, Clone)]
pub(in crate::runtime) struct Upload {
    /// The token; `None` if the execution was stored without it.
    pub(in crate::runtime) token: Option<Secret>,
    /// Whether the latest token in a response was not a string.
    pub(in crate::runtime) odd_token: bool,
    /// The URL of each part; empty if the value in the response is not a string.
    pub(in crate::runtime) parts: Vec<(String, String)>,
    pub(in crate::runtime) finalize: String,
    /// When the token was last renewed, counted in responses since the start of the execution, which is 0.
    pub(in crate::runtime) renewed: usize,
    /// Whether every response used so far contained the ids of its account and execution, and of the credential if that
    /// is documented.
    pub(in crate::runtime) proved: bool,
}

/// The data that the response to an upload renews.
#[derive(Debug, Clone)]
pub struct Renewed {
    /// The ids of the account and of the execution in the response.
    pub(in crate::runtime) ids: Option<(String, String)>,
    /// The ids of the credentials in the response; `None` if their location is not documented.
    pub(in crate::runtime) credentials: Option<Vec<String>>,
    token: Option<Secret>,
    /// Whether the response has a token that is not a string.
    odd_token: bool,
    /// The URL of each part, by its name in the response; an empty string if the value is not a string.
    parts: Option<Vec<(String, String)>>,
    finalize: Option<String>,
}

impl Credential {
    #[inline]
    pub(in crate::runtime) fn read(reading: &ExecutionReading, item: &Value) -> Self {
        let category = owned(item, reading.category);
        // An invalid channel is kept unchanged, so that the list does not count as empty.
        let spelled = |channel: &Value| channel.as_str().map_or_else(|| channel.to_string(), str::to_owned);
        let channels = match at(item, reading.channels) {
            None => Vec::new(),
            Some(Value::Array(channels)) => channels.iter().map(spelled).collect(),
            Some(odd) => vec![odd.to_string()],
        };
        let said = Renewed::from_json(reading.upload, item);
        let upload = said.parts.is_some().then(|| {
            let (parts, finalize) = (Vec::new(), String::new());
            let mut upload = Upload { token: None, odd_token: false, parts, finalize, renewed: 0, proved: true };
            upload.renew(documented(reading.model, &category), said);
            upload
        });
        Self { id: owned(item, reading.credential_id), channels, upload, uploaded: Vec::new(), category }
    }

    /// Records that the part has been accepted, and what the response renews. The flag is `true` if the response proves
    /// that it belongs to this credential.
    #[inline]
    pub(in crate::runtime) fn take(
        &mut self,
        model: &Model,
        part: String,
        answer: Option<(Renewed, bool)>,
        answers: usize,
    ) {
        if !self.uploaded.contains(&part) {
            self.uploaded.push(part);
        }
        if let (Some((answer, proved)), Some(upload)) = (answer, &mut self.upload) {
            upload.renewed = answers;
            upload.proved = upload.proved && proved;
            upload.renew(documented(model, &self.category), answer);
        }
    }

    /// Returns the id of the credential.
    #[inline]
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the category of the credential.
    #[inline]
    #[must_use]
    pub fn category(&self) -> &str {
        &self.category
    }

    /// Returns the channels over which the credential can be acquired; empty if it is on file.
    #[inline]
    #[must_use]
    pub fn channels(&self) -> &[String] {
        &self.channels
    }

    /// Returns the parts that have been uploaded.
    #[inline]
    #[must_use]
    pub fn uploaded(&self) -> &[String] {
        &self.uploaded
    }

    /// Returns the token for uploads of this credential, if it can be uploaded.
    #[inline]
    #[must_use]
    pub fn token(&self) -> Option<&Secret> {
        self.upload.as_ref().and_then(|upload| upload.token.as_ref())
    }
}

impl Upload {
    /// Stores the values from a response; values that it omits do not change.
    #[inline]
    fn renew(&mut self, documented: &[Part], said: Renewed) {
        // A token that cannot be read still replaces the old one, which may no longer be valid.
        if said.token.is_some() || said.odd_token {
            (self.token, self.odd_token) = (said.token, said.odd_token);
        }
        if let Some(url) = said.finalize {
            self.finalize = url;
        }
        let mut known: HashMap<String, usize> =
            self.parts.iter().enumerate().map(|(index, (code, _))| (code.clone(), index)).collect();
        let mut told = HashSet::new();
        for (name, url) in said.parts.unwrap_or_default() {
            // Responses may spell parts in lowercase; requests spell them as documented.
            let code =
                documented.iter().find(|part| part.code.eq_ignore_ascii_case(&name)).map(|part| part.code.to_owned());
            let code = code.unwrap_or(name);
            // If a response contains two URLs for a part, it is unknown which of them is valid.
            let url = if told.insert(code.clone()) { url } else { String::new() };
            match known.get(&code) {
                Some(index) => self.parts[*index].1 = url,
                None => {
                    known.insert(code.clone(), self.parts.len());
                    self.parts.push((code, url));
                }
            }
        }
    }
}

impl Renewed {
    /// Returns the URLs of the parts in the response.
    pub(in crate::runtime) fn part_urls(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flatten().map(|(_, url)| url.as_str())
    }

    /// Returns every URL in the response.
    pub(in crate::runtime) fn urls(&self) -> impl Iterator<Item = &str> {
        self.part_urls().chain(self.finalize.as_deref())
    }

    /// Returns the values that a response to an upload renews.
    #[inline]
    #[must_use]
    pub fn read(reading: UploadReading, response: &dyn Wire) -> Self {
        Self::from_json(reading, &json(response.view()))
    }

    #[inline]
    fn from_json(reading: UploadReading, response: &Value) -> Self {
        let url = |(name, url): (&String, &Value)| (name.clone(), url.as_str().unwrap_or_default().to_owned());
        let token = at(response, reading.token);
        let readable = token.and_then(Value::as_str).filter(|token| !token.is_empty());
        let id = |path| text(response, path).map(str::to_owned);
        Self {
            ids: reading.ids.and_then(|(account, execution)| Some((id(account)?, id(execution)?))),
            credentials: reading.credentials.map(|(list, id)| named(response, list, id)),
            token: readable.map(Secret::new),
            odd_token: token.is_some() && readable.is_none(),
            parts: members(response, reading.parts).map(|parts| parts.iter().map(url).collect()),
            finalize: text(response, reading.finalize).map(str::to_owned),
        }
    }
}

/// Returns the ids of the credentials in a response, which are a list or a single value. Ignores values that are not
/// ids.
#[inline]
fn named(response: &Value, list: Path, id: Path) -> Vec<String> {
    let found = at(response, list);
    let items = found.map_or(&[][..], |found| match found {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    });
    items.iter().filter_map(|item| text(item, id)).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// Returns the parts of the credentials in this category.
#[inline]
pub(in crate::runtime) fn documented(model: &Model, category: &str) -> &'static [Part] {
    model.category(category).map_or(&[], |category| category.parts)
}
