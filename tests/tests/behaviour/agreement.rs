//! Checks that responses to other requests are detected: an id that contradicts the context is an error in every
//! response.

use std::collections::BTreeSet;

use jumio_workflows::model::MODEL;
use jumio_workflows::payloads::{
    AccountResponse, Callback, FinalizeResponse, StatusResponse, UploadResponse, WorkflowDetails,
};
use jumio_workflows::runtime::{Rank, Reason, Report};
use jumio_workflows::{Context, validate};
use serde_json::{Value, json};

use super::outcome_verdicts::passed;
use super::trust::answer;

const URL: &str = "https://retrieval.amer-1.jumio.ai/api/v1/accounts/a/workflow-executions/e";

fn linked() -> Value {
    json!({
        "account": {"id": "a", "href": URL.replace("/workflow-executions/e", "")},
        "workflowExecution": {"id": "e", "href": URL, "definitionKey": "3", "status": "PROCESSED"},
    })
}

type Judge = Box<dyn Fn(&Context) -> Report>;

/// Returns each kind of response about the account `a` and its execution `e`, with the number of ids in the path of its
/// request, and whether the response contains the key of its workflow, 3.
fn answers() -> Vec<(&'static str, usize, bool, Judge)> {
    macro_rules! judge {
        ($type:ident, $judge:ident, $body:expr) => {{
            let body = $type::from_json($body.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload");
            Box::new(move |context: &Context| validate::$judge(&body, context)) as Judge
        }};
    }
    let ids = json!({"account": {"id": "a"}, "workflowExecution": {"id": "e"}, "api": {}});
    vec![
        ("details", 2, true, judge!(WorkflowDetails, get_workflow_details_response, passed("3"))),
        ("state", 2, true, judge!(StatusResponse, get_status_response, linked())),
        ("callback", 0, true, judge!(Callback, callback_response, linked())),
        ("end", 2, false, judge!(FinalizeResponse, finalize_response, ids)),
        ("upload", 2, false, judge!(UploadResponse, upload_part_response, ids)),
        ("start", 0, false, judge!(AccountResponse, create_account_response, answer())),
        ("restart", 1, false, judge!(AccountResponse, update_account_response, answer())),
    ]
}

fn told(report: &Report, rule: &str) -> Vec<String> {
    let found = report.violations().iter().filter(|found| found.rule == rule);
    found.map(|found| found.pointer.clone()).collect()
}

fn is_open(report: &Report, rule: &str) -> bool {
    report.not_judged().iter().any(|open| open.rule == rule)
}

fn context(account: Option<&str>, execution: Option<&str>, workflow: Option<&str>) -> Context {
    let mut context = Context::new();
    if let Some(id) = account {
        context = context.path_account_id(&id.into());
    }
    if let Some(id) = execution {
        context = context.path_workflow_execution_id(&id.into());
    }
    workflow.map_or(context.clone(), |key| context.workflow(key))
}

#[test]
fn no_answer_is_taken_for_that_to_another_request() {
    let mut cases = 0;
    for (name, asked, names_workflow, judge) in answers() {
        for account in [None, Some("a"), Some("b"), Some("")] {
            for execution in [None, Some("e"), Some("a")] {
                for workflow in [None, Some("3"), Some("6"), Some("10003")] {
                    let report = judge(&context(account, execution, workflow));
                    // Facts in the context are compared with the response, even if they are optional.
                    let held = 2;
                    let wrong = usize::from(held > 0 && account.is_some_and(|id| id != "a"))
                        + usize::from(held > 1 && execution.is_some_and(|id| id != "e"))
                        + usize::from(names_workflow && workflow.is_some_and(|key| key != "3"));
                    let found = told(&report, "contradicts-context");
                    assert_eq!(found.len(), wrong, "{name}: {account:?} {execution:?} {workflow:?}: {report}");
                    // A response that starts another workflow also lacks credentials that the context's workflow
                    // requires.
                    let errors =
                        report.violations().iter().filter(|found| found.severity == jumio_workflows::Severity::Error);
                    let others = errors.filter(|found| found.rule != "slot-not-offered").count();
                    assert_eq!(others, wrong, "{name}: {report}");
                    let open = (asked > 0 && account.is_none())
                        || (asked > 1 && execution.is_none())
                        || (names_workflow && workflow.is_none());
                    assert_eq!(is_open(&report, "contradicts-context"), open, "{name}: {report}");
                    cases += 1;
                }
            }
        }
    }
    println!("{cases} combinations of a response and a context were checked");
}

#[test]
fn an_id_that_the_answer_does_not_name_is_left_open() {
    let body = json!({"account": {}, "workflowExecution": {"status": "PROCESSED"}});
    let status = StatusResponse::from_json(body.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    for stated in [context(Some("a"), None, None), context(None, None, Some("3"))] {
        let report = validate::get_status_response(&status, &stated);
        assert!(is_open(&report, "contradicts-context"), "{report}");
    }
    let report = validate::get_status_response(&status, &Context::new());
    assert!(
        !is_open(&report, "contradicts-context"),
        "the rule should not be listed as not judged, because neither the response nor the context contains an id"
    );
}

#[test]
fn an_outcome_of_another_execution_never_passes() {
    let details = WorkflowDetails::from_json(passed("3").to_string().as_bytes()).expect("details");
    assert!(details.outcome(&context(Some("a"), Some("e"), Some("3"))).verdict.is_passed());
    for (other, expected) in [
        (context(Some("b"), Some("e"), None), ("accountId", "/account/id")),
        (context(None, Some("f"), None), ("workflowExecutionId", "/workflow/id")),
        (context(None, None, Some("6")), ("workflow_key", "/workflow/definitionKey")),
    ] {
        let outcome = details.outcome(&other);
        assert_eq!(outcome.verdict.rank(), Rank::Undecided);
        let [Reason::ContextContradicted { fact, at }] = outcome.verdict.reasons() else {
            panic!("{:?}", outcome.verdict)
        };
        assert_eq!((*fact, at.as_str()), expected);
    }
}

#[test]
fn links_lead_to_what_the_answer_is_about_or_are_named() {
    for place in ["/account/href", "/workflowExecution/href"] {
        for (link, is_own) in [
            (URL.to_owned(), Some(true)),
            (URL.replace("/workflow-executions/e", ""), Some(true)),
            (format!("{URL}/status?x=1"), Some(true)),
            (URL.replace("accounts/a", "accounts/b"), Some(false)),
            (URL.replace("executions/e", "executions/f"), Some(false)),
            (URL.replace("executions/e", "executions/"), Some(false)),
            (format!("{URL}/more"), None),
            (URL.replace("/v1/", "/v2/"), None),
            (URL.replace("/v1/accounts/a", "/v2/accounts/b"), Some(false)),
            (URL.replace("/accounts/a", ""), None),
            (format!("{URL}/credentials/c/parts/FRONT"), None),
            (URL.replace("/accounts/a", "/./accounts/a"), Some(false)),
            (URL.replace("https", "HTTPS").replace("accounts/a", "accounts/b"), Some(false)),
        ] {
            let mut body = linked();
            *body.pointer_mut(place).expect("it exists") = json!(link);
            let callback = Callback::from_json(body.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload");
            let status = StatusResponse::from_json(body.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload");
            let context = Context::new();
            for report in
                [validate::callback_response(&callback, &context), validate::get_status_response(&status, &context)]
            {
                let expected: &[&str] = if is_own == Some(false) { &[place] } else { &[] };
                assert_eq!(told(&report, "foreign-link"), expected, "{link}: {report}");
                assert_eq!(is_open(&report, "foreign-link"), is_own.is_none(), "{link}: {report}");
            }
        }
    }
}

#[test]
fn an_id_is_compared_as_urls_spell_it() {
    let mut body = linked();
    body["account"] = json!({"id": "ä/ö", "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/%C3%A4%2F%C3%B6"});
    body["workflowExecution"]["href"] = Value::Null;
    let callback =
        Callback::from_json(body.to_string().as_bytes()).expect("any JSON object should decode as a received payload");
    let report = validate::callback_response(&callback, &Context::new());
    assert_eq!((told(&report, "foreign-link").len(), is_open(&report, "foreign-link")), (0, false), "{report}");
}

#[test]
fn a_result_that_may_be_missing_is_left_open_until_it_is_said_what_is_enabled() {
    let mut body = passed("32");
    body["capabilities"].as_object_mut().expect("an object").remove("watchlistScreening");
    let details = WorkflowDetails::from_json(body.to_string().as_bytes()).expect("details");
    let report = |context: &Context| validate::get_workflow_details_response(&details, context);
    let open = report(&Context::new());
    let lacks = open.not_judged().iter().find(|open| open.rule == "missing-result").map(|open| open.lacks.clone());
    assert_eq!((lacks, told(&open, "missing-result").len()), (Some(vec!["enabled"]), 0), "{open}");
    for (enabled, missing) in [(vec![], 0), (vec!["watchlistScreening"], 1)] {
        let report = report(&Context::new().enabled(enabled));
        assert_eq!((is_open(&report, "missing-result"), told(&report, "missing-result").len()), (false, missing));
    }
}

/// The host of the requests whose paths contain ids.
const HOME: &str = "https://retrieval.amer-1.jumio.ai";

/// Checks a link with a reference implementation, which parses every path and URL. Returns `Some(true)` if the URL
/// belongs to the execution or does not lead to a request, `Some(false)` if it belongs to something else, and `None` if
/// that is unknown.
fn plainly(url: &str, ids: &[(&str, &str)]) -> Option<bool> {
    let behind = url.to_lowercase().starts_with("http").then(|| url.split_once("://")).flatten();
    let path = behind.and_then(|(_, behind)| Some(&behind[behind.find('/')?..]));
    let Some(path) = path.and_then(|path| path.split(['?', '#']).next()) else { return Some(true) };
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic());
    let is_at_home = is_plain && url.strip_prefix(HOME).is_some_and(|rest| rest.starts_with(['/', '?', '#']));
    let segments: Vec<&str> = path.split('/').collect();
    let inner = &segments[1..segments.len() - 1];
    let is_dotted = |segment: &&str| [".", ".."].contains(segment);
    if is_at_home && (inner.contains(&"") || segments.iter().any(|segment| is_dotted(segment) || is_needless(segment)))
    {
        return Some(false);
    }
    let (mut best, mut length) = (None, 0);
    for template in MODEL.operations.iter().filter_map(|operation| operation.path).filter(|path| path.contains('{')) {
        let expected: Vec<&str> = template.split('/').collect();
        if expected.len() > segments.len() || expected.len() <= length {
            continue;
        }
        let parameter = |step: &str| step.strip_prefix('{')?.strip_suffix('}').map(str::to_owned);
        let is_like = |(step, segment): (&&str, &&str)| match parameter(step) {
            Some(_) => true,
            None => step.eq_ignore_ascii_case(segment) || (*step == "v1" && is_version(segment)),
        };
        if !expected.iter().zip(&segments).all(is_like) {
            continue;
        }
        let (mut owned, mut is_documented) = (vec![], expected.len() == segments.len());
        for (step, segment) in expected.iter().zip(&segments) {
            let Some(name) = parameter(step) else {
                is_documented &= step == segment;
                continue;
            };
            let id = ids.iter().find(|(known, _)| *known == name);
            let of_part = (name == "classifier" && !segment.is_empty()).then_some(true);
            owned.push(id.map_or(of_part, |(_, id)| Some(segment == id || *segment == encoded(id))));
        }
        let is_known = is_documented && owned.iter().all(|own| *own == Some(true));
        length = expected.len();
        best = Some(if owned.contains(&Some(false)) { Some(false) } else { is_known.then_some(true) });
    }
    best.unwrap_or((!is_at_home).then_some(true))
}

fn is_version(text: &str) -> bool {
    let number = text.to_lowercase();
    number
        .strip_prefix('v')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reports whether a percent sign in the segment is not a valid escape, or encodes an unreserved character.
fn is_needless(segment: &str) -> bool {
    segment.split('%').skip(1).any(|code| {
        let code = code.get(..2).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        byte.is_none_or(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    })
}

fn encoded(id: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    id.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Returns URLs with variants of an operation's path: other segments, prefixes and suffixes.
fn mutated(template: &str, ids: &[(&str, &str)]) -> Vec<String> {
    let mut urls = Vec::new();
    for change in 0..7 {
        let fill = |path: String, (name, id): &(&str, &str)| {
            let value = match change {
                0 => (*id).to_owned(),
                1 => encoded(id),
                2 => format!("{id}x"),
                3 => String::new(),
                4 => id.chars().skip(1).collect(),
                5 => encoded(id).to_lowercase(),
                _ => ids[0].1.to_owned(),
            };
            path.replace(&format!("{{{name}}}"), &value)
        };
        let path = ids.iter().fold(template.to_owned(), fill);
        let paths = [path.clone(), path.clone() + "/", path.clone() + "?a=/b", path.clone() + "#/", format!("/{path}")];
        for before in
            [HOME, "https://h.example", "http://h.example", "HTTPS://h.example:8", "https://h?x", "https://", "", "x"]
        {
            urls.extend(paths.iter().map(|path| format!("{before}{path}")));
        }
        // Replaces or removes each character in two of the paths.
        for at in (0..path.len()).filter(|at| change < 2 && path.is_char_boundary(*at)) {
            let (before, behind) = path.split_at(at);
            let behind = behind.get(1..).unwrap_or(behind);
            for host in [HOME, "https://h.example"] {
                urls.extend(["", "/", "?", "%2F"].map(|new| format!("{host}{before}{new}{behind}")));
            }
        }
    }
    urls
}

#[test]
fn links_are_judged_quickly_as_they_are_plainly() {
    let (mut own, mut foreign, mut open) = (0, 0, 0);
    for (account, execution) in [("a1", "e-2"), ("a/1", "e?2"), ("a#", ""), ("a b", "é"), ("same", "same")] {
        let ids = [("accountId", account), ("workflowExecutionId", execution)];
        let paths: BTreeSet<&str> = MODEL.operations.iter().filter_map(|operation| operation.path).collect();
        for url in paths.iter().flat_map(|path| mutated(path, &ids)) {
            let body = json!({
                "account": {"id": account, "href": url},
                "workflowExecution": {"id": execution, "definitionKey": "3", "status": "PROCESSED"},
            });
            let body = StatusResponse::from_json(body.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload");
            let report = validate::get_status_response(&body, &Context::new());
            let foreign_link = !told(&report, "foreign-link").is_empty();
            let judged = (foreign_link, is_open(&report, "foreign-link"));
            let plain = plainly(&url, &ids);
            assert_eq!(judged, (plain == Some(false), plain.is_none()), "{url} with the ids {ids:?}");
            match plain {
                Some(true) => own += 1,
                Some(false) => foreign += 1,
                None => open += 1,
            }
        }
    }
    println!("{own} URLs belong to the execution, {foreign} to something else, and {open} are unknown");
    assert!(own > 100 && foreign > 100 && open > 100, "each result should occur more than 100 times");
}

fn details_report(body: &Value, context: &Context) -> Report {
    let details = WorkflowDetails::from_json(body.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    validate::get_workflow_details_response(&details, context)
}

#[test]
fn every_url_of_an_answer_leads_to_what_it_is_about_or_is_named() {
    let mut started = answer();
    let front = "/workflowExecution/credentials/0/api/parts/front";
    let end = "/workflowExecution/credentials/1/api/workflowExecution";
    for place in [front, end] {
        let own = started.pointer(place).and_then(Value::as_str).expect("it exists").to_owned();
        for (url, expected) in [
            (own.clone(), (0, false)),
            (own.replace("accounts/a", "accounts/b"), (1, false)),
            (own.replace("executions/e", "executions/f"), (1, false)),
            (own.replace("credentials/c1", "credentials/c2"), (0, place == front)),
            (own.replace("credentials/c1", "credentials/c9"), (usize::from(place == front), false)),
            (own.replace("/api/v1/accounts/a", "/API/v1/accounts/b"), (1, false)),
            (own.replace("/accounts", "//accounts"), (1, false)),
            (own.replace("/e", "/./e"), (1, false)),
            (format!("{own}/more/and/more"), (0, true)),
        ] {
            *started.pointer_mut(place).expect("it exists") = json!(url);
            let body = AccountResponse::from_json(started.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload");
            for report in [
                validate::create_account_response(&body, &Context::new()),
                validate::update_account_response(&body, &Context::new()),
            ] {
                let found = (told(&report, "foreign-link").len(), is_open(&report, "foreign-link"));
                assert_eq!(found, expected, "{url}: {report}");
            }
        }
        *started.pointer_mut(place).expect("it exists") = json!(own);
    }
    let mut body = passed("3");
    let other = URL.replace("accounts/a", "accounts/b");
    body["steps"] = json!({"href": format!("{other}/steps")});
    assert_eq!(told(&details_report(&body, &Context::new()), "foreign-link"), ["/steps/href"]);
    body["steps"] = json!({"href": format!("{URL}/steps")});
    assert!(details_report(&body, &Context::new()).is_ok());
}

#[test]
fn an_upload_answer_leads_to_the_credential_that_was_asked_for() {
    let url = format!("{}/credentials/c2/parts/BACK", URL.replace("retrieval", "api"));
    let body = json!({"account": {"id": "a"}, "workflowExecution": {"id": "e"}, "api": {"parts": {"back": url}}});
    let body = UploadResponse::from_json(body.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    for (id, expected) in [("c1", 1), ("c2", 0)] {
        let report = validate::upload_part_response(&body, &Context::new().path_credentials_id(&id.into()));
        assert_eq!(told(&report, "foreign-link").len(), expected, "{report}");
    }
}

#[test]
fn an_answer_that_says_nothing_documented_is_named() {
    for body in [json!({}), json!({"code": 401})] {
        let text = body.to_string();
        let details =
            WorkflowDetails::from_json(text.as_bytes()).expect("any JSON object should decode as a received payload");
        let end =
            FinalizeResponse::from_json(text.as_bytes()).expect("any JSON object should decode as a received payload");
        let context = context(Some("a"), Some("e"), None);
        for report in
            [validate::get_workflow_details_response(&details, &context), validate::finalize_response(&end, &context)]
        {
            assert!(is_open(&report, "missing-member"), "{report}");
        }
    }
}

#[test]
fn a_request_for_another_workflow_than_the_context_names_is_refused() {
    let body = json!({"customerInternalReference": "x", "workflowDefinition": {"key": 3}}).to_string();
    for (key, expected) in [(2, 1), (3, 0)] {
        let context = Context::new().workflow(key);
        let checked = validate::check(
            "create_account",
            jumio_workflows::runtime::Direction::Request,
            Some(body.as_bytes()),
            &context,
        );
        let checked = checked.expect("a known operation");
        assert_eq!(told(&checked.report, "contradicts-context").len(), expected, "{}", checked.report);
    }
}
