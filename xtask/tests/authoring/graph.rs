//! Tests `graph`: draws workflows in every format, and checks the syntax and that the output is deterministic.

use xtask::{Outcome, graph};

use super::{Said, copy, harbor, replace, said};

fn draw(workflow: &str, format: graph::Format) -> Said {
    let options = graph::Options { workflow: workflow.to_owned(), format, spec: Some(harbor()) };
    said(|console| graph::run(&options, console))
}

#[test]
fn a_workflow_is_drawn_in_every_format() {
    let mermaid = draw("first_call", graph::Format::Mermaid);
    assert_eq!(mermaid.outcome, Ok(Outcome::Fine), "{}", mermaid.err);
    assert!(mermaid.out.starts_with("graph LR\n    c_legible_papers[\"legiblePapers\"]\n"), "{}", mermaid.out);
    assert!(mermaid.out.contains("    c_weighed_cargo --> c_audited_cargo\n"), "{}", mermaid.out);
    let dot = draw("first_call", graph::Format::Dot).out;
    assert!(dot.starts_with("digraph \"700 First Call\" {\n"), "{dot}");
    assert!(dot.contains("  \"c_weighed_cargo\" -> \"c_audited_cargo\";\n"), "{dot}");
    let svg = draw("first_call", graph::Format::Svg).out;
    assert!(svg.contains("<title id=\"title\">700 First Call</title>"), "{svg}");
    assert!(svg.contains("legiblePapers runs before weighedCargo; weighedCargo runs before auditedCargo."), "{svg}");
    assert_eq!(svg.matches("<rect ").count(), 3, "{svg}");
    assert_eq!(svg.matches("marker-end").count(), 2, "{svg}");
}

#[test]
fn a_workflow_can_be_named_by_its_key() {
    let [by_key, by_id] = ["700", "first_call"].map(|name| draw(name, graph::Format::Svg));
    assert_eq!(by_key.outcome, Ok(Outcome::Fine));
    assert_eq!(by_key.out, by_id.out);
}

#[test]
fn a_workflow_that_does_not_exist_is_refused_with_what_was_probably_meant() {
    let close = draw("frist_call", graph::Format::Mermaid);
    assert_eq!(close.outcome, Err("unknown workflow `frist_call`; did you mean `first_call`?".into()));
    let far = draw("x", graph::Format::Mermaid);
    assert_eq!(far.outcome, Err("unknown workflow `x`; expected one of first_call, return_call".into()));
}

#[test]
fn there_is_no_picture_of_a_spec_with_mistakes() {
    let folder = copy(&harbor());
    replace(folder.path(), "workflows/first_call.yaml", "weighedCargo", "weighedCarg");
    let options = graph::Options { workflow: "700".into(), spec: Some(folder.path().into()), ..Default::default() };
    let said = said(|console| graph::run(&options, console));
    assert_eq!((said.outcome, said.out.as_str()), (Ok(Outcome::Findings), ""));
    assert!(said.err.contains("error[unknown-capability]"), "{}", said.err);
}
