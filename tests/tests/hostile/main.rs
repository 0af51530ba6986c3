//! Checks hostile input: specs that try to break the toolkit must result in a clear error within the time limit.

mod documents;
mod files;
mod mutations;
mod names;
mod structure;
mod texts;
mod work;
