//! Tests of URLs in responses: a WHATWG parser must see the same allowed origin for every accepted URL.

use url::Url;
use verispec_runtime::runtime::WebOrigin;

/// Pieces of URLs: ordinary pieces, and pieces that parsers are known to interpret differently.
const PIECES: [&[&str]; 7] = [
    &[
        "https",
        "HTTPS",
        "http",
        "hTTps",
        " https",
        "https\n",
        "ht\ttps",
        "javascript",
        "ws",
        "ftp",
        "",
        "//",
        "blob:https",
    ],
    &["://", ":/", ":", ":\\\\", ":/\\", ":///", "://\t", "://\\", ":////", "：//"],
    &["", "", "", "user@", "u:p@", "api.north.example@", ":@", "%40", "a\\@", "a/@", "a?@", "a#@", "@@"],
    &[
        "api.north.example",
        "API.North.EXAMPLE",
        "a-1.web.north.example",
        "evil.example",
        "api.north.example.evil.example",
        "api.north.example.",
        "api。north.example",
        "api.north.exampl\u{e9}",
        "xn--api-.north.example",
        "api%2enorth.example",
        "api.north.example%00",
        "api.north.example\u{200b}",
        "\u{ff41}pi.north.example",
        "api.north.example\u{ad}",
        "[::1]",
        "127.1",
        "0x7f000001",
        "api.north.0x10",
        "..",
        "",
        "api..north.example",
        "api_north.example",
        "-a.web.north.example",
    ],
    &["", "", "", ":443", ":80", ":", ":0443", ":8443", ":99999", ":-1", ":4 43", ":４４３", ":443@evil.example"],
    &[
        "",
        "/",
        "\\",
        "?",
        "#",
        "/..//evil.example",
        "\\@evil.example",
        "/\\evil.example",
        "/@evil.example",
        "//",
        "\r\n",
        "/%0d%0a",
    ],
    &["", "", "x", " ", "\t", "\u{2028}", "@evil.example", "\\evil", "#@evil.example", "?@evil.example", "\0"],
];

const PATTERNS: [&str; 2] = ["api.north.example", "{customer}.web.north.example"];

/// A deterministic sequence of pseudorandom numbers.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
    }
}

#[test]
fn what_passes_is_where_a_browser_would_go() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut passed = 0;
    for _ in 0..1_000_000 {
        // Chooses the ordinary piece most of the time, so that most URLs have only one or two unusual pieces.
        let piece = |pieces: &&[&'static str]| match numbers.next(4) {
            0 => pieces[numbers.next(pieces.len())],
            _ => pieces[0],
        };
        let mut text: String = PIECES.iter().map(piece).collect();
        if numbers.next(4) == 0 {
            let places: Vec<usize> = text.char_indices().map(|(place, _)| place).chain([text.len()]).collect();
            let odd = ['\t', '\\', '@', '.', '/', ':', '%', '\u{3002}', 'a', '#', ' '];
            text.insert(places[numbers.next(places.len())], odd[numbers.next(odd.len())]);
        }
        let Some(origin) = WebOrigin::at_hosts(&text, &PATTERNS) else { continue };
        passed += 1;
        let seen = Url::parse(&text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let host = seen.host_str().unwrap_or_default();
        assert_eq!((seen.scheme(), seen.port_or_known_default()), ("https", Some(443)), "{text:?}");
        assert!(
            host == "api.north.example" || host.ends_with(".web.north.example"),
            "the accepted URL {text:?} leads to {host}, which is not allowed"
        );
        assert_eq!((seen.username(), seen.password()), ("", None), "{text:?}");
        assert_eq!(origin.to_string(), seen.origin().ascii_serialization(), "{text:?}");
    }
    println!("{passed} of 1,000,000 URLs passed");
    assert!(passed > 5_000, "only {passed} URLs passed, too few to prove anything");
}

#[test]
fn usual_urls_pass() {
    for text in [
        "https://api.north.example/api/v1/accounts/a/parts/FRONT",
        "https://api.north.example:443/",
        "https://API.NORTH.EXAMPLE",
        "https://my-company.web.north.example/web/v4/app?authorizationToken=xxx&locale=es",
        "https://my-company.web.north.example?x#y",
    ] {
        assert!(WebOrigin::at_hosts(text, &PATTERNS).is_some(), "{text}");
    }
}

