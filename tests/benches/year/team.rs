//! Simulates the team: a repository with the spec, and an application that copies the crate from the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use verispec_tests::folder;
use xtask::revision::git;
use xtask::root::{Root, toolkit};
use xtask::{Console, diff, generate, release, vendor};

use crate::script::{Change, Step};

/// The result of playing a step.
pub(crate) enum Outcome {
    Refused(String),
    Released(Box<Released>),
}

/// A release and its effects on the application.
pub(crate) struct Released {
    pub(crate) version: String,
    pub(crate) bump: String,
    /// The most severe predicted effects on payloads, on programs and at run time.
    pub(crate) predicted: [String; 3],
    pub(crate) compiles: bool,
    /// Whether the application's output is the same as with the previous release.
    pub(crate) same: bool,
    /// Errors of the release or of the copy, such as uncommitted changes.
    pub(crate) complaints: Vec<String>,
}

pub(crate) struct Team {
    top: PathBuf,
    /// The application's source and output, by the tag of the release that it used.
    applications: BTreeMap<String, (String, String)>,
    program: String,
}

const DAY: &str = "2026-11-25";

impl Team {
    pub(crate) fn new(program: &str) -> Self {
        let top = Path::new(env!("CARGO_TARGET_TMPDIR")).join("year");
        for part in ["repository", "app"] {
            let _ = fs::remove_dir_all(top.join(part));
        }
        let team = Self { top, applications: BTreeMap::new(), program: program.to_owned() };
        for (_, file) in folder::spec(&folder::cases("specs/harbor")).iter() {
            write(&team.repository().join("spec").join(&file.path), &String::from_utf8_lossy(&file.bytes));
        }
        // Merges the changelog with the entries of both sides, because both sides of a merge contain a release.
        write(&team.repository().join(".gitattributes"), "CHANGELOG.md merge=union\n");
        let manifest = "[package]\nname = \"app\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nc = { package = \"harbor-clearance\", path = \"vendor/harbor-clearance\" }\n";
        write(&team.top.join("app/Cargo.toml"), manifest);
        let lock = fs::read_to_string(toolkit().expect("this checkout").join("Cargo.lock")).expect("a lock file");
        write(&team.top.join("app/Cargo.lock"), &lock);
        team.git(&["init", "--quiet", "--initial-branch", "main"]);
        team.commit("The spec");
        team
    }

    fn repository(&self) -> PathBuf {
        self.top.join("repository")
    }

    fn spec(&self) -> PathBuf {
        self.repository().join("spec")
    }

    fn copy(&self) -> PathBuf {
        self.top.join("app/vendor/harbor-clearance")
    }

    pub(crate) fn play(&mut self, step: &Step) -> Outcome {
        if let Some(branch) = &step.branch {
            match &branch.off {
                Some(off) => self.git(&["checkout", "--quiet", "-B", &branch.name, off]),
                None => self.git(&["checkout", "--quiet", &branch.name]),
            }
        }
        if let Some(taken) = &step.taken {
            self.git(&["tag", &format!("v{taken}"), "main"]);
        }
        if let Some(branch) = &step.merge {
            self.merge(branch);
        }
        step.changes.iter().for_each(|change| self.change(change));
        self.generate();
        self.commit(&step.name);
        let outcome = self.release(step);
        if let Some(taken) = &step.taken {
            self.git(&["tag", "--delete", &format!("v{taken}")]);
        }
        outcome
    }

