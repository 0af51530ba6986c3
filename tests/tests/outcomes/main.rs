//! Compares outcomes with a second implementation that only reads the catalog, for every small response and every pair
//! of faults.

mod answers;
mod faults;
mod not_judged;
mod own_words;
mod passing;
mod reference;
mod uncovered;

use std::collections::BTreeMap;

use jumio_workflows::readings::OUTCOME;
use jumio_workflows::runtime::{Context, Json, Outcome, Reason, StoredCredential, Told, Unjudged};
use serde_json::Value;

use answers::{Answer, Stated};
use faults::Fault;
use reference::Reference;

/// A verdict with its reasons and their subjects, sorted.
#[derive(Debug, PartialEq, Eq)]
struct Judged {
    verdict: String,
    reasons: Vec<(String, String)>,
    /// The entries that were not judged, sorted.
    not_judged: Vec<String>,
}

/// Returns the crate's verdict.
fn judged(answer: &Answer) -> Judged {
    let enabled = answer.enabled.clone();
    let mut context = enabled.map_or_else(Context::new, |enabled| Context::new().enabled(enabled));
    if let Some(key) = &answer.stated.workflow {
        context = context.workflow(key.as_str());
    }
    if !answer.stated.stored.is_empty() {
        let stored = answer.stated.stored.iter();
        context =
            context.stored_credentials(stored.map(|id| StoredCredential { id: Some(id.clone()), category: None }));
    }
    for (parameter, id) in &answer.stated.path {
        context = match parameter.as_str() {
            "accountId" => context.path_account_id(&id.as_str().into()),
            "credentialsId" => context.path_credentials_id(&id.as_str().into()),
            "workflowExecutionId" => context.path_workflow_execution_id(&id.as_str().into()),
            other => panic!("no path parameter is called `{other}`"),
        };
    }
    let outcome = Outcome::of(&OUTCOME, &Json::from(answer.body.clone()), &context);
    assert_eq!(outcome.verdict.is_passed(), outcome.verdict.reasons().is_empty(), "{:?}", outcome.verdict);
    let mut reasons: Vec<(String, String)> =
        outcome.verdict.reasons().iter().map(|reason| (reason.kind().to_owned(), subject(reason))).collect();
    reasons.sort();
    let mut not_judged: Vec<String> = outcome.not_judged.iter().map(open).collect();
    not_judged.sort();
    Judged { verdict: outcome.verdict.to_string(), reasons, not_judged }
}

/// Returns a short key for an entry that was not judged.
fn open(unjudged: &Unjudged) -> String {
    match unjudged {
        Unjudged::NotEnabled { capability } => format!("not enabled {capability}"),
        Unjudged::EnabledNotStated { capability } => format!("not stated {capability}"),
        Unjudged::MayNotApply { capability } => format!("may not apply {capability}"),
        Unjudged::Label(told) => format!("label {}", told.at),
        Unjudged::Outside { capability, at } => format!("outside {capability} {at}"),
        Unjudged::CredentialNotJudged { category, id } => format!("no result about {category} {id}"),
        Unjudged::StoredCredentialNotJudged { id } => format!("no result about {id} on file"),
        Unjudged::CredentialsFewer { category, expected, named } => format!("fewer {category} {named} {expected}"),
        Unjudged::CredentialsMore { category, expected, named } => format!("more {category} {named} {expected}"),
        Unjudged::NotStated { fact } => format!("open {fact}"),
        Unjudged::StatementNotJudged { fact } => format!("unused {fact}"),
        Unjudged::NoLabel(told) => format!("no label {}", told.at),
        Unjudged::NotGiven { at } => format!("not given {at}"),
        Unjudged::NotRead { at } => format!("unread {at}"),
        Unjudged::Score { score } => format!("score {score}"),
        Unjudged::Elsewhere { at } => format!("elsewhere {at}"),
        other => panic!("add a key for {other:?} to this function"),
    }
}

/// Returns a short key for the subject of a reason.
fn subject(reason: &Reason) -> String {
    let at = |told: &Told| told.at.clone();
    match reason {
        Reason::WorkflowUnknown { key: word } | Reason::StateUnknown { state: word } => {
            word.clone().unwrap_or_default()
        }
        Reason::IdMissing { at }
        | Reason::FormUnknown { at }
        | Reason::CredentialsNotListed { at }
        | Reason::ProviderVerdictUnknown { at } => at.clone(),
        Reason::ContextContradicted { fact, at } => format!("{fact} {at}"),
        Reason::StateNotFinal { state } | Reason::StateWithoutResult { state } => state.clone(),
        Reason::DataContradicts { at, .. } => at.clone(),
        Reason::DecisionUnknown(told)
        | Reason::LabelContradicts(told)
        | Reason::Rejected(told)
        | Reason::NotExecuted(told)
        | Reason::Warned(told) => at(told),
        Reason::CapabilityMissing { capability, because } => format!("{capability} {because:?}"),
        Reason::EnabledUnknown { name: word } | Reason::CategoriesContradict { id: word } => word.clone(),
        Reason::CredentialNotCovered { capability, category, id } => {
            format!("{capability} {category} {}", id.as_deref().unwrap_or_default())
        }
        Reason::CredentialNotListed { id } => id.clone(),
        Reason::JudgedApart { capability } => (*capability).to_owned(),
        Reason::CredentialNotNamed { capability, category } => format!("{capability} {category}"),
        Reason::ResultsContradict { told, despite } => {
            format!("{} {}", at(told), despite.as_deref().unwrap_or_default())
        }
        Reason::ProviderVerdictDiffers { provider, results } => format!("{provider} {results}"),
        other => panic!("add a key for {other:?} to this function"),
    }
}

