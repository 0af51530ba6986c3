//! Checks the graph of capabilities in the model, for the provider and for each workflow.

use std::collections::{BTreeMap, BTreeSet};

use jumio_workflows::model::MODEL;
use verispec_tests::folder;

fn documented() -> BTreeMap<String, Vec<String>> {
    let text = folder::text(&folder::cases("documented/capabilities.json"));
    serde_json::from_str(&text).expect("the file should contain each capability with its required capabilities")
}

#[test]
fn every_capability_requires_what_is_documented() {
    let documented = documented();
    assert_eq!(MODEL.capabilities.len(), documented.len());
    for capability in MODEL.capabilities {
        assert_eq!(capability.requires, documented[capability.name], "{}", capability.name);
    }
}

#[test]
fn each_comes_after_all_that_it_requires() {
    let mut before = BTreeSet::new();
    for capability in MODEL.capabilities {
        assert!(capability.requires.iter().all(|required| before.contains(required)), "{}", capability.name);
        before.insert(capability.name);
    }
}

#[test]
fn required_by_is_requires_read_backwards() {
    for capability in MODEL.capabilities {
        let dependents = MODEL.capabilities.iter().filter(|other| other.requires.contains(&capability.name));
        let dependents: BTreeSet<&str> = dependents.map(|other| other.name).collect();
        assert_eq!(capability.required_by.iter().copied().collect::<BTreeSet<_>>(), dependents, "{}", capability.name);
    }
}

#[test]
fn the_closure_goes_to_the_roots_in_order() {
    assert_eq!(MODEL.prerequisites_of("watchlistScreening"), ["usability", "imageChecks", "extraction"]);
    assert_eq!(MODEL.prerequisites_of("liveness"), ["usability"]);
    assert!(MODEL.prerequisites_of("usability").is_empty());
    assert!(MODEL.prerequisites_of("telepathy").is_empty());
}

#[test]
fn a_workflow_runs_what_its_chains_name_in_an_order_that_they_allow() {
    for workflow in MODEL.workflows {
        let named: BTreeSet<&str> = workflow.chains.iter().copied().flatten().copied().collect();
        assert_eq!(workflow.capabilities.iter().copied().collect::<BTreeSet<_>>(), named, "{}", workflow.id);
        assert_eq!(workflow.capabilities.len(), named.len(), "{}", workflow.id);
        let place = |name: &str| workflow.capabilities.iter().position(|capability| *capability == name);
        for pair in workflow.chains.iter().flat_map(|chain| chain.windows(2)) {
            assert!(place(pair[0]) < place(pair[1]), "{}: {pair:?}", workflow.id);
            assert!(workflow.edges.contains(&(pair[0], pair[1])), "{}: {pair:?}", workflow.id);
        }
        assert_eq!(workflow.edges.iter().collect::<BTreeSet<_>>().len(), workflow.edges.len(), "{}", workflow.id);
    }
}

#[test]
fn labels_go_with_their_decision() {
    let similarity = MODEL.capability("similarity").expect("it exists");
    let decisions: Vec<(&str, &[&str])> = similarity.decisions.to_vec();
    let expected: [(&str, &[&str]); 4] = [
        ("NOT_EXECUTED", &["PRECONDITION_NOT_FULFILLED", "TECHNICAL_ERROR"]),
        ("PASSED", &["MATCH"]),
        ("REJECTED", &["NO_MATCH"]),
        ("WARNING", &["NOT_POSSIBLE"]),
    ];
    assert_eq!(decisions, expected);
}
