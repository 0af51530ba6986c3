//! Manages the folder of a copy: compares its contents with the record, and writes the differences.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use verispec_codegen::endings::lf_bytes;

use super::checksums::{Checksums, NAME};
use super::provenance::{Maker, SBOM};
use super::sbom::recorded;
use super::{Copy, version_in};
use crate::digest::sum;
use crate::disk::{Folder, Refusal};
use crate::tree::Tree;
use crate::{shown, sync};

/// A folder that contains a copy or will contain one.
pub(super) struct Target {
    /// The checksums of the files that the last run wrote.
    recorded: Checksums,
    /// The checksums of the current contents of every file that was written or will be written. They are computed with
    /// LF line endings, because git may have converted the line endings.
    present: BTreeMap<String, String>,
    /// The checksums of the files to write.
    wanted: Checksums,
    /// The checksums of the files as `generate` writes them.
    generated: Checksums,
    /// The version of the existing copy; `None` if there is no copy.
    version: Option<String>,
    /// Files, links and repositories that belong to neither this copy nor the last one, but that cargo may use.
    others: Vec<String>,
}

impl Target {
    /// Reads the folder. Links are rejected, even those that stay inside: the next run would write or remove through
    /// them.
    pub(super) fn read(dir: &Path, copy: &Copy) -> Result<Self> {
        let folder = Folder::open_if_there(dir)?;
        let recorded = folder.as_ref().map(|folder| folder.own_text_if_there(NAME)).transpose()?.flatten();
        let recorded = recorded.map(|text| Checksums::parse(&text).with_context(|| shown(dir))).transpose()?;
        let (recorded, wanted) = (recorded.unwrap_or_default(), Checksums::of(&copy.files));
        let mut present = BTreeMap::new();
        for path in recorded.0.keys().chain(wanted.0.keys()) {
            match folder.as_ref().map(|folder| folder.own(path)) {
                None => {}
                Some(Ok(bytes)) => _ = present.insert(path.clone(), sum(&lf_bytes(&bytes))),
                Some(Err(refusal)) if refusal.is_missing() => {}
                Some(Err(refusal)) => return Err(refusal.into()),
            }
        }
        let manifest = folder.as_ref().map(|folder| folder.own_text_if_there("Cargo.toml")).transpose()?.flatten();
        let version = manifest.as_deref().and_then(version_in).map(str::to_owned);
        let tree = Tree::marked(NAME, copy.files.clone())?;
        let mut others = folder.map(|folder| sync::others(folder, &tree)).transpose()?.unwrap_or_default();
        others.retain(|path| !recorded.0.contains_key(path));
        Ok(Self { recorded, present, wanted, generated: copy.generated.clone(), version, others })
    }

    /// Returns the generator of the copy in a folder, if the copy states it.
    pub(super) fn maker(dir: &Path) -> Result<Option<Maker>> {
        let folder = Folder::open_if_there(dir)?;
        let sbom = folder.map(|folder| folder.own_text_if_there(SBOM)).transpose()?.flatten();
        sbom.as_deref().map_or(Ok(None), recorded)
    }

    /// Returns the version of the existing copy.
    pub(super) fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// Returns whether the file already has the new contents, for example after an interrupted run.
    fn is_current(&self, path: &str) -> bool {
        self.wanted.0.get(path).is_some_and(|wanted| self.present.get(path) == Some(wanted))
    }

    /// Returns whether the file contains the generator's output, either as copied or as `generate` writes it, so that
    /// replacing it loses no work.
    fn is_ours(&self, path: &str) -> bool {
        let present = self.present.get(path);
        self.is_current(path) || self.generated.0.get(path).is_some_and(|generated| present == Some(generated))
    }

    /// Returns the files that were written and then edited by hand.
    pub(super) fn edited(&self) -> Vec<&str> {
        let recorded = self.recorded.0.iter();
        let edited = recorded.filter(|(path, sum)| {
            self.present.get(*path).is_some_and(|present| present != *sum) && !self.is_ours(path)
        });
        edited.map(|(path, _)| path.as_str()).collect()
    }

    /// Returns the files that block the copy and that this tool did not write.
    pub(super) fn foreign(&self, copy: &Copy) -> Vec<&str> {
        let present = self.present.keys().map(String::as_str);
        present
            .filter(|path| {
                copy.files.contains_key(*path) && !self.recorded.0.contains_key(*path) && !self.is_ours(path)
            })
            .collect()
    }

    /// Returns the files that are not part of the copy, but that cargo may use.
    pub(super) fn others(&self) -> &[String] {
        &self.others
    }

    /// Returns all differences, each with its kind.
    pub(super) fn differences(&self, copy: &Copy) -> Vec<(&'static str, String)> {
        let mut found: Vec<(&str, String)> = Vec::new();
        found.extend(self.edited().into_iter().map(|path| ("edited", path.to_owned())));
        let foreign = self.foreign(copy).into_iter().chain(self.others.iter().map(String::as_str));
        found.extend(foreign.map(|path| ("foreign", path.to_owned())));
        for (path, wanted) in &self.wanted.0 {
            match (self.present.get(path), self.recorded.0.get(path)) {
                (None, _) => found.push(("missing", path.clone())),
                (Some(present), recorded) if present != wanted && (recorded == Some(present) || self.is_ours(path)) => {
                    found.push(("outdated", path.clone()));
                }
                _ => {}
            }
        }
        let gone = self.gone().filter(|path| self.present.get(*path) == self.recorded.0.get(*path));
        found.extend(gone.map(|path| ("gone", path.to_owned())));
        if found.is_empty() && self.recorded.text() != copy.checksums() {
            found.push(("outdated", NAME.to_owned()));
        }
        found.sort_by(|a, b| a.1.cmp(&b.1));
        found
    }

    /// Returns the files of the last copy that the crate no longer contains.
    fn gone(&self) -> impl Iterator<Item = &str> {
        let recorded = self.recorded.0.keys().map(String::as_str);
        recorded.filter(|path| self.present.contains_key(*path) && !self.wanted.0.contains_key(*path))
    }

    /// Writes changed files, removes files that the crate no longer contains, and then updates the record. Returns the
    /// numbers of written and removed files.
    pub(super) fn write(&self, dir: &Path, copy: &Copy) -> Result<(usize, Vec<&str>), Refusal> {
        let folder = Folder::open_or_make(dir)?;
        let stale: Vec<_> = copy.files.iter().filter(|(path, _)| !self.is_current(path)).collect();
        let present = |path: &str| self.present.contains_key(path);
        for (path, _) in stale.iter().filter(|(path, _)| present(path)) {
            folder.writable(path)?;
        }
        for (path, text) in &stale {
            folder.write(path, text.as_bytes())?;
        }
        let gone: Vec<&str> = self.gone().collect();
        for path in &gone {
            folder.remove_file(path)?;
        }
        folder.write(NAME, copy.checksums().as_bytes())?;
        Ok((stale.len(), gone))
    }
}
