//! Tests of numbers that keep their spelling: parsing, serializing and comparing values.

use std::cmp::Ordering;

use verispec_runtime::runtime::{
    AsNumber, At, Number, Personal, Policy, Report, constraint, from_json, predicate, to_json,
};

fn number(text: &str) -> Number {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// Numbers in ascending order. The numbers in one row have the same value.
const ORDERED: &[&[&str]] = &[
    &["-1e99999999999999999999"],
    &["-1e400", "-10e399", "-0.1e401"],
    &["-18446744073709551616.5"],
    &["-31.5", "-315e-1"],
    &["-31", "-31.0", "-3.1E+1"],
    &["-1e-400", "-0.1e-399"],
    &["0", "-0", "0.0", "0e5", "-0.00e-99999999999999999999"],
    &["1e-99999999999999999999"],
    &["0.1", "1e-1", "0.10000"],
    &["0.1000000000000000055511151231257827"],
    &["0.3"],
    &["0.75", "75e-2"],
    &["9", "9.0"],
    &["10", "1e1", "100e-1"],
    &["9007199254740992"],
    &["9007199254740993"],
    &["18446744073709551616", "1.8446744073709551616e19"],
    &["1e400"],
];

#[test]
fn values_are_compared_without_rounding() {
    for (place, row) in ORDERED.iter().enumerate() {
        for (other_place, other_row) in ORDERED.iter().enumerate() {
            for (one, other) in row.iter().flat_map(|one| other_row.iter().map(move |other| (one, other))) {
                assert_eq!(
                    number(one).compare(&number(other)),
                    place.cmp(&other_place),
                    "wrong order of {one} and {other}"
                );
                let [least, most] =
                    [predicate::at_least, predicate::at_most].map(|test| test(Some(&number(one)), other));
                assert_eq!(
                    (least, most),
                    (Some(place >= other_place), Some(place <= other_place)),
                    "wrong limits for {one} and {other}"
                );
            }
        }
    }
}

#[test]
fn every_number_comes_back_to_the_letter_and_nothing_else_is_a_number() {
    for text in ORDERED.iter().flat_map(|row| row.iter()) {
        for padded in [(*text).to_owned(), format!(" {text}\n")] {
            let read: Number = from_json(padded.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((read.as_str(), to_json(&read).as_str()), (*text, *text));
        }
        let list = format!("[{text},{text}]");
        let read: Vec<Number> = from_json(list.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(to_json(&read), list);
    }
    for text in
        ["", "-", "+1", "01", "-01", ".5", "5.", "1e", "1e+", "0x1", "1_000", "NaN", "Infinity", "1 2", "\"1\"", "null"]
    {
        assert!(text.parse::<Number>().is_err(), "{text:?} should not parse as a number");
        assert!(from_json::<Number>(text.as_bytes()).is_err(), "{text:?} should not be deserialized as a number");
    }
}

#[test]
fn a_number_is_given_as_what_it_fits() {
    let integers = ["31", "31.0", "3.1e1", "310e-1", "-9223372036854775808", "9223372036854775807", "0.0", "-0"];
    let values = [31, 31, 31, 31, i64::MIN, i64::MAX, 0, 0];
    assert_eq!(integers.map(|text| number(text).as_i64()), values.map(Some));
    for text in ["31.5", "1e-1", "9223372036854775808", "1e400", "1e99999999999999999999"] {
        assert_eq!(number(text).as_i64(), None, "{text}");
    }
    assert_eq!(["0.75", "31.0", "1e-400"].map(|text| number(text).as_f64()), [Some(0.75), Some(31.0), Some(0.0)]);
    assert_eq!(number("1e400").as_f64(), None);
    assert_eq!([Number::from(-3), Number::from(u64::MAX)].map(|own| own.to_string()), ["-3", "18446744073709551615"]);
    for value in [0.1, -2.5e-300, 1e300, f64::MAX, 5.0, f64::MIN_POSITIVE] {
        let kept = Number::try_from(value).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((kept.as_f64(), to_json(&kept).parse()), (Some(value), Ok(value)));
    }
    assert!([f64::NAN, f64::INFINITY].iter().all(|value| Number::try_from(*value).is_err()));
}

#[test]
fn serde_reads_and_writes_what_it_can_hold() {
    for (text, written) in
        [("7", "7"), ("18446744073709551615", "18446744073709551615"), ("0.75", "0.75"), ("31.0", "31.0")]
    {
        let read: Number = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(serde_json::to_string(&read).ok().as_deref(), Some(written));
    }
    assert!(serde_json::to_string(&number("1e400")).is_err());
    assert!(serde_json::from_str::<Number>("\"7\"").is_err());
}

/// Returns the rules that a number violates according to a check.
fn broken(text: &str, check: impl Fn(Option<&Number>, &mut Report)) -> Vec<&'static str> {
    let mut report = Report::new(Policy::Default);
    let value = Some(Personal::from(number(text)));
    check(value.as_number(), &mut report);
    report.violations().iter().map(|violation| violation.rule).collect()
}

#[test]
fn limits_are_held_exactly() {
    let between = |text| {
        broken(text, |value, report| {
            constraint::at_least(value, "0.1", &At::ROOT, report);
            constraint::at_most(value, "0.75", &At::ROOT, report);
        })
    };
    assert_eq!(["0.1", "75e-2", "0.5"].map(between), [const { Vec::<&str>::new() }; 3]);
    assert_eq!(between("0.0999999999999999999999"), ["minimum"]);
    assert_eq!(between("0.7500000000000000000001"), ["maximum"]);
    let multiple =
        |text, step| broken(text, |value, report| constraint::in_steps_of(value, step, &At::ROOT, report)).is_empty();
    for (text, step) in [
        ("0.3", "0.1"),
        ("1e400", "0.25"),
        ("-4.2", "0.7"),
        ("0", "3"),
        ("30", "15"),
        ("1.50", "0.05"),
        ("1e30", "1e20"),
    ] {
        assert!(multiple(text, step), "{text} should be a multiple of {step}");
    }
    for (text, step) in [("0.35", "0.1"), ("1e-1", "0.25"), ("5", "10"), ("1e400", "3"), ("1", "0.3"), ("1e20", "1e30")]
    {
        assert!(!multiple(text, step), "{text} should not be a multiple of {step}");
    }
    let whole = |value, step| {
        let mut report = Report::new(Policy::Default);
        constraint::multiple_of(Some(value), step, &At::ROOT, &mut report);
        report.violations().is_empty()
    };
    assert_eq!([whole(-9, 3), whole(0, 5), whole(i64::MIN, 2), whole(10, 3)], [true, true, true, false]);
    assert_eq!(number("2").compare(&number("10")), Ordering::Less);
}
