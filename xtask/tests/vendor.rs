//! Tests copies of the crate: a copy compiles in an empty cargo project, and edits are detected and preserved.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::root::{Root, toolkit};
use xtask::vendor::{Options, run};
use xtask::{Console, Outcome};

fn vendor(dir: &Path, check: bool) -> (Outcome, String) {
    vendored(&Options { dir: dir.to_path_buf(), check, ..Options::default() })
}

fn verified(dir: &Path) -> (Outcome, String) {
    vendored(&Options { dir: dir.to_path_buf(), verify: true, ..Options::default() })
}

/// Runs the command, and returns its exit status and output.
fn vendored(options: &Options) -> (Outcome, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, color: false };
    let outcome = run(options, &mut console).unwrap_or_else(|error| panic!("{error:#}"));
    (outcome, format!("{}{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&err)))
}

/// Creates a cargo project in a temporary folder, and returns the folder for the copy in it.
fn project() -> (tempfile::TempDir, PathBuf) {
    let project = tempfile::tempdir().expect("a temporary folder");
    let copy = project.path().join("vendor/bindings");
    (project, copy)
}

#[test]
fn a_copy_builds_in_a_project_of_its_own() {
    let (project, copy) = project();
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    let manifest = fs::read_to_string(copy.join("Cargo.toml")).expect("the copy should have a manifest");
    let name = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = "))
        .expect("the manifest should have a name")
        .trim_matches('"');
    let manifest = format!(
        "[package]\nname = \"app\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\n{name} = {{ path = \"vendor/bindings\" }}\n"
    );
    let source =
        format!("fn main() {{\n    println!(\"{{}}\", {}::model::MODEL.provider);\n}}\n", name.replace('-', "_"));
    fs::create_dir(project.path().join("src")).expect("a new folder");
    fs::write(project.path().join("Cargo.toml"), manifest).expect("a new file");
    fs::write(project.path().join("src/main.rs"), source).expect("a new file");
    // Uses the versions in this workspace, which are available offline because this test was compiled with them.
    fs::copy(toolkit().expect("this checkout").join("Cargo.lock"), project.path().join("Cargo.lock"))
        .expect("a lock file");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["check", "--offline", "--quiet"])
        .current_dir(project.path())
        .env("CARGO_TARGET_DIR", project.path().join("target"))
        .output()
        .expect("cargo runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

#[test]
fn an_edited_file_is_found_and_never_overwritten() {
    let (_project, copy) = project();
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    assert_eq!(vendor(&copy, true).0, Outcome::Fine, "a new copy is current");
    let edited = copy.join("src/lib.rs");
    fs::write(&edited, "// mine\n").expect("the file should be writable");
    let (outcome, told) = vendor(&copy, true);
    assert_eq!(outcome, Outcome::Findings);
    assert!(told.contains("edited") && told.contains("src/lib.rs"), "{told}");
    let (outcome, told) = vendor(&copy, false);
    assert_eq!(outcome, Outcome::Findings);
    assert!(told.contains("src/lib.rs") && told.contains("nothing was written"), "{told}");
    assert_eq!(fs::read_to_string(&edited).expect("the file should still exist"), "// mine\n");
    fs::remove_file(&edited).expect("the file should still exist");
    assert_eq!(vendor(&copy, false).0, Outcome::Fine, "missing files must be written again");
    assert_eq!(vendor(&copy, true).0, Outcome::Fine);
}

#[test]
fn a_file_that_was_never_written_by_us_is_kept() {
    let (_project, copy) = project();
    fs::create_dir_all(copy.join("src")).expect("a new folder");
    fs::write(copy.join("Cargo.toml"), "[package]\n").expect("a new file");
    fs::write(copy.join("src/mine.rs"), "").expect("a new file");
    let (outcome, told) = vendor(&copy, false);
    assert_eq!(outcome, Outcome::Findings);
    assert!(told.contains("foreign") && told.contains("Cargo.toml") && !told.contains("mine.rs"), "{told}");
    fs::remove_file(copy.join("Cargo.toml")).expect("the file should still exist");
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    assert!(copy.join("src/mine.rs").exists());
}

#[test]
fn a_check_names_every_file_that_is_not_of_the_copy() {
    let (_project, copy) = project();
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    // Files of cargo and git in the folder are not part of the crate.
    fs::write(copy.join("Cargo.lock"), "version = 4\n").expect("a new file");
    fs::create_dir_all(copy.join("target/debug")).expect("a new folder");
    fs::write(copy.join("target/CACHEDIR.TAG"), "Signature").expect("a new file");
    fs::write(copy.join(".git"), "gitdir: ../../.git/modules/bindings\n").expect("a new file");
    assert_eq!(vendor(&copy, true).0, Outcome::Fine);
    let extra = [
        ".cargo/config.toml",
        "benches/b.rs",
        "build.rs",
        "examples/e.rs",
        "notes.txt",
        "src/bin/x.rs",
        "src/extra.rs",
        "tests/t.rs",
    ];
    for path in extra {
        let path = copy.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, "").expect("a new file");
    }
    let (outcome, told) = vendor(&copy, true);
    assert_eq!(outcome, Outcome::Findings);
    let named: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("foreign  ")).collect();
    assert!(named.len() == extra.len() && named.iter().zip(extra).all(|(named, path)| named.ends_with(path)), "{told}");
    assert!(told.contains("move foreign and edited files out of the folder"), "{told}");
    // Updating the copy preserves foreign files, and following the advice works.
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    for path in extra {
        fs::remove_file(copy.join(path)).expect("the file should have been kept");
    }
    assert_eq!(vendor(&copy, true).0, Outcome::Fine);
}

