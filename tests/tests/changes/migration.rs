//! Checks `diff --format migration`: a program for the older crate that is edited exactly as instructed compiles with
//! the newer crate and behaves the same.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use verispec_codegen::diff::{self, Api, report};
use verispec_codegen::rename::{self, Item};
use verispec_codegen::{File, render};
use verispec_tests::change_case::Loaded;
use verispec_tests::fault::{Faulty, Written};
use verispec_tests::folder;
use verispec_tests::programs::{Package, write};

/// The contents of a case file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Changes to the example spec that result in the older spec.
    #[serde(default)]
    old: Vec<Written>,
    /// Changes to the example spec that result in the newer spec.
    #[serde(default)]
    new: Vec<Written>,
    /// Items that have a different name in the newer spec.
    #[serde(default)]
    rename: Vec<Rename>,
    /// A program for the older crate, which it refers to as `c`.
    program: String,
    /// Edits of the program that the table of names does not cover.
    edits: Vec<Edit>,
    /// The program's output with each crate.
    prints: Prints,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    kind: String,
    old: String,
    new: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    from: String,
    to: String,
    /// The part of the migration guide that asks for this edit.
    told: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prints {
    old: String,
    new: String,
}

impl Case {
    fn specs(&self) -> [Loaded; 2] {
        let changed = |changes: &[Written]| Faulty::changed(changes).sources();
        let renamed = self.rename.iter().fold(changed(&self.new), |sources, rename| {
            let items =
                [Item::Workflow, Item::Operation, Item::Capability, Item::Channel, Item::Credential, Item::Label];
            let item = items
                .into_iter()
                .find(|item| item.word().starts_with(&rename.kind))
                .expect("`kind` should be the name of a kind of item");
            rename::renamed(&sources, item, &rename.old, &rename.new).expect("the item should exist and be renamable")
        });
        [(changed(&self.old), "old"), (renamed, "new")]
            .map(|(sources, side)| Loaded::new(sources, side).unwrap_or_else(|error| panic!("{error}")))
    }

    /// Returns the program after replacing the names in the table and making the other edits.
    fn edited(&self, name: &str, migration: &str) -> String {
        let row = |line: &str| {
            let (was, is) = line.strip_prefix("| `")?.strip_suffix("` |")?.split_once("` | `")?;
            Some((was.to_owned(), is.to_owned()))
        };
        let mut rows: Vec<(String, String)> = migration.lines().filter_map(row).collect();
        rows.sort_by_key(|(was, _)| std::cmp::Reverse(was.len()));
        let program = rows.iter().fold(self.program.clone(), |program, (was, is)| program.replace(was, is));
        self.edits.iter().fold(program, |program, edit| {
            assert!(
                migration.contains(&edit.told),
                "{name}: the migration does not contain {:?}:\n{migration}",
                edit.told
            );
            assert_eq!(
                program.matches(&edit.from).count(),
                1,
                "{name}: {:?} should occur exactly once in\n{program}",
                edit.from
            );
            program.replace(&edit.from, &edit.to)
        })
    }
}

/// Returns the files of the crate that is generated from a spec, with paths relative to the crate.
fn files(spec: &Loaded) -> Vec<File> {
    let own = render::render(&spec.model).into_iter().filter_map(|file| {
        let path = file.path.strip_prefix("harbor-clearance/")?.to_owned();
        Some(File { path, contents: file.contents })
    });
    own.collect()
}

fn migration(specs: &[Loaded; 2], files: &[Vec<File>; 2]) -> String {
    let [old, new] = specs;
    let [was, is] = files.each_ref().map(|files| Api::read(files).unwrap_or_else(|error| panic!("{error}")));
    let changes = diff::diff(old.spec(), new.spec());
    let allowances = vec![None; changes.len()];
    let report = report::Report { old: old.spec(), new: new.spec(), changes, allowances, not_compared: None };
    report::migration(&report, Some([&was, &is]))
}

#[test]
fn a_program_that_is_edited_as_told_compiles_and_does_the_same() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("migration");
    let mut package = Package::new(root.join("programs"));
    let mut cases = BTreeMap::new();
    for (number, path) in folder::files(&folder::cases("migration"), ".yaml").into_iter().enumerate() {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let case: Case = serde_yaml::from_str(&folder::text(&path)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let specs = case.specs();
        let files = specs.each_ref().map(files);
        let migration = migration(&specs, &files);
        insta::with_settings!({snapshot_path => Path::new("../../cases/migration"), prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(name.clone(), &migration);
        });
        for (side, files) in files.iter().enumerate() {
            // The crates share a lock file, so each has a separate version.
            let own = format!("crates/{number}_{side}");
            folder::keep_only(&root.join(&own), &files.iter().map(|file| file.path.as_str()).collect());
            for file in files {
                let version = format!("version = \"3.{number}.{side}\"");
                let contents = match file.path.as_str() {
                    "Cargo.toml" => file.contents.replacen("version = \"3.1.4\"", &version, 1),
                    _ => file.contents.clone(),
                };
                write(&root.join(&own).join(&file.path), &contents);
            }
            package.depend(&format!("crate_{number}_{side}"), "harbor-clearance", &Path::new("..").join(&own));
        }
        let program = |side: usize, text: &str| format!("use crate_{number}_{side} as c;\n{text}");
        package.program(&format!("{name}_before"), &program(0, &case.program));
        package.program(&format!("{name}_unedited"), &program(1, &case.program));
        package.program(&format!("{name}_after"), &program(1, &case.edited(&name, &migration)));
        cases.insert(name, case);
    }
    let built = package.run();
    for (name, case) in &cases {
        for (side, prints) in [("before", &case.prints.old), ("after", &case.prints.new)] {
            let built = &built[&format!("{name}_{side}")];
            assert_eq!(built.in_words(), Vec::<String>::new(), "{name}: {side}");
            assert_eq!(built.output.as_ref(), Some(prints), "{name}: {side}");
        }
        assert!(
            !built[&format!("{name}_unedited")].errors.is_empty(),
            "{name}: the unedited program should not compile with the newer crate"
        );
    }
    assert!(cases.len() > 1, "{} cases", cases.len());
}
