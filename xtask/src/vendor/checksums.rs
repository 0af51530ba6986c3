//! Reads and writes the file `CHECKSUMS`, in the format of `sha256sum`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::digest::{line as parsed, sum};
use crate::tree::Tree;
use anyhow::{Result, bail};

pub(super) const NAME: &str = "CHECKSUMS";

/// The checksums of the written files, by path relative to the folder.
#[derive(Debug, Default, Clone)]
pub(super) struct Checksums(pub(super) BTreeMap<String, String>);

impl Checksums {
    /// Computes the checksums of the given files.
    pub(super) fn of(files: &BTreeMap<String, String>) -> Self {
        Self(files.iter().map(|(path, text)| (path.clone(), sum(text.as_bytes()))).collect())
    }

    /// Parses the file. Rejects paths that lead out of the folder, because listed files are later replaced or removed.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut sums = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            let Some((sum, path)) = parsed(line) else {
                bail!(
                    "line {} of {NAME} is not a checksum followed by a path; restore the file, or remove the copy",
                    number + 1
                );
            };
            sums.insert(path.to_owned(), sum.to_owned());
        }
        Tree::new(sums.keys().map(|path| (path.clone(), String::new())))
            .map_err(|error| error.context(format!("{NAME} lists a file that was never written; restore {NAME}")))?;
        Ok(Self(sums))
    }

    /// Formats the checksums like the output of `sha256sum`.
    pub(super) fn text(&self) -> String {
        self.0.iter().fold(String::new(), |mut text, (path, sum)| {
            // Writing to a `String` cannot fail.
            _ = writeln!(text, "{sum}  {path}");
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Checksums;
    use crate::digest::sum;

    #[test]
    fn a_path_that_leads_elsewhere_is_refused() {
        for path in ["../Cargo.toml", "/etc/passwd", "src/../../x"] {
            let text = format!("{}  {path}\n", sum(b""));
            assert!(Checksums::parse(&text).is_err(), "{path}");
        }
        assert!(Checksums::parse(&format!("{}  src/lib.rs\n", sum(b""))).is_ok());
        assert!(Checksums::parse("src/lib.rs\n").is_err());
    }
}
