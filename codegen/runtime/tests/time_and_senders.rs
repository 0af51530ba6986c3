//! Tests of polling schedules and deadlines, and of the addresses and keys of callbacks.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use verispec_runtime::runtime::callback::{idempotency_key, sender_is_published};
use verispec_runtime::runtime::model::Region;
use verispec_runtime::runtime::polling::{Deadline, schedule};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_schedule_gives_each_delay_and_ends() {
    static DELAYS: &[Duration] = &[SECOND, Duration::from_secs(3)];
    let mut delays = schedule(DELAYS);
    assert_eq!((delays.len(), delays.total()), (2, 4 * SECOND));
    assert_eq!(delays.next(), Some(SECOND));
    assert_eq!((delays.len(), delays.total()), (1, 3 * SECOND));
    assert_eq!([delays.next(), delays.next(), delays.next()], [Some(3 * SECOND), None, None]);
}

#[test]
fn a_deadline_is_told_what_time_it_is() {
    let start = Instant::now();
    let deadline = Deadline::new(start, 10 * SECOND);
    assert_eq!(deadline.remaining(start + 4 * SECOND), Some(6 * SECOND));
    assert_eq!(deadline.remaining(start + 10 * SECOND), None);
    assert!(!deadline.is_over(start + 9 * SECOND) && deadline.is_over(start + 10 * SECOND));
    assert!(
        deadline.ends_within(start + 4 * SECOND, 6 * SECOND) && !deadline.ends_within(start + 4 * SECOND, 5 * SECOND)
    );
    assert_eq!(deadline.renewed(start + 9 * SECOND).remaining(start + 9 * SECOND), Some(10 * SECOND));
    assert!(
        deadline.renewed(start + 11 * SECOND).is_over(start + 11 * SECOND),
        "renewing a deadline that is over should not extend it"
    );
}

#[test]
fn a_sender_is_one_of_the_published_addresses_in_any_form() {
    let region = Region {
        id: "north",
        name: "North",
        hosts: &[],
        callback_host: None,
        callback_addresses: &["192.0.2.1", "2001:db8::7", "not an address"],
    };
    let published = |text: &str| text.parse::<IpAddr>().is_ok_and(|sender| sender_is_published(sender, &region));
    for known in ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::7", "2001:0db8:0:0:0:0:0:7"] {
        assert!(published(known), "{known}");
    }
    for unknown in ["192.0.2.2", "::ffff:192.0.2.2", "::192.0.2.1", "2001:db8::8", "127.0.0.1", "::1"] {
        assert!(!published(unknown), "{unknown}");
    }
}

#[test]
fn no_two_lists_have_one_key() {
    let lists: [&[Option<&str>]; 8] = [
        &[],
        &[None],
        &[Some("")],
        &[Some("a"), Some("b")],
        &[Some("a,b")],
        &[Some("a\",\"b")],
        &[Some("a"), None],
        &[Some("null")],
    ];
    let key = |list: &&[Option<&str>]| {
        let parts: Vec<_> = list.iter().map(|part| (&["a"][..], false, *part)).collect();
        idempotency_key(&parts).expect("no part of this key is required")
    };
    let mut keys: Vec<String> = lists.iter().map(key).collect();
    assert_eq!(keys[3], r#"["a","b"]"#);
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), lists.len());
}

#[test]
fn a_key_needs_what_tells_events_apart() {
    let lacking = idempotency_key(&[(&["a"], true, Some("x")), (&["b", "c"], true, None)])
        .expect_err("a required part of the key is missing");
    assert_eq!(lacking.pointer(), "/b/c");
    assert_eq!(lacking.to_string(), "the response has no usable value at /b/c");
    assert!(idempotency_key(&[(&["a"], true, Some(""))]).is_err());
}
