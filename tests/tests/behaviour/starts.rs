//! Checks responses that start an execution: `validate` reports every violation for which finalizing would be rejected.

use jumio_workflows::payloads::{AccountResponse, Channel, UploadResponse};
use jumio_workflows::runtime::{FileFacts, PartName, Policy, Report};
use jumio_workflows::{Context, validate};
use serde_json::{Value, json};

use super::shipped;

const RULES: [&str; 2] = ["slot-not-offered", "no-upload-url"];
const CREDENTIALS: &str = "/workflowExecution/credentials";

/// Returns the documented responses that start an execution, each with the key of its workflow.
fn starts() -> Vec<(String, Value)> {
    let mut starts = Vec::new();
    for workflow in &shipped().workflows {
        let examples = workflow.operations.iter().flat_map(|used| &used.examples);
        let answers = examples.filter_map(|example| example.response.as_ref()).map(|response| response.value.clone());
        let started = answers.filter(|answer| answer.pointer(CREDENTIALS).is_some());
        starts.extend(started.map(|answer| (workflow.key.to_string(), answer)));
    }
    starts
}

/// Returns copies of a response, each with a change to one thing that its workflow may need.
fn changed(answer: &Value) -> Vec<Value> {
    let with = |pointer: &str, value: Value| {
        let mut changed = answer.clone();
        *changed.pointer_mut(pointer).expect("it exists") = value;
        changed
    };
    let credentials = answer.pointer(CREDENTIALS).and_then(Value::as_array).expect("a list");
    let mut all = vec![answer.clone()];
    for (index, credential) in credentials.iter().enumerate() {
        let at = |rest: &str| format!("{CREDENTIALS}/{index}{rest}");
        let mut fewer = credentials.clone();
        fewer.remove(index);
        all.push(with(CREDENTIALS, fewer.into()));
        all.extend(
            ["ID", "SELFIE", "FACEMAP", "DOCUMENT", "HOLOGRAM"].map(|other| with(&at("/category"), other.into())),
        );
        if credential.get("allowedChannels").is_some() {
            let channels =
                [json!([]), json!(["FAX"]), json!(["FAX", "WEB"]), json!(["API"]), json!("WEB"), json!(null)];
            all.extend(channels.map(|channels| with(&at("/allowedChannels"), channels)));
        }
        if credential.get("api").is_some() {
            all.extend([json!({}), json!(null)].map(|parts| with(&at("/api/parts"), parts)));
            all.push(with(&at("/api"), json!(null)));
        }
        let parts = credential.pointer("/api/parts").and_then(Value::as_object).into_iter().flatten();
        for (name, _) in parts {
            let odd = [json!(5), json!(null), json!({"href": "https://api.amer-1.jumio.ai"}), json!("")];
            all.extend(odd.map(|value| with(&at(&format!("/api/parts/{name}")), value)));
        }
    }
    all
}

/// Returns copies of a response. In each, the URL of one part or the URL for finalizing belongs to something else. The
/// flag is true if it is the URL of a part.
fn misled(answer: &Value) -> Vec<(bool, Value)> {
    let credentials = answer.pointer(CREDENTIALS).and_then(Value::as_array).expect("a list");
    let mut all = vec![(true, answer.clone())];
    for (index, credential) in credentials.iter().enumerate() {
        let mut places = vec![format!("{CREDENTIALS}/{index}/api/workflowExecution")];
        let parts = credential.pointer("/api/parts").and_then(Value::as_object).into_iter().flatten();
        places.extend(parts.map(|(name, _)| format!("{CREDENTIALS}/{index}/api/parts/{name}")));
        for place in places {
            let Some(url) = answer.pointer(&place).and_then(Value::as_str) else { continue };
            let (start, end) = url.rsplit_once('/').expect("the URL should have a path");
            let cut = start.rsplit_once('/').expect("the path of the URL should have several segments").0;
            for other in [
                format!("{start}/BACK"),
                format!("{start}/FRONT"),
                format!("{start}/FACE"),
                format!("{start}/another"),
                format!("{start}/{}", end.to_lowercase()),
                format!("{url}/"),
                format!("{start}/../{end}"),
                format!("{cut}/another/{end}"),
                url.replace("/accounts/", "/accounts/x"),
                url.replace("/workflow-executions/", "/Workflow-Executions/"),
                "https://api.amer-1.jumio.ai/".to_owned(),
            ] {
                let mut changed = answer.clone();
                *changed.pointer_mut(&place).expect("it exists") = other.into();
                all.push((place.contains("/parts/"), changed));
            }
        }
    }
    all
}

