//! Reads cases for comparisons of specs: two sets of changes to the example spec, the resulting specs, and the expected
//! differences.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use verispec_codegen::check::Valid;
use verispec_codegen::diff::{self, Change, Kind, Spec};
use verispec_codegen::ir::Model;
use verispec_codegen::load;
use verispec_codegen::source::SourceMap;

use crate::fault::{Faulty, Written};
use crate::folder;

/// The contents of a case file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Changes to the example spec that result in the older spec.
    #[serde(default)]
    old: Vec<Written>,
    /// Changes to the example spec that result in the newer spec.
    #[serde(default)]
    new: Vec<Written>,
    /// Additional kinds of change that occur together with the kind in the file's name.
    #[serde(default)]
    also: Vec<String>,
    /// The location of the change.
    what: Option<String>,
    /// A substring of the change's message.
    says: Option<String>,
    /// The effects, if they differ from the usual effects of the kind.
    effects: Option<Effects>,
    /// Statements that refer to the crate as `c`. They compile with the crate of the older spec, and with that of the
    /// newer spec unless the change breaks programs.
    program: Option<String>,
    /// Statements that compile only with the crate of the newer spec.
    gained: Option<String>,
}

impl File {
    fn read(path: &Path) -> Result<Self, String> {
        serde_yaml::from_str(&folder::text(path)).map_err(|error| format!("{}: {error}", path.display()))
    }
}

/// The severity of a change's effects, as in the case files.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effects {
    /// The effect on payloads.
    pub wire: String,
    /// The effect on programs that use the crate.
    pub rust: String,
    /// The effect on behavior at run time.
    pub behaviour: String,
}

/// A change between two specs, with the kind that `diff` should report and its effects.
#[derive(Debug)]
pub struct ChangeCase {
    /// The name of the case's file without its extension.
    pub name: String,
    /// The kind of change that the case demonstrates.
    pub kind: &'static Kind,
    /// The older spec.
    pub old: Arc<Loaded>,
    /// The newer spec.
    pub new: Arc<Loaded>,
    /// The changes to the example spec that result in the older and the newer spec.
    pub edits: (Edits, Edits),
    /// The ids of all kinds of change that must be found, sorted.
    pub expected: Vec<String>,
    /// The location of the change, if the case states it.
    pub what: Option<String>,
    /// A substring of the change's message, if the case states it.
    pub says: Option<String>,
    /// The effects of the change on each audience.
    pub effects: Effects,
    /// Statements that compile with the crate of the older spec.
    pub program: Option<String>,
    /// Statements that compile only with the crate of the newer spec.
    pub gained: Option<String>,
}

/// Changes that turn the example spec into another one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits(pub Vec<Written>);

impl Edits {
    /// Reports whether both sets of changes together result in a valid spec. Empty sets cannot be combined.
    pub fn can_join(&self, other: &Edits) -> bool {
        if other.0.is_empty() || self.0.is_empty() {
            return false;
        }
        let both = [self.0.as_slice(), &other.0].concat();
        load(&Faulty::changed(&both).sources()).is_ok()
    }

    /// Appends other changes.
    pub fn join(&mut self, other: &Edits) {
        self.0.extend(other.0.iter().cloned());
    }
}

/// A checked spec with its files.
#[derive(Debug)]
pub struct Loaded {
    /// The source files of the spec.
    pub sources: SourceMap,
    /// The model of the spec.
    pub model: Valid<Model>,
}

impl Loaded {
    /// Loads a spec, and returns the rendered findings if it is invalid.
    pub fn new(sources: SourceMap, what: &str) -> Result<Self, String> {
        match load(&sources) {
            Ok((model, _)) => Ok(Self { sources, model }),
            Err(found) => Err(format!("{what}\n{}", found.render(&sources, false))),
        }
    }

    /// Returns the unchanged example spec.
    pub fn harbor() -> Arc<Self> {
        static HARBOR: LazyLock<Arc<Loaded>> = LazyLock::new(|| {
            let harbor = Loaded::new(Faulty::harbor().sources(), "the example spec");
            Arc::new(harbor.unwrap_or_else(|error| panic!("{error}")))
        });
        Arc::clone(&HARBOR)
    }

    /// Returns the spec as an input for the comparison.
    pub fn spec(&self) -> Spec<'_> {
        Spec { model: &self.model, sources: &self.sources }
    }
}

impl Effects {
    fn new(wire: diff::Effect, rust: diff::Effect, behaviour: diff::Effect) -> Self {
        let word = |effect: diff::Effect| effect.word().to_owned();
        Self { wire: word(wire), rust: word(rust), behaviour: word(behaviour) }
    }

    /// Returns the effects of a change.
    pub fn of(change: &Change) -> Self {
        Self::new(change.wire, change.rust, change.behaviour)
    }
}

impl ChangeCase {
    /// Reads a case. Its kind of change is the part of the file's name before the first dot.
    pub fn read(path: &Path) -> Result<Self, String> {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let id = name.split('.').next().unwrap_or_default();
        let kind =
            diff::find(id).ok_or_else(|| format!("the file name begins with `{id}`, which is not a kind of change"))?;
        let file = File::read(path)?;
        let load = |changes: &[Written], side: &str| match changes {
            [] => Ok(Loaded::harbor()),
            _ => Loaded::new(Faulty::changed(changes).sources(), &format!("{} ({side})", path.display())).map(Arc::new),
        };
        let mut expected = [file.also, vec![id.to_owned()]].concat();
        expected.sort();
        let usual = || Effects::new(kind.wire, kind.rust, kind.behaviour);
        Ok(Self {
            old: load(&file.old, "old")?,
            new: load(&file.new, "new")?,
            edits: (Edits(file.old), Edits(file.new)),
            effects: file.effects.unwrap_or_else(usual),
            name,
            kind,
            expected,
            what: file.what,
            says: file.says,
            program: file.program,
            gained: file.gained,
        })
    }

    /// Returns the changes in a file that is not named after a single kind of change.
    pub fn parts(path: &Path) -> Result<(Edits, Edits), String> {
        let file = File::read(path)?;
        Ok((Edits(file.old), Edits(file.new)))
    }

    /// Returns the paths of the files that the case changes in either spec.
    pub fn files(&self) -> BTreeSet<String> {
        let (old, new) = &self.edits;
        old.0.iter().chain(&new.0).map(|change| change.file.clone()).collect()
    }

    /// Returns the differences between the older and the newer spec.
    pub fn changes(&self) -> Vec<Change> {
        diff::diff(self.old.spec(), self.new.spec())
    }

    /// Returns all cases. They are read only once.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<ChangeCase>> = LazyLock::new(ChangeCase::read_all);
        &ALL
    }

    fn read_all() -> Vec<Self> {
        let read = folder::files(&folder::cases("diff"), ".yaml").into_iter().map(|path| Self::read(&path));
        let (cases, wrong): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
        let wrong: Vec<String> = wrong.into_iter().filter_map(Result::err).collect();
        assert!(wrong.is_empty(), "{} cases are invalid\n{}", wrong.len(), wrong.join("\n"));
        cases.into_iter().flatten().collect()
    }
}
