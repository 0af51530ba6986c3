//! Tests of payloads that do not fit their types: every deviation is reported at its location, and the usable part is
//! returned.

use serde_json::{Value, json};
use verispec_runtime::runtime::{
    At, Extra, Found, Json, Open, Report, WorkflowKey, builtin, decode, object, received, strings,
};

/// A kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A book.
    Book,
    /// A map.
    Map,
}

strings!(Kind, [Book = "BOOK", Map = "MAP"]);

/// An item of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The kind of the item.
    pub kind: Kind,
    /// The number of copies.
    pub count: Option<i64>,
}

object!(Item, closed, [kind = "kind", count = "count"]);

/// An order.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The customer's reference.
    pub customer_reference: String,
    /// The key of the workflow that handles the order.
    pub key: Option<WorkflowKey>,
    /// The ordered items.
    pub items: Option<Vec<Item>>,
    /// Whether the order is a gift.
    pub gift: Option<bool>,
}

object!(Order, closed, [customer_reference = "customerReference", key = "key", items = "items", gift = "gift"]);

/// A response.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The kind that the response is about.
    pub kind: Option<Open<Kind>>,
    /// The previous response.
    pub before: Option<Box<Answer>>,
    /// Further responses.
    pub list: Vec<Answer>,
    /// Tags of the response.
    pub tags: Vec<String>,
    /// The number of times that the response was sent.
    pub count: Option<i64>,
    /// Undocumented fields.
    pub extra: Extra,
}

object!(
    Answer,
    open,
    [kind = "kind", before = "before", list = "list", tags = "tags", count = "count" as or_text],
    ["kind"]
);

fn order(body: &str) -> (Option<Order>, Vec<String>) {
    let mut report = Report::default();
    let order = decode(body.as_bytes(), &mut report);
    assert_eq!(report.is_ok(), report.violations().is_empty());
    (order, report.violations().iter().map(|it| format!("{} {}: {}", it.rule, it.pointer, it.message)).collect())
}

fn plain_order() -> Order {
    Order { customer_reference: "x".into(), key: None, items: None, gift: None }
}

