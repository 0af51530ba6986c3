//! The facts of a context that a verdict depends on, with conversions to and from a context and JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::runtime::{Context, StoredCredential, WorkflowKey};

/// The facts of a context that an outcome depends on. A fact that the caller did not provide is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stated {
    /// The key of the requested workflow.
    pub workflow_key: Option<WorkflowKey>,
    /// The path parameters of the request, by name.
    pub path: BTreeMap<String, String>,
    /// The credentials on file.
    pub stored_credentials: Option<Vec<StoredCredential>>,
    /// The capabilities that are enabled for the account.
    pub enabled: Option<Vec<String>>,
}

impl Stated {
    #[inline]
    pub(in crate::runtime) fn of(context: &Context) -> Self {
        Self {
            workflow_key: context.workflow_key.clone(),
            path: context.path.clone(),
            stored_credentials: context.stored_credentials.clone(),
            enabled: context.enabled.clone(),
        }
    }

    /// Builds a context with the same facts, so that the payload can be judged again.
    #[inline]
    #[must_use]
    pub fn context(&self) -> Context {
        Context {
            workflow_key: self.workflow_key.clone(),
            path: self.path.clone(),
            stored_credentials: self.stored_credentials.clone(),
            enabled: self.enabled.clone(),
            ..Context::default()
        }
    }

    /// Returns the facts in the JSON format of a case's context.
    #[inline]
    pub(in crate::runtime) fn to_value(&self) -> Value {
        let mut facts = Map::new();
        if let Some(key) = &self.workflow_key {
            facts.insert("workflow_key".to_owned(), key.as_str().into());
        }
        if !self.path.is_empty() {
            facts.insert("path".to_owned(), json!(self.path));
        }
        if let Some(stored) = &self.stored_credentials {
            let stored = stored.iter().map(|stored| json!({"id": stored.id, "category": stored.category}));
            facts.insert("stored_credentials".to_owned(), stored.collect());
        }
        if let Some(enabled) = &self.enabled {
            facts.insert("enabled".to_owned(), json!(enabled));
        }
        Value::Object(facts)
    }

    /// Parses the facts; the error is the name of the invalid fact.
    #[inline]
    pub(in crate::runtime) fn from_value(facts: &Map<String, Value>) -> Result<Self, &str> {
        let mut stated = Self::default();
        for (name, value) in facts {
            let read = match name.as_str() {
                "workflow_key" => value.as_str().map(|key| stated.workflow_key = Some(key.into())),
                "path" => path(value).map(|path| stated.path = path),
                "stored_credentials" => list(value, stored).map(|stored| stated.stored_credentials = Some(stored)),
                "enabled" => list(value, text).map(|enabled| stated.enabled = Some(enabled)),
                _ => None,
            };
            read.ok_or(name.as_str())?;
        }
        Ok(stated)
    }

    /// Returns one line per fact, for comparison.
    #[inline]
    pub(in crate::runtime) fn lines(&self) -> Vec<String> {
        let facts = self.to_value();
        facts.as_object().into_iter().flatten().map(|(name, value)| format!("{name}: {value}")).collect()
    }
}

#[inline]
fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

#[inline]
fn list<T>(value: &Value, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(item).collect()
}

#[inline]
fn path(value: &Value) -> Option<BTreeMap<String, String>> {
    value.as_object()?.iter().map(|(name, id)| Some((name.clone(), text(id)?))).collect()
}

#[inline]
fn stored(value: &Value) -> Option<StoredCredential> {
    let fact = |name: &str| match value.get(name)? {
        Value::Null => Some(None),
        fact => Some(Some(text(fact)?)),
    };
    Some(StoredCredential { id: fact("id")?, category: fact("category")? })
}
