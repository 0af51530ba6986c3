//! Finds the dependencies between the modules of a package, and the cycles among them.
//!
//! Dependencies are read from tokens, not from resolved types: every path in the source counts. Tests and quoted code
//! are skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The path of a module from the root of the package. The path of the root itself is empty.
pub type Module = Vec<String>;

/// The modules of a package and their references to each other.
#[derive(Debug, Default)]
pub struct Graph {
    modules: BTreeMap<Module, Scope>,
}

/// The items that a module defines, and the paths that it refers to.
#[derive(Debug, Default)]
struct Scope {
    items: BTreeSet<String>,
    /// The imported paths, by their local names.
    imports: BTreeMap<String, Vec<String>>,
    /// The paths of glob imports.
    globs: Vec<Vec<String>>,
    /// All other paths with at least two components.
    paths: BTreeSet<Vec<String>>,
}

/// Macros whose arguments become code in another crate.
const QUOTES: [&str; 4] = ["quote", "quote_spanned", "parse_quote", "kinds_of"];

/// Keywords that precede the name of an item.
const ITEMS: [&str; 9] = ["fn", "struct", "enum", "union", "static", "const", "type", "trait", "macro_rules"];

impl Graph {
    /// Reads all modules below a `src` folder.
    pub fn read(source: &Path) -> Self {
        let mut graph = Self::default();
        for file in crate::folder::files(source, ".rs") {
            let relative =
                file.strip_prefix(source).expect("the file should be below the source folder").with_extension("");
            let mut module: Module = relative.iter().map(|name| name.to_string_lossy().into_owned()).collect();
            if module.last().is_some_and(|name| ["mod", "lib", "main"].contains(&name.as_str())) {
                module.pop();
            }
            let text = fs::read_to_string(&file).expect("a readable file");
            let tokens: TokenStream = text.parse().expect("the module should consist of valid Rust tokens");
            let mut scope = Scope::default();
            scope.scan(tokens, true);
            graph.modules.insert(module, scope);
        }
        graph
    }

    /// Returns the number of modules.
    pub fn len(&self) -> usize {
        self.modules.len()
    }

    /// Reports whether there are no modules.
    pub fn is_empty(&self) -> bool {
        self.modules.is_empty()
    }

    /// Returns each pair of modules in which the first refers to the second, with the path of the reference.
    pub fn edges(&self) -> BTreeMap<(&Module, &Module), String> {
        let mut edges = BTreeMap::new();
        for (module, scope) in &self.modules {
            let globs = scope.globs.iter();
            for path in scope.imports.values().chain(&scope.paths).chain(globs) {
                let target = self.absolute(module, path, 0).and_then(|path| self.home(&path, 0));
                if let Some(target) = target.filter(|target| *target != module) {
                    edges.insert((module, target), path.join("::"));
                }
            }
        }
        edges
    }

    /// Returns the dependencies that form cycles between the files and folders in the same folder.
    pub fn circles(&self) -> Vec<String> {
        let edges = self.edges();
        let folders: BTreeSet<&[String]> =
            self.modules.keys().flat_map(|module| (0..module.len()).map(|depth| &module[..depth])).collect();
        let mut found = Vec::new();
        for folder in folders {
            let depth = folder.len();
            let mut between: BTreeMap<(&str, &str), String> = BTreeMap::new();
            for ((from, to), path) in &edges {
                let inside = |module: &Module| module.len() > depth && module.starts_with(folder);
                if inside(from) && inside(to) && from[depth] != to[depth] {
                    let told = format!("{} names {path}", from.join("::"));
                    between.entry((&from[depth], &to[depth])).or_insert(told);
                }
            }
            found.extend(closing(&between).into_iter().map(|told| format!("{}: {told}", folder.join("::"))));
        }
        found
    }

    /// Resolves a path to one from the root, if it is in this package.
    fn absolute(&self, module: &Module, path: &[String], round: usize) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let above = path.iter().take_while(|name| *name == "super").count();
                let kept = module.len().checked_sub(above)?;
                Some([&module[..kept], &path[above..]].concat())
            }
            _ if self.modules.contains_key(&[module.as_slice(), std::slice::from_ref(first)].concat()) => {
                Some([module.as_slice(), path].concat())
            }
            _ => {
                let imported = self.modules.get(module)?.imports.get(first)?;
                // An external crate can be imported under its own name. Resolving that name again would never end.
                (round < 8 && imported[0] != *first)
                    .then(|| self.absolute(module, &[imported.as_slice(), rest].concat(), round + 1))?
            }
        }
    }

    /// Follows re-exports to the module that defines the target of a path.
    fn home(&self, path: &[String], round: usize) -> Option<&Module> {
        let depth = (0..=path.len()).rev().find(|depth| self.modules.contains_key(&path[..*depth]))?;
        let (module, scope) = self.modules.get_key_value(&path[..depth])?;
        let Some(name) = path.get(depth).filter(|name| round < 8 && !scope.items.contains(*name)) else {
            return Some(module);
        };
        if let Some(imported) = scope.imports.get(name) {
            let path = self.absolute(module, &[imported, &path[depth + 1..]].concat(), 0)?;
            return self.home(&path, round + 1);
        }
        let passes_on = scope.globs.iter().filter_map(|glob| self.absolute(module, glob, 0)).find(|glob| {
            let scope = self.modules.get(glob);
            scope.is_some_and(|scope| scope.items.contains(name) || scope.imports.contains_key(name))
        });
        match passes_on {
            Some(glob) => self.home(&[&glob, &path[depth..]].concat(), round + 1),
            None => Some(module),
        }
    }
}

