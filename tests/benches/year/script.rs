//! Parses the script of the simulated year into steps.

use serde::Deserialize;
use verispec_tests::folder;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    /// Statements of the application, which refers to the crate as `c`.
    pub(crate) program: String,
    pub(crate) steps: Vec<Step>,
}

/// One step: changes to the spec, a release, and the expected effects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) name: String,
    /// The branch to work on. The default is the branch of the previous step.
    pub(crate) branch: Option<Branch>,
    /// A branch to merge before the changes. Conflicts in the spec are resolved by keeping the current branch's side.
    pub(crate) merge: Option<String>,
    #[serde(default)]
    pub(crate) changes: Vec<Change>,
    pub(crate) bump: Option<String>,
    /// The expected version of the release.
    pub(crate) release: Option<String>,
    /// A part of the expected error message if the release must fail.
    pub(crate) refused: Option<String>,
    /// A version that another developer has already tagged.
    pub(crate) taken: Option<String>,
    /// Whether the application is expected to compile with the new crate without changes.
    #[serde(default = "yes")]
    pub(crate) compiles: bool,
    /// The statements of the application, changed for the new crate.
    pub(crate) program: Option<String>,
    /// `differently` if the application's output should change.
    pub(crate) behaves: Option<String>,
}

/// A branch of the team's repository.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Branch {
    pub(crate) name: String,
    /// The starting point of a new branch.
    pub(crate) off: Option<String>,
}

/// A replacement in a file of the spec.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    pub(crate) file: String,
    /// The string to replace, which occurs in the file exactly once.
    pub(crate) from: String,
    pub(crate) to: String,
}

fn yes() -> bool {
    true
}

impl Script {
    pub(crate) fn read() -> Self {
        let path = folder::cases("year.yaml");
        serde_yaml::from_str(&folder::text(&path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}
