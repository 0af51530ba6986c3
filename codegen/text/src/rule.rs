//! Rules for specs: their documentation, an example, the ways to suppress their findings, and the rules that may be the
//! cause of a finding.
//!
//! Rules are data. The stage that finds a defect defines the rule next to the check. A rule without documentation and
//! an example does not compile.

use std::cmp::Ordering;

/// A rule that specs have to follow, with its documentation.
#[derive(Debug)]
pub struct Rule {
    /// The id in kebab case, which describes the defect. An id never changes, and is never reused for another rule.
    pub id: &'static str,
    /// The severity of the rule's findings.
    pub severity: Severity,
    /// The stage that checks the rule.
    pub stage: Stage,
    /// What the rule finds, in one sentence.
    pub what: &'static str,
    /// Why a finding of the rule is a defect.
    pub why: &'static str,
    /// How to fix a finding of the rule.
    pub way_out: &'static str,
    /// Changes that cause the defect in the example spec, with `⟦` and `⟧` around the expected span.
    pub example: &'static [Change],
    /// The ways to suppress a finding of the rule.
    pub excuse: Excuse,
    /// The rules whose findings may be the actual cause of this rule's findings.
    pub rests_on: &'static [Rests],
}

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The finding prevents generation until it is fixed.
    Error,
    /// The finding should be fixed, but does not prevent generation.
    Warning,
}

impl Severity {
    /// Returns the severity as a lowercase word.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// The stage of a run that finds a defect, in the order of the stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The defect is found in a single file.
    Parse,
    /// The defect is found when names are resolved.
    Lower,
    /// The defect is found in the complete spec.
    Check,
    /// The defect is found in the complete spec, and only reported if there are no other findings, because it may be a
    /// consequence of them.
    Derived,
    /// The defect is found after the findings of all other rules are known.
    Last,
}

/// The ways to suppress a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    /// The finding cannot be suppressed, because there is no complete spec to check without the rule.
    Nothing,
    /// A comment above the line can suppress the finding, with a reason.
    Comment,
    /// A comment above the line can suppress the finding, and so can a decision of the spec that allows it, because the
    /// situation may be intended.
    Decision,
}

/// The findings that may be the cause of another one. A rule without causes does not depend on anything that may be
/// missing from the model.
#[derive(Debug)]
pub enum Rests {
    /// Any finding may be the cause, because the rule reports unused items, and something that is missing from the
    /// model might use them.
    Everything,
    /// Findings of these rules in any file may be the cause.
    Anywhere(&'static [&'static Rule]),
    /// Findings of these rules in the same file may be the cause.
    SameFile(&'static [&'static Rule]),
}

/// A change to the example spec.
#[derive(Debug, Clone, Copy)]
pub enum Change {
    /// Replaces a string in a file.
    Replace {
        /// The file to change.
        file: &'static str,
        /// A string that occurs exactly once in the valid file.
        valid: &'static str,
        /// The replacement.
        invalid: &'static str,
    },
    /// Adds a file.
    Add {
        /// The path of the new file.
        file: &'static str,
        /// The content of the new file, with the defect.
        invalid: &'static str,
    },
    /// Removes a file.
    Remove {
        /// The file to remove.
        file: &'static str,
    },
}

/// Replaces a string in a file of the example spec.
pub const fn replace(file: &'static str, valid: &'static str, invalid: &'static str) -> Change {
    Change::Replace { file, valid, invalid }
}

/// Adds a file to the example spec.
pub const fn add(file: &'static str, invalid: &'static str) -> Change {
    Change::Add { file, invalid }
}

/// Removes a file from the example spec.
pub const fn remove(file: &'static str) -> Change {
    Change::Remove { file }
}

impl Rule {
    /// The defaults for a row in a table of rules: findings cannot be suppressed, and do not depend on other rules.
    pub const ROW: Rule = Rule {
        id: "",
        severity: Severity::Error,
        stage: Stage::Parse,
        what: "",
        why: "",
        way_out: "",
        example: &[],
        excuse: Excuse::Nothing,
        rests_on: &[],
    };

    /// Returns the page and anchor in the generated docs that explain the rule.
    pub fn page(&self) -> String {
        format!("diagnostics.md#{}", self.id)
    }
}

impl Stage {
    /// Returns when the stage finds a defect, as a phrase for the docs.
    pub fn in_words(self) -> &'static str {
        match self {
            Stage::Parse => "when a file is read",
            Stage::Lower => "when names are resolved",
            Stage::Check => "when the whole spec is checked",
            Stage::Derived => "when the whole spec is checked and has no other findings",
            Stage::Last => "after all other rules",
        }
    }
}

/// Two rules are equal if their ids are equal.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl PartialOrd for Rule {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rule {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(other.id)
    }
}

/// Defines the rules of a stage: each row becomes a static, and a table lists all of them, so that no rule is
/// forgotten.
#[macro_export]
macro_rules! rules {
    ($table:ident: $stage:expr; $($name:ident { $($field:ident: $value:expr),* $(,)? })*) => {
        $(
            #[doc = concat!("The rule `", stringify!($name), "`, whose fields document it.")]
            pub static $name: $crate::rule::Rule = $crate::rule::Rule {
                $($field: $value,)*
                ..$crate::rule::Rule { stage: $stage, ..$crate::rule::Rule::ROW }
            };
        )*

        /// All rules of this table.
        pub static $table: &[&$crate::rule::Rule] = &[$(&$name),*];
    };
}
