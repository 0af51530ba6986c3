//! Classifies file system entries.

use cap_std::fs::FileType;

/// The kind of a file system entry, without following links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A device, or any other kind.
    Device,
}

impl Kind {
    /// Returns the name of the kind in messages, such as `folder`.
    pub fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Folder => "folder",
            Self::Link => "symbolic link",
            Self::Pipe => "named pipe",
            Self::Socket => "socket",
            Self::Device => "device",
        }
    }

    pub(super) fn of(kind: FileType) -> Self {
        if kind.is_file() {
            return Self::File;
        }
        if kind.is_dir() {
            return Self::Folder;
        }
        if kind.is_symlink() {
            return Self::Link;
        }
        Self::odd(kind)
    }

    #[cfg(unix)]
    fn odd(kind: FileType) -> Self {
        use cap_std::fs::FileTypeExt;
        match (kind.is_fifo(), kind.is_socket()) {
            (true, _) => Self::Pipe,
            (_, true) => Self::Socket,
            _ => Self::Device,
        }
    }

    #[cfg(not(unix))]
    fn odd(_: FileType) -> Self {
        Self::Device
    }
}
