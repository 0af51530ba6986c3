//! Tests `fmt`: formats specs and scrambled copies of them, and checks that the formatting is restored and nothing else
//! changes.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::root::Root;
use xtask::{Outcome, fmt};

use super::{Said, copy, harbor, said, sources};

fn shipped() -> PathBuf {
    Root::find().expect("this checkout").spec().to_path_buf()
}

fn format(spec: &Path, check: bool) -> Said {
    let options = fmt::Options { check, spec: Some(spec.to_path_buf()) };
    said(|console| fmt::run(&options, console))
}

/// Creates a spec with one file.
fn single(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.yaml"), text).expect("the folder should be writable");
    folder
}

fn formatted(text: &str) -> String {
    let folder = single(text);
    let said = format(folder.path(), false);
    assert_eq!(said.outcome, Ok(Outcome::Fine), "{}", said.err);
    fs::read_to_string(folder.path().join("a.yaml")).expect("the file should be readable")
}

/// Changes the formatting of YAML: doubles the indentation, adds blank lines and spaces, uses single quotes, and adds
/// spaces to flow lists. Line endings are unchanged, because the tests of a checkout cover them.
fn scrambled(text: &str) -> String {
    let mut out = String::new();
    let mut kept = false;
    for line in text.lines() {
        // Skips the value below this comment, because `fmt` does not change its formatting.
        kept = line.trim() == "# keep-layout" || (kept && (line.starts_with([' ', ']']) || line == "values:"));
        let content = line.trim_start();
        let indent = if kept { 1 } else { 2 } * (line.len() - content.len());
        out.push_str(&" ".repeat(indent));
        match content.strip_prefix("- ") {
            _ if kept => out.push_str(content),
            Some(item) if !item.starts_with("- ") => out.push_str(&format!("-   {}", wide(item))),
            _ => out.push_str(&wide(content)),
        }
        // Adds trailing spaces only to lines that are not indented. Indented lines may belong to a multi-line string,
        // in which spaces are significant.
        out.push_str(if kept || line.starts_with(' ') { "\n" } else { "  \n" });
        if content.is_empty() {
            out.push_str("\n\n");
        }
    }
    out
}

/// Adds spaces to a flow list, and replaces double quotes with single quotes.
fn wide(content: &str) -> String {
    let Some((key, value)) = content.split_once(": ") else { return content.to_owned() };
    let plain = |text: &str| !text.contains(['"', '\'', '#', '{']);
    if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')).filter(|list| plain(list)) {
        return format!("{key}:   [ {} ]", list.replace(", ", " ,    "));
    }
    let quoted = value.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match quoted.filter(|text| !text.contains(['"', '\'', '\\'])) {
        Some(text) => format!("{key}:   '{text}'"),
        None => content.to_owned(),
    }
}

#[test]
fn the_specs_of_this_repository_are_formatted() {
    for spec in [shipped(), harbor()] {
        let said = format(&spec, true);
        assert_eq!(said.outcome, Ok(Outcome::Fine), "{}{}", said.out, said.err);
    }
}

#[test]
fn a_scrambled_copy_comes_back_byte_for_byte() {
    for spec in [shipped(), harbor()] {
        let copy = copy(&spec);
        let mut changed = 0;
        for (_, file) in sources(&spec).iter() {
            let text = String::from_utf8(file.bytes.clone()).expect("spec files should be UTF-8");
            let other = scrambled(&text);
            changed += usize::from(other != text);
            fs::write(copy.path().join(&file.path), other).expect("the folder should be writable");
        }
        assert_eq!(changed, sources(&spec).iter().count(), "every file must be scrambled");
        assert_eq!(format(copy.path(), true).outcome, Ok(Outcome::Findings));
        let said = format(copy.path(), false);
        assert_eq!(said.outcome, Ok(Outcome::Fine), "{}", said.err);
        for ((id, before), (_, after)) in sources(&spec).iter().zip(sources(copy.path()).iter()) {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            assert_eq!(text(&after.bytes), text(&before.bytes), "{} ({id:?})", before.path);
        }
    }
}

#[test]
fn what_is_formatted_once_stays_as_it_is() {
    let layouts = [
        "a:    [ 1,2 ,   3 ]   # trailing\n\n\n# two\nb:\n    -   x: 1\n        y: 'it'\n    # three\n    -   x: \"it's\"\n",
        "z: {  a : 1,\n   b: [1,\n   2] }\nc:\n- 1\n- 2\n# after\nd: >-\n     text\n     more\n\ne: |\n     text\n       more\n",
        "h:\n - - 1\n   - 2\n -\n   k: 1\n -\n   # inner\n   k: 2\n# end\n",
        "# only a comment above\n\nlong: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccccc, ddddddddddd]\n",
    ];
    for layout in layouts {
        let once = formatted(layout);
        assert_ne!(once, layout, "formatting must change this layout");
        assert_eq!(formatted(&once), once);
    }
}

