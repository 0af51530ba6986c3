//! `tables/<stem>.yaml`: what the tables and lines of a document are held against.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Map, Sentence, Text};

/// `tables/<stem>.yaml`: which part of the spec each table of a document says again, and each line that has a fact in it, so
/// that `cargo xtask audit` compares them. In patterns, `{word}` stands for what is read, and white space counts for nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// The document, by its short name in `provider.yaml`.
    pub document: Text,
    /// What the items of a list in a cell begin with, such as `•`.
    #[serde(default)]
    pub bullets: Vec<Text>,
    /// The line of a cell in front of the values of a field, such as `Possible values:`.
    #[serde(default)]
    pub values: Vec<Text>,
    /// The line of a cell in front of values that belong to the value of another field, such as `if {field} = {value}:`.
    #[serde(default)]
    pub groups: Vec<Text>,
    /// How limits are written, such as `max. {max_length} characters`: `{min_length}`, `{max_length}`, `{min}`, `{max}` and
    /// `{default}`. A pattern without placeholders matches a string that states no limit.
    #[serde(default)]
    pub limits: Vec<Text>,
    /// What the document calls a type of JSON, such as `JSON object`, with the type.
    #[serde(default)]
    pub types: Map<Text>,
    /// What the document calls a region, with the region.
    #[serde(default)]
    pub regions: Map<Text>,
    /// How a parameter is spelled in a URL, such as `<{name}>`.
    #[serde(default)]
    pub parameters: Vec<Text>,
    /// Words for an empty list in a cell, such as `none`.
    #[serde(default)]
    pub none: Vec<Text>,
    /// The words of blocks of HTML and of other texts that cannot be read.
    #[serde(default)]
    pub not_read: Vec<Text>,
    /// Every table of the document. One that is not listed is a finding.
    pub tables: Vec<DocumentTable>,
    /// The lines of paragraphs and lists that have facts in them.
    #[serde(default)]
    pub lines: Vec<DocumentLines>,
    /// The edition that the spec follows: a digest of each heading, paragraph, item, row and line of an example, in the order of
    /// the document, with the number of facts in it that are compared, such as `e944245adf269483+3`. `cargo xtask import`
    /// writes it; `cargo xtask audit` reports whatever reads differently, and lines of which fewer facts are compared.
    pub edition: Option<Text>,
    /// Why the spec follows no edition of the document, so that changes of its text are not found. Without an edition or
    /// this reason, `cargo xtask audit` exits with 1.
    pub no_edition: Option<Text>,
    /// The text of that edition which has a number or a limit, or says what must, may only or must not be, without the rows of
    /// tables. `cargo xtask import` writes it, and `cargo xtask audit` reports word by word what reads differently.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
}

/// The tables below a heading, and what they are held against: one of `schema`, `capability`, `list`, `path_parameters`,
/// `upload` and `names`, or nothing, with the reason in `left_out`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentTable {
    /// The heading above the table. Where the document repeats it, those directly above it come first.
    #[schemars(length(min = 1))]
    pub heading: Vec<Text>,
    /// The schema whose fields the rows are. A row `a.b` is the field `b` of the field `a`, or of its items.
    pub schema: Option<Text>,
    /// The capability whose result the rows are the fields of.
    pub capability: Option<Text>,
    /// The list whose codes the rows are.
    pub list: Option<Text>,
    /// The operation whose path parameters the rows are.
    pub path_parameters: Option<Text>,
    /// The operation whose form the rows are the fields of.
    pub upload: Option<Text>,
    /// The things of the spec that the rows name.
    pub names: Option<NamedThings>,
    /// Why the table is held against nothing.
    pub left_out: Option<Text>,
    /// The heads of the columns that are compared, by what stands in them.
    #[serde(default)]
    pub columns: TableColumns,
    /// The heads of the columns that are not compared, with the reason. A column that is in neither list is a finding.
    #[serde(default)]
    pub columns_left_out: Map<Text>,
    /// What the rows of required fields have in their first column; without it, the table does not say what is required.
    pub required: Option<RequiredMark>,
    /// What the rows write in front of the names, such as `data.`.
    pub prefix: Option<Text>,
    /// Rows that are compared with something else than the schema says.
    #[serde(default)]
    pub rows: Map<TableRow>,
    /// What the spec has and the table leaves out, by name, with the reason.
    #[serde(default)]
    pub absent: Map<Text>,
}

/// The heads of columns.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableColumns {
    /// The names. Without it, they stand in the first column.
    pub name: Option<Text>,
    /// The types.
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// The limits.
    pub limit: Option<Text>,
    /// What is told of each row, with its values.
    pub note: Option<Text>,
    /// The titles of workflows.
    pub title: Option<Text>,
    /// What a capability requires.
    pub requires: Option<Text>,
}

/// What marks a required row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequiredMark {
    /// Its name is in bold type.
    Bold,
}

/// Things that have names.
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
    /// The statuses of errors.
    Errors,
    /// The headers of requests.
    Headers,
    /// The channels.
    Channels,
    /// The services.
    Services,
    /// The categories of credentials.
    Categories,
}

/// What the cells of a row are compared with.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableRow {
    /// The lifetime whose bounds its limits are.
    pub lifetime: Option<Text>,
    /// Whether its values are the type codes of credentials, each group those of a category.
    #[serde(default)]
    pub type_codes: bool,
    /// Why its values are compared with nothing.
    pub open: Option<Text>,
}

/// Lines below a heading.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentLines {
    /// The heading above the lines. Where the document repeats it, those directly above it come first.
    #[schemars(length(min = 1))]
    pub heading: Vec<Text>,
    /// How the lines read. `{method}`, `{url}`, `{status}` and `{errors}` are of the operation, `{time}`, `{min}` and `{max}` of the
    /// lifetime, `{delays}` and `{attempts}` of the polling schedule, `{header}` and `{value}` of headers, `{address}` and `{host}` of callbacks.
    /// `{region}` says which region the line is about, and those that follow it. Any other word stands for text that is not compared.
    #[schemars(length(min = 1))]
    pub read: Vec<Text>,
    /// The operation that the lines are about.
    pub operation: Option<Text>,
    /// The lifetime that the lines are about.
    pub lifetime: Option<Text>,
    /// What the spec has and the lines leave out, by name, with the reason.
    #[serde(default)]
    pub absent: Map<Text>,
}
