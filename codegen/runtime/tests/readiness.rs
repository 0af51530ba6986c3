//! Tests of finding the shortest way to obtain what is missing, in a model where the most obvious workflow is not the
//! right one.

use verispec_runtime::runtime::model::{Holder, Model, Origin, Prerequisite, PrerequisiteKind, Slot, Workflow};
use verispec_runtime::runtime::{Have, Need, Obtain};

const KEEPSAKE: Prerequisite = Prerequisite {
    id: "keepsake",
    kind: PrerequisiteKind::CredentialOnFile,
    text: "",
    credential: Some("KEEPSAKE"),
    stored_by: Some(Holder::Provider),
    obtained_by: &["by_letter", "by_ticket"],
    capabilities: &[],
    from: Some("an earlier workflow"),
};

const TICKET: Prerequisite = Prerequisite { id: "ticket", credential: Some("TICKET"), obtained_by: &[], ..KEEPSAKE };

const ACCOUNT: Prerequisite = Prerequisite {
    id: "account",
    kind: PrerequisiteKind::AccountExists,
    credential: None,
    stored_by: None,
    obtained_by: &[],
    ..KEEPSAKE
};

static MODEL: Model = Model {
    provider: "Acme",
    version: "1.2.3",
    editions: &[("guide", "2031")],
    upload_channel: Some("LETTER"),
    part_parameter: None,
    channels: &["LETTER", "VISIT"],
    regions: &[],
    categories: &[],
    capabilities: &[],
    advice: &[],
    prerequisites: &[KEEPSAKE, TICKET, ACCOUNT],
    operations: &[],
    workflows: &[&UNNAMED, &BY_LETTER, &BY_TICKET, &TICKETS, &GOAL, &REGULARS],
};

const fn slot(category: &'static str, channels: &'static [&'static str]) -> Slot {
    Slot { category, origin: Origin::Captured, channels, parts: &[] }
}

/// A workflow that also stores a keepsake but, according to the documents, is not its origin.
static UNNAMED: Workflow = Workflow {
    key: 1,
    id: "unnamed",
    name: "",
    summary: "",
    channels: &["LETTER", "VISIT"],
    required_credentials: &[],
    stored_credentials: &["KEEPSAKE"],
    slots: &[slot("KEEPSAKE", &["LETTER", "VISIT"])],
    variants: &[],
    prerequisites: &[],
    chains: &[],
    capabilities: &[],
    edges: &[],
    runs: &[],
    operations: &[],
    docs: "",
};

static BY_LETTER: Workflow =
    Workflow { key: 2, id: "by_letter", channels: &["LETTER"], slots: &[slot("KEEPSAKE", &["LETTER"])], ..UNNAMED };

static BY_TICKET: Workflow = Workflow { key: 3, id: "by_ticket", prerequisites: &["ticket"], ..UNNAMED };

static TICKETS: Workflow = Workflow {
    key: 4,
    id: "tickets",
    stored_credentials: &["TICKET"],
    slots: &[slot("TICKET", &["VISIT"])],
    ..UNNAMED
};

static GOAL: Workflow =
    Workflow { key: 5, id: "goal", stored_credentials: &[], slots: &[], prerequisites: &["keepsake"], ..UNNAMED };

static REGULARS: Workflow = Workflow { key: 6, id: "regulars", prerequisites: &["account", "keepsake"], ..GOAL };

fn way(have: &Have<'_>) -> Option<Vec<&'static str>> {
    let missing = MODEL.missing_prerequisites(&GOAL, have);
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].need, Need::Prerequisite(&MODEL.prerequisites[0]));
    match &missing[0].obtain {
        Obtain::Run(way) => Some(way.iter().map(|(workflow, _)| workflow.id).collect()),
        Obtain::From(_) | Obtain::Unknown => None,
    }
}

#[test]
fn only_an_origin_that_is_named_and_a_channel_that_is_there_will_do() {
    assert_eq!(way(&Have { channels: &["LETTER", "VISIT"], ..Have::default() }), Some(vec!["by_letter"]));
    assert_eq!(way(&Have { channels: &["VISIT"], ..Have::default() }), Some(vec!["tickets", "by_ticket"]));
    let ticket = Have { channels: &["VISIT"], account_exists: true, on_file: &["TICKET"], ..Have::default() };
    assert_eq!(way(&ticket), Some(vec!["by_ticket"]));
    assert_eq!(way(&Have::default()), None, "without a channel, there should be no way to run a workflow");
    let all = Have { account_exists: true, on_file: &["KEEPSAKE"], ..Have::default() };
    assert!(MODEL.missing_prerequisites(&GOAL, &all).is_empty());
}

#[test]
fn a_credential_on_file_tells_that_there_is_an_account() {
    let nothing = MODEL.missing_prerequisites(&REGULARS, &Have::default());
    assert_eq!(
        nothing.iter().map(|missing| &missing.need).collect::<Vec<_>>(),
        [&Need::Prerequisite(&ACCOUNT), &Need::Prerequisite(&KEEPSAKE)]
    );
    let keepsake = Have { on_file: &["KEEPSAKE"], ..Have::default() };
    assert_eq!(MODEL.missing_prerequisites(&REGULARS, &keepsake), []);
    let ticket = MODEL.missing_prerequisites(&REGULARS, &Have { on_file: &["TICKET"], ..Have::default() });
    assert_eq!(ticket.iter().map(|missing| &missing.need).collect::<Vec<_>>(), [&Need::Prerequisite(&KEEPSAKE)]);
    let kept = MODEL.missing_prerequisites(&REGULARS, &Have { kept: &["KEEPSAKE"], ..Have::default() });
    assert_eq!(kept.len(), 2, "a credential that the customer stores should not imply an account");
}
