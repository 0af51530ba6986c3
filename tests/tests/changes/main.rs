//! What changes between two specs: every kind is found, and nothing else; what is told; what the compiler makes of it.

mod compiled;
mod complete;
mod crates;
mod kinds;
mod laws;
mod meaning;
mod reports;
