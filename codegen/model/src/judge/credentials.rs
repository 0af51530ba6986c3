//! Judges lists of credentials: reports items that are unsuitable for a workflow, and required items that the list
//! lacks.

use verispec_runtime::runtime::text::listed;

use super::spot::Spot;
use crate::ir::subject::text;
use crate::ir::{CredentialId, CredentialTestKind, Model, Origin, Slot, Workflow};

/// The index of a failing item, or `None` for the list as a whole, with the value for the message.
pub(super) type Fault = (Option<usize>, Option<String>);

/// A list of credentials, and the workflow for which it must be suitable.
pub(super) struct Suited<'a> {
    model: &'a Model,
    workflow: &'a Workflow,
    items: Vec<Item>,
}

/// A credential in a payload.
struct Item {
    category: Option<String>,
    id: Option<String>,
}

impl<'a> Suited<'a> {
    /// Reads the list. An absent list counts as empty. The two fields contain the category and the id of an item.
    pub(super) fn new(model: &'a Model, workflow: &'a Workflow, list: &Spot<'_>, [category, id]: [&str; 2]) -> Self {
        let item =
            |item: Spot<'_>| Item { category: text(item.member(category).value), id: text(item.member(id).value) };
        Self { model, workflow, items: list.items().into_iter().map(item).collect() }
    }

    /// Returns the violations of a requirement in the list.
    pub(super) fn faults(&self, test: CredentialTestKind) -> Vec<Fault> {
        match test {
            CredentialTestKind::FitSlots => self.fit_slots(),
            CredentialTestKind::MatchVariant => self.match_variant(),
            CredentialTestKind::NameStored => self.name_stored(),
            CredentialTestKind::OnlyStoredById => self.only_stored_by_id(),
            CredentialTestKind::NameAllSlots => self.name_all_slots(),
            // The credentials on file are unknown while a spec is checked.
            CredentialTestKind::AreStored | CredentialTestKind::PrerequisitesStored => Vec::new(),
        }
    }

    /// Returns the expected credentials for the message: the variants, or the categories of the slots.
    pub(super) fn allowed(&self, test: CredentialTestKind) -> String {
        let from_file = matches!(test, CredentialTestKind::NameStored | CredentialTestKind::OnlyStoredById);
        if !self.workflow.variants.is_empty() && !from_file {
            let variant = |variant: &Vec<CredentialId>| listed(&self.names(variant), "and");
            return listed(&self.workflow.variants.iter().map(variant).collect::<Vec<_>>(), "or");
        }
        let slots = self.workflow.slots.iter().filter(|slot| !from_file || slot.origin == Origin::OnFile);
        listed(&slots.map(|slot| self.name(slot.category)).collect::<Vec<_>>(), "and")
    }

    fn fit_slots(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            let Some(category) = &item.category else { continue };
            let before = self.items[..index].iter().filter(|other| other.category == item.category).count();
            if before >= self.room(category) {
                faults.push((Some(index), Some(category.clone())));
            }
        }
        faults
    }

    fn match_variant(&self) -> Vec<Fault> {
        let known = self.items.iter().all(|item| item.category.is_some());
        if self.items.is_empty() || self.workflow.variants.is_empty() || !known || !self.fits() {
            return Vec::new();
        }
        let matches = |variant: &Vec<CredentialId>| {
            let names = self.names(variant);
            let times = |name: &&str| names.iter().filter(|other| *other == name).count();
            names.len() == self.items.len() && names.iter().all(|name| self.count(name) == times(name))
        };
        if self.workflow.variants.iter().any(matches) { Vec::new() } else { vec![(None, None)] }
    }

    fn name_stored(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut judged: Vec<CredentialId> = Vec::new();
        for slot in self.workflow.stored_slots() {
            // Slots of the same category are judged together when the first of them is reached.
            if judged.contains(&slot.category) {
                continue;
            }
            judged.push(slot.category);
            let name = self.name(slot.category);
            let items = || self.items.iter().enumerate().filter(|(_, item)| item.category.as_deref() == Some(name));
            let needed = self.workflow.stored_slots().filter(|other| other.category == slot.category).count();
            let named = items().filter(|(_, item)| item.id.is_some()).count();
            let mut without_id = items().filter(|(_, item)| item.id.is_none());
            for _ in named..needed {
                faults.push((without_id.next().map(|(index, _)| index), Some(name.to_owned())));
            }
        }
        faults
    }

    fn only_stored_by_id(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            let (Some(category), Some(id)) = (&item.category, &item.id) else { continue };
            if !self.workflow.stored_slots().any(|slot| self.name(slot.category) == category) {
                faults.push((Some(index), Some(id.clone())));
            }
        }
        faults
    }

    fn name_all_slots(&self) -> Vec<Fault> {
        if self.workflow.stored_slots().next().is_none() || !self.fits() {
            return Vec::new();
        }
        let lacking = |slot: &&Slot| {
            let name = self.name(slot.category);
            slot.origin != Origin::OnFile && self.count(name) < self.slots(name)
        };
        let lacking = self.workflow.slots.iter().find(lacking);
        lacking.map(|slot| (None, Some(self.name(slot.category).to_owned()))).into_iter().collect()
    }

    /// Returns whether no category is listed more often than the workflow has slots for it.
    fn fits(&self) -> bool {
        self.items.iter().filter_map(|item| item.category.as_ref()).all(|name| self.count(name) <= self.room(name))
    }

    /// Counts the occurrences of the category in the list.
    fn count(&self, category: &str) -> usize {
        self.items.iter().filter(|item| item.category.as_deref() == Some(category)).count()
    }

    /// Returns the maximum number of credentials of a category in a request.
    fn room(&self, category: &str) -> usize {
        let count = |variant: &Vec<CredentialId>| variant.iter().filter(|id| self.name(**id) == category).count();
        self.workflow.variants.iter().map(count).max().unwrap_or_else(|| self.slots(category))
    }

    /// Returns the number of slots of a category in an execution.
    fn slots(&self, category: &str) -> usize {
        self.workflow.slots.iter().filter(|slot| self.name(slot.category) == category).count()
    }

    fn name(&self, id: CredentialId) -> &'a str {
        &self.model[id].name.wire
    }

    fn names(&self, ids: &[CredentialId]) -> Vec<&'a str> {
        ids.iter().map(|id| self.name(*id)).collect()
    }
}
