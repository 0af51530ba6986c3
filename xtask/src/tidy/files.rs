//! Checks the rule about disk access: Rust files of `xtask` may access the disk only through the module `disk`.

use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, ExprMethodCall, ItemFn, ItemMod, ItemUse, Macro, Meta, Path, UseTree};

use super::{Finding, SourceText};

/// The exceptions to the rule: the `disk` module, and the launcher, which is built without dependencies.
const HOMES: &[&str] = &["xtask/src/disk/", "xtask/launcher/src/disk.rs"];

/// The path prefixes of functions that access the disk.
const PATHS: &[&str] = &[
    "std::fs",
    "std::os::unix::fs",
    "std::os::windows::fs",
    "cap_std",
    "cap_fs_ext",
    "rustix",
    "tempfile::Builder",
    "tempfile::NamedTempFile",
    "tempfile::tempfile_in",
    "tempfile::tempdir_in",
];

/// Methods of the standard library's paths that access the disk.
const METHODS: &[&str] = &[
    "canonicalize",
    "exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "metadata",
    "read_dir",
    "read_link",
    "symlink_metadata",
    "try_exists",
];

pub(super) fn check(file: &SourceText, findings: &mut Vec<Finding>) {
    let path = file.path.as_str();
    let is_ours = path.starts_with("xtask/src/") || path.starts_with("xtask/launcher/src/");
    let is_home = HOMES.iter().any(|home| path.starts_with(home));
    if !is_ours || !path.ends_with(".rs") || is_home || file.name() == "tests.rs" {
        return;
    }
    let mut parsed = match syn::parse_file(&file.text) {
        Ok(parsed) => parsed,
        Err(error) => return findings.push(file.finding(1, format!("cannot be parsed: {error}"))),
    };
    let mut visitor = Visitor::default();
    visitor.visit_file_mut(&mut parsed);
    visitor.found.sort();
    visitor.found.dedup();
    for found in visitor.found {
        let reason =
            format!("`{found}` accesses the disk; use the module `disk`, which does not follow links out of a folder");
        findings.push(file.finding(line_of(file, &found), reason));
    }
}

/// Returns the first line that could contain the violation. `syn` has no line numbers, unless a feature is enabled that
/// would slow down the generator, which shares the dependency.
fn line_of(file: &SourceText, found: &str) -> usize {
    let code = || file.lines().filter(|(_, text)| !text.trim_start().starts_with("//"));
    let word = found.rsplit("::").next().unwrap_or(found);
    let line = |wanted: &str| code().find(|(_, text)| text.contains(wanted)).map(|(line, _)| line);
    line(found).or_else(|| line(word)).unwrap_or(1)
}

#[derive(Default)]
struct Visitor {
    found: Vec<String>,
}

impl Visitor {
    fn path(&mut self, path: &str) {
        let inside = |forbidden: &&&str| path == **forbidden || path.starts_with(&format!("{forbidden}::"));
        if let Some(forbidden) = PATHS.iter().find(inside) {
            self.found.push((*forbidden).to_owned());
        }
    }

    fn tree(&mut self, tree: &UseTree, before: &str) {
        let joined = |name: &dyn ToString| match before {
            "" => name.to_string(),
            before => format!("{before}::{}", name.to_string()),
        };
        match tree {
            UseTree::Path(path) => self.tree(&path.tree, &joined(&path.ident)),
            UseTree::Name(name) if name.ident == "self" => self.path(before),
            UseTree::Name(name) => self.path(&joined(&name.ident)),
            // An alias for the standard library would hide which parts of it are used.
            UseTree::Rename(rename) if before.is_empty() && rename.ident == "std" => self.found.push("std".to_owned()),
            UseTree::Rename(rename) if rename.ident == "self" => self.path(before),
            UseTree::Rename(rename) => self.path(&joined(&rename.ident)),
            UseTree::Glob(_) => self.path(before),
            UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(item, before)),
        }
    }
}

impl VisitMut for Visitor {
    fn visit_item_mod_mut(&mut self, item: &mut ItemMod) {
        if !is_test(&item.attrs) {
            visit_mut::visit_item_mod_mut(self, item);
        }
    }

    fn visit_item_fn_mut(&mut self, item: &mut ItemFn) {
        if !is_test(&item.attrs) {
            visit_mut::visit_item_fn_mut(self, item);
        }
    }

    fn visit_item_use_mut(&mut self, item: &mut ItemUse) {
        self.tree(&item.tree, "");
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.path(&names.join("::"));
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        let name = call.method.to_string();
        if METHODS.contains(&name.as_str()) {
            self.found.push(format!(".{name}("));
        }
        visit_mut::visit_expr_method_call_mut(self, call);
    }

    /// Checks the arguments of a macro. They are not parsed, so their words are checked individually.
    fn visit_macro_mut(&mut self, item: &mut Macro) {
        let words = item.tokens.to_string().replace(' ', "");
        for path in PATHS.iter().filter(|path| words.contains(&format!("{path}::"))) {
            self.found.push((*path).to_owned());
        }
        for method in METHODS.iter().map(|method| format!(".{method}(")).filter(|method| words.contains(method)) {
            self.found.push(method);
        }
        visit_mut::visit_macro_mut(self, item);
    }
}

/// Returns whether an item is compiled only for tests, which are exempt from the rule.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        Meta::NameValue(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::SourceText;
    use super::check;

    fn found(path: &str, text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        check(&SourceText { path: path.into(), text: format!("//! x\n{text}") }, &mut findings);
        findings
            .iter()
            .map(|finding| finding.to_string().split(" accesses").next().unwrap_or_default().into())
            .collect()
    }

    #[test]
    fn every_way_to_the_disk_is_found() {
        for (code, expected) in [
            ("use std::fs;", "`std::fs`"),
            ("use std::{fs as disk, io};", "`std::fs`"),
            ("use std::fs::File;", "`std::fs`"),
            ("use std as s;", "`std`"),
            ("use std::os::unix::fs::symlink;", "`std::os::unix::fs`"),
            ("fn f() { std::fs::write(\"a\", \"\").ok(); }", "`std::fs`"),
            ("fn f(file: std::fs::File) {}", "`std::fs`"),
            ("fn f() { println!(\"{:?}\", std::fs::read(\"a\")); }", "`std::fs`"),
            ("fn f(p: &Path) -> bool { p.exists() }", "`.exists(`"),
            ("fn f(p: &Path) { assert!(p.is_dir()); }", "`.is_dir(`"),
            ("fn f(p: &Path) { let all = p.read_dir(); }", "`.read_dir(`"),
            ("use cap_std::fs::Dir;", "`cap_std`"),
            ("use tempfile::NamedTempFile;", "`tempfile::NamedTempFile`"),
        ] {
            assert_eq!(found("xtask/src/a.rs", code), [format!("xtask/src/a.rs:2: {expected}")], "{code}");
        }
    }

    #[test]
    fn what_goes_through_the_module_and_what_tests_do_is_fine() {
        let uses = "use std::path::Path;\nuse crate::disk::Folder;\nfn f() { tempfile::tempdir().ok(); }";
        assert!(found("xtask/src/a.rs", uses).is_empty());
        assert!(found("xtask/src/a.rs", "#[cfg(test)]\nmod tests { use std::fs; }").is_empty());
        for path in ["xtask/src/disk/a.rs", "xtask/launcher/src/disk.rs", "xtask/tests/a.rs", "codegen/src/a.rs"] {
            assert!(found(path, "use std::fs;").is_empty(), "{path}");
        }
        assert_eq!(found("xtask/launcher/src/main.rs", "use std::fs;").len(), 1);
    }
}
