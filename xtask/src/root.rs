//! Finds the spec for a command and the related folders, starting from an option or the current folder.
//!
//! No path is compiled in. A checkout that was copied or renamed together with its build folder uses its own files, and
//! a program that was built in one checkout uses the spec of the folder in which it runs.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::disk;

/// The usual name of a spec folder. The names of related folders contain the name of the spec folder only if it has
/// another name.
const SPEC: &str = "spec";

/// The file that every spec has.
const PROVIDER: &str = "provider.yaml";

/// A common misspelling of that name. A folder that contains this file also counts as a spec, so that reading it
/// reports the correct name.
const MISSPELLED: &str = "provider.yml";

/// A spec and its related folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    folder: PathBuf,
    spec: PathBuf,
}

impl Root {
    /// Returns the root around the current folder.
    pub fn find() -> Result<Self> {
        let current = env::current_dir().context("cannot read the current folder; change to another one")?;
        match Self::above(&current) {
            // The user did not name this spec, so it must not be reached through a link.
            Some(root) => disk::inside(root.spec.clone()).map(|_| root).map_err(Into::into),
            None => bail!(
                "no spec found: neither {} nor any folder above it has a `{SPEC}/{PROVIDER}` or a `{PROVIDER}`; \
                 change to the folder of a project, or pass a spec with --spec DIR if the command has that option",
                current.display()
            ),
        }
    }

    /// Returns the root around this folder: the nearest ancestor that contains a spec or is one. An unreadable or
    /// misspelled `provider.yaml` also counts as a spec, because skipping it would silently select another spec.
    pub fn above(folder: &Path) -> Option<Self> {
        let is_spec = |folder: &Path| [PROVIDER, MISSPELLED].iter().any(|name| disk::exists(&folder.join(name)));
        folder.ancestors().find_map(|folder| match folder {
            _ if is_spec(&folder.join(SPEC)) => Some(Self::of(&folder.join(SPEC))),
            _ if is_spec(folder) => Some(Self::of(folder)),
            _ => None,
        })
    }

    /// Returns the root of the spec that an option selects, or otherwise the root around the current folder.
    pub fn of_option(spec: Option<&Path>) -> Result<Self> {
        spec.map_or_else(Self::find, |spec| Ok(Self::of(spec)))
    }

    /// Returns the root of a spec folder. This does not check whether the folder contains a spec, because reading the
    /// spec reports that.
    pub fn of(spec: &Path) -> Self {
        // A path such as `..` has no folder name, from which the other names are derived.
        let spec = match spec.file_name() {
            Some(_) => spec.to_path_buf(),
            None => disk::real(spec),
        };
        let parent = spec.parent().filter(|_| spec.ends_with(SPEC));
        Self { folder: parent.unwrap_or(&spec).to_path_buf(), spec }
    }

    /// Returns the folder to which displayed paths are relative: the parent of the folder `spec`, or the spec folder
    /// itself if it has another name.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the spec folder.
    pub fn spec(&self) -> &Path {
        &self.spec
    }

    /// Returns the default output folder.
    pub fn generated(&self) -> PathBuf {
        self.beside("generated")
    }

    /// Returns the folder for websites, tools and their results, similar to cargo's build folder.
    pub fn target(&self) -> PathBuf {
        self.beside("target")
    }

    /// Returns the changelog of the spec, which may not exist. If the spec folder is not named `spec`, the
    /// `CHANGELOG.md` next to it may belong to another spec.
    pub fn changelog(&self) -> PathBuf {
        self.beside("CHANGELOG.md")
    }

    /// Returns a folder next to the spec. Specs with other names can share a parent, so their folders include the
    /// spec's name.
    fn beside(&self, name: &str) -> PathBuf {
        match self.spec.file_name() {
            Some(own) if own != SPEC => self.spec.with_file_name(format!("{}-{name}", own.to_string_lossy())),
            _ => self.spec.with_file_name(name),
        }
    }
}

