//! Checks that each invalid file or folder ends the run within a second of CPU time, and is reported with its location
//! and the reason.

use std::fs;
use std::path::Path;
use std::time::Duration;

use verispec_tests::folder;

use xtask::Console;
use xtask::generate;

use super::work::work;

/// The time limit, which is higher for builds without optimization.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

/// Copies the harbor's spec, damages it, and returns the output of `generate`, which must not write any files.
fn report(spoil: impl Fn(&Path)) -> String {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let spec = parent.path().join("spec");
    folder::write(&folder::spec(&folder::cases("specs/harbor")), &spec);
    spoil(&spec);
    let (said, spent) = work(|| run(&spec, &parent.path().join("out")));
    assert!(!parent.path().join("out").exists(), "the output folder was created: {said}");
    assert!(spent < LIMIT, "the command took {spent:?} to report: {said:.1000}");
    said
}

fn run(spec: &Path, out: &Path) -> String {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut stdout, err: &mut stderr, color: false };
    let options = generate::Options { spec: Some(spec.into()), out: Some(out.into()), ..generate::Options::default() };
    match generate::run(&options, &mut console) {
        Ok(_) => String::from_utf8_lossy(&stderr).into_owned(),
        Err(error) => format!("{error:#}"),
    }
}

/// Checks that the harbor's spec is rejected if its timing file has these contents, with a message that contains this
/// string.
fn refused(contents: &[u8], words: &str) {
    let said = report(|spec| fs::write(spec.join("timing.yaml"), contents).expect("the folder should be writable"));
    assert!(said.contains("timing.yaml") && said.contains(words), "the report should contain `{words}`: {said:.1000}");
}

#[test]
fn alias_bombs_are_refused_at_their_anchors() {
    let mut bomb = "a0: &a0 [x, x]\n".to_owned();
    for level in 1..60 {
        bomb += &format!("a{level}: &a{level} [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}]\n", level - 1);
    }
    refused(bomb.as_bytes(), "error[anchor]");
}