#[test]
fn comments_survive_in_their_places() {
    let before = "# head\na:   1   # beside a\n\n\n# above b\nb:\n    # first in b\n    -   1 # beside 1\n    # above 2\n    -   2\n# end\n";
    let after =
        "# head\na: 1 # beside a\n\n# above b\nb:\n  # first in b\n  - 1 # beside 1\n  # above 2\n  - 2\n# end\n";
    assert_eq!(formatted(before), after);
}

#[test]
fn a_comment_keeps_a_layout() {
    let kept = "z: 0\n# keep-layout\na:\n  [\n    1, 2,\n    3, 4,\n  ]\n";
    assert_eq!(formatted(&format!("{kept}b:   1\n")), format!("{kept}b: 1\n"));
}

#[test]
fn spellings_that_mean_something_are_kept() {
    let text = "a: \"012\"\nb: \"no\"\nc: 1.5\nd: \"1.10\"\ne: ~\nf: \"\"\ng: 'say \"x\"'\nh: \"a\\tb\"\ni: |-\n  text\n    more\n";
    let data = |text: &str| -> serde_yaml::Value { serde_yaml::from_str(text).expect("the text should be valid YAML") };
    assert_eq!(data(&formatted(text)), data(text));
}

#[test]
fn a_file_whose_meaning_would_change_is_left_alone() {
    let text = "a:   1\nb: |+\n  the blank line belongs to the text\n\n";
    let folder = single(text);
    let said = format(folder.path(), false);
    assert_eq!(said.outcome, Ok(Outcome::Findings));
    assert!(said.err.contains("a.yaml: formatting would change the content of the file; "), "{}", said.err);
    assert_eq!(fs::read_to_string(folder.path().join("a.yaml")).expect("the file should be readable"), text);
}

#[test]
fn a_file_that_is_no_yaml_is_reported_and_left_alone() {
    let folder = copy(&harbor());
    let (broken, untidy) = (folder.path().join("lists/ports.yaml"), folder.path().join("files.yaml"));
    let text = fs::read_to_string(&untidy).expect("the file should be readable");
    fs::write(&untidy, format!("{text}\n\n\n")).expect("the folder should be writable");
    fs::write(&broken, "a: [1\nb:   2\n").expect("the folder should be writable");
    let said = format(folder.path(), false);
    assert_eq!(said.outcome, Ok(Outcome::Findings));
    assert!(said.err.contains("error[yaml-syntax]"), "{}", said.err);
    assert_eq!(fs::read_to_string(&broken).expect("the file should be readable"), "a: [1\nb:   2\n");
    assert_eq!(
        fs::read_to_string(&untidy).expect("the file should be readable"),
        text,
        "the other files must still be formatted"
    );
}

#[test]
fn check_names_the_line_and_writes_nothing() {
    let folder = single("a: 1\nb:   2\n");
    let said = format(folder.path(), true);
    assert_eq!(said.outcome, Ok(Outcome::Findings));
    assert!(said.out.contains("a.yaml:2: not formatted\nrun `cargo xtask fmt --spec "), "{}", said.out);
    assert_eq!(
        fs::read_to_string(folder.path().join("a.yaml")).expect("the file should be readable"),
        "a: 1\nb:   2\n"
    );
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_refused_before_anything_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = single("a:   1\n");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("b.yaml"), "b:   1\n").expect("the folder should be writable");
    fs::write(path("c.yaml"), "c: 1\n").expect("the folder should be writable");
    let mode = |name: &str, mode| {
        fs::set_permissions(path(name), fs::Permissions::from_mode(mode))
            .expect("changing the permissions should succeed")
    };
    let text = |name: &str| fs::read_to_string(path(name)).expect("the file should be readable");
    mode("b.yaml", 0o444);
    let error = format(folder.path(), false).outcome.expect_err("formatting a read-only file should fail");
    assert!(error.contains("b.yaml: is read-only; make it writable") && !error.contains("a.yaml"), "{error}");
    assert_eq!((text("a.yaml").as_str(), text("b.yaml").as_str()), ("a:   1\n", "b:   1\n"));
    // Checks that following the advice makes the file formattable and preserves permissions. A read-only file that is
    // already formatted is not an error.
    mode("b.yaml", 0o640);
    mode("c.yaml", 0o444);
    assert_eq!(format(folder.path(), false).outcome, Ok(Outcome::Fine));
    assert_eq!((text("a.yaml").as_str(), text("b.yaml").as_str()), ("a: 1\n", "b: 1\n"));
    assert_eq!(fs::metadata(path("b.yaml")).expect("it exists").permissions().mode() & 0o777, 0o640);
}
