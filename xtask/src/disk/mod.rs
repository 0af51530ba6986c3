//! Accesses the disk: reads and writes below the paths that the user names, and never outside them.
//!
//! Every command reads and writes through this module; `tidy` rejects the standard library's functions for disk access
//! elsewhere.
//!
//! **Invariant:** the path that the user names may be a symbolic link. Below a named folder, links are followed only
//! for reading, and only if they stay inside that folder. Nothing is written, moved or removed through a link.
//! **Invariant:** only regular files and folders are opened. A pipe or a device is rejected before it can block.
//! **Invariant:** a written file is either complete or unchanged, even if the run is interrupted.

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
    exists, inside, is_file, is_folder, own_text_file, present_beside, read_file, real, remove_beside, replace_beside,
    text_beside, text_file, write_file,
};
pub use place::OutputPlace;
pub use refusal::Refusal;
pub use walk::{Found, Wanted, Why, collect};

/// The size limit of every input file. It is far above the size of any handwritten file, and far below the size that
/// would make a parser slow.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// The limit for the total size of the files that a command reads below one folder.
pub const MAX_TOTAL_BYTES: u64 = 512 * 1024 * 1024;

/// The maximum number of linked folders that are followed below one folder, because links to links can multiply
/// exponentially.
pub const MAX_LINKS: usize = 100;

/// The maximum depth below a named folder.
pub const MAX_DEPTH: usize = 64;
