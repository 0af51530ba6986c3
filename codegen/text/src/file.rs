//! Files to write, in memory.

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path below the output folder, with `/` as separator.
    pub path: String,
    /// The text of the file.
    pub contents: String,
}
