//! Tests of pointers, messages, severities and schema limits.

use std::collections::BTreeMap;

use verispec_runtime::runtime::{
    At, Constrained, Context, Found, Personal, Policy, Report, Rule, Severities, Severity, builtin, constraint,
};

static LATE: Rule = Rule {
    id: "late",
    severity: Severity::Warning,
    strict: Severity::Error,
    message: "{value} is not {allowed} in {workflow}; {this} and { stay",
    docs: "docs/rules.md#late",
};

fn severity(policy: Policy, own: Option<Severity>) -> Severity {
    let mut severities = Severities::default();
    let own = own.map(|severity| severities.set(&[&LATE], "late", severity));
    assert_eq!(own.unwrap_or(Ok(())), Ok(()));
    let mut report = Report::for_context(&Context::new().policy(policy).severities(severities));
    report.add(&LATE, &At::ROOT, Found::default());
    report.violations()[0].severity
}

#[test]
fn pointers_escape_names() {
    assert_eq!(At::ROOT.to_pointer(), "");
    assert_eq!(At::ROOT.member("a/b").item(0).member("m~n").member("").to_pointer(), "/a~1b/0/m~0n/");
}

#[test]
fn severity_follows_the_policy_unless_it_is_set() {
    assert_eq!(severity(Policy::Default, None), Severity::Warning);
    assert_eq!(severity(Policy::Strict, None), Severity::Error);
    assert_eq!(severity(Policy::Strict, Some(Severity::Warning)), Severity::Warning);
    assert_eq!(severity(Policy::Default, Some(Severity::Error)), Severity::Error);
}

