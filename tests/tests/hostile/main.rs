//! What nobody would write by mistake: takes specs that try to break the toolkit, holds it to a clear answer in time.

mod documents;
mod files;
mod mutations;
mod names;
mod structure;
mod texts;
mod work;
