//! Tests the spec of a second, fictional provider: its generated crate must compile and check payloads.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use verispec_codegen::source::SourceMap;
use verispec_tests::{folder, payload_case};
use xtask::{Console, Outcome, generate};

/// The name of the crate in the harbor's spec.
pub(crate) const CRATE: &str = "harbor-clearance";

/// Returns the folder of the crate, which is generated once for all tests.
fn generated() -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(generate_crate).clone()
}

/// Generates the output for the harbor's spec like `cargo xtask generate`, and returns the folder of the crate.
fn generate_crate() -> PathBuf {
    let (crate_folder, told) = generate_from(folder::cases("specs/harbor"), "harbor");
    assert_eq!(told, "", "a valid spec should not cause warnings");
    crate_folder
}

/// Generates into a folder with this name, and returns the folder of the crate and the printed output.
pub(crate) fn generate_from(spec: PathBuf, name: &str) -> (PathBuf, String) {
    let out_folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Removes the folder of an earlier run, because its additional files would count as manual edits.
    let manifest = out_folder.join(CRATE).join("Cargo.toml");
    if let Ok(text) = fs::read_to_string(&manifest) {
        fs::write(&manifest, text.trim_end_matches(ALONE)).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let options = generate::Options { spec: Some(spec), out: Some(out_folder.clone()), ..generate::Options::default() };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = generate::run(&options, &mut Console { out: &mut out, err: &mut err, color: false });
    let told = String::from_utf8_lossy(&err).into_owned();
    assert!(matches!(outcome, Ok(Outcome::Fine)), "{outcome:?}\n{told}");
    let crate_folder = out_folder.join(CRATE);
    stand_alone(&crate_folder.join("Cargo.toml"));
    (crate_folder, told)
}

/// The section in a manifest that makes a package a separate workspace.
const ALONE: &str = "\n[workspace]\n";

/// Adds a workspace section to the manifest, because the folder is inside this workspace, but the crate is not a
/// member.
fn stand_alone(manifest: &Path) {
    let text = folder::text(manifest) + ALONE;
    fs::write(manifest, text).unwrap_or_else(|error| panic!("{}: {error}", manifest.display()));
}

/// Runs cargo on the crate. It works offline, because the workspace has the same dependencies.
fn cargo(crate_folder: &Path, arguments: &[&str]) -> Output {
    cargo_into("harbor-target", crate_folder, arguments)
}

/// Runs cargo with a separate target folder of this name, because crates with the same name would overwrite each
/// other's programs.
pub(crate) fn cargo_into(target: &str, crate_folder: &Path, arguments: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join(target);
    Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet", "--features", "cli"])
        .current_dir(crate_folder)
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTFLAGS", "-Dwarnings")
        .output()
        .unwrap_or_else(|error| panic!("cannot run cargo: {error}"))
}

#[test]
fn its_crate_compiles_whole_and_by_workflow_and_passes_its_own_cases() {
    let crate_folder = generated();
    let linted = cargo(&crate_folder, &["clippy", "--all-targets"]);
    assert!(linted.status.success(), "{}", String::from_utf8_lossy(&linted.stderr));

    for feature in ["first-call", "return-call"] {
        let alone = cargo(&crate_folder, &["check", "--no-default-features", "--features", feature]);
        assert!(alone.status.success(), "{feature}: {}", String::from_utf8_lossy(&alone.stderr));
    }

    let page = folder::text(&crate_folder.with_file_name("docs").join("personal-data.md"));
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.iter().filter(|row| row.starts_with("| `captain.")).count(), 4, "{rows:#?}");
    assert_eq!(rows.iter().filter(|row| row.contains("| secret | the provider |")).count(), 3, "{rows:#?}");

    let built = cargo(&crate_folder, &["build"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("harbor-target/debug").join(CRATE);
    let cases = folder::cases("harbor_payloads");
    let checked = Command::new(program).args(["check", "--format", "json"]).arg(&cases).output();
    let checked = checked.unwrap_or_else(|error| panic!("cannot run the command: {error}"));
    assert_eq!(String::from_utf8_lossy(&checked.stderr), "");
    assert_eq!(checked.status.code(), Some(1), "some of the payloads should have errors, and all should be readable");
    let wrong = payload_case::compare(&cases, &String::from_utf8_lossy(&checked.stdout));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_spec_without_rules_gives_a_crate_without_warnings() {
    let spec = tempfile::tempdir().unwrap_or_else(|error| panic!("cannot create a temporary folder: {error}"));
    let harbor = folder::spec(&folder::cases("specs/harbor"));
    let kept = harbor.iter().map(|(_, file)| file.clone()).filter(|file| !file.path.starts_with("rules/"));
    folder::write(&SourceMap::new(kept.collect()), spec.path());
    let (crate_folder, _) = generate_from(spec.path().to_path_buf(), "harbor-without-rules");
    let linted = cargo(&crate_folder, &["clippy", "--all-targets"]);
    assert!(linted.status.success(), "{}", String::from_utf8_lossy(&linted.stderr));
}

/// Returns the expected compiler messages at the top of a program.
fn expected_warnings(case: &Path) -> Vec<String> {
    let text = folder::text(case);
    text.lines().filter_map(|line| line.strip_prefix("//! warning: ")).map(str::to_owned).collect()
}

#[test]
fn whoever_uses_what_its_spec_deprecates_is_told_what_to_use_instead() {
    let (crate_folder, case) = (generated(), folder::cases("deprecated/harbor.rs"));
    let user = Path::new(env!("CARGO_TARGET_TMPDIR")).join("harbor-user");
    fs::create_dir_all(&user).unwrap_or_else(|error| panic!("{}: {error}", user.display()));
    let manifest = format!(
        "[package]\nname = \"harbor-user\"\nedition = \"2024\"\n\n[dependencies]\n\
         {CRATE} = {{ path = {crate_folder:?} }}\n\n[[bin]]\nname = \"harbor-user\"\npath = {case:?}\n\n[workspace]\n"
    );
    fs::write(user.join("Cargo.toml"), manifest).unwrap_or_else(|error| panic!("{}: {error}", user.display()));
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--message-format=json"])
        .current_dir(&user)
        .env("CARGO_TARGET_DIR", user.join("target"))
        .env_remove("RUSTFLAGS")
        .output();
    let checked = checked.unwrap_or_else(|error| panic!("cannot run cargo: {error}"));
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let told = String::from_utf8_lossy(&checked.stdout).into_owned();
    let lines =
        told.lines().map(|line| serde_json::from_str(line).expect("each line of cargo's output should be JSON"));
    let warnings = lines.filter_map(|line: Value| line["message"]["message"].as_str().map(str::to_owned));
    let warnings: Vec<String> = warnings.filter(|message| message.starts_with("use of deprecated")).collect();
    let lines: Vec<String> = warnings.iter().map(|warning| format!("//! warning: {warning}")).collect();
    assert_eq!(warnings, expected_warnings(&case), "{} should say\n{}", case.display(), lines.join("\n"));
}

#[test]
fn every_rule_of_its_own_has_both_kinds_of_case() {
    let model = folder::sound(&folder::spec(&folder::cases("specs/harbor")));
    let own: BTreeSet<&str> = model.rules().map(|rule| rule.name.wire.as_str()).collect();
    let built_in = [
        "format",
        "max-items",
        "max-length",
        "maximum",
        "min-items",
        "min-length",
        "minimum",
        "multiple-of",
        "unknown-member",
        "wrong-type",
    ];
    let all: BTreeSet<&str> = own.into_iter().chain(built_in).collect();
    let wrong = payload_case::incomplete(&folder::cases("harbor_payloads"), &all);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