/// Returns the edges that are part of a cycle: there is a path from the end of the edge back to its start.
fn closing(edges: &BTreeMap<(&str, &str), String>) -> Vec<String> {
    let leads = |from: &str, to: &str| {
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            for (_, next) in edges.keys().filter(|(one, _)| *one == at) {
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        seen.contains(to)
    };
    let closing = edges.iter().filter(|((from, to), _)| leads(to, from));
    closing.map(|((from, to), told)| format!("{from} -> {to} ({told})")).collect()
}

impl Scope {
    fn scan(&mut self, tokens: TokenStream, top: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.step(&tokens, at, top);
        }
    }

    /// Reads the item at a token, and returns the next position.
    fn step(&mut self, tokens: &[TokenTree], at: usize, top: bool) -> usize {
        match &tokens[at] {
            TokenTree::Punct(mark) if mark.as_char() == '#' && is_for_tests(tokens.get(at + 1)) => {
                let ends = |token: &TokenTree| match token {
                    TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                    other => is_mark(Some(other), ';'),
                };
                tokens[at..].iter().position(ends).map_or(tokens.len(), |length| at + length + 1)
            }
            TokenTree::Group(group) => {
                self.scan(group.stream(), false);
                at + 1
            }
            TokenTree::Ident(word) => self.word(&word.to_string(), tokens, at, top),
            _ => at + 1,
        }
    }

    fn word(&mut self, word: &str, tokens: &[TokenTree], at: usize, top: bool) -> usize {
        if word == "use" {
            let end = tokens[at..].iter().position(|token| is_mark(Some(token), ';')).map_or(tokens.len(), |n| at + n);
            self.import(&[], &tokens[at + 1..end]);
            return end + 1;
        }
        let called = is_mark(tokens.get(at + 1), '!');
        if QUOTES.contains(&word) && called {
            return at + 3;
        }
        if top && ITEMS.contains(&word) {
            let name = tokens[at + 1..].iter().find_map(ident);
            self.items.extend(name);
        }
        let (path, next) = path(tokens, at);
        // `$crate` paths are skipped, because they are resolved where the macro is used.
        let of_macro = at > 0 && is_mark(tokens.get(at - 1), '$');
        if path.len() > 1 && !of_macro {
            self.paths.insert(path);
        }
        next
    }

    /// Reads one branch of a `use` declaration below a prefix.
    fn import(&mut self, prefix: &[String], tokens: &[TokenTree]) {
        let (names, next) = path(tokens, 0);
        let mut full = [prefix, &names].concat();
        let next = if is_mark(tokens.get(next), ':') { next + 2 } else { next };
        match tokens.get(next) {
            Some(TokenTree::Group(group)) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let branches = inner.split(|token| is_mark(Some(token), ','));
                branches.filter(|branch| !branch.is_empty()).for_each(|branch| self.import(&full, branch));
            }
            Some(token) if is_mark(Some(token), '*') => self.globs.push(full),
            other => {
                let renamed = other.and_then(ident).filter(|word| word == "as").and(tokens.get(next + 1));
                if full.len() > 1 && full.last().is_some_and(|last| last == "self") {
                    full.pop();
                }
                let name = renamed.and_then(ident).or_else(|| full.last().cloned());
                if let Some(name) = name {
                    self.imports.insert(name, full);
                }
            }
        }
    }
}

/// Returns the components of the `::`-separated path at a token, and the position after the path.
fn path(tokens: &[TokenTree], at: usize) -> (Vec<String>, usize) {
    let (mut names, mut next) = (Vec::new(), at);
    while let Some(name) = tokens.get(next).and_then(ident) {
        names.push(name);
        next += 1;
        let goes_on = is_mark(tokens.get(next), ':') && is_mark(tokens.get(next + 1), ':');
        if !goes_on || tokens.get(next + 2).and_then(ident).is_none() {
            break;
        }
        next += 2;
    }
    (names, next.max(at + 1))
}

fn ident(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    }
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == mark)
}

fn is_for_tests(attribute: Option<&TokenTree>) -> bool {
    matches!(attribute, Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}
