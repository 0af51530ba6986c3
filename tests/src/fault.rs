//! Plants marked errors in a spec, and compares the findings with the expected locations.

use std::fmt;
use std::path::Path;

use serde::Deserialize;
use verispec_codegen::diagnostics::{Diagnostic, Diagnostics};
use verispec_codegen::load;
use verispec_codegen::rules::{Change, Rule};
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::folder;

const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// A change to the example spec, as written in a case file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    pub(crate) file: String,
    /// The string to replace, which occurs in the file exactly once. If it is absent, the file is added or removed.
    from: Option<String>,
    /// The replacement, or the content of the added file. If it is absent, the file is removed.
    to: Option<String>,
}

impl Written {
    /// Reports whether both changes are in the same file.
    #[must_use]
    pub fn is_of_the_file_of(&self, other: &Self) -> bool {
        self.file == other.file
    }
}

/// The files of a spec in which `⟦ ⟧` marks the expected findings.
pub struct Faulty {
    files: Vec<(String, String)>,
}

/// The location of an actual or expected finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundAt {
    /// The id of the violated rule.
    pub rule: String,
    /// The path of the file in the spec.
    pub file: String,
    /// The byte offsets of its start and end.
    pub bytes: (usize, usize),
}

/// The result of checking a spec with planted errors.
pub struct Outcome {
    /// The expected findings.
    pub expected: Vec<FoundAt>,
    /// The actual findings.
    pub found: Vec<FoundAt>,
    /// The rendered findings.
    pub text: String,
}

impl Faulty {
    /// Returns the unchanged example spec.
    pub fn harbor() -> Self {
        let sources = folder::spec(&folder::cases("specs/harbor"));
        let text = |file: &SourceFile| String::from_utf8_lossy(&file.bytes).into_owned();
        Self { files: sources.iter().map(|(_, file)| (file.path.clone(), text(file))).collect() }
    }

    /// Returns the example spec with the error from the rule's documentation.
    pub fn example(rule: &Rule) -> Self {
        let mut spec = Self::harbor();
        for change in rule.example {
            match change {
                Change::Replace { file, valid, invalid } => spec.replace(file, valid, invalid),
                Change::Add { file, invalid } => spec.add(file, invalid),
                Change::Remove { file } => spec.remove(file),
            }
        }
        spec
    }

    /// Returns the example spec with the changes in a case file.
    pub fn case(path: &Path) -> Self {
        let changes: Vec<Written> = serde_yaml::from_str(&folder::text(path))
            .unwrap_or_else(|error| panic!("{} is not a valid case: {error}", path.display()));
        Self::changed(&changes)
    }

    /// Returns the example spec with these changes.
    pub fn changed(changes: &[Written]) -> Self {
        let mut spec = Self::harbor();
        for change in changes {
            match (&change.from, &change.to) {
                (Some(from), Some(to)) => spec.replace(&change.file, from, to),
                (None, Some(to)) => spec.add(&change.file, to),
                (None, None) => spec.remove(&change.file),
                (Some(_), None) => panic!("{}: a change has `from`, but no `to`", change.file),
            }
        }
        spec
    }

    fn replace(&mut self, file: &str, valid: &str, invalid: &str) {
        let found = self.files.iter_mut().find(|(path, _)| path == file);
        let Some((_, text)) = found else { panic!("the example spec has no file {file}") };
        assert_eq!(text.matches(valid).count(), 1, "{file} should contain this exactly once:\n{valid}");
        *text = text.replacen(valid, invalid, 1);
    }

    fn add(&mut self, file: &str, text: &str) {
        assert!(!self.files.iter().any(|(path, _)| path == file), "{file} already exists");
        self.files.push((file.to_owned(), text.to_owned()));
    }

    fn remove(&mut self, file: &str) {
        assert!(self.files.iter().any(|(path, _)| path == file), "{file} does not exist");
        self.files.retain(|(path, _)| path != file);
    }

    /// Returns the byte ranges of all marks with their files.
    fn marks(&self) -> Vec<(String, (usize, usize))> {
        let mut marks = Vec::new();
        for (file, text) in &self.files {
            let (mut at, mut open) = (0, None);
            for c in text.chars() {
                match c {
                    OPEN => open = Some(at),
                    CLOSE => marks.push((
                        file.clone(),
                        (open.take().expect("an opening mark should precede each closing mark"), at),
                    )),
                    // The replacement character represents a single invalid byte.
                    '\u{FFFD}' => at += 1,
                    c => at += c.len_utf8(),
                }
            }
        }
        marks
    }

    /// Returns the spec without the marks.
    pub fn sources(&self) -> SourceMap {
        let file = |(path, text): &(String, String)| {
            let mut bytes = Vec::new();
            for c in text.chars().filter(|c| *c != OPEN && *c != CLOSE) {
                match c {
                    '\u{FFFD}' => bytes.push(0xFF),
                    c => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
                }
            }
            SourceFile { path: path.clone(), bytes }
        };
        SourceMap::new(self.files.iter().map(file).collect())
    }

    /// Checks the spec. Each mark is an expected violation of this rule.
    pub fn run(&self, rule: &str) -> Outcome {
        let sources = self.sources();
        let found = findings(&sources);
        let expected = |(file, bytes)| FoundAt { rule: rule.to_owned(), file, bytes };
        let mut expected: Vec<FoundAt> = self.marks().into_iter().map(expected).collect();
        let mut places: Vec<FoundAt> = found.iter().map(|finding| place(finding, &sources)).collect();
        expected.sort();
        places.sort();
        Outcome { expected, found: places, text: found.render(&sources, false) }
    }
}

/// Returns all findings in a spec, including warnings.
pub fn findings(sources: &SourceMap) -> Diagnostics {
    match load(sources) {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    }
}

fn place(finding: &Diagnostic, sources: &SourceMap) -> FoundAt {
    let file = sources.file(finding.span.file).path.clone();
    FoundAt { rule: finding.rule.id.to_owned(), file, bytes: (finding.span.start as usize, finding.span.end as usize) }
}

impl Outcome {
    /// Returns the number of expected findings that were reported at any location.
    pub fn hits(&self) -> usize {
        let of = |places: &[FoundAt], rule: &str| places.iter().filter(|place| place.rule == rule).count();
        let Some(rule) = self.expected.first().map(|place| place.rule.as_str()) else { return 0 };
        of(&self.found, rule).min(self.expected.len())
    }

    /// Returns the number of expected findings that were reported at their exact locations.
    pub fn exact(&self) -> usize {
        self.expected.iter().filter(|place| self.found.contains(place)).count()
    }

    /// Returns the number of unexpected findings.
    pub fn extra(&self) -> usize {
        self.found.len() - self.hits()
    }

    /// Reports whether the findings are exactly the expected ones.
    pub fn is_exact(&self) -> bool {
        !self.expected.is_empty() && self.expected == self.found
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  expected {:?}\n  found    {:?}\n{}", self.expected, self.found, self.text)
    }
}
