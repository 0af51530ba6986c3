//! Comparing and releasing: checks the output, the written files and the exit status, with folders and small
//! repositories.

mod diff;
mod merge;
mod release;
mod repository;
