//! Judges the fields that accompany a pass, in the second implementation, and tests every documented value of these
//! fields.

use jumio_workflows::payloads::WorkflowDetails;
use jumio_workflows::runtime::Context;
use serde_json::{Value, json};
use verispec_codegen::ir::{Shape, TypeKind};

use super::answers::{self, Answer};
use super::reference::{Reference, Workflow, list, pointer, text};
use super::{Held, judged};

impl Reference {
    /// Reports contradictions, and returns absent fields that could contradict a pass.
    pub(crate) fn beside_pass(
        &self,
        at: &str,
        capability: &str,
        result: &Value,
        add: &mut dyn FnMut(&str, &str),
    ) -> Vec<String> {
        let mut not_given = Vec::new();
        for row in self.capability(capability).map_or(&[][..], |known| list(&known["passes_with"])) {
            let path = text(row, "path");
            let place = format!("{at}{}", pointer(path));
            let (mut found, mut holder) = (Some(result), None);
            for (index, step) in path.split('.').enumerate() {
                holder = found.filter(|_| index > 0);
                found = match found {
                    Some(Value::Object(members)) => Some(members.get(step).unwrap_or(&Value::Null)),
                    Some(Value::Null) => Some(&Value::Null),
                    _ => None,
                };
            }
            match (found, text(row, "absent")) {
                (Some(Value::Null), "agrees") if holder.is_none_or(Value::is_null) => {}
                (Some(Value::Null), "not_judged") => not_given.push(place),
                (Some(value), _) if list(&row["values"]).contains(value) => {}
                _ => add("data contradicts decision", &place),
            }
        }
        not_given
    }

    /// Returns the rows of all capabilities, each with its capability.
    fn rows(&self) -> Vec<(&str, &Value)> {
        let capabilities = list(&self.catalog["capabilities"]).iter();
        let rows = capabilities.map(|known| (text(known, "name"), list(&known["passes_with"])));
        rows.flat_map(|(name, rows)| rows.iter().map(move |row| (name, row))).collect()
    }
}

/// Returns a response with this value at the path in each result of the capability.
fn with(answer: &Answer, capability: &str, path: &str, value: &Value) -> Answer {
    let mut changed = answer.clone();
    for result in changed.body["capabilities"][capability].as_array_mut().into_iter().flatten() {
        let mut found = result;
        for step in path.split('.') {
            found = found.as_object_mut().expect("an object").entry(step).or_insert(json!({}));
        }
        found.clone_from(value);
    }
    changed
}

/// Returns a passing response with a result of the capability, even if the workflow does not run it.
fn answer_with(reference: &Reference, workflow: &Workflow, capability: &str) -> Answer {
    let mut answer = answers::sound(reference, workflow);
    let results = answer.body["capabilities"].as_object_mut().expect("results");
    let label = reference.passing_label(capability);
    results.entry(capability).or_insert(json!([answers::result(workflow, capability, "PASSED", &label)]));
    answer
}

/// Returns the documented values of a field in a result, according to the schemas.
fn documented(capability: &str, path: &str) -> Vec<Value> {
    let model = verispec_tests::folder::shipped();
    let known = model.capabilities.iter().find(|known| known.name.wire == capability).expect("a capability");
    let mut at = &model[known.result];
    for step in path.split('.') {
        let field = at
            .fields()
            .iter()
            .find(|field| field.name.wire == step)
            .expect("the schema should have a field with this name");
        match field.schema.unaliased(&model) {
            Shape::Named(id) => at = &model[*id],
            Shape::Integer { .. } => return vec![json!(0), json!(1), json!(-1), json!(7)],
            Shape::List(_) => return vec![json!([]), json!(["e-2"]), json!(["e-2", "e-3"])],
            other => panic!("add documented values for fields like {other:?}"),
        }
    }
    match &at.kind {
        TypeKind::Enum(values) => values.iter().map(|value| json!(value.name.wire)).collect(),
        other => panic!("add documented values for fields like {other:?}"),
    }
}

/// Returns values that are not documented for any field.
fn undocumented() -> Vec<Value> {
    vec![
        json!("ASTONISHED"),
        json!(""),
        json!("done"),
        json!("0"),
        json!(0.5),
        json!(true),
        json!(null),
        json!([["MATCH"]]),
        json!(["DONE"]),
        json!({}),
        json!({"DONE": "DONE"}),
    ]
}