/// Returns each rule that is violated (with `true`) or was not judged (with `false`).
fn found(report: &Report) -> Vec<(&'static str, bool)> {
    let broken = |rule: &str| report.violations().iter().any(|found| found.rule == rule);
    let open = |rule: &str| report.not_judged().iter().any(|open| open.rule == rule);
    let seen = RULES.into_iter().filter(|rule| broken(rule) || open(rule));
    seen.map(|rule| (rule, broken(rule))).collect()
}

#[test]
fn validate_finds_in_an_answer_what_finalizing_is_refused_for() {
    let (mut compared, mut broken) = (0, 0);
    for (key, answer) in starts() {
        for answer in changed(&answer) {
            let body = AccountResponse::from_json(answer.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload");
            let context = Context::new().workflow(key.as_str()).channel(Channel::Web);
            let report = validate::create_account_response(&body, &context);
            let Ok(execution) = body.execution() else {
                assert!(report.not_judged().iter().any(|open| open.rule == RULES[0]), "{answer}");
                continue;
            };
            let early = execution.of_workflow(key.as_str()).finalize();
            let refused = early.map_or_else(|early| found(&early.report), |end| found(end.report()));
            assert_eq!(found(&report), refused, "{answer}");
            compared += 1;
            broken += found(&report).len();
        }
    }
    println!("{compared} responses were compared, with {broken} violations of these rules");
    assert!(
        compared > 500 && broken > 200,
        "{compared} responses with {broken} violations are too few to prove anything"
    );
}

/// Checks that a URL that would cause an upload to be rejected is already reported for the response. This is a warning,
/// because documented responses contain such URLs.
#[test]
fn validate_warns_of_the_urls_that_no_request_is_sent_to() {
    let told = |report: &Report, rules: &[&str]| {
        let found = report.violations().iter().filter(|found| rules.contains(&found.rule));
        found.map(|found| found.message.clone()).collect::<Vec<String>>()
    };
    let image = FileFacts::from_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\x03\x20\0\0\x02\x58");
    let (mut compared, mut broken) = (0, 0);
    for (key, answer) in starts() {
        for (is_part, answer) in misled(&answer) {
            let body = AccountResponse::from_json(answer.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload");
            let report = validate::create_account_response(&body, &Context::new().workflow(key.as_str()));
            let execution =
                body.execution().expect("the response should contain readable ids").of_workflow(key.as_str());
            let warned = told(&report, &["unusable-url"]);
            let mut refused = 0;
            for credential in execution.credentials() {
                for part in ["FRONT", "BACK", "FACE", "FACEMAP", "DOCUMENT"] {
                    let ticket = execution.upload(credential.id(), PartName(part), &image);
                    let refusals = ticket.err().map(|report| told(&report, &["not-own", "misleading-url"]));
                    refused += refusals.map_or(0, |refusals| refusals.len());
                }
            }
            if is_part {
                assert_eq!(refused, warned.len(), "{answer}: {warned:?}");
            } else {
                let end =
                    execution.finalize().expect_err("no part has been uploaded, so finalizing should fail").report;
                let refusals = told(&end, &["not-own", "misleading-url"]).len();
                assert!(refused == 0 && refusals <= warned.len() && warned.len() <= 1, "{answer}: {warned:?}");
            }
            compared += 1;
            broken += warned.len();
        }
    }
    println!("{compared} responses were compared, in which {broken} URLs belong to something else");
    assert!(
        compared > 200 && broken > 100,
        "{compared} responses with {broken} wrong URLs are too few to prove anything"
    );
}

#[test]
fn documented_answers_offer_what_their_workflows_need_and_no_answer_is_judged_without_a_workflow() {
    for (key, answer) in starts() {
        let body = AccountResponse::from_json(answer.to_string().as_bytes())
            .expect("any JSON object should decode as a received payload");
        let judged = |context: Context| found(&validate::create_account_response(&body, &context));
        assert_eq!(judged(Context::new().workflow(key.as_str())), [], "workflow {key}");
        assert_eq!(judged(Context::new()), [(RULES[0], false)], "workflow {key}");
    }
}

#[test]
fn what_is_found_is_shown_where_it_stands() {
    let (key, answer) = starts().into_iter().find(|(key, _)| key == "20").expect("workflow 20 should have an example");
    let mut odd = answer;
    odd["workflowExecution"]["credentials"][1]["category"] = json!("HOLOGRAM");
    let part = odd.pointer("/workflowExecution/credentials/0/api/parts").and_then(Value::as_object);
    let part = part.and_then(|parts| parts.keys().next().cloned()).expect("the first credential should have a part");
    odd["workflowExecution"]["credentials"][0]["allowedChannels"] = json!(["API"]);
    odd["workflowExecution"]["credentials"][0]["api"]["parts"][&part] = json!(5);
    let body = AccountResponse::from_json(odd.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    let report = validate::create_account_response(&body, &Context::new().workflow(key.as_str()));
    let places: Vec<(&str, &str)> = report
        .violations()
        .iter()
        .filter(|found| RULES.contains(&found.rule))
        .map(|found| (found.rule, found.pointer.as_str()))
        .collect();
    assert_eq!(places, [("slot-not-offered", CREDENTIALS), ("no-upload-url", "/workflowExecution/credentials/0"),]);
}

/// The field of the response with which the end user is handed over to each channel. This table is independent of the
/// spec.
const WAYS: [(&str, &str); 2] = [("WEB", "/web/href"), ("SDK", "/sdk/token")];

#[test]
fn an_answer_without_a_way_to_the_channel_is_not_fine() {
    let (mut compared, mut lacking) = (0, 0);
    for (key, answer) in starts() {
        let forms = [None, Some(json!("")), Some(json!(null)), Some(json!(5)), Some(json!("x"))];
        for (web, sdk) in forms.iter().flat_map(|web| forms.iter().map(move |sdk| (web, sdk))) {
            let mut answer = answer.clone();
            for (member, name, value) in [("web", "href", web), ("sdk", "token", sdk)] {
                let object = value.as_ref().map(|value| json!({name: value}));
                answer[member] = object.unwrap_or_else(|| json!({}));
            }
            let body = AccountResponse::from_json(answer.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload");
            let has = |channel: &str| {
                let way = WAYS.iter().find(|(name, _)| *name == channel);
                way.map(|(_, at)| answer.pointer(at).and_then(Value::as_str).is_some_and(|text| !text.is_empty()))
            };
            for stated in [None, Some(Channel::Web), Some(Channel::Sdk), Some(Channel::Api)] {
                let context = Context::new().workflow(key.as_str()).policy(Policy::Complete);
                let context = match &stated {
                    Some(channel) => context.channel(*channel),
                    None => context,
                };
                let report = validate::create_account_response(&body, &context);
                let told = report.violations().iter().filter(|found| found.rule == "no-hand-over").count();
                let named = report.not_judged().iter().any(|open| open.rule == "no-hand-over");
                let lacks = |(channel, _): &&(&str, &str)| has(channel) == Some(false);
                let expected = match &stated {
                    Some(channel) => usize::from(has(channel.as_str()) == Some(false)),
                    None => {
                        assert_eq!(named, WAYS.iter().any(|way| lacks(&way)), "{answer}");
                        0
                    }
                };
                // If the value cannot be read, the rule is listed as not judged instead.
                assert!(
                    told == expected || told == 0 && named,
                    "{answer} {stated:?}: {told} violations instead of {expected}"
                );
                compared += 1;
                lacking += expected;
            }
        }
    }
    println!("{compared} responses were compared, in which {lacking} handovers are missing");
    assert!(
        compared > 1000 && lacking > 300,
        "{compared} responses with {lacking} missing handovers are too few to prove anything"
    );
}

/// Checks that a rule is listed as not judged if it depends on an unreadable value. A strict policy then rejects the
/// response.
#[test]
fn an_answer_whose_credentials_cannot_be_read_is_not_fine() {
    for (key, answer) in starts() {
        for odd in [json!(null), json!({"0": {}}), json!("none"), json!(5), Value::Bool(true)] {
            let mut odd_answer = answer.clone();
            odd_answer["workflowExecution"]["credentials"] = odd;
            let mut absent = answer.clone();
            absent["workflowExecution"].as_object_mut().expect("an object").remove("credentials");
            for answer in [odd_answer, absent] {
                let body = AccountResponse::from_json(answer.to_string().as_bytes())
                    .expect("any JSON object should decode as a received payload");
                let context = Context::new().workflow(key.as_str()).policy(Policy::Complete);
                let report = validate::create_account_response(&body, &context);
                assert!(report.not_judged().iter().any(|open| open.rule == RULES[0]), "{answer}");
                assert!(!report.is_ok(), "{answer}");
            }
        }
    }
}

/// Checks that ids in the context are compared with the response, even if the path of the request does not contain
/// them.
#[test]
fn an_answer_about_something_else_than_stated_is_refused() {
    for (key, answer) in starts() {
        let body = AccountResponse::from_json(answer.to_string().as_bytes())
            .expect("any JSON object should decode as a received payload");
        let (account, execution) = (answer["account"]["id"].as_str(), answer["workflowExecution"]["id"].as_str());
        let own = Context::new().workflow(key.as_str()).path_account_id(&account.expect("an id").into());
        let own = own.path_workflow_execution_id(&execution.expect("an id").into());
        let refused = |context: &Context| {
            let reports =
                [validate::create_account_response(&body, context), validate::update_account_response(&body, context)];
            reports.map(|report| report.violations().iter().any(|found| found.rule == "contradicts-context"))
        };
        assert_eq!(refused(&own), [false; 2], "workflow {key}");
        assert_eq!(refused(&own.clone().path_account_id(&"another".into())), [true; 2], "workflow {key}");
        assert_eq!(refused(&own.path_workflow_execution_id(&"another".into())), [true; 2], "workflow {key}");
    }
    let about = |id: &str| {
        let named = json!([{"id": id, "category": "ID"}]);
        json!({"account": {"id": "a"}, "workflowExecution": {"id": "e", "credentials": named}, "api": {"token": "t", "parts": {}}})
    };
    for (id, is_other) in [("c", false), ("other", true)] {
        let body = UploadResponse::from_json(about(id).to_string().as_bytes())
            .expect("any JSON object should decode as a received payload");
        let report = validate::upload_part_response(&body, &Context::new().path_credentials_id(&"c".into()));
        let refused = report.violations().iter().any(|found| found.rule == "contradicts-context");
        assert_eq!(refused, is_other, "{id}");
    }
}

/// Checks that the host rule is listed as not judged for a URL in an unreadable value.
#[test]
fn urls_in_values_that_cannot_be_read_are_named() {
    let (_, answer) = starts()
        .into_iter()
        .find(|(_, answer)| answer.get("web").is_some())
        .expect("at least one response should hand over to the web channel");
    for (odd, is_named) in [
        (json!("https://evil.example/"), true),
        (json!(["https://evil.example/"]), true),
        (json!({"href": {"u": "HTTPS://evil.example/"}}), true),
        (json!(5), false),
    ] {
        let mut answer = answer.clone();
        answer["web"] = odd;
        let body = AccountResponse::from_json(answer.to_string().as_bytes())
            .expect("any JSON object should decode as a received payload");
        let report = validate::create_account_response(&body, &Context::new());
        let named =
            report.not_judged().iter().any(|open| open.rule == "foreign-host" && open.lacks == ["a readable URL"]);
        assert_eq!(named, is_named, "{answer}");
    }
}
