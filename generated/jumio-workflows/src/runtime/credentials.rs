//! Tests of a request's list of credentials: take the list and a scope, tell which items do not suit the workflow.

use super::model::{Holder, Origin, PrerequisiteKind, Slot, Workflow};
use super::text::listed;
use super::{Found, Scope};

/// How a list of credentials has to suit the workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialTest {
    /// No category beyond the workflow's slots, and none more often than it has slots.
    FitSlots,
    /// If the workflow has variants and the list is not empty, it is one of them, in any order.
    MatchVariant,
    /// Every slot that is on file is named, with an id.
    NameStored,
    /// Every credential that is named by id is on file, in that category.
    AreStored,
    /// No credential is named by id but those that the workflow takes from file.
    OnlyStoredById,
    /// If the workflow takes a credential from file, every slot is named.
    NameAllSlots,
    /// What the workflow needs from the provider's files is there.
    PrerequisitesStored,
}

/// What a request says of a credential.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CredentialRef<'a> {
    /// Its category.
    pub category: Option<&'a str>,
    /// The id of a credential that is on file.
    pub id: Option<&'a str>,
}

/// A list of credentials, whatever their type is.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// How many there are.
    pub len: usize,
    /// The one at a place.
    pub get: &'a dyn Fn(usize) -> CredentialRef<'a>,
}

impl<'a> Credentials<'a> {
    fn iter(self) -> impl Iterator<Item = (usize, CredentialRef<'a>)> {
        (0..self.len).map(move |index| (index, (self.get)(index)))
    }

    fn count(self, category: &str) -> usize {
        self.iter().filter(|(_, item)| item.category == Some(category)).count()
    }
}

