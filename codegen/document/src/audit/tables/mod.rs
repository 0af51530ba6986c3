//! Compares the tables of a document that does not describe workflows with the spec, as its layout states. Every table
//! and every row is either compared, in both directions, or left out for a stated reason.

mod cells;
mod fields;
mod files;
mod limits;
mod lines;
mod names;
mod sections;
mod superfluous;
mod values;

use std::collections::BTreeSet;

pub(super) use fields::json_type_of;

use super::Auditor;
use super::finding::{Fact, Finding, Verdict};
use crate::document::{Cell, Document, Heading, PassageContent, Table, above, is_below, normal};
use verispec_model::finding::{self as kind, Kind};
use verispec_model::ir::{DocumentTable, Holds, Tables};
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

/// In a finding, the statement of the side that has no value.
const NOTHING: &str = "nothing";

/// A table, or several tables below one heading, with the layout entry that says what to compare it with.
struct Held<'a> {
    tables: &'a Tables,
    entry: &'a DocumentTable,
    /// The headings above the table, as decisions refer to its section.
    section: String,
    /// The first cell of the header.
    head: Span,
    rows: Vec<Row<'a>>,
}

/// A row with the cells that are compared.
struct Row<'a> {
    name: Text,
    /// The cell that contains the name.
    first: &'a Cell,
    kind: Option<&'a Cell>,
    limit: Option<&'a Cell>,
    note: Option<&'a Cell>,
    title: Option<&'a Cell>,
    requires: Option<&'a Cell>,
}

impl<'a> Auditor<'a> {
    /// Compares every table and every line that the layout lists with the spec.
    pub(super) fn tables(&mut self, tables: &'a Tables) {
        let document = self.document;
        let named = self.headings_as_named(tables);
        let mut found: Vec<Vec<&'a Table>> = vec![Vec::new(); tables.tables.len()];
        for passage in &document.passages {
            let PassageContent::Table(table) = &passage.content else { continue };
            if table.is_box() {
                continue;
            }
            let headings = above(&named, passage.heading);
            let fitting = tables.tables.iter().enumerate().filter(|(_, entry)| is_below(&entry.heading, &headings));
            match fitting.max_by_key(|(index, entry)| (entry.heading.len(), std::cmp::Reverse(*index))) {
                Some((index, _)) => found[index].push(table),
                None => self.unnamed(table, &headings),
            }
        }
        for (entry, found) in tables.tables.iter().zip(found) {
            match found.first() {
                None => self.nothing_below(&named, &entry.heading, entry.span, "table"),
                Some(_) if entry.holds == Holds::Nothing => {}
                Some(first) => self.held(tables, entry, &found, first),
            }
        }
        self.lines(tables, &named);
    }

    fn unnamed(&mut self, table: &Table, above: &[&Heading]) {
        let section = above.last().map_or(String::new(), |heading| heading.text.value.clone());
        let heads: Vec<&str> = table.head.iter().map(|cell| cell.value.as_str()).collect();
        let span = table.head.first().map_or(table.span, |cell| cell.span);
        let message = format!("the layout lists no table below `{section}`, so this table was not compared");
        self.push(Finding::new(&kind::UNNAMED_TABLE, span, message).says(heads.join(", ")));
    }

    /// Reports a heading of the layout below which the document no longer has a table or line.
    fn nothing_below(&mut self, named: &[Heading], heading: &[String], span: Span, what: &str) {
        let section = heading.join(" > ");
        let message = format!("the layout lists a {what} below `{section}`, but the document has none there");
        let here = (0..named.len()).find(|index| is_below(heading, &above(named, Some(*index))));
        let place = here.map_or(span, |index| named[index].text.span);
        let mut finding = Finding::new(&kind::UNUSED_ENTRY, place, message).says(NOTHING).against(what);
        if here.is_some() {
            finding = finding.related(span, "the layout names it here");
        }
        finding.section = Some(section);
        self.push(finding);
    }

