//! Tests of the runtime with small tables: times, URLs, sets, credentials, and the command line.

mod cli;
mod context;
mod credentials;
mod links;
#[cfg(unix)]
mod odd_files;
mod origins;
mod predicates;
mod sets;
mod tables;
mod times;
mod url_traits;
mod urls;
