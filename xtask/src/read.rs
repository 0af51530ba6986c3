//! The first stage: takes a spec folder, gives its YAML files as a source map, unread.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::shown;

/// The largest file that is read: far more than anybody writes by hand, far less than what makes a parser slow.
pub const MAX_BYTES: u64 = 512 * 1024;

/// Reads every `.yaml` file of the folder and its subfolders. `README.md` and hidden files are for people and tools;
/// anything else is refused, because a misspelled ending would otherwise silently drop a part of the spec.
pub fn read(folder: &Path) -> Result<SourceMap> {
    let mut reader = Reader::default();
    reader.folder(folder, "");
    if reader.problems.is_empty() && reader.files.is_empty() {
        reader.refuse(folder, "has no .yaml file", "name the folder that the spec is in with --spec DIR");
    }
    if !reader.problems.is_empty() {
        bail!("the spec cannot be read\n{}", reader.problems.join("\n"));
    }
    Ok(SourceMap::new(reader.files).below(&shown(folder)))
}

#[derive(Default)]
struct Reader {
    files: Vec<SourceFile>,
    problems: Vec<String>,
    /// The folders that lead to the one being read, without symbolic links.
    open: Vec<PathBuf>,
}

impl Reader {
    fn refuse(&mut self, path: &Path, reason: &str, help: &str) {
        self.problems.push(format!("  {}: {reason}; {help}", shown(path)));
    }

    fn fail(&mut self, path: &Path, error: &io::Error) {
        let help = match error.kind() {
            io::ErrorKind::NotFound if self.open.is_empty() => "create it, or name another folder with --spec DIR",
            io::ErrorKind::NotFound => "restore what the link points to, or remove the link",
            io::ErrorKind::PermissionDenied => "make it readable",
            io::ErrorKind::NotADirectory => "name a folder with --spec DIR",
            _ => "repair or remove it",
        };
        self.refuse(path, &error.to_string(), help);
    }

    fn folder(&mut self, folder: &Path, prefix: &str) {
        let real = match fs::canonicalize(folder) {
            Ok(real) => real,
            Err(error) => return self.fail(folder, &error),
        };
        if self.open.contains(&real) {
            return self.refuse(folder, "is a symbolic link to a folder that it lies in", "remove the link");
        }
        let mut entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => return self.fail(folder, &error),
        };
        // Problems are told in one order on every machine, too.
        entries.sort_by_key(fs::DirEntry::file_name);
        self.open.push(real);
        for entry in entries {
            self.entry(&entry, prefix);
        }
        self.open.pop();
    }

    fn entry(&mut self, entry: &fs::DirEntry, prefix: &str) {
        let (path, name) = (entry.path(), entry.file_name());
        let Some(name) = name.to_str() else {
            return self.refuse(&path, "has a name that is not UTF-8", "rename it");
        };
        if name.contains(char::is_control) {
            let shown = path.with_file_name(name.escape_debug().to_string());
            return self.refuse(&shown, "has a name with control characters", "rename it");
        }
        if name.starts_with('.') || name == "README.md" {
            return;
        }
        let relative = format!("{prefix}{name}");
        match fs::metadata(&path) {
            Err(error) => self.fail(&path, &error),
            Ok(metadata) if metadata.is_dir() => self.folder(&path, &format!("{relative}/")),
            Ok(_) if !name.ends_with(".yaml") => {
                let help = if name.ends_with(".yml") { "rename it to .yaml" } else { "move it out of the spec folder" };
                self.refuse(&path, "is not a .yaml file", help);
            }
            Ok(metadata) if !metadata.is_file() => {
                self.refuse(&path, "is not a regular file", "put a file in its place");
            }
            Ok(_) => match contents(&path) {
                Ok(bytes) => self.files.push(SourceFile { path: relative, bytes }),
                Err(error) => self.problems.push(format!("  {}: {error}", shown(&path))),
            },
        }
    }
}

fn contents(path: &Path) -> Result<Vec<u8>> {
    let file = fs::File::open(path).map_err(|error| anyhow!("{error}; make it readable"))?;
    let bytes = at_most(MAX_BYTES, file).map_err(|error| anyhow!("{error}; repair or remove it"))?;
    bytes.with_context(|| format!("is larger than {MAX_BYTES} bytes; split it into several files"))
}

/// The bytes of a file, or nothing if there are more than this. Only one more is read, so that no file can exhaust the
/// memory, whatever its size claims to be.
pub(crate) fn at_most(most: u64, file: fs::File) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}
