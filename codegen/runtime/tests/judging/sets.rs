//! Tests of every set and limit of the model, with known and unknown facts.

use serde_json::json;
use verispec_runtime::runtime::{Context, File, ModelLimit, ModelSet, Scope, UploadTarget};

use super::tables::MODEL;

/// Creates a context that provides the workflow.
fn running(key: u32) -> Context {
    Context::new().workflow(key)
}

/// Creates a context that provides the part, and the category of the credential if one is given.
fn uploading(part: &str, category: Option<&str>) -> Context {
    let credential = UploadTarget { category: category.map(str::to_owned), ..UploadTarget::default() };
    let context: Context = serde_json::from_value(json!({"path": {"classifier": part}})).unwrap();
    context.upload_target(credential)
}

/// Returns whether a value is in a set that depends only on the context; `None` if unknown.
fn holds(context: &Context, set: ModelSet, value: &str) -> Option<bool> {
    Scope::new(context, &MODEL, "upload_part", None).in_set(set, None, None, Some(value))
}

/// Returns whether a type code is in the set of its category; `None` if unknown.
fn holds_type(context: &Context, set: ModelSet, category: Option<&str>, value: &str) -> Option<bool> {
    Scope::new(context, &MODEL, "upload_part", None).in_set(set, category, None, Some(value))
}

/// Returns the allowed values of a set that depends only on the context, as messages list them.
fn allowed(context: &Context, set: ModelSet) -> String {
    Scope::new(context, &MODEL, "upload_part", None).allowed(set, None, None)
}

#[test]
fn workflows() {
    let unknown = Context::default();
    assert_eq!(holds(&unknown, ModelSet::Workflows, "20"), Some(true));
    for key in ["2", "020", "+20", "", " 20", "99999999999999"] {
        assert_eq!(holds(&unknown, ModelSet::Workflows, key), Some(false), "{key}");
    }
    assert_eq!(allowed(&unknown, ModelSet::Workflows), "1, 5, 20 or 16");
    assert_eq!(Scope::new(&unknown, &MODEL, "callback", None).in_set(ModelSet::Workflows, None, None, None), None);
}

#[test]
fn sets_of_the_workflow() {
    let capture = running(1);
    assert_eq!(holds(&capture, ModelSet::WorkflowChannels, "WEB"), Some(true));
    assert_eq!(holds(&capture, ModelSet::WorkflowChannels, "SDK"), Some(false));
    assert_eq!(holds(&capture, ModelSet::WorkflowOperations, "upload_part"), Some(true));
    assert_eq!(holds(&capture, ModelSet::WorkflowOperations, "finalize"), Some(false));
    assert_eq!(holds(&capture, ModelSet::WorkflowCapabilities, "liveness"), Some(true));
    assert_eq!(holds(&capture, ModelSet::WorkflowCapabilities, "similarity"), Some(false));
    assert_eq!(allowed(&capture, ModelSet::WorkflowCapabilities), "usability or liveness");
}

#[test]
fn uploads_of_the_workflow_need_the_upload_channel() {
    assert_eq!(holds(&running(1), ModelSet::WorkflowUploads, "FRONT"), Some(true));
    assert_eq!(holds(&running(1), ModelSet::WorkflowUploads, "FACE"), Some(false));
    assert_eq!(holds(&running(5), ModelSet::WorkflowUploads, "FRONT"), Some(false));
    assert_eq!(holds(&running(5), ModelSet::WorkflowUploads, "FACE"), Some(true));
    assert_eq!(allowed(&running(20), ModelSet::WorkflowUploads), "FRONT or FACE");
}

#[test]
fn sets_of_an_unknown_workflow_are_unknown() {
    for context in [Context::default(), running(99)] {
        for set in [
            ModelSet::WorkflowChannels,
            ModelSet::WorkflowOperations,
            ModelSet::WorkflowUploads,
            ModelSet::WorkflowCapabilities,
        ] {
            assert_eq!(holds(&context, set, "WEB"), None);
            assert_eq!(allowed(&context, set), "nothing");
        }
    }
}

#[test]
fn types_of_a_category() {
    let types = |category, value| holds_type(&running(20), ModelSet::CategoryTypes, category, value);
    assert_eq!(types(Some("ID"), "VISA"), Some(true));
    assert_eq!(types(Some("ID"), "LICENSE"), Some(false));
    assert_eq!(types(Some("PORTRAIT"), "VISA"), Some(false));
    assert_eq!(types(Some("VOICE"), "VISA"), None);
    assert_eq!(types(None, "VISA"), None);
}

#[test]
fn types_that_suit_workflow_and_channel() {
    let usable = |key, channel: Option<&str>, code| {
        let context: Context = serde_json::from_value(json!({"channel": channel, "workflow_key": key})).unwrap();
        holds_type(&context, ModelSet::UsableTypes, Some("ID"), code)
    };
    assert_eq!(usable(20, Some("API"), "PASSPORT"), Some(true));
    assert_eq!(usable(1, Some("API"), "VISA"), Some(true));
    assert_eq!(usable(1, Some("WEB"), "VISA"), Some(false));
    assert_eq!(usable(1, None, "VISA"), None, "without a channel, it should be unknown whether the type is usable");
    assert_eq!(usable(20, Some("API"), "VISA"), Some(false));
    assert_eq!(
        usable(99, Some("API"), "VISA"),
        None,
        "for an unknown workflow, it should be unknown whether the type is usable"
    );
    assert_eq!(usable(5, Some("API"), "PERMIT"), Some(true));
    assert_eq!(usable(20, Some("WEB"), "PERMIT"), Some(true));
    assert_eq!(usable(20, Some("API"), "PERMIT"), Some(false));
    assert_eq!(usable(20, Some("API"), "LICENSE"), Some(false));
    let scope_of = running(20);
    let scope = Scope::new(&scope_of, &MODEL, "upload_part", None);
    assert_eq!(scope.allowed(ModelSet::UsableTypes, Some("ID"), None), "PASSPORT or PERMIT");
}

