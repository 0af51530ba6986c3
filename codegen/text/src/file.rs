//! Files that exist in memory until they are written.

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path below the output folder, with `/` as the separator.
    pub path: String,
    /// The text of the file.
    pub contents: String,
}
