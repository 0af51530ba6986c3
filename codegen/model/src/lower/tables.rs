//! Resolves the rules for comparing the tables and lines of a document with the spec.

use super::{Lower, layout, strings};
use crate::ir::{self, Holds, Model};
use crate::rules::lowering::MALFORMED_TABLE;
use verispec_spec::syntax::{self, Map, Text};

/// The placeholders in line patterns that need an operation to compare with.
const OF_OPERATIONS: [&str; 4] = ["{method}", "{url}", "{status}", "{errors}"];

/// The placeholders in line patterns that need a lifetime to compare with.
const OF_LIFETIMES: [&str; 3] = ["{time}", "{min}", "{max}"];

impl Lower<'_> {
    pub(super) fn tables(&mut self, file: &syntax::Tables, model: &Model) -> Option<ir::Layout> {
        let document = self.document_names.resolve(&file.document, self.diagnostics);
        for kind in file.types.values().filter(|kind| !ir::JSON_TYPES.contains(&kind.value.as_str())) {
            let message = format!("`{}` is not a JSON type", kind.value);
            self.push(MALFORMED_TABLE.at(kind.span, message).help(format!("use one of {}", ir::JSON_TYPES.join(", "))));
        }
        let regions = file.regions.iter().filter_map(|(words, name)| {
            let region = model.regions.iter().position(|region| region.name.wire == name.value);
            if region.is_none() {
                self.push(MALFORMED_TABLE.at(name.span, format!("the spec has no region `{}`", name.value)));
            }
            Some((words.clone(), region?))
        });
        let regions = regions.collect();
        let tables = ir::Tables {
            bullets: file.bullets.clone(),
            values: file.values.clone(),
            groups: file.groups.clone(),
            limits: file.limits.clone(),
            types: file.types.iter().map(|(words, kind)| (words.clone(), kind.value.clone())).collect(),
            regions,
            parameters: file.parameters.clone(),
            none: file.none.clone(),
            not_read: file.not_read.clone(),
            tables: file.tables.iter().filter_map(|table| self.document_table(table, model)).collect(),
            lines: file.lines.iter().filter_map(|lines| self.document_lines(lines, model)).collect(),
        };
        let mut layout = ir::Layout::of_tables(document?, file.document.span, tables);
        layout.parameters = strings(&file.parameters);
        layout.edition = file.edition.as_ref().map(super::string);
        layout.no_edition = file.no_edition.clone();
        layout.sentences = file.sentences.iter().map(layout::sentence).collect();
        Some(layout)
    }

    fn document_table(&mut self, table: &syntax::DocumentTable, model: &Model) -> Option<ir::DocumentTable> {
        let span = table.heading.last()?.span;
        let holds = self.holds(table);
        let said = [
            table.schema.is_some(),
            table.capability.is_some(),
            table.list.is_some(),
            table.path_parameters.is_some(),
            table.upload.is_some(),
            table.names.is_some(),
            table.left_out.is_some(),
        ];
        if said.into_iter().filter(|is_said| *is_said).count() != 1 {
            let finding = MALFORMED_TABLE.at(span, "this table does not name the part of the spec to compare it with");
            let help = "name one of `schema`, `capability`, `list`, `path_parameters`, `upload` and `names`, or give the \
                        reason in `left_out`";
            self.push(finding.help(help));
            return None;
        }
        let columns = &table.columns;
        let rows = table.rows.iter().map(|(name, row)| {
            let lifetime = row.lifetime.as_ref().and_then(|name| self.bounded_lifetime(name, model));
            ir::TableRow { name: name.clone(), lifetime, type_codes: row.type_codes, open: row.open.is_some() }
        });
        let rows = rows.collect();
        Some(ir::DocumentTable {
            heading: strings(&table.heading),
            span,
            holds: holds?,
            columns: ir::Columns {
                name: columns.name.clone(),
                kind: columns.kind.clone(),
                limit: columns.limit.clone(),
                note: columns.note.clone(),
                title: columns.title.clone(),
                requires: columns.requires.clone(),
            },
            columns_left_out: names(&table.columns_left_out),
            required: table.required,
            prefix: table.prefix.clone(),
            rows,
            absent: names(&table.absent),
        })
    }

    /// Resolves the part of the spec that the table is compared with; `None` after an unknown name has been reported.
    fn holds(&mut self, table: &syntax::DocumentTable) -> Option<Holds> {
        let mut holds = Some(Holds::Nothing);
        if let Some(name) = &table.schema {
            holds = self.type_names.resolve(name, self.diagnostics).map(Holds::Schema);
        }
        if let Some(name) = &table.capability {
            holds = self.capability_names.resolve(name, self.diagnostics).map(Holds::Capability);
        }
        if let Some(name) = &table.list {
            holds = self.list_names.resolve(name, self.diagnostics).map(Holds::List);
        }
        if let Some(name) = &table.path_parameters {
            holds = self.operation_names.resolve(name, self.diagnostics).map(Holds::PathParameters);
        }
        if let Some(name) = &table.upload {
            holds = self.operation_names.resolve(name, self.diagnostics).map(Holds::Upload);
        }
        table.names.map(Holds::Names).or(holds)
    }

    fn bounded_lifetime(&mut self, name: &Text, model: &Model) -> Option<usize> {
        let found = model.timing.lifetimes.iter().position(|lifetime| lifetime.name.wire == name.value);
        if found.is_none() {
            self.push(MALFORMED_TABLE.at(name.span, format!("the spec has no lifetime `{}`", name.value)));
        }
        found
    }

    fn document_lines(&mut self, lines: &syntax::DocumentLines, model: &Model) -> Option<ir::DocumentLines> {
        let operation = lines.operation.as_ref().map(|name| self.operation_names.resolve(name, self.diagnostics));
        let lifetime = lines.lifetime.as_ref().map(|name| self.bounded_lifetime(name, model));
        let needed =
            [("operation", operation.is_some(), &OF_OPERATIONS[..]), ("lifetime", lifetime.is_some(), &OF_LIFETIMES)];
        for (what, is_there, places) in needed {
            let reads = lines.read.iter().find(|line| places.iter().any(|place| line.value.contains(place)));
            if let Some(line) = reads.filter(|_| !is_there) {
                let message = format!("this line pattern needs the name of {}", article(what));
                self.push(MALFORMED_TABLE.at(line.span, message).help(format!("add `{what}`")));
            }
        }
        Some(ir::DocumentLines {
            heading: strings(&lines.heading),
            span: lines.heading.last()?.span,
            read: lines.read.clone(),
            operation: operation.flatten().zip(lines.operation.as_ref().map(|name| name.span)),
            lifetime: lifetime.flatten().zip(lines.lifetime.as_ref().map(|name| name.span)),
            absent: names(&lines.absent),
        })
    }
}

fn article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// Returns the keys of a map from names to reasons.
fn names(map: &Map<Text>) -> Vec<Text> {
    map.keys().cloned().collect()
}
