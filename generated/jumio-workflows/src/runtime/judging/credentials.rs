//! Judges the list of credentials in a request: finds the items that the workflow does not allow.

use crate::runtime::judging::model::{Holder, Origin, PrerequisiteKind, Slot, Workflow};
use crate::runtime::wire::text::listed;
use crate::runtime::wire::texts::Texts;
use crate::runtime::{Found, Scope, StoredCredential};

/// A requirement for a list of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialTest {
    /// The list contains only categories of the workflow's slots, each of them at most as often as there are slots for
    /// it.
    FitSlots,
    /// The list equals one of the workflow's variants, in any order, if there are variants and the list is not empty.
    MatchVariant,
    /// The list contains a credential with an id for every on-file slot.
    NameStored,
    /// Every credential with an id is on file with that category.
    AreStored,
    /// Only credentials for on-file slots have an id.
    OnlyStoredById,
    /// If the workflow has an on-file slot, the list contains every slot.
    NameAllSlots,
    /// All credentials that the provider has to have on file, according to the workflow's prerequisites, are on file.
    PrerequisitesStored,
}

/// A credential in a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CredentialRef<'a> {
    /// The category of the credential.
    pub category: Option<&'a str>,
    /// The id, if the credential is on file.
    pub id: Option<&'a str>,
}

/// A list of credentials, independent of its type.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The number of credentials.
    pub len: usize,
    /// The credential at an index.
    pub get: &'a dyn Fn(usize) -> CredentialRef<'a>,
}

impl<'a> Credentials<'a> {
    fn item(self, index: usize) -> CredentialRef<'a> {
        (self.get)(index)
    }

    /// Returns the number of credentials among the first `n` that pass the test.
    fn count(self, among: usize, test: &dyn Fn(CredentialRef<'a>) -> bool) -> usize {
        let mut count = 0;
        for index in 0..among {
            count += usize::from(test(self.item(index)));
        }
        count
    }

    /// Returns the number of credentials of the category.
    fn of(self, category: &str) -> usize {
        self.count(self.len, &|item| item.category == Some(category))
    }
}

/// Reports the index of every item that fails the test, and `None` for something that the list lacks. An absent list
/// counts as empty. Returns the missing fact if the result depends on one: see `Scope::knows`.
pub fn check(
    test: CredentialTest,
    scope: &Scope<'_>,
    list: Option<Credentials<'_>>,
    found: &mut dyn FnMut(Option<usize>, Found<'_>),
) -> Option<&'static str> {
    let list = list.unwrap_or(Credentials { len: 0, get: &|_| CredentialRef::default() });
    let Some(workflow) = scope.workflow else { return workflow_missing(test, scope, list) };
    let mut tell = |index: Option<usize>, value: Option<&str>| {
        let allowed = Some(allowed(test, workflow));
        found(index, Found { value, allowed, workflow: scope.workflow_name() });
    };
    match test {
        CredentialTest::FitSlots => fit_slots(workflow, list, &mut tell),
        CredentialTest::MatchVariant => match_variant(workflow, list, &mut tell),
        CredentialTest::NameStored => name_stored(workflow, list, &mut tell),
        CredentialTest::AreStored => return are_stored(scope, list, &mut tell).then_some(STORED),
        CredentialTest::OnlyStoredById => only_stored_by_id(workflow, list, &mut tell),
        CredentialTest::NameAllSlots => name_all_slots(workflow, list, &mut tell),
        CredentialTest::PrerequisitesStored => {
            return prerequisites_stored(scope, workflow, &mut tell).then_some(STORED);
        }
    }
    None
}

/// The name of the fact that lists the credentials on file.
const STORED: &str = "stored_credentials";

/// Returns the name of the fact for the workflow, if the caller could have provided it and the list could then fail the
/// test.
fn workflow_missing(test: CredentialTest, scope: &Scope<'_>, list: Credentials<'_>) -> Option<&'static str> {
    const WORKFLOW: &str = "workflow_key";
    let by_id = || list.count(list.len, &|item| item.id.is_some()) > 0;
    let matters = match test {
        CredentialTest::FitSlots | CredentialTest::MatchVariant => list.len > 0,
        CredentialTest::AreStored | CredentialTest::OnlyStoredById => by_id(),
        CredentialTest::NameStored | CredentialTest::NameAllSlots | CredentialTest::PrerequisitesStored => true,
    };
    (matters && !scope.knows(WORKFLOW)).then_some(WORKFLOW)
}