#[test]
fn parts_of_the_credential() {
    let id = uploading("FRONT", Some("ID"));
    assert_eq!(holds(&id, ModelSet::CredentialParts, "BACK"), Some(true));
    assert_eq!(holds(&id, ModelSet::CredentialParts, "FACE"), Some(false));
    assert_eq!(allowed(&id, ModelSet::CredentialParts), "FRONT or BACK");
    assert_eq!(holds(&uploading("FRONT", None), ModelSet::CredentialParts, "FACE"), None);
    assert_eq!(holds(&uploading("FRONT", Some("VOICE")), ModelSet::CredentialParts, "FACE"), None);
}

#[test]
fn files_of_the_part() {
    let face = uploading("FACE", Some("PORTRAIT"));
    assert_eq!(holds(&face, ModelSet::PartMediaTypes, "IMAGE/PNG"), Some(true));
    assert_eq!(holds(&face, ModelSet::PartMediaTypes, "application/octet-stream"), Some(false));
    assert_eq!(holds(&face, ModelSet::PartExtensions, "JPG"), Some(true));
    assert_eq!(holds(&face, ModelSet::PartExtensions, "bin"), Some(false));
    assert_eq!(allowed(&face, ModelSet::PartExtensions), "jpg or png");
}

#[test]
fn files_of_a_part_of_any_credential() {
    let any = uploading("FACE", None);
    assert_eq!(
        holds(&any, ModelSet::PartMediaTypes, "application/octet-stream"),
        None,
        "without a category, a media type that only some file kinds accept should be unknown"
    );
    assert_eq!(holds(&any, ModelSet::PartExtensions, "pdf"), Some(false));
    assert_eq!(allowed(&any, ModelSet::PartExtensions), "jpg, png or bin");
}

#[test]
fn files_of_an_unknown_part_are_unknown() {
    for context in
        [Context::default(), uploading("EAR", None), uploading("FACE", Some("ID")), uploading("FACE", Some("VOICE"))]
    {
        assert_eq!(holds(&context, ModelSet::PartMediaTypes, "image/png"), None);
        assert_eq!(holds(&context, ModelSet::PartExtensions, "png"), None);
        assert_eq!(Scope::new(&context, &MODEL, "upload_part", None).limit(ModelLimit::PartBytes), None);
    }
}

#[test]
fn labels_of_decisions() {
    let context = Context::default();
    let scope = Scope::new(&context, &MODEL, "callback", None);
    let label = |kind, capability, value| scope.in_set(ModelSet::DecisionLabels, kind, capability, Some(value));
    assert_eq!(label(Some("REJECTED"), Some("usability"), "SMUDGED"), Some(true));
    assert_eq!(label(Some("PASSED"), Some("usability"), "SMUDGED"), Some(false));
    assert_eq!(label(Some("UNSURE"), Some("usability"), "SMUDGED"), None);
    assert_eq!(label(Some("PASSED"), Some("telepathy"), "OK"), None);
    assert_eq!(label(Some("PASSED"), None, "OK"), None);
    assert_eq!(label(None, Some("usability"), "OK"), None);
    assert_eq!(scope.allowed(ModelSet::DecisionLabels, Some("REJECTED"), Some("usability")), "SMUDGED or TOO_DARK");
}

#[test]
fn limits_of_the_part() {
    let context = uploading("FRONT", Some("ID"));
    let scope = Scope::new(&context, &MODEL, "upload_part", None);
    let limits = [ModelLimit::PartBytes, ModelLimit::PartWidth, ModelLimit::PartHeight];
    assert_eq!(limits.map(|limit| scope.limit(limit)), [Some(1000), Some(100), Some(50)]);
    assert_eq!(scope.within(ModelLimit::PartBytes, Some(1000)), Some(true));
    assert_eq!(scope.within(ModelLimit::PartBytes, Some(1001)), Some(false));
    assert_eq!(scope.within(ModelLimit::PartBytes, None), None);
}

#[test]
fn the_most_generous_of_several_limits_counts() {
    let context = uploading("FACE", None);
    let scope = Scope::new(&context, &MODEL, "upload_part", None);
    assert_eq!(scope.limit(ModelLimit::PartBytes), Some(3000));
    assert_eq!(scope.within(ModelLimit::PartWidth, Some(1_000_000)), None);
}

#[test]
fn sizes_beyond_counting_are_too_large() {
    let file = File { bytes: Some(u64::MAX), ..File::default() };
    let context = uploading("FRONT", None).file(file);
    let scope = Scope::new(&context, &MODEL, "upload_part", None);
    assert_eq!(scope.within(ModelLimit::PartBytes, scope.file_bytes()), Some(false));
}
