//! Plants single faults in a passing response of a workflow.

use serde_json::{Value, json};

use super::answers::{Answer, id, result};
use super::reference::Workflow;

/// A fault, or an unusual but harmless variation.
pub(crate) struct Fault {
    pub(crate) name: String,
    /// Whether a response with only this variation still passes.
    pub(crate) harmless: bool,
    change: Box<dyn Fn(&mut Answer)>,
}

/// The invalid values that represent all others in pairs of faults: `null`, and a string in place of an object or a
/// list.
const COMMON: &[&str] = &["null", "a string"];

impl Fault {
    fn new(name: String, change: impl Fn(&mut Answer) + 'static) -> Self {
        Self { name, harmless: false, change: Box::new(change) }
    }

    fn harmless(self) -> Self {
        Self { harmless: true, ..self }
    }

    /// Reports whether the fault is combined with others. Values of other JSON types are reported like `null` or a
    /// string, and are only tested individually.
    pub(crate) fn in_pairs(&self) -> bool {
        odd().iter().all(|(form, _)| COMMON.contains(form) || !self.name.contains(form))
    }

    pub(crate) fn in_answer(&self, answer: &Answer) -> Answer {
        let mut changed = answer.clone();
        (self.change)(&mut changed);
        changed
    }
}

/// Sets a value at a JSON Pointer, if its parent exists.
fn put(pointer: &str, value: Value) -> impl Fn(&mut Answer) + use<> {
    let (around, name) = pointer.rsplit_once('/').expect("a pointer");
    let (around, name) = (around.to_owned(), name.to_owned());
    move |answer| match (answer.body.pointer_mut(&around), name.parse::<usize>()) {
        (Some(Value::Object(members)), _) => _ = members.insert(name.clone(), value.clone()),
        (Some(Value::Array(items)), Ok(index)) if index < items.len() => items[index] = value.clone(),
        (Some(Value::Array(items)), _) => items.push(value.clone()),
        _ => {}
    }
}

fn take_out(pointer: &str) -> impl Fn(&mut Answer) + use<> {
    let (around, name) = pointer.rsplit_once('/').expect("a pointer");
    let (around, name) = (around.to_owned(), name.to_owned());
    move |answer| match (answer.body.pointer_mut(&around), name.parse::<usize>()) {
        (Some(Value::Object(members)), _) => _ = members.remove(&name),
        (Some(Value::Array(items)), Ok(index)) if index < items.len() => _ = items.remove(index),
        _ => {}
    }
}

/// Replaces the first result with one result per credential.
fn split(answer: &mut Answer, list: &str, first: &str) {
    let Some(first) = answer.body.pointer(first).cloned() else { return };
    let credentials = first["credentials"].as_array().cloned().unwrap_or_default();
    let results = credentials.into_iter().map(|credential| {
        let mut result = first.clone();
        result["credentials"] = json!([credential]);
        result
    });
    put(list, results.collect())(answer);
}

