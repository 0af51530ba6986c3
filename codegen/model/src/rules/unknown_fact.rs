//! `unknown-fact`: a sentence in a document's layout that supports a fact that the spec does not have.

use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, add};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-fact",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A sentence of a layout names a fact in `supports` that the spec does not have.",
    why: "If the provider rewords the sentence, nobody would know which fact to check.",
    way_out: "Name a rule, prerequisite, decision, capability, operation, credential category or file kind by its id.",
    example: &[add(
        "layouts/almanac.yaml",
        r#"document: almanac
workflow: "Procedure {key}: {name}"
sections:
  required_credentials: [Papers to bring]
  stored_credentials: [Papers that are kept]
  prerequisites: [Before you come]
  capabilities: [Inspections]
  operations: [How to apply]
arrows: [then]
channels: ["Open to: {channels}"]
method: ["Send it with {method}"]
url: ["At {region} pier: {url}"]
request: [Sent]
response: [Answered]
parameters: [":{name}"]
credentials: {Manifest: MANIFEST}
prerequisites: {The ship is known: ship-known}
operations: {Apply: apply}
sentences:
  - {text: The ship has to be known., supports: [⟦ship-knwon⟧]}
"#,
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let sentences = model.layouts.iter().flat_map(|layout| &layout.sentences);
    let named: Vec<_> = sentences.flat_map(|sentence| &sentence.supports).collect();
    if named.is_empty() {
        return;
    }
    let known = ids(model);
    for name in named.into_iter().filter(|name| !known.contains(&name.value.as_str())) {
        let message = format!("the spec has no fact with the id `{}`", name.value);
        diagnostics.push(RULE.at(name.span, message).did_you_mean(&name.value, known.iter().copied()));
    }
}

/// Returns the ids of everything that a sentence can support.
fn ids(model: &Model) -> Vec<&str> {
    let rules = model.rules().map(|rule| &rule.name);
    let prerequisites = model.prerequisites.iter().map(|prerequisite| &prerequisite.name);
    let decisions = model.decisions.iter().map(|decision| &decision.name);
    let capabilities = model.capabilities.iter().map(|capability| &capability.name);
    let operations = model.operations.iter().map(|operation| &operation.name);
    let credentials = model.credentials.iter().map(|credential| &credential.name);
    let files = model.files.iter().map(|file| &file.name);
    let names = rules.chain(prerequisites).chain(decisions).chain(capabilities).chain(operations);
    names.chain(credentials).chain(files).map(|name| name.wire.as_str()).collect()
}
