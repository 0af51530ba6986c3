//! Checks names that refer to files outside the output folder, or that have a special meaning in Rust, the shell or the
//! file system.

use serde_json::{Value, json};
use verispec_codegen::generate;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::{folder, hostile, yaml_data};
use xtask::tree::Tree;

/// Locations of names in the harbor's spec, each with its file. The part after `#` is a key.
const PLACES: &[(&str, &str)] = &[
    ("provider.yaml", "/package/name"),
    ("provider.yaml", "/package/version"),
    ("provider.yaml", "/package/license"),
    ("provider.yaml", "/package/rust_version"),
    ("provider.yaml", "/package/docs_url"),
    ("provider.yaml", "/regions#NORTH"),
    ("provider.yaml", "/services#tower"),
    ("provider.yaml", "/regions/NORTH/hosts/quay"),
    ("provider.yaml", "/documents#signals"),
    ("provider.yaml", "/documents/almanac/url"),
    ("provider.yaml", "/channels#GANGWAY"),
    ("provider.yaml", "/headers#Authorization"),
    ("provider.yaml", "/errors#409"),
    ("provider.yaml", "/auth#permit"),
    ("timing.yaml", "/lifetimes#permit"),
    ("timing.yaml", "/states#BERTHED"),
    ("prerequisites.yaml", "/prerequisites#ship-known"),
    ("decisions.yaml", "/decisions#t02-size-of-tables"),
    ("redirect.yaml", "/error_codes#F1"),
    ("files.yaml", "/files#table"),
    ("files.yaml", "/files/table/extensions/0"),
    ("files.yaml", "/files/table/media_types/0"),
    ("credentials/manifest.yaml", "/category"),
    ("credentials/manifest.yaml", "/parts#CARGO"),
    ("credentials/manifest.yaml", "/types#BULK"),
    ("capabilities/audited_cargo.yaml", "/name"),
    ("capabilities/audited_cargo.yaml", "/decisions#BECALMED"),
    ("capabilities/audited_cargo.yaml", "/decisions/SEAWORTHY/0"),
    ("lists/ports.yaml", "/values/1"),
    ("schemas/berth.yaml", "/$defs#Berth"),
    ("schemas/berth.yaml", "/$defs/Berth/properties#fees"),
    ("operations/apply.yaml", "/path"),
    ("operations/apply.yaml", "/request/media_type"),
    ("operations/hand_in.yaml", "/request/file_field"),
    ("operations/hand_in.yaml", "/path_parameters#sheet"),
    ("rules/papers.yaml", "/rules#kind-named"),
    ("workflows/first_call.yaml", "/operations/apply/examples/0/request/voyage"),
];

/// Returns the names to try at a location: a sample that depends on the location, or every name in a long run.
/// Together, the samples contain all names.
fn names(place: usize) -> Vec<String> {
    /// The sample contains one in this many names.
    const ONE_OF: usize = 12;
    let mut names = hostile::names();
    names.push("x".repeat(100_000));
    names.push("../".repeat(1000));
    match std::env::var_os("VERISPEC_MUTATIONS") {
        Some(_) => names,
        None => names.into_iter().skip(place % ONE_OF).step_by(ONE_OF).collect(),
    }
}

/// Returns the harbor's spec with another name at one location.
fn renamed(harbor: &std::collections::BTreeMap<String, Value>, path: &str, place: &str, name: &str) -> SourceMap {
    let mut data = harbor[path].clone();
    let (pointer, key) = place.split_once('#').map_or((place, None), |(pointer, key)| (pointer, Some(key)));
    let found = data.pointer_mut(pointer).unwrap_or_else(|| panic!("{path} has no value at {place}"));
    match key {
        None => *found = json!(name),
        Some(key) => {
            let members =
                found.as_object_mut().unwrap_or_else(|| panic!("{path}: the value at {pointer} is not a mapping"));
            let value = members.shift_remove(key).unwrap_or_else(|| panic!("{path} has no value at {place}"));
            members.insert(name.to_owned(), value);
        }
    }
    let files = harbor.iter().map(|(other, old)| (other.as_str(), if other == path { &data } else { old }));
    yaml_data::write(files)
}

/// Checks that either nothing is generated and the reason is reported, or all generated files are in the output folder.
fn hold(sources: &SourceMap, what: &str) {
    match generate(sources) {
        Ok(output) => {
            let files = output.files.into_iter().map(|file| (file.path, file.contents));
            Tree::new(files).unwrap_or_else(|error| panic!("{what}: {error:#}"));
        }
        Err(found) => {
            let report = found.render(sources, false);
            assert!(report.contains(" --> "), "{what}: the report contains no location: {report}");
            assert!(
                !report.contains(['\u{202e}', '\u{0}', '\u{1b}']),
                "{what}: the report contains control characters: {report}"
            );
        }
    }
}

#[test]
fn no_name_leads_out_of_the_output_folder() {
    let harbor = yaml_data::read(&folder::spec(&folder::cases("specs/harbor")));
    for (number, (path, place)) in PLACES.iter().enumerate() {
        for name in names(number) {
            hold(&renamed(&harbor, path, place, &name), &format!("{path}{place} as {name:.80?}"));
        }
    }
}

#[test]
fn no_file_name_leads_out_of_the_output_folder() {
    let harbor = folder::spec(&folder::cases("specs/harbor"));
    for (number, (_, renamed)) in harbor.iter().enumerate() {
        for name in names(number) {
            let folder = renamed.path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            let files = harbor.iter().map(|(_, file)| match file.path == renamed.path {
                true => SourceFile { path: format!("{folder}{name}.yaml"), bytes: file.bytes.clone() },
                false => file.clone(),
            });
            hold(&SourceMap::new(files.collect()), &format!("{} as {name:.80?}", renamed.path));
        }
    }
}
