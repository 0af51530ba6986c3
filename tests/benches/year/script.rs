//! The script of the year: turns its file into steps.

use serde::Deserialize;
use verispec_tests::folder;

/// The whole year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    /// Statements of the application, which knows the crate as `c`.
    pub(crate) program: String,
    pub(crate) steps: Vec<Step>,
}

/// A change, its release, and what has to be noticed of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) name: String,
    /// The branch to work on; without one, that of the step before.
    pub(crate) branch: Option<Branch>,
    /// A branch to merge first. Our side is taken of whatever is in conflict in the spec.
    pub(crate) merge: Option<String>,
    #[serde(default)]
    pub(crate) changes: Vec<Change>,
    pub(crate) bump: Option<String>,
    /// The version of the release.
    pub(crate) release: Option<String>,
    /// What the refusal of the release names, if it has to be refused.
    pub(crate) refused: Option<String>,
    /// A version that somebody has released elsewhere meanwhile.
    pub(crate) taken: Option<String>,
    /// Whether the application compiles with the new crate as it is.
    #[serde(default = "yes")]
    pub(crate) compiles: bool,
    /// The application as it is changed for the new crate.
    pub(crate) program: Option<String>,
    /// `differently` if the application prints something else than before.
    pub(crate) behaves: Option<String>,
}

/// A branch of the team's repository.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Branch {
    pub(crate) name: String,
    /// Where a new branch begins.
    pub(crate) off: Option<String>,
}

/// Words of a file of the spec that are replaced.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    pub(crate) file: String,
    /// Words that stand in the file once.
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
