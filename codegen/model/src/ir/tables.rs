//! The rules for comparing the tables and lines of a document with the spec, resolved.

use super::{CapabilityId, ListId, OperationId, TypeId};
use verispec_spec::syntax::Text;
pub use verispec_spec::syntax::{NamedThings, RequiredMark};
use verispec_text::source::Span;

/// The type names of JSON Schema, except `null`.
pub const JSON_TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// The rules for comparing the tables and lines of a document with the spec.
#[derive(Debug)]
pub struct Tables {
    /// The prefixes of list items in a cell.
    pub bullets: Vec<Text>,
    /// The lines that introduce the values of a field.
    pub values: Vec<Text>,
    /// The lines that introduce the values that a field can have for a value of another field.
    pub groups: Vec<Text>,
    /// The patterns in which limits are written.
    pub limits: Vec<Text>,
    /// The JSON types, keyed by the document's words for them.
    pub types: Vec<(Text, String)>,
    /// The indexes of regions, keyed by the document's words for them.
    pub regions: Vec<(Text, usize)>,
    /// The notations of parameters in URLs, as in the layout itself, with their places.
    pub parameters: Vec<Text>,
    /// The words for an empty list in a cell.
    pub none: Vec<Text>,
    /// Text that is deliberately not compared.
    pub not_read: Vec<Text>,
    /// The tables, grouped by heading.
    pub tables: Vec<DocumentTable>,
    /// The lines that state facts, grouped by heading.
    pub lines: Vec<DocumentLines>,
}

/// The tables below a heading.
#[derive(Debug)]
pub struct DocumentTable {
    /// The heading above the table, preceded by its parent headings.
    pub heading: Vec<String>,
    /// The span of the heading in the spec.
    pub span: Span,
    /// The part of the spec that the table is compared with, or none.
    pub holds: Holds,
    /// The titles of the columns that are compared.
    pub columns: Columns,
    /// The titles of the columns that are not compared.
    pub columns_left_out: Vec<Text>,
    /// The mark of a required row.
    pub required: Option<RequiredMark>,
    /// The prefix of the names in the rows.
    pub prefix: Option<Text>,
    /// Rows that are compared with something other than the schema.
    pub rows: Vec<TableRow>,
    /// The items of the spec that the table omits.
    pub absent: Vec<Text>,
}

/// The part of the spec that a table is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// The fields of a schema.
    Schema(TypeId),
    /// The fields of the result of a capability, and its labels.
    Capability(CapabilityId),
    /// The codes of a list.
    List(ListId),
    /// The path parameters of an operation.
    PathParameters(OperationId),
    /// The form fields of an upload operation.
    Upload(OperationId),
    /// The names of all items of this kind.
    Names(NamedThings),
    /// Nothing, because the spec gives a reason not to compare the table.
    Nothing,
}

/// The titles of the columns that are compared.
#[derive(Debug)]
pub struct Columns {
    /// The title of the column with names; `None` for the first column.
    pub name: Option<Text>,
    /// The title of the column with types.
    pub kind: Option<Text>,
    /// The title of the column with limits.
    pub limit: Option<Text>,
    /// The title of the column with notes.
    pub note: Option<Text>,
    /// The title of the column with display names.
    pub title: Option<Text>,
    /// The title of the column with the requirements of a capability.
    pub requires: Option<Text>,
}

impl Columns {
    /// Returns the column titles that are set in the spec.
    pub fn named(&self) -> impl Iterator<Item = &Text> {
        [&self.name, &self.kind, &self.limit, &self.note, &self.title, &self.requires].into_iter().flatten()
    }
}

/// A row that is compared with something other than the schema.
#[derive(Debug)]
pub struct TableRow {
    /// The name of the row, without the prefix.
    pub name: Text,
    /// The index of the lifetime whose minimum and maximum are the limits of the row.
    pub lifetime: Option<usize>,
    /// Whether the values of the row are the type codes of credentials.
    pub type_codes: bool,
    /// Whether the values of the row are not compared.
    pub open: bool,
}

impl DocumentLines {
    /// The placeholders in line patterns whose text is compared with the spec. All other placeholders match any text.
    pub const PLACES: [&str; 14] = [
        "address", "attempts", "delays", "errors", "header", "host", "max", "method", "min", "region", "status",
        "time", "url", "value",
    ];
}

/// The lines below a heading that state facts.
#[derive(Debug)]
pub struct DocumentLines {
    /// The heading above the lines, preceded by its parent headings.
    pub heading: Vec<String>,
    /// The span of the heading in the spec.
    pub span: Span,
    /// The patterns of the lines.
    pub read: Vec<Text>,
    /// The operation that the lines describe, with the span of its name.
    pub operation: Option<(OperationId, Span)>,
    /// The index of the lifetime that the lines describe, with the span of its name.
    pub lifetime: Option<(usize, Span)>,
    /// The items of the spec that the lines omit.
    pub absent: Vec<Text>,
}
