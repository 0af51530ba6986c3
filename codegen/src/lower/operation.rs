//! Operations and examples, resolved.

use super::{Lower, name, optional, string, strings};
use crate::ir;
use crate::syntax::{self, Parsed};

impl Lower<'_> {
    pub(super) fn operation(&mut self, file: &Parsed<syntax::Operation>) -> ir::Operation {
        let operation = &file.content;
        self.check_address(operation);
        self.check_status(&operation.response);
        let path_parameters = operation.path_parameters.iter().filter_map(|(parameter, content)| {
            Some(ir::PathParameter {
                name: name(parameter),
                summary: string(&content.summary),
                schema: self.type_names.resolve(&content.schema, self.diagnostics)?,
            })
        });
        let path_parameters = path_parameters.collect();
        let request = operation.request.as_ref().map(|body| ir::Body {
            media_type: string(&body.media_type),
            schema: body.schema.as_ref().and_then(|schema| self.type_names.resolve(schema, self.diagnostics)),
            file_field: optional(&body.file_field),
        });
        let response = &operation.response;
        let mut decisions = self.decision_ids(&operation.decisions);
        decisions.extend(self.decision_ids(&response.decisions));
        ir::Operation {
            name: name(&file.stem),
            title: string(&operation.name),
            summary: string(&operation.summary),
            group: string(&operation.group),
            sender: operation.sender,
            method: operation.method.value,
            method_place: operation.method.span,
            service: operation.service.as_ref().and_then(|service| self.service_names.meant(service, self.diagnostics)),
            path: optional(&operation.path),
            path_place: operation.path.as_ref().map(|path| path.span),
            path_parameters,
            constructor: operation.constructor.as_ref().map(name),
            auth: self.auth_names.resolve_all(&operation.auth, self.diagnostics),
            request,
            response: ir::Response {
                status: response.status.value,
                media_types: strings(&response.media_types),
                schema: response.schema.as_ref().and_then(|schema| self.type_names.resolve(schema, self.diagnostics)),
            },
            deprecated: self.deprecation(operation.deprecated.as_ref(), ("operation", &file.stem.value), |lower| {
                lower.operation_names.all(ir::Replacement::Operation)
            }),
            examples: operation.examples.iter().map(|example| self.example(example)).collect(),
            source: self.source(&operation.source),
            decisions,
        }
    }

    pub(super) fn example(&mut self, example: &syntax::Example) -> ir::Example {
        ir::Example {
            name: optional(&example.name),
            path: example.path.iter().map(|(name, value)| (name.value.clone(), value.value.clone())).collect(),
            path_places: example.path.iter().map(|(_, value)| value.span).collect(),
            request: example.request.as_ref().map(ir::Payload::new),
            response: example.response.as_ref().map(ir::Payload::new),
            source: self.optional_source(&example.source),
            decisions: self.decision_ids(&example.decisions),
        }
    }
}
