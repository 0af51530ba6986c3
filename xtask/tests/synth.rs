//! Checks that synthetic specs of any size are valid, varied and deterministic.

use std::collections::BTreeSet;
use std::path::PathBuf;

use verispec_codegen::source::{SourceFile, SourceMap};
use xtask::synth::{Options, run, spec};
use xtask::{Console, read};

fn sources(workflows: u32) -> SourceMap {
    let files = spec(workflows).expect("the templates should be valid YAML");
    SourceMap::new(files.into_iter().map(|(path, text)| SourceFile { path, bytes: text.into_bytes() }).collect())
}

fn workflows(count: u32) -> Vec<(String, String)> {
    let files = spec(count).expect("the templates should be valid YAML");
    files.into_iter().filter(|(path, _)| path.starts_with("workflows/")).collect()
}

/// Uses a dozen workflows, because fewer would not use the entire vocabulary.
#[test]
fn specs_of_every_size_are_valid() {
    for count in [1, 2, 3, 12, 40, 1100] {
        let sources = sources(count);
        match verispec_codegen::load(&sources) {
            Ok((model, warnings)) => {
                let complete = count >= 12;
                assert!(!complete || warnings.is_empty(), "{count}:\n{}", warnings.render(&sources, false));
                assert_eq!(model.workflows.len(), count as usize);
            }
            Err(found) => panic!("{count}:\n{}", found.render(&sources, false)),
        }
    }
}

#[test]
fn no_two_workflows_are_alike() {
    let all = workflows(1000);
    let unlike: BTreeSet<String> = all
        .iter()
        .map(|(_, text)| {
            let shape = text.split("operations:").next().unwrap_or_default();
            shape.lines().skip(3).collect()
        })
        .collect();
    assert_eq!(all.len(), 1000);
    assert!(unlike.len() > 500, "{} shapes", unlike.len());
}

#[test]
fn a_small_spec_is_the_beginning_of_a_large_one() {
    let (small, large) = (workflows(10), workflows(100));
    assert!(small.iter().all(|file| large.contains(file)));
    assert_eq!(large, workflows(100));
}

#[test]
fn a_spec_is_written_to_an_empty_folder_only() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let out: PathBuf = parent.path().join("spec");
    let options = Options { workflows: 3, out: out.clone() };
    let (mut told, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut told, err: &mut err, color: false };
    let _ = run(&options, &mut console).expect("the folder should be empty");
    let written = read::read(&out).expect("the spec should have been written");
    assert_eq!(written.iter().count(), spec(3).expect("the templates should be valid YAML").len());
    let error = run(&options, &mut console).expect_err("a folder that is not empty should be rejected");
    assert!(error.to_string().contains("is not empty"), "{error}");
}
