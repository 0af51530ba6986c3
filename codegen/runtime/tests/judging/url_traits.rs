//! Tests of the URL features that rules forbid: the runtime agrees with a WHATWG parser on every URL that both accept.

use url::{Host, Url};
use verispec_runtime::runtime::predicate::{query_without, url_without};

/// The pieces that every URL consists of, by position.
const PIECES: [&[&str]; 5] = [
    &["https://", "http://", "HTTPS://", "HTTP://"],
    &[
        "shop.example",
        "shop.example.",
        "localhost",
        "LocalHost.",
        "app.localhost",
        "localhost.example",
        "127.0.0.1",
        "127.0.0.1.",
        "0x7f000001",
        "shop.0X7f",
        "shop.0xg",
        "0x",
        "[::1]",
        "[2001:db8::9]",
        "xn--r8jz45g.jp",
        "例え.jp",
        "２.example",
        "a_b.example",
    ],
    &["", ":443", ":80", ":8443", ":1"],
    &["", "/", "/done", "/a:b", "/errorCode", "/caf%C3%A9", "/café"],
    &[
        "",
        "?",
        "?order=7",
        "?errorCode",
        "?errorCode=",
        "?a=1&errorCode=2",
        "?a=errorCode",
        "?a=1&a%20b=2",
        "?a+b=2",
        "?error%43ode=1",
        "?error%4=1",
        "?%",
        "?xerrorCode=1",
        "?errorCodex=1",
        "?errorcode=1",
        "?é=1",
        "#",
        "#errorCode=1",
        "#?errorCode=1",
        "?a#b",
        "?errorCode#",
    ],
];

const NAMES: [&str; 4] = ["errorCode", "a b", "order", "é"];

/// Returns every URL that can be built from the pieces.
fn urls() -> Vec<String> {
    PIECES.iter().fold(vec![String::new()], |begun, pieces| {
        begun.iter().flat_map(|begun| pieces.iter().map(move |piece| format!("{begun}{piece}"))).collect()
    })
}

/// Returns the features of a URL according to a WHATWG parser, which drops the default port, so ports are tested
/// separately.
fn traits(url: &Url) -> [(&'static str, bool); 4] {
    let is_localhost = |host: &str| host.trim_end_matches('.').rsplit('.').next() == Some("localhost");
    [
        ("http", url.scheme() == "http"),
        ("ip-address", matches!(url.host(), Some(Host::Ipv4(_) | Host::Ipv6(_)))),
        ("localhost", url.host_str().is_some_and(is_localhost)),
        ("fragment", url.fragment().is_some()),
    ]
}

#[test]
fn the_tests_of_urls_agree_with_a_parser() {
    let (mut compared, mut had) = (0, 0);
    for text in urls() {
        let Ok(parsed) = Url::parse(&text) else { continue };
        let Some(is_ascii) = url_without(Some(&text), &["non-ascii"]) else { continue };
        assert_eq!(is_ascii, text.is_ascii(), "{text}");
        for (word, has) in traits(&parsed) {
            // Browsers may convert non-ASCII digits to an IP address, so the parsers only have to agree on ASCII URLs.
            // Others are rejected because of their characters.
            assert!(url_without(Some(&text), &[word]) == Some(!has) || !is_ascii, "{text}: {word}");
            had += usize::from(has);
        }
        assert!(parsed.port().is_none() || url_without(Some(&text), &["port"]) == Some(false), "{text}: port");
        for name in NAMES {
            let has = parsed.query_pairs().any(|(key, _)| key == name);
            // A parser encodes non-ASCII characters before it splits the query, so the parsers only have to agree on
            // ASCII URLs. Rules only use ASCII names.
            assert!(query_without(Some(&text), &[name]) == Some(!has) || !is_ascii, "{text}: {name}");
            had += usize::from(has);
        }
        compared += 1;
    }
    println!("{compared} URLs compared, {had} features found");
    assert!(
        compared > 20_000 && had > 20_000,
        "too few URLs to prove anything: {compared} compared, {had} features found"
    );
}

#[test]
fn several_words_are_all_looked_for_and_what_is_no_url_is_unknown() {
    let all = ["http", "ip-address", "localhost", "port", "fragment", "non-ascii"];
    assert_eq!(url_without(Some("https://shop.example/done?a=b"), &all), Some(true));
    for url in ["https://shop.example:443", "https://a.localhost", "https://shop.example/#", "https://é.example"] {
        assert_eq!(url_without(Some(url), &all), Some(false), "{url}");
    }
    for text in ["YOUR_CALLBACK_URL", "shop.example", "ftp://shop.example", "https://user@shop.example", ""] {
        assert_eq!((url_without(Some(text), &all), query_without(Some(text), &["a"])), (None, None), "{text}");
    }
    assert_eq!((url_without(None, &all), query_without(None, &["a"])), (None, None));
    assert_eq!(url_without(Some("https://shop.example"), &["unheard-of"]), None);
}
