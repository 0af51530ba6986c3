//! Creates a git repository in a temporary folder, with a spec that tests can change.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::revision::git;
use xtask::root::Root;
use xtask::synth;
use xtask::{Console, Outcome};

/// A repository that contains a spec with two workflows, released as 0.1.0.
pub(crate) struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    pub(crate) fn new() -> Self {
        let repository = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        let options = synth::Options { workflows: 2, out: repository.path("spec") };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, color: false };
        assert_eq!(synth::run(&options, &mut console).expect("a spec"), Outcome::Fine);
        let changelog = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A bell.\n";
        fs::write(repository.path("CHANGELOG.md"), changelog).expect("a new file");
        repository.git(&["init", "--quiet"]);
        repository.commit();
        repository
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the root of the spec as commands find it.
    pub(crate) fn spec_root(&self) -> Root {
        Root::above(self.root()).expect("the repository should have a spec")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file should be readable")
    }

    /// Replaces a string that occurs in a file exactly once.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert_eq!(text.matches(from).count(), 1, "{path} does not contain this exactly once: {from}");
        fs::write(self.path(path), text.replacen(from, to, 1)).expect("a writable file");
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let author = ["-c", "user.name=Example", "-c", "user.email=example@example.com", "-c", "commit.gpgsign=false"];
        git(self.root(), &[author.as_slice(), arguments].concat(), b"").expect("git runs");
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "A change"]);
    }
}
