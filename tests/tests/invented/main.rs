//! Checks that the generated standards documents and docs contain no made-up facts: what they say about operations and
//! request order must agree with the model.
//!
//! The tests use both specs, and variants of them without each optional part of the spec language.

mod guide;
mod openapi;
mod pages;
mod planted;
mod reduced;
mod sequence;

use std::collections::{BTreeMap, BTreeSet};

use verispec_codegen::ir::{AuthScheme, Model, OperationId, Sender};
use verispec_codegen::source::SourceMap;
use verispec_tests::folder;

/// Generated files by path.
type Files = BTreeMap<String, String>;

/// A statement about an operation, in the form `operation about value`.
type Facts = BTreeSet<String>;

/// The model of a spec and its generated files.
struct World {
    model: Box<dyn std::ops::Deref<Target = Model>>,
    files: Files,
}

impl World {
    /// Renders a spec. Returns `None` if the spec has errors.
    fn new(sources: &SourceMap) -> Option<Self> {
        let (model, _) = verispec_codegen::load(sources).ok()?;
        let output = verispec_codegen::generate(sources).ok()?;
        let files = output.files.into_iter().map(|file| (file.path, file.contents)).collect();
        Some(Self { model: Box::new(model), files })
    }

    fn shipped() -> Self {
        Self::new(&folder::spec(&folder::workspace("spec"))).expect("the shipped spec should have no errors")
    }

    fn harbor() -> Self {
        Self::new(&folder::spec(&folder::cases("specs/harbor"))).expect("the example spec should have no errors")
    }
}

/// Returns the names of an operation's authorization methods, with `public` for the one without credentials.
fn ways(model: &Model, id: OperationId) -> Vec<String> {
    let ways = model[id].auth.iter().map(|id| &model[*id]);
    let name = |auth: &verispec_codegen::ir::Auth| match auth.scheme {
        AuthScheme::None => "public".to_owned(),
        AuthScheme::Basic | AuthScheme::Bearer => auth.name.wire.clone(),
    };
    ways.map(name).collect()
}

/// Returns the statements of the model about every operation.
fn expected(model: &Model) -> Facts {
    let mut facts = Facts::new();
    for id in model.operation_ids() {
        let operation = &model[id];
        let name = operation.name.wire.as_str();
        let mut say = |about: &str, value: &str| facts.insert(format!("{name} {about} {value}"));
        say("method", operation.method.as_str());
        say("status", &operation.response.status.to_string());
        ways(model, id).iter().for_each(|way| {
            say("auth", way);
        });
        for media_type in &operation.response.media_types {
            say("answers", media_type);
        }
        if let Some(body) = &operation.request {
            say("takes", &body.media_type);
        }
        if operation.sender == Sender::Customer {
            for region in &model.regions {
                operation.url(region).iter().for_each(|url| {
                    say("url", url);
                });
            }
            for status in &operation.errors {
                say("status", status);
            }
        }
    }
    facts
}

/// Returns the differences between an output and the model, one per line.
fn differences(output: &str, said: &Facts, expected: &Facts) -> Vec<String> {
    let beyond =
        said.difference(expected).map(|fact| format!("{output} states something that the model does not: {fact}"));
    let lacks = expected.difference(said).map(|fact| format!("{output} lacks a statement of the model: {fact}"));
    beyond.chain(lacks).collect()
}

/// Reads the statements of one output, and returns those that are made up or missing.
struct Reader {
    /// The prefix of the paths of the files that the output's reader reads.
    files: &'static [&'static str],
    differs: fn(&Model, &Files) -> Vec<String>,
}

const READERS: &[Reader] = &[
    Reader {
        files: &["openapi.yaml"],
        differs: |model, files| differences("openapi.yaml", &openapi::whole(files), &expected(model)),
    },
    Reader { files: &["openapi/"], differs: of_services },
    Reader {
        files: &["docs/operations.md"],
        differs: |model, files| differences("docs/operations.md", &pages::operations(files), &expected(model)),
    },
    Reader { files: &["asyncapi.yaml"], differs: openapi::asyncapi },
    Reader { files: &["arazzo.yaml"], differs: sequence::arazzo },
    Reader { files: &["docs/"], differs: pages::commands },
    Reader { files: &["docs/workflows/"], differs: sequence::drawings },
    Reader { files: &["docs/integration.md"], differs: guide::integration },
    Reader { files: &["docs/retrieval.md"], differs: guide::retrieval },
];

/// Checks that the documents of all services together contain every request, and callbacks only with the requests that
/// trigger them.
fn of_services(model: &Model, files: &Files) -> Vec<String> {
    let is_ours = |fact: &String| {
        let name = fact.split(' ').next().unwrap_or_default();
        model.operation(name).is_none_or(|operation| operation.sender == Sender::Customer)
    };
    let said = openapi::services(files).into_iter().filter(is_ours).collect();
    differences("openapi/*.yaml", &said, &expected(model).into_iter().filter(is_ours).collect())
}

/// Returns all made-up statements in the outputs, or only those in outputs that read the file `path`.
fn made_up(world: &World, file: Option<&str>) -> Vec<String> {
    let concerned =
        READERS.iter().filter(|reader| file.is_none_or(|file| reader.files.iter().any(|own| file.starts_with(own))));
    concerned.flat_map(|reader| (reader.differs)(&world.model, &world.files)).collect()
}

#[test]
fn both_specs_are_told_as_they_are() {
    for world in [World::shipped(), World::harbor()] {
        let found = made_up(&world, None);
        assert!(found.is_empty(), "\n{}", found.join("\n"));
    }
}
