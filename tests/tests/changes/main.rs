//! Changes between two specs: every kind is found, and nothing else; the reports; and agreement with the compiler.

mod compiled;
mod complete;
mod crates;
mod kinds;
mod laws;
mod meaning;
mod migration;
mod renames;
mod reports;
