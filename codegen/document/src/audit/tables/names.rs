//! Compares tables whose rows name capabilities, states, codes, or path parameters.

use super::fields::Described;
use super::{Auditor, Finding, Held, NOTHING, Row, values};
use crate::document::normal;
use verispec_model::finding as kind;
use verispec_model::ir::{CapabilityId, Constraints, List, NamedThings, Operation, Schema, Shape};
use verispec_text::source::Span;

impl<'a> Auditor<'a> {
    pub(super) fn codes(&mut self, held: &Held<'a>, list: &'a List) {
        let known = list.values.iter().map(|code| (code.clone(), list.name.span)).collect();
        self.named(held, "code", known);
    }

    pub(super) fn names(&mut self, held: &Held<'a>, things: NamedThings) {
        let model = self.model;
        let wire = |name: &verispec_model::ir::Name| (name.wire.clone(), name.span);
        let (what, known): (_, Vec<(String, Span)>) = match things {
            NamedThings::Capabilities => ("capability", model.capabilities.iter().map(|it| wire(&it.name)).collect()),
            NamedThings::Workflows => {
                let keys = model.workflows.iter().map(|workflow| (workflow.key.to_string(), workflow.places.key));
                ("workflow", keys.collect())
            }
            NamedThings::States => ("state", model.timing.states.iter().map(|it| wire(&it.name)).collect()),
            NamedThings::ErrorCodes => {
                let codes = model.redirect.iter().flat_map(|redirect| &redirect.error_codes);
                ("error code", codes.map(|code| wire(&code.name)).collect())
            }
            NamedThings::Errors => {
                let errors = model.provider.errors.iter();
                ("error status", errors.map(|error| (error.status.clone(), error.source.span)).collect())
            }
            NamedThings::Headers => {
                let headers = model.provider.headers.iter();
                ("header", headers.map(|header| (header.name.clone(), header.source.span)).collect())
            }
            NamedThings::Channels => ("channel", model.channels.iter().map(|it| wire(&it.name)).collect()),
            NamedThings::Services => ("service", model.services.iter().map(|it| wire(&it.name)).collect()),
            NamedThings::Categories => ("category", model.credentials.iter().map(|it| wire(&it.name)).collect()),
        };
        self.named(held, what, known);
        for row in &held.rows {
            self.title(held, row);
            self.requires(held, row);
        }
    }

    /// Compares the names of the rows with those of the spec, in both directions.
    fn named(&mut self, held: &Held<'a>, what: &'static str, known: Vec<(String, Span)>) {
        let mut lacking = Vec::new();
        let mut place = held.head;
        for (name, span) in &known {
            match held.rows.iter().find(|row| row.name.value == *name) {
                Some(row) => {
                    place = row.name.span;
                    self.compared(what, crate::audit::Verdict::Agrees, Some(place), Some(*span));
                }
                None if self.is_absent(&held.entry.absent, name) => {}
                None => lacking.push((name.clone(), *span, place)),
            }
        }
        let is_extra = |row: &&Row<'_>| !known.iter().any(|(name, _)| *name == row.name.value);
        let extra: Vec<&Row<'_>> = held.rows.iter().filter(is_extra).collect();
        self.sides(held, what, &extra, &lacking);
        self.unused_absences(held);
    }

    fn title(&mut self, held: &Held<'a>, row: &Row<'a>) {
        let workflow = row.name.value.parse().ok().and_then(|key| self.model.workflow(key));
        let (Some(cell), Some(workflow)) = (row.title, workflow) else { return };
        let written = cell.joined();
        self.uses(&held.entry.columns.title);
        self.compare_cell(held, "title", written == workflow.title, || {
            let message = format!(
                "the workflow {} is called `{written}` here and `{}` in the spec",
                workflow.key, workflow.title
            );
            let says = format!("{}: {written}", row.name.value);
            let finding = Finding::new(&kind::CELL, cell.span, message).says(says).against(&workflow.title);
            finding.related(workflow.places.title, "the spec's name")
        });
    }

    /// Compares the requirements in a row with those of the capability, including indirect ones.
    pub(super) fn requires(&mut self, held: &Held<'a>, row: &Row<'a>) {
        let model = self.model;
        let known = model.capabilities.iter().position(|capability| capability.name.wire == row.name.value);
        let (Some(cell), Some(id)) = (row.requires, known.map(CapabilityId)) else { return };
        let mut required: Vec<CapabilityId> = Vec::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            for id in &model[next].requires {
                if !required.contains(id) {
                    required.push(*id);
                    open.push(*id);
                }
            }
        }
        required.sort_unstable();
        let required: Vec<String> = required.into_iter().map(|id| model[id].name.wire.clone()).collect();
        let text = cell.joined();
        self.uses(&held.entry.columns.requires);
        let none = held.tables.none.iter().find(|words| normal(&words.value) == normal(&text));
        self.used.extend(none.map(|words| words.span));
        let written: Vec<String> = match text.is_empty() || none.is_some() {
            true => Vec::new(),
            false => text.split(',').map(|name| name.trim().to_owned()).collect(),
        };
        let extra: Vec<String> = written.iter().filter(|name| !required.contains(name)).cloned().collect();
        let lacking: Vec<String> = required.iter().filter(|name| !written.contains(name)).cloned().collect();
        self.compare_cell(held, "requirements", extra.is_empty() && lacking.is_empty(), || {
            let name = &row.name.value;
            let message = format!("the requirements of `{name}` differ: {}", values::sides(&extra, &lacking));
            Finding::new(&kind::CELL, cell.span, message)
                .says(format!("{name}: {}", crate::audit::listed(&extra)))
                .against(crate::audit::listed(&lacking))
                .related(model[id].name.span, "the capability in the spec")
        });
    }

    /// Compares the parameters of an operation's path, with their types and values.
    pub(super) fn path_parameters(&mut self, held: &Held<'a>, operation: &'a Operation) {
        let parameters = &operation.path_parameters;
        self.named(held, "path parameter", parameters.iter().map(|it| (it.name.wire.clone(), it.name.span)).collect());
        for row in &held.rows {
            let Some(known) = parameters.iter().find(|known| known.name.wire == row.name.value) else { continue };
            let schema = Schema {
                shape: Shape::Named(known.schema),
                constraints: Constraints::default(),
                personal: false,
                secret: false,
                span: known.name.span,
            };
            let found = Described { schema: &schema, field: None };
            self.field_type(held, row, &found);
            self.field_values(held, row, &found, None);
        }
    }

    /// Reports rows that the layout lists as absent although the table has them.
    pub(super) fn unused_absences(&mut self, held: &Held<'a>) {
        let has = |name: &str| held.rows.iter().any(|row| row.name.value == name);
        for absent in held.entry.absent.iter().filter(|absent| has(&absent.value)) {
            let message =
                format!("the layout says that the table omits `{}`, but the table has a row for it", absent.value);
            let finding = Finding::new(&kind::UNUSED_ENTRY, absent.span, message).says(&absent.value).against(NOTHING);
            self.tell(held, finding);
        }
    }
}
