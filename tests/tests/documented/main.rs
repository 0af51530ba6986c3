//! The examples of the docs as they are on disk: Rust is compiled and run, JSON judged, curl held against its operation.

mod blocks;
mod curl;
mod json;
mod rust;
mod shell;

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
