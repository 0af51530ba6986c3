//! What a rule for specs is: its documentation, its example, what can excuse its findings and what they rest on.
//!
//! Rules are data. The stage that finds a defect keeps the rule beside it, so that a finding without documentation and
//! example does not compile.

use std::cmp::Ordering;

/// A rule for specs.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, names the defect. Never renamed and never given to another rule.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The stage that finds it.
    pub stage: Stage,
    /// What the rule finds, in one sentence.
    pub what: &'static str,
    /// Why that is a mistake.
    pub why: &'static str,
    /// The way out.
    pub way_out: &'static str,
    /// Changes that put the mistake into the example spec, with `⟦` and `⟧` around the words at fault.
    pub example: &'static [Change],
    /// What can keep a finding from being reported.
    pub excuse: Excuse,
    /// The mistakes that a finding may only follow from.
    pub rests_on: &'static [Rests],
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated until it is mended.
    Error,
    /// Worth mending; generation goes on.
    Warning,
}

impl Severity {
    /// The word for it.
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
    /// Seen in the text of a single file.
    Parse,
    /// Seen when names are looked up.
    Lower,
    /// Seen in the whole spec.
    Check,
    /// Seen in the whole spec, and reported once nothing else is wrong: what it rests on may be a mistake.
    Derived,
    /// Seen when the findings of all rules are there.
    Last,
}

/// What can keep a finding from being reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    /// Nothing: without the rule there is no spec to look at.
    Nothing,
    /// A comment above the line, with a reason.
    Comment,
    /// Such a comment, or a decision of the spec that allows it: what the rule finds may be so on purpose.
    Decision,
}

/// What a finding may follow from. A rule without any finds what is there, whatever is left out of the model.
#[derive(Debug)]
pub enum Rests {
    /// Any mistake: the rule reports what nothing uses, and what was left out might use it.
    Everything,
    /// Mistakes of these rules, wherever they are.
    Anywhere(&'static [&'static Rule]),
    /// Mistakes of these rules in the same file.
    SameFile(&'static [&'static Rule]),
}

/// A change to a spec.
#[derive(Debug, Clone, Copy)]
pub enum Change {
    /// Other words in a file.
    Replace {
        /// The file.
        file: &'static str,
        /// Words that stand there once.
        valid: &'static str,
        /// What to write in their place.
        invalid: &'static str,
    },
    /// Another file.
    Add {
        /// The file.
        file: &'static str,
        /// Its text.
        invalid: &'static str,
    },
    /// A file that is gone.
    Remove {
        /// The file.
        file: &'static str,
    },
}

/// Replaces words in a file of the example spec.
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
    /// What the rows of a table leave out: nothing excuses their findings, and they rest on nothing.
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

    /// The page of the generated docs that explains the rule, with the place on it.
    pub fn page(&self) -> String {
        format!("diagnostics.md#{}", self.id)
    }
}

impl Stage {
    /// When it is found, in words.
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

/// Two rules are equal if their ids are.
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

/// A table of the rules that a stage finds: each row becomes a static, and the table lists them, so that none is forgotten.
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
