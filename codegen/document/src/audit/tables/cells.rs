//! Reads the values that table cells list, individually and in groups, as the layout describes.

use crate::document::{Cell, places};
use verispec_model::ir::Tables;
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

/// The values that a cell lists.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// The values that apply unconditionally.
    pub(super) plain: Vec<Text>,
    /// The values that apply only for a certain value of another field.
    pub(super) groups: Vec<Group>,
    /// The words of the layout by which they were read.
    pub(super) read_by: Vec<Span>,
}

/// Values that apply only for a certain value of another field.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) field: String,
    pub(super) value: Text,
    pub(super) values: Vec<Text>,
}

impl Values {
    /// Reads the lists of a cell. A list begins after a line that the layout describes, and ends before a line that is
    /// not an item.
    pub(super) fn read(tables: &Tables, cell: &Cell) -> Self {
        enum At {
            Outside,
            /// Below the words of the layout with this span.
            Plain(Span),
            Group,
        }
        let mut found = Self::default();
        let mut at = At::Outside;
        for line in cell.lines.iter().filter(|line| !line.value.is_empty()) {
            if let Some((group, words)) = group(tables, line) {
                found.groups.push(group);
                found.read_by.push(words);
                at = At::Group;
            } else if let Some(words) = tables.values.iter().find(|words| places(&words.value, &line.value).is_some()) {
                at = At::Plain(words.span);
            } else if let Some((value, bullet)) = item(tables, line) {
                match at {
                    At::Outside => continue,
                    At::Plain(words) => {
                        found.plain.push(value);
                        found.read_by.push(words);
                    }
                    At::Group => found.groups.last_mut().into_iter().for_each(|group| group.values.push(value.clone())),
                }
                found.read_by.push(bullet);
            } else {
                at = At::Outside;
            }
        }
        found
    }

    /// Returns all values, inside and outside of groups.
    pub(super) fn all(&self) -> impl Iterator<Item = &Text> {
        self.plain.iter().chain(self.groups.iter().flat_map(|group| &group.values))
    }
}

/// Returns the group that a line begins, and the span of its pattern.
fn group(tables: &Tables, line: &Text) -> Option<(Group, Span)> {
    tables.groups.iter().find_map(|pattern| {
        let found = places(&pattern.value, &line.value)?;
        let place = |wanted: &str| found.iter().find(|(name, _)| *name == wanted).map(|(_, range)| range.clone());
        let (field, value) = (place("field")?, place("value")?);
        let group = Group {
            field: line.value[field].to_owned(),
            value: Text { value: line.value[value.clone()].to_owned(), span: line.within(value) },
            values: Vec::new(),
        };
        Some((group, pattern.span))
    })
}

/// Returns the value of an item, without a note in brackets, and the span of its bullet in the layout.
fn item(tables: &Tables, line: &Text) -> Option<(Text, Span)> {
    let (rest, bullet) = tables
        .bullets
        .iter()
        .find_map(|bullet| Some((line.value.strip_prefix(bullet.value.as_str())?, bullet.span)))?;
    let start = line.value.len() - rest.trim_start().len();
    let end = line.value[start..].find(" (").map_or(line.value.len(), |at| start + at);
    let end = start + line.value[start..end].trim_end().len();
    Some((Text { value: line.value[start..end].to_owned(), span: line.within(start..end) }, bullet))
}