/// Returns the checkout of this toolkit: the checkout around the current folder, or otherwise the checkout in which
/// this program was built.
pub fn toolkit() -> Result<PathBuf> {
    let is_toolkit = |folder: &&Path| {
        ["xtask/launcher/Cargo.toml", "codegen/runtime/Cargo.toml"].iter().all(|file| disk::is_file(&folder.join(file)))
    };
    let current = env::current_dir().ok();
    // Cargo sets the variable for the programs that it runs, even if it does not rebuild them.
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let program = env::current_exe().ok();
    let starts: Vec<PathBuf> = [current, package, program].into_iter().flatten().collect();
    match starts.iter().find_map(|start| start.ancestors().find(is_toolkit)) {
        Some(folder) => Ok(folder.to_path_buf()),
        None => {
            let searched: Vec<String> = starts.iter().map(|start| format!("  {}", start.display())).collect();
            bail!(
                "this needs a checkout of Verispec, and there is none in any of these folders or above them; \
                 change to a checkout\n{}",
                searched.join("\n")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::Root;

    /// Creates a temporary folder with empty files at these paths.
    fn folder(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is writable");
            fs::write(path, "").expect("the folder is writable");
        }
        let path = folder.path().to_path_buf();
        (folder, path)
    }

    #[test]
    fn a_spec_that_cannot_be_read_is_not_passed_over() {
        for odd in ["spec/provider.yaml/folder", "spec/provider.yml", "provider.yml", "provider.yaml/folder"] {
            let (_folder, top) = folder(&["spec/provider.yaml", &format!("kid/{odd}"), "kid/docs/a"]);
            let found = Root::above(&top.join("kid/docs")).expect("a spec is found");
            assert!(found.spec().starts_with(top.join("kid")), "{odd}: {}", found.spec().display());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_not_passed_over() {
        let (_folder, top) = folder(&["spec/provider.yaml", "kid/spec/a.yaml"]);
        std::os::unix::fs::symlink("gone", top.join("kid/spec/provider.yaml")).expect("the folder is writable");
        assert_eq!(Root::above(&top.join("kid")).expect("a spec is found").spec(), top.join("kid/spec"));
    }

    #[test]
    fn the_nearest_spec_upwards_is_taken() {
        let files =
            ["spec/provider.yaml", "spec/workflows/a.yaml", "docs/a", "other/harbor/provider.yaml", "other/x/y/z"];
        let (_folder, top) = folder(&files);
        for (from, spec) in [
            ("", "spec"),
            ("docs", "spec"),
            ("spec", "spec"),
            ("spec/workflows", "spec"),
            ("other", "spec"),
            ("other/harbor", "other/harbor"),
            ("other/x/y", "spec"),
        ] {
            let root =
                Root::above(&top.join(from)).unwrap_or_else(|| panic!("no spec was found from {from:?} upwards"));
            assert_eq!(root.spec(), top.join(spec), "from {from:?}");
        }
    }

    #[test]
    fn a_project_is_one_root_wherever_in_it_one_stands() {
        let (_folder, top) = folder(&["spec/provider.yaml", "spec/rules/a.yaml"]);
        let roots = ["", "spec", "spec/rules"].map(|from| Root::above(&top.join(from)));
        assert!(roots.iter().all(|root| *root == roots[0]), "{roots:?}");
    }

    #[test]
    fn a_folder_without_a_spec_above_it_has_no_root() {
        let (_folder, top) = folder(&["a/spec/other.yaml", "b/provider.txt", "c/spec"]);
        for from in ["", "a", "a/spec", "b", "c"] {
            let found = Root::above(&top.join(from)).filter(|root| root.spec().starts_with(&top));
            assert_eq!(found, None, "from {from:?}");
        }
    }

    #[test]
    fn output_goes_beside_the_spec_and_two_specs_never_share_it() {
        let outputs = |spec: &str| {
            let root = Root::of(Path::new(spec));
            [root.generated(), root.target(), root.changelog()].map(|path| path.to_string_lossy().into_owned())
        };
        assert_eq!(outputs("spec"), ["generated", "target", "CHANGELOG.md"]);
        assert_eq!(outputs("../acme/spec/"), ["../acme/generated", "../acme/target", "../acme/CHANGELOG.md"]);
        assert_eq!(outputs("a/harbor"), ["a/harbor-generated", "a/harbor-target", "a/harbor-CHANGELOG.md"]);
        let (_folder, top) = folder(&["harbor/rules/a.yaml"]);
        let top = top.canonicalize().expect("it exists");
        let root = Root::of(&top.join("harbor/rules/.."));
        assert_eq!(root.generated(), top.join("harbor-generated"));
    }
}
