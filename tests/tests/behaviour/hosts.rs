//! Checks the hosts of URLs in responses: `validate` and the accessors that pair a URL with a token must agree.

use jumio_workflows::payloads::AccountResponse;
use jumio_workflows::runtime::{Checked, Direction, Execution, PartName, Report, WebOrigin};
use jumio_workflows::{Context, validate};
use serde_json::{Value, json};
use verispec_tests::instance::{Recipe, instance};

use super::{shipped, trust};

/// Fields whose URLs may have any host, according to decisions in the spec: the page to which end users return, and a
/// list of a third party.
const FREE: [&str; 3] = ["/web/successUrl", "/web/errorUrl", "/searchResultUrl"];

/// Returns URLs that combine ordinary components with components that parsers interpret differently.
fn hostile() -> Vec<String> {
    let schemes = ["https://", "HTTPS://", "http://", "//", "https:/", "https:\\\\", "ftp://", " https://", ""];
    let users = ["", "user@", "api.amer-1.jumio.ai@", "a\\@"];
    let hosts = [
        "api.amer-1.jumio.ai",
        "API.emea-1.jumio.AI",
        "retrieval.amer-1.jumio.ai",
        "acme.web.apac-1.jumio.ai",
        "api.amer-1.jumio.ai.example.com",
        "example.com",
        "api.amer-1.jumio.ai.",
        "api%2eamer-1.jumio.ai",
        "localhost",
        "",
    ];
    let ends = ["", "/x", ":443/x", ":8443/x", "\\@example.com", "?@example.com", "#x", "/x\n", "/@example.com"];
    let mut urls = Vec::new();
    for scheme in schemes {
        for user in users {
            for host in hosts {
                urls.extend(ends.map(|end| format!("{scheme}{user}{host}{end}")));
            }
        }
    }
    urls
}

fn is_foreign(report: &Report, at: &str) -> bool {
    report.violations().iter().any(|found| found.rule == "foreign-host" && found.pointer == at)
}

fn refuses(report: Option<&Report>) -> bool {
    report.is_some_and(|report| report.violations().iter().any(|found| found.rule == "foreign-host"))
}

