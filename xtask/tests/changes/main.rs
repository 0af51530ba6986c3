//! Tests the commands for comparing and releasing: their output, written files and exit status, with folders and small
//! repositories.

mod diff;
mod merge;
mod release;
mod repository;
