//! Tests the comparison of two specs: every kind of change is found, and nothing else; the reports are correct; and the
//! effects on programs agree with the compiler.

mod compiled;
mod complete;
mod crates;
mod kinds;
mod laws;
mod meaning;
mod migration;
mod renames;
mod reports;
