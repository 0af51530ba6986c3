//! Formatting: takes a tree of generated files, gives it with its Rust files laid out as `cargo fmt` lays them out.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::tree::Tree;

/// The style of this repository, so that `cargo fmt --check` and the generator cannot disagree.
const STYLE: &str = include_str!("../../rustfmt.toml");

/// Runs rustfmt once over all Rust files of the tree. If it fails, so does this, with its message.
pub fn format(tree: &mut Tree) -> Result<()> {
    // `cargo fmt` lets this variable name another rustfmt, and so do we.
    let rustfmt = std::env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into());
    format_with(&rustfmt, tree)
}

/// Like [`format()`], with this rustfmt.
pub fn format_with(rustfmt: &OsStr, tree: &mut Tree) -> Result<()> {
    let files: Vec<String> =
        tree.iter().map(|(path, _)| path).filter(|path| path.ends_with(".rs")).map(str::to_owned).collect();
    if files.is_empty() {
        return Ok(());
    }
    let folder = tempfile::tempdir().context("cannot make a temporary folder to format in")?;
    write(folder.path(), tree).context("cannot write the files to format")?;
    run(rustfmt, folder.path(), &roots(tree, &files))?;
    for path in files {
        let formatted = fs::read_to_string(folder.path().join(&path)).context("cannot read a formatted file")?;
        tree.replace(&path, formatted);
    }
    Ok(())
}

/// rustfmt takes the style from the nearest `rustfmt.toml`, so those of the tree matter as well.
fn write(folder: &Path, tree: &Tree) -> io::Result<()> {
    fs::write(folder.join("rustfmt.toml"), STYLE)?;
    for (path, contents) in tree.iter() {
        if path.ends_with(".rs") || path.ends_with("rustfmt.toml") {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, contents)?;
        }
    }
    Ok(())
}

fn run(rustfmt: &OsStr, folder: &Path, roots: &[&str]) -> Result<()> {
    let output = Command::new(rustfmt)
        .args(["--edition", "2024", "--color", "never", "--"])
        .args(roots)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output();
    let output = match output {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("rustfmt is missing; run `rustup component add rustfmt`")
        }
        other => other.context("cannot run rustfmt")?,
    };
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        // rustfmt names files with and without symbolic links, and nobody can open them after this.
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        let message = message.replace(&format!("{}/", real.display()), "");
        let message = message.replace(&format!("{}/", folder.display()), "");
        bail!("rustfmt refused the generated code ({})\n{}", output.status, message.trim_end());
    }
    Ok(())
}

/// The files to name to rustfmt: it formats modules along with the file that declares them, and would do so twice.
fn roots<'a>(tree: &Tree, files: &'a [String]) -> Vec<&'a str> {
    let mut children = BTreeSet::new();
    for file in files {
        let source = tree.get(file).unwrap_or_default();
        for name in source.lines().filter_map(declared_module) {
            let folder = module_folder(file);
            children.insert(format!("{folder}{name}.rs"));
            children.insert(format!("{folder}{name}/mod.rs"));
        }
    }
    files.iter().map(String::as_str).filter(|file| !children.contains(*file)).collect()
}

/// The name in a line such as `pub(crate) mod name;`.
fn declared_module(line: &str) -> Option<&str> {
    let (before, name) = line.strip_suffix(';')?.rsplit_once("mod ")?;
    let declares = before.is_empty() || (before.starts_with("pub") && before.ends_with(' '));
    (declares && !name.contains(|c: char| !c.is_alphanumeric() && c != '_')).then_some(name)
}

/// Where the modules lie that a file declares, with a `/` at the end.
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
    use super::{format, format_with, roots};
    use crate::tree::Tree;

    fn tree(files: &[(&str, &str)]) -> Tree {
        Tree::new(files.iter().map(|(path, contents)| ((*path).into(), (*contents).into()))).expect("paths are safe")
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
        format(&mut tree).expect("rustfmt takes it");
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
        let files: Vec<String> =
            tree.iter().map(|(path, _)| path.into()).filter(|p: &String| p.ends_with("rs")).collect();
        assert_eq!(roots(&tree, &files), ["a/src/bin/a.rs", "a/src/lib.rs", "a/src/tests.rs"]);
    }

    #[test]
    fn the_style_of_the_repository_is_kept() {
        let line = format!("fn f({}) {{}}\n", "a: Argument, ".repeat(8).trim_end_matches(", "));
        let mut tree = tree(&[("lib.rs", &line)]);
        format(&mut tree).expect("rustfmt takes it");
        assert_eq!(tree.get("lib.rs"), Some(line.as_str()), "a line of 110 columns stays whole");
    }

    #[test]
    fn a_refusal_names_the_file_below_the_output_folder() {
        let mut tree = tree(&[("a/src/lib.rs", "fn {"), ("a/tests/t.rs", "fn  t( ) { }")]);
        let message = format!("{:#}", format(&mut tree).expect_err("it is no Rust"));
        assert!(message.contains("--> a/src/lib.rs:1:"), "{message}");
    }

    #[test]
    fn a_missing_rustfmt_tells_how_to_get_it() {
        let mut tree = tree(&[("lib.rs", "")]);
        let error = format_with("no-such-rustfmt".as_ref(), &mut tree).expect_err("there is none");
        assert!(error.to_string().contains("rustup component add rustfmt"), "{error}");
    }
}
