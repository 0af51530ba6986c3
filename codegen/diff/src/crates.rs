//! Finds changes in the crate that come from the generator or the runtime instead of the spec. It compares the public
//! items of both checked-in crates with those of the crates that the current generator builds from both specs.
//!
//! The spec explains an item if both checked-in crates contain it exactly as the current generator builds it. Every
//! other difference is reported.

use std::collections::{BTreeMap, BTreeSet};
use verispec_model::change::crates::{ADDED, CHANGED, REMOVED};

use super::api::{Api, Item, Member};
use super::change::Change;
use super::listed;
use super::place::SpecPlace;

/// The public items of a spec's crate, as checked in and as generated now.
#[derive(Debug, Clone, Copy)]
pub struct Crate<'a> {
    /// The crate that is checked in with the spec.
    pub kept: &'a Api,
    /// The crate that the current generator builds from the spec.
    pub made: &'a Api,
}

/// The crates of the older and the newer spec.
#[derive(Debug, Clone, Copy)]
struct Pair<'a> {
    old: Crate<'a>,
    new: Crate<'a>,
}

/// The changes in an item, by the names of its parts.
#[derive(Debug, Default)]
struct Parts {
    gone: Vec<String>,
    changed: Vec<(String, String, String)>,
    fresh: Vec<String>,
}

/// Adds the changes in the crates to those of the specs, and removes changes that are not visible in the crates.
pub fn with_crates(changes: Vec<Change>, old: Crate<'_>, new: Crate<'_>) -> Vec<Change> {
    let pair = Pair { old, new };
    let mut all: Vec<Change> = changes.into_iter().filter(|change| !pair.is_of_the_crate(change)).collect();
    for change in &mut all {
        // For all other functions, a changed signature is reported as a changed declaration.
        change.functions.retain(|function| pair.follows_from_the_spec(&function.path));
    }
    pair.collect(&mut all);
    super::sort(&mut all);
    all
}

impl Pair<'_> {
    /// Returns whether the specs alone do not explain the change of a function: either both crates contain the same
    /// function, or the generator has changed it too. In the second case, its declaration is reported instead.
    fn is_of_the_crate(&self, change: &Change) -> bool {
        change.function.as_ref().is_some_and(|path| !self.follows_from_the_spec(path))
    }

    fn collect(&self, all: &mut Vec<Change>) {
        let (before, after) = (&self.old.kept.items, &self.new.kept.items);
        let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect::<BTreeSet<_>>().into_iter().collect();
        paths.sort_by_key(|path| (path.matches("::").count(), path.len()));
        let homes: BTreeSet<&str> = after.values().map(|item| item.home.as_str()).collect();
        let (mut told, mut fresh) = (BTreeSet::new(), BTreeMap::<String, Vec<&str>>::new());
        for path in paths {
            let (was, is) = (before.get(path), after.get(path));
            // Reports each item once, under its shortest path. A path that was removed while others still lead to the
            // item is reported individually.
            let home = (was.map(|item| item.home.as_str()), is.map(|item| item.home.as_str()));
            let is_elsewhere = is.is_none() && home.0.is_some_and(|home| homes.contains(home));
            if was == is || self.follows_from_the_spec(path) || !told.insert(home) && !is_elsewhere {
                continue;
            }
            match (was, is) {
                (Some(was), Some(is)) => self.item(path, was, is, all),
                (Some(was), None) => {
                    let message = format!("The crate no longer has `{path}` ({}).", was.file);
                    all.push(Change::new(&REMOVED, message).was(&place(path), path));
                }
                (None, _) => {
                    let module = path.rsplit_once("::").map_or("", |(module, _)| module);
                    fresh.entry(module.to_owned()).or_default().push(path);
                }
            }
        }
        for (module, paths) in fresh {
            let names: Vec<String> =
                paths.iter().map(|path| path.rsplit("::").next().unwrap_or(path).to_owned()).collect();
            let (shown, place) = match module.as_str() {
                "" => ("The crate".to_owned(), SpecPlace::file("crate")),
                module => (format!("`{module}`"), place(module)),
            };
            all.push(Change::new(&ADDED, format!("{shown} has {}.", quoted(&names))).is(&place, listed(paths)));
        }
    }

    /// Returns whether both crates contain the item as the current generator builds it from their specs.
    fn follows_from_the_spec(&self, path: &str) -> bool {
        let is_as_made = |side: Crate<'_>| side.kept.items.get(path) == side.made.items.get(path);
        is_as_made(self.old) && is_as_made(self.new)
    }

    fn item(&self, path: &str, was: &Item, is: &Item, all: &mut Vec<Change>) {
        let mut parts = Parts::default();
        if was.signature != is.signature {
            parts.changed.push((String::new(), was.signature.clone(), is.signature.clone()));
        }
        let names: BTreeSet<&String> = was.members.keys().chain(is.members.keys()).collect();
        for name in names.into_iter().filter(|name| !self.member_follows(path, name)) {
            parts.member(name, was.members.get(name), is.members.get(name));
        }
        let (file, place) = (&is.file, place(path));
        if !parts.gone.is_empty() {
            let names = quoted(&parts.gone);
            let message = format!("`{path}` ({file}) no longer has {names}.");
            all.push(
                Change::new(&REMOVED, message)
                    .was(&place, listed(parts.gone.iter().map(String::as_str)))
                    .is(&place, ""),
            );
        }
        if !parts.changed.is_empty() {
            let told: Vec<String> = parts
                .changed
                .iter()
                .map(|(name, was, is)| match name.as_str() {
                    "" => format!("it was `{was}` and is now `{is}`"),
                    name => format!("`{name}` was `{was}` and is now `{is}`"),
                })
                .collect();
            let message = format!("The declaration of `{path}` ({file}) changed: {}.", told.join("; "));
            let side = |pick: fn(&(String, String, String)) -> &String| {
                listed(parts.changed.iter().map(|part| pick(part).as_str()))
            };
            all.push(Change::new(&CHANGED, message).at(&place, side(|part| &part.1), side(|part| &part.2)));
        }
        if !parts.fresh.is_empty() {
            let names = quoted(&parts.fresh);
            let message = format!("`{path}` ({file}) now has {names}.");
            all.push(Change::new(&ADDED, message).is(&place, listed(parts.fresh.iter().map(String::as_str))));
        }
    }

    fn member_follows(&self, path: &str, name: &str) -> bool {
        let member = |api: &Api| api.items.get(path).and_then(|item| item.members.get(name)).cloned();
        let is_as_made = |side: Crate<'_>| member(side.kept) == member(side.made);
        is_as_made(self.old) && is_as_made(self.new)
    }
}

impl Parts {
    fn member(&mut self, name: &str, was: Option<&Member>, is: Option<&Member>) {
        let text = |member: Option<&Member>| member.map_or_else(String::new, |member| member.text.clone());
        match (was, is) {
            (Some(before), Some(after)) if before != after => {
                self.changed.push((name.to_owned(), text(was), text(is)));
            }
            (Some(before), None) if before.is_whole => {
                self.changed.push((name.to_owned(), text(was), "not visible to programs".to_owned()));
            }
            (Some(_), None) => self.gone.push(name.to_owned()),
            // Programs cannot depend on the complete content of an item that was not fully visible to them.
            (None, Some(after)) if !after.is_whole => self.fresh.push(name.to_owned()),
            _ => {}
        }
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    listed(names.iter().map(String::as_str))
}

fn place(path: &str) -> SpecPlace {
    SpecPlace::file("crate").key(path)
}
