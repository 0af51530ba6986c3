//! Tests of URLs in responses: whether they contain the ids of the response, even if several paths have the same form.

use verispec_runtime::runtime::links::{LinkForm, NamedId};
use verispec_runtime::runtime::model::{Model, Operation, Region};
use verispec_runtime::runtime::{Context, Links, Report, received};

use super::tables;

/// Two paths of the same form, a different path with the same number of slashes, and a path that ends in literal text.
const FORMS: &[LinkForm] = &[
    (2, &["/a/", "path.x"]),
    (2, &["/a/", "path.y"]),
    (2, &["/", "path.z", "/", "path.x"]),
    (3, &["/a/", "path.x", "/end"]),
];

/// A provider whose requests with ids go to a single host.
static MODEL: Model = Model {
    regions: &[Region {
        id: "r",
        name: "R",
        hosts: &[("s", "h"), ("t", "t.h")],
        callback_host: None,
        callback_addresses: &[],
    }],
    operations: &[
        Operation { id: "o", name: "O", method: "GET", service: Some("s"), path: Some("/a/{x}") },
        Operation { id: "p", name: "P", method: "GET", service: Some("t"), path: Some("/a") },
    ],
    ..tables::MODEL
};

/// Returns whether a URL belongs to a response with these ids; `None` if unknown.
fn judged(url: &str, ids: &[(&'static str, Option<&str>)]) -> Option<bool> {
    let ids: Vec<NamedId<'_>> = ids.iter().map(|(fact, id)| (*fact, &["id"][..], *id)).collect();
    let context = Context::default();
    let links = Links { ids: &ids, listed: &[], forms: FORMS, context: &context, model: &MODEL };
    let mut report = Report::for_context(&context);
    received(&vec![url.to_owned()], Some(&links), &mut report);
    match (report.violations(), report.not_judged()) {
        ([], []) => Some(true),
        ([found], []) => {
            assert_eq!((found.rule, found.pointer.as_str()), ("foreign-link", "/0"));
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
        // No id for the parameter `z` is known.
        ("https://h/b/1", &[x, y], None),
        ("https://h/b/1", &[y], None),
        ("https://h/b/1", &[x, ("path.z", Some("a"))], Some(false)),
        ("https://h/a/1/end", &[x, y], Some(true)),
        ("https://h/a/1/end", &[y], None),
        ("https://h/a/1/ends", &[x], None),
        ("https://h/a/1/more", &[x], None),
        ("https://h/c/a/1/end", &[x], Some(false)),
        ("https://h/c/1/a", &[("path.y", Some("1"))], None),
        // If there are several ids of a kind, the URL has to contain one of them.
        ("https://h/a/1/end", &[("path.x", Some("3")), x], Some(true)),
        ("https://h/a/1/end", &[("path.x", None), x], Some(true)),
        ("https://h/a/1/end", &[("path.x", Some("3"))], Some(false)),
        ("https://h/a/1/end", &[("path.x", None)], None),
        // The id `1/2` matches only if its slash is percent-encoded with uppercase hex digits; a bare `/`, `?` or `#`
        // is not part of an id.
        ("https://h/a/1%2F2/end", &[("path.x", Some("1/2"))], Some(true)),
        ("https://h/a/1%2f2/end", &[("path.x", Some("1/2"))], Some(false)),
        ("https://h/a/1/2/end", &[("path.x", Some("1/2"))], Some(false)),
        ("https://h/a/1?2/end", &[("path.x", Some("1?2"))], Some(false)),
        ("https://h/a/1#/end", &[("path.x", Some("1#"))], Some(false)),
        // A URL with an undocumented spelling has no documented form, but its ids can still be compared.
        ("https://h/A/1/end", &[x], None),
        ("https://h/A/2/end", &[x], Some(false)),
        ("HTTPS://h/a/2/end", &[x], Some(false)),
        // Some servers remove these path segments, and others keep them.
        ("https://h/a/./1/end", &[x], Some(false)),
        ("https://h/a//1/end", &[x], Some(false)),
        ("https://h/b", &[x], None),
        // The host `t.h` serves only requests without ids, and `elsewhere` is not a host of the provider.
        ("https://t.h/b", &[x], Some(true)),
        ("https://t.h/a/2", &[x], Some(false)),
        ("https://elsewhere/b", &[x], Some(true)),
        ("https://elsewhere/a/2/end", &[x], Some(false)),
        ("no URL", &[x], Some(true)),
    ] {
        assert_eq!(judged(url, ids), expected, "{url} {ids:?}");
    }
}

#[test]
fn paths_of_many_slashes_are_told_apart() {
    for count in 1..600 {
        let url = format!("https://h{}a/1/end", "/".repeat(count));
        let expected = Some(count == 1);
        assert_eq!(judged(&url, &[("path.x", Some("1"))]), expected, "{count} slashes");
    }
}
