//! Formats the Rust files of a generated tree as `cargo fmt` does.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use verispec_codegen::embedded;
use verispec_codegen::endings::Embedded;

use crate::disk::{self, Folder, Refusal};
use crate::tree::Tree;

/// The style of this repository, so that `cargo fmt --check` and the generator agree.
static STYLE: &Embedded = embedded!("../../rustfmt.toml");

/// The number of files per rustfmt run. For each file, rustfmt searches all files that it has read, and some systems
/// limit the length of a command.
const MOST: usize = 400;

/// Runs rustfmt on all Rust files of the tree. Fails with the message of rustfmt if it fails.
pub fn format(tree: &mut Tree) -> Result<()> {
    // As in `cargo fmt`, this variable selects another rustfmt.
    let rustfmt = std::env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into());
    format_with(&rustfmt, tree)
}

/// Formats the tree like [`format()`], with this rustfmt.
pub fn format_with(rustfmt: &OsStr, tree: &mut Tree) -> Result<()> {
    let files: Vec<String> =
        tree.iter().map(|(path, _)| path).filter(|path| path.ends_with(".rs")).map(str::to_owned).collect();
    if files.is_empty() {
        return Ok(());
    }
    let folder = tempfile::tempdir().context("cannot create a temporary folder for formatting")?;
    let (lists, others): (Vec<&str>, Vec<&str>) =
        files.iter().map(String::as_str).partition(|path| tree.get(path).is_some_and(declares_many));
    let opened = Folder::open(folder.path())?;
    write(&opened, tree, &lists).context("cannot write the files to format")?;
    run(rustfmt, folder.path(), &roots(tree, &others))?;
    let formatted = lists.iter().map(|path| alone(rustfmt, folder.path(), path, tree.get(path).unwrap_or_default()));
    let formatted: Vec<String> = formatted.collect::<Result<_>>()?;
    let mut files: Vec<(String, String)> = lists.into_iter().map(str::to_owned).zip(formatted).collect();
    for path in others {
        let formatted = opened.own_text(path).context("cannot read a formatted file")?;
        files.push((path.to_owned(), formatted));
    }
    tree.replace(files);
    Ok(())
}

/// Returns whether a file declares too many modules to be formatted together with them.
fn declares_many(source: &str) -> bool {
    source.lines().filter_map(declared_module).nth(MOST).is_some()
}

/// Writes the files to format. rustfmt takes the style from the nearest `rustfmt.toml`, so these files of the tree are
/// needed as well. Module lists are left empty, so that rustfmt does not follow them.
fn write(folder: &Folder, tree: &Tree, lists: &[&str]) -> Result<(), Refusal> {
    folder.write("rustfmt.toml", STYLE.text().as_bytes())?;
    for (path, contents) in tree.iter() {
        if path.ends_with(".rs") || path.ends_with("rustfmt.toml") {
            let contents = if lists.contains(&path) { "" } else { contents };
            folder.write(path, contents.as_bytes())?;
        }
    }
    Ok(())
}

/// Formats files in place, in chunks that run in parallel.
fn run(rustfmt: &OsStr, folder: &Path, roots: &[&str]) -> Result<()> {
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    for some in roots.chunks(MOST).collect::<Vec<_>>().chunks(at_once) {
        let running = some.iter().map(|roots| start(rustfmt, folder, roots, Stdio::null()));
        // All processes are started before waiting for the first one.
        let running: Vec<Child> = running.collect::<Result<_>>()?;
        for child in running {
            finish(child, folder)?;
        }
    }
    Ok(())
}

/// Formats a file without the modules that it declares. The file is passed on standard input, for which rustfmt does
/// not look for modules.
fn alone(rustfmt: &OsStr, folder: &Path, path: &str, source: &str) -> Result<String> {
    let beside = folder.join(path);
    let mut child = start(rustfmt, beside.parent().unwrap_or(folder), &[], Stdio::piped())?;
    let mut input = child.stdin.take().expect("standard input of rustfmt is piped");
    input.write_all(source.as_bytes()).with_context(|| format!("cannot pass {path} to rustfmt"))?;
    drop(input);
    let formatted = finish(child, folder).with_context(|| format!("in {path}"))?;
    String::from_utf8(formatted).with_context(|| format!("rustfmt did not return valid UTF-8 for {path}"))
}

fn start(rustfmt: &OsStr, folder: &Path, roots: &[&str], input: Stdio) -> Result<Child> {
    let child = Command::new(rustfmt)
        .args(["--edition", "2024", "--color", "never", "--"])
        .args(roots)
        .current_dir(folder)
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    match child {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("rustfmt is missing; run `rustup component add rustfmt`")
        }
        other => other.context("cannot run rustfmt"),
    }
}

/// Waits for rustfmt, and returns its standard output.
fn finish(child: Child, folder: &Path) -> Result<Vec<u8>> {
    let output = child.wait_with_output().context("cannot run rustfmt")?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        // Removes the temporary folder from the paths in the message, because its files no longer exist when the user
        // reads it. rustfmt writes paths both with and without symbolic links resolved.
        let real = disk::real(folder);
        let message = message.replace(&format!("{}/", real.display()), "");
        let message = message.replace(&format!("{}/", folder.display()), "");
        bail!("rustfmt rejected the generated code ({})\n{}", output.status, message.trim_end());
    }
    Ok(output.stdout)
}

