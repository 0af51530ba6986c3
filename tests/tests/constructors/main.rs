//! Functions that build requests: which arguments they have, why, and that no two can be confused.

mod changed;
mod compiled;
mod signatures;
mod swaps;
mod why;