    fn held(&mut self, tables: &'a Tables, entry: &'a DocumentTable, found: &[&'a Table], first: &'a Table) {
        let head = first.head.first().map_or(first.span, |cell| cell.span);
        let mut held = Held { tables, entry, section: entry.heading.join(" > "), head, rows: Vec::new() };
        self.unused_columns(&held, found);
        for table in found {
            if !self.columns(&held, table) {
                return;
            }
            self.unnamed_columns(&held, table);
            let rows = table.cells.iter().filter_map(|cells| row(entry, table, cells));
            held.rows.extend(rows);
            let is_prefixed = |row: &Row<'_>| !row.first.joined().starts_with(row.name.value.as_str());
            if held.rows.iter().any(is_prefixed) {
                self.uses(&entry.prefix);
            }
        }
        self.repeated(&held);
        match entry.holds {
            Holds::Schema(kind) => self.fields(&held, kind, None),
            Holds::Capability(id) => self.fields(&held, self.model[id].result, Some(&self.model[id])),
            Holds::List(id) => self.codes(&held, &self.model[id]),
            Holds::PathParameters(id) => self.path_parameters(&held, &self.model[id]),
            Holds::Upload(id) => self.form(&held, &self.model[id]),
            Holds::Names(things) => self.names(&held, things),
            Holds::Nothing => {}
        }
    }

    /// Returns whether a table has every column that the layout lists. Otherwise, reports the table, because it cannot
    /// be compared.
    fn columns(&mut self, held: &Held<'_>, table: &Table) -> bool {
        let named = held.entry.columns.named();
        let lacking: Vec<&Text> = named.filter(|head| column(table, Some(head)).is_none()).collect();
        let Some(first) = lacking.first() else {
            for named in held.entry.columns.named() {
                let head = column(table, Some(named)).and_then(|index| table.head.get(index));
                self.compared("column", Verdict::Agrees, head.map(|head| head.span), Some(named.span));
            }
            self.uses(&held.entry.columns.name);
            return true;
        };
        let heads: Vec<&str> = table.head.iter().map(|cell| cell.value.as_str()).collect();
        let lacking: Vec<&str> = lacking.iter().map(|head| head.value.as_str()).collect();
        let span = table.head.first().map_or(table.span, |cell| cell.span);
        let message = format!("the layout lists the column {}, which the table does not have", lacking.join(", "));
        let finding = Finding::new(&kind::COLUMNS, span, message).says(heads.join(", ")).against(lacking.join(", "));
        self.tell(held, finding.related(first.span, "the column in the layout"));
        false
    }

    /// Reports columns that are neither compared nor left out, because nobody has reviewed them.
    fn unnamed_columns(&mut self, held: &Held<'_>, table: &Table) {
        let entry = held.entry;
        let named = entry.columns.named().chain(&entry.columns_left_out);
        let named: BTreeSet<String> = named.map(|head| normal(&head.value)).collect();
        let names = usize::from(entry.columns.name.is_none());
        let heads =
            table.head.iter().enumerate().filter(|(index, cell)| {
                *index >= names && !cell.value.is_empty() && !named.contains(&normal(&cell.value))
            });
        let heads: Vec<&Text> = heads.map(|(_, cell)| cell).collect();
        let Some(first) = heads.first() else { return };
        let words: Vec<&str> = heads.iter().map(|head| head.value.as_str()).collect();
        let message = format!(
            "the layout neither compares the column {} nor leaves it out; add it to `columns`, or to `columns_left_out` with the reason",
            words.join(", ")
        );
        self.tell(held, Finding::new(&kind::UNNAMED_COLUMN, first.span, message).says(words.join(", ")));
    }

    /// Reports columns that are left out although no table below the heading has them.
    fn unused_columns(&mut self, held: &Held<'_>, found: &[&Table]) {
        for head in &held.entry.columns_left_out {
            if found.iter().any(|table| column(table, Some(head)).is_some()) {
                self.used.insert(head.span);
            } else {
                let message =
                    format!("the layout leaves out the column `{}`, which the table does not have", head.value);
                let finding = Finding::new(&kind::UNUSED_ENTRY, head.span, message).says(NOTHING).against(&head.value);
                self.tell(held, finding);
            }
        }
    }

    fn repeated(&mut self, held: &Held<'_>) {
        for (index, row) in held.rows.iter().enumerate() {
            if let Some(before) = held.rows[..index].iter().find(|before| before.name.value == row.name.value) {
                let message = format!("`{}` already has a row above", row.name.value);
                let finding = Finding::new(&kind::ROW_TWICE, row.name.span, message).says(&row.name.value);
                self.tell(held, finding.related(before.name.span, "the first row"));
            }
        }
    }

    /// Adds a finding about a table. If it is at an entry of the layout, it is in the section that the entry names.
    fn tell(&mut self, held: &Held<'_>, finding: Finding) {
        self.tell_in(&held.section, finding);
    }

    fn tell_in(&mut self, section: &str, mut finding: Finding) {
        if finding.span.file != self.document.file {
            finding.section = Some(section.to_owned());
        }
        self.push(finding);
    }

    /// Records a fact that was compared.
    fn compared(&mut self, what: &'static str, verdict: Verdict, document: Option<Span>, spec: Option<Span>) {
        self.facts.push(Fact { key: None, what, verdict, document, spec, decision: None });
    }

    /// Records a fact that was compared, and reports it if both sides differ.
    fn compare_cell(&mut self, held: &Held<'_>, what: &'static str, same: bool, finding: impl FnOnce() -> Finding) {
        let finding = finding();
        let verdict = if same { Verdict::Agrees } else { Verdict::Differs };
        self.compared(what, verdict, Some(finding.span), finding.related.first().map(|(span, _)| *span));
        if !same {
            self.tell(held, finding);
        }
    }

    /// Reports names that only one side has, at the row of the name or of its predecessor. If an added and a missing
    /// name are similar, or are the only ones, they are reported as one renamed row.
    fn sides(&mut self, held: &Held<'_>, what: &'static str, extra: &[&Row<'_>], lacking: &[(String, Span, Span)]) {
        let mut left: Vec<&(String, Span, Span)> = lacking.iter().collect();
        for row in extra {
            let name = &row.name.value;
            let alone = extra.len() == 1 && left.len() == 1;
            let close = verispec_text::words::closest(name, left.iter().map(|(name, ..)| name.as_str()));
            let other = left.iter().position(|(other, ..)| alone || close == Some(other.as_str()));
            let other = other.map(|index| left.remove(index));
            let against = other.map_or(NOTHING, |(name, ..)| name.as_str());
            let message = match other {
                Some((other, ..)) => format!("the {what} is called `{name}` here and `{other}` in the spec"),
                None => format!("the spec has no {what} `{name}`"),
            };
            let kind: &'static Kind = if other.is_some() { &kind::ROW_NAME } else { &kind::EXTRA_ROW };
            let mut finding = Finding::new(kind, row.name.span, message).says(name).against(against);
            if let Some((_, spec, _)) = other {
                finding = finding.related(*spec, "the definition in the spec");
            }
            let verdict = if other.is_some() { Verdict::Differs } else { Verdict::OnlyInDocument };
            self.compared(what, verdict, Some(row.name.span), other.map(|(_, spec, _)| *spec));
            self.tell(held, finding);
        }
        for (name, spec, place) in left {
            let message = format!("the table lacks the {what} `{name}` of the spec");
            let finding = Finding::new(&kind::LACKING_ROW, *place, message).says(NOTHING).against(name);
            // The expected location of the row is the location that a decision about it refers to.
            self.compared(what, Verdict::OnlyInSpec, Some(*place), Some(*spec));
            self.tell(held, finding.related(*spec, "the definition in the spec"));
        }
    }
}

/// Counts the headings of a layout that a document contains. Returns 0 if the document lacks most of them, because
/// documents can share some headings by chance.
pub(super) fn headed(tables: &Tables, document: &Document) -> usize {
    let headings: BTreeSet<String> = document.headings.iter().map(|heading| normal(&heading.text.value)).collect();
    let tables_and_lines = tables.tables.iter().map(|table| &table.heading);
    let named = tables_and_lines.chain(tables.lines.iter().map(|lines| &lines.heading));
    let named: BTreeSet<String> = named.flatten().map(|heading| normal(heading)).collect();
    let known = named.intersection(&headings).count();
    if 2 * known < named.len() { 0 } else { known }
}

fn column(table: &Table, head: Option<&Text>) -> Option<usize> {
    let head = normal(&head?.value);
    table.head.iter().position(|cell| normal(&cell.value) == head)
}

/// Reads a row, if it has a name.
fn row<'a>(entry: &DocumentTable, table: &Table, cells: &'a [Cell]) -> Option<Row<'a>> {
    let cell = |head: &Option<Text>| column(table, head.as_ref()).and_then(|index| cells.get(index));
    let columns = &entry.columns;
    let first = cell(&columns.name).or(if columns.name.is_none() { cells.first() } else { None })?;
    let written = first.lines.iter().find(|line| !line.value.is_empty())?;
    let prefix = entry.prefix.as_ref().map_or("", |prefix| prefix.value.as_str());
    let name = match written.value.strip_prefix(prefix) {
        Some(rest) => Text { value: rest.to_owned(), span: written.span },
        None => written.clone(),
    };
    Some(Row {
        name,
        first,
        kind: cell(&columns.kind),
        limit: cell(&columns.limit),
        note: cell(&columns.note),
        title: cell(&columns.title),
        requires: cell(&columns.requires),
    })
}