/// Tells every item that fails the test by its place, and without a place what the list as a whole lacks. An absent
/// list counts as empty. Nothing is found if the workflow is unknown.
pub fn check(
    test: CredentialTest,
    scope: &Scope<'_>,
    list: Option<Credentials<'_>>,
    found: &mut dyn FnMut(Option<usize>, Found<'_>),
) {
    let Some(workflow) = scope.workflow else { return };
    let list = list.unwrap_or(Credentials { len: 0, get: &|_| CredentialRef::default() });
    let mut tell = |index: Option<usize>, value: Option<&str>| {
        let allowed = Some(allowed(test, workflow));
        found(index, Found { value, allowed, workflow: scope.workflow_name() });
    };
    match test {
        CredentialTest::FitSlots => fit_slots(workflow, list, &mut tell),
        CredentialTest::MatchVariant => match_variant(workflow, list, &mut tell),
        CredentialTest::NameStored => name_stored(workflow, list, &mut tell),
        CredentialTest::AreStored => are_stored(scope, list, &mut tell),
        CredentialTest::OnlyStoredById => only_stored_by_id(workflow, list, &mut tell),
        CredentialTest::NameAllSlots => name_all_slots(workflow, list, &mut tell),
        CredentialTest::PrerequisitesStored => prerequisites_stored(scope, workflow, &mut tell),
    }
}

/// Takes the place of the item at fault and the value to name.
type Tell<'t> = dyn FnMut(Option<usize>, Option<&str>) + 't;

fn fit_slots(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    for (index, item) in list.iter() {
        let Some(category) = item.category else { continue };
        let before = list.iter().take(index).filter(|(_, other)| other.category == Some(category)).count();
        if before >= room(workflow, category) {
            tell(Some(index), Some(category));
        }
    }
}

fn match_variant(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    let known = list.iter().all(|(_, item)| item.category.is_some());
    if list.len == 0 || workflow.variants.is_empty() || !known || !fits(workflow, list) {
        return;
    }
    let matches = |variant: &&[&str]| {
        let same = |category: &&str| list.count(category) == variant.iter().filter(|other| *other == category).count();
        variant.len() == list.len && variant.iter().all(same)
    };
    if !workflow.variants.iter().any(matches) {
        tell(None, None);
    }
}

fn name_stored(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    for (place, slot) in workflow.slots.iter().enumerate() {
        let same = |other: &&Slot| other.origin == Origin::OnFile && other.category == slot.category;
        // Slots of one category are judged together, where the first of them stands.
        if slot.origin != Origin::OnFile || workflow.slots[..place].iter().any(|other| same(&other)) {
            continue;
        }
        let items = || list.iter().filter(|(_, item)| item.category == Some(slot.category));
        let needed = workflow.slots.iter().filter(same).count();
        let named = items().filter(|(_, item)| item.id.is_some()).count();
        let mut without_id = items().filter(|(_, item)| item.id.is_none());
        for _ in named..needed {
            tell(without_id.next().map(|(index, _)| index), Some(slot.category));
        }
    }
}

fn are_stored(scope: &Scope<'_>, list: Credentials<'_>, tell: &mut Tell<'_>) {
    let Some(stored) = &scope.context.stored_credentials else {
        return;
    };
    // What is not known of a credential on file, or of the item, is not held against the item.
    let may_be = |known: Option<&str>, named: Option<&str>| known.is_none() || named.is_none() || known == named;
    for (index, item) in list.iter().filter(|(_, item)| item.id.is_some()) {
        let mut candidates = stored.iter().filter(|known| may_be(known.id.as_deref(), item.id));
        if !candidates.any(|known| may_be(known.category.as_deref(), item.category)) {
            tell(Some(index), item.id);
        }
    }
}

fn only_stored_by_id(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    for (index, item) in list.iter() {
        let (Some(category), Some(id)) = (item.category, item.id) else {
            continue;
        };
        if !workflow.slots.iter().any(|slot| slot.origin == Origin::OnFile && slot.category == category) {
            tell(Some(index), Some(id));
        }
    }
}

fn name_all_slots(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    let takes_from_file = workflow.slots.iter().any(|slot| slot.origin == Origin::OnFile);
    if !takes_from_file || !fits(workflow, list) {
        return;
    }
    // What is to come from file is `NameStored`'s matter: one mistake, one violation.
    let captured = |slot: &&Slot| slot.origin != Origin::OnFile;
    let lacking = |slot: &&Slot| captured(slot) && list.count(slot.category) < slots(workflow, slot.category);
    if let Some(slot) = workflow.slots.iter().find(lacking) {
        tell(None, Some(slot.category));
    }
}

fn prerequisites_stored(scope: &Scope<'_>, workflow: &Workflow, tell: &mut Tell<'_>) {
    let Some(stored) = &scope.context.stored_credentials else {
        return;
    };
    for prerequisite in workflow.prerequisites.iter().filter_map(|id| scope.model.prerequisite(id)) {
        let from_provider =
            prerequisite.kind == PrerequisiteKind::CredentialOnFile && prerequisite.stored_by == Some(Holder::Provider);
        let Some(category) = prerequisite.credential.filter(|_| from_provider) else {
            continue;
        };
        if !stored.iter().any(|known| known.category.as_deref().is_none_or(|known| known == category)) {
            tell(None, Some(category));
        }
    }
}

/// Whether no category is named more often than the workflow has room for.
fn fits(workflow: &Workflow, list: Credentials<'_>) -> bool {
    let fits = |category| list.count(category) <= room(workflow, category);
    list.iter().filter_map(|(_, item)| item.category).all(fits)
}

/// How many credentials of a category a request may name.
fn room(workflow: &Workflow, category: &str) -> usize {
    let count = |variant: &&[&str]| variant.iter().filter(|other| **other == category).count();
    workflow.variants.iter().map(count).max().unwrap_or_else(|| slots(workflow, category))
}

/// How many slots of a category an execution has.
fn slots(workflow: &Workflow, category: &str) -> usize {
    workflow.slots.iter().filter(|slot| slot.category == category).count()
}

/// What would pass the test, in words: the variants, or the categories of the slots.
fn allowed(test: CredentialTest, workflow: &Workflow) -> String {
    let from_file = matches!(test, CredentialTest::NameStored | CredentialTest::OnlyStoredById);
    if !workflow.variants.is_empty() && !from_file {
        let variants: Vec<String> = workflow.variants.iter().map(|variant| listed(variant, "and")).collect();
        return listed(&variants, "or");
    }
    let slots = workflow.slots.iter().filter(|slot| !from_file || slot.origin == Origin::OnFile);
    listed(&slots.map(|slot| slot.category).collect::<Vec<_>>(), "and")
}