#[test]
fn an_outdated_copy_is_told_and_replaced() {
    let (_project, copy) = project();
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    // Simulates a copy from an older spec, with a file that the crate no longer has, and a file whose contents differ.
    let sums = fs::read_to_string(copy.join("CHECKSUMS")).expect("checksums");
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let old: String =
        sums.lines()
            .map(|line| {
                if line.ends_with("  src/model.rs") { format!("{empty}  src/model.rs\n") } else { format!("{line}\n") }
            })
            .chain([format!("{empty}  src/gone.rs\n")])
            .collect();
    fs::write(copy.join("CHECKSUMS"), old).expect("the file should be writable");
    fs::write(copy.join("src/model.rs"), "").expect("the file should be writable");
    fs::write(copy.join("src/gone.rs"), "").expect("a new file");
    let (outcome, told) = vendor(&copy, true);
    assert_eq!(outcome, Outcome::Findings);
    assert!(told.contains("outdated") && told.contains("src/model.rs") && told.contains("gone     "), "{told}");
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    assert!(!copy.join("src/gone.rs").exists());
    assert_eq!(fs::read_to_string(copy.join("CHECKSUMS")).expect("checksums"), sums);
}

/// Copies the generated crate like `cp -r`.
fn copied_by_hand(copy: &Path) -> PathBuf {
    let root = Root::find().expect("this checkout");
    let manifest = |folder: &PathBuf| folder.join("Cargo.toml").is_file();
    let folders = fs::read_dir(root.generated())
        .expect("the checkout should have generated files")
        .flatten()
        .map(|entry| entry.path());
    let generated = folders.into_iter().find(manifest).expect("the generated files should contain a crate");
    fs::create_dir_all(copy.parent().expect("a folder")).expect("a new folder");
    let copied = Command::new("cp").arg("-r").args([&generated, &copy.to_path_buf()]).status().expect("cp runs");
    assert!(copied.success());
    generated
}

#[test]
fn a_copy_made_by_hand_is_taken_over() {
    let (_project, copy) = project();
    copied_by_hand(&copy);
    let (outcome, told) = vendor(&copy, true);
    assert_eq!(outcome, Outcome::Findings);
    assert!(told.contains("outdated ") && !told.contains("foreign") && told.contains("README.md"), "{told}");
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    assert!(fs::read_to_string(copy.join("README.md")).expect("it exists").contains("## Provenance"));
    assert_eq!(vendor(&copy, true).0, Outcome::Fine);
    // Copies the crate again, over the files that are now recorded in `CHECKSUMS`.
    let generated = copied_by_hand(&copy.with_file_name("again"));
    fs::copy(generated.join("README.md"), copy.join("README.md")).expect("the folder should be writable");
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    assert_eq!(vendor(&copy, true).0, Outcome::Fine);
}

