//! Payloads that do not fit: everything wrong is reported at its place, and the rest is still given.

use serde_json::{Value, json};
use verispec_runtime::runtime::{At, Extra, Found, Open, Report, WorkflowKey, builtin, decode, object, strings};

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
    /// Its kind.
    pub kind: Kind,
    /// How many.
    pub count: Option<i64>,
}

object!(Item, closed, [kind = "kind", count = "count"]);

/// An order.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// Who orders.
    pub customer_reference: String,
    /// By which process.
    pub key: Option<WorkflowKey>,
    /// What.
    pub items: Option<Vec<Item>>,
    /// Whether it is a gift.
    pub gift: Option<bool>,
}

object!(Order, closed, [customer_reference = "customerReference", key = "key", items = "items", gift = "gift"]);

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What is answered.
    pub kind: Option<Open<Kind>>,
    /// The answer before.
    pub before: Option<Box<Answer>>,
    /// Unknown members.
    pub extra: Extra,
}

object!(Answer, open, [kind = "kind", before = "before"]);

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
    assert_eq!(found, ["not-json : this is not JSON: expected `:` at line 2 column 6"]);
    assert_eq!(order("").1.len(), 1);
    assert_eq!(order("{} {}").1, ["not-json : this is not JSON: trailing characters at line 1 column 4"]);
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
            "missing-member /customerReference: the member `customerReference` is missing",
            "missing-member /items/4/kind: the member `kind` is missing",
            "unexpected-null /items/0/count: expected a whole number, found null",
            "unexpected-null /items/3: expected an object, found null",
            "unknown-member /customerRef: there is no member `customerRef`; expected customerReference, key, items or gift",
            "unknown-value /items/1/kind: `PEN` is not known here; expected BOOK or MAP",
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
            "duplicate-member /items/0/kind: the member `kind` is there more than once",
            "duplicate-member /customerReference: the member `customerReference` is there more than once",
        ]
    );
    let mut report = Report::default();
    decode::<Answer>(br#"{"a":1,"kind":"MAP","a":{"b":1,"b":1}}"#, &mut report);
    assert_eq!(report.violations()[0].pointer, "/a");
    assert_eq!(report.violations().len(), 1);
}

#[test]
fn open_objects_report_only_what_cannot_be_kept() {
    let mut report = Report::default();
    let body = br#"{"kind":"PEN","before":{"kind":null,"before":7,"new":[]},"newer":null}"#;
    let answer: Answer = decode(body, &mut report).expect("must be read");
    assert_eq!(report.violations().len(), 1);
    assert_eq!(report.violations()[0].pointer, "/before/before");
    let rewritten = serde_json::to_value(&answer).expect("must be written");
    assert_eq!(rewritten, json!({"kind": "PEN", "before": {"kind": null, "new": []}, "newer": null}));
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
