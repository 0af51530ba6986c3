//! Checks that the toolkit is independent of the provider: words that are specific to the shipped spec must not occur
//! in the generator.

use std::collections::BTreeSet;

use verispec_codegen::ir::Model;
use verispec_tests::folder;

/// The folders that must not mention the provider.
const NEUTRAL: [&str; 2] = ["codegen", "xtask/src"];

/// Returns the words that only this provider uses: its name, hosts, categories, labels and workflows. Short words are
/// omitted, because they are also ordinary words.
fn words(model: &Model) -> BTreeSet<String> {
    let longer = |least: usize| move |word: &&String| word.len() > least;
    let package = &model.provider.package.name.wire;
    let mut words: BTreeSet<String> = package.split('-').next().map(str::to_owned).into_iter().collect();
    let hosts = model.regions.iter().flat_map(|region| &region.hosts).map(|(_, host)| host.clone());
    words.extend(
        hosts.flat_map(|host| {
            [host.clone(), host.split_once('.').map_or(host.clone(), |(_, domain)| domain.to_owned())]
        }),
    );
    words.extend(model.credentials.iter().map(|category| &category.name.wire).filter(longer(3)).cloned());
    let labels = model.capabilities.iter().flat_map(|capability| &capability.decisions).flat_map(|(_, labels)| labels);
    words.extend(labels.filter(longer(6)).cloned());
    words.extend(model.workflows.iter().flat_map(|workflow| [workflow.title.clone(), workflow.name.wire.clone()]));
    words
}

/// Reports whether a word occurs in a text, and not only as a part of other words.
fn occurs(text: &str, word: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word)
        .any(|(at, _)| !joins(text[..at].chars().next_back()) && !joins(text[at + word.len()..].chars().next()))
}

#[test]
fn the_generator_names_nothing_of_the_shipped_provider() {
    let model = folder::shipped();
    // A term that applies to every provider cannot be forbidden, even if a workflow has that name.
    let common = ["Authentication", "authentication"];
    let words: BTreeSet<String> = words(&model).into_iter().filter(|word| !common.contains(&word.as_str())).collect();
    assert!(words.len() > 80, "too few words are specific to the shipped spec: {words:?}");
    let mut found = Vec::new();
    for file in NEUTRAL.iter().flat_map(|place| folder::files(&folder::workspace(place), "")) {
        let text = folder::text(&file);
        found.extend(words.iter().filter(|word| occurs(&text, word)).map(|word| format!("{}: {word}", file.display())));
        let name = model.provider.package.name.wire.split('-').next().unwrap_or_default();
        found.extend(text.to_lowercase().contains(name).then(|| format!("{}: {name}", file.display())));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Returns the tests that belong to the shipped spec, according to CONTRIBUTING.md.
fn of_the_shipped_spec() -> BTreeSet<String> {
    let page = folder::text(&folder::workspace("CONTRIBUTING.md"));
    let (_, list) =
        page.split_once("figures in their code:").expect("CONTRIBUTING.md should contain the list of tests");
    let list = list.split_once('.').map_or(list, |(list, _)| list);
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Checks that only these tests mention names from the shipped spec, because a team with another spec keeps all other
/// tests.
#[test]
fn only_tests_of_the_shipped_spec_name_what_is_in_it() {
    let model = folder::shipped();
    let (words, package) = (words(&model), &model.provider.package.name.wire);
    // These words are also terms of the toolkit. The name of the package is allowed as a dependency, because tests use
    // the same name for any crate.
    let common = ["Authentication", "authentication"];
    let listed = of_the_shipped_spec();
    let folder = folder::workspace("tests/tests");
    let mut naming: BTreeSet<String> = BTreeSet::new();
    let mut wrong = Vec::new();
    for file in folder::files(&folder, ".rs") {
        let path = file.strip_prefix(&folder).expect("the file should be in the folder").to_string_lossy().into_owned();
        let target = path.split(['/', '.']).next().unwrap_or_default().to_owned();
        let text = folder::text(&file).replace(&package.replace('-', "_"), "");
        for word in words.iter().filter(|word| !common.contains(&word.as_str()) && occurs(&text, word)) {
            if !listed.contains(&target) {
                wrong.push(format!("{path}: {word}"));
            }
            naming.insert(target.clone());
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(listed.is_superset(&naming) && naming.len() > 5, "{naming:?}");
    let unknown: Vec<&String> = listed
        .iter()
        .filter(|name| !folder.join(name).is_dir() && !folder.join(format!("{name}.rs")).is_file())
        .collect();
    assert!(unknown.is_empty(), "CONTRIBUTING.md lists tests that do not exist: {unknown:?}");
}
