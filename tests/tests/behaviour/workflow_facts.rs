//! Compares the generated tables of workflows with a data file that was written by hand from the documents.

use jumio_workflows::model::MODEL;
use jumio_workflows::runtime::model::{Holder, Origin, PrerequisiteKind, Slot, Workflow};
use jumio_workflows::workflows;
use serde_json::{Value, json};
use verispec_tests::folder;

fn documented() -> Vec<Value> {
    let text = folder::text(&folder::cases("documented/workflows.json"));
    serde_json::from_str(&text).expect("the data file should contain a list")
}

/// Returns a workflow's table in the format of the data file.
fn stated(workflow: &Workflow) -> Value {
    json!({
        "key": workflow.key,
        "id": workflow.id,
        "name": workflow.name,
        "channels": workflow.channels,
        "required_credentials": workflow.required_credentials,
        "stored_credentials": workflow.stored_credentials,
        "slots": workflow.slots.iter().map(slot).collect::<Vec<_>>(),
        "variants": workflow.variants,
        "chains": workflow.chains,
        "prerequisites": workflow.prerequisites.iter().map(|id| prerequisite(id)).collect::<Vec<_>>(),
        "operations": workflow.operations,
    })
}

fn slot(slot: &Slot) -> Value {
    let origin = match slot.origin {
        Origin::Captured => "captured",
        Origin::OnFile => "on_file",
        Origin::Uploaded => "uploaded",
    };
    json!({"category": slot.category, "origin": origin, "channels": slot.channels, "parts": slot.parts})
}

fn prerequisite(id: &str) -> String {
    let found = MODEL.prerequisite(id).unwrap_or_else(|| panic!("there is no prerequisite {id}"));
    let kind = match found.kind {
        PrerequisiteKind::AccountSetting => "account_setting",
        PrerequisiteKind::AccountExists => "account_exists",
        PrerequisiteKind::CredentialOnFile => "credential_on_file",
        PrerequisiteKind::Consent => "consent",
        PrerequisiteKind::PortalSetup => "portal_setup",
    };
    let holder = found.stored_by.map(|holder| match holder {
        Holder::Provider => "provider",
        Holder::Customer => "customer",
    });
    [Some(kind), found.credential, holder].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_workflow_says_what_the_documents_say() {
    let documented = documented();
    assert_eq!(MODEL.workflows.len(), documented.len());
    for (workflow, expected) in MODEL.workflows.iter().zip(&documented) {
        assert_eq!(&stated(workflow), expected, "workflow {}", workflow.key);
    }
}

#[test]
fn workflows_are_found_by_key_and_by_id() {
    for workflow in MODEL.workflows {
        assert_eq!(MODEL.workflow(workflow.key), Some(*workflow));
        assert_eq!(MODEL.workflow_by_id(workflow.id), Some(*workflow));
    }
    assert_eq!(MODEL.workflow(4), None);
    assert_eq!(MODEL.workflow_by_id(""), None);
}

#[test]
fn a_module_holds_its_workflow() {
    assert_eq!(workflows::similarity_of_two_images::KEY, 20);
    assert_eq!(
        workflows::similarity_of_two_images::WORKFLOW.variants,
        [["ID", "SELFIE"], ["ID", "ID"], ["SELFIE", "SELFIE"]]
    );
    assert_eq!(workflows::standalone_liveness::CHANNELS, ["SDK", "API"]);
}

#[test]
fn the_catalogue_says_the_same() {
    let text = folder::text(&folder::workspace("generated/catalog.json"));
    let catalogue: Value = serde_json::from_str(&text).expect("the catalog should be JSON");
    let listed = catalogue["workflows"].as_array().expect("the catalog should contain a list of workflows");
    for (listed, expected) in listed.iter().zip(documented()) {
        let same = [
            "key",
            "id",
            "name",
            "channels",
            "required_credentials",
            "stored_credentials",
            "slots",
            "variants",
            "operations",
        ];
        for member in same {
            assert_eq!(listed[member], expected[member], "{member} of {}", expected["id"]);
        }
        assert_eq!(listed["capabilities"]["chains"], expected["chains"], "{}", expected["id"]);
    }
    assert_eq!(listed.len(), documented().len());
}
