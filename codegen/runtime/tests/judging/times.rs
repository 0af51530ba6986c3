//! Tests of calendar days, timestamps, durations and ages.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use verispec_runtime::runtime::Timestamp;
use verispec_runtime::runtime::predicate::{max_age, max_duration, min_duration, not_in_future};
use verispec_runtime::runtime::time::{Moment, duration, is_date, read_duration, write_duration};

#[test]
fn days_that_exist() {
    for day in ["0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "2023-02-28", "2023-04-30", "2023-12-31"] {
        assert!(is_date(day), "{day}");
    }
}

#[test]
fn days_that_do_not_exist() {
    for day in [
        "",
        "0000-01-01",
        "2023-02-29",
        "1900-02-29",
        "2100-02-29",
        "2023-04-31",
        "2023-00-10",
        "2023-13-10",
        "2023-01-00",
        "2023-01-32",
        "2023-1-01",
        "2023-01-1",
        "23-01-01",
        "2023/01/01",
        "20230101",
        "2023-01-01 ",
        "+023-01-01",
        "2023-01-0é",
        "٢٠٢٣-01-01",
    ] {
        assert!(!is_date(day), "{day}");
    }
}

#[test]
fn timestamps_in_the_one_form() {
    for text in ["2022-10-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "0001-01-01T00:00:00.000Z"] {
        assert!(Moment::parse(text).is_some(), "{text}");
    }
}

#[test]
fn timestamps_in_any_other_form() {
    for text in [
        "",
        "2022-10-01",
        "2022-10-01T00:00:00Z",
        "2022-10-01T00:00:00.0Z",
        "2022-10-01T00:00:00.0000Z",
        "2022-10-01T00:00:00.000",
        "2022-10-01T00:00:00.000z",
        "2022-10-01t00:00:00.000Z",
        "2022-10-01 00:00:00.000Z",
        "2022-10-01T24:00:00.000Z",
        "2022-10-01T00:60:00.000Z",
        "2022-10-01T00:00:60.000Z",
        "2023-02-29T00:00:00.000Z",
        "2022-10-01T00:00:00,000Z",
        "2022-10-01T00:00:00+00:0",
        "2022-10-01T00:00:00.00éZ",
        " 2022-10-01T00:00:00.00Z",
        "2022-10-01T-1:00:00.000Z",
    ] {
        assert!(Moment::parse(text).is_none(), "{text}");
    }
}

#[test]
fn other_fractions_are_read_leniently() {
    let read = |text| Moment::parse_lenient(text);
    assert_eq!(read("2022-10-01T00:00:01Z"), read("2022-10-01T00:00:01.000000000000Z"));
    assert_eq!(read("2022-10-01T00:00:01.5Z"), read("2022-10-01T00:00:01.500Z"));
    assert!(read("2022-10-01T00:00:01.5Z") < read("2022-10-01T00:00:01.51Z"));
    assert!(read("2022-10-01T00:00:01.999Z") < read("2022-10-01T00:00:02Z"));
    assert_eq!(read("2022-10-01T00:00:01.Z"), None);
    assert_eq!(read("2022-10-01T00:00:01.5"), None);
}

#[test]
fn age_follows_the_calendar() {
    let age = |text, now: &str| max_age(Some(text), Some(now.parse().unwrap()), 3);
    assert_eq!(age("2020-02-01T12:00:00.000Z", "2023-02-01T12:00:00.000Z"), Some(true));
    assert_eq!(age("2020-02-01T12:00:00.000Z", "2023-02-01T12:00:00.001Z"), Some(false));
    assert_eq!(age("2020-02-01T12:00:00.000Z", "2023-02-01T12:00:00Z"), Some(true));
    assert_eq!(age("2019-12-31T23:59:59.000Z", "2023-02-01T12:00:00.000Z"), Some(false));
    assert_eq!(age("2024-02-29T12:00:00.000Z", "2027-02-28T23:59:59.999Z"), Some(true));
    assert_eq!(age("2024-02-29T12:00:00.000Z", "2027-03-01T00:00:00.000Z"), Some(false));
    assert_eq!(age("9999-12-31T00:00:00.000Z", "9999-12-31T00:00:00.000Z"), Some(true));
}

#[test]
fn age_is_unknown_only_for_want_of_the_time() {
    let now: Option<Moment> = "2023-02-01T12:00:00Z".parse().ok();
    assert_eq!(max_age(Some("2023-02-01T12:00:00.000Z"), None, 3), None);
    assert_eq!(not_in_future(Some("2023-02-01T12:00:00.000Z"), None, Duration::ZERO), None);
    for text in [None, Some("yesterday"), Some("2023-02-01")] {
        assert_eq!((max_age(text, now, 3), max_age(text, None, 3)), (Some(true), Some(true)), "{text:?}");
        assert_eq!(not_in_future(text, None, Duration::ZERO), Some(true), "{text:?}");
    }
}

#[test]
fn the_future_begins_after_what_clocks_may_differ() {
    let now: Option<Moment> = "2023-02-01T12:00:00Z".parse().ok();
    let past = |text, skew| not_in_future(Some(text), now, Duration::from_millis(skew));
    assert_eq!(past("2023-02-01T12:00:00.000Z", 0), Some(true));
    assert_eq!(past("2023-02-01T12:00:00.001Z", 0), Some(false));
    assert_eq!(past("2023-02-01T12:00:01.000Z", 1000), Some(true));
    assert_eq!(past("2023-02-01T12:00:01.001Z", 1000), Some(false));
    assert_eq!(past("9999-12-31T23:59:59.999Z", u64::MAX), Some(true));
}