/// The function that receives the index of the failing item and the value for the message.
type Tell<'t> = dyn FnMut(Option<usize>, Option<&str>) + 't;

fn fit_slots(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    // Most lists pass. This check does not allocate for them.
    if fits(workflow, list) {
        return;
    }
    // The remaining slots by category. A vector suffices, because a workflow has only a few categories.
    let mut left: Vec<(&str, usize)> = Vec::new();
    for index in 0..list.len {
        let Some(category) = list.item(index).category else { continue };
        if !takes(workflow, category) {
            tell(Some(index), Some(category));
            continue;
        }
        let place = left.iter().position(|(known, _)| *known == category).unwrap_or_else(|| {
            left.push((category, room(workflow, category)));
            left.len() - 1
        });
        match left[place].1.checked_sub(1) {
            Some(rest) => left[place].1 = rest,
            None => tell(Some(index), Some(category)),
        }
    }
}

fn match_variant(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    let known = list.count(list.len, &|item| item.category.is_some()) == list.len;
    if list.len == 0 || workflow.variants.is_empty() || !known || !fits(workflow, list) {
        return;
    }
    for variant in workflow.variants {
        let is_same = |category: &&str| list.of(category) == occurrences(variant, category);
        if variant.len() == list.len && variant.iter().all(is_same) {
            return;
        }
    }
    tell(None, None);
}

fn name_stored(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    for (place, slot) in workflow.slots.iter().enumerate() {
        let same = |other: &Slot| other.origin == Origin::OnFile && other.category == slot.category;
        // Slots of the same category are judged together, when the first of them is reached.
        if slot.origin != Origin::OnFile || count(&workflow.slots[..place], &same) > 0 {
            continue;
        }
        let is_named = |item: CredentialRef<'_>| item.category == Some(slot.category) && item.id.is_some();
        let is_unnamed = |item: CredentialRef<'_>| item.category == Some(slot.category) && item.id.is_none();
        let mut next = 0;
        for _ in list.count(list.len, &is_named)..count(workflow.slots, &same) {
            while next < list.len && !is_unnamed(list.item(next)) {
                next += 1;
            }
            tell((next < list.len).then_some(next), Some(slot.category));
            next += 1;
        }
    }
}

/// Returns whether anything could not be judged.
fn are_stored(scope: &Scope<'_>, list: Credentials<'_>, tell: &mut Tell<'_>) -> bool {
    let mut open = false;
    let mut many = None;
    for index in 0..list.len {
        let item = list.item(index);
        let Some(id) = item.id else { continue };
        let Some(stored) = &scope.context.stored_credentials else { return true };
        let (found, possible) = if stored.len() <= FEW {
            look_through(stored, id, item.category)
        } else {
            many.get_or_insert_with(|| OnFile::of(stored)).look_up(id, item.category)
        };
        if !possible {
            tell(Some(index), Some(id));
        }
        open |= possible && !found;
    }
    open
}

/// The maximum number of credentials on file, per credential in the list, for which a linear search is used.
const FEW: usize = 16;

/// Returns whether a credential with this id (and category, if one is given) is on file, and whether it might be on
/// file, based on the facts that the caller provides.
fn look_through(stored: &[StoredCredential], id: &str, category: Option<&str>) -> (bool, bool) {
    let is_same = |known: Option<&str>, named: Option<&str>| named.is_none() || known == named;
    let may_be = |known: Option<&str>, named: Option<&str>| known.is_none() || is_same(known, named);
    let (mut found, mut possible) = (false, false);
    for known in stored {
        let (known_id, known_category) = (known.id.as_deref(), known.category.as_deref());
        found |= known_id == Some(id) && is_same(known_category, category);
        possible |= may_be(known_id, Some(id)) && may_be(known_category, category);
    }
    (found, possible)
}

/// An index of the credentials on file, which replaces the linear search if there are many of them.
struct OnFile(Texts);

impl OnFile {
    #[cold]
    fn of(stored: &[StoredCredential]) -> Self {
        let mut known = Texts::default();
        for credential in stored {
            let (id, category) = (credential.id.as_deref(), credential.category.as_deref());
            known.add(&Self::key(id, Some(category)));
            known.add(&Self::key(id, None));
        }
        Self(known)
    }

    /// Returns a key for an id and a category, either of which may be unknown, or for an id in any category. Different
    /// inputs result in different keys.
    #[inline(never)]
    fn key(id: Option<&str>, category: Option<Option<&str>>) -> String {
        format!("{id:?} {category:?}")
    }

