//! Resolves the modules of a crate: finds every definition, and every path that programs can use for it.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Item, UseTree};

use super::signature::{defined, implemented, is_hidden, is_public, of_macro};
use super::spelling::spelled;
use super::{Item as Found, Member};
use verispec_text::file::File;

/// The path of a module in the crate.
type Way = Vec<String>;

/// The maximum length of a chain of re-exports. A longer chain is treated as a cycle.
const MOST_STEPS: usize = 16;

/// The modules and definitions of a crate.
#[derive(Debug, Default)]
pub(super) struct Modules {
    modules: BTreeMap<Way, Module>,
    /// The definitions, by module and name.
    definitions: BTreeMap<(Way, String), Found>,
}

/// The names that a module makes available.
#[derive(Debug, Default)]
struct Module {
    /// The names that programs can use wherever the module is visible.
    public: BTreeSet<String>,
    /// The submodules that programs can use wherever the module is visible.
    modules: BTreeSet<String>,
    /// The path that each name in a `use` declaration refers to, whether the declaration is public or not.
    uses: BTreeMap<String, Way>,
    /// The modules that are imported with a glob, and whether the glob is re-exported.
    globs: Vec<(Way, bool)>,
}

/// The target of a path.
enum Target {
    Module(Way),
    Definition(Way, String),
}

impl Modules {
    pub(super) fn read(files: &[File]) -> Result<Self, String> {
        let files: BTreeMap<&str, &str> =
            files.iter().map(|file| (file.path.as_str(), file.contents.as_str())).collect();
        let mut modules = Self::default();
        let mut implementations = Vec::new();
        modules.file(&files, "src/lib.rs", "src/", Vec::new(), &mut implementations)?;
        for (way, item) in implementations {
            modules.implement(&way, &item);
        }
        Ok(modules)
    }

    fn file(
        &mut self,
        files: &BTreeMap<&str, &str>,
        path: &str,
        folder: &str,
        way: Way,
        implementations: &mut Vec<(Way, syn::ItemImpl)>,
    ) -> Result<(), String> {
        let text = files.get(path).ok_or_else(|| format!("there is no {path}"))?;
        let parsed = syn::parse_file(text).map_err(|error| format!("{path} is not valid Rust: {error}"))?;
        let mut open = vec![(way, folder.to_owned(), parsed.items)];
        while let Some((way, folder, items)) = open.pop() {
            self.modules.entry(way.clone()).or_default();
            for item in items {
                match item {
                    Item::Mod(item) if !is_for_tests(&item.attrs) => {
                        let name = item.ident.to_string();
                        let inner = [way.as_slice(), std::slice::from_ref(&name)].concat();
                        let folder_of = format!("{folder}{name}/");
                        let is_usable = is_public(&item.vis) && !is_hidden(&item.attrs);
                        self.module(&way).public.extend(is_usable.then(|| name.clone()));
                        self.module(&way).modules.extend(is_usable.then(|| name.clone()));
                        if let Some((_, items)) = item.content {
                            open.push((inner, folder_of, items));
                            continue;
                        }
                        let (own, in_folder) = (format!("{folder}{name}.rs"), format!("{folder_of}mod.rs"));
                        let path = if files.contains_key(own.as_str()) { own } else { in_folder };
                        self.file(files, &path, &folder_of, inner, implementations)?;
                    }
                    Item::Use(item) => {
                        let is_usable = is_public(&item.vis) && !is_hidden(&item.attrs);
                        self.uses(&way, &item.tree, Vec::new(), is_usable);
                    }
                    Item::Impl(item) => implementations.push((way.clone(), item)),
                    Item::Macro(item) => self.exported(path, item),
                    item => self.define(path, &way, &item),
                }
            }
        }
        Ok(())
    }

    fn module(&mut self, way: &[String]) -> &mut Module {
        self.modules.entry(way.to_vec()).or_default()
    }

    fn define(&mut self, file: &str, way: &Way, item: &Item) {
        let Some((name, visibility, signature, members)) = defined(item) else { return };
        if is_public(visibility) && !is_hidden(attributes(item)) {
            self.module(way).public.insert(name.clone());
        }
        let home = [way.as_slice(), std::slice::from_ref(&name)].concat().join("::");
        self.definitions.insert((way.clone(), name), Found { home, file: file.to_owned(), signature, members });
    }

    /// Adds a macro that can be used outside of its file, at the root of the crate. Its functions belong to the types
    /// that it is called for, even if the macro itself is hidden.
    fn exported(&mut self, file: &str, item: syn::ItemMacro) {
        let Some(name) = item.ident.filter(|_| item.attrs.iter().any(|known| known.path().is_ident("macro_export")))
        else {
            return;
        };
        let name = format!("{name}!");
        let mut members = BTreeMap::new();
        of_macro(item.mac.tokens, &mut members);
        let found = Found { home: name.clone(), file: file.to_owned(), signature: "macro".to_owned(), members };
        self.module(&[]).public.insert(name.clone());
        self.definitions.insert((Vec::new(), name), found);
    }