#[test]
fn a_fitting_payload_has_no_violation() {
    assert_eq!(order(r#"{"customerReference":"x"}"#), (Some(plain_order()), vec![]));
}

#[test]
fn what_is_no_json_is_reported_with_its_place() {
    let (none, found) = order("{\"gift\": 3,\n \"x\" }");
    assert_eq!(none, None);
    assert_eq!(found, ["not-json : invalid JSON: expected `:` at line 2 column 6"]);
    assert_eq!(order("").1.len(), 1);
    assert_eq!(order("{} {}").1, ["not-json : invalid JSON: trailing characters at line 1 column 4"]);
    assert_eq!(order(&"[".repeat(1_000)).1.len(), 1);
    assert!(order("\"\u{1}\"").1[0].starts_with("not-json : "));
}

#[test]
fn every_structural_violation_is_reported() {
    let body = json!({
        "customerRef": "x",
        "key": 1.5,
        "items": [{"kind": "BOOK", "count": null}, {"kind": "PEN"}, 3, null, {}],
        "gift": "yes",
    });
    let (none, mut found) = order(&body.to_string());
    found.sort_unstable();
    assert_eq!(none, None);
    assert_eq!(
        found,
        [
            "missing-member /customerReference: missing field `customerReference`",
            "missing-member /items/4/kind: missing field `kind`",
            "unexpected-null /items/0/count: expected a whole number, found null",
            "unexpected-null /items/3: expected an object, found null",
            "unknown-member /customerRef: unknown field `customerRef`; expected customerReference, key, items or gift",
            "unknown-value /items/1/kind: `PEN` is not a valid value; expected BOOK or MAP",
            "wrong-type /gift: expected true or false, found a string",
            "wrong-type /items/2: expected an object, found a whole number",
            "wrong-type /key: expected a whole number or a string, found a number that is not whole",
        ]
    );
}

#[test]
fn slips_get_a_suggestion() {
    let meant = |name: &str| order(&json!({"customerReference": "x", name: 1}).to_string()).1.remove(0);
    assert!(meant("customer_reference").ends_with("did you mean `customerReference`?"));
    assert!(meant("custmerReference").ends_with("did you mean `customerReference`?"));
    assert!(meant("itmes").ends_with("did you mean `items`?"));
    assert!(meant("zzzzz").ends_with("expected customerReference, key, items or gift"));
    assert!(meant(&"i".repeat(10_000)).ends_with("expected customerReference, key, items or gift"));
}

#[test]
fn optional_members_that_cannot_be_read_are_left_out() {
    let body = json!({"customerReference": "x", "gift": 1, "items": [{"kind": "BOOK"}, {"kind": 2}], "colour": 3});
    let (rest, found) = order(&body.to_string());
    assert_eq!(rest, Some(plain_order()));
    assert_eq!(found.len(), 3);
}

#[test]
fn nothing_more_is_reported_where_a_value_was_left_out() {
    let mut report = Report::default();
    let body = r#"{"customerReference":"x","items":[{"kind":"PEN"}]}"#;
    assert!(decode::<Order>(body.as_bytes(), &mut report).is_some());
    report.add(&builtin::MISSING_MEMBER, &At::ROOT.member("items"), Found::default());
    report.add(&builtin::MIN_ITEMS, &At::ROOT.member("items").item(1), Found::default());
    report.add(&builtin::MISSING_MEMBER, &At::ROOT.member("items2"), Found::default());
    let pointers: Vec<&str> = report.violations().iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(pointers, ["/items/0/kind", "/items2"]);
}

#[test]
fn members_that_are_there_twice_are_reported() {
    let (rest, found) =
        order(r#"{"customerReference":"y","items":[{"kind":"MAP","kind":"MAP"}],"customerReference":"x"}"#);
    assert_eq!(rest.map(|order| order.customer_reference), Some("x".into()));
    assert_eq!(
        found,
        [
            "duplicate-member /items/0/kind: duplicate field `kind`",
            "duplicate-member /customerReference: duplicate field `customerReference`",
        ]
    );
}

fn answer(body: &str) -> (Answer, Vec<String>) {
    let mut report = Report::default();
    let answer: Answer =
        decode(body.as_bytes(), &mut report).expect("any JSON object should decode as a received payload");
    assert!(report.violations().is_empty(), "decoding a received payload should not report violations");
    received(&answer, None, &mut report);
    assert!(report.is_ok(), "violations of a received payload should be warnings");
    assert_eq!(
        answer.to_json().parse::<Value>().ok(),
        body.parse().ok(),
        "the payload should be serialized as it was received"
    );
    (answer, report.violations().iter().map(|it| format!("{} {}", it.rule, it.pointer)).collect())
}

#[test]
fn answers_are_read_whatever_they_hold() {
    assert_eq!(answer(r#"{"kind":"PEN","new":[1.10],"list":[{"kind":"MAP"}]}"#).1, Vec::<String>::new());
    assert_eq!(answer("{}").1, ["missing-member /kind"]);
    assert_eq!(answer(r#"{"kind":null}"#).1, ["unexpected-null /kind"]);
    let (_, found) =
        answer(r#"{"kind":7,"before":{"kind":"MAP","before":7,"new":[]},"list":[3,{},null],"newer":null}"#);
    assert_eq!(
        found,
        [
            "wrong-type /kind",
            "wrong-type /before/before",
            "wrong-type /list/0",
            "missing-member /list/1/kind",
            "unexpected-null /list/2",
        ]
    );
    let (_, found) = answer(r#"{"kind":"MAP","a":1,"kind":"MAP","a":2,"tags":["x",5,"y",[]]}"#);
    assert_eq!(found, ["wrong-type /tags/1", "wrong-type /tags/3", "duplicate-member /kind", "duplicate-member /a"]);
}

#[test]
fn an_odd_item_keeps_its_place() {
    let (answer, _) = answer(r#"{"kind":"MAP","list":[{"kind":"BOOK"},"odd",{"kind":"MAP"}]}"#);
    assert_eq!(answer.list.len(), 3);
    assert_eq!(answer.list[1].extra.instead().map(Json::as_str), Some("\"odd\""));
    assert_eq!(answer.list[2].kind, Some(Kind::Map.into()));
}

#[test]
fn nothing_but_another_type_and_text_that_is_not_json_makes_an_answer_unreadable() {
    for body in
        ["[]", "\"x\"", "null", "1", "{", "{\"a\":01}", "{\"a\":\"\\x\"}", "{} {}", "{\"a\":tru}", "{\"a\":[1,]}"]
    {
        let mut report = Report::default();
        assert!(decode::<Answer>(body.as_bytes(), &mut report).is_none(), "{body}");
        assert!(!report.is_ok(), "{body}");
    }
}

#[test]
fn values_that_nobody_interprets_come_back_to_the_letter() {
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    for value in [
        "1E400",
        "1e-400",
        "-0",
        "1.10",
        "18446744073709551616",
        "0.1234567890123456789",
        "\"\\ud83d\"",
        "{\"a\":1,\"a\":\" \\\" \"}",
        &deep,
    ] {
        let body = format!(r#"{{"kind":"MAP","count":{value},"new":{value}}}"#);
        let answer = Answer::from_json(body.as_bytes()).expect("the body should be accepted because it is JSON");
        assert_eq!(answer.to_json(), body);
    }
    let spaced = Answer::from_json(b"{ \"kind\" : \"MAP\", \"new\" : [ 1 , { \"a\\\" \" : \"\\\\\" , \"b\":\t2 } ] }")
        .expect("the body should be accepted because it is JSON");
    assert_eq!(spaced.to_json(), r#"{"kind":"MAP","new":[1,{"a\" ":"\\","b":2}]}"#);
    let body = r#"{"kind":"MAP","\ud83d":1}"#;
    assert_eq!(
        Answer::from_json(body.as_bytes()).expect("the body should be accepted because it is JSON").to_json(),
        body
    );
}

#[test]
fn whole_numbers_are_read_in_every_spelling() {
    for (text, number) in
        [("31.0", 31), ("3.1e1", 31), ("-0", 0), ("0e9", 0), ("1E2", 100), ("120e-1", 12), ("-5.00", -5)]
    {
        let body = format!(r#"{{"kind":"MAP","count":{text}}}"#);
        let (answer, found) = answer(&body);
        assert_eq!((answer.count, found), (Some(number), Vec::new()), "{text}");
        assert_eq!(answer.to_json(), body);
    }
    for text in ["0.5", "1e-400", "1e400", "9223372036854775808", "1e19", "\"x\"", "\"01\"", "\"1.0\"", "\"\""] {
        let (answer, found) = answer(&format!(r#"{{"kind":"MAP","count":{text}}}"#));
        assert_eq!((answer.count, found.len()), (None, 1), "{text}: {found:?}");
    }
    let (answer, found) = answer(r#"{"kind":"MAP","count":"55"}"#);
    assert_eq!((answer.count, found), (Some(55), Vec::new()));
}

#[test]
fn a_report_keeps_a_hundred_of_each_severity_and_counts_the_rest() {
    let items: Vec<Value> = (0..1_000).map(|_| json!({"kind": "PEN"})).collect();
    let mut report = Report::default();
    decode::<Order>(json!({"customerReference": "x", "items": items}).to_string().as_bytes(), &mut report);
    assert_eq!((report.violations().len(), report.omitted()), (Report::LIMIT, 900));
    let answer: Answer =
        decode(json!({"list": items.iter().map(|_| 1).collect::<Vec<_>>()}).to_string().as_bytes(), &mut report)
            .expect("any JSON object should decode as a received payload");
    received(&answer, None, &mut report);
    assert_eq!((report.violations().len(), report.omitted()), (2 * Report::LIMIT, 900 + 901));
    assert!(!report.is_ok());
}

#[test]
fn numbers_beyond_the_type_are_reported() {
    let found = |count: Value| {
        order(&json!({"customerReference": "x", "items": [{"kind": "MAP", "count": count}]}).to_string()).1
    };
    assert_eq!(found(json!(i64::MIN)), Vec::<String>::new());
    assert_eq!(
        found(json!(u64::MAX)),
        ["wrong-type /items/0/count: expected a whole number, found a number that is too large"]
    );
    assert_eq!(
        found(json!(1.0)),
        ["wrong-type /items/0/count: expected a whole number, found a number that is not whole"]
    );
}
