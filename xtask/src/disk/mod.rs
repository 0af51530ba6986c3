//! The disk: takes paths that people name, reads and writes below them, and never leaves what was named.
//!
//! Every command reads and writes through this module; `tidy` refuses the functions of the standard library elsewhere.
//!
//! **Invariant:** what a person names may be a symbolic link. Below a named folder, a link is followed for reading only,
//! and only if it stays inside that folder. Nothing is written, moved or removed through a link.
//! **Invariant:** only plain files and folders are opened. A pipe or a device is refused before it can make anybody wait.
//! **Invariant:** a file that is written is whole or as it was, whatever interrupts the run.

mod folder;
mod fresh;
mod kind;
mod lock;
mod named;
mod place;
mod refusal;
mod walk;
mod write;

pub use folder::{Entry, Folder, text};
pub use fresh::place_new;
pub use kind::Kind;
pub use lock::Lock;
pub use named::{
    exists, inside, is_file, is_folder, own_text_file, read_file, real, remove_beside, replace_beside, text_beside,
    text_file, write_file,
};
pub use place::OutputPlace;
pub use refusal::Refusal;
pub use walk::{Found, Wanted, Why, collect};

/// The size limit of every input file, whatever the command: far more than anybody writes by hand, far less than what
/// makes a parser slow.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// The size limit of all files together that a command reads below one folder.
pub const MAX_TOTAL_BYTES: u64 = 512 * 1024 * 1024;

/// The number of linked folders that are followed below one folder, since links to links multiply without end.
pub const MAX_LINKS: usize = 100;

/// The depth of folders that is followed below a named one.
pub const MAX_DEPTH: usize = 64;