/// Returns whether `validate` and the accessors reject this URL, with and without a custom origin.
fn judged(url: &str, own: Option<&WebOrigin>) -> [bool; 4] {
    let mut answer = trust::answer();
    let part = "/workflowExecution/credentials/0/api/parts/front";
    let end = "/workflowExecution/credentials/1/api/workflowExecution";
    for pointer in [part, end] {
        *answer.pointer_mut(pointer).expect("it exists") = url.into();
    }
    let answer = AccountResponse::from_json(answer.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    let context = own.cloned().map_or(Context::new(), |own| Context::new().origin(own));
    let report = validate::create_account_response(&answer, &context);
    let execution = answer.execution().expect("the response should contain the ids of its execution").of_workflow(20);
    let execution: Execution = own.cloned().map_or(execution.clone(), |own| execution.with_origin(own));
    let upload = execution.upload("c1", PartName("FRONT"), &trust::photo()).err();
    let early = execution.finalize().err();
    let finalize = early.as_ref().map(|early| &*early.report);
    [is_foreign(&report, part), refuses(upload.as_ref()), is_foreign(&report, end), refuses(finalize)]
}

#[test]
fn validate_reports_a_host_exactly_where_an_accessor_refuses_it() {
    let own: WebOrigin = "https://localhost".parse().expect("an origin");
    let (mut passed, mut refused) = (0, 0);
    for url in hostile() {
        for own in [None, Some(&own)] {
            let [field, upload, finalize_field, finalize] = judged(&url, own);
            assert_eq!((field, finalize_field), (upload, finalize), "{url:?}");
            assert_eq!(upload, finalize, "{url:?}");
            *if upload { &mut refused } else { &mut passed } += 1;
        }
    }
    println!("{passed} URLs were accepted, {refused} were rejected");
    assert!(
        passed > 30 && refused > 3000,
        "{passed} URLs were accepted and {refused} were rejected, which is too few to prove anything"
    );
}

#[test]
fn a_part_that_the_spec_does_not_know_is_held_to_the_same_hosts() {
    let judged = |value: Value| {
        let mut answer = trust::answer();
        answer["workflowExecution"]["credentials"][0]["api"]["parts"]["hologram"] = value;
        let answer = AccountResponse::from_json(answer.to_string().as_bytes())
            .expect("any JSON object should decode as a received payload");
        let report = validate::create_account_response(&answer, &Context::new());
        let execution =
            answer.execution().expect("the response should contain the ids of its execution").of_workflow(20);
        (report, execution.upload("c1", PartName("hologram"), &trust::photo()).err())
    };
    let at = "/workflowExecution/credentials/0/api/parts/hologram";
    let (mut passed, mut refused) = (0, 0);
    for url in hostile() {
        let (report, upload) = judged(url.as_str().into());
        assert_eq!(is_foreign(&report, at), refuses(upload.as_ref()), "{url:?}");
        *if is_foreign(&report, at) { &mut refused } else { &mut passed } += 1;
    }
    assert!(
        passed > 15 && refused > 1500,
        "{passed} URLs were accepted and {refused} were rejected, which is too few to prove anything"
    );
    let is_open = |report: &Report| report.not_judged().iter().any(|open| open.rule == "foreign-host");
    for odd in [json!({"href": "https://evil.example/x"}), json!(["https://evil.example/x"]), json!(5)] {
        assert!(is_open(&judged(odd.clone()).0), "{odd}");
    }
    assert!(!is_open(&judged(Value::Null).0) && !is_open(&judged("https://evil.example".into()).0));
}

/// Returns the JSON Pointers of all URLs in a value.
fn urls(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("https://") => found.push(at.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| urls(item, &format!("{at}/{index}"), found));
        }
        Value::Object(members) => members.iter().for_each(|(name, value)| urls(value, &format!("{at}/{name}"), found)),
        _ => {}
    }
}

#[test]
fn every_url_of_an_answer_is_held_against_the_hosts_of_the_spec() {
    let model = shipped();
    let (mut held, mut free) = (0, 0);
    for operation in &model.operations {
        let Some(schema) = operation.received() else { continue };
        let told = |body: &Value| -> Checked {
            let context = Context::new();
            let body = body.to_string();
            let checked = validate::check(&operation.name.wire, Direction::Response, Some(body.as_bytes()), &context);
            checked.expect("the operation should have a JSON response")
        };
        let whole = instance(&model, schema, Recipe { plausible: true, ..Recipe::default() });
        let foreign = |checked: &Checked| -> Vec<String> {
            let found = checked.report.violations().iter().filter(|found| found.rule == "foreign-host");
            found.map(|found| found.pointer.clone()).collect()
        };
        assert_eq!(foreign(&told(&whole)), [""; 0], "{}", operation.name.wire);
        let mut pointers = Vec::new();
        urls(&whole, "", &mut pointers);
        for pointer in pointers {
            for odd in ["https://example.com/x", "http://api.amer-1.jumio.ai/x", "https://x@retrieval.amer-1.jumio.ai/"]
            {
                let mut changed = whole.clone();
                *changed.pointer_mut(&pointer).expect("it exists") = odd.into();
                let checked = told(&changed);
                if FREE.iter().any(|end| pointer.ends_with(end)) {
                    free += 1;
                    assert_eq!(foreign(&checked), [""; 0], "{pointer}");
                } else {
                    held += 1;
                    assert_eq!(foreign(&checked), [pointer.as_str()], "{} {pointer}: {odd}", operation.name.wire);
                }
            }
        }
    }
    println!("the hosts of {held} URLs were checked, and {free} URLs may have any host");
    assert!(
        held > 50 && free > 5,
        "the hosts of {held} URLs were checked, and {free} URLs may have any host, which is too few to prove anything"
    );
}
