//! Tests the examples in the checked-in docs: compiles and runs Rust, validates JSON, and compares curl commands with
//! their operations.

mod blocks;
mod curl;
mod json;
mod rust;
mod shell;

use verispec_tests::folder::shipped;
