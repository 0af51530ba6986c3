//! The generated crate as its users meet it: takes payloads, contexts and arguments, holds the answers against the documents.

mod callbacks;
mod capabilities;
mod command_line;
mod courses;
mod debug_output;
mod execution;
mod keys;
mod outcome;
mod payload_cases;
mod readiness;
mod redaction;
mod regions;
mod round_trips;
mod timing;
mod workflow_facts;

use verispec_codegen::check::Valid;
use verispec_codegen::ir::Model;
use verispec_tests::folder;

/// The shipped spec, read and checked.
fn shipped() -> Valid<Model> {
    let sources = folder::spec(&folder::workspace("spec"));
    match verispec_codegen::load(&sources) {
        Ok((model, _)) => model,
        Err(found) => panic!("{}", found.render(&sources, false)),
    }
}
