//! The script of the year: parses its file into steps.

use serde::Deserialize;
use verispec_tests::folder;

/// The whole year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    /// Statements of the application, which refers to the crate as `c`.
    pub(crate) program: String,
    pub(crate) steps: Vec<Step>,
}

/// A change, its release, and the expected effects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) name: String,
    /// The branch to work on; by default, that of the previous step.
    pub(crate) branch: Option<Branch>,
    /// A branch to merge first. Conflicts in the spec are resolved to our side.
    pub(crate) merge: Option<String>,
    #[serde(default)]
    pub(crate) changes: Vec<Change>,
    pub(crate) bump: Option<String>,
    /// The version of the release.
    pub(crate) release: Option<String>,
    /// What the error message of the release mentions, if the release must fail.
    pub(crate) refused: Option<String>,
    /// A version that somebody else has released in the meantime.
    pub(crate) taken: Option<String>,
    /// Whether the application compiles with the new crate without changes.
    #[serde(default = "yes")]
    pub(crate) compiles: bool,
    /// The statements of the application, changed for the new crate.
    pub(crate) program: Option<String>,
    /// `differently` if the application prints something else than before.
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

/// Replaces text in a file of the spec.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    pub(crate) file: String,
    /// Text that occurs in the file exactly once.
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