#[test]
fn braces_hold_at_least_one_character_of_a_label() {
    let patterns = ["{customer}-web.north.example", "eu-{shard}.north.example"];
    for (host, fits) in [
        ("acme-web", true),
        ("ACME-WEB", true),
        ("-web", false),
        ("acme", false),
        ("web", false),
        ("acme-webs", false),
        ("a.b-web", false),
        ("eu-1", true),
        ("eu-", false),
        ("us-1", false),
    ] {
        let url = format!("https://{host}.north.example/x");
        assert_eq!(WebOrigin::at_hosts(&url, &patterns).is_some(), fits, "{host}");
    }
}

#[test]
fn an_origin_of_ones_own_is_named_without_a_path() {
    for text in [
        "http://localhost:8080",
        "http://localhost:8080/",
        "https://stand-in.example",
        "http://127.0.0.1:8080",
        "http://[::1]:8080",
        "http://[::1]/",
    ] {
        assert_eq!(text.parse::<WebOrigin>().unwrap().to_string(), text.trim_end_matches('/'));
    }
    for text in
        ["localhost:8080", "http://localhost:8080/x", "http://localhost?x", "http://u@localhost", "ftp://localhost", ""]
    {
        assert!(text.parse::<WebOrigin>().is_err(), "{text}");
    }
}

/// Browsers normalize IP addresses, so an address in another notation, such as `127.1`, names a different host than the one
/// that is written.
#[test]
fn an_address_is_an_origin_only_in_the_spelling_that_parsers_agree_on() {
    for text in [
        "http://127.0.0.1",
        "http://127.0.0.1:8080",
        "https://192.0.2.7:8443",
        "http://[::1]:8080",
        "https://[2001:DB8::A]",
    ] {
        let seen = Url::parse(text).unwrap().origin().ascii_serialization();
        assert_eq!(text.parse::<WebOrigin>().unwrap().to_string(), seen, "{text}");
    }
    for text in [
        "http://127.1",
        "http://0x7f.0.0.1",
        "http://127.0.0.01",
        "http://2130706433",
        "http://127.0.0.1.",
        "http://127.0.0.1@a",
        "http://[::1",
        "http://::1",
        "http://[::1]8080",
        "http://[::1]]:8080",
        "http://[0:0:0:0:0:0:0:1]",
        "http://[::127.0.0.1]",
        "http://[::ffff:127.0.0.1]",
        "http://[fe80::1%25eth0]",
        "http://[]",
    ] {
        assert!(text.parse::<WebOrigin>().is_err(), "{text}");
    }
    assert!(WebOrigin::at_hosts("https://127.0.0.1/x", &PATTERNS).is_none());
    assert!(WebOrigin::at_hosts("https://[::1]/x", &PATTERNS).is_none());
}

/// Combines groups of addresses, malformed brackets and ports, and zones. A browser must agree on every accepted
/// origin.
#[test]
fn every_ipv6_origin_is_the_one_that_a_browser_sees() {
    const GROUPS: [&str; 12] = ["0", "0", "1", "db8", "2001", "ffff", "FFFF", "00", "12345", "g", "", "1.2.3.4"];
    let (mut numbers, mut taken) = (Numbers(0x0123_4567_89ab_cdef), 0);
    for _ in 0..200_000 {
        let count = 1 + numbers.next(9);
        let groups: Vec<&str> = (0..count).map(|_| GROUPS[numbers.next(GROUPS.len())]).collect();
        let (open, close) = (["[", "[", "[", "", "[["][numbers.next(5)], ["]", "]", "]", "", "%1]"][numbers.next(5)]);
        let (start, end) =
            (["", "", "::"][numbers.next(3)], ["", ":8080", ":", ":0", ":80", ":99999", "x"][numbers.next(7)]);
        let text = format!("http://{open}{start}{}{close}{end}", groups.join(":"));
        let Ok(origin) = text.parse::<WebOrigin>() else { continue };
        taken += 1;
        let seen = Url::parse(&text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(origin.to_string(), seen.origin().ascii_serialization(), "{text:?}");
    }
    println!("{taken} of 200,000 strings are origins");
    assert!(taken > 500, "only {taken} strings are origins, too few to prove anything");
}
