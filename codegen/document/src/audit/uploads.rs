//! Compares uploads with the spec: the form field, the formats and the limits of files, and the parts.

use std::collections::BTreeSet;

use super::finding::{Finding, Verdict};
use super::{Auditor, listed};
use crate::document::{FileRow, Header, Operation, Workflow, file_rows, media_types};
use verispec_model::finding as kind;
use verispec_model::ir::{self, FileKind, Vocabulary};
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

impl<'a> Auditor<'a> {
    pub(super) fn uploads(&mut self, workflow: &'a Workflow) {
        for operation in &workflow.operations {
            let Some(spec) = self.operation_of(operation) else { continue };
            let Some(field) = spec.request.as_ref().and_then(|body| body.file_field.as_deref()) else { continue };
            self.form_fields(workflow, operation, field);
            self.listed_parts(workflow, operation, spec);
            for row in file_rows(operation) {
                self.file_row(workflow, operation, spec, row, field);
            }
        }
    }

    /// Compares the form field in which a command sends the file.
    fn form_fields(&mut self, workflow: &Workflow, operation: &Operation, field: &str) {
        let curls = operation.requests.iter().filter_map(|request| request.curl.as_ref());
        for sent in curls.flat_map(|curl| &curl.form).filter(|sent| is_file(sent)) {
            self.field(workflow, &sent.name, field, "the command sends the file in the field");
        }
    }

    fn field(&mut self, workflow: &Workflow, written: &Text, field: &str, what: &str) {
        let key = workflow.key.as_ref().map_or(0, |key| key.value);
        let verdict = if written.value == field { Verdict::Agrees } else { Verdict::Differs };
        self.fact(key, "file field", verdict, Some(written.span), None);
        if verdict == Verdict::Differs {
            let message = format!("{what} `{}`, but in the spec it is `{field}`", written.value);
            self.push(Finding::new(&kind::FILE_FIELD, written.span, message).against(field));
        }
    }

    fn file_row(
        &mut self,
        workflow: &Workflow,
        operation: &Operation,
        spec: &ir::Operation,
        row: FileRow<'_>,
        field: &str,
    ) {
        self.field(workflow, row.name, field, "the table calls the field");
        let parts = self.parts_of(workflow, operation, spec);
        let kinds: BTreeSet<_> =
            self.model.parts().iter().filter(|part| parts.contains(&part.name.wire)).map(|part| part.file).collect();
        for file in kinds {
            self.file(workflow, &row, &self.model[file]);
        }
    }

    fn file(&mut self, workflow: &Workflow, row: &FileRow<'_>, file: &FileKind) {
        let key = workflow.key.as_ref().map_or(0, |key| key.value);
        let said = &row.measures;
        let same = media_types(&said.formats) == media_types(&file.extensions);
        self.fact(
            key,
            "formats",
            if same { Verdict::Agrees } else { Verdict::Differs },
            Some(row.text.span),
            Some(file.name.span),
        );
        if !same {
            let place = row.text.within(said.formats_at.clone());
            let message = format!(
                "the formats are {} here, but those of `{}` in the spec are {}",
                listed(&said.formats),
                file.name.wire,
                listed(&file.extensions)
            );
            let finding = Finding::new(&kind::FILE_FORMAT, place, message).against(listed(&file.extensions));
            self.push(finding.related(file.name.span, "the file kind in the spec"));
        }
        let bytes = |held: u64| said.bytes.as_ref().is_some_and(|(bytes, _)| bytes.contains(&held));
        let held = file.max_bytes.map(|held| format!("{held} bytes"));
        let place = said.bytes.as_ref().map(|(_, at)| row.text.within(at.clone()));
        self.limit(key, row, file, place, held, file.max_bytes.is_some_and(bytes), "size");
        let sides = file.max_width.zip(file.max_height);
        let pixels = |(width, height): (u32, u32)| {
            said.pixels.as_ref().is_some_and(|(pixels, _)| *pixels == [u64::from(width), u64::from(height)])
        };
        let held = sides.map(|(width, height)| format!("{width} x {height}"));
        let place = said.pixels.as_ref().map(|(_, at)| row.text.within(at.clone()));
        self.limit(key, row, file, place, held, sides.is_some_and(pixels), "resolution");
    }

