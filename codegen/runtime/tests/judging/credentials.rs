//! Tests of every requirement for a list of credentials.

use verispec_runtime::runtime::credentials::check;
use verispec_runtime::runtime::{Context, CredentialRef, CredentialTest, Credentials, Found, Scope, StoredCredential};

use super::tables::MODEL;

/// Parses an item: its category, and an id after a colon.
fn item(text: &'static str) -> CredentialRef<'static> {
    let (category, id) = text.split_once(':').map_or((text, None), |(category, id)| (category, Some(id)));
    CredentialRef { category: (!category.is_empty()).then_some(category), id }
}

/// Creates a context with this workflow, and with an ID on file whose id is 7.
fn running(key: u32) -> Context {
    let stored = StoredCredential { id: Some("7".to_owned()), category: Some("ID".to_owned()) };
    Context::new().workflow(key).stored_credentials([stored])
}

/// Returns the index and the value of each violation that a test reports in this context.
fn found_in(context: &Context, test: CredentialTest, list: &[&'static str]) -> Vec<(Option<usize>, Option<String>)> {
    judged_in(context, test, list).0
}

/// Returns the violations that a test reports in this context, and the name of the fact that the test lacks.
#[expect(clippy::type_complexity, reason = "a type alias would hide what the tests compare")]
fn judged_in(
    context: &Context,
    test: CredentialTest,
    list: &[&'static str],
) -> (Vec<(Option<usize>, Option<String>)>, Option<&'static str>) {
    let mut all = Vec::new();
    let get = |index: usize| item(list[index]);
    let list = Credentials { len: list.len(), get: &get };
    let scope = Scope::new(context, &MODEL, "update", None);
    let lacks = check(test, &scope, Some(list), &mut |index, found: Found<'_>| {
        all.push((index, found.value.map(str::to_owned)));
    });
    (all, lacks)
}

/// Returns the violations that a test reports for the workflow with this key and an ID on file.
fn found(test: CredentialTest, key: u32, list: &[&'static str]) -> Vec<(Option<usize>, Option<String>)> {
    found_in(&running(key), test, list)
}

/// Creates the violation for a value at an index.
fn at(index: usize, value: &str) -> (Option<usize>, Option<String>) {
    (Some(index), Some(value.to_owned()))
}

/// Creates the violation for a missing value.
fn lacking(value: &str) -> (Option<usize>, Option<String>) {
    (None, Some(value.to_owned()))
}

#[test]
fn slots_have_room_for_one_each() {
    let found = |list| found(CredentialTest::FitSlots, 1, list);
    assert_eq!(found(&[]), []);
    assert_eq!(found(&["PORTRAIT", "ID"]), []);
    assert_eq!(found(&["ID", "VOICEPRINT", "ID", "ID"]), [at(1, "VOICEPRINT"), at(2, "ID"), at(3, "ID")]);
    assert_eq!(found(&["", ""]), []);
}

#[test]
fn variants_have_room_for_the_largest() {
    let found = |list| found(CredentialTest::FitSlots, 20, list);
    assert_eq!(found(&["ID", "ID"]), []);
    assert_eq!(found(&["PORTRAIT", "PORTRAIT"]), []);
    assert_eq!(found(&["ID", "ID", "ID"]), [at(2, "ID")]);
    assert_eq!(found(&["VOICEPRINT"]), [at(0, "VOICEPRINT")]);
}

#[test]
fn a_variant_is_met_in_any_order() {
    let found = |list| found(CredentialTest::MatchVariant, 20, list);
    assert_eq!(found(&[]), []);
    assert_eq!(found(&["PORTRAIT", "ID"]), []);
    assert_eq!(found(&["ID", "ID"]), []);
    assert_eq!(found(&["ID"]), [(None, None)]);
    assert_eq!(found(&["ID", "PORTRAIT", "PORTRAIT"]), [(None, None)]);
    assert_eq!(found(&["ID", "ID", "ID"]), [], "a surplus ID must be reported by `FitSlots`, not by `MatchVariant`");
    assert_eq!(found(&["ID", ""]), [], "an unknown category should not be a violation");
}

#[test]
fn without_variants_nothing_has_to_match() {
    assert_eq!(found(CredentialTest::MatchVariant, 1, &["ID"]), []);
}

#[test]
fn stored_slots_are_named_by_id() {
    let found = |list| found(CredentialTest::NameStored, 5, list);
    assert_eq!(found(&["ID:7", "PORTRAIT"]), []);
    assert_eq!(found(&["ID:7"]), []);
    assert_eq!(found(&["PORTRAIT", "ID"]), [at(1, "ID")]);
    assert_eq!(found(&["PORTRAIT:7"]), [lacking("ID")]);
    assert_eq!(found(&[]), [lacking("ID")]);
}

#[test]
fn without_stored_slots_none_is_named() {
    assert_eq!(found(CredentialTest::NameStored, 1, &[]), []);
}

#[test]
fn named_credentials_are_on_file() {
    let found = |list| found(CredentialTest::AreStored, 5, list);
    assert_eq!(found(&["ID:7", "PORTRAIT"]), []);
    assert_eq!(found(&["PORTRAIT", "ID:8"]), [at(1, "8")]);
    assert_eq!(found(&["PORTRAIT:7"]), [at(0, "7")]);
    assert_eq!(found(&[":7"]), []);
}

#[test]
fn what_is_on_file_is_lacking_only_where_it_could_matter() {
    use CredentialTest::{AreStored, PrerequisitesStored};
    let lacks = (vec![], Some("stored_credentials"));
    let unknown = Context::new().workflow(5);
    assert_eq!(judged_in(&unknown, AreStored, &["ID:8"]), lacks);
    assert_eq!(judged_in(&unknown, AreStored, &["ID"]), (vec![], None));
    assert_eq!(judged_in(&unknown, PrerequisitesStored, &[]), lacks);
    assert_eq!(judged_in(&Context::new().workflow(1), PrerequisitesStored, &[]), (vec![], None));
    let nameless = StoredCredential { id: None, category: Some("ID".to_owned()) };
    let context = unknown.stored_credentials([nameless]);
    assert_eq!(judged_in(&context, AreStored, &["ID:8"]), lacks);
    assert_eq!(judged_in(&context, AreStored, &["PORTRAIT:8"]), (vec![at(0, "8")], None));
}

#[test]
fn many_credentials_on_file_are_looked_up_as_few_are_looked_through() {
    let texts = [None, Some("1"), Some("2")];
    let pairs = || texts.into_iter().flat_map(|id| texts.map(|category| (id, category)));
    let on_file = |(id, category): (Option<&str>, Option<&str>)| StoredCredential {
        id: id.map(str::to_owned),
        category: category.map(str::to_owned),
    };
    let list: Vec<&str> = vec![":1", ":2", ":3", "1:1", "1:2", "2:1", "2:2", "3:1", "3:3", "1", "2"];
    let (mut open, mut broken) = (0, 0);
    for subset in 0..1_usize << 9 {
        let few: Vec<StoredCredential> =
            pairs().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, pair)| on_file(pair)).collect();
        // Adds credentials on file whose ids are not in the list. They must not change the result.
        let more = (0..20).map(|at| on_file((Some("other"), Some(["4", "5"][at % 2]))));
        let many: Vec<StoredCredential> = few.iter().cloned().chain(more).collect();
        let judged = |stored: Vec<StoredCredential>| {
            judged_in(&Context::new().workflow(5).stored_credentials(stored), CredentialTest::AreStored, &list)
        };
        let found = judged(few);
        open += usize::from(found.1.is_some());
        broken += found.0.len();
        assert_eq!(judged(many), found, "{subset:b}");
    }
    assert!(open > 100 && broken > 100, "{open} {broken}");
}

#[test]
fn the_workflow_is_lacking_only_where_the_caller_could_have_named_it() {
    let scope_of = Context::new();
    let lacks = |key: Option<&'static str>, test, list: &'static [&'static str]| {
        let get = |index: usize| item(list[index]);
        let list = Credentials { len: list.len(), get: &get };
        check(test, &Scope::new(&scope_of, &MODEL, "update", key), Some(list), &mut |_, _| {})
    };
    assert_eq!(lacks(None, CredentialTest::FitSlots, &["ID"]), Some("workflow_key"));
    assert_eq!(lacks(None, CredentialTest::FitSlots, &[]), None);
    assert_eq!(lacks(None, CredentialTest::NameStored, &[]), Some("workflow_key"));
    assert_eq!(
        lacks(Some("99"), CredentialTest::FitSlots, &["ID"]),
        None,
        "the workflow key should not be a missing fact, because the payload contains one, even though it is unknown"
    );
}

#[test]
fn ids_are_for_stored_slots_only() {
    let test = CredentialTest::OnlyStoredById;
    assert_eq!(found(test, 5, &["ID:7", "PORTRAIT:9"]), [at(1, "9")]);
    assert_eq!(found(test, 1, &["ID:7", "PORTRAIT"]), [at(0, "7")]);
    assert_eq!(found(test, 1, &[":7"]), []);
}

#[test]
fn all_slots_are_named_if_one_is_stored() {
    let test = CredentialTest::NameAllSlots;
    assert_eq!(found(test, 5, &["PORTRAIT", "ID:7"]), []);
    assert_eq!(found(test, 5, &["ID:7"]), [lacking("PORTRAIT")]);
    assert_eq!(found(test, 5, &[]), [lacking("PORTRAIT")]);
    assert_eq!(
        found(test, 5, &["PORTRAIT"]),
        [],
        "a missing ID should be reported by `NameStored`, not by `NameAllSlots`"
    );
    assert_eq!(
        found(test, 5, &["ID:7", "ID:8"]),
        [],
        "a surplus ID should be reported by `FitSlots`, not by `NameAllSlots`"
    );
    assert_eq!(found(test, 1, &[]), []);
}

#[test]
fn the_provider_has_what_is_needed() {
    let test = CredentialTest::PrerequisitesStored;
    let nothing = |key: u32| Context::new().workflow(key).stored_credentials([]);
    assert_eq!(found_in(&running(5), test, &[]), []);
    assert_eq!(found_in(&nothing(5), test, &[]), [lacking("ID")]);
    assert_eq!(
        found_in(&nothing(16), test, &[]),
        [],
        "a credential that the customer stores should not be required on file"
    );
    assert_eq!(found_in(&nothing(1), test, &[]), []);
}

#[test]
fn nothing_is_found_for_an_unknown_workflow() {
    for test in [
        CredentialTest::FitSlots,
        CredentialTest::MatchVariant,
        CredentialTest::NameStored,
        CredentialTest::AreStored,
        CredentialTest::OnlyStoredById,
        CredentialTest::NameAllSlots,
        CredentialTest::PrerequisitesStored,
    ] {
        assert_eq!(found(test, 99, &["VOICE:1", "VOICE:1"]), []);
    }
}

#[test]
fn an_absent_list_is_an_empty_one() {
    let mut all = Vec::new();
    let context = running(5);
    let scope = Scope::new(&context, &MODEL, "update", None);
    check(CredentialTest::NameStored, &scope, None, &mut |index, found: Found<'_>| {
        all.push((index, found.workflow.map(str::to_owned), found.allowed));
    });
    assert_eq!(all, [(None, Some("Workflow 5 (Compare)".to_owned()), Some("ID".to_owned()))]);
}

