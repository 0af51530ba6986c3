//! Tests of constants and patterns: which values are rejected, at which location, and with which message.

use verispec_runtime::runtime::{At, LazyPattern, Number, Policy, Report, constraint};

/// Returns the rule and message of each violation that a check reports.
fn told(check: impl Fn(&At<'_>, &mut Report)) -> Vec<(String, String)> {
    let mut report = Report::new(Policy::Default);
    check(&At::ROOT.member("it"), &mut report);
    let violations = report.violations().iter();
    violations
        .map(|violation| (format!("{} {}", violation.rule, violation.pointer), violation.message.clone()))
        .collect()
}

fn refused(rule: &str, message: &str) -> Vec<(String, String)> {
    vec![(format!("{rule} /it"), message.to_owned())]
}

#[test]
fn only_the_constant_is_accepted_however_a_number_is_written() {
    let number = |text: &str| -> Number { text.parse().unwrap_or_else(|error| panic!("{error}")) };
    assert_eq!(told(|at, report| constraint::only_text(Some("a"), "a", at, report)), []);
    assert_eq!(told(|at, report| constraint::only_integer(Some(3), 3, at, report)), []);
    assert_eq!(told(|at, report| constraint::only_number(Some(&number("15e-1")), "1.5", at, report)), []);
    assert_eq!(told(|at, report| constraint::only_flag(Some(false), false, at, report)), []);
    assert_eq!(
        told(|at, report| constraint::only_text(Some("secret"), "a", at, report)),
        refused("other-value", "the only allowed value is `a`")
    );
    assert_eq!(
        told(|at, report| constraint::only_integer(Some(4), 3, at, report)),
        refused("other-value", "the only allowed value is 3")
    );
    assert_eq!(
        told(|at, report| constraint::only_number(Some(&number("1.50001")), "1.5", at, report)),
        refused("other-value", "the only allowed value is 1.5")
    );
    assert_eq!(
        told(|at, report| constraint::only_flag(Some(true), false, at, report)),
        refused("other-value", "the only allowed value is false")
    );
}

#[test]
fn a_pattern_has_to_match_some_part_and_the_message_does_not_show_the_text() {
    let pattern = |text: Option<&str>, pattern: &'static str| {
        told(|at, report| constraint::pattern(text, &LazyPattern::new(pattern), at, report))
    };
    assert_eq!(pattern(Some("an AB here"), "[A-Z]{2}"), []);
    assert_eq!(pattern(Some("AB"), "^[A-Z]{2}$"), []);
    assert_eq!(pattern(None, "^[A-Z]{2}$"), []);
    assert_eq!(pattern(Some("secret"), "^[A-Z]{2}$"), refused("pattern", "the value does not match `^[A-Z]{2}$`"));
    // Lint rejects a pattern with lookaround. At run time, it must not match any value.
    assert_eq!(pattern(Some("a"), "(?=a)"), refused("pattern", "the value does not match `(?=a)`"));
}
