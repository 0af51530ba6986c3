//! Checks the sequences of messages in executions, and which rules refer to which field of a request.

use verispec_codegen::ir::{Act, Model, Party, Workflow};

fn workflow(model: &Model, key: u32) -> &Workflow {
    model
        .workflows
        .iter()
        .find(|workflow| workflow.key == key)
        .unwrap_or_else(|| panic!("there is no workflow with the key {key}"))
}

/// Returns every message of a workflow's execution over a channel, as strings.
fn course(model: &Model, key: u32, channel: &str) -> Vec<String> {
    let workflow = workflow(model, key);
    let channel = workflow.channels.iter().find(|id| model[**id].name.wire == channel);
    let name = |party: Party| match party {
        Party::EndUser => "user",
        Party::BackEnd => "you",
        Party::Provider => "provider",
    };
    let messages = model
        .course(workflow, Some(*channel.unwrap_or_else(|| panic!("workflow {key} does not support this channel"))));
    messages.iter().map(|m| format!("{} > {}: {}", name(m.from), name(m.to), m.act.in_words(model))).collect()
}

#[test]
fn what_is_on_file_is_named_and_what_is_uploaded_is_finalized() {
    assert_eq!(
        course(&super::shipped(), 5, "API"),
        [
            "user > you: end-user-consent",
            "you > provider: request_access_token",
            "provider > you: AccessTokenResponse",
            "you > provider: update_account, naming ID on file",
            "provider > you: AccountResponse",
            "user > you: SELFIE: FACE",
            "you > provider: upload_part of SELFIE: FACE",
            "you > provider: finalize",
            "provider > provider: runs usability, similarity",
            "provider > you: callback",
            "you > provider: get_status if no callback has arrived",
            "you > provider: get_workflow_details",
            "provider > you: WorkflowDetails",
        ]
    );
}

#[test]
fn what_the_customer_keeps_is_uploaded_before_the_end_user_is_asked() {
    let course = course(&super::shipped(), 16, "WEB");
    let place =
        |wanted: &str| course.iter().position(|message| message == wanted).unwrap_or_else(|| panic!("{course:?}"));
    let upload = place("you > provider: upload_part of FACEMAP: FACEMAP");
    let invitation = place("you > user: the way into WEB");
    assert!(upload < invitation && invitation < place("user > provider: FACEMAP over WEB"));
    assert!(!course.iter().any(|message| message.contains("finalize") || message.contains("user > you: FACEMAP")));
}

#[test]
fn every_workflow_runs_over_each_of_its_channels_from_a_start_to_a_result() {
    let model = super::shipped();
    let mut courses = 0;
    for workflow in &model.workflows {
        for channel in &workflow.channels {
            courses += 1;
            let acts: Vec<Act> =
                model.course(workflow, Some(*channel)).into_iter().map(|message| message.act).collect();
            let starts = model.start_operations(workflow);
            assert!(acts.iter().any(|act| matches!(act, Act::Call(operations, _) if *operations == starts)));
            assert!(acts.contains(&Act::Run(workflow.capabilities())));
            for slot in workflow.slots.iter().filter(|slot| slot.channels.contains(channel)) {
                let brought =
                    |act: &Act| matches!(act, Act::Acquire(id, _) | Act::Upload(_, id, _) if *id == slot.category);
                assert!(
                    acts.iter().any(brought),
                    "the sequence of workflow {} should acquire every credential of the channel",
                    workflow.key
                );
            }
        }
    }
    assert_eq!(courses, 20);
}

#[test]
fn members_of_a_request_know_their_rules() {
    let model = super::shipped();
    let create = model
        .operation("create_account")
        .and_then(|operation| operation.sent())
        .expect("the operation should have a request body");
    let members: Vec<String> =
        model.members(&model.workflows[0], create).into_iter().map(|member| member.path).collect();
    for path in
        ["workflowDefinition.key", "workflowDefinition.credentials[].type.values", "userConsent.consent.obtainedAt"]
    {
        assert!(members.iter().any(|member| member == path), "{path} should be among the fields {members:?}");
    }
    let judging = |path: &str| -> Vec<&str> {
        model.rules().filter(|rule| rule.judged_members().contains(path)).map(|rule| rule.name.wire.as_str()).collect()
    };
    let lifetime = judging("tokenLifetime");
    assert_eq!(lifetime, ["token-lifetime-format", "token-lifetime-too-short", "token-lifetime-too-long"]);
    assert!(judging("userConsent").contains(&"consent-required"));
    assert!(judging("callback").is_empty());
}

#[test]
fn a_workflow_has_the_results_of_its_own_capabilities_only() {
    let model = super::shipped();
    let reading = model.readings.outcome.as_ref().expect("the spec should define how to read results");
    let workflow = model
        .workflows
        .iter()
        .find(|workflow| workflow.key == 5)
        .expect("the spec should have a workflow with the key 5");
    let members: Vec<String> = model.members(workflow, reading.schema).into_iter().map(|member| member.path).collect();
    assert!(members.iter().any(|path| path == "capabilities.similarity"), "{members:?}");
    assert!(!members.iter().any(|path| path.starts_with("capabilities.extraction")), "{members:?}");
}
