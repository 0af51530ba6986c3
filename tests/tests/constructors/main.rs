//! Functions that build what is sent: which arguments they have, why, and that none can be passed for another.

mod compiled;
mod signatures;
mod swaps;
mod why;
