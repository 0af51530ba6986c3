//! Measures the figures in CONTRIBUTING, and prints and updates their tables.

mod machine;
mod rounds;
mod table;
mod tables;

pub use machine::{cores, machine, rustc};
pub use rounds::{Contestant, Measured, Spread, measure};
pub use table::{Row, Table, is_written, published};
pub use tables::{ALL, COMPILING, GENERATING, INSTRUCTIONS, LINTING, TIMES};
