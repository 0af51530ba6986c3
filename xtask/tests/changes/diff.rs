//! Tests `cargo xtask diff`: checks the output and the exit status for folders and revisions.

use std::fs;
use std::path::Path;

use verispec_codegen::source::SourceMap;
use xtask::diff::{Format, Options, run};
use xtask::revision::{self, Repository as Revisions};
use xtask::{Console, Outcome, generate};

use super::repository::Repository;

/// Runs `diff`, and returns the exit status and the output, or the error if it cannot run.
fn compared(options: &Options) -> Result<(Outcome, String, String), String> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = run(options, &mut Console { out: &mut out, err: &mut err, color: false });
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output should be UTF-8");
    outcome.map(|outcome| (outcome, text(out), text(err))).map_err(|error| format!("{error:#}"))
}

/// Two folders with a spec before and after an edit.
struct Folders {
    old: Repository,
    new: Repository,
}

impl Folders {
    fn new() -> Self {
        Self { old: Repository::new(), new: Repository::new() }
    }

    fn options(&self) -> Options {
        let path = |repository: &Repository| repository.path("spec").display().to_string();
        Options {
            old: path(&self.old),
            new: path(&self.new),
            today: Some("2026-11-25".to_owned()),
            ..Options::default()
        }
    }
}

#[test]
fn the_exit_code_says_whether_something_breaks() {
    let folders = Folders::new();
    assert_eq!(compared(&folders.options()).expect("it runs").0, Outcome::Fine);
    folders.new.edit("spec/lists/harbour_codes.yaml", "values: [", "values: [ZZZZ, ");
    assert_eq!(compared(&folders.options()).expect("it runs").0, Outcome::Fine);
    folders.new.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    let (outcome, text, _) = compared(&folders.options()).expect("it runs");
    assert_eq!(outcome, Outcome::Findings);
    assert!(text.contains("breaking[lifetime-changed]"), "{text}");
    assert!(text.contains("1 breaking, 1 compatible, 0 docs only"), "{text}");
}

#[test]
fn with_require_bump_it_says_whether_the_version_carries_it() {
    let folders = Folders::new();
    folders.new.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    let options = Options { require_bump: true, ..folders.options() };
    let (outcome, _, told) = compared(&options).expect("it runs");
    assert_eq!(outcome, Outcome::Findings);
    assert!(told.contains("set package.version in provider.yaml to 0.2.0 or higher"), "{told}");
    folders.new.edit("spec/provider.yaml", "\"0.1.0\"", "\"0.1.1\"");
    assert_eq!(compared(&options).expect("it runs").0, Outcome::Findings);
    folders.new.edit("spec/provider.yaml", "\"0.1.1\"", "\"0.2.0\"");
    assert_eq!(compared(&options).expect("it runs").0, Outcome::Fine);
}

#[test]
fn what_is_allowed_breaks_nothing_until_its_day() {
    let folders = Folders::new();
    folders.new.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    let file = folders.new.path("allowed.yaml");
    let entry = "- change: lifetime-changed\n  what: \"timing: lifetimes.pass.default\"\n  reason: Agreed.\n  until: 2026-12-31\n";
    fs::write(&file, entry).expect("a new file");
    let options = Options { allow: Some(file), ..folders.options() };
    assert_eq!(compared(&options).expect("it runs").0, Outcome::Fine);
    assert_eq!(compared(&Options { require_bump: true, ..options.clone() }).expect("it runs").0, Outcome::Fine);
    let error = compared(&Options { today: Some("2027-01-01".to_owned()), ..options.clone() })
        .expect_err("an expired allowance should be rejected");
    assert!(error.contains("this allowance expired on 2026-12-31"), "{error}");
    for day in ["tomorrow", "2026-02-31", "2026-2-1", ""] {
        let error = compared(&Options { today: Some(day.to_owned()), ..options.clone() })
            .expect_err("an invalid date should be rejected");
        assert!(error.contains(&format!("`{day}` is not a valid date")), "{error}");
    }
}

#[test]
fn every_format_tells_the_same_changes() {
    let folders = Folders::new();
    folders.new.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    let told = |format| compared(&Options { format, ..folders.options() }).expect("it runs").1;
    let sentence = "The default of the lifetime `pass` is now 30 minutes.";
    for format in [Format::Text, Format::Json, Format::Markdown, Format::Migration] {
        assert!(told(format).contains(sentence), "{}", told(format));
    }
}

#[test]
fn a_revision_is_read_without_checking_it_out() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    let files = |spec: &SourceMap| spec.iter().map(|(_, file)| file.clone()).collect::<Vec<_>>();
    let revisions = Revisions::of(&repository.path("spec")).expect("a repository");
    let read = |name: &str| revision::read(name, &revisions).unwrap_or_else(|error| panic!("{error:#}"));
    let folder = xtask::read::read(&repository.path("spec")).expect("a spec");
    let tagged = read("v0.1.0");
    assert_eq!(files(&folder).len(), files(&tagged).len());
    let differing = files(&folder).into_iter().zip(files(&tagged)).filter(|(is, was)| is != was);
    assert_eq!(differing.map(|(is, _)| is.path).collect::<Vec<_>>(), ["timing.yaml"]);
    assert_eq!(files(&tagged), files(&read("v0.1.0:spec")));
    assert_eq!(files(&tagged), files(&read("HEAD:/spec/")));
    assert!(repository.text("spec/timing.yaml").contains("30m"), "comparing must not change the folder");
}

