//! Compares the missing prerequisites with those of a brute-force solver.

use std::collections::{BTreeMap, BTreeSet};

use jumio_workflows::model::MODEL;
use jumio_workflows::runtime::model::{Holder, Origin, PrerequisiteKind, Workflow};
use jumio_workflows::runtime::{Have, Missing, Need, Obtain};
use jumio_workflows::workflows::{authentication, authentication_on_premise, similarity_to_existing_id};

/// A fact that a workflow may need: a setting, an account, a credential on file or stored by the customer, consent, or
/// a channel.
type Fact = String;

/// Returns every fact that a workflow may need.
fn facts() -> Vec<Fact> {
    let mut facts: BTreeSet<Fact> = BTreeSet::new();
    for prerequisite in MODEL.prerequisites {
        facts.insert(fact_of(prerequisite.id));
    }
    facts.extend(MODEL.channels.iter().map(|channel| format!("channel {channel}")));
    facts.into_iter().collect()
}

/// Returns the fact that a prerequisite requires, according to the spec.
fn fact_of(id: &str) -> Fact {
    let prerequisite = MODEL.prerequisite(id).unwrap_or_else(|| panic!("the model has no prerequisite {id}"));
    match (prerequisite.kind, prerequisite.credential, prerequisite.stored_by) {
        (PrerequisiteKind::AccountExists, ..) => "account".to_owned(),
        (PrerequisiteKind::Consent, ..) => "consent".to_owned(),
        (PrerequisiteKind::CredentialOnFile, Some(category), Some(Holder::Provider)) => format!("on file {category}"),
        (PrerequisiteKind::CredentialOnFile, Some(category), _) => format!("kept {category}"),
        _ => format!("setting {id}"),
    }
}

/// Returns the sets of channels from each of which a workflow needs one channel, in addition to its prerequisites.
fn channel_choices(workflow: &Workflow) -> Vec<BTreeSet<Fact>> {
    let slots = workflow.slots.iter().filter(|slot| slot.origin != Origin::OnFile);
    let choices = slots.map(|slot| {
        let both: BTreeSet<Fact> = slot
            .channels
            .iter()
            .filter(|channel| workflow.channels.contains(channel))
            .map(|channel| format!("channel {channel}"))
            .collect();
        if both.is_empty() { slot.channels.iter().map(|channel| format!("channel {channel}")).collect() } else { both }
    });
    choices.collect()
}

fn runs(workflow: &Workflow, there: &BTreeSet<Fact>) -> bool {
    workflow.prerequisites.iter().all(|id| there.contains(&fact_of(id)))
        && channel_choices(workflow).iter().all(|choice| choice.iter().any(|channel| there.contains(channel)))
}

/// Returns the facts that hold after a workflow has run.
fn gains(workflow: &Workflow) -> BTreeSet<Fact> {
    let mut gains = BTreeSet::from(["account".to_owned()]);
    for slot in workflow.slots.iter().filter(|slot| slot.origin == Origin::Captured) {
        let category = slot.category;
        let named = |fact: &str| {
            let asking =
                MODEL.prerequisites.iter().filter(|entry| entry.credential.is_some() && fact_of(entry.id) == fact);
            asking.into_iter().all(|entry| entry.obtained_by.is_empty() || entry.obtained_by.contains(&workflow.id))
        };
        if workflow.stored_credentials.contains(&category) {
            let both = [format!("on file {category}"), format!("kept {category}")];
            gains.extend(both.into_iter().filter(|fact| named(fact)));
        }
    }
    gains
}

/// Returns the length of the shortest sequence of workflows that establishes a fact. Tries all sequences of up to four.
fn shortest(fact: &str, there: &BTreeSet<Fact>) -> Option<usize> {
    let mut states = vec![there.clone()];
    for length in 0..=4 {
        if states.iter().any(|state| state.contains(fact)) {
            return Some(length);
        }
        let next = states.iter().flat_map(|state| {
            MODEL
                .workflows
                .iter()
                .filter(|workflow| runs(workflow, state))
                .map(move |workflow| state | &gains(workflow))
        });
        let next: BTreeSet<BTreeSet<Fact>> = next.collect();
        states = next.into_iter().collect();
    }
    None
}

fn missing(workflow: &'static Workflow, there: &BTreeSet<Fact>) -> Vec<Missing> {
    let with = |prefix: &str| -> Vec<&str> { there.iter().filter_map(|fact| fact.strip_prefix(prefix)).collect() };
    let (prerequisites, on_file, kept, channels) =
        (with("setting "), with("on file "), with("kept "), with("channel "));
    let have = Have {
        prerequisites: &prerequisites,
        account_exists: there.contains("account"),
        on_file: &on_file,
        kept: &kept,
        consent: there.contains("consent"),
        channels: &channels,
    };
    MODEL.missing_prerequisites(workflow, &have)
}

