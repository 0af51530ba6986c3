//! Places in the spec's own terms, such as `workflows/NAME: channels[CHANNEL]`, and the text found there.

use std::collections::HashMap;
use std::fmt;

use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::{FileId, SourceFile, SourceMap, Span};
use verispec_text::yaml::{self, Node, Value as NodeValue};

/// A place in a spec: a file, and the way to what is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpecPlace {
    file: String,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A key of a mapping.
    Key(String),
    /// An item of a list, by what it says.
    Item(String),
    /// An item of a list, by its number.
    Index(usize),
}

impl SpecPlace {
    /// A file of the spec, without its ending.
    pub(super) fn file(path: impl Into<String>) -> Self {
        Self { file: path.into(), steps: Vec::new() }
    }

    /// A file in one of the spec's folders.
    pub(super) fn of(folder: &str, stem: &str) -> Self {
        Self::file(format!("{folder}/{stem}"))
    }

    /// What stands under a key.
    pub(super) fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    /// The item of a list that says this.
    pub(super) fn item(&self, item: &str) -> Self {
        self.with(Step::Item(item.to_owned()))
    }

    /// The item of a list with this number.
    pub(super) fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    fn with(&self, step: Step) -> Self {
        Self { file: self.file.clone(), steps: [self.steps.as_slice(), &[step]].concat() }
    }

    /// The path of the file.
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
            }
            first = false;
        }
        Ok(())
    }
}

/// Finds the words at places of one spec; a file is read when it is first asked for.
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

    /// The file at a path, if the spec has it.
    pub(super) fn file(&self, path: &str) -> Option<&'s SourceFile> {
        Some(self.sources.file(*self.files.get(path)?))
    }

    /// The tree of a file, if the spec has it.
    pub(super) fn tree(&mut self, path: &str) -> Option<&Node> {
        let id = *self.files.get(path)?;
        self.trees.entry(id).or_insert_with(|| yaml::tree(id, self.sources, &mut Diagnostics::default())).as_ref()
    }

    /// The words at a place; of what encloses it, if the place itself is not written down.
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

/// One step down, and the words to show for it: a value of one line in full, of a larger one its key or first words.
fn below<'n>(current: &'n Node, step: &Step) -> Option<(&'n Node, Span)> {
    match (&current.value, step) {
        (NodeValue::Mapping(entries), Step::Key(name)) => {
            let (key, value) = entries.iter().find(|(key, _)| key.name == *name)?;
            let is_large = matches!(value.value, NodeValue::Mapping(_) | NodeValue::Sequence(_));
            Some((value, if is_large { key.span } else { value.span }))
        }
        (NodeValue::Sequence(items), Step::Index(index)) => shown(items.get(*index)?),
        (NodeValue::Sequence(items), Step::Item(text)) => shown(items.iter().find(|item| says(item, text))?),
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

fn says(node: &Node, text: &str) -> bool {
    match &node.value {
        NodeValue::String(value) => value == text,
        NodeValue::Number(number) => number.to_string() == text,
        _ => false,
    }
}