    fn uses(&mut self, way: &Way, tree: &UseTree, mut before: Way, is_usable: bool) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.uses(way, &path.tree, before, is_usable);
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.uses(way, tree, before.clone(), is_usable));
            }
            UseTree::Glob(_) => self.module(way).globs.push((before, is_usable)),
            UseTree::Name(_) | UseTree::Rename(_) => {
                let (name, called) = match tree {
                    UseTree::Rename(rename) => (rename.ident.to_string(), rename.rename.to_string()),
                    UseTree::Name(name) => (name.ident.to_string(), name.ident.to_string()),
                    _ => return,
                };
                let called = match (name.as_str(), before.last()) {
                    ("self", Some(module)) if called == "self" => module.clone(),
                    _ => called,
                };
                before.extend((name != "self").then_some(name));
                let module = self.module(way);
                module.public.extend(is_usable.then(|| called.clone()));
                module.uses.insert(called, before);
            }
        }
    }

    fn implement(&mut self, way: &Way, item: &syn::ItemImpl) {
        let syn::Type::Path(ty) = item.self_ty.as_ref() else { return };
        let names: Way = ty.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let Some(Target::Definition(home, name)) = self.resolve(way, &names, 0) else { return };
        let Some(found) = self.definitions.get_mut(&(home, name.clone())) else { return };
        let whole = spelled(&item.self_ty);
        for (called, member) in implemented(item) {
            // Functions that exist only for some instances of a generic type, such as `List<Text>`, are separate items.
            let arguments = whole.strip_prefix(name.as_str()).filter(|_| item.generics.params.is_empty());
            let called = format!(
                "{called}{}",
                arguments.map_or(String::new(), |of| format!("{}{of}", if of.is_empty() { "" } else { " of " }))
            );
            let text = member.text.replace("Self", &name);
            found.members.insert(called, Member { text, ..member });
        }
    }

    /// Returns the target of a path, relative to a module; `None` if the crate does not define it.
    fn resolve(&self, from: &[String], path: &[String], steps: usize) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        if steps > MOST_STEPS {
            return None;
        }
        let found = match first.as_str() {
            "crate" => Target::Module(Vec::new()),
            "self" => Target::Module(from.to_vec()),
            "super" => Target::Module(from.split_last()?.1.to_vec()),
            name => self.named(from, name, steps)?,
        };
        match found {
            found if rest.is_empty() => Some(found),
            Target::Module(way) => self.resolve_in(&way, rest, steps),
            Target::Definition(..) => None,
        }
    }

    fn resolve_in(&self, way: &[String], path: &[String], steps: usize) -> Option<Target> {
        match path.first().map(String::as_str) {
            Some("super") => self.resolve(way, path, steps + 1),
            Some(name) => match (self.named(way, name, steps)?, &path[1..]) {
                (found, []) => Some(found),
                (Target::Module(inner), rest) => self.resolve_in(&inner, rest, steps),
                (Target::Definition(..), _) => None,
            },
            None => None,
        }
    }

    /// Returns the module or definition that a name refers to in a module.
    fn named(&self, way: &[String], name: &str, steps: usize) -> Option<Target> {
        let inner = [way, &[name.to_owned()]].concat();
        let definition = |name: String| {
            self.definitions.contains_key(&(way.to_vec(), name.clone())).then(|| Target::Definition(way.to_vec(), name))
        };
        if self.modules.contains_key(&inner) {
            return Some(Target::Module(inner));
        }
        if let Some(found) = definition(name.to_owned()).or_else(|| definition(format!("{name}!"))) {
            return Some(found);
        }
        let module = self.modules.get(way)?;
        if let Some(path) = module.uses.get(name) {
            return self.resolve(way, path, steps + 1);
        }
        module.globs.iter().find_map(|(path, _)| {
            let path = [path.as_slice(), &[name.to_owned()]].concat();
            self.resolve(way, &path, steps + 1)
        })
    }

    /// Returns every definition, under every path that programs can use for it.
    pub(super) fn public(&self) -> BTreeMap<String, Found> {
        let mut found = BTreeMap::new();
        self.walk(&[], &mut Vec::new(), &mut Vec::new(), &mut found);
        found
    }

    fn walk(&self, way: &[String], shown: &mut Way, open: &mut Vec<Way>, found: &mut BTreeMap<String, Found>) {
        let Some(module) = self.modules.get(way).filter(|_| !open.iter().any(|known| known == way)) else { return };
        open.push(way.to_vec());
        for name in &module.public {
            shown.push(name.clone());
            // A function can be re-exported under the name of the private module that contains it.
            let used = module.uses.get(name).filter(|_| !module.modules.contains(name));
            let target = used.and_then(|path| self.resolve(way, path, 0));
            match target.or_else(|| self.named(way, name, 0)) {
                Some(Target::Module(inner)) => self.walk(&inner, shown, open, found),
                Some(Target::Definition(home, defined)) => {
                    let path = shown.join("::");
                    // A macro that a module re-exports is the macro at the root of the crate.
                    if let Some(item) = self
                        .definitions
                        .get(&(home, defined))
                        .filter(|item| item.signature != "macro" || shown.len() == 1)
                    {
                        found.insert(path, item.clone());
                    }
                }
                None => {}
            }
            shown.pop();
        }
        for (path, _) in module.globs.iter().filter(|(_, is_usable)| *is_usable) {
            if let Some(Target::Module(inner)) = self.resolve(way, path, 0) {
                self.walk(&inner, shown, open, found);
            }
        }
        open.pop();
    }
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Fn(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        _ => &[],
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") && spelled(&attribute.meta) == "cfg(test)")
}
