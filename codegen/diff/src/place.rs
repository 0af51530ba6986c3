//! Locations in the spec's own terms, such as `workflows/NAME: channels[CHANNEL]`, and their spans in the source.

use std::collections::HashMap;
use std::fmt;

use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::{FileId, SourceFile, SourceMap, Span};
use verispec_text::yaml::{self, Node, Value as NodeValue};

/// A location in a spec: a file, and the path in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpecPlace {
    file: String,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A key of a mapping.
    Key(String),
    /// An item of a list, by its content.
    Item(String),
    /// An item of a list, by its index.
    Index(usize),
    /// A mapping in a list, by its identifying value and its number among the mappings with the same value.
    Named(String, usize),
}

/// The keys that identify a mapping in a list, such as the category of a slot or the version of a history entry.
const IDENTIFYING: [&str; 2] = ["category", "version"];

impl SpecPlace {
    /// Returns the location of a file of the spec, by its name without the extension.
    pub(super) fn file(path: impl Into<String>) -> Self {
        Self { file: path.into(), steps: Vec::new() }
    }

    /// Returns the location of a file in one of the spec's folders.
    pub(super) fn of(folder: &str, stem: &str) -> Self {
        Self::file(format!("{folder}/{stem}"))
    }

    /// Returns the location of the value of a key below this one.
    pub(super) fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    /// Returns the location of the list item with this content.
    pub(super) fn item(&self, item: &str) -> Self {
        self.with(Step::Item(item.to_owned()))
    }

    /// Returns the location of the list item with this index.
    pub(super) fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    /// Returns the location of the mapping in a list with this identifying value. The number selects among several with
    /// the same value.
    pub(super) fn named(&self, name: &str, number: usize) -> Self {
        self.with(Step::Named(name.to_owned(), number))
    }

    /// Returns the folder and the stem of the file.
    pub(super) fn stem(&self) -> (&str, &str) {
        self.file.split_once('/').unwrap_or(("", &self.file))
    }

    /// Returns the keys of the path, without list items.
    pub(super) fn keys(&self) -> Vec<&str> {
        self.steps.iter().filter_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None }).collect()
    }

    /// Returns whether this is the other location, or inside it.
    pub(super) fn starts_with(&self, other: &Self) -> bool {
        self.file == other.file && self.steps.starts_with(&other.steps)
    }

    /// Returns the location that contains this one, in the same file; `None` if this is the location of the file
    /// itself.
    pub(super) fn parent(&self) -> Option<Self> {
        let (_, steps) = self.steps.split_last()?;
        Some(Self { file: self.file.clone(), steps: steps.to_vec() })
    }

    /// Returns the content of the list item at this location, if it is one.
    pub(super) fn last_item(&self) -> Option<&str> {
        match self.steps.last() {
            Some(Step::Item(item)) => Some(item),
            _ => None,
        }
    }

    /// Returns the same location in a spec whose names are spelled differently. `path` maps the path of the file, and
    /// `word` maps the keys and items.
    pub(super) fn renamed(&self, path: impl Fn(&str) -> String, word: impl Fn(&str) -> String) -> Self {
        let file = path(&self.path());
        let steps = self.steps.iter().map(|step| match step {
            Step::Key(key) => Step::Key(word(key)),
            Step::Item(item) => Step::Item(word(item)),
            Step::Index(index) => Step::Index(*index),
            Step::Named(name, number) => Step::Named(word(name), *number),
        });
        Self { file: file.trim_end_matches(".yaml").to_owned(), steps: steps.collect() }
    }

    fn with(&self, step: Step) -> Self {
        Self { file: self.file.clone(), steps: [self.steps.as_slice(), &[step]].concat() }
    }

    /// Returns the path of the file, relative to the spec folder.
    pub fn path(&self) -> String {
        format!("{}.yaml", self.file)
    }
}

impl fmt::Display for SpecPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        let mut first = true;
        for step in &self.steps {
            match step {
                Step::Key(key) => write!(f, "{}{key}", if first { ": " } else { "." })?,
                Step::Item(item) => write!(f, "[{item}]")?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Named(name, 0) => write!(f, "[{name}]")?,
                Step::Named(name, number) => write!(f, "[{name} {}]", number + 1)?,
            }
            first = false;
        }
        Ok(())
    }
}

