//! Compares the credentials in a response's list with those that its results are about and those that the caller
//! provides. Reports results about unlisted credentials, credentials without a result, and facts that were not compared
//! with anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::runtime::StoredCredential;
use crate::runtime::judging::credentials::occurrences;
use crate::runtime::judging::model::Workflow;
use crate::runtime::outcome::coverage::Listed;
use crate::runtime::outcome::facts::Facts;
use crate::runtime::outcome::finding::Finding;
use crate::runtime::outcome::reason::Reason;
use crate::runtime::outcome::unjudged::Unjudged;
use crate::runtime::wire::reading::pointer;

/// The fact of the context that lists the credentials on file.
const STORED: &str = "stored_credentials";

impl Facts<'_> {
    /// Returns the credentials, without repetitions, that results are about but the response's list does not contain.
    #[inline]
    pub(in crate::runtime) fn strangers(&self, listed: &Listed) -> Vec<Reason> {
        if !listed.is_there {
            return Vec::new();
        }
        let strangers: BTreeSet<&str> = self.named().filter(|id| !listed.has(id)).collect();
        strangers.into_iter().map(|id| Reason::CredentialNotListed { id: id.to_owned() }).collect()
    }

    /// Returns a reason for each on-file category of the workflow for which the response contains no credential from
    /// the context. Empty if the context does not list any credentials on file.
    #[inline]
    pub(in crate::runtime) fn not_on_file(&self, listed: &Listed) -> Vec<Reason> {
        let (Some(workflow), Some(stored)) = (self.workflow, &self.context.stored_credentials) else {
            return Vec::new();
        };
        let mut reasons = Vec::new();
        for category in workflow.on_file().collect::<BTreeSet<_>>() {
            let of_category =
                |known: &&StoredCredential| known.category.as_deref().is_none_or(|other| other == category);
            let known: Vec<Option<&str>> = stored.iter().filter(of_category).map(|known| known.id.as_deref()).collect();
            let mut named = self.pairs(listed).filter(|(other, _)| *other == category).map(|(_, id)| id).peekable();
            let is_known = |id: &str| known.contains(&None) || known.contains(&Some(id));
            if named.peek().is_some() && !named.any(is_known) {
                let at = self.reading.execution_credentials.map(|reading| pointer(reading.each, &[]));
                reasons.push(Reason::ContextContradicted { fact: STORED, at: at.unwrap_or_default() });
            }
        }
        reasons
    }

    /// Returns every credential for which the results or the list of the response contain the category.
    #[inline]
    fn pairs<'a>(&'a self, listed: &'a Listed) -> impl Iterator<Item = (&'a str, &'a str)> {
        let judged = self.findings.iter().flat_map(|finding| &finding.credentials);
        judged.filter_map(|judged| listed.pair(judged)).chain(listed.pairs())
    }

    /// Returns a reason for each path parameter of the context that no operation has.
    #[inline]
    pub(in crate::runtime) fn slips(&self) -> Vec<Reason> {
        let slips = self.context.path.keys().filter(|name| !self.is_parameter(name));
        slips.map(|name| Reason::PathParameterUnknown { name: name.clone() }).collect()
    }

    /// Returns the credentials that are listed, on file or required by the workflow, but that no result is about.
    #[inline]
    pub(in crate::runtime) fn bystanders(&self, listed: &Listed) -> Vec<Unjudged> {
        if self.reading.credentials.is_none() {
            return Vec::new();
        }
        let named: BTreeSet<&str> = self.named().collect();
        let unnamed = listed.pairs().filter(|(_, id)| !named.contains(id));
        let mut open: Vec<Unjudged> = unnamed
            .map(|(category, id)| Unjudged::CredentialNotJudged { category: category.to_owned(), id: id.to_owned() })
            .collect();
        let stored = self.context.stored_credentials.iter().flatten().filter_map(|stored| stored.id.as_deref());
        let stored = stored.filter(|id| !named.contains(id));
        open.extend(stored.map(|id| Unjudged::StoredCredentialNotJudged { id: id.to_owned() }));
        open.extend(self.workflow.into_iter().flat_map(|workflow| self.miscounted(workflow, listed)));
        open
    }

    /// Returns the facts that the caller could have provided but did not, and the provided facts that were not compared
    /// with anything.
    #[inline]
    pub(in crate::runtime) fn statements(&self) -> Vec<Unjudged> {
        let (stated, path) = (self.reading.stated, &self.context.path);
        let mut open = Vec::new();
        if self.context.workflow_key.is_none() {
            open.push(Unjudged::NotStated { fact: "workflow_key" });
        }
        let needs_stored = self.workflow.is_some_and(|workflow| workflow.on_file().next().is_some());
        if needs_stored && self.context.stored_credentials.is_none() {
            open.push(Unjudged::NotStated { fact: STORED });
        }
        let mut told = BTreeSet::new();
        let missing =
            stated.iter().map(|(fact, _)| *fact).filter(|fact| !path.contains_key(*fact) && told.insert(*fact));
        open.extend(missing.map(|fact| Unjudged::NotStated { fact }));
        let beside = path.keys().filter(|name| stated.iter().all(|(fact, _)| fact != name) && self.is_parameter(name));
        open.extend(beside.map(|name| Unjudged::StatementNotJudged { fact: name.clone() }));
        open
    }

    #[inline]
    fn named(&self) -> impl Iterator<Item = &str> {
        self.findings.iter().flat_map(Finding::credential_ids)
    }

    /// Returns whether the path of an operation has this parameter.
    #[inline]
    fn is_parameter(&self, name: &str) -> bool {
        let parameter = format!("{{{name}}}");
        self.reading
            .model
            .operations
            .iter()
            .filter_map(|operation| operation.path)
            .any(|path| path.contains(&parameter))
    }

    /// Returns the categories for which the response contains fewer or more credentials than an execution of the
    /// workflow has.
    #[inline]
    fn miscounted(&self, workflow: &'static Workflow, listed: &Listed) -> Vec<Unjudged> {
        let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (category, id) in self.pairs(listed) {
            named.entry(category).or_default().insert(id);
        }
        let mut open = Vec::new();
        for slot in workflow.slots {
            named.entry(slot.category).or_default();
        }
        let choices = workflow.choices();
        for (category, ids) in named {
            let most = choices.iter().map(|choice| occurrences(choice, category)).max();
            let (named, expected) = (ids.len(), most.unwrap_or_default());
            // If a category lacks its only credential, there is already a reason for each capability that judges it. If
            // a request selects a variant, it is unknown which credentials are missing.
            if named < expected && expected > 1 && workflow.variants.is_empty() {
                open.push(Unjudged::CredentialsFewer { category: category.to_owned(), expected, named });
            }
            if named > expected && !workflow.slots.is_empty() {
                open.push(Unjudged::CredentialsMore { category: category.to_owned(), expected, named });
            }
        }
        open
    }
}