/// Returns the files to pass to rustfmt. It formats modules together with the file that declares them, so passing the
/// modules as well would format them twice.
fn roots<'a>(tree: &Tree, files: &[&'a str]) -> Vec<&'a str> {
    let mut children = BTreeSet::new();
    for file in files {
        let source = tree.get(file).unwrap_or_default();
        for name in source.lines().filter_map(declared_module) {
            let folder = module_folder(file);
            children.insert(format!("{folder}{name}.rs"));
            children.insert(format!("{folder}{name}/mod.rs"));
        }
    }
    files.iter().copied().filter(|file| !children.contains(*file)).collect()
}

/// Returns the name in a line such as `pub(crate) mod name;`.
fn declared_module(line: &str) -> Option<&str> {
    let (before, name) = line.strip_suffix(';')?.rsplit_once("mod ")?;
    let declares = before.is_empty() || (before.starts_with("pub") && before.ends_with(' '));
    (declares && !name.contains(|c: char| !c.is_alphanumeric() && c != '_')).then_some(name)
}

/// Returns the folder of the modules that a file declares, ending in `/`.
fn module_folder(file: &str) -> String {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let crate_root = matches!(name, "lib.rs" | "main.rs" | "mod.rs") || folder.ends_with("/bin/");
    match name.strip_suffix(".rs") {
        Some(stem) if !crate_root => format!("{folder}{stem}/"),
        _ => folder,
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, format, format_with, roots};
    use crate::tree::Tree;

    fn tree(files: &[(&str, &str)]) -> Tree {
        Tree::new(files.iter().map(|(path, contents)| ((*path).into(), (*contents).into())))
            .expect("the paths of the test files are valid")
    }

    #[test]
    fn modules_are_formatted_with_their_parents_and_once() {
        let mut tree = tree(&[
            ("a/src/lib.rs", "pub  mod b;\nmod c ;\n pub(crate) mod d;\n"),
            ("a/src/b.rs", "pub mod x;\n"),
            ("a/src/b/x.rs", "fn  x( ) { }"),
            ("a/src/c/mod.rs", "fn  c( ) { }"),
            ("a/src/d.rs", "fn  d( ) { }"),
            ("a/tests/t.rs", "fn  t( ) { }"),
            ("a/README.md", "fn  t( ) { }"),
        ]);
        format(&mut tree).expect("rustfmt accepts the files");
        for path in ["a/src/b/x.rs", "a/src/c/mod.rs", "a/src/d.rs", "a/tests/t.rs"] {
            let contents = tree.get(path).unwrap_or_default();
            assert!(contents.ends_with("() {}\n"), "{path}: {contents}");
        }
        assert_eq!(tree.get("a/README.md"), Some("fn  t( ) { }"));
    }

    #[test]
    fn only_files_that_nobody_declares_are_roots() {
        let tree = tree(&[
            ("a/src/lib.rs", "mod b;\npub mod c;\n"),
            ("a/src/b.rs", "// mod tests;\n"),
            ("a/src/c.rs", ""),
            ("a/src/bin/a.rs", "mod d;\n"),
            ("a/src/bin/d.rs", ""),
            ("a/src/tests.rs", ""),
        ]);
        let files: Vec<&str> = tree.iter().map(|(path, _)| path).filter(|path| path.ends_with("rs")).collect();
        assert_eq!(roots(&tree, &files), ["a/src/bin/a.rs", "a/src/lib.rs", "a/src/tests.rs"]);
    }

    #[test]
    fn more_modules_than_rustfmt_takes_at_once_are_formatted_as_well() {
        let names: Vec<String> = (0..=MOST).map(|number| format!("m{number:04}")).collect();
        let list: String = names.iter().rev().map(|name| format!("pub mod {name};\n")).collect();
        let mut files = vec![
            ("a/src/lib.rs".to_owned(), "mod list;\nfn  lib( ) { }".to_owned()),
            ("a/src/list/mod.rs".to_owned(), format!("{list}fn  list( ) {{ }}")),
        ];
        files.extend(names.iter().map(|name| (format!("a/src/list/{name}.rs"), format!("fn  {name}( ) {{ }}"))));
        let mut tree = Tree::new(files).expect("the paths of the test files are valid");
        format(&mut tree).expect("rustfmt accepts the files");
        for name in ["lib", "list/m0000", "list/m0400"] {
            let contents = tree.get(&format!("a/src/{name}.rs")).unwrap_or_default();
            assert!(contents.ends_with("() {}\n"), "{name}: {contents}");
        }
        let list = tree.get("a/src/list/mod.rs").unwrap_or_default();
        assert!(list.starts_with("pub mod m0000;\npub mod m0001;\n"), "{list}");
        assert!(list.ends_with("pub mod m0400;\nfn list() {}\n"), "{list}");
    }

    #[test]
    fn the_style_of_the_repository_is_kept() {
        let line = format!("fn f({}) {{}}\n", "a: Argument, ".repeat(8).trim_end_matches(", "));
        let mut tree = tree(&[("lib.rs", &line)]);
        format(&mut tree).expect("rustfmt accepts the file");
        assert_eq!(tree.get("lib.rs"), Some(line.as_str()), "a line of 110 columns must not be wrapped");
    }

    #[test]
    fn a_refusal_names_the_file_below_the_output_folder() {
        let mut tree = tree(&[("a/src/lib.rs", "fn {"), ("a/tests/t.rs", "fn  t( ) { }")]);
        let message = format!("{:#}", format(&mut tree).expect_err("rustfmt must reject the file"));
        assert!(message.contains("--> a/src/lib.rs:1:"), "{message}");
    }

    #[test]
    fn a_missing_rustfmt_tells_how_to_get_it() {
        let mut tree = tree(&[("lib.rs", "")]);
        let error = format_with("no-such-rustfmt".as_ref(), &mut tree).expect_err("no-such-rustfmt must not exist");
        assert!(error.to_string().contains("rustup component add rustfmt"), "{error}");
    }
}