#[test]
fn what_cannot_be_read_is_told_with_the_way_out() {
    let repository = Repository::new();
    let revisions = Revisions::of(&repository.path("spec")).expect("a repository");
    let refused =
        |name: &str| format!("{:#}", revision::read(name, &revisions).expect_err("the revision should be rejected"));
    assert!(
        refused("nowhere").contains("has no revision `nowhere`; it has no tags yet, so pass a commit such as HEAD")
    );
    repository.git(&["tag", "v0.1.0"]);
    assert!(refused("v0.0.1").contains("its newest tags are v0.1.0"), "{}", refused("v0.0.1"));
    assert!(refused("HEAD:nowhere").contains("pass it as HEAD:path"));
    assert!(refused("--version").contains("is not a folder or a revision"));
    assert!(refused("HEAD:").contains("is not a folder or a revision"));
    fs::write(repository.path("spec/notes.txt"), "x").expect("a new file");
    repository.commit();
    assert!(refused("HEAD").contains("notes.txt of `HEAD` is not a .yaml file"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let error = Revisions::of(folder.path()).expect_err("no repository");
    assert!(format!("{error:#}").contains("is not in a git repository; pass folders"), "{error:#}");
}

#[test]
fn a_spec_with_mistakes_is_compared_as_far_as_its_names_lead() {
    let folders = Folders::new();
    folders.new.edit("spec/timing.yaml", "[GATHERED, LAPSED]", "[LAPSED]");
    let (outcome, text, note) =
        compared(&folders.options()).expect("comparing specs should succeed despite errors that do not affect names");
    assert_eq!(outcome, Outcome::Findings);
    assert!(text.contains("breaking[state-transitions-changed]"), "{text}");
    assert!(note.contains("NEW is compared despite its errors (1)"), "{note}");
    folders.new.edit("spec/timing.yaml", "default: 45m", "default: soon");
    let error = compared(&folders.options()).expect_err("comparing a spec with this error should fail");
    assert!(error.contains("NEW has errors") && error.contains("malformed-duration"), "{error}");
    let missing = Options { old: Path::new("/nowhere").display().to_string(), ..folders.options() };
    assert!(
        compared(&missing).expect_err("comparing with a missing folder should fail").contains("OLD cannot be read")
    );
}

#[test]
fn what_the_generator_changes_is_told_where_a_crate_is_kept_and_missed_where_none_is() {
    let repository = Repository::new();
    let spec = repository.path("spec");
    let options = |format| Options {
        old: "HEAD".to_owned(),
        new: spec.display().to_string(),
        today: Some("2026-11-25".to_owned()),
        format,
        ..Options::default()
    };
    let told = |format| compared(&options(format)).expect("it runs");
    for format in [Format::Text, Format::Markdown, Format::Migration] {
        let (outcome, text, _) = told(format);
        assert_eq!(outcome, Outcome::Fine);
        assert!(text.contains("the crates are not compared, because OLD has no crate at HEAD:generated/"), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&told(Format::Json).1).expect("JSON");
    assert_eq!(json["crate"]["compared"], false);

    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, color: false };
    let generated = generate::Options { spec: Some(spec.clone()), ..generate::Options::default() };
    assert_eq!(generate::run(&generated, &mut console).expect("it generates"), Outcome::Fine);
    repository.commit();
    let (outcome, text, _) = told(Format::Text);
    assert_eq!((outcome, text.starts_with("0 breaking, 0 compatible, 0 docs only\n")), (Outcome::Fine, true), "{text}");
    assert!(!text.contains("not compared"), "{text}");

    // Simulates an older generator, which generated a function that no longer exists and one with a different argument.
    repository.edit(
        "generated/harbour-flows/src/runtime/judging/report.rs",
        "impl Report {\n",
        "impl Report {\n    /// Rings.\n    pub fn toll(&self) {}\n\n",
    );
    repository.commit();
    let (outcome, text, _) = told(Format::Text);
    assert_eq!(outcome, Outcome::Findings);
    assert!(
        text.contains("breaking[crate-item-removed]: `Report` (src/runtime/judging/report.rs) no longer has `toll`."),
        "{text}"
    );
    assert!(text.contains("but must be 0.2.0 or higher"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&told(Format::Json).1).expect("JSON");
    assert_eq!((&json["crate"]["compared"], &json["changes"][0]["what"]), (&true.into(), &"crate: Report".into()));
    let text = told(Format::Migration).1;
    assert!(text.contains("- `Report::toll` was removed. Remove its uses."), "{text}");
    let text = told(Format::Markdown).1;
    assert!(text.contains("This concerns Rust programs only."), "{text}");
    // The date of a revision is the date of its commit. The date of a folder is the current date.
    let day = String::from_utf8(
        Revisions::of(&spec).expect("a repository").git(&["show", "-s", "--format=%cs"]).expect("a commit"),
    );
    let day = day.expect("a day");
    assert!(text.contains(&format!("Compares 0.1.0 ({}) with 0.1.0 (2026-11-25).", day.trim())), "{text}");
}