#[test]
fn only_rules_that_judge_what_was_read_can_be_raised_or_lowered() {
    let told = |id: &str| {
        let refused = Severities::default().set(&[&LATE], id, Severity::Warning);
        refused.expect_err("the severity should be rejected").to_string()
    };
    assert_eq!(told("lated"), r#"unknown rule "lated"; did you mean late?"#);
    assert_eq!(told("something-else"), r#"unknown rule "something-else"; rules::ALL lists all rules"#);
    let fixed = "violations of missing-member make a payload unreadable, so they are always errors";
    assert_eq!(told("missing-member"), fixed);
    assert_eq!(Severities::default().set(&[&LATE], "max-length", Severity::Warning), Ok(()));
}

#[test]
fn a_report_with_warnings_is_ok() {
    let mut report = Report::new(Policy::Default);
    report.add(&LATE, &At::ROOT, Found::default());
    assert!(report.is_ok());
    report.add(&builtin::UNEXPECTED_BODY, &At::ROOT, Found::default());
    assert!(!report.is_ok());
    assert_eq!(report.into_violations().len(), 2);
}

#[test]
fn messages_are_filled_with_what_was_found() {
    let mut report = Report::new(Policy::Default);
    let found = Found { value: Some("{allowed}\n"), allowed: Some("A or B".into()), workflow: Some("3") };
    report.add(&LATE, &At::ROOT.member("x"), found);
    report.add(&LATE, &At::ROOT, Found { value: Some(&"é".repeat(100)), ..Found::default() });
    let shown: Vec<String> = report.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        shown[0],
        r"warning[late] at /x: {allowed}\n is not A or B in 3; {this} and { stay (docs/rules.md#late)"
    );
    let start = format!("warning[late]: {}… is not a documented value in", "é".repeat(80));
    assert!(shown[1].starts_with(&start), "{}", shown[1]);
}

#[test]
fn violations_are_written_as_objects() {
    let mut report = Report::new(Policy::Default);
    report.add(&builtin::UNEXPECTED_BODY, &At::ROOT.member("a"), Found::default());
    assert_eq!(
        serde_json::to_value(report.violations()).expect("violations should serialize"),
        serde_json::json!([{
            "rule": "unexpected-body",
            "severity": "error",
            "pointer": "/a",
            "message": "this operation does not have a body",
            "docs": "docs/rules.md#unexpected-body",
        }])
    );
}

#[test]
fn builtin_rules_have_ids_of_their_own() {
    let mut ids: Vec<&str> = builtin::ALL.iter().map(|rule| rule.id).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn limits_themselves_are_within_the_limits() {
    let (at, mut report) = (At::ROOT, Report::default());
    constraint::max_length(Some("éé"), 2, &at, &mut report);
    constraint::min_length(Some("éé"), 2, &at, &mut report);
    constraint::minimum(Some(1), 1, &at, &mut report);
    constraint::maximum(Some(1), 1, &at, &mut report);
    constraint::min_items(Some(1), 1, &at, &mut report);
    constraint::max_items(Some(1), 1, &at, &mut report);
    constraint::date_time(Some("2024-02-29T23:59:59.000Z"), &at, &mut report);
    constraint::date_time(Some("2024-02-29T23:59:59Z"), &at, &mut report);
    constraint::date(Some("2024-02-29"), &at, &mut report);
    constraint::uri(Some("https://example.com/a"), &at, &mut report);
    constraint::max_length(None, 0, &at, &mut report);
    constraint::date(None, &at, &mut report);
    assert_eq!(report.violations(), []);
}

#[test]
fn what_is_beyond_a_limit_is_reported() {
    let (at, mut report) = (At::ROOT, Report::default());
    constraint::max_length(Some("ééé"), 2, &at, &mut report);
    constraint::min_length(Some("é"), 2, &at, &mut report);
    constraint::minimum(Some(0), 1, &at, &mut report);
    constraint::maximum(Some(2), 1, &at, &mut report);
    constraint::min_items(Some(0), 1, &at, &mut report);
    constraint::max_items(Some(2), 1, &at, &mut report);
    constraint::date_time(Some("2023-02-29T23:59:59.000Z"), &at, &mut report);
    constraint::date(Some("2023-02-29"), &at, &mut report);
    constraint::uri(Some("example.com"), &at, &mut report);
    let found: Vec<(&str, &str)> = report.violations().iter().map(|it| (it.rule, it.message.as_str())).collect();
    assert_eq!(
        found,
        [
            ("max-length", "the length is 3; the maximum is 2"),
            ("min-length", "the length is 1; the minimum is 2"),
            ("minimum", "0 is too small; the minimum is 1"),
            ("maximum", "2 is too large; the maximum is 1"),
            ("min-items", "the number of items is 0; the minimum is 1"),
            ("max-items", "the number of items is 2; the maximum is 1"),
            ("format", "the value is not a valid UTC timestamp"),
            ("format", "the value is not a valid date, written as YYYY-MM-DD"),
            ("format", "the value is not an absolute http or https URL"),
        ]
    );
}

/// A string with at most one character.
struct Letter(&'static str);

impl Constrained for Letter {
    fn check(&self, at: &At<'_>, report: &mut Report) {
        constraint::max_length(Some(self.0), 1, at, report);
    }
}

#[test]
fn containers_check_what_they_hold() {
    let mut report = Report::default();
    let list = vec![Letter("a"), Letter("bc")];
    let map = BTreeMap::from([("x".to_owned(), Personal::from(list))]);
    Some(Box::new(map)).check(&At::ROOT.member("m"), &mut report);
    let pointers: Vec<&str> = report.violations().iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(pointers, ["/m/x/1"]);
}

#[test]
fn what_was_not_judged_is_named_and_refused_by_the_complete_policy() {
    let open = |policy| {
        let mut report = Report::new(policy);
        report.leave_open(&LATE, "now");
        report.leave_open(&LATE, "channel");
        report.leave_open(&LATE, "now");
        report
    };
    for (policy, is_ok) in [(Policy::Default, true), (Policy::Strict, true), (Policy::Complete, false)] {
        let report = open(policy);
        assert_eq!(report.is_ok(), is_ok, "{policy:?}");
        assert_eq!(report.not_judged()[0].lacks, ["now", "channel"]);
        assert_eq!(report.not_judged().len(), 1);
    }
    let shown = open(Policy::Complete).to_string();
    assert_eq!(
        shown,
        "0 errors, 0 warnings, 1 rule not judged\n  not judged[late]: the context does not provide now, channel"
    );
}