/// Returns a value of each JSON type.
fn odd() -> [(&'static str, Value); 6] {
    [
        ("null", Value::Null),
        ("true", json!(true)),
        ("a number", json!(7)),
        ("a string", json!("PASSED")),
        ("a list", json!([["PASSED"]])),
        ("an object", json!({"type": "PASSED"})),
    ]
}

pub(crate) fn all(workflow: &Workflow) -> Vec<Fault> {
    let mut faults = Vec::new();
    for capability in &workflow.capabilities {
        of_capability(workflow, capability, &mut faults);
    }
    of_execution(&mut faults);
    of_credentials(workflow, &mut faults);
    of_others(&mut faults);
    of_provider(&mut faults);
    of_statements(workflow, &mut faults);
    faults
}

fn of_capability(workflow: &Workflow, capability: &str, faults: &mut Vec<Fault>) {
    let list = format!("/capabilities/{capability}");
    let one = format!("{list}/0");
    let fault = |what: &str| format!("{capability}: {what}");
    let optional = workflow.runs(capability) != "always";
    faults.push(Fault::new(fault("missing"), take_out(&list)));
    faults.push(Fault::new(fault("an empty list"), put(&list, json!([]))));
    for (form, value) in odd().into_iter().filter(|(form, _)| *form != "a list") {
        faults.push(Fault::new(fault(&format!("{form} instead of a list")), put(&list, value.clone())));
        let beside = put(&format!("{list}/-"), value);
        faults.push(Fault::new(fault(&format!("{form} next to the result")), beside));
    }
    for decision in ["WARNING", "REJECTED", "NOT_EXECUTED", "passed", "PASSED ", ""] {
        let change = put(&format!("{one}/decision/type"), json!(decision));
        faults.push(Fault::new(fault(&format!("decision {decision:?}")), change));
        let second = result(workflow, capability, decision, "SOMETHING");
        faults.push(Fault::new(
            fault(&format!("another result with the decision {decision:?}")),
            put(&format!("{list}/-"), second),
        ));
    }
    for member in ["decision", "decision/type", "decision/details", "credentials", "id"] {
        for (form, value) in odd() {
            // A nested list is also invalid, and labels and ids may be any string.
            if form == "a string" && matches!(member, "id" | "decision/type") {
                continue;
            }
            let change = put(&format!("{one}/{member}"), value);
            faults.push(Fault::new(fault(&format!("{member} is {form}")), change).harmless_if(
                // Without a label, only the decision type counts.
                form == "an object" && matches!(member, "decision" | "decision/details"),
            ));
        }
    }
    faults.push(Fault::new(fault("no decision"), take_out(&format!("{one}/decision"))));
    faults.push(Fault::new(fault("no id"), take_out(&format!("{one}/id"))));
    faults.push(Fault::new(fault("no label"), take_out(&format!("{one}/decision/details"))).harmless());
    faults.push(
        Fault::new(fault("an unknown label"), put(&format!("{one}/decision/details/label"), json!("NEW"))).harmless(),
    );
    faults.push(Fault::new(fault("no credentials"), take_out(&format!("{one}/credentials"))));
    faults.push(Fault::new(fault("a credential missing"), take_out(&format!("{one}/credentials/0"))));
    let foreign = json!({"id": "another", "category": workflow.judges(capability).first()});
    faults
        .push(Fault::new(fault("the result covers another credential"), put(&format!("{one}/credentials/0"), foreign)));
    faults.push(Fault::new(fault("an empty credential"), put(&format!("{one}/credentials/0"), json!({}))));
    faults.push(Fault::new(fault("a credential without id"), take_out(&format!("{one}/credentials/0/id"))));
    faults.push(
        Fault::new(fault("a credential without category"), take_out(&format!("{one}/credentials/0/category")))
            .harmless(),
    );
    let several = workflow.credentials.iter().filter(|category| workflow.judges(capability).contains(category)).count();
    let (apart, each) = (format!("/capabilities/{capability}"), one.clone());
    faults.push(
        Fault::new(fault("one result per credential"), move |answer| split(answer, &apart, &each))
            .harmless_if(several < 2 || !workflow.compares(capability)),
    );
    let twice = result(workflow, capability, "PASSED", "");
    faults.push(Fault::new(fault("twice"), put(&format!("{list}/-"), twice)).harmless());
    if optional {
        let all = list.clone();
        faults.push(
            Fault::new(fault("not enabled and missing"), move |answer| {
                answer.enabled = Some(Vec::new());
                take_out(&all)(answer);
            })
            .harmless(),
        );
    }
}

impl Fault {
    fn harmless_if(self, harmless: bool) -> Self {
        Self { harmless, ..self }
    }
}

fn of_execution(faults: &mut Vec<Fault>) {
    for state in ["INITIATED", "ACQUIRED", "SESSION_EXPIRED", "TOKEN_EXPIRED", "processed", ""] {
        faults.push(Fault::new(format!("state {state:?}"), put("/workflow/status", json!(state))));
    }
    for key in ["10003", "", "03", " 3", "3.0"] {
        faults.push(Fault::new(format!("key {key:?}"), put("/workflow/definitionKey", json!(key))));
    }
    for pointer in [
        "/workflow",
        "/workflow/status",
        "/workflow/definitionKey",
        "/workflow/id",
        "/account",
        "/account/id",
        "/capabilities",
    ] {
        faults.push(Fault::new(format!("{pointer} missing"), take_out(pointer)));
        for (form, value) in odd() {
            if form == "a string" && pointer.ends_with("/id") {
                continue;
            }
            faults.push(Fault::new(format!("{pointer} is {form}"), put(pointer, value)));
        }
    }
}

fn credentials_of(result: &mut Value) -> impl Iterator<Item = &mut Value> {
    result.get_mut("credentials").and_then(Value::as_array_mut).into_iter().flatten()
}

fn of_credentials(workflow: &Workflow, faults: &mut Vec<Fault>) {
    faults.push(Fault::new("no credentials are listed".to_owned(), put("/credentials", json!([]))));
    for (index, category) in workflow.credentials.iter().enumerate() {
        faults.push(Fault::new(format!("{category} is not listed"), take_out(&format!("/credentials/{index}"))));
    }
    faults.push(Fault::new("no list of credentials".to_owned(), take_out("/credentials")));
    for (form, value) in odd() {
        faults.push(Fault::new(format!("credentials are {form}"), put("/credentials", value.clone())));
        faults.push(Fault::new(format!("a credential is {form}"), put("/credentials/-", value)));
    }
    for category in &workflow.credentials {
        let second = json!({"id": "a-second", "category": category});
        faults.push(Fault::new(format!("a second {category}"), put("/credentials/-", second)));
    }
    let unjudged = json!({"id": "papers", "category": "DOCUMENT"});
    faults.push(
        Fault::new("a credential that no capability judges".to_owned(), put("/credentials/-", unjudged)).harmless(),
    );
    faults.push(Fault::new("all credentials have a category, but no id".to_owned(), |answer| {
        let lists = answer.body["capabilities"].as_object_mut().into_iter().flat_map(|lists| lists.values_mut());
        let results = lists.filter_map(Value::as_array_mut).flatten();
        for credential in results.flat_map(credentials_of) {
            drop(credential.as_object_mut().map(|members| members.remove("id")));
        }
        answer.body["credentials"] = json!([]);
    }));
    if let Some(category) = workflow.credentials.first() {
        let nameless = json!({"id": id(category)});
        faults.push(Fault::new("a credential without category".to_owned(), put("/credentials/0", nameless)));
    }
}

/// Returns faults in the results of capabilities that the workflow does not run.
fn of_others(faults: &mut Vec<Fault>) {
    for name in ["palmReading", "addressValidation"] {
        let at = format!("/capabilities/{name}");
        let result = |decision: &str| json!({"id": "r", "decision": {"type": decision}});
        faults.push(Fault::new(format!("{name} has passed"), put(&at, json!([result("PASSED")]))).harmless());
        faults.push(Fault::new(format!("{name} without results"), put(&at, json!([]))).harmless());
        for decision in ["WARNING", "REJECTED", "NOT_EXECUTED", "Passed"] {
            faults.push(Fault::new(format!("{name}: {decision}"), put(&at, json!([result(decision)]))));
        }
        for (form, value) in odd() {
            faults.push(Fault::new(format!("{name} is {form}"), put(&at, value)));
        }
        faults.push(Fault::new(format!("{name} is a single result"), put(&at, result("REJECTED"))));
    }
}

fn of_provider(faults: &mut Vec<Fault>) {
    for decision in ["PASSED", "WARNING", "REJECTED", "NOT_EXECUTED", "FINE"] {
        let fault =
            Fault::new(format!("the provider's verdict is {decision}"), put("/decision", json!({"type": decision})));
        faults.push(fault.harmless_if(decision == "PASSED"));
    }
    for label in ["PASSED", "WARNING", "REJECTED", "NOT_EXECUTED", "TECHNICAL_ERROR", "OK"] {
        let verdict = json!({"type": "PASSED", "details": {"label": label}});
        let fault = Fault::new(format!("the provider's pass has the label {label}"), put("/decision", verdict));
        faults.push(fault.harmless_if(label == "PASSED"));
    }
    for (score, fits) in
        [(json!(0), true), (json!(99.5), true), (json!(-1), false), (json!(100.01), false), (json!("7"), false)]
    {
        let verdict = json!({"type": "PASSED", "risk": {"score": score}});
        faults.push(Fault::new(format!("score {score}"), put("/decision", verdict)).harmless_if(fits));
    }
    for (form, value) in odd() {
        // Skips objects with a type, which are the documented form.
        faults.push(
            Fault::new(format!("the provider's verdict is {form}"), put("/decision", value.clone()))
                .harmless_if(form == "an object"),
        );
        faults.push(Fault::new(format!("steps are {form}"), put("/steps", value)).harmless_if(form == "an object"));
    }
    for at in [
        "/Decision",
        "/workflow/note",
        "/decision",
        "/createdAt",
        "/credentials/0/note",
        "/credentials/0/parts",
        "/credentials/0/parts/[]",
        "/capabilities/usability/0/credentials/0/note",
        "/capabilities/usability/0/data",
        "/capabilities/usability/0/decision/label",
    ] {
        let value = json!({"type": "PASSED", "Details": {"label": "REJECTED"}, "risk": {"Score": 100}});
        faults.push(Fault::new(format!("additional fields at {at}"), put(at, value)).harmless());
    }
    let link = json!({"href": "https://retrieval.example/steps"});
    faults.push(Fault::new("steps".to_owned(), put("/steps", link)).harmless());
    faults.push(Fault::new("the link in steps is a number".to_owned(), put("/steps", json!({"href": 7}))));
}

fn of_statements(workflow: &Workflow, faults: &mut Vec<Fault>) {
    let all = workflow.capabilities.clone();
    faults.push(
        Fault::new("everything is enabled".to_owned(), move |answer| answer.enabled = Some(all.clone())).harmless(),
    );
    faults.push(Fault::new("nothing is enabled".to_owned(), |answer| answer.enabled = Some(Vec::new())).harmless());
    for key in [workflow.key.to_string(), "10003".to_owned(), format!("0{}", workflow.key)] {
        let own = key == workflow.key.to_string();
        let change = move |answer: &mut Answer| answer.stated.workflow = Some(key.clone());
        faults.push(
            Fault::new(format!("the caller states a workflow, which is the right one: {own}"), change).harmless_if(own),
        );
    }
    for (parameter, own, other) in [("accountId", "a-1", "e-1"), ("workflowExecutionId", "e-1", "a-1")] {
        for id in [own, other, ""] {
            let change = move |answer: &mut Answer| {
                answer.stated.path.retain(|(known, _)| known != parameter);
                answer.stated.path.push((parameter.to_owned(), id.to_owned()));
            };
            let fault = Fault::new(format!("the caller states that {parameter} is {id:?}"), change);
            faults.push(fault.harmless_if(id == own));
        }
    }
    faults.push(
        Fault::new("a stated credential on file that no result covers".to_owned(), |answer| {
            answer.stated.stored = vec!["on-file".to_owned()];
        })
        .harmless_if(workflow.on_file.is_empty()),
    );
    let own: Vec<String> = workflow.on_file.iter().map(|category| id(category)).collect();
    faults.push(
        Fault::new("the stated credentials on file, some of which the result covers".to_owned(), move |answer| {
            answer.stated.stored = own.iter().cloned().chain(["on-file".to_owned()]).collect();
        })
        .harmless(),
    );
    faults.push(
        Fault::new("the caller states the id of another credential".to_owned(), |answer| {
            answer.stated.path.push(("credentialsId".to_owned(), "another".to_owned()));
        })
        .harmless(),
    );
    faults.push(Fault::new("the caller states an enabled capability with a misspelled name".to_owned(), |answer| {
        answer.enabled = Some(vec!["watchlistScreenign".to_owned()]);
    }));
}