    #[cold]
    fn look_up(&self, id: &str, category: Option<&str>) -> (bool, bool) {
        let category = category.map(Some);
        let found = self.0.has(&Self::key(Some(id), category));
        let unknown = [(None, category), (Some(id), Some(None)), (None, Some(None))];
        let asked = if category.is_some() { &unknown[..] } else { &unknown[..1] };
        (found, found || asked.iter().any(|(id, category)| self.0.has(&Self::key(*id, *category))))
    }
}

fn only_stored_by_id(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    for index in 0..list.len {
        let (Some(category), Some(id)) = (list.item(index).category, list.item(index).id) else {
            continue;
        };
        if count(workflow.slots, &|slot| slot.origin == Origin::OnFile && slot.category == category) == 0 {
            tell(Some(index), Some(id));
        }
    }
}

fn name_all_slots(workflow: &Workflow, list: Credentials<'_>, tell: &mut Tell<'_>) {
    let takes_from_file = count(workflow.slots, &|slot| slot.origin == Origin::OnFile) > 0;
    if !takes_from_file || !fits(workflow, list) {
        return;
    }
    for slot in workflow.slots {
        // `NameStored` already reports missing credentials for on-file slots. Each error should result in a single
        // violation.
        let captured = slot.origin != Origin::OnFile;
        if captured && list.of(slot.category) < slots(workflow, slot.category) {
            return tell(None, Some(slot.category));
        }
    }
}

/// Returns whether anything could not be judged.
fn prerequisites_stored(scope: &Scope<'_>, workflow: &Workflow, tell: &mut Tell<'_>) -> bool {
    let mut open = false;
    for id in workflow.prerequisites {
        let Some(prerequisite) = scope.model.prerequisite(id) else { continue };
        let from_provider =
            prerequisite.kind == PrerequisiteKind::CredentialOnFile && prerequisite.stored_by == Some(Holder::Provider);
        let Some(category) = prerequisite.credential.filter(|_| from_provider) else {
            continue;
        };
        let Some(stored) = &scope.context.stored_credentials else { return true };
        let found = stored.iter().any(|known| known.category.as_deref() == Some(category));
        let possible = found || stored.iter().any(|known| known.category.is_none());
        if !possible {
            tell(None, Some(category));
        }
        open |= possible && !found;
    }
    open
}

/// Returns whether no category is listed more often than the workflow has slots for it.
fn fits(workflow: &Workflow, list: Credentials<'_>) -> bool {
    for slot in workflow.slots {
        if list.of(slot.category) > room(workflow, slot.category) {
            return false;
        }
    }
    list.count(list.len, &|item| item.category.is_some_and(|category| !takes(workflow, category))) == 0
}

/// Returns whether the workflow has slots for the category.
fn takes(workflow: &Workflow, category: &str) -> bool {
    room(workflow, category) > 0 && slots(workflow, category) > 0
}

/// Returns the maximum number of credentials of a category in a request.
fn room(workflow: &Workflow, category: &str) -> usize {
    if workflow.variants.is_empty() {
        return slots(workflow, category);
    }
    let mut most = 0;
    for variant in workflow.variants {
        most = most.max(occurrences(variant, category));
    }
    most
}

/// Returns the number of slots of a category in an execution.
fn slots(workflow: &Workflow, category: &str) -> usize {
    count(workflow.slots, &|slot| slot.category == category)
}

/// Returns the number of slots that pass. Unlike an iterator, and like [`Credentials::count`], it is compiled once
/// instead of at every call.
fn count(slots: &[Slot], test: &dyn Fn(&Slot) -> bool) -> usize {
    let mut count = 0;
    for slot in slots {
        count += usize::from(test(slot));
    }
    count
}

/// Counts how often the category occurs in the list.
pub(in crate::runtime) fn occurrences(list: &[&str], category: &str) -> usize {
    list.iter().filter(|other| **other == category).count()
}

/// Returns the expected values for the message: the variants, or the categories of the slots.
fn allowed(test: CredentialTest, workflow: &Workflow) -> String {
    let from_file = matches!(test, CredentialTest::NameStored | CredentialTest::OnlyStoredById);
    if !workflow.variants.is_empty() && !from_file {
        let mut variants = Vec::new();
        for variant in workflow.variants {
            variants.push(listed(variant, "and"));
        }
        return listed(&variants, "or");
    }
    let mut categories = Vec::new();
    for slot in workflow.slots {
        if !from_file || slot.origin == Origin::OnFile {
            categories.push(slot.category);
        }
    }
    listed(&categories, "and")
}
