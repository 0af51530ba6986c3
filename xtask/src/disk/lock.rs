//! Locks: a file in a folder that only one process holds at a time.

use std::ffi::OsStr;
use std::fs::{File, TryLockError};
use std::io::{self, Read, Write};

use cap_std::fs::OpenOptions;

use super::{Folder, MAX_BYTES, Refusal};

/// A lock file. This process holds the lock until the value is dropped or the process is killed.
#[derive(Debug)]
pub struct Lock {
    /// Whether this process created the lock file.
    pub made: bool,
    _file: File,
}

impl Folder {
    /// Acquires the lock with this name, whose file contains the signature; `None` if another process holds it. A file
    /// with other content is not a lock, and is rejected. If `alone` is set because the folder contains nothing else,
    /// an empty file is accepted: it belongs to another process that has just started.
    pub fn lock(&self, name: &str, signature: &str, alone: bool) -> Result<Option<Lock>, Refusal> {
        let failed = |error: &io::Error| self.failed(OsStr::new(name), error);
        let (mut file, made) = self.lock_file(OsStr::new(name))?;
        let mut text = String::new();
        if made {
            file.write_all(signature.as_bytes()).map_err(|error| failed(&error))?;
        } else {
            let read = (&mut file).take(MAX_BYTES).read_to_string(&mut text);
            if read.is_err() || text != signature && !(text.is_empty() && alone) {
                let reason = "has the name of the lock file, but is not one";
                return Err(Refusal::new(&self.path.join(name), reason, "move it away or remove it"));
            }
        }
        match file.try_lock() {
            // A finished run removes its lock, which may be the file that was just opened.
            Ok(()) => Ok(self.is_same(name, &file).then_some(Lock { made, _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed(&error)),
        }
    }

    fn lock_file(&self, name: &OsStr) -> Result<(File, bool), Refusal> {
        match self.dir.open_with(name, OpenOptions::new().read(true).write(true).create_new(true)) {
            Ok(file) => Ok((file.into_std(), true)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Ok((self.plain(name, OpenOptions::new().read(true).write(true))?.into_std(), false))
            }
            Err(error) => Err(self.failed(name, &error)),
        }
    }

    /// Returns whether an open file is still the file with this name.
    #[cfg(unix)]
    fn is_same(&self, name: &str, open: &File) -> bool {
        use std::os::unix::fs::MetadataExt as _;

        use cap_std::fs::MetadataExt as _;
        let (Ok(named), Ok(open)) = (self.dir.symlink_metadata(name), open.metadata()) else { return false };
        (named.dev(), named.ino()) == (open.dev(), open.ino())
    }

    /// Returns true, because an open file cannot be removed on this system.
    #[cfg(not(unix))]
    fn is_same(&self, name: &str, _: &File) -> bool {
        self.dir.exists(name)
    }
}
