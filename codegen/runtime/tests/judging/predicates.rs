//! Tests of predicates on single values, including every way in which a value can be unknown.

use std::cell::Cell;

use verispec_runtime::runtime::predicate::{
    contains, distinct, format, is_true, lacks, max, max_items, min, min_items, missing, none_of, one_of, repeated,
    same_as, subset,
};
use verispec_runtime::runtime::{AsText, TextFormat};

#[test]
fn texts() {
    assert_eq!(one_of(Some("a"), &["a", "b"]), Some(true));
    assert_eq!(one_of(Some("A"), &["a", "b"]), Some(false));
    assert_eq!(one_of(None, &["a"]), None);
    assert_eq!(none_of(Some("a"), &["a", "b"]), Some(false));
    assert_eq!(none_of(Some("c"), &["a", "b"]), Some(true));
    assert_eq!(none_of(None, &["a"]), None);
    assert_eq!(same_as(Some("a"), Some("a")), Some(true));
    assert_eq!(same_as(Some("a"), Some("b")), Some(false));
    assert_eq!(same_as(Some("a"), None), None);
    assert_eq!(same_as(None, Some("a")), None);
}

#[test]
fn numbers_and_truth() {
    assert_eq!((min(Some(5), 5), min(Some(4), 5), min(None, 5)), (Some(true), Some(false), None));
    assert_eq!((max(Some(5), 5), max(Some(6), 5), max(None, 5)), (Some(true), Some(false), None));
    assert_eq!((is_true(Some(true), true), is_true(Some(true), false)), (Some(true), Some(false)));
    assert_eq!((is_true(Some(false), false), is_true(None, false)), (Some(true), None));
}

#[test]
fn lists() {
    let list = ["a".to_owned(), "b".to_owned()];
    assert_eq!((contains(Some(&list), "a"), contains(Some(&list), "c")), (Some(true), Some(false)));
    assert_eq!((lacks(Some(&list), "a"), lacks(Some(&list), "c")), (Some(false), Some(true)));
    assert_eq!((contains::<&str>(None, "a"), lacks::<&str>(None, "a")), (None, None));
    assert_eq!(contains::<&str>(Some(&[]), "a"), Some(false));
    assert_eq!((min_items(Some(1), 1), min_items(Some(0), 1), min_items(None, 1)), (Some(true), Some(false), None));
    assert_eq!((max_items(Some(1), 1), max_items(Some(2), 1), max_items(None, 1)), (Some(true), Some(false), None));
}

#[test]
fn lists_against_lists() {
    let (some, more) = (["a"], ["a".to_owned(), "b".to_owned()]);
    assert_eq!(subset(Some(&some), Some(&more)), Some(true));
    assert_eq!(subset(Some(&more), Some(&some)), Some(false));
    assert_eq!(subset::<&str, String>(Some(&[]), Some(&[])), Some(true));
    assert_eq!(subset::<&str, String>(Some(&some), None), None);
    assert_eq!(subset::<&str, String>(None, Some(&more)), None);
    assert_eq!(distinct(Some(&["a", "b"])), Some(true));
    assert_eq!(distinct(Some(&["a", "b", "a"])), Some(false));
    assert_eq!(distinct(Some(&[None, None, Some("a")])), Some(true));
    assert_eq!(distinct::<&str>(None), None);
}

#[test]
fn addresses() {
    for text in ["192.168.0.1", "0.0.0.0", "::", "2001:db8::1", "::ffff:192.0.2.1"] {
        assert_eq!(format(Some(text), TextFormat::Ip), Some(true), "{text}");
    }
    for text in ["", "192.168.0", "192.168.0.256", "192.168.0.01", "192.168.0.1 ", "192.168.0.1/24", "[::1]", ":::"] {
        assert_eq!(format(Some(text), TextFormat::Ip), Some(false), "{text}");
    }
}

#[test]
fn placeholders() {
    for text in ["YOUR_CALLBACK_URL", "CALLBACK_URL", "URL_2"] {
        assert_eq!(format(Some(text), TextFormat::Placeholder), Some(true), "{text}");
    }
    for text in ["", "URL", "_", "A_", "_A", "A__B", "1_2", "your_url", "YOUR_url", "YOUR URL", "YOUR-URL_X"] {
        assert_eq!(format(Some(text), TextFormat::Placeholder), Some(false), "{text}");
    }
}

#[test]
fn other_formats() {
    assert_eq!(format(Some("https://example.com"), TextFormat::Url), Some(true));
    assert_eq!(format(Some("2022-10-01T00:00:00.000Z"), TextFormat::UtcTimestamp), Some(true));
    assert_eq!(format(Some("2022-10-01T00:00:00Z"), TextFormat::UtcTimestamp), Some(false));
    assert_eq!(format(Some("2022-10-01"), TextFormat::Date), Some(true));
    assert_eq!(format(Some("30m"), TextFormat::Duration), Some(true));
    assert_eq!(format(None, TextFormat::Duration), None);
}

/// A string that counts how often it is accessed.
struct Counted<'a>(String, &'a Cell<usize>);

impl AsText for Counted<'_> {
    fn as_text(&self) -> Option<&str> {
        self.1.set(self.1.get() + 1);
        Some(&self.0)
    }
}

#[test]
fn tests_of_lists_look_at_each_item_a_few_times_however_many_there_are() {
    for count in [10, 100, 1_000] {
        let looks = Cell::new(0);
        let list = |of: usize| (0..count).map(|number| Counted((number % of).to_string(), &looks)).collect::<Vec<_>>();
        let (all, twice) = (list(count), list(count / 2));
        assert_eq!(distinct(Some(&all)), Some(true));
        assert_eq!(subset(Some(&all), Some(&all)), Some(true));
        assert_eq!(missing(Some(&all), Some(&twice)).map(|told| told.split(", ").count()), Some(count - count / 2));
        assert_eq!(repeated(Some(&twice)).map(|told| told.split(", ").count()), Some(count / 2));
        // Lists of up to sixteen items are compared pairwise, because that is faster than building a set.
        assert!(looks.get() <= 20 * count, "items are accessed {} times in lists of {count} items", looks.get());
    }
}
