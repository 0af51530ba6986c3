//! Names the sections of a document by the headings above them, so that a decision about one of several sections with
//! the same heading is about this section only.

use std::collections::BTreeMap;

use super::names::Headings;
use super::words::normal;
use super::{Document, Heading};
use verispec_model::ir::Layout;
use verispec_text::words::one_line;

/// Separates the headings in the name of a section.
const BELOW: &str = " > ";

/// The sections of a document.
#[derive(Debug)]
pub(crate) struct Sections {
    workflow: Headings,
    /// Whether the document has sections about workflows, which are named by their keys.
    has_workflows: bool,
    /// The unique name of each heading.
    names: Vec<String>,
    /// The headings with the same headings above them, by the words of all of these.
    whole: BTreeMap<String, Vec<usize>>,
    /// The headings whose innermost headings have these words.
    endings: BTreeMap<String, Vec<usize>>,
}

/// What a name of a section refers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// The section about a workflow, by its key.
    Workflow(u32),
    /// The text directly below a heading, by the index of the heading.
    Heading(usize),
    /// Several sections, by their headings: the name leaves out too many of the outer headings.
    Several(Vec<usize>),
    /// A section that the document does not have; without words, the text above the first heading.
    Unknown(String),
}

impl Sections {
    pub(crate) fn new(layout: &Layout, document: &Document) -> Self {
        let headings = &document.headings;
        let mut sections = Self {
            workflow: Headings::new(layout),
            has_workflows: layout.tables.is_none(),
            names: Vec::with_capacity(headings.len()),
            whole: BTreeMap::new(),
            endings: BTreeMap::new(),
        };
        // The title of the whole document distinguishes nothing, and changes with its version.
        let is_title = |heading: &Heading| heading.level == 1;
        let title =
            headings.first().filter(|first| is_title(first) && headings.iter().filter(|h| is_title(h)).count() == 1);
        let mut above: Vec<&Heading> = Vec::new();
        let mut ordinals = Vec::with_capacity(headings.len());
        for (index, heading) in headings.iter().enumerate() {
            above.retain(|outer| outer.level < heading.level && title.is_none_or(|title| title.anchor != outer.anchor));
            above.push(heading);
            let words: Vec<String> = above.iter().map(|heading| one_line(&heading.text.value)).collect();
            for start in 0..words.len() {
                sections.endings.entry(normal(&words[start..].join(BELOW))).or_default().push(index);
            }
            let name = words.join(BELOW);
            let alike = sections.whole.entry(normal(&name)).or_default();
            alike.push(index);
            ordinals.push(alike.len());
            sections.names.push(name);
        }
        for (name, ordinal) in sections.names.iter_mut().zip(ordinals) {
            let is_unique = sections.whole.get(&normal(name)).is_some_and(|alike| alike.len() == 1);
            if !is_unique || name.is_empty() || numbered(name).is_some() {
                *name = format!("{name} [{ordinal}]").trim_start().to_owned();
            }
        }
        sections
    }

    /// Returns the name of the section below a heading: all headings from outermost to innermost, and a number if
    /// several sections have the same ones.
    pub(crate) fn name(&self, heading: usize) -> &str {
        &self.names[heading]
    }

    /// Returns the section with a name: the key or the heading of a workflow, or headings, of which the outer ones may be
    /// missing if no other section has the same inner ones.
    pub(crate) fn find(&self, name: &str) -> Scope {
        let key = if self.has_workflows { name.parse().ok().or_else(|| self.workflow.key(name)) } else { None };
        if let Some(key) = key {
            return Scope::Workflow(key);
        }
        if name.trim().is_empty() {
            return Scope::Unknown(String::new());
        }
        let numbered = numbered(name).and_then(|(name, number)| self.whole.get(&normal(name))?.get(number - 1));
        if let Some(heading) = numbered {
            return Scope::Heading(*heading);
        }
        let words = normal(name);
        match self.whole.get(&words).or_else(|| self.endings.get(&words)).map(Vec::as_slice) {
            None | Some([]) => Scope::Unknown(words),
            Some([heading]) => Scope::Heading(*heading),
            Some(several) => Scope::Several(several.to_vec()),
        }
    }
}

/// Splits a name into the headings and the number of the section among those with the same headings.
fn numbered(name: &str) -> Option<(&str, usize)> {
    let (words, number) = name.strip_suffix(']')?.rsplit_once('[')?;
    let number = number.parse().ok().filter(|number| *number > 0)?;
    Some((words, number))
}
