//! Generates specs to compare: the specs of all cases and of several cases combined, random edits of the shipped spec
//! and the example spec, and imports of all available documents.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use verispec_codegen::diff::Spec;
use verispec_codegen::import::{Known, import};
use verispec_codegen::ir::Model;
use verispec_codegen::resolve;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::almanac::{apart, harbor};
use verispec_tests::change_case::{ChangeCase, Loaded};
use verispec_tests::random::Random;
use verispec_tests::{folder, patch};

use crate::complete::{edited as with, edits};

/// The number of specs that combine several cases.
const COMBINED: usize = 16;

/// A spec and its name for messages.
pub(super) struct World {
    pub(super) name: String,
    held: Held,
}

enum Held {
    Loaded(Arc<Loaded>),
    Resolved(SourceMap, Box<Model>),
}

impl World {
    pub(super) fn spec(&self) -> Spec<'_> {
        match &self.held {
            Held::Loaded(loaded) => loaded.spec(),
            Held::Resolved(sources, model) => Spec { model, sources },
        }
    }

    /// Returns the contents of the files in one line, without the layouts of documents.
    pub(super) fn text(&self) -> String {
        let of_documents = |path: &str| ["layouts/", "tables/"].iter().any(|folder| path.starts_with(folder));
        let files = self.spec().sources.iter().filter(|(_, file)| !of_documents(&file.path));
        let texts: Vec<String> = files.map(|(_, file)| String::from_utf8_lossy(&file.bytes).into_owned()).collect();
        texts.join("\n").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns a spec if all of its names resolve. It may violate rules about the whole spec.
    pub(super) fn resolved(name: &str, sources: SourceMap) -> Option<Self> {
        let model = Box::new(resolve(&sources)?);
        Some(Self { name: name.to_owned(), held: Held::Resolved(sources, model) })
    }
}

/// Returns both specs of every case, and specs with the changes of several cases.
pub(super) fn cases() -> Vec<World> {
    let mut known = BTreeSet::new();
    let mut worlds = Vec::new();
    let cases = ChangeCase::all();
    for case in cases {
        for (side, loaded) in [("old", &case.old), ("new", &case.new)] {
            let bytes: Vec<(String, Vec<u8>)> =
                loaded.sources.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect();
            if known.insert(bytes) {
                let name = format!("{} ({side})", case.name);
                worlds.push(World { name, held: Held::Loaded(Arc::clone(loaded)) });
            }
        }
    }
    let mut random = Random(4);
    while worlds.len() < known.len() + COMBINED {
        let picked: Vec<&ChangeCase> = (0..4).map(|_| random.pick(cases)).collect();
        let mut joined = picked[0].edits.1.clone();
        let mut names = vec![picked[0].name.as_str()];
        for case in &picked[1..] {
            // Cases that change the same file are not combined.
            let apart = joined.0.iter().all(|one| case.edits.1.0.iter().all(|other| !one.is_of_the_file_of(other)));
            if apart && joined.can_join(&case.edits.1) {
                joined.join(&case.edits.1);
                names.push(&case.name);
            }
        }
        if names.len() > 1 {
            let sources = verispec_tests::fault::Faulty::changed(&joined.0).sources();
            worlds.extend(World::resolved(&names.join(" and "), sources));
        }
    }
    worlds
}

/// Returns a spec, and variants of it with random edits.
pub(super) fn edited(name: &str, path: &Path, wanted: usize) -> Vec<World> {
    let spec = folder::spec(path);
    let all = edits(&spec);
    let mut random = Random(name.len() as u64);
    let mut worlds = Vec::from_iter(World::resolved(name, spec.clone()));
    while worlds.len() < wanted {
        let mut sources = spec.clone();
        let (count, mut made) = (1 + random.below(6), 0);
        for _ in 0..16 {
            let (path, way, other) = random.pick(&all).clone();
            // Edits each file only once, because an edit can invalidate the paths to other values in the same file.
            let same =
                |((_, now), (_, was)): ((_, &SourceFile), (_, &SourceFile))| now.path != path || now.bytes == was.bytes;
            let is_first = sources.iter().zip(spec.iter()).all(same);
            let changed = is_first.then(|| with(&sources, &path, &way, other));
            if let Some(changed) = changed.filter(|changed| resolve(changed).is_some()) {
                (sources, made) = (changed, made + 1);
            }
            if made == count {
                break;
            }
        }
        worlds.extend(World::resolved(&format!("{name} with {made} edits, {}", worlds.len()), sources));
    }
    worlds
}

/// Imports a document as a new spec, reusing the names in the existing one.
fn imported(spec: &SourceMap, document: SourceFile) -> SourceMap {
    let (sources, file) = spec.clone().with(document);
    let model = folder::sound(&sources);
    let known = Known { sources: &sources, model: &model, layout: &model.layouts[0], facts: true, is_there: false };
    let files = import(known, file).files;
    SourceMap::new(
        files.into_iter().map(|file| SourceFile { path: file.path, bytes: file.contents.into_bytes() }).collect(),
    )
}

/// Imports the almanac, and its editions in every third case.
pub(super) fn editions() -> Vec<World> {
    let (almanac, spec) = apart(&harbor());
    let mut worlds = Vec::from_iter(World::resolved("almanac", imported(&spec, almanac)));
    for name in ["documents", "imports"] {
        for case in folder::files(&folder::cases(name), ".patch").into_iter().step_by(3) {
            let stem = case.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            // Skips cases that replace the almanac with another document, which cannot be imported.
            if !stem.starts_with("other-document") {
                let (almanac, _) = apart(&patch::apply(&harbor(), &folder::text(&case)));
                worlds.extend(World::resolved(&format!("{name}/{stem}"), imported(&spec, almanac)));
            }
        }
    }
    worlds
}

/// Imports the documents in the folder `VERISPEC_EDITIONS`, with the layout in the shipped spec.
pub(super) fn given() -> Option<Vec<World>> {
    let given = std::env::var_os("VERISPEC_EDITIONS")?;
    let spec = folder::spec(&folder::workspace("spec"));
    let world = |path: &std::path::PathBuf| {
        let name = path.display().to_string();
        let document = SourceFile { path: name.clone(), bytes: folder::text(path).into_bytes() };
        World::resolved(&name, imported(&spec, document)).unwrap_or_else(|| panic!("{name} cannot be imported"))
    };
    Some(folder::files(std::path::Path::new(&given), ".md").iter().map(world).collect())
}
