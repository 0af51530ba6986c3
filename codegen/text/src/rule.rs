//! Rules for specs: their documentation, an example, what can excuse their findings, and what findings depend on.
//!
//! Rules are data. The stage that finds a defect defines the rule next to the check, so that a finding without
//! documentation and example does not compile.

use std::cmp::Ordering;

/// A rule for specs.
#[derive(Debug)]
pub struct Rule {
    /// The id in kebab case, which names the defect. Never renamed or reused for another rule.
    pub id: &'static str,
    /// The severity of its findings.
    pub severity: Severity,
    /// The stage that finds the defect.
    pub stage: Stage,
    /// What the rule finds, in one sentence.
    pub what: &'static str,
    /// Why that is a mistake.
    pub why: &'static str,
    /// How to fix it.
    pub way_out: &'static str,
    /// Changes that plant the mistake in the example spec, with `⟦` and `⟧` around the expected span.
    pub example: &'static [Change],
    /// What can suppress a finding.
    pub excuse: Excuse,
    /// The rules whose findings may be the actual cause of a finding.
    pub rests_on: &'static [Rests],
}

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Prevents generation until it is fixed.
    Error,
    /// Should be fixed, but does not prevent generation.
    Warning,
}

impl Severity {
    /// The severity as a lowercase word.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// The stage of a run that finds a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Found in the text of a single file.
    Parse,
    /// Found when names are resolved.
    Lower,
    /// Found in the whole spec.
    Check,
    /// Found in the whole spec, and reported only if there are no other findings, because it may be a consequence of
    /// them.
    Derived,
    /// Found after the findings of all other rules are known.
    Last,
}

/// What can suppress a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    /// Nothing: without the rule there is no spec to check.
    Nothing,
    /// A comment above the line, with a reason.
    Comment,
    /// Such a comment, or a decision of the spec that allows it: the situation may be intended.
    Decision,
}

/// The findings that may be the cause of another one. A rule without causes only looks at what is present, whatever is
/// missing from the model.
#[derive(Debug)]
pub enum Rests {
    /// Any finding: the rule reports unused items, and something missing from the model might use them.
    Everything,
    /// Findings of these rules, anywhere.
    Anywhere(&'static [&'static Rule]),
    /// Findings of these rules in the same file.
    SameFile(&'static [&'static Rule]),
}

/// A change to a spec.
#[derive(Debug, Clone, Copy)]
pub enum Change {
    /// Replaces text in a file.
    Replace {
        /// The file to change.
        file: &'static str,
        /// Text that occurs in the file exactly once.
        valid: &'static str,
        /// The replacement.
        invalid: &'static str,
    },
    /// Adds a file.
    Add {
        /// The path of the new file.
        file: &'static str,
        /// The content of the new file.
        invalid: &'static str,
    },
    /// Removes a file.
    Remove {
        /// The file to remove.
        file: &'static str,
    },
}

/// Replaces text in a file of the example spec.
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
    /// The default of a table's rows: nothing suppresses a finding, and it depends on no other rules.
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

    /// The page and anchor in the generated docs that explain the rule.
    pub fn page(&self) -> String {
        format!("diagnostics.md#{}", self.id)
    }
}

impl Stage {
    /// When the defect is found, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Stage::Parse => "when a file is read",
            Stage::Lower => "when names are looked up",
            Stage::Check => "when the whole spec is looked at",
            Stage::Derived => "when the whole spec is looked at and nothing else is wrong",
            Stage::Last => "after everything else",
        }
    }
}

/// Rules are equal if their ids are equal.
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

/// Defines the rules that a stage finds: each row becomes a static, and the table lists them, so that none is
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

        /// Every rule of this table.
        pub static $table: &[&$crate::rule::Rule] = &[$(&$name),*];
    };
}
