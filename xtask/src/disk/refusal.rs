//! Reports a file or folder that cannot be used, with its path, the reason, and what to do.

use std::error::Error;
use std::fmt;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Kind;
use crate::shown;

/// A refusal: a file or folder that this tool or the system rejects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    path: PathBuf,
    reason: String,
    help: String,
    kind: ErrorKind,
}

impl Refusal {
    /// Creates a refusal by this tool. `help` says what to do.
    pub fn new(path: &Path, reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.to_path_buf(), reason: reason.into(), help: help.into(), kind: ErrorKind::InvalidInput }
    }

    /// Creates a refusal for an error of the system, with advice that matches the error.
    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        let target = fs::read_link(path).ok().filter(|_| error.kind() == ErrorKind::NotFound);
        let (reason, help) = match (error.kind(), target) {
            (_, Some(target)) => (
                format!("is a symbolic link to `{}`, which does not exist", target.display()),
                "restore its target, or remove the link",
            ),
            (ErrorKind::NotFound, None) => (error.to_string(), "create it, or use another path"),
            (ErrorKind::PermissionDenied, _) => (error.to_string(), "change its permissions"),
            (ErrorKind::StorageFull, _) => (error.to_string(), "free some disk space, and run the command again"),
            _ => (error.to_string(), "repair or remove it"),
        };
        Self { kind: error.kind(), ..Self::new(path, reason, help) }
    }

    /// Creates the refusal of a file that exceeds the size limit of its kind.
    pub(super) fn too_large(path: &Path, most: u64, help: &str) -> Self {
        Self { kind: ErrorKind::FileTooLarge, ..Self::new(path, format!("is larger than {most} bytes"), help) }
    }

    /// Creates the refusal of a file or folder of the wrong kind, or of a link where links are not followed.
    pub(super) fn kind(path: &Path, kind: Kind, wanted: Kind) -> Self {
        let help = match kind {
            Kind::Link => format!("replace it with a {}; nothing is written or removed through a link", wanted.word()),
            _ => format!("replace it with a {}, or remove it", wanted.word()),
        };
        Self::new(path, format!("is a {}, not a {}", kind.word(), wanted.word()), help)
    }

    /// Replaces the advice, unless the file is too large, because the advice to use another file does not help then.
    #[must_use]
    pub fn or(self, help: impl Into<String>) -> Self {
        match self.kind {
            ErrorKind::FileTooLarge => self,
            _ => Self { help: help.into(), ..self },
        }
    }

    /// Replaces the path with the one that the user knows.
    #[must_use]
    pub(super) fn at(self, path: &Path) -> Self {
        Self { path: path.to_path_buf(), ..self }
    }

    /// Returns whether the reason is that the file or folder does not exist.
    pub fn is_missing(&self) -> bool {
        self.kind == ErrorKind::NotFound
    }

    /// Returns whether the reason is that the path already exists.
    pub fn is_taken(&self) -> bool {
        self.kind == ErrorKind::AlreadyExists
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", shown(&self.path), self.reason, self.help)
    }
}

impl Error for Refusal {}
