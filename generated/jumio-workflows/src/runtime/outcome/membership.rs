//! Which credentials only one side names: takes what an answer lists, what its results are about and what the caller states,
//! gives results about strangers, credentials that no result is about, and statements that nothing was held to.

use std::collections::BTreeSet;

use crate::runtime::judging::model::Workflow;
use crate::runtime::outcome::coverage::Listed;
use crate::runtime::outcome::facts::Facts;
use crate::runtime::outcome::finding::Finding;
use crate::runtime::outcome::reason::Reason;
use crate::runtime::outcome::unjudged::Unjudged;

impl Facts<'_> {
    /// The credentials that results are about, although the answer's own list lacks them, each once.
    #[inline]
    pub(in crate::runtime) fn strangers(&self, listed: &Listed) -> Vec<Reason> {
        if !listed.is_there {
            return Vec::new();
        }
        let strangers: BTreeSet<&str> = self.named().filter(|id| !listed.has(id)).collect();
        strangers.into_iter().map(|id| Reason::CredentialNotListed { id: id.to_owned() }).collect()
    }

    /// The names of path parameters that no operation has.
    #[inline]
    pub(in crate::runtime) fn slips(&self) -> Vec<Reason> {
        let slips = self.context.path.keys().filter(|name| !self.is_parameter(name));
        slips.map(|name| Reason::PathParameterUnknown { name: name.clone() }).collect()
    }

    /// The credentials that are listed, on file or of the workflow, and that no result is about.
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
        open.extend(self.workflow.into_iter().flat_map(|workflow| self.scarce(workflow, listed)));
        open
    }

    /// What the caller could say, and does not, and what it says and nothing was held to.
    #[inline]
    pub(in crate::runtime) fn statements(&self) -> Vec<Unjudged> {
        let (stated, path) = (self.reading.stated, &self.context.path);
        let mut open = Vec::new();
        if self.context.workflow_key.is_none() {
            open.push(Unjudged::NotStated { fact: "workflow_key" });
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

    /// Whether the path of an operation has this parameter.
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

    /// The categories of which an execution of the workflow has several credentials, where the answer names fewer.
    #[inline]
    fn scarce(&self, workflow: &'static Workflow, listed: &Listed) -> Vec<Unjudged> {
        let mut scarce: Vec<Unjudged> = Vec::new();
        // A request chooses between variants, so there the slots don't say how many there are.
        let slots = if workflow.variants.is_empty() { workflow.slots } else { &[] };
        for (index, slot) in slots.iter().enumerate() {
            let same = |other: &&crate::runtime::model::Slot| other.category == slot.category;
            let expected = slots.iter().filter(same).count();
            if expected < 2 || slots[..index].iter().any(|other| same(&other)) {
                continue;
            }
            let judged = self.findings.iter().flat_map(|finding| &finding.credentials);
            let judged = judged.filter(|judged| listed.category_of(judged) == Some(slot.category));
            let mut named: BTreeSet<&str> = judged.filter_map(|judged| judged.id.as_deref()).collect();
            named.extend(listed.pairs().filter(|(category, _)| *category == slot.category).map(|(_, id)| id));
            if named.len() < expected {
                scarce.push(Unjudged::CredentialsFewer { category: slot.category, expected, named: named.len() });
            }
        }
        scarce
    }
}
