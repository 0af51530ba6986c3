//! Checks the workflow chooser on the start page: evaluates its data as its script does, and compares the results with
//! the crate's.

use std::collections::BTreeSet;

use jumio_workflows::model::MODEL;
use jumio_workflows::runtime::model::{Holder, PrerequisiteKind, Workflow};
use jumio_workflows::runtime::{Have, Need};
use serde_json::Value;

/// Returns the data that the page contains for the script.
fn data() -> Value {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/docs/index.md"));
    let page = page.expect("the docs should have been generated");
    let comment = page.split("<!-- choose: ").nth(1).and_then(|rest| rest.split("-->").next());
    serde_json::from_str(comment.expect("the page should contain the data for the script"))
        .expect("the data for the script should be JSON")
}

fn texts<'a>(list: &'a Value, member: &'a str) -> Vec<&'a str> {
    let entries = list.as_array().expect("a list").iter();
    entries.map(|entry| entry.get(member).unwrap_or(entry).as_str().expect("a string")).collect()
}

/// Returns the unmet needs as `choose.js` does. A need is met by any one of its facts.
fn missing<'a>(row: &'a Value, facts: &BTreeSet<&str>) -> Vec<&'a str> {
    let needs = row["needs"].as_array().expect("a list").iter();
    let unmet = needs.filter(|need| !texts(&need["met_by"], "").iter().any(|fact| facts.contains(fact)));
    unmet.map(|need| need["label"].as_str().expect("a string")).collect()
}

fn workflow(row: &Value) -> &'static Workflow {
    let key = row["key"].as_u64().and_then(|key| u32::try_from(key).ok());
    MODEL
        .workflows
        .iter()
        .find(|workflow| Some(workflow.key) == key)
        .expect("the crate should have a workflow with this key")
}

/// Returns the unmet needs according to the crate, in the wording of the page.
fn missing_in_the_crate(workflow: &'static Workflow, facts: &BTreeSet<&str>) -> Vec<String> {
    let with = |prefix: &str| -> Vec<&str> { facts.iter().filter_map(|fact| fact.strip_prefix(prefix)).collect() };
    let have = Have {
        prerequisites: &with("setting "),
        account_exists: facts.contains("account"),
        on_file: &with("on file "),
        kept: &with("kept "),
        consent: facts.contains("consent"),
        channels: &with("channel "),
    };
    let found = MODEL.missing_prerequisites(workflow, &have);
    let words = found.iter().map(|missing| match &missing.need {
        Need::Prerequisite(prerequisite) => prerequisite.id.to_owned(),
        Need::Channel { category, channels } => match channels.split_last() {
            Some((last, [])) => format!("{last} for {category}"),
            Some((last, first)) => format!("{} or {last} for {category}", first.join(", ")),
            None => format!("no channel for {category}"),
        },
    });
    words.collect()
}

/// Returns the subset of the options for this bit mask.
fn chosen<'a>(options: &[&'a str], set: usize) -> BTreeSet<&'a str> {
    options.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, option)| *option).collect()
}

#[test]
fn a_workflow_lacks_on_the_page_what_it_lacks_in_the_crate() {
    let data = data();
    let facts = [texts(&data["in_place"], "id"), texts(&data["channels"], "id")].concat();
    let rows = data["rows"].as_array().expect("a list");
    assert_eq!((facts.len(), rows.len()), (12, MODEL.workflows.len()));
    let mut fitting = 0;
    for set in 0..1_usize << facts.len() {
        let ticked = chosen(&facts, set);
        for row in rows {
            let on_the_page = missing(row, &ticked);
            assert_eq!(on_the_page, missing_in_the_crate(workflow(row), &ticked), "{} with {ticked:?}", row["key"]);
            fitting += usize::from(on_the_page.is_empty());
        }
    }
    assert!(fitting > 0, "at least one workflow should fit at least one selection");
}

#[test]
fn one_more_fact_never_takes_a_workflow_away() {
    let data = data();
    let facts = [texts(&data["in_place"], "id"), texts(&data["channels"], "id")].concat();
    for row in data["rows"].as_array().expect("a list") {
        assert_eq!(
            missing(row, &facts.iter().copied().collect()),
            [""; 0],
            "workflow {} should fit if everything is selected",
            row["key"]
        );
        let answers: Vec<Vec<&str>> =
            (0..1_usize << facts.len()).map(|set| missing(row, &chosen(&facts, set))).collect();
        for (set, before) in answers.iter().enumerate() {
            for (at, fact) in facts.iter().enumerate() {
                let after = &answers[set | 1 << at];
                assert!(
                    after.iter().all(|need| before.contains(need)),
                    "{}: selecting `{fact}` should not add to the needs {before:?}",
                    row["key"]
                );
            }
        }
    }
}

#[test]
fn every_prerequisite_and_channel_can_be_ticked() {
    let data = data();
    let asked: BTreeSet<String> = MODEL
        .prerequisites
        .iter()
        .map(|entry| match (entry.kind, entry.stored_by, entry.credential) {
            (PrerequisiteKind::AccountExists, ..) => "account".to_owned(),
            (PrerequisiteKind::Consent, ..) => "consent".to_owned(),
            (_, Some(Holder::Provider), Some(category)) => format!("on file {category}"),
            (_, Some(Holder::Customer), Some(category)) => format!("kept {category}"),
            _ => format!("setting {}", entry.id),
        })
        .collect();
    assert_eq!(texts(&data["in_place"], "id").into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), asked);
    let channels: Vec<String> = MODEL.channels.iter().map(|channel| format!("channel {channel}")).collect();
    assert_eq!(texts(&data["channels"], "id"), channels);
}

#[test]
fn rows_run_the_checks_of_their_workflow() {
    let data = data();
    let checks = texts(&data["checks"], "id");
    let mut offered = BTreeSet::new();
    for row in data["rows"].as_array().expect("a list") {
        let of_row: BTreeSet<&str> = texts(&row["checks"], "").into_iter().collect();
        assert_eq!(of_row, workflow(row).capabilities.iter().copied().collect(), "{}", row["key"]);
        offered.extend(of_row);
    }
    assert_eq!(offered, checks.into_iter().collect());
}

#[test]
fn rows_of_the_data_are_those_of_the_table() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/docs/index.md"));
    let page = page.expect("the docs should have been generated");
    let table = page.split("| Workflow | Needs |").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a table");
    let data = data();
    let rows: Vec<&Value> = data["rows"].as_array().expect("a list").iter().collect();
    let lines: Vec<&str> = table.lines().filter(|line| line.starts_with("| [")).collect();
    assert_eq!(lines.len(), rows.len());
    for (line, row) in lines.iter().zip(rows) {
        assert!(line.starts_with(&format!("| [{} ", row["key"])), "{line}");
        let cell = line.split(" | ").nth(1).expect("a second cell");
        let needs: Vec<String> = cell.split("; ").map(without_links).collect();
        assert_eq!(needs, missing(row, &BTreeSet::new()), "without the script, the table cell should list every need");
    }
}

fn without_links(cell: &str) -> String {
    let parts = cell.split('[').map(|part| match part.split_once("](") {
        Some((text, rest)) => [text, rest.split_once(')').map_or("", |(_, rest)| rest)].concat(),
        None => part.to_owned(),
    });
    parts.collect::<String>().replace(['`', '|'], "")
}
