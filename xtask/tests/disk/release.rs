//! Tests a release with every kind of odd file at every location that it writes: either all files are written, or none.
//! The table of all commands covers the files that it reads.

use std::fs;
use std::sync::mpsc;

use xtask::release::{Options, plan};
use xtask::root::Root;

use crate::sync::contents;
use crate::world::{ALL, Odd, TIME, World, copy};

const PLACES: &[&str] = &["spec/provider.yaml", "CHANGELOG.md", "Cargo.lock", "generated", "generated/catalog.json"];

/// Returns whether a release succeeds despite an odd file.
fn goes_on(place: &str, odd: Odd) -> bool {
    match odd {
        // The odd name is next to the path, so it only matters in folders that are read completely.
        Odd::Name => !place.starts_with("generated/"),
        // Links are rejected, even if their targets are inside the project.
        Odd::LinkInside => false,
        Odd::Folder => place == "generated" || place == "generated/catalog.json",
        _ => false,
    }
}

#[test]
fn a_release_writes_everything_or_nothing_whatever_is_in_its_way() {
    let mut wrong = Vec::new();
    let mut refused = 0;
    for place in PLACES {
        for odd in ALL {
            let world = World::new();
            let provider = world.project.join("spec/provider.yaml");
            let text = fs::read_to_string(&provider).expect("it exists");
            fs::write(&provider, format!("{text}# One more line.\n")).expect("the folder should be writable");
            copy(&world.project.join("spec"), &world.project.join("earlier"));
            let timing = world.project.join("spec/timing.yaml");
            let text = fs::read_to_string(&timing).expect("it exists");
            assert!(text.contains("[15, 45, 120]"), "the polling delays are not the expected ones: {text}");
            fs::write(&timing, text.replace("[15, 45, 120]", "[15, 45]")).expect("the folder should be writable");
            let options = Options {
                from: Some(world.project.join("earlier").to_string_lossy().into_owned()),
                today: Some("2026-11-25".to_owned()),
                ..Options::default()
            };
            let root = Root::above(&world.project).expect("the project should contain a spec");
            let plan = plan(&options, &root, false).unwrap_or_else(|error| panic!("{error:#}"));
            let plan = plan.expect("there should be changes to release");
            world.spoil(*odd, &world.project.join(place));
            let (before, outside) = (contents_but_large(&world, *odd), contents(&world.outside));
            let (sender, receiver) = mpsc::channel();
            std::thread::spawn(move || {
                let mut told = Vec::new();
                let result = plan.write(&mut told).map_err(|error| format!("{error:#}"));
                let _ = sender.send(result);
            });
            let what = format!("{odd:?} at {place}");
            match receiver.recv_timeout(TIME) {
                Err(_) => wrong.push(format!("{what}: the release hangs")),
                Ok(Ok(())) if !goes_on(place, *odd) => wrong.push(format!("{what}: the release succeeded")),
                Ok(Ok(())) => {}
                Ok(Err(said)) => {
                    refused += 1;
                    let name = place.rsplit('/').next().expect("the path should have a file name");
                    if !said.contains(name) && *odd != Odd::Name {
                        wrong.push(format!("{what}: the message does not mention the file: {said}"));
                    }
                    if contents_but_large(&world, *odd) != before {
                        wrong.push(format!("{what}: a file was changed; output: {said}"));
                    }
                }
            }
            if contents(&world.outside) != outside {
                wrong.push(format!("{what}: a file outside the project was changed"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} went wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(refused > 30, "{refused}");
}

/// Returns the contents of all files in the project, or `None` if one of them is huge.
fn contents_but_large(world: &World, odd: Odd) -> Option<std::collections::BTreeMap<String, String>> {
    (odd != Odd::Huge).then(|| contents(&world.project))
}
