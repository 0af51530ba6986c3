//! The examples in the checked-in docs: Rust is compiled and run, JSON is judged, curl is compared with its operation.

mod blocks;
mod curl;
mod json;
mod rust;
mod shell;

use verispec_tests::folder::shipped;
