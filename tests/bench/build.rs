//! Generates code for the implementations that the benchmark compares: typify's types, and the JSON Schemas of the
//! measured payloads.

use std::path::Path;
use std::{env, fs};

use verispec_tests::folder;

#[path = "../benches/cost/plain.rs"]
mod plain;

fn main() {
    println!("cargo::rerun-if-changed=../../spec");
    let out = env::var("OUT_DIR").expect("cargo should set `OUT_DIR` for build scripts");
    let write = |name: &str, text: &str| {
        fs::write(Path::new(&out).join(name), text).expect("the output folder of a build script should be writable")
    };
    let model = folder::shipped();
    write("typify.rs", &plain::types(&model));
    let schema = |operation: &str| {
        let operation = model.operation(operation).unwrap_or_else(|| panic!("the spec has no operation `{operation}`"));
        let body = operation.sent().or(operation.received()).expect("the operation should send or receive a body");
        verispec_codegen::wire_schema::document(&model, body).to_string()
    };
    write("request.json", &schema("create_account"));
    write("details.json", &schema("get_workflow_details"));
    write("callback.json", &schema("callback"));
}
