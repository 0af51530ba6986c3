//! Tests of parsing contexts, and of the facts that a scope derives from them.

use std::time::{Duration, SystemTime};

use serde_json::json;
use verispec_runtime::runtime::{Context, File, Scope};

use super::tables::MODEL;

/// Creates a context that provides every fact.
fn full() -> Context {
    serde_json::from_value(json!({
        "now": "2022-10-01T00:00:00.000Z",
        "policy": "strict",
        "account_exists": true,
        "channel": "API",
        "workflow_key": 20,
        "path": {"accountId": "a", "classifier": "FRONT"},
        "stored_credentials": [{"id": "i", "category": "ID"}],
        "credential": {"id": "c", "category": "ID", "allowedChannels": ["API"]},
        "file": {"name": "my.front.PNG", "content_type": "image/png; x=y", "bytes": 123, "width": 10, "height": 20},
        "required_parts": ["ID:FRONT"],
        "uploaded_parts": []
    }))
    .unwrap()
}

#[test]
fn every_member_is_a_fact() {
    let context = full();
    let scope = Scope::new(&context, &MODEL, "upload_part", None);
    assert_eq!(scope.now().unwrap().to_string(), "2022-10-01T00:00:00Z");
    assert_eq!((scope.operation(), scope.channel()), (Some("upload_part"), Some("API")));
    assert_eq!((scope.account_exists(), scope.path("accountId")), (Some(true), Some("a")));
    assert_eq!((scope.file_content_type(), scope.file_extension()), (Some("image/png"), Some("PNG")));
    assert_eq!((scope.file_bytes(), scope.file_width(), scope.file_height()), (Some(123), Some(10), Some(20)));
    assert_eq!((scope.credential_id(), scope.credential_category()), (Some("c"), Some("ID")));
    assert_eq!(scope.credential_channels().unwrap(), ["API"]);
    assert_eq!((scope.stored_ids().unwrap(), scope.stored_categories().unwrap()), (vec!["i"], vec!["ID"]));
    assert_eq!(scope.required_parts().unwrap(), ["ID:FRONT"]);
    assert_eq!(scope.uploaded_parts().unwrap().len(), 0);
}

#[test]
fn nothing_is_known_of_an_empty_context() {
    let context: Context = serde_json::from_str("{}").unwrap();
    let scope = Scope::new(&context, &MODEL, "upload_part", None);
    assert_eq!(context, Context::default());
    assert_eq!((scope.channel(), scope.account_exists(), scope.path("accountId")), (None, None, None));
    assert_eq!((scope.file_content_type(), scope.file_extension(), scope.file_bytes()), (None, None, None));
    assert_eq!((scope.credential_id(), scope.credential_category()), (None, None));
    assert!(scope.credential_channels().is_none() && scope.stored_ids().is_none() && scope.required_parts().is_none());
    assert_eq!((scope.workflow_key(), scope.workflow_id(), scope.workflow_name()), (None, None, None));
}

#[test]
fn unknown_members_are_refused() {
    for text in [
        r#"{"chanel": "API"}"#,
        r#"{"file": {"size": 1}}"#,
        r#"{"policy": "lax"}"#,
        r#"{"now": "today"}"#,
        r#"{"now": ""}"#,
        r#"{"now": "2022-02-30T00:00:00Z"}"#,
        r#"{"now": "2022-02-03"}"#,
        r#"{"clock_skew_seconds": -1}"#,
    ] {
        assert!(serde_json::from_str::<Context>(text).is_err(), "{text}");
    }
}

#[test]
fn the_payload_names_the_workflow_first() {
    let context = full();
    let scope = Scope::new(&context, &MODEL, "upload_part", Some("5"));
    assert_eq!((scope.workflow_key(), scope.workflow_id()), (Some("5"), Some("compare")));
    assert_eq!(scope.workflow_prerequisites().unwrap(), ["consent", "id-on-file"]);
    assert_eq!(scope.workflow_channels().unwrap(), ["WEB", "API"]);
    assert_eq!(scope.workflow_name(), Some("Workflow 5 (Compare)"));
    assert_eq!(Scope::new(&context, &MODEL, "upload_part", None).workflow_id(), Some("choice"));
}

#[test]
fn a_workflow_that_is_unknown_keeps_its_key() {
    let context = Context::new().workflow("05");
    let scope = Scope::new(&context, &MODEL, "upload_part", None);
    assert_eq!((scope.workflow_key(), scope.workflow_id()), (Some("05"), None));
    assert_eq!(scope.workflow_name(), Some("Workflow 05"));
}

#[test]
fn names_without_an_ending() {
    for name in ["front", "front.", "a.b/front", "a.b\\front", ""] {
        let context = full().file(File { name: Some(name.to_owned()), ..File::default() });
        assert_eq!(Scope::new(&context, &MODEL, "upload_part", None).file_extension(), None, "{name}");
    }
}

#[test]
fn capabilities_come_after_what_they_require() {
    assert_eq!(MODEL.prerequisites_of("similarity"), ["usability", "liveness"]);
    assert_eq!(MODEL.prerequisites_of("usability"), [""; 0]);
    assert_eq!(MODEL.prerequisites_of("no such"), [""; 0]);
    assert_eq!(MODEL.workflow_by_id("choice").unwrap().key, 20);
    assert!(MODEL.workflow(2).is_none() && MODEL.region("west").is_none() && MODEL.operation("fly").is_none());
}

#[test]
fn a_time_is_given_by_a_clock_or_by_text_and_nonsense_is_refused() {
    let clock = SystemTime::UNIX_EPOCH + Duration::from_millis(1_709_553_672_250);
    let by_clock = Context::new().now(clock);
    for text in ["2024-03-04T12:01:12.25Z", "2024-03-04T13:01:12.250+01:00", "2024-03-04t00:31:12.25-11:30"] {
        assert_eq!(Context::new().now_rfc3339(text).unwrap(), by_clock, "{text}");
    }
    for text in ["", "now", "2024-03-04", "2024-03-04T12:01:12", "2024-02-30T00:00:00Z", "2024-03-04T12:01:12+1:00"] {
        assert!(Context::new().now_rfc3339(text).is_err(), "{text}");
    }
}

#[test]
fn a_file_is_unknown_missing_or_there() {
    let known = |text: &str| {
        let context: Context = serde_json::from_str(text).unwrap();
        Scope::new(&context, &MODEL, "upload_part", None).file_bytes()
    };
    assert_eq!(known(r#"{"file": {"bytes": 5}}"#), Some(5));
    let missing: Context = serde_json::from_str(r#"{"file": null}"#).unwrap();
    assert_eq!(missing, Context::new().without_file());
    assert_ne!(missing, Context::new());
}