/// Compares the missing prerequisites of one workflow with those that the solver finds.
fn compare(
    workflow: &'static Workflow,
    there: &BTreeSet<Fact>,
    cache: &mut BTreeMap<(Fact, BTreeSet<Fact>), Option<usize>>,
) {
    let found = missing(workflow, there);
    let context = || format!("{} with {there:?}: {found:#?}", workflow.id);
    assert_eq!(found.is_empty(), runs(workflow, there), "{}", context());

    let told: Vec<Fact> = found
        .iter()
        .filter_map(|entry| match &entry.need {
            Need::Prerequisite(prerequisite) => Some(fact_of(prerequisite.id)),
            Need::Channel { .. } => None,
        })
        .collect();
    let wanted: BTreeSet<Fact> =
        workflow.prerequisites.iter().map(|id| fact_of(id)).filter(|fact| !there.contains(fact)).collect();
    assert_eq!(
        (told.iter().cloned().collect::<BTreeSet<_>>(), told.len()),
        (wanted.clone(), wanted.len()),
        "{}",
        context()
    );

    // Obtains settings, consent and channels first, and then runs the listed workflows.
    let mut later = there.clone();
    later.extend(
        wanted
            .iter()
            .filter(|fact| !fact.starts_with("on file") && !fact.starts_with("kept") && *fact != "account")
            .cloned(),
    );
    for entry in &found {
        if let Need::Channel { channels, .. } = &entry.need {
            later.extend(channels.iter().map(|channel| format!("channel {channel}")));
        }
    }
    for entry in &found {
        let Need::Prerequisite(prerequisite) = entry.need else { continue };
        let fact = fact_of(prerequisite.id);
        let best = *cache.entry((fact.clone(), later.clone())).or_insert_with(|| shortest(&fact, &later));
        match (
            &entry.obtain,
            matches!(prerequisite.kind, PrerequisiteKind::AccountExists | PrerequisiteKind::CredentialOnFile),
        ) {
            (Obtain::Run(way), true) => {
                let mut state = later.clone();
                for (step, channel) in way {
                    assert!(runs(step, &state), "{} cannot run: {}", step.id, context());
                    assert!(
                        channel.is_some_and(|channel| state.contains(&format!("channel {channel}"))),
                        "{}",
                        context()
                    );
                    state = &state | &gains(step);
                }
                assert!(state.contains(&fact), "{fact}: {}", context());
                assert_eq!(Some(way.len()), best, "{fact}: {}", context());
            }
            (Obtain::From(_), true) => assert_eq!(best, None, "{fact}: {}", context()),
            (obtain, earned) => assert!(!earned && matches!(obtain, Obtain::From(_)), "{}", context()),
        }
    }
}

#[test]
fn every_answer_is_that_of_a_solver_that_tries_everything() {
    let facts = facts();
    assert_eq!(facts.len(), 12, "{facts:?}");
    let mut cache = BTreeMap::new();
    let mut compared = 0;
    for chosen in 0..1_usize << facts.len() {
        let there: BTreeSet<Fact> = facts
            .iter()
            .enumerate()
            .filter(|(index, _)| chosen >> index & 1 == 1)
            .map(|(_, fact)| fact.clone())
            .collect();
        // Skips combinations with a credential on file but no account, which are impossible.
        if !there.contains("account") && there.iter().any(|fact| fact.starts_with("on file")) {
            continue;
        }
        for workflow in MODEL.workflows {
            compare(workflow, &there, &mut cache);
            compared += 1;
        }
    }
    assert_eq!(compared, 9 * 2560);
}

#[test]
fn a_facemap_comes_from_an_earlier_workflow() {
    let have = Have { channels: &["SDK"], ..Have::default() };
    let found = MODEL.missing_prerequisites(&authentication::WORKFLOW, &have);
    let ids: Vec<&str> = found
        .iter()
        .filter_map(|entry| match entry.need {
            Need::Prerequisite(prerequisite) => Some(prerequisite.id),
            Need::Channel { .. } => None,
        })
        .collect();
    assert_eq!(ids, ["identity-verification-enabled", "end-user-consent", "account-exists", "facemap-on-file"]);
    assert_eq!(found[0].obtain, Obtain::From("your Jumio account manager"));
    let facemap = &found[3];
    assert_eq!(facemap.needed_by, Some(("authentication", vec!["FACEMAP"])));
    let Obtain::Run(way) = &facemap.obtain else { panic!("{facemap:?}") };
    assert_eq!(way.iter().map(|(workflow, channel)| (workflow.key, *channel)).collect::<Vec<_>>(), [(3, Some("SDK"))]);
    assert_eq!(found[2].obtain, facemap.obtain, "the same run should create the account and the facemap");
}

#[test]
fn a_channel_is_missing_where_no_other_one_brings_the_credential() {
    let have = Have { channels: &["SDK"], account_exists: true, consent: true, kept: &["FACEMAP"], ..Have::default() };
    let found = MODEL.missing_prerequisites(&authentication_on_premise::WORKFLOW, &have);
    let channels: Vec<_> = found.iter().filter(|entry| matches!(entry.need, Need::Channel { .. })).collect();
    assert_eq!(channels.len(), 1);
    assert_eq!(channels[0].need, Need::Channel { category: "FACEMAP", channels: vec!["API"] });
    assert_eq!(channels[0].needed_by, Some(("authentication", vec!["FACEMAP"])));
}

#[test]
fn an_id_needs_no_setting_of_its_own() {
    let have = Have { channels: &["API"], ..Have::default() };
    let found = MODEL.missing_prerequisites(&similarity_to_existing_id::WORKFLOW, &have);
    let id = found.iter().find(|entry| matches!(entry.need, Need::Prerequisite(p) if p.id == "id-on-file"));
    let id = id.unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!(id.needed_by, Some(("similarity", vec!["ID"])));
    assert!(matches!(&id.obtain, Obtain::Run(way) if way.len() == 1 && way[0].0.key == 1));
}
