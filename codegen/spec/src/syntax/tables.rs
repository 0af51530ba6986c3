//! `tables/<stem>.yaml`: the parts of the spec that the tables and lines of a document are compared with.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Map, Sentence, Text};

/// `tables/<stem>.yaml`: the part of the spec with which `cargo xtask audit` compares each table of a document, and
/// each line with a fact. In patterns, `{word}` is a placeholder for a value to read, and white space is ignored.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// The document, by its short name in `provider.yaml`.
    pub document: Text,
    /// The bullets of lists in table cells, such as `•`.
    #[serde(default)]
    pub bullets: Vec<Text>,
    /// The lines in table cells that precede the values of a field, such as `Possible values:`.
    #[serde(default)]
    pub values: Vec<Text>,
    /// The lines in table cells that precede values that depend on another field, such as `if {field} = {value}:`.
    #[serde(default)]
    pub groups: Vec<Text>,
    /// The notations of limits, such as `max. {max_length} characters`: `{min_length}`, `{max_length}`, `{min}`,
    /// `{max}` and `{default}`. A pattern without placeholders matches a string that does not contain a limit.
    #[serde(default)]
    pub limits: Vec<Text>,
    /// The document's names for JSON types, such as `JSON object`, each with the type.
    #[serde(default)]
    pub types: Map<Text>,
    /// The document's names for regions, each with the region.
    #[serde(default)]
    pub regions: Map<Text>,
    /// The notations of parameters in URLs, such as `<{name}>`.
    #[serde(default)]
    pub parameters: Vec<Text>,
    /// The words that mean an empty list in a table cell, such as `none`.
    #[serde(default)]
    pub none: Vec<Text>,
    /// HTML blocks and other text that cannot be parsed, word for word. The audit does not report them as unreadable.
    #[serde(default)]
    pub not_read: Vec<Text>,
    /// The tables of the document. A table that is not listed is reported as a finding.
    pub tables: Vec<DocumentTable>,
    /// The lines in paragraphs and lists that contain facts.
    #[serde(default)]
    pub lines: Vec<DocumentLines>,
    /// The edition that the spec follows: a digest of each heading, paragraph, item, row and line of an example, in the order of
    /// the document, as in layouts, with the number of facts in it that are compared, such as `e944245adf269483~b0+3`.
    /// `cargo xtask import` writes it; `cargo xtask audit` reports whatever reads differently, and lines of which fewer facts are compared.
    pub edition: Option<Text>,
    /// The reason why the spec does not record an edition of the document, which means that changes to the document are
    /// not detected. Without an edition or this reason, `cargo xtask audit` exits with 1.
    pub no_edition: Option<Text>,
    /// The text of that edition, except for table rows, that contains a number or a limit, or states a requirement
    /// (must, may only, must not). `cargo xtask import` writes it, and `cargo xtask audit` reports changes word by
    /// word.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
}

/// The tables below a heading, and the part of the spec that they are compared with: one of `schema`, `capability`,
/// `list`, `path_parameters`, `upload` and `names`. If they are not compared with anything, `left_out` contains the
/// reason.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentTable {
    /// The heading above the table. If the document contains the same heading more than once, write the headings above
    /// it first, starting with the outermost one.
    #[schemars(length(min = 1))]
    pub heading: Vec<Text>,
    /// The schema whose fields the rows describe. A row `a.b` describes the field `b` of the field `a`, or of its
    /// items.
    pub schema: Option<Text>,
    /// The capability whose result contains the fields that the rows describe.
    pub capability: Option<Text>,
    /// The list whose codes the rows describe.
    pub list: Option<Text>,
    /// The operation whose path parameters the rows describe.
    pub path_parameters: Option<Text>,
    /// The operation whose form contains the fields that the rows describe.
    pub upload: Option<Text>,
    /// The items of the spec that the rows describe.
    pub names: Option<NamedThings>,
    /// The reason why the table is not compared with anything.
    pub left_out: Option<Text>,
    /// The headings of the columns that are compared, by the content of the column.
    #[serde(default)]
    pub columns: TableColumns,
    /// The headings of the columns that are not compared, each with the reason. A column that is in neither list is
    /// reported as a finding.
    #[serde(default)]
    pub columns_left_out: Map<Text>,
    /// How the first column marks required fields. Without this key, the table does not state which fields are
    /// required.
    pub required: Option<RequiredMark>,
    /// The prefix of the names in the rows, such as `data.`.
    pub prefix: Option<Text>,
    /// The rows whose values are not compared with the schema, by the name in the row.
    #[serde(default)]
    pub rows: Map<TableRow>,
    /// The items of the spec that are missing from the table, by name, with the reason.
    #[serde(default)]
    pub absent: Map<Text>,
}

/// The headings of the columns in a table.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableColumns {
    /// The column with the names. Default: the first column.
    pub name: Option<Text>,
    /// The column with the types.
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// The column with the limits.
    pub limit: Option<Text>,
    /// The column with the description of each row, including its values.
    pub note: Option<Text>,
    /// The column with the titles of workflows.
    pub title: Option<Text>,
    /// The column with the capabilities that a capability requires.
    pub requires: Option<Text>,
}

/// How a row is marked as required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequiredMark {
    /// The name in the row is bold.
    Bold,
}

/// A kind of named item in the spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NamedThings {
    /// The capabilities.
    Capabilities,
    /// The keys of workflows.
    Workflows,
    /// The states of an execution.
    States,
    /// The error codes of the redirect.
    ErrorCodes,
    /// The HTTP statuses that report an error.
    Errors,
    /// The HTTP headers of requests.
    Headers,
    /// The channels.
    Channels,
    /// The services.
    Services,
    /// The categories of credentials.
    Categories,
}

/// The part of the spec that the cells of a row are compared with.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableRow {
    /// The lifetime whose limits the row contains.
    pub lifetime: Option<Text>,
    /// Whether the row contains type codes of credentials, in one group for each category.
    #[serde(default)]
    pub type_codes: bool,
    /// The reason why the values of the row are not compared with anything.
    pub open: Option<Text>,
}

/// The lines below a heading, and the part of the spec that they are compared with.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentLines {
    /// The heading above the lines. If the document contains the same heading more than once, write the headings above
    /// it first, starting with the outermost one.
    #[schemars(length(min = 1))]
    pub heading: Vec<Text>,
    /// The patterns of the lines. `{method}`, `{url}`, `{status}` and `{errors}` are compared with the operation,
    /// `{time}`, `{min}` and `{max}` with the lifetime, `{delays}` and `{attempts}` with the polling schedule,
    /// `{header}` and `{value}` with headers, and `{address}` and `{host}` with callbacks. `{region}` sets the region
    /// for its line and the following lines. Any other placeholder matches text that is not compared.
    #[schemars(length(min = 1))]
    pub read: Vec<Text>,
    /// The operation that the lines describe.
    pub operation: Option<Text>,
    /// The lifetime that the lines describe.
    pub lifetime: Option<Text>,
    /// The items of the spec that are missing from the lines, by name, with the reason.
    #[serde(default)]
    pub absent: Map<Text>,
}