#[test]
fn every_day_of_the_calendar_is_the_same_by_clock_and_by_text() {
    let mut text: Moment = "1970-01-01T00:00:00Z".parse().unwrap();
    for day in 0..=180_000_u64 {
        let clock = Moment::from(UNIX_EPOCH + Duration::from_secs(day * 86_400 + 86_399));
        assert_eq!((text.year(), text.month(), text.day()), (clock.year(), clock.month(), clock.day()), "{day}");
        assert_eq!(clock.to_string().parse(), Ok(clock));
        text = text.plus(Duration::from_secs(86_400));
    }
    let before = Moment::from(UNIX_EPOCH - Duration::from_millis(1));
    assert_eq!(before.to_string(), "1969-12-31T23:59:59.999Z");
    assert_eq!(Moment::from(UNIX_EPOCH - Duration::from_secs(62_135_596_800)).to_string(), "0001-01-01T00:00:00Z");
    assert_eq!(Moment::from(UNIX_EPOCH + Duration::from_secs(1 << 60)).to_string(), "9999-12-31T23:59:59.999999999Z");
}

#[test]
fn offsets_move_a_time_to_utc() {
    for (text, utc) in [
        ("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00Z"),
        ("2023-12-31T23:30:00-01:00", "2024-01-01T00:30:00Z"),
        ("2024-01-01T00:00:00-00:00", "2024-01-01T00:00:00Z"),
    ] {
        assert_eq!(text.parse::<Moment>().unwrap().to_string(), utc);
    }
    for text in [
        "2024-01-01T00:00:00+24:00",
        "2024-01-01T00:00:00+00:60",
        "2024-01-01T00:00:00 +01:00",
        "9999-12-31T23:59:59-01:00",
    ] {
        assert!(text.parse::<Moment>().is_err(), "{text}");
    }
}

#[test]
fn durations() {
    assert_eq!(duration("0s"), Some(0));
    assert_eq!(duration("005m"), Some(300));
    assert_eq!(duration("2h"), Some(7200));
    assert_eq!(duration("60d"), Some(5_184_000));
    assert_eq!(duration("99999999999999999999999d"), Some(u64::MAX));
    for text in ["", "m", "5", "5M", "5 m", "-5m", "+5m", "5.5m", "5mm", "5w", "5m ", "٥m", "5é"] {
        assert_eq!(duration(text), None, "{text}");
    }
}

#[test]
fn lengths_of_durations() {
    assert_eq!(min_duration(Some("5m"), 300), Some(true));
    assert_eq!(min_duration(Some("299s"), 300), Some(false));
    assert_eq!(min_duration(Some("long"), 300), None);
    assert_eq!(max_duration(Some("60d"), 5_184_000), Some(true));
    assert_eq!(max_duration(Some("5184001s"), 5_184_000), Some(false));
    assert_eq!(max_duration(None, 5_184_000), None);
}

#[test]
fn timestamps_and_system_times_say_the_same_moment() {
    let leap_day = UNIX_EPOCH + Duration::from_millis(1_709_251_199_999);
    assert_eq!(Timestamp::from(leap_day).as_str(), "2024-02-29T23:59:59.999Z");
    assert_eq!(Timestamp::from(UNIX_EPOCH - Duration::from_millis(1)).as_str(), "1969-12-31T23:59:59.999Z");
    assert_eq!(
        Timestamp::new("2024-03-04T12:01:12.5+01:00").system_time(),
        "2024-03-04T11:01:12.5Z".parse::<Moment>().unwrap().system_time()
    );
    for text in ["", "yesterday", "2024-03-04", "2023-02-29T00:00:00.000Z"] {
        assert_eq!(Timestamp::new(text).system_time(), None, "{text}");
    }
}

#[test]
fn a_time_comes_back_from_its_timestamp_without_what_is_finer_than_a_millisecond() {
    let mut state: u64 = 7;
    for _ in 0..2000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The tested years range from 1653 to 2286, so that every system can represent them.
        let (seconds, nanoseconds) = (state >> 31, u32::try_from(state % 1_000_000_000).unwrap());
        let seconds = seconds % 10_000_000_000;
        let whole: SystemTime = if state & 1 == 0 {
            UNIX_EPOCH + Duration::from_secs(seconds)
        } else {
            UNIX_EPOCH - Duration::from_secs(seconds)
        };
        let written = Timestamp::from(whole + Duration::new(0, nanoseconds));
        assert!(Moment::parse(written.as_str()).is_some(), "{written}");
        let milliseconds = Duration::from_millis(u64::from(nanoseconds / 1_000_000));
        assert_eq!(written.system_time(), Some(whole + milliseconds), "{written}");
    }
}

#[test]
fn durations_are_written_in_the_largest_unit_that_fits_and_come_back() {
    let seconds = |seconds| Duration::from_secs(seconds);
    let written =
        [(0, "0s"), (59, "59s"), (60, "1m"), (90, "90s"), (5400, "90m"), (7200, "2h"), (86_400, "1d"), (90_000, "25h")];
    for (length, text) in written {
        assert_eq!(write_duration(seconds(length)), text);
    }
    for length in (0..1_000_000).step_by(997).chain([u64::MAX, u64::MAX / 60 * 60, u64::MAX / 86_400 * 86_400]) {
        assert_eq!(read_duration(&write_duration(seconds(length))), Some(seconds(length)), "{length}");
    }
    assert_eq!(write_duration(Duration::from_millis(1999)), "1s");
    assert_eq!(read_duration("30"), None);
}
