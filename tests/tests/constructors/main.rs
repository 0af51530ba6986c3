//! Tests the functions that build requests: their arguments, the reasons for them, and that no two arguments can be
//! confused.

mod changed;
mod compiled;
mod signatures;
mod swaps;
mod why;
