//! Tests of structs for JSON objects: what is parsed, rejected and serialized.

use std::collections::BTreeMap;

use serde_json::json;
use verispec_runtime::runtime::{Extra, Json, Open, Personal, Secret, WorkflowKey, id, object, strings};

/// A request without fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Nothing {}

object!(Nothing, closed, []);

/// A response that only has undocumented fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Anything {
    /// Undocumented fields.
    pub extra: Extra,
}

object!(Anything, open, []);

/// A name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

id!(Name);

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Colour {
    /// Red.
    Red,
    /// Green.
    Green,
}

strings!(Colour, [Red = "RED", Green = "GREEN"]);

/// A strict object with fields of every kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// A required key.
    pub key: WorkflowKey,
    /// An optional workflow key.
    pub other_key: Option<WorkflowKey>,
    /// An enum.
    pub colour: Option<Colour>,
    /// A name.
    pub map: Option<Name>,
    /// A list.
    pub parts: Option<Vec<Sent>>,
    /// A nested object.
    pub inner: Option<Box<Sent>>,
    /// A string that must not be shown.
    pub hidden: Option<Personal<Colour>>,
}

object!(
    Sent,
    closed,
    [
        key = "key" as number,
        other_key = "otherKey",
        colour = "colour",
        map = "map",
        parts = "parts",
        inner = "inner",
        hidden = "hidden",
    ]
);

/// A lenient object with fields of every kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// A string that verdicts need.
    pub id: Option<String>,
    /// An enum that keeps unknown strings.
    pub colour: Option<Open<Colour>>,
    /// A list of enums that keep unknown strings.
    pub colours: Vec<Open<Colour>>,
    /// A number.
    pub count: Option<i64>,
    /// A switch.
    pub on: Option<bool>,
    /// Any JSON.
    pub any: Option<Json>,
    /// Objects in a map with arbitrary names.
    pub named: BTreeMap<String, Anything>,
    /// Personal data.
    pub birthday: Option<Personal<String>>,
    /// A token.
    pub token: Option<Secret>,
    /// Undocumented fields.
    pub extra: Extra,
}

object!(
    Received,
    open,
    [
        id = "id",
        colour = "colour",
        colours = "colours",
        count = "count",
        on = "on",
        any = "any",
        named = "named",
        birthday = "birthday",
        token = "token",
    ],
    ["id"]
);

fn refusal(text: &str) -> String {
    serde_json::from_str::<Sent>(text).expect_err("the sent object should be rejected").to_string()
}

fn rewritten(text: &str) -> String {
    let received: Received = serde_json::from_str(text).expect("the received object must deserialize");
    serde_json::to_string(&received).expect("the received object must serialize")
}