#[test]
fn what_is_allowed_is_told() {
    let told = |test, key, list: &[&'static str]| {
        let (mut all, context, get) = (Vec::new(), running(key), |index: usize| item(list[index]));
        let list = Credentials { len: list.len(), get: &get };
        let scope = Scope::new(&context, &MODEL, "update", None);
        check(test, &scope, Some(list), &mut |_, found: Found<'_>| all.extend(found.allowed));
        all
    };
    assert_eq!(told(CredentialTest::FitSlots, 1, &["VOICEPRINT"]), ["ID and PORTRAIT"]);
    assert_eq!(
        told(CredentialTest::MatchVariant, 20, &["ID"]),
        ["ID and PORTRAIT, ID and ID or PORTRAIT and PORTRAIT"]
    );
    assert_eq!(told(CredentialTest::OnlyStoredById, 1, &["ID:7"]), ["nothing"]);
}

#[test]
fn every_test_looks_at_each_credential_a_few_times_however_many_there_are() {
    use CredentialTest::{AreStored, FitSlots, MatchVariant, NameAllSlots, NameStored, OnlyStoredById};
    for test in [FitSlots, MatchVariant, NameStored, AreStored, OnlyStoredById, NameAllSlots] {
        for (key, text) in
            [1, 2, 3, 5].into_iter().flat_map(|key| ["ID", "ID:8", "PORTRAIT", "X", ""].map(|text| (key, text)))
        {
            for count in [10, 100, 1_000] {
                let looks = std::cell::Cell::new(0);
                let get = |_: usize| {
                    looks.set(looks.get() + 1);
                    item(text)
                };
                let list = Credentials { len: count, get: &get };
                let context = running(key);
                let scope = Scope::new(&context, &MODEL, "update", None);
                check(test, &scope, Some(list), &mut |_, _| ());
                assert!(
                    looks.get() <= 20 * count,
                    "{test:?} reads items {} times for {count} times {text:?}",
                    looks.get()
                );
            }
        }
    }
}
