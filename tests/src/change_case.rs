//! Cases of changes: two sets of changes to the example spec, both resulting specs, and the expected differences.

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

/// A case as it is written in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Changes to the example spec that make the older spec.
    #[serde(default)]
    old: Vec<Written>,
    /// Changes to the example spec that make the newer spec.
    #[serde(default)]
    new: Vec<Written>,
    /// Other kinds of change that occur together with the one that the file is named after.
    #[serde(default)]
    also: Vec<String>,
    /// The location of the change.
    what: Option<String>,
    /// What the message of the change says, among other things.
    says: Option<String>,
    /// The effects, if they differ from those of the kind.
    effects: Option<Effects>,
    /// Statements that compile with the crate of the older spec, `c`, and with the newer one unless the change breaks
    /// programs.
    program: Option<String>,
    /// Statements that compile only with the crate of the newer spec.
    gained: Option<String>,
}

impl File {
    fn read(path: &Path) -> Result<Self, String> {
        serde_yaml::from_str(&folder::text(path)).map_err(|error| format!("{}: {error}", path.display()))
    }
}

/// The effects of a change on each audience, in words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effects {
    /// For payloads.
    pub wire: String,
    /// For programs.
    pub rust: String,
    /// At run time.
    pub behaviour: String,
}

/// A case.
#[derive(Debug)]
pub struct ChangeCase {
    /// The name of the file.
    pub name: String,
    /// The kind of change.
    pub kind: &'static Kind,
    /// The older spec.
    pub old: Arc<Loaded>,
    /// The newer spec.
    pub new: Arc<Loaded>,
    /// The changes for the older and the newer spec.
    pub edits: (Edits, Edits),
    /// The kinds that must be found, sorted.
    pub expected: Vec<String>,
    /// The location of the change, if the case states it.
    pub what: Option<String>,
    /// What the message of the change contains, if the case states it.
    pub says: Option<String>,
    /// The effects of the change on each audience.
    pub effects: Effects,
    /// A program for the crate of the older spec.
    pub program: Option<String>,
    /// A program for what the newer crate adds.
    pub gained: Option<String>,
}

/// Changes that turn the example spec into another one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits(pub Vec<Written>);

impl Edits {
    /// Whether both sets of changes together give a valid spec. A side without changes cannot be combined.
    pub fn can_join(&self, other: &Edits) -> bool {
        if other.0.is_empty() || self.0.is_empty() {
            return false;
        }
        let both = [self.0.as_slice(), &other.0].concat();
        load(&Faulty::changed(&both).sources()).is_ok()
    }

    /// Adds other changes.
    pub fn join(&mut self, other: &Edits) {
        self.0.extend(other.0.iter().cloned());
    }
}

/// A checked spec with its files.
#[derive(Debug)]
pub struct Loaded {
    /// The files.
    pub sources: SourceMap,
    /// The model of the spec.
    pub model: Valid<Model>,
}

impl Loaded {
    /// Loads a spec that must be valid.
    pub fn new(sources: SourceMap, what: &str) -> Result<Self, String> {
        match load(&sources) {
            Ok((model, _)) => Ok(Self { sources, model }),
            Err(found) => Err(format!("{what}\n{}", found.render(&sources, false))),
        }
    }

    /// The unchanged example spec.
    pub fn harbor() -> Arc<Self> {
        static HARBOR: LazyLock<Arc<Loaded>> = LazyLock::new(|| {
            let harbor = Loaded::new(Faulty::harbor().sources(), "the example spec");
            Arc::new(harbor.unwrap_or_else(|error| panic!("{error}")))
        });
        Arc::clone(&HARBOR)
    }

    /// The input of the comparison.
    pub fn spec(&self) -> Spec<'_> {
        Spec { model: &self.model, sources: &self.sources }
    }
}

impl Effects {
    fn new(wire: diff::Effect, rust: diff::Effect, behaviour: diff::Effect) -> Self {
        let word = |effect: diff::Effect| effect.word().to_owned();
        Self { wire: word(wire), rust: word(rust), behaviour: word(behaviour) }
    }

    /// The effects of a change.
    pub fn of(change: &Change) -> Self {
        Self::new(change.wire, change.rust, change.behaviour)
    }
}

impl ChangeCase {
    /// Reads a case; its kind is the part of its name before the first dot.
    pub fn read(path: &Path) -> Result<Self, String> {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let id = name.split('.').next().unwrap_or_default();
        let kind = diff::find(id).ok_or_else(|| format!("there is no kind of change `{id}`"))?;
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

    /// The changes in a file that is not a case of a single kind.
    pub fn parts(path: &Path) -> Result<(Edits, Edits), String> {
        let file = File::read(path)?;
        Ok((Edits(file.old), Edits(file.new)))
    }

    /// The files that it changes, on either side.
    pub fn files(&self) -> BTreeSet<String> {
        let (old, new) = &self.edits;
        old.0.iter().chain(&new.0).map(|change| change.file.clone()).collect()
    }

    /// The differences.
    pub fn changes(&self) -> Vec<Change> {
        diff::diff(self.old.spec(), self.new.spec())
    }

    /// All cases, read only once.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<ChangeCase>> = LazyLock::new(ChangeCase::read_all);
        &ALL
    }

    fn read_all() -> Vec<Self> {
        let read = folder::files(&folder::cases("diff"), ".yaml").into_iter().map(|path| Self::read(&path));
        let (cases, wrong): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
        let wrong: Vec<String> = wrong.into_iter().filter_map(Result::err).collect();
        assert!(wrong.is_empty(), "{} cases cannot be used\n{}", wrong.len(), wrong.join("\n"));
        cases.into_iter().flatten().collect()
    }
}