#[test]
fn empty_objects_are_read_and_written() {
    let nothing: Nothing = serde_json::from_str("{}").expect("an empty object must deserialize");
    assert_eq!(serde_json::to_string(&nothing).expect("an empty object must serialize"), "{}");
    assert!(serde_json::from_str::<Nothing>(r#"{"a":1}"#).is_err());
    let anything: Anything =
        serde_json::from_str(r#"{"b":1,"a":null}"#).expect("an object with only undocumented fields must deserialize");
    assert_eq!(
        serde_json::to_string(&anything).expect("an object with only undocumented fields must serialize"),
        r#"{"b":1,"a":null}"#
    );
}

#[test]
fn members_are_written_in_the_documented_order_with_their_codec() {
    let text = r#"{"map":"x","parts":[{"key":"7"}],"inner":{"key":8},"colour":"GREEN","otherKey":4,"key":"3"}"#;
    let sent: Sent = serde_json::from_str(text).expect("the sent object must deserialize");
    assert_eq!(sent.colour, Some(Colour::Green));
    assert_eq!(
        serde_json::to_string(&sent).expect("the sent object must serialize"),
        r#"{"key":3,"otherKey":"4","colour":"GREEN","map":"x","parts":[{"key":7}],"inner":{"key":8}}"#
    );
}

#[test]
fn values_are_read_like_text() {
    let sent: Sent =
        serde_json::from_value(json!({"key": 3, "colour": "RED"})).expect("the sent object must deserialize");
    assert_eq!(
        serde_json::to_value(&sent).expect("the sent object must serialize"),
        json!({"key": 3, "colour": "RED"})
    );
}

#[test]
fn closed_objects_refuse_what_they_do_not_know() {
    assert!(refusal(r#"{"key":3,"colours":"RED"}"#).starts_with("unknown field `colours`"));
    assert!(refusal(r#"{"key":3,"colour":null}"#).starts_with("unexpected null for field `colour`"));
    assert!(refusal(r#"{"key":3,"colour":"BLUE"}"#).starts_with("unknown value, expected RED or GREEN"));
    assert!(refusal(r#"{"key":3,"key":3}"#).starts_with("duplicate field `key`"));
    assert!(refusal(r#"{"colour":"RED"}"#).starts_with("missing field `key`"));
    assert!(refusal("[3]").starts_with("expected an object, found a list"));
}

#[test]
fn a_word_that_must_not_be_shown_is_not_named_in_errors() {
    let body = r#"{"key":3,"hidden":"s3cret"}"#;
    let error = Sent::from_json(body.as_bytes()).expect_err("the sent object should be rejected").to_string();
    assert_eq!(error, "/hidden: `…` is not a valid value; expected RED or GREEN");
    assert!(refusal(body).starts_with("unknown value, expected RED or GREEN"));
    assert_eq!(
        Sent::from_json(br#"{"key":3,"hidden":"RED"}"#).expect("the sent object must be accepted").hidden,
        Some(Colour::Red.into())
    );
}

#[test]
fn open_objects_keep_what_they_do_not_know() {
    let text = concat!(
        r#"{"id":"1","colour":"BLUE","colours":["RED","GREY"],"count":-1,"on":false,"any":{"z":[null]},"#,
        r#""named":{"a":{"b":1}},"birthday":"2000-01-01","token":"t","later":{"x":[1,2.5]},"more":null}"#
    );
    assert_eq!(rewritten(text), text);
}

#[test]
fn null_for_a_member_that_may_be_absent_survives() {
    assert_eq!(rewritten(r#"{"colour":null,"id":"1","x":2}"#), r#"{"id":"1","colour":null,"x":2}"#);
}

#[test]
fn a_member_that_is_set_later_replaces_its_null() {
    let mut received: Received =
        serde_json::from_str(r#"{"id":"1","colour":null}"#).expect("the received object must deserialize");
    received.colour = Some(Colour::Red.into());
    assert_eq!(
        serde_json::to_string(&received).expect("the received object must serialize"),
        r#"{"id":"1","colour":"RED"}"#
    );
}

#[test]
fn of_a_member_that_is_there_twice_no_value_is_believed() {
    let text = r#"{"id":"1","x":1,"id":"2","on":null,"on":true,"x":2,"id":"3"}"#;
    let received: Received = serde_json::from_str(text).expect("the received object must deserialize");
    assert_eq!((&received.id, received.on), (&None, None));
    assert_eq!(received.extra.all("id").map(Json::as_str).collect::<Vec<_>>(), [r#""1""#, r#""2""#, r#""3""#]);
    let written = serde_json::to_string(&received).expect("the received object must serialize");
    assert_eq!(written, r#"{"x":1,"id":"1","id":"2","on":null,"on":true,"x":2,"id":"3"}"#);
    assert_eq!(Received::from_json(text.as_bytes()).expect("the received object must be accepted"), received);
}

#[test]
fn what_does_not_fit_is_kept_under_the_name_of_its_field() {
    let text = r#"{"id":5,"colour":["RED"],"colours":["RED",7],"count":"1","on":null,"named":[],"token":{}}"#;
    let received: Received = serde_json::from_str(text).expect("the received object must deserialize");
    assert_eq!(received.id, None);
    assert!(received.colours.is_empty());
    assert_eq!(received.extra.len(), 7);
    assert_eq!(received.to_json(), text);
    assert_eq!(serde_json::to_string(&received).expect("the received object must serialize"), text);
    assert_eq!(Received::from_json(text.as_bytes()).expect("the received object must be accepted"), received);
}

#[test]
fn nothing_in_a_field_is_told_from_an_absent_field() {
    assert_eq!(rewritten("{}"), "{}");
    assert_eq!(rewritten(r#"{"colours":[],"named":{}}"#), r#"{"colours":[],"named":{}}"#);
    let mut received = Received::from_json(br#"{"colours":[]}"#).expect("the received object must be accepted");
    assert_eq!(received.extra.listed("colours", &received.colours), Some(&[][..]));
    received.colours.push(Colour::Red.into());
    assert_eq!(received.to_json(), r#"{"colours":["RED"]}"#);
}

#[test]
fn debug_output_shows_nothing_secret() {
    let text = r#"{"id":"1","birthday":"2000-01-01","token":"hidden","later":"unseen"}"#;
    let received: Received = serde_json::from_str(text).expect("the received object must deserialize");
    let shown = format!("{received:?}");
    assert!(shown.contains("birthday: Some(Personal(..)), token: Some(Secret(..)), extra: [\"later\"]"), "{shown}");
}
