//! Assembles the contents of a copy: the crate's files with licenses, changelog and provenance.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use verispec_codegen::embedded;
use verispec_codegen::endings::{Embedded, lf_bytes};
use verispec_codegen::source::SourceMap;

use super::checksums::Checksums;
use super::provenance::{Maker, Provenance, SBOM};
use super::sbom;
use super::{Options, changelog};
use crate::digest::sum;
use crate::generate::{self, Built};
use crate::generator::Generator;
use crate::read;
use crate::revision::{self, Repository};
use crate::root::Root;
use crate::{Console, disk, shown};

/// The licenses of the toolkit, because every crate contains its runtime.
static LICENCES: &[(&str, &Embedded)] =
    &[("LICENSE-APACHE", embedded!("../../../LICENSE-APACHE")), ("LICENSE-MIT", embedded!("../../../LICENSE-MIT"))];

/// A generated crate, with everything that its copy contains.
pub(crate) struct Copy {
    pub(crate) name: String,
    /// The version of the crate, which is the version of the spec.
    pub(crate) version: String,
    pub(crate) license: String,
    /// Every file except the checksums, by path relative to the folder.
    pub(crate) files: BTreeMap<String, String>,
    /// The checksums of the files as `generate` writes them, to recognize a copy that was made by hand.
    pub(super) generated: Checksums,
}

/// Where a spec comes from.
enum Origin {
    Folder(PathBuf),
    /// A revision as the user specified it, and the repository that contains it.
    Revision(String, Repository),
}

impl Origin {
    /// Returns the source that the arguments select. A folder takes precedence over a revision with the same name.
    fn of(options: &Options) -> Result<Self> {
        let Some(spec) = &options.spec else { return Ok(Self::Folder(Root::find()?.spec().to_path_buf())) };
        match spec.to_str().filter(|_| !disk::exists(spec)) {
            None => Ok(Self::Folder(spec.clone())),
            Some(name) => {
                let root = Root::find().with_context(|| {
                    format!(
                        "{} is not a folder; to name a revision, run the command in a folder of its repository",
                        shown(spec)
                    )
                })?;
                Ok(Self::Revision(name.to_owned(), Repository::of(root.spec())?))
            }
        }
    }

    fn sources(&self) -> Result<SourceMap> {
        match self {
            Self::Folder(folder) => read::read(folder),
            Self::Revision(name, repository) => revision::read(name, repository),
        }
    }

    /// Returns the changelog next to the spec, if there is one.
    fn changelog(&self) -> Result<Option<String>> {
        match self {
            Self::Folder(folder) => Ok(disk::present_beside(&Root::of(folder).changelog())?),
            Self::Revision(name, repository) => Ok(revision::changelog(name, repository)),
        }
    }

    /// Returns the crate that is checked in next to the spec of a revision, by path. A pinned revision refers to its
    /// checked-in crate, regardless of the generator version that wrote it.
    fn kept(&self, package: &str) -> Result<Option<BTreeMap<String, String>>> {
        match self {
            Self::Folder(_) => Ok(None),
            Self::Revision(name, repository) => revision::package(name, repository, package),
        }
    }
}

impl Copy {
    /// Builds the copy of a spec; `None` if the spec has errors, which are printed. If `recorded` is given, the
    /// provenance of the copy lists it as the generator.
    pub(crate) fn build(options: &Options, recorded: Option<Maker>, console: &mut Console<'_>) -> Result<Option<Self>> {
        let origin = Origin::of(options)?;
        let Some(Built { sources, model, tree }) = generate::built_from(origin.sources()?, console)? else {
            return Ok(None);
        };
        let package = &model.provider.package;
        let (name, version) = (package.name.wire.clone(), package.version.clone());
        let kept = if options.regenerate { None } else { origin.kept(&name)? };
        let maker = recorded.unwrap_or_else(|| match kept {
            Some(_) => Maker::NotKnown,
            None => Maker::Generator(Generator::current()),
        });
        let folder = format!("{name}/");
        let mut files = kept.unwrap_or_else(|| {
            let own = tree.iter().filter_map(|(path, text)| Some((path.strip_prefix(&folder)?, text)));
            own.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
        });
        let generated = Checksums::of(&files);
        files.extend(LICENCES.iter().map(|(name, text)| ((*name).to_owned(), text.text().to_owned())));
        if let Some(text) = origin.changelog()? {
            files.insert("CHANGELOG.md".to_owned(), changelog::up_to(&text, &version));
        }
        let revision = match &origin {
            Origin::Folder(_) => None,
            Origin::Revision(name, repository) => revision::commit(name, repository),
        };
        let provenance = Provenance {
            name: &name,
            version: &version,
            license: &package.license,
            spec: &hash(&sources),
            revision: revision.as_deref(),
            maker: &maker,
        };
        let Some(manifest) = files.get("Cargo.toml") else { bail!("the crate {name} has no Cargo.toml") };
        let sbom = sbom::written(&provenance, manifest)?;
        files.entry("README.md".to_owned()).or_default().push_str(&provenance.section());
        files.insert(SBOM.to_owned(), sbom);
        let license = package.license.clone();
        Ok(Some(Self { name, version, license, files, generated }))
    }

    /// Returns the contents of the file `CHECKSUMS`.
    pub(super) fn checksums(&self) -> String {
        Checksums::of(&self.files).text()
    }
}

/// Returns a single checksum for all files of the spec. It covers each path and length, so that moving text between
/// files changes it. It does not depend on the line endings of the checkout.
fn hash(sources: &SourceMap) -> String {
    let mut all = Vec::new();
    for (_, file) in sources.iter() {
        let bytes = lf_bytes(&file.bytes);
        all.extend_from_slice(format!("{}\n{}\n", file.path, bytes.len()).as_bytes());
        all.extend_from_slice(&bytes);
    }
    sum(&all)
}
