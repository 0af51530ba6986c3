//! The examples of the docs as they are on disk: Rust is compiled and run, JSON judged, curl held against its operation.

mod blocks;
mod curl;
mod json;
mod rust;
mod shell;

use verispec_tests::folder::shipped;