    fn release(&mut self, step: &Step) -> Outcome {
        let options = release::Options { today: Some(DAY.to_owned()), ..release::Options::default() };
        let plan = match release::plan(&options, &Root::of(&self.spec()), false) {
            Ok(plan) => plan.expect("the spec should have changed since the last release"),
            Err(why) => return Outcome::Refused(format!("{why:#}")),
        };
        let from = plan.follows.as_ref().map(|follows| follows.from.clone());
        let changes = from.as_ref().map_or_else(Vec::new, |from| self.changes(from));
        let predicted = predicted(&changes);
        let histories = self.histories();
        let bump = plan.follows.as_ref().map_or("first", |follows| follows.bump.word()).to_owned();
        let version = plan.version.to_string();
        plan.write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{}: {error:#}", step.name));
        for command in plan.to_commit().expect("git runs").commands(&version) {
            self.shell(&command);
        }
        let mut complaints = Vec::new();
        let left = git(&self.repository(), &["status", "--porcelain"], b"").expect("git runs");
        if !left.is_empty() {
            complaints.push(format!("the release leaves uncommitted changes: {}", String::from_utf8_lossy(&left)));
        }
        complaints.extend(told_wrongly(&histories, &self.histories(), &changes, &version));
        complaints.extend(self.copied(&version));
        // The effects of a hotfix are compared with the release that it is based on, because users of later releases do
        // not install it.
        let before = from.and_then(|from| self.applications.get(&from)).cloned();
        let program = before.as_ref().map_or(self.program.clone(), |(program, _)| program.clone());
        let ran = self.run(&program);
        let compiles = ran.is_some();
        let (program, printed) = match (ran, &step.program) {
            (Some(printed), _) => (program, printed),
            (None, Some(changed)) => {
                let printed = self.run(changed).unwrap_or_else(|| {
                    complaints.push("the changed application does not compile with the new crate either".to_owned());
                    String::new()
                });
                (changed.clone(), printed)
            }
            (None, None) => (program, String::new()),
        };
        let same = before.is_none_or(|(_, before)| before == printed);
        self.applications.insert(format!("v{version}"), (program, printed));
        Outcome::Released(Box::new(Released { version, bump, predicted, compiles, same, complaints }))
    }

    /// Returns the changes that `diff` reports.
    fn changes(&self, from: &str) -> Vec<Value> {
        let spec = self.spec().display().to_string();
        let (format, today) = (diff::Format::Json, Some(DAY.to_owned()));
        let options = diff::Options { old: from.to_owned(), new: spec, format, today, ..diff::Options::default() };
        let told = said(|console| diff::run(&options, console).map(|_| true)).1;
        let told: Value = serde_json::from_str(&told).expect("the output of `diff` should be JSON");
        told["changes"].as_array().expect("a list").clone()
    }

    /// Returns the versions in the history of each workflow, by its file.
    fn histories(&self) -> BTreeMap<String, Vec<String>> {
        let files = folder::files(&self.spec().join("workflows"), ".yaml").into_iter();
        let versions = |path: PathBuf| {
            let data: serde_yaml::Value = serde_yaml::from_str(&folder::text(&path)).expect("it was released");
            let entries = data["history"].as_sequence().cloned().unwrap_or_default();
            let versions = entries.iter().map(|entry| entry["version"].as_str().expect("a version").to_owned());
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            (format!("workflows/{stem}"), versions.collect())
        };
        files.map(versions).collect()
    }

    /// Replaces the application's copy of the crate, and returns the errors that `vendor` finds in the copy.
    fn copied(&self, version: &str) -> Vec<String> {
        let options = vendor::Options { dir: self.copy(), spec: Some(self.spec()), ..vendor::Options::default() };
        let verify = vendor::Options { dir: self.copy(), verify: true, ..vendor::Options::default() };
        let check = vendor::Options { check: true, ..options.clone() };
        let mut wrong = Vec::new();
        for (what, options) in [("vendor", &options), ("--verify", &verify), ("--check", &check)] {
            let fine = |outcome| matches!(outcome, xtask::Outcome::Fine);
            let (is_fine, told) = said(|console| vendor::run(options, console).map(fine));
            if !is_fine {
                wrong.push(format!("{what}: {told}"));
            }
        }
        let changelog = fs::read_to_string(self.copy().join("CHANGELOG.md")).unwrap_or_default();
        let newest = changelog.lines().find_map(|line| line.strip_prefix("## [")?.split(']').next());
        if newest != Some(version) {
            wrong.push(format!("the changelog in the copy begins with {newest:?} instead of the new version"));
        }
        wrong
    }

    /// Compiles and runs the application, and returns its output, or `None` if it does not compile.
    fn run(&self, program: &str) -> Option<String> {
        write(&self.top.join("app/src/main.rs"), &format!("#![allow(deprecated)]\nfn main() {{\n{program}\n}}\n"));
        let cargo = |arguments: &[&str]| {
            let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
            let mut command = Command::new(cargo);
            command.args(arguments).current_dir(self.top.join("app"));
            command.env("CARGO_TARGET_DIR", self.top.join("target")).output().expect("cargo runs")
        };
        let built = cargo(&["build", "--quiet", "--offline"]);
        if !built.status.success() {
            let told = String::from_utf8_lossy(&built.stderr).into_owned();
            assert!(told.contains("error[E"), "cargo failed for a reason other than a compiler error: {told}");
            return None;
        }
        let ran = cargo(&["run", "--quiet", "--offline"]);
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        Some(String::from_utf8_lossy(&ran.stdout).into_owned())
    }

    fn change(&self, change: &Change) {
        let path = self.spec().join(&change.file);
        let text = folder::text(&path);
        assert_eq!(
            text.matches(&change.from).count(),
            1,
            "{} should contain this exactly once: {}",
            change.file,
            change.from
        );
        write(&path, &text.replacen(&change.from, &change.to, 1));
    }

    /// Merges a branch. The merge must conflict: conflicts in the spec need a decision by a person, and this simulation
    /// keeps the current branch's side.
    fn merge(&self, branch: &str) {
        let merged =
            git(&self.repository(), &[&AUTHOR[..], &["merge", "--no-commit", "--quiet", branch]].concat(), b"");
        assert!(merged.is_err(), "both branches should have changed the same workflow, so the merge should conflict");
        let unmerged = git(&self.repository(), &["diff", "--name-only", "--diff-filter=U"], b"").expect("git runs");
        let unmerged = String::from_utf8_lossy(&unmerged).into_owned();
        for path in unmerged.lines().filter(|path| path.starts_with("spec/")) {
            self.git(&["checkout", "--quiet", "--ours", "--", path]);
        }
        assert!(!unmerged.contains("CHANGELOG.md"), "{unmerged}");
    }

    fn generate(&self) {
        let options = generate::Options { spec: Some(self.spec()), ..generate::Options::default() };
        let fine = |outcome| matches!(outcome, xtask::Outcome::Fine);
        let (is_fine, told) = said(|console| generate::run(&options, console).map(fine));
        assert!(is_fine, "{told}");
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    fn git(&self, arguments: &[&str]) {
        git(&self.repository(), &[&AUTHOR[..], arguments].concat(), b"").unwrap_or_else(|error| panic!("{error:#}"));
    }

    fn shell(&self, command: &str) {
        let author = ["AUTHOR", "COMMITTER"].into_iter().flat_map(|who| {
            [(format!("GIT_{who}_NAME"), "Example"), (format!("GIT_{who}_EMAIL"), "example@example.com")]
        });
        let mut run = Command::new("sh");
        let ran = run.args(["-c", command]).envs(author).current_dir(self.repository()).output().expect("a shell");
        assert!(ran.status.success(), "{command}: {}", String::from_utf8_lossy(&ran.stderr));
    }
}

/// Returns the most severe effects among changes, by audience.
fn predicted(changes: &[Value]) -> [String; 3] {
    ["wire", "rust", "behaviour"].map(|audience| {
        let words = || changes.iter().filter_map(|change| change["verdict"][audience].as_str());
        let worst = ["breaking", "compatible"].into_iter().find(|word| words().any(|has| has == *word));
        worst.unwrap_or("none").to_owned()
    })
}

/// Returns the workflows whose history does not have a release that changed them, has one that did not, or has lost an
/// earlier one.
fn told_wrongly(
    before: &BTreeMap<String, Vec<String>>,
    after: &BTreeMap<String, Vec<String>>,
    changes: &[Value],
    version: &str,
) -> Vec<String> {
    let named = |workflow: &str| {
        let place = format!("{workflow}:");
        let mut own = changes.iter().filter(|change| {
            let at = change["what"].as_str().expect("a change has a place");
            at == workflow || at.starts_with(&place)
        });
        own.any(|change| {
            !["history-changed", "source-changed", "decisions-cited-changed"].iter().any(|kind| change["id"] == *kind)
        })
    };
    let wrong = after.iter().filter(|(workflow, versions)| {
        let earlier = before.get(*workflow).map_or(&[][..], Vec::as_slice);
        let earlier: Vec<&str> = earlier.iter().map(String::as_str).filter(|it| *it != "next").collect();
        let expected = [if named(workflow) { vec![version] } else { Vec::new() }, earlier].concat();
        **versions != expected
    });
    wrong.map(|(workflow, versions)| format!("the history of {workflow} has {versions:?}")).collect()
}

const AUTHOR: [&str; 6] =
    ["-c", "user.name=Example", "-c", "user.email=example@example.com", "-c", "commit.gpgsign=false"];

/// Runs a command, and returns whether it succeeded and its output.
fn said<E: std::fmt::Display>(run: impl FnOnce(&mut Console<'_>) -> Result<bool, E>) -> (bool, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let fine = run(&mut Console { out: &mut out, err: &mut err, color: false });
    let told = if out.is_empty() { err } else { out };
    let told = String::from_utf8_lossy(&told).into_owned();
    match fine {
        Ok(fine) => (fine, told),
        Err(error) => panic!("{error:#}"),
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("the path of a file should have a parent folder"))
        .expect("the folder should be writable");
    fs::write(path, text).expect("the folder should be writable");
}
