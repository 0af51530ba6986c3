//! Verifies the effects on programs by compiling programs for the older crate with the newer one.
//!
//! Compiling a crate takes a second, so specs that change different files are merged into one. All programs that must
//! compile with a crate share a file. Each program that must not compile has a separate file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use verispec_codegen::diff::{self, Area, Effect};
use verispec_codegen::generate;
use verispec_tests::change_case::{ChangeCase, Edits};
use verispec_tests::fault::Faulty;
use verispec_tests::folder;
use verispec_tests::programs::{Compiled, Package, write};

/// Kinds of change that no program can demonstrate, because the name and the toolchain of the crate are in manifests.
const IN_MANIFESTS: &[&str] = &["package-renamed", "rust-version-changed"];

/// The changes of several cases in different files, merged into one crate.
#[derive(Default)]
struct Crate {
    edits: Edits,
    /// The spec of each side of a case, with the files that either side changes.
    members: Vec<(Edits, BTreeSet<String>)>,
}

/// The crates, and the crate that contains each spec.
#[derive(Default)]
struct Crates(Vec<Crate>);

impl Crates {
    /// Returns the index of the crate that contains this side of a case, and no other changes to the same files.
    fn of(&mut self, case: &ChangeCase, spec: &Edits) -> usize {
        let files = case.files();
        let is_free = |known: &Crate| known.members.iter().all(|(other, own)| other == spec || own.is_disjoint(&files));
        let has = |known: &Crate| known.members.iter().any(|(other, _)| other == spec);
        if let Some(at) = self.0.iter().position(|known| has(known) && is_free(known)) {
            return at;
        }
        let at = self.0.iter().position(|known| !has(known) && is_free(known) && known.edits.can_join(spec));
        let at = at.unwrap_or_else(|| {
            self.0.push(Crate::default());
            self.0.len() - 1
        });
        self.0[at].edits.join(spec);
        self.0[at].members.push((spec.clone(), files));
        at
    }

    /// Writes each crate to a separate folder. Versions differ, because the crates share a lock file.
    fn write(&self, root: &Path) {
        for (number, merged) in self.0.iter().enumerate() {
            let sources = Faulty::changed(&merged.edits.0).sources();
            let output = generate(&sources).unwrap_or_else(|found| panic!("{}", found.render(&sources, false)));
            let own = format!("crates/{number}");
            let paths = output.files.iter().filter_map(|file| file.path.strip_prefix("harbor-clearance/"));
            folder::keep_only(&root.join(&own), &paths.collect());
            for file in output.files {
                let Some(path) = file.path.strip_prefix("harbor-clearance/") else { continue };
                let contents = match path {
                    "Cargo.toml" => {
                        file.contents.replacen("version = \"3.1.4\"", &format!("version = \"3.2.{number}\""), 1)
                    }
                    _ => file.contents,
                };
                write(&root.join(format!("{own}/{path}")), &contents);
            }
        }
    }
}

#[derive(Default)]
struct Programs {
    /// The programs that must compile, by crate.
    sound: BTreeMap<usize, String>,
    /// The programs that must not compile.
    broken: BTreeMap<String, (usize, String)>,
}

impl Programs {
    fn add(&mut self, case: &ChangeCase, side: &str, number: usize, compiles: bool, statements: &str) {
        let name = format!("{}_{side}", case.name.replace(['-', '.'], "_"));
        match compiles {
            true => {
                let text = self.sound.entry(number).or_default();
                writeln!(text, "pub fn {name}() {{\n{statements}\n}}").expect("writing to a string should not fail");
            }
            false => {
                self.broken.insert(name, (number, statements.to_owned()));
            }
        }
    }

    /// Compiles one file per crate, and one file for each program that must not compile.
    fn check(&self, root: &Path, crates: usize) -> BTreeMap<String, Compiled> {
        let mut package = Package::new(root.join("programs"));
        let mut add = |name: &str, number: usize, items: &str| {
            package.program(name, &format!("#![allow(warnings)]\nuse crate_{number} as c;\n{items}"));
        };
        for (number, functions) in &self.sound {
            add(&format!("sound_{number}"), *number, &format!("fn main() {{}}\n{functions}"));
        }
        for (name, (number, statements)) in &self.broken {
            add(name, *number, &format!("fn main() {{\n{statements}\n}}\n"));
        }
        for number in 0..crates {
            let path = format!("../crates/{number}");
            package.depend(&format!("crate_{number}"), "harbor-clearance", Path::new(&path));
        }
        package.check()
    }
}

#[test]
fn the_compiler_agrees_with_the_verdict_for_programs() {
    let (mut crates, mut programs) = (Crates::default(), Programs::default());
    for case in ChangeCase::all() {
        if let Some(program) = &case.program {
            programs.add(case, "with_old", crates.of(case, &case.edits.0), true, program);
            programs.add(case, "with_new", crates.of(case, &case.edits.1), case.effects.rust != "breaking", program);
        }
        if let Some(gained) = &case.gained {
            programs.add(case, "gained_with_old", crates.of(case, &case.edits.0), false, gained);
            programs.add(case, "gained_with_new", crates.of(case, &case.edits.1), true, gained);
        }
    }
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes");
    crates.write(&root);
    let compiled = programs.check(&root, crates.0.len());
    let errors = |name: &str| compiled.get(name).map(|compiled| &compiled.errors).filter(|errors| !errors.is_empty());
    println!("{} crates, {} programs that must not compile", crates.0.len(), programs.broken.len());
    let mut wrong: Vec<String> = Vec::new();
    for number in programs.sound.keys().map(|number| format!("sound_{number}")) {
        if !compiled.get(&number).is_some_and(|compiled| compiled.is_sound) {
            let errors = errors(&number).into_iter().flatten();
            wrong.extend(errors.map(|error| format!("does not compile: {}", error["rendered"].as_str().unwrap_or(""))));
            wrong.push(format!("does not compile: {number}"));
        }
    }
    wrong.extend(programs.broken.keys().filter(|name| errors(name).is_none()).map(|name| format!("compiles: {name}")));
    assert!(
        wrong.is_empty(),
        "the compiler disagrees with the expected effect of {} programs\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_verdict_for_programs_has_a_program() {
    let cases = ChangeCase::all();
    let of_specs = diff::kinds().filter(|kind| kind.area != Area::Crate);
    for kind in of_specs.filter(|kind| kind.rust != Effect::None && !IN_MANIFESTS.contains(&kind.id)) {
        let mut own = cases.iter().filter(|case| case.kind == kind && case.effects.rust == kind.rust.word());
        let shown =
            own.any(|case| case.program.is_some() || (kind.rust == Effect::Compatible && case.gained.is_some()));
        assert!(shown, "no case of {} demonstrates that the change is {} for programs", kind.id, kind.rust.word());
    }
    let untouched = cases.iter().filter(|case| case.effects.rust == "none" && case.program.is_some()).count();
    assert!(untouched > 20, "only {untouched} cases have a program that the change does not affect");
}
