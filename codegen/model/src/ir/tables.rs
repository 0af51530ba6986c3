//! What the tables and lines of a document are held against, resolved.

use super::{CapabilityId, ListId, OperationId, TypeId};
use verispec_spec::syntax::Text;
pub use verispec_spec::syntax::{NamedThings, RequiredMark};
use verispec_text::source::Span;

/// The types of JSON.
pub const JSON_TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// What the tables and lines of a document are held against.
#[derive(Debug)]
pub struct Tables {
    /// What the items of a list in a cell begin with.
    pub bullets: Vec<String>,
    /// Lines in front of the values of a field.
    pub values: Vec<String>,
    /// Lines in front of values that belong to the value of another field.
    pub groups: Vec<String>,
    /// How limits are written.
    pub limits: Vec<String>,
    /// The types of JSON, by what the document calls them.
    pub types: Vec<(String, String)>,
    /// The indices of regions, by what the document calls them.
    pub regions: Vec<(String, usize)>,
    /// Words for an empty list in a cell.
    pub none: Vec<String>,
    /// The words of what cannot be read.
    pub not_read: Vec<Text>,
    /// Every table.
    pub tables: Vec<DocumentTable>,
    /// The lines with facts in them.
    pub lines: Vec<DocumentLines>,
}

/// The tables below a heading.
#[derive(Debug)]
pub struct DocumentTable {
    /// The heading above the table, behind those above it.
    pub heading: Vec<String>,
    /// Where the spec names the heading.
    pub span: Span,
    /// What the table is held against.
    pub holds: Holds,
    /// The heads of the columns that are compared.
    pub columns: Columns,
    /// The heads of the columns that are not compared.
    pub columns_left_out: Vec<Text>,
    /// What marks a required row.
    pub required: Option<RequiredMark>,
    /// What the rows write in front of the names.
    pub prefix: String,
    /// Rows that are compared with something else than the schema says.
    pub rows: Vec<TableRow>,
    /// What the table leaves out.
    pub absent: Vec<Text>,
}

/// What a table is held against.
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
    /// The form of an operation.
    Upload(OperationId),
    /// The names of things.
    Names(NamedThings),
    /// Nothing, for a reason that the spec gives.
    Nothing,
}

/// The heads of columns.
#[derive(Debug)]
pub struct Columns {
    /// The names; the first column without it.
    pub name: Option<Text>,
    /// The types.
    pub kind: Option<Text>,
    /// The limits.
    pub limit: Option<Text>,
    /// The notes.
    pub note: Option<Text>,
    /// The titles.
    pub title: Option<Text>,
    /// What a capability requires.
    pub requires: Option<Text>,
}

impl Columns {
    /// The heads that the spec names.
    pub fn named(&self) -> impl Iterator<Item = &Text> {
        [&self.name, &self.kind, &self.limit, &self.note, &self.title, &self.requires].into_iter().flatten()
    }
}

/// A row that is compared with something else than the schema says.
#[derive(Debug)]
pub struct TableRow {
    /// Its name, without what stands in front of the names.
    pub name: Text,
    /// The index of the lifetime whose bounds its limits are.
    pub lifetime: Option<usize>,
    /// Whether its values are the type codes of credentials.
    pub type_codes: bool,
    /// Whether its values are compared with nothing.
    pub open: bool,
}

impl DocumentLines {
    /// What lines read that is compared; other places stand for text that is not.
    pub const PLACES: [&str; 14] = [
        "address", "attempts", "delays", "errors", "header", "host", "max", "method", "min", "region", "status",
        "time", "url", "value",
    ];
}

/// Lines below a heading.
#[derive(Debug)]
pub struct DocumentLines {
    /// The heading above the lines, behind those above it.
    pub heading: Vec<String>,
    /// Where the spec names the heading.
    pub span: Span,
    /// How the lines read.
    pub read: Vec<Text>,
    /// The operation that they are about.
    pub operation: Option<OperationId>,
    /// The index of the lifetime that they are about.
    pub lifetime: Option<usize>,
    /// What the lines leave out.
    pub absent: Vec<Text>,
}