/// Checks each documented value of each field next to a decision, and some undocumented values, for each workflow. A
/// response passes only if the value agrees, or if the field is absent and its absence does not contradict the pass.
#[test]
fn every_value_beside_a_pass_is_judged_alike() {
    let reference = Reference::new();
    let (mut held, mut documented_values) = (Held::default(), 0);
    assert!(reference.rows().len() >= 6, "the spec should define which values agree with a pass");
    for (capability, row) in reference.rows() {
        let (path, values) = (text(row, "path"), list(&row["values"]));
        let documented = documented(capability, path);
        assert!(values.iter().any(|value| documented.contains(value)), "{capability} {path}");
        assert!(
            documented.iter().any(|value| !values.contains(value)),
            "{capability} {path}: all documented values agree with a pass, so the field has no effect"
        );
        documented_values += documented.len();
        for workflow in reference.workflows() {
            let mut sound = answer_with(&reference, workflow, capability);
            // If an object has the field, it also has its other fields.
            for (_, other) in reference.rows().into_iter().filter(|(known, other)| {
                let (path, other) = (path.rsplit_once('.'), text(other, "path").rsplit_once('.'));
                *known == capability && path.zip(other).is_some_and(|(a, b)| a.0 == b.0 && a.1 != b.1)
            }) {
                sound = with(&sound, capability, text(other, "path"), &list(&other["values"])[0]);
            }
            for value in documented.iter().chain(&undocumented()).chain(values) {
                let answer = with(&sound, capability, path, value);
                held.hold(&reference, &answer, &|| format!("workflow {}: {capability} {path} {value}", workflow.key));
                let absent_agrees = match text(row, "absent") {
                    "agrees" => !path.contains('.'),
                    absent => absent == "not_judged",
                };
                let agrees = values.contains(value) || (value.is_null() && absent_agrees);
                let passed = judged(&answer).verdict == "passed";
                assert_eq!(passed, agrees, "workflow {}: {capability} {path} {value}", workflow.key);
                assert_eq!(
                    typed(&answer),
                    passed,
                    "workflow {}: {capability} {path} {value}, parsed into its type",
                    workflow.key
                );
            }
            let mut way = path.split('.').collect::<Vec<_>>();
            way.pop();
            if !way.is_empty() && text(row, "absent") == "agrees" {
                let without = with(&sound, capability, &way.join("."), &json!(null));
                assert_eq!(
                    judged(&without).verdict,
                    "passed",
                    "workflow {}: {capability} without {way:?}",
                    workflow.key
                );
            }
            for value in undocumented().into_iter().filter(|_| !way.is_empty()) {
                let answer = with(&sound, capability, &way.join("."), &value);
                held.hold(&reference, &answer, &|| format!("workflow {}: {capability} {way:?} {value}", workflow.key));
                assert_eq!(
                    typed(&answer),
                    judged(&answer).verdict == "passed",
                    "{capability} {way:?} {value}, parsed into its type"
                );
            }
        }
    }
    println!("{documented_values} documented values next to a pass, {:?}", held.by_verdict);
}

/// Checks that the same values do not affect the verdict next to decisions other than a pass.
#[test]
fn data_beside_other_decisions_changes_no_verdict() {
    let reference = Reference::new();
    for (capability, row) in reference.rows() {
        let documented = documented(capability, text(row, "path"));
        for workflow in reference.workflows() {
            for decision in ["WARNING", "REJECTED", "NOT_EXECUTED"] {
                let mut sound = answer_with(&reference, workflow, capability);
                sound.body["capabilities"][capability][0]["decision"] = json!({"type": decision});
                let before = judged(&sound).verdict;
                for value in &documented {
                    let answer = with(&sound, capability, text(row, "path"), value);
                    assert_eq!(judged(&answer).verdict, before, "{capability} {decision} {value}");
                }
            }
        }
    }
}

/// Reports whether the response passes after it was parsed into its type.
fn typed(answer: &Answer) -> bool {
    let details =
        WorkflowDetails::from_json(answer.body.to_string().as_bytes()).expect("the parser should accept the response");
    details.outcome(&Context::new()).verdict.is_passed()
}
