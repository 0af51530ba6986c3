//! Tests of building the URLs of operations, and of recognizing URLs.

use verispec_runtime::runtime::UrlError;
use verispec_runtime::runtime::url::is_web_url;

use super::tables::{EMPTY_REGION, MODEL};

/// Returns the URL of an operation in the only region that has services.
fn url(operation: &str, parameters: &[(&str, &str)]) -> Result<String, UrlError> {
    let (operation, region) = (MODEL.operation(operation).unwrap(), MODEL.region("north").unwrap());
    operation.url(region, parameters)
}

#[test]
fn parameters_fill_the_path() {
    let parameters = [("classifier", "FRONT"), ("credentialsId", "a-1_2.3~4"), ("unused", "")];
    assert_eq!(
        url("upload_part", &parameters).unwrap(),
        "https://api.north.example/api/v1/credentials/a-1_2.3~4/parts/FRONT"
    );
}

#[test]
fn values_stay_in_their_segment() {
    let with = |id| url("upload_part", &[("classifier", "FRONT"), ("credentialsId", id)]);
    let around = |id: &str| format!("https://api.north.example/api/v1/credentials/{id}/parts/FRONT");
    assert_eq!(with("a/../b").unwrap(), around("a%2F..%2Fb"));
    assert_eq!(with("a?b#c d%20").unwrap(), around("a%3Fb%23c%20d%2520"));
    assert_eq!(with("{classifier}").unwrap(), around("%7Bclassifier%7D"));
    assert_eq!(with("é\\").unwrap(), around("%C3%A9%5C"));
    assert_eq!(with("...").unwrap(), around("..."));
    for climbing in [".", ".."] {
        assert_eq!(with(climbing).unwrap_err(), UrlError::Unfit { parameter: "credentialsId".to_owned() });
    }
}

#[test]
fn parameters_fill_the_host() {
    let with = |tenant| url("request_access_token", &[("tenant", tenant)]);
    assert_eq!(with("acme-1").unwrap(), "https://acme-1.auth.north.example/token");
    for tenant in ["evil.example/", "a.b", "a@b", "-a", "a-", "a b", "é", ".."] {
        assert_eq!(with(tenant).unwrap_err(), UrlError::Unfit { parameter: "tenant".to_owned() }, "{tenant}");
    }
}

#[test]
fn what_is_lacking_is_named() {
    assert_eq!(
        url("upload_part", &[("classifier", "FRONT")]).unwrap_err().to_string(),
        "parameter credentialsId is missing"
    );
    assert_eq!(
        url("upload_part", &[("classifier", ""), ("credentialsId", "1")]).unwrap_err().to_string(),
        "parameter classifier is empty"
    );
    assert_eq!(url("callback", &[]).unwrap_err().to_string(), "callback is sent by the provider, so it has no URL");
    let error = MODEL.operation("upload_part").unwrap().url(&EMPTY_REGION, &[]).unwrap_err();
    assert_eq!(error.to_string(), "region south has no host for api");
}

#[test]
fn every_operation_can_be_sent_to_an_origin_of_ones_own() {
    let own = "http://127.0.0.1:8080".parse().unwrap();
    for operation in MODEL.operations.iter().filter(|operation| operation.service.is_some()) {
        let url = operation.url_at(&own, &[("classifier", "FRONT"), ("credentialsId", "a/b")]).unwrap();
        assert!(url.starts_with("http://127.0.0.1:8080/"), "{url}");
    }
    let upload = MODEL.operation("upload_part").unwrap();
    let with = |id| upload.url_at(&own, &[("classifier", "FRONT"), ("credentialsId", id)]);
    assert_eq!(with("a/b").unwrap(), "http://127.0.0.1:8080/api/v1/credentials/a%2Fb/parts/FRONT");
    assert_eq!(with("..").unwrap_err(), UrlError::Unfit { parameter: "credentialsId".to_owned() });
    let callback = MODEL.operation("callback").unwrap();
    assert_eq!(callback.url_at(&own, &[]).unwrap_err(), UrlError::NotSentByCustomer { operation: "callback" });
}

#[test]
fn web_urls() {
    for text in [
        "https://www.yourcompany.com/callback",
        "http://localhost",
        "HTTPS://example.com",
        "https://example.com:8443/x",
        "https://example.com?x=1",
        "https://example.com#x",
        "https://example.com./",
        "https://192.0.2.1/",
        "https://[2001:db8::1]/",
        "https://[::1]:8080",
        "https://bücher.example/",
        "https://my_host.example/a@b:c",
        "https://xn--bcher-kva.example",
        "https://1password.example",
        "https://a.1b",
        "https://example.com//a",
    ] {
        assert!(is_web_url(text), "{text}");
    }
}

#[test]
fn no_web_urls() {
    for text in [
        "",
        "www.yourcompany.com/callback",
        "/callback",
        "//example.com",
        "https:/example.com",
        "https:example.com",
        "https://",
        "https:///callback",
        "https://?x",
        "https://#x",
        "https://:443",
        "https://user@",
        "https://.",
        "https://.example.com",
        "https://example..com",
        "https://example.com..",
        "ftp://example.com",
        "javascript://example.com",
        " https://example.com",
        "https://example.com ",
        "https://exam ple.com",
        "https://example.com/a b",
        "https://example.com/\n",
        "https://example.com/\u{7f}",
        "https://example.com:",
        "https://example.com:0",
        "https://example.com:65536",
        "https://example.com:+80",
        "https://example.com:80a",
        "https://example.com:80:80",
        "https://256.0.0.1/",
        "https://1.2.3/",
        "https://[::1",
        "https://[::g]/",
        "https://[::1]8080",
        "https://{host}/",
        "https://exa<mple.com",
        "https://a%20b.com",
        "https://a\\b.com",
        "https://user:pass@example.com/",
        "https://a@b",
        "https://@example.com",
        "https://good.example\\@evil.example",
        "https://good.example/a\\@evil.example",
        "https://good.example@[::1]/",
        "YOUR_CALLBACK_URL",
    ] {
        assert!(!is_web_url(text), "{text}");
    }
}