    /// Reports a limit that one side lacks, or that differs.
    #[expect(clippy::too_many_arguments, reason = "both sides of a limit, with their locations")]
    fn limit(
        &mut self,
        key: u32,
        row: &FileRow<'_>,
        file: &FileKind,
        place: Option<Span>,
        held: Option<String>,
        same: bool,
        what: &'static str,
    ) {
        let verdict = match (place, &held) {
            (None, None) => return,
            (Some(_), None) => Verdict::OnlyInDocument,
            (None, Some(_)) => Verdict::OnlyInSpec,
            (Some(_), Some(_)) if same => Verdict::Agrees,
            (Some(_), Some(_)) => Verdict::Differs,
        };
        self.fact(key, what, verdict, place, Some(file.name.span));
        if verdict == Verdict::Agrees {
            return;
        }
        let held = held.unwrap_or_else(|| "no limit".to_owned());
        let said = place.map_or("no limit".to_owned(), |span| self.words(span));
        let message =
            format!("the limit of the {what} is {said} here, and {held} for `{}` in the spec", file.name.wire);
        let finding = Finding::new(&kind::FILE_LIMIT, place.unwrap_or(row.text.span), message).says(said).against(held);
        self.push(finding.related(file.name.span, "the file kind in the spec"));
    }

    /// Returns the parts of this workflow that a section uploads: the part in its URLs, or otherwise the parts that are
    /// not in the URLs of another section.
    fn parts_of(&self, workflow: &Workflow, operation: &Operation, spec: &ir::Operation) -> Vec<String> {
        let own = self.part_in_urls(operation, spec);
        let Some(known) = self.spec_of(workflow) else { return own.into_iter().collect() };
        let parts: BTreeSet<&String> = known.slots.iter().flat_map(|slot| &slot.parts).map(|part| &part.wire).collect();
        if let Some(own) = own {
            return vec![own];
        }
        let others = workflow.operations.iter().filter(|other| other.operation == operation.operation);
        let taken: Vec<String> = others.filter_map(|other| self.part_in_urls(other, spec)).collect();
        parts.into_iter().filter(|part| !taken.contains(part)).cloned().collect()
    }

    /// Returns the part that the URLs of a section contain in place of the part parameter.
    fn part_in_urls(&self, operation: &Operation, spec: &ir::Operation) -> Option<String> {
        let url = operation.urls.first()?;
        let address = super::address::Address::parse(&url.url.value)?;
        let last = address.path.rsplit('/').next()?;
        if self.model.parts().iter().any(|part| part.name.wire == last) {
            return Some(last.to_owned());
        }
        let name = self.part_parameter(spec)?;
        let parameters = address.parameters(spec)?;
        let (_, range) = parameters.into_iter().find(|(known, _)| *known == name)?;
        let value = &url.url.value[range];
        super::address::parameter(self.layout, value).is_none().then(|| value.to_owned())
    }

    /// Returns the path parameter that selects the part: the one with the vocabulary of parts, or otherwise the last
    /// one.
    fn part_parameter<'s>(&self, spec: &'s ir::Operation) -> Option<&'s str> {
        let is_part = |known: &&ir::PathParameter| self.model[known.schema].vocabulary == Some(Vocabulary::Parts);
        let known = spec.path_parameters.iter().find(is_part);
        known.or(spec.path_parameters.last()).map(|known| known.name.wire.as_str())
    }

    /// Compares the parts that a table lists for the parameter.
    fn listed_parts(&mut self, workflow: &Workflow, operation: &Operation, spec: &ir::Operation) {
        let Some(name) = self.part_parameter(spec) else { return };
        let rows = operation.tables.iter().flat_map(|table| &table.rows);
        let Some(row) = rows.into_iter().find(|row| row.first().is_some_and(|cell| cell.value == name)) else { return };
        let known = self.model.parts();
        let words = |cell: &Text| -> Vec<String> {
            let words = cell.value.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
            words.filter(|word| !matches!(*word, "" | "or" | "and")).map(str::to_owned).collect()
        };
        let lists = |cell: &&Text| words(cell).iter().any(|word| known.iter().any(|part| part.name.wire == *word));
        let Some(cell) = row[1..].iter().find(lists) else { return };
        let written = words(cell);
        let expected = self.parts_of(workflow, operation, spec);
        let same = written.len() == expected.len() && expected.iter().all(|part| written.contains(part));
        let key = workflow.key.as_ref().map_or(0, |key| key.value);
        self.fact(key, "uploaded parts", if same { Verdict::Agrees } else { Verdict::Differs }, Some(cell.span), None);
        if !same && self.spec_of(workflow).is_some() {
            let message =
                format!("the parts to upload are {} here, and {} in the spec", listed(&written), listed(&expected));
            self.push(Finding::new(&kind::UPLOADED, cell.span, message).against(listed(&expected)));
        }
    }
}

/// Returns whether a form field is a file.
fn is_file(field: &Header) -> bool {
    field.value.value.trim_start().starts_with('@')
}
