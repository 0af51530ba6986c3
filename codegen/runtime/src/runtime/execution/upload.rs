//! The credentials of an execution: takes what responses say of them, gives tokens and URLs, and remembers what was sent.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::runtime::execution::ExecutionReading;
use crate::runtime::judging::model::{Model, Part};
use crate::runtime::wire::reading::{Path, at, json, members, owned, text};
use crate::runtime::{Secret, Wire};

/// Where it stands what uploads need.
#[derive(Debug, Clone, Copy)]
pub struct UploadReading {
    /// The id of the account and of the execution, where the answer is about an execution that has been started.
    pub ids: Option<(Path, Path)>,
    /// The ids of the credentials that the answer to an upload is about: up to their list, and on from an item. Without a
    /// list, the whole way to the only id, and nothing.
    pub credentials: Option<(Path, Path)>,
    /// The token.
    pub token: Path,
    /// The URLs by part, an object.
    pub parts: Path,
    /// The URL that ends the acquisition.
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

/// What uploads of a credential need.
#[derive(Debug, Clone)]
pub(in crate::runtime) struct Upload {
    /// Nothing if the execution was stored without it.
    pub(in crate::runtime) token: Option<Secret>,
    /// Whether the last answer that gave a token gave one that is no text.
    pub(in crate::runtime) odd_token: bool,
    /// The URL of each part; empty if what the answer gives is no text.
    pub(in crate::runtime) parts: Vec<(String, String)>,
    pub(in crate::runtime) finalize: String,
    /// When the token was renewed, counted in answers; the start of the execution is 0.
    pub(in crate::runtime) renewed: usize,
    /// Whether every answer that it was taken from names its account and its execution, and the credential if it is
    /// documented to be able to.
    pub(in crate::runtime) proved: bool,
}

/// What the answer to an upload renews.
#[derive(Debug, Clone)]
pub struct Renewed {
    /// The ids of the account and of the execution that the answer names.
    pub(in crate::runtime) ids: Option<(String, String)>,
    /// The ids of the credentials that the answer names; nothing if nobody documents where.
    pub(in crate::runtime) credentials: Option<Vec<String>>,
    token: Option<Secret>,
    /// Whether there is something in the place of the token that is none.
    odd_token: bool,
    /// The URL of each part, by its name in the response; empty if there is something else.
    parts: Option<Vec<(String, String)>>,
    finalize: Option<String>,
}

impl Credential {
    #[inline]
    pub(in crate::runtime) fn read(reading: &ExecutionReading, item: &Value) -> Self {
        let category = owned(item, reading.category);
        // What is no channel is kept as it came, so that it does not count as none.
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

    /// Remembers that the part has been taken, and what the answer renews; with the answer comes whether it proves that it
    /// is about this credential.
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

    /// Its id.
    #[inline]
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its category.
    #[inline]
    #[must_use]
    pub fn category(&self) -> &str {
        &self.category
    }

    /// The channels over which it can be acquired; none if it is on file.
    #[inline]
    #[must_use]
    pub fn channels(&self) -> &[String] {
        &self.channels
    }

    /// The parts that have been uploaded.
    #[inline]
    #[must_use]
    pub fn uploaded(&self) -> &[String] {
        &self.uploaded
    }

    /// The token that uploads of this credential take, if it can be uploaded.
    #[inline]
    #[must_use]
    pub fn token(&self) -> Option<&Secret> {
        self.upload.as_ref().and_then(|upload| upload.token.as_ref())
    }
}

impl Upload {
    /// Takes over what a response says; what it does not say stays.
    #[inline]
    fn renew(&mut self, documented: &[Part], said: Renewed) {
        // A token that cannot be read has taken the place of the old one.
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
            // Responses may spell parts in small letters, requests spell them as documented.
            let code =
                documented.iter().find(|part| part.code.eq_ignore_ascii_case(&name)).map(|part| part.code.to_owned());
            let code = code.unwrap_or(name);
            // Of two URLs that an answer gives, nobody knows which one holds.
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
    /// The URLs of the parts that the answer gives.
    pub(in crate::runtime) fn part_urls(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flatten().map(|(_, url)| url.as_str())
    }

    /// Every URL that the answer gives.
    pub(in crate::runtime) fn urls(&self) -> impl Iterator<Item = &str> {
        self.part_urls().chain(self.finalize.as_deref())
    }

    /// What a response to an upload renews.
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

/// The ids of the credentials that an answer names, in a list or as the only one. What is no id names nothing.
#[inline]
fn named(response: &Value, list: Path, id: Path) -> Vec<String> {
    let found = at(response, list);
    let items = found.map_or(&[][..], |found| match found {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    });
    items.iter().filter_map(|item| text(item, id)).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// The parts that credentials of the category are made of.
#[inline]
pub(in crate::runtime) fn documented(model: &Model, category: &str) -> &'static [Part] {
    model.category(category).map_or(&[], |category| category.parts)
}
