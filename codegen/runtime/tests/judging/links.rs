//! URLs of answers: which of them name the ids of the answer, where several paths have the same form.

use verispec_runtime::runtime::agreement::{LinkForm, judge_links};
use verispec_runtime::runtime::{Context, Report};

/// Two paths of one form, one of another that has as many slashes, and one that ends in a text.
const FORMS: &[LinkForm<'static>] = &[
    (2, &["/a/", "path.x"]),
    (2, &["/a/", "path.y"]),
    (2, &["/", "path.z", "/", "path.x"]),
    (3, &["/a/", "path.x", "/end"]),
];

/// What is told of a URL in an answer with these ids: whether it is the answer's own, or nothing.
fn judged(url: &str, ids: &[(&'static str, Option<&str>)]) -> Option<bool> {
    let ids: Vec<_> = ids.iter().map(|(fact, id)| (*fact, &["id"][..], *id)).collect();
    let mut report = Report::for_context(&Context::default());
    judge_links(&[(&["href"], Some(url))], &ids, FORMS, &mut report);
    match (report.violations(), report.not_judged()) {
        ([], []) => Some(true),
        ([found], []) => {
            assert_eq!((found.rule, found.pointer.as_str()), ("foreign-link", "/href"));
            Some(false)
        }
        ([], [open]) => {
            assert_eq!((open.rule, &open.lacks[..]), ("foreign-link", &["a URL of the documented form"][..]));
            None
        }
        other => panic!("{url}: {other:?}"),
    }
}

#[test]
fn a_url_has_to_be_own_in_every_form_that_it_has() {
    let (x, y) = (("path.x", Some("1")), ("path.y", Some("2")));
    for (url, ids, expected) in [
        ("https://h/a/1", &[x][..], Some(true)),
        ("https://h/a/1", &[x, y], Some(false)),
        ("https://h/a/2", &[x, y], Some(false)),
        ("https://h/a/2", &[y], Some(true)),
        ("https://h/b/1", &[x, y], Some(true)),
        ("https://h/b/1", &[y], None),
        ("https://h/b/1", &[x, ("path.z", Some("a"))], Some(false)),
        ("https://h/a/1/end", &[x, y], Some(true)),
        ("https://h/a/1/end", &[y], None),
        ("https://h/a/1/ends", &[x], None),
        ("https://h/c/a/1/end", &[x], None),
        // Of several ids of a kind, one has to be there.
        ("https://h/a/1/end", &[("path.x", Some("3")), x], Some(true)),
        ("https://h/a/1/end", &[("path.x", None), x], Some(true)),
        ("https://h/a/1/end", &[("path.x", Some("3"))], Some(false)),
        ("https://h/a/1/end", &[("path.x", None)], None),
        // As URLs spell it, and as they do not.
        ("https://h/a/1%2F2/end", &[("path.x", Some("1/2"))], Some(true)),
        ("https://h/a/1%2f2/end", &[("path.x", Some("1/2"))], Some(false)),
        ("https://h/a/1/2/end", &[("path.x", Some("1/2"))], None),
        ("https://h/a/1?2/end", &[("path.x", Some("1?2"))], Some(false)),
        ("https://h/a/1#/end", &[("path.x", Some("1#"))], Some(false)),
    ] {
        assert_eq!(judged(url, ids), expected, "{url} {ids:?}");
    }
}

#[test]
fn paths_of_many_slashes_are_told_apart() {
    for count in 1..600 {
        let url = format!("https://h{}a/1/end", "/".repeat(count));
        let expected = (count == 1).then_some(true);
        assert_eq!(judged(&url, &[("path.x", Some("1"))]), expected, "{count} slashes");
    }
}