/// Finds the spans of locations in one spec; a file is parsed when it is first needed.
pub(super) struct Finder<'s> {
    sources: &'s SourceMap,
    files: HashMap<&'s str, FileId>,
    trees: HashMap<FileId, Option<Node>>,
}

impl<'s> Finder<'s> {
    pub(super) fn new(sources: &'s SourceMap) -> Self {
        let files = sources.iter().map(|(id, file)| (file.path.as_str(), id)).collect();
        Self { sources, files, trees: HashMap::new() }
    }

    /// Returns the file at a path, if the spec contains it.
    pub(super) fn file(&self, path: &str) -> Option<&'s SourceFile> {
        Some(self.sources.file(*self.files.get(path)?))
    }

    /// Returns the tree of a file, if the spec contains it.
    pub(super) fn tree(&mut self, path: &str) -> Option<&Node> {
        let id = *self.files.get(path)?;
        self.trees.entry(id).or_insert_with(|| yaml::tree(id, self.sources, &mut Diagnostics::default())).as_ref()
    }

    /// Returns the node at a location, if the YAML contains it.
    pub(super) fn node(&mut self, place: &SpecPlace) -> Option<&Node> {
        let path = place.path();
        place.steps.iter().try_fold(self.tree(&path)?, |node, step| below(node, step).map(|(next, _)| next))
    }

    /// Applies `find` to each node from the root of the file down to the location, and returns the last value found.
    pub(super) fn on_the_way<T>(&mut self, place: &SpecPlace, find: impl Fn(&Node) -> Option<T>) -> Option<T> {
        let mut node = self.tree(&place.path())?;
        let mut found = find(node);
        for step in &place.steps {
            let Some((next, _)) = below(node, step) else { break };
            node = next;
            found = find(node).or(found);
        }
        found
    }

    /// Returns the span of a location, or of the closest enclosing value if the file does not contain the location
    /// itself.
    pub(super) fn find(&mut self, place: &SpecPlace) -> Option<Span> {
        let path = place.path();
        let top = Span { file: *self.files.get(path.as_str())?, start: 0, end: 0 };
        let Some(mut current) = self.tree(&path) else { return Some(top) };
        let mut words = first_words(current).unwrap_or(top);
        for step in &place.steps {
            let Some((next, found)) = below(current, step) else { break };
            (current, words) = (next, found);
        }
        Some(words)
    }
}

/// Descends one step. Returns the node and the span to show for it: all of a single-line value, otherwise the key or
/// the first words.
fn below<'n>(current: &'n Node, step: &Step) -> Option<(&'n Node, Span)> {
    match (&current.value, step) {
        (NodeValue::Mapping(entries), Step::Key(name)) => {
            let (key, value) = entries.iter().find(|(key, _)| key.name == *name)?;
            let is_large = matches!(value.value, NodeValue::Mapping(_) | NodeValue::Sequence(_));
            Some((value, if is_large { key.span } else { value.span }))
        }
        (NodeValue::Sequence(items), Step::Index(index)) => shown(items.get(*index)?),
        (NodeValue::Sequence(items), Step::Item(text)) => shown(items.iter().find(|item| says(item, text))?),
        (NodeValue::Sequence(items), Step::Named(name, number)) => {
            shown(items.iter().filter(|item| identity(item) == Some(name)).nth(*number)?)
        }
        _ => None,
    }
}

fn shown(node: &Node) -> Option<(&Node, Span)> {
    Some((node, first_words(node)?))
}

fn first_words(node: &Node) -> Option<Span> {
    match &node.value {
        NodeValue::Mapping(entries) => entries.first().map(|(key, value)| match value.value {
            NodeValue::Mapping(_) | NodeValue::Sequence(_) => key.span,
            _ => Span { end: value.span.end, ..key.span },
        }),
        NodeValue::Sequence(items) => items.first().and_then(first_words),
        _ => Some(node.span),
    }
}

/// Returns the value that identifies a mapping in a list; `None` if the mapping has no identifying key.
pub(super) fn identity(node: &Node) -> Option<&str> {
    IDENTIFYING.iter().find_map(|key| match &node.at([*key])?.value {
        NodeValue::String(name) => Some(name.as_str()),
        _ => None,
    })
}

fn says(node: &Node, text: &str) -> bool {
    match &node.value {
        NodeValue::String(value) => value == text,
        NodeValue::Number(number) => number.to_string() == text,
        _ => false,
    }
}
