//! Tests of values that are strings, keys, ids, enums or undocumented fields.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde_json::json;
use verispec_runtime::runtime::text::alternatives;
use verispec_runtime::runtime::{
    AsText, Date, Extra, Json, Open, Personal, Secret, Timestamp, View, Wire, WorkflowKey, id, strings,
};

/// A ticket.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketId(String);

id!(TicketId);

/// A size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Size {
    /// Small.
    Small,
    /// Large.
    Large,
}

strings!(Size, [Small = "SMALL", Large = "LARGE"]);

#[test]
fn keys_are_equal_if_their_texts_are() {
    assert_eq!(WorkflowKey::from(3), WorkflowKey::from("3"));
    assert_ne!(WorkflowKey::from(3), WorkflowKey::from("03"));
    assert_eq!(WorkflowKey::from(u32::MAX).as_str(), "4294967295");
    assert_eq!(WorkflowKey::from(0).to_string(), "0");
    assert_eq!(
        format!("{:?}", WorkflowKey::from("a long text, kept as it is")),
        r#"WorkflowKey("a long text, kept as it is")"#
    );
}

#[test]
fn only_keys_that_follow_from_a_number_are_numbers() {
    assert_eq!(WorkflowKey::from("10022").as_number(), Some(10022));
    assert_eq!(WorkflowKey::from("0").as_number(), Some(0));
    assert_eq!(WorkflowKey::from("03").as_number(), None);
    assert_eq!(WorkflowKey::from("+3").as_number(), None);
    assert_eq!(WorkflowKey::from("-3").as_number(), None);
    assert_eq!(WorkflowKey::from("").as_number(), None);
    assert_eq!(WorkflowKey::from("4294967296").as_number(), None);
}

#[test]
fn keys_are_read_from_integers_and_strings_only() {
    let keys: Vec<WorkflowKey> = serde_json::from_str(r#"[3,"3",-1,18446744073709551615,"é"]"#)
        .expect("numbers and strings must deserialize as workflow keys");
    let texts: Vec<&str> = keys.iter().map(WorkflowKey::as_str).collect();
    assert_eq!(texts, ["3", "3", "-1", "18446744073709551615", "é"]);
    assert!(serde_json::from_str::<WorkflowKey>("3.0").is_err());
    assert!(serde_json::from_str::<WorkflowKey>("null").is_err());
}

#[test]
fn codecs_decide_how_a_key_is_written() {
    let written = |view: View<'_>| serde_json::to_value(view).expect("every view of a key must serialize");
    let integer = |key: &str| written(WorkflowKey::from(key).view().number());
    let text = |key: &str| written(WorkflowKey::from(key).view());
    assert_eq!((integer("3"), integer("x")), (json!(3), json!("x")));
    assert_eq!((text("3"), text("x")), (json!("3"), json!("x")));
}

#[test]
fn ids_show_their_type_in_debug_output() {
    let id = TicketId::new("a\"b");
    assert_eq!((id.as_str(), id.to_string().as_str(), id.as_ref()), ("a\"b", "a\"b", "a\"b"));
    assert_eq!(format!("{id:?}"), r#"TicketId("a\"b")"#);
    assert_eq!(
        serde_json::from_str::<TicketId>(r#""x""#).expect("a string must deserialize as an id"),
        TicketId::from("x")
    );
}

#[test]
fn timestamps_and_dates_stay_as_they_are_written() {
    let time: Timestamp = serde_json::from_str(r#""whenever""#).expect("any string must deserialize as a timestamp");
    assert_eq!(serde_json::to_string(&time).expect("a timestamp must serialize"), r#""whenever""#);
    assert_eq!(Date::from("2024-02-29").as_str(), "2024-02-29");
}

#[test]
fn enums_know_their_strings() {
    assert_eq!(Size::ALL, [Size::Small, Size::Large]);
    assert_eq!(Size::from_str("LARGE"), Ok(Size::Large));
    let error = Size::from_str("large").expect_err("an unknown enum value should be rejected");
    assert_eq!((error.value(), error.allowed()), ("large", ["SMALL", "LARGE"].as_slice()));
    assert_eq!(error.to_string(), r#"unknown value "large", expected SMALL or LARGE"#);
}

#[test]
fn open_enums_keep_unknown_strings() {
    let sizes: Vec<Open<Size>> =
        serde_json::from_str(r#"["SMALL","HUGE"]"#).expect("known and unknown enum values must deserialize");
    assert_eq!(sizes, [Open::from(Size::Small), Open::Unknown("HUGE".into())]);
    assert_eq!((sizes[0].known(), sizes[1].known()), (Some(&Size::Small), None));
    assert_eq!(
        serde_json::to_string(&sizes).expect("known and unknown enum values must serialize"),
        r#"["SMALL","HUGE"]"#
    );
}

#[test]
fn everything_that_is_text_gives_its_text() {
    assert_eq!("a".as_text(), Some("a"));
    assert_eq!(Some(String::from("a")).as_text(), Some("a"));
    assert_eq!(None::<TicketId>.as_text(), None);
    assert_eq!(Some(&Box::new(TicketId::new("a"))).as_text(), Some("a"));
    assert_eq!(Personal::from(Some(Date::from("a"))).as_text(), Some("a"));
    assert_eq!(Secret::new("a").as_text(), Some("a"));
    assert_eq!(Timestamp::from("a").as_text(), Some("a"));
    assert_eq!(WorkflowKey::from(3).as_text(), Some("3"));
    assert_eq!(Size::Small.as_text(), Some("SMALL"));
    assert_eq!(Open::<Size>::Unknown("a".into()).as_text(), Some("a"));
}

#[test]
fn secrets_and_personal_data_do_not_show() {
    let secret = Secret::new("hidden");
    assert_eq!((format!("{secret:?}").as_str(), secret.expose()), ("Secret(..)", "hidden"));
    let personal = Personal::from(String::from("hidden"));
    assert_eq!((format!("{personal:?}").as_str(), personal.len()), ("Personal(..)", 6));
    assert_eq!(personal.into_inner(), "hidden");
}

#[test]
fn extra_keeps_the_order_and_the_last_value() {
    let mut extra = Extra::default();
    assert!(extra.is_empty());
    extra.insert("z", json!(1));
    extra.insert("a", json!(2));
    assert_eq!(extra.insert("z", json!(3)), Some(Json::from(json!(1))));
    assert_eq!(extra.iter().map(|(name, value)| (name, value.as_str())).collect::<Vec<_>>(), [("z", "3"), ("a", "2")]);
    assert!(extra.get("a").is_some_and(|value| *value == json!(2)));
    assert_eq!((extra.len(), extra.get("b")), (2, None));
    assert_eq!(format!("{extra:?}"), r#"["z", "a"]"#);
}

#[test]
fn personal_values_are_read_and_written_as_they_are() {
    let text = r#"{"a":"x"}"#;
    let map: BTreeMap<String, Personal<String>> =
        serde_json::from_str(text).expect("the map of personal data must deserialize");
    assert_eq!(serde_json::to_string(&map).expect("the map of personal data must serialize"), text);
}

#[test]
fn alternatives_read_as_a_sentence() {
    assert_eq!(alternatives(&[]), "nothing");
    assert_eq!(alternatives(&["A"]), "A");
    assert_eq!(alternatives(&["A", "B", "C"]), "A, B or C");
}
