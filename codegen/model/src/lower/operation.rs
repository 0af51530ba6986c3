//! Resolves operations and examples.

use super::{Lower, module, name, optional, string, strings};
use crate::ir::reserved::{BESIDE_PARAMETERS, IN_OPERATIONS, is_keyword};
use crate::ir::{self, Shape, TypeKind};
use crate::rules::lowering::UNKNOWN_VALUE;
use verispec_spec::parse::rules::UNSUPPORTED_SCHEMA;
use verispec_spec::syntax::{self, Parsed};

impl Lower<'_> {
    pub(super) fn operation(&mut self, file: &Parsed<syntax::Operation>) -> ir::Operation {
        let operation = &file.content;
        self.check_address(operation);
        self.check_status(&operation.response);
        self.check_bodies(operation);
        let path_parameters = operation.path_parameters.iter().filter_map(|(parameter, content)| {
            Some(ir::PathParameter {
                name: ir::Name::member(&parameter.value, parameter.span, None, |name| {
                    is_keyword(name) || BESIDE_PARAMETERS.contains(&name)
                }),
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
        let mut own_name = module(&file.stem, "operations");
        let types = operation
            .path_parameters
            .values()
            .map(|parameter| ir::Name::new(&parameter.schema.value, own_name.span).pascal);
        if IN_OPERATIONS.contains(&own_name.pascal.as_str()) || types.into_iter().any(|name| name == own_name.pascal) {
            own_name.pascal.push('_');
        }
        ir::Operation {
            name: own_name,
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
            errors: strings(&operation.errors),
            deprecated: self.deprecation(operation.deprecated.as_ref(), ("operation", &file.stem.value), |lower| {
                lower.operation_names.all(ir::Replacement::Operation)
            }),
            examples: operation.examples.iter().map(|example| self.example(example)).collect(),
            source: self.source(&operation.source),
            decisions,
        }
    }

    /// Reports error statuses of operations that the provider does not define, or that cannot come from the provider.
    pub(super) fn check_operation_errors(&mut self, spec: &syntax::Spec) {
        let known = spec.provider.iter().flat_map(|file| file.content.errors.keys());
        let known: Vec<&str> = known.map(|status| status.value.as_str()).collect();
        for operation in spec.operations.iter().map(|file| &file.content) {
            super::names::report_repeated("error status", &operation.errors, self.diagnostics);
            let ours = operation.sender == syntax::Sender::Customer;
            for status in operation.errors.iter().filter(|status| !ours || !known.contains(&status.value.as_str())) {
                let finding = match ours {
                    true => {
                        let message = format!("`provider.yaml` has no error status `{}`", status.value);
                        UNKNOWN_VALUE.at(status.span, message).did_you_mean(&status.value, known.iter().copied())
                    }
                    false => {
                        let message = "the provider sends this request, so the operation cannot have error statuses";
                        UNKNOWN_VALUE.at(status.span, message).help("remove it")
                    }
                };
                self.push(finding);
            }
        }
    }

    /// Reports path parameters whose type cannot occur in a URL.
    pub(super) fn check_parameters(&mut self, spec: &syntax::Spec, model: &ir::Model) {
        for (file, operation) in spec.operations.iter().zip(&model.operations) {
            for parameter in &operation.path_parameters {
                let kind = &model[parameter.schema];
                let is_scalar = match &kind.kind {
                    TypeKind::Object(_) => false,
                    TypeKind::Enum(_) | TypeKind::Id(_) => true,
                    TypeKind::Alias(schema) => match &model.resolved(schema).shape {
                        Shape::List(_) | Shape::Map(_) | Shape::Any => false,
                        Shape::Named(id) => !matches!(model[*id].kind, TypeKind::Object(_)),
                        _ => true,
                    },
                };
                let mut written = file.content.path_parameters.iter();
                let place = written.find(|(name, _)| name.value == parameter.name.wire).map(|(_, own)| own.schema.span);
                if let Some(place) = place.filter(|_| !is_scalar) {
                    let message =
                        format!("`{}` is not a single value, so it cannot be a path parameter", kind.name.wire);
                    let finding = UNSUPPORTED_SCHEMA.at(place, message);
                    self.push(finding.help("name a schema that is a string, a number or a boolean"));
                }
            }
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
