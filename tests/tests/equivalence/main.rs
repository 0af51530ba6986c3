//! Checks that all outputs agree with the model. Each output is parsed in its own format.
//!
//! The content of an output is converted to a set of facts, which makes very different outputs comparable.

mod corrupt;
mod expected;
mod json;
mod markdown;
mod rust;
mod svg;

use std::collections::{BTreeMap, BTreeSet};

use verispec_codegen::ir::Model;
use verispec_tests::folder;

/// The subject of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    /// A workflow's channels.
    Channels,
    /// A credential of a workflow's executions.
    Slot,
    /// A capability that is part of a workflow.
    Capability,
    /// An edge in a workflow's chains: a capability and its direct successor.
    Edge,
    /// The credentials that are uploaded and captured when a workflow runs over a channel.
    Journey,
    /// A field of a payload.
    Member,
    /// A limit of a payload's field or of an id.
    Limit,
    /// A limit of a field in requests, including that of its id type.
    SentLimit,
    /// A limit in a schema. In responses, only the ranges of integers are limits.
    PublishedLimit,
    /// The limits of a part's file.
    File,
    /// The host of a service in a region.
    Host,
}

type Facts = BTreeSet<(About, String)>;

/// Generated files by path.
type Files = BTreeMap<String, String>;

/// An output and the function that reads it.
struct Output {
    name: &'static str,
    about: &'static [About],
    read: fn(&Files) -> Facts,
    /// The payload types that the output describes.
    types: expected::Types,
}

const OUTPUTS: &[Output] = &[
    Output {
        name: "Markdown",
        about: &[
            About::Channels,
            About::Slot,
            About::Capability,
            About::Edge,
            About::Member,
            About::Limit,
            About::File,
            About::Host,
        ],
        read: markdown::tables,
        types: expected::Types::All,
    },
    Output {
        name: "Mermaid",
        about: &[About::Capability, About::Edge],
        read: markdown::mermaid,
        types: expected::Types::All,
    },
    Output { name: "SVG", about: &[About::Capability, About::Edge], read: svg::read, types: expected::Types::All },
    Output { name: "Arazzo", about: &[About::Journey], read: json::arazzo, types: expected::Types::All },
    Output {
        name: "OpenAPI",
        about: &[About::Member, About::PublishedLimit, About::File, About::Host],
        read: json::openapi,
        types: expected::Types::OfOperations,
    },
    Output {
        name: "wire schemas",
        about: &[About::Member, About::PublishedLimit],
        read: json::wire,
        types: expected::Types::OfPayloads,
    },
    Output {
        name: "catalogue",
        about: &[About::Channels, About::Slot, About::Capability, About::Edge, About::Host],
        read: json::catalog,
        types: expected::Types::All,
    },
    Output {
        name: "Rust",
        about: &[
            About::Channels,
            About::Slot,
            About::Capability,
            About::Edge,
            About::Member,
            About::SentLimit,
            About::File,
        ],
        read: rust::read,
        types: expected::Types::All,
    },
];

fn model_and_files() -> (impl std::ops::Deref<Target = Model>, Files) {
    let sources = folder::spec(&folder::workspace("spec"));
    let (Ok((model, _)), Ok(output)) = (verispec_codegen::load(&sources), verispec_codegen::generate(&sources)) else {
        panic!("the shipped spec has errors")
    };
    (model, output.files.into_iter().map(|file| (file.path, file.contents)).collect())
}

/// Returns the differences, one per line: facts that are missing in the output, and facts that are not in the model.
fn differences(output: &Output, model: &Model, files: &Files) -> Vec<String> {
    let expected = expected::facts(model, output);
    let said = (output.read)(files);
    let lacks = expected.difference(&said).map(|fact| format!("{} lacks {fact:?}", output.name));
    let beyond = said.difference(&expected).map(|fact| format!("{} says {fact:?}", output.name));
    lacks.chain(beyond).collect()
}

#[test]
fn every_output_says_what_the_model_says() {
    let (model, files) = model_and_files();
    for output in OUTPUTS {
        let found = differences(output, &model, &files);
        assert!(found.is_empty(), "\n{}", found.join("\n"));
        let facts = expected::facts(&model, output);
        for about in output.about {
            assert!(
                facts.iter().any(|(kind, _)| kind == about),
                "{}: no facts about {about:?} were compared",
                output.name
            );
        }
    }
}

#[test]
fn a_single_corrupted_edge_member_or_limit_is_noticed_in_every_output() {
    let (model, files) = model_and_files();
    for output in OUTPUTS {
        let corruptions = corrupt::all(output.name, &model, &files);
        assert!(corruptions.len() >= 9, "{}: {} corruptions", output.name, corruptions.len());
        for corruption in corruptions {
            let mut corrupted = files.clone();
            let before = corrupted.insert(corruption.path.clone(), corruption.text.clone());
            assert_ne!(before.as_ref(), Some(&corruption.text), "{}: {} changes nothing", output.name, corruption.what);
            let found = differences(output, &model, &corrupted);
            assert!(!found.is_empty(), "{}: {} goes unnoticed", output.name, corruption.what);
        }
    }
}
