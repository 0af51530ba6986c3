//! Checks keywords that only apply to received payloads: alternative spellings of a number, and the allowed hosts of
//! URLs.

use super::Lower;
use super::names::report_repeated;
use crate::ir::{Hosts, Model, Schema, Shape, Type, TypeKind};
use crate::rules::lowering::SCHEMA_TYPE;
use verispec_spec::syntax::{self, Format};

/// Returns the schemas of the values in a type.
fn schemas(kind: &Type) -> Vec<&Schema> {
    match &kind.kind {
        TypeKind::Object(fields) => fields.iter().map(|field| &field.schema).collect(),
        TypeKind::Alias(schema) => vec![schema],
        TypeKind::Enum(_) | TypeKind::Id(_) => Vec::new(),
    }
}

impl Lower<'_> {
    /// Resolves the allowed hosts of the URLs of a schema.
    pub(super) fn hosts(&mut self, schema: &syntax::Schema) -> Option<Hosts> {
        let first = schema.hosts.first()?;
        if schema.format.as_ref().is_none_or(|format| format.value != Format::Uri) {
            let message = "`x-hosts` does not apply to this schema";
            self.push(SCHEMA_TYPE.at(first.span, message).help("it applies only to `format: uri`"));
            return None;
        }
        report_repeated("host", &schema.hosts, self.diagnostics);
        let (mut words, mut patterns) = (Vec::new(), Vec::new());
        for word in &schema.hosts {
            if word.value.contains('.') {
                patterns.push(word.value.clone());
            } else if self.service_names.resolve(word, self.diagnostics).is_some() {
                let of_service = self.service_hosts.iter().filter(|(service, _)| *service == word.value);
                patterns.extend(of_service.map(|(_, host)| host.clone()));
            }
            words.push(word.value.clone());
        }
        Some(Hosts { words, patterns })
    }

    /// Checks that sent values have only one spelling, and that their URLs are not limited to certain hosts.
    pub(super) fn check_forms(&mut self, model: &Model) {
        for kind in model.types.iter().filter(|kind| kind.sent) {
            schemas(kind).into_iter().for_each(|schema| self.check_form(schema));
        }
        // The redirect's parameters and path parameters are never judged.
        let parameters = model.operations.iter().flat_map(|operation| &operation.path_parameters);
        let unjudged = model.redirect.iter().map(|redirect| redirect.parameters);
        for id in unjudged.chain(parameters.map(|parameter| parameter.schema)).filter(|id| !model[*id].sent) {
            for schema in schemas(&model[id]).into_iter().filter(|schema| schema.constraints.hosts.is_some()) {
                self.unsupported(schema.span, "`x-hosts` in a path parameter", "remove `x-hosts`");
            }
        }
    }

    fn check_form(&mut self, schema: &Schema) {
        if let Shape::List(inner) | Shape::Map(inner) = &schema.shape {
            self.check_form(inner);
        }
        if matches!(schema.shape, Shape::Integer { or_text: true }) {
            self.unsupported(schema.span, "`x-or-text` in a request", "remove `x-or-text`");
        }
        if schema.constraints.hosts.is_some() {
            self.unsupported(schema.span, "`x-hosts` in a request", "remove `x-hosts`");
        }
    }
}
