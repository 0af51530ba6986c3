//! What a copy holds: turns a spec folder into the crate's files with licences, changelog and provenance.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use verispec_codegen::embedded;
use verispec_codegen::endings::{Embedded, lf, lf_bytes};
use verispec_codegen::source::SourceMap;

use super::checksums::{Checksums, NAME};
use crate::digest::sum;
use crate::generate::{self, Built};
use crate::root::Root;
use crate::{Console, disk};

/// The licences of the toolkit, since every crate holds its runtime.
static LICENCES: &[(&str, &Embedded)] =
    &[("LICENSE-APACHE", embedded!("../../../LICENSE-APACHE")), ("LICENSE-MIT", embedded!("../../../LICENSE-MIT"))];

/// The generated crate as it is copied.
pub(crate) struct Copy {
    /// The name of the crate.
    pub(crate) name: String,
    /// Its version, which is that of the spec.
    pub(crate) version: String,
    pub(crate) license: String,
    /// Every file but the checksums, by path below the folder.
    pub(crate) files: BTreeMap<String, String>,
    /// The checksums of the files as `generate` writes them, which a copy made by hand has.
    pub(super) generated: Checksums,
}

impl Copy {
    /// Generates the crate; gives nothing if the spec has mistakes, which are then on the console.
    pub(crate) fn build(spec: &Path, console: &mut Console<'_>) -> Result<Option<Self>> {
        let Some(Built { sources, model, tree }) = generate::built(spec, console)? else { return Ok(None) };
        let package = &model.provider.package;
        let folder = format!("{}/", package.name.wire);
        let crate_files = tree.iter().filter_map(|(path, text)| Some((path.strip_prefix(&folder)?, text)));
        let mut files: BTreeMap<String, String> =
            crate_files.map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
        let generated = Checksums::of(&files);
        files.extend(LICENCES.iter().map(|(name, text)| ((*name).to_owned(), text.text().to_owned())));
        // A spec need not have a changelog.
        let changelog = Root::of(spec).changelog();
        if disk::exists(&changelog) {
            files.insert("CHANGELOG.md".to_owned(), lf(&disk::text_beside(&changelog)?).into_owned());
        }
        let (name, version) = (package.name.wire.clone(), package.version.clone());
        let provenance = provenance(&name, &version, &package.license, &hash(&sources));
        files.entry("README.md".to_owned()).or_default().push_str(&provenance);
        Ok(Some(Self { name, version, license: package.license.clone(), files, generated }))
    }

    /// The text of the file with the checksums.
    pub(super) fn checksums(&self) -> String {
        Checksums::of(&self.files).text()
    }
}

fn provenance(name: &str, version: &str, license: &str, hash: &str) -> String {
    format!(
        "\n## Provenance\n\n\
         This folder was written by `cargo xtask vendor` of Verispec and is replaced by it; files that were edited by hand \
         are found by their checksums in `{NAME}` and kept.\n\n\
         | | |\n|---|---|\n\
         | Crate and spec version | {name} {version} |\n\
         | SHA-256 of the spec | `{hash}` |\n\
         | Licence | {license}; see `LICENSE-APACHE` and `LICENSE-MIT` |\n\
         | Generator | Verispec {} |\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// One sum for all files of the spec: each with its path and its length, so that no text can move between files unseen. The
/// same on every checkout, whatever its line endings.
fn hash(sources: &SourceMap) -> String {
    let mut all = Vec::new();
    for (_, file) in sources.iter() {
        let bytes = lf_bytes(&file.bytes);
        all.extend_from_slice(format!("{}\n{}\n", file.path, bytes.len()).as_bytes());
        all.extend_from_slice(&bytes);
    }
    sum(&all)
}
