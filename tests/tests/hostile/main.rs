//! Hostile input: specs that try to break the toolkit must get a clear error in time.

mod documents;
mod files;
mod mutations;
mod names;
mod structure;
mod texts;
mod work;