/// Compares outcomes with the reference, and counts them by verdict.
#[derive(Default)]
struct Held {
    by_verdict: BTreeMap<String, usize>,
}

impl Held {
    fn hold(&mut self, reference: &Reference, answer: &Answer, what: &dyn Fn() -> String) {
        let (ours, theirs) = (judged(answer), reference.judge(answer));
        assert_eq!(ours, theirs, "{}\n{}", what(), answer.body);
        *self.by_verdict.entry(ours.verdict).or_default() += 1;
    }

    fn tell(&self, what: &str) {
        let total: usize = self.by_verdict.values().sum();
        println!("{what}: {total} responses have the same outcome in both implementations, {:?}", self.by_verdict);
        for verdict in ["passed", "review", "undecided", "rejected"] {
            assert!(self.by_verdict.contains_key(verdict), "no response has the verdict `{verdict}`");
        }
    }
}

/// Compares every set of capabilities, with every decision of each, in every state, for every workflow with up to six
/// capabilities. Each capability has one result, which covers all credentials that it judges. [`answers::each`]
/// explains which responses represent others.
#[test]
fn every_small_answer_is_judged_alike() {
    let reference = Reference::new();
    let (mut held, mut workflows) = (Held::default(), 0);
    for workflow in reference.workflows().iter().filter(|workflow| workflow.capabilities.len() <= 6) {
        workflows += 1;
        answers::each(&reference, workflow, &mut |answer, what| held.hold(&reference, answer, what));
    }
    assert_eq!(
        workflows,
        reference.workflows().len(),
        "workflows with more than six capabilities have too many combinations; test their pairs of faults instead"
    );
    held.tell("all subsets, decisions and states");
}

/// Compares the outcome of every single fault in an otherwise passing response, for every workflow.
#[test]
fn every_fault_is_judged_alike() {
    let reference = Reference::new();
    let mut held = Held::default();
    for workflow in reference.workflows() {
        let sound = answers::sound(&reference, workflow);
        held.hold(&reference, &sound, &|| format!("workflow {} without a fault", workflow.key));
        assert_eq!(judged(&sound).verdict, "passed", "workflow {}", workflow.key);
        for fault in faults::all(workflow) {
            let answer = fault.in_answer(&sound);
            held.hold(&reference, &answer, &|| format!("workflow {}: {}", workflow.key, fault.name));
            let harmless = judged(&answer).verdict == "passed";
            assert_eq!(harmless, fault.harmless, "workflow {}: {}: {}", workflow.key, fault.name, answer.body);
        }
    }
    held.tell("all faults");
}

/// Compares the outcome of every pair of faults for a workflow with variants, and for the largest workflow, which has
/// optional capabilities.
#[test]
fn every_pair_of_faults_is_judged_alike() {
    let reference = Reference::new();
    let mut held = Held::default();
    for workflow in reference.workflows().iter().filter(|workflow| [20, 32].contains(&workflow.key)) {
        let sound = answers::sound(&reference, workflow);
        let faults: Vec<Fault> = faults::all(workflow).into_iter().filter(Fault::in_pairs).collect();
        for (index, first) in faults.iter().enumerate() {
            let once = first.in_answer(&sound);
            for second in &faults[index + 1..] {
                let what = || format!("workflow {}: {} and {}", workflow.key, first.name, second.name);
                held.hold(&reference, &second.in_answer(&once), &what);
            }
        }
    }
    held.tell("all pairs of faults");
}

/// Compares the outcomes of all documented responses.
#[test]
fn published_examples_are_judged_alike() {
    let reference = Reference::new();
    let model = verispec_tests::folder::shipped();
    let operation = model.result_operation().expect("the model should have an operation that returns results");
    let examples: Vec<Value> =
        model.examples_of(operation).filter_map(|example| Some(example.response.as_ref()?.value.clone())).collect();
    assert!(!examples.is_empty());
    for body in examples {
        let answer = Answer { body, enabled: None, stated: Stated::default() };
        let (ours, theirs) = (judged(&answer), reference.judge(&answer));
        assert_eq!(ours, theirs);
        if answers::says_nothing_but_passed(&answer.body) {
            assert_eq!(ours.verdict, "passed", "{}", answer.body);
        }
    }
}
