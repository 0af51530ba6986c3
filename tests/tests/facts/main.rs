//! Compares the spec with tables of facts that were written from the documents, independently of the spec.
//!
//! Facts are details that affect a request, a response, a verdict or a precondition: limits, lists, hosts, statuses and
//! who can act. The tables are in `tests/cases/facts/`. They follow the sections of the document, and use the terms of
//! the spec language. Prose is not a fact, except for words that a description must contain (`says`), such as the
//! countries for which a field exists.

mod compare;
mod mutants;
mod stated;
mod table;
mod wrong;

use serde::Deserialize;
use verispec_tests::{folder, yaml_data};

use stated::Spec;

fn shipped() -> Spec {
    Spec(yaml_data::read(&folder::spec(&folder::workspace("spec"))))
}

#[test]
fn the_spec_says_what_the_documents_say_and_nothing_else() {
    let differences = compare::differences(&table::facts(), &shipped().stated());
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_fact_is_of_a_document_that_the_spec_names() {
    for section in table::sections() {
        assert!(is_known(&section) || section == table::OURS, "{section}: the spec has no such document");
    }
}

/// Reports whether a section belongs to a document in the spec.
fn is_known(section: &str) -> bool {
    let documents = &shipped().0["provider.yaml"]["documents"];
    section.split_once(": ").is_some_and(|(document, _)| documents.get(document).is_some())
}

/// The parts of the documents that the spec omits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftOut {
    section: String,
    /// The omitted part of the section. The default is the entire section.
    what: Option<String>,
    why: String,
}

#[test]
fn what_is_left_out_has_a_reason_and_no_facts() {
    let left_out: Vec<LeftOut> = serde_yaml::from_str(&folder::text(&folder::cases("left_out.yaml"))).expect("a list");
    let with_facts = table::sections();
    for left_out in left_out {
        assert!(!left_out.why.is_empty(), "{} is left out without a reason", left_out.section);
        let is_whole = left_out.what.is_none();
        assert!(
            !(is_whole && with_facts.contains(&left_out.section)),
            "{} is left out, but has facts",
            left_out.section
        );
        assert!(is_known(&left_out.section), "{}: the spec has no such document", left_out.section);
    }
}
