//! Compares tables of path parameters with the URLs above them and the types of the spec.

use super::address::{Address, parameter};
use super::finding::{Finding, Verdict};
use super::tables::json_type_of;
use super::{Auditor, listed};
use crate::document::{Operation, Table, Workflow, rows_of};
use verispec_model::finding as kind;
use verispec_model::ir::{self, JSON_TYPES};

impl<'a> Auditor<'a> {
    pub(super) fn parameters(&mut self, workflow: &'a Workflow) {
        for operation in &workflow.operations {
            let Some(spec) = self.operation_of(operation) else { continue };
            let is_parameter = |name: &str| spec.path_parameters.iter().any(|known| known.name.wire == name);
            let first =
                |row: &Vec<verispec_spec::syntax::Text>| row.first().is_some_and(|cell| is_parameter(&cell.value));
            // The first table with a parameter is the parameter table; a form field may have the same name.
            let is_it = |table: &&Table| table.rows.iter().any(first) && rows_of(table).is_empty();
            if let Some(table) = operation.tables.iter().find(is_it) {
                self.listed_parameters(workflow, operation, spec, table);
                self.types(workflow, spec, table);
            }
        }
    }

    /// Checks that a table lists the parameters of the URLs above it by name.
    fn listed_parameters(&mut self, workflow: &Workflow, operation: &Operation, spec: &ir::Operation, table: &Table) {
        let Some(address) = operation.urls.first().and_then(|url| Address::parse(&url.url.value)) else { return };
        let Some(values) = address.parameters(spec) else { return };
        let url = &operation.urls[0].url.value;
        let open = values.iter().filter(|(_, range)| parameter(self.layout, &url[range.clone()]).is_some());
        let expected: Vec<String> = open.map(|(name, _)| (*name).to_owned()).collect();
        let cells = table.rows.iter().filter_map(|row| row.first()).filter(|cell| !cell.value.is_empty());
        let cells: Vec<_> = cells.collect();
        let written: Vec<String> = cells.iter().map(|cell| cell.value.clone()).collect();
        let same = written.len() == expected.len() && expected.iter().all(|name| written.contains(name));
        let key = workflow.key.as_ref().map_or(0, |key| key.value);
        let span = cells.iter().find(|cell| !expected.contains(&cell.value)).map(|cell| cell.span);
        let span = span.or(table.head.first().map(|cell| cell.span)).unwrap_or(table.span);
        self.fact(
            key,
            "parameters",
            if same { Verdict::Agrees } else { Verdict::Differs },
            Some(span),
            spec.path_place,
        );
        if !same {
            let message =
                format!("the table has the parameters {}, but the URL has {}", listed(&written), listed(&expected));
            let finding =
                Finding::new(&kind::PARAMETERS, span, message).says(listed(&written)).against(listed(&expected));
            self.push(finding.related(operation.urls[0].url.span, "the URL"));
        }
    }

    fn types(&mut self, workflow: &Workflow, spec: &ir::Operation, table: &Table) {
        for row in &table.rows {
            let Some((name, cells)) = row.split_first() else { continue };
            let Some(known) = spec.path_parameters.iter().find(|known| known.name.wire == name.value) else { continue };
            let said = cells.iter().find(|cell| JSON_TYPES.contains(&cell.value.to_lowercase().as_str()));
            let (Some(cell), Some((held, _))) = (said, json_type_of(self.model, known.schema)) else { continue };
            let same = cell.value.eq_ignore_ascii_case(held);
            let key = workflow.key.as_ref().map_or(0, |key| key.value);
            self.fact(
                key,
                "type",
                if same { Verdict::Agrees } else { Verdict::Differs },
                Some(cell.span),
                Some(known.name.span),
            );
            if !same {
                let message = format!("`{}` has the type {} here and {held} in the spec", name.value, cell.value);
                let finding = Finding::new(&kind::PARAMETER_TYPE, cell.span, message).against(held);
                self.push(finding.related(known.name.span, "the parameter in the spec"));
            }
        }
    }
}