#[test]
fn what_was_edited_in_a_copy_made_by_hand_is_named_and_kept() {
    let (_project, copy) = project();
    copied_by_hand(&copy);
    for path in ["src/lib.rs", "README.md"] {
        let text = fs::read_to_string(copy.join(path)).expect("it exists");
        fs::write(copy.join(path), format!("{text}// mine\n")).expect("the folder should be writable");
        let (outcome, told) = vendor(&copy, false);
        assert_eq!(outcome, Outcome::Findings);
        assert!(told.contains("foreign") && told.contains(path) && told.contains("nothing was written"), "{told}");
        assert!(fs::read_to_string(copy.join(path)).expect("it exists").ends_with("// mine\n"));
        fs::write(copy.join(path), text).expect("the folder should be writable");
    }
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
}

#[test]
fn a_copy_is_judged_by_itself() {
    let (_project, copy) = project();
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    let (outcome, told) = verified(&copy);
    assert_eq!(outcome, Outcome::Fine, "{told}");
    assert!(told.contains("not compared with a spec; the SHA-256 of CHECKSUMS is "), "{told}");
    // Files of cargo and git in the folder are not part of the crate.
    fs::write(copy.join("Cargo.lock"), "version = 4\n").expect("a new file");
    assert_eq!(verified(&copy).0, Outcome::Fine);
    for stray in ["build.rs", "src/extra.rs", ".cargo/config.toml", "src/bin/x.rs"] {
        let path = copy.join(stray);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(&path, "").expect("a new file");
        let (outcome, told) = verified(&copy);
        assert_eq!(outcome, Outcome::Findings, "{stray}");
        assert!(told.starts_with("foreign ") && told.contains(stray), "{told}");
        fs::remove_file(path).expect("it exists");
    }
    let lib = copy.join("src/lib.rs");
    let text = fs::read_to_string(&lib).expect("it exists");
    // Line endings do not count as edits, because git may have converted them.
    fs::write(&lib, text.replace('\n', "\r\n")).expect("the folder should be writable");
    assert_eq!(verified(&copy).0, Outcome::Fine);
    fs::write(&lib, format!("{text}// mine\n")).expect("the folder should be writable");
    let (outcome, told) = verified(&copy);
    assert!(outcome == Outcome::Findings && told.starts_with("edited ") && told.contains("src/lib.rs"), "{told}");
    fs::remove_file(&lib).expect("it exists");
    let (outcome, told) = verified(&copy);
    assert!(outcome == Outcome::Findings && told.starts_with("missing ") && told.contains("src/lib.rs"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_link_in_a_copy_is_refused() {
    let (project, copy) = project();
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    std::os::unix::fs::symlink("lib.rs", copy.join("src/other.rs")).expect("a new link");
    let (outcome, told) = verified(&copy);
    assert!(outcome == Outcome::Findings && told.starts_with("foreign ") && told.contains("src/other.rs"), "{told}");
    fs::remove_file(copy.join("src/other.rs")).expect("it exists");
    let moved = project.path().join("lib.rs");
    fs::rename(copy.join("src/lib.rs"), &moved).expect("it exists");
    std::os::unix::fs::symlink(&moved, copy.join("src/lib.rs")).expect("a new link");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, color: false };
    let options = Options { dir: copy.clone(), verify: true, ..Options::default() };
    let refused = run(&options, &mut console).expect_err("a symbolic link to the same contents should be rejected");
    assert!(format!("{refused:#}").contains("src/lib.rs: is a symbolic link"), "{refused:#}");
}

#[test]
fn a_manifest_that_lets_cargo_find_more_is_told() {
    let (_project, copy) = project();
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    // Simulates an attacker who adds a build script and updates the checksum.
    let manifest = fs::read_to_string(copy.join("Cargo.toml")).expect("it exists");
    let opened = manifest.replace("build = false\n", "build = \"build.rs\"\n");
    let sums = fs::read_to_string(copy.join("CHECKSUMS")).expect("it exists");
    let sum = |text: &str| {
        fs::write(copy.join("Cargo.toml"), text).expect("the folder should be writable");
        let summed = Command::new("sha256sum")
            .arg("Cargo.toml")
            .current_dir(&copy)
            .output()
            .expect("`sha256sum` should be installed");
        String::from_utf8_lossy(&summed.stdout).into_owned()
    };
    let sums = sums.replace(&sum(&manifest), &sum(&opened));
    fs::write(copy.join("CHECKSUMS"), sums).expect("the folder should be writable");
    let (outcome, told) = verified(&copy);
    assert!(outcome == Outcome::Findings && told.contains("lacks `build = false`"), "{told}");
}

#[test]
fn a_downgrade_is_told() {
    let (_project, copy) = project();
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    let manifest = fs::read_to_string(copy.join("Cargo.toml")).expect("it exists");
    let version =
        manifest.lines().find(|line| line.starts_with("version = ")).expect("the manifest should have a version");
    let newer = manifest.replace(version, "version = \"99.0.0\"");
    fs::write(copy.join("Cargo.toml"), newer).expect("the folder should be writable");
    let (_, told) = vendor(&copy, true);
    assert!(told.contains("newer    the copy has version 99.0.0, the spec has version "), "{told}");
    let sums = fs::read_to_string(copy.join("CHECKSUMS")).expect("it exists");
    let lines = sums.lines().filter(|line| !line.ends_with("  Cargo.toml"));
    let summed = Command::new("sha256sum")
        .arg("Cargo.toml")
        .current_dir(&copy)
        .output()
        .expect("`sha256sum` should be installed");
    let sums = lines.fold(String::from_utf8_lossy(&summed.stdout).into_owned(), |sums, line| sums + line + "\n");
    fs::write(copy.join("CHECKSUMS"), sums).expect("the folder should be writable");
    let (outcome, told) = vendor(&copy, false);
    assert_eq!(outcome, Outcome::Fine);
    assert!(told.contains("had version 99.0.0, which is newer than the "), "{told}");
}

#[test]
fn a_copy_has_a_bill_of_materials() {
    let (_project, copy) = project();
    assert_eq!(vendor(&copy, false).0, Outcome::Fine);
    let text = fs::read_to_string(copy.join("sbom.cdx.json")).expect("it exists");
    let bom: serde_json::Value = serde_json::from_str(&text).expect("the bill of materials should be JSON");
    assert_eq!((bom["bomFormat"].as_str(), bom["specVersion"].as_str()), (Some("CycloneDX"), Some("1.5")));
    assert_eq!(
        (&bom["serialNumber"], &bom["metadata"]["timestamp"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    let names: Vec<&str> =
        bom["components"].as_array().expect("a list").iter().filter_map(|c| c["name"].as_str()).collect();
    assert_eq!(names, ["serde", "serde_json", "sha2"]);
    let read = cyclonedx_bom::prelude::Bom::parse_from_json(text.as_bytes())
        .expect("the bill of materials should be CycloneDX");
    let judged =
        cyclonedx_bom::validation::Validate::validate_version(&read, cyclonedx_bom::prelude::SpecVersion::V1_5);
    assert!(judged.passed(), "{judged:?}");
    let readme = fs::read_to_string(copy.join("README.md")).expect("it exists");
    let properties = bom["metadata"]["properties"].as_array().expect("a list");
    for property in properties {
        let value = property["value"].as_str().expect("a string");
        assert!(readme.contains(value), "the README lacks {value}");
    }
    assert!(properties.iter().any(|p| p["name"] == "verispec:generator"));
    // A copy from another commit of the generator is current if the crate is the same.
    let generator = properties.iter().find(|p| p["name"] == "verispec:generator").expect("it exists")["value"]
        .as_str()
        .expect("a string")
        .to_owned();
    let other = format!("Verispec 0.0.1, commit {}", "ab".repeat(20));
    let sums = fs::read_to_string(copy.join("CHECKSUMS")).expect("it exists");
    let mut sums: Vec<String> = sums.lines().map(str::to_owned).collect();
    for path in ["README.md", "sbom.cdx.json"] {
        let text = fs::read_to_string(copy.join(path)).expect("it exists").replace(&generator, &other);
        fs::write(copy.join(path), text.replace("\"version\": \"0.1.0\"\n", "\"version\": \"0.0.1\"\n"))
            .expect("the folder should be writable");
        let summed =
            Command::new("sha256sum").arg(path).current_dir(&copy).output().expect("`sha256sum` should be installed");
        let line = String::from_utf8_lossy(&summed.stdout).trim().to_owned();
        let listed = sums
            .iter_mut()
            .find(|line| line.ends_with(&format!("  {path}")))
            .expect("`CHECKSUMS` should list the file");
        *listed = line;
    }
    fs::write(copy.join("CHECKSUMS"), sums.join("\n") + "\n").expect("the folder should be writable");
    let (outcome, told) = vendor(&copy, true);
    assert_eq!(outcome, Outcome::Fine, "{told}");
}