#[test]
fn nesting_without_end_is_refused() {
    for open in ["[", "{a: ", "- ", "? ", "{", "[[{a: [", "!x [", "&x [", "\"a\": ["] {
        let said = report(|spec| {
            fs::write(spec.join("timing.yaml"), open.repeat(100_000.min(LARGEST / open.len())))
                .expect("the folder should be writable")
        });
        assert!(said.contains("timing.yaml") && said.contains("error["), "{open:?}: {said:.1000}");
    }
    let maps: String = (0..1000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    refused(maps.as_bytes(), "error[too-deep]");
    let maps: String = (0..100_000).map(|level| format!("{}a:\n", " ".repeat(level % 1000))).collect();
    refused(maps.as_bytes(), "timing.yaml");
    refused("]".repeat(100_000).as_bytes(), "error[yaml-syntax]");
}

/// The maximum size of a spec file in bytes.
const LARGEST: usize = xtask::disk::MAX_BYTES as usize;

/// Repeats a string to nearly the maximum size of a file.
fn filled(with: &str) -> String {
    with.repeat((LARGEST - 4096) / with.len())
}

#[test]
fn large_files_and_long_lines_are_refused_or_read() {
    refused(&vec![b'a'; 10 * 1024 * 1024], "is larger than");
    refused(&vec![b'a'; LARGEST], "error[wrong-type]");
    refused(&vec![b'\t'; LARGEST], "error[tab]");
    refused(&vec![0; LARGEST], "error[hidden-character]");
    refused(&vec![0xFF; LARGEST], "error[not-utf8]");
    let keys: String = (0..30_000).map(|number| format!("key{number}: x\n")).collect();
    refused(keys.as_bytes(), "error[unknown-key]");
    refused(filled("a: x\n").as_bytes(), "error[duplicate-key]");
    refused(format!("{{{}}}", filled("a: x, ")).as_bytes(), "error[duplicate-key]");
    refused(format!("[{}]", filled("012, ")).as_bytes(), "error[wrong-type]");
    refused(filled("- &a x\n").as_bytes(), "error[anchor]");
    refused(filled("--- x\n").as_bytes(), "error[second-document]");
    let delays = format!("delays_seconds: [{}]", filled("-1, "));
    let said = report(|spec| {
        let path = spec.join("timing.yaml");
        let text = fs::read_to_string(&path).expect("it exists").replace("delays_seconds: [15, 45, 120]", &delays);
        fs::write(path, text).expect("the folder should be writable");
    });
    assert!(said.contains("error[wrong-value]"), "{said:.1000}");
}

#[test]
fn numbers_that_do_not_fit_are_refused() {
    for number in [
        "1e999",
        "-1",
        "4294967296",
        "1234567890123456789012345678901234567890",
        "1.5",
        "0x10",
        "1_000",
        ".inf",
        ".nan",
    ] {
        let said = report(|spec| {
            let path = spec.join("timing.yaml");
            let text = fs::read_to_string(&path).expect("it exists").replace("[15, 45, 120]", &format!("[{number}]"));
            fs::write(path, text).expect("the folder should be writable");
        });
        assert!(said.contains("timing.yaml:") && said.contains(number), "{said}");
    }
}

#[test]
fn files_that_are_no_plain_yaml_are_refused() {
    for (contents, words) in [
        ("", "error[empty-file]"),
        ("\n\n# nothing\n", "error[empty-file]"),
        ("---\n", "error[wrong-type]"),
        ("\u{feff}a: 1\n", "error[hidden-character]"),
        ("a: \u{202e}b\n", "error[hidden-character]"),
        ("a: \"\\u202e\"\n", "error[hidden-character]"),
        ("a: \"\\0\"\n", "error[hidden-character]"),
        ("a: b\rc: d\r", "error[hidden-character]"),
        ("a: \0\n", "error[hidden-character]"),
        ("a: \u{1b}[31mred\n", "error[hidden-character]"),
        ("%YAML 1.1\n---\na: no\n", "timing.yaml"),
        ("%TAG ! tag:x,2000:\n---\n!y a\n", "error[tag]"),
        ("%YAML 9.9\n%YAML 9.9\n---\n", "timing.yaml"),
        ("a: *b\n", "timing.yaml"),
        ("<<: {a: b}\n", "error[merge-key]"),
        ("? [a, b]\n: c\n", "error[complex-key]"),
        ("\"\\xZZ\": a\n", "error[yaml-syntax]"),
        ("'", "error[yaml-syntax]"),
        ("|9", "timing.yaml"),
    ] {
        refused(contents.as_bytes(), words);
    }
    refused(b"a: \xC3\x28\n", "error[not-utf8]");
    refused(b"a: \xED\xA0\x80\n", "error[not-utf8]");
}

#[test]
fn files_from_windows_mean_the_same() {
    let harbor = folder::spec(&folder::cases("specs/harbor"));
    let files = harbor.iter().map(|(_, file)| {
        let text = String::from_utf8_lossy(&file.bytes).replace('\n', "\r\n");
        verispec_codegen::source::SourceFile { path: file.path.clone(), bytes: text.into_bytes() }
    });
    let windows = verispec_codegen::source::SourceMap::new(files.collect());
    let files = |sources| verispec_codegen::generate(sources).map(|output| output.files).ok();
    assert!(files(&windows).is_some_and(|windows| Some(windows) == files(&harbor)));
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused() {
    let said = report(|spec| {
        fs::remove_file(spec.join("timing.yaml")).expect("it exists");
        fs::create_dir(spec.join("timing.yaml")).expect("the folder should be writable");
    });
    assert!(said.contains("timing.yaml"), "{said}");
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::report;

    #[test]
    fn links_in_a_circle_are_refused() {
        let said = report(|spec| symlink(spec, spec.join("rules/again")).expect("the folder should be writable"));
        assert!(said.contains("rules/again"), "{said}");
        let said = report(|spec| symlink("loop.yaml", spec.join("loop.yaml")).expect("the folder should be writable"));
        assert!(said.contains("loop.yaml"), "{said}");
    }

    #[test]
    fn what_is_no_file_is_refused_without_reading_it() {
        let said = report(|spec| {
            symlink("/dev/zero", spec.join("rules/endless.yaml")).expect("the folder should be writable")
        });
        assert!(said.contains("rules/endless.yaml"), "{said}");
        let said = report(|spec| {
            let made = Command::new("mkfifo").arg(spec.join("rules/pipe.yaml")).status();
            assert!(made.is_ok_and(|status| status.success()), "the command `mkfifo` is required");
        });
        assert!(said.contains("rules/pipe.yaml"), "{said}");
    }

    #[test]
    fn names_that_would_confuse_a_terminal_are_refused() {
        let said = report(|spec| {
            fs::write(spec.join("rules/a\u{1b}[2Jb\n.yaml"), "a: b").expect("the folder should be writable")
        });
        assert!(said.contains("rules/a") && !said.contains('\u{1b}'), "{said:?}");
    }

    #[test]
    fn a_missing_permission_is_told() {
        let readable = std::cell::Cell::new(false);
        let said = report(|spec| {
            let path = spec.join("provider.yaml");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o0))
                .expect("changing the permissions should succeed");
            // Root can read every file, so the test then provokes another error.
            readable.set(fs::read(&path).is_ok());
            if readable.get() {
                fs::remove_file(path).expect("removing the file should succeed");
            }
        });
        assert!(said.contains(if readable.get() { "missing-file" } else { "make it readable" }), "{said}");
    }
}
