//! Converts payload schemas to types: resolves references and vocabularies, and determines who sends each type.

use crate::rules::lowering::{SCHEMA_TYPE, UNKNOWN_REQUIRED_MEMBER, UNKNOWN_SCHEMA};
use verispec_spec::parse::rules::{EMPTY_LIST, UNSUPPORTED_SCHEMA};

use super::constraint::constraints;
use super::deprecation::siblings;
use super::{Lower, module, name, optional, string};
use crate::ir::{self, Constraints, EnumValue, Field, Model, Shape, TypeId, TypeKind};
use verispec_spec::syntax::{self, Parsed, SchemaType, Spec, Text, Vocabulary};
use verispec_text::source::{Span, Spanned};

impl Lower<'_> {
    pub(super) fn types(&mut self, spec: &Spec) -> Vec<ir::Type> {
        let mut types = Vec::new();
        for file in self.schemas {
            for (def, schema) in &file.content.defs {
                let before = self.diagnostics.len();
                types.push(self.named_type(spec, file, def, schema));
                if self.diagnostics.len() > before || self.odd.contains(&def.value) {
                    self.doubtful_types.insert(TypeId(types.len() - 1));
                }
            }
        }
        types
    }

    pub(super) fn schema_files(&mut self, files: &[Parsed<syntax::Schemas>]) -> Vec<ir::SchemaFile> {
        let lowered = files.iter().map(|file| ir::SchemaFile {
            name: module(&file.stem, "payloads"),
            summary: string(&file.content.summary),
            types: file.content.defs.keys().filter_map(|def| self.type_names.get(&def.value)).collect(),
        });
        lowered.collect()
    }

    fn named_type(
        &mut self,
        spec: &Spec,
        file: &Parsed<syntax::Schemas>,
        def: &Text,
        schema: &syntax::Schema,
    ) -> ir::Type {
        let vocabulary = schema.vocabulary.as_ref().map(|vocabulary| vocabulary.value);
        let kind = if let Some(vocabulary) = vocabulary {
            let words = vocabulary_values(spec, vocabulary);
            if words.is_empty() {
                let message = format!("the spec defines no values of this kind, so the enum `{}` is empty", def.value);
                let place = schema.vocabulary.as_ref().map_or(def.span, |vocabulary| vocabulary.span);
                let finding = EMPTY_LIST.at(place, message);
                self.push(finding.help("define at least one in the spec, or remove `x-values`"));
            }
            let values = words.into_iter().map(|(word, summary)| self.word(word, summary, schema)).collect();
            TypeKind::Enum(self.deprecating(values, schema))
        } else if !schema.values.is_empty() {
            super::names::report_repeated("value", &schema.values, self.diagnostics);
            let values = schema.values.iter().map(|word| self.word(word, None, schema)).collect();
            TypeKind::Enum(self.deprecating(values, schema))
        } else if schema.id {
            TypeKind::Id(constraints(schema))
        } else if schema.kind.as_ref().is_some_and(|kind| kind.value == SchemaType::Object)
            && schema.additional_properties.is_none()
        {
            let source = schema.source.as_ref().unwrap_or(&file.content.source);
            TypeKind::Object(self.fields(schema, self.traffic.is_sent(&def.value), source))
        } else {
            TypeKind::Alias(self.schema_or_any(schema, def.span))
        };
        if self.check_type(def.span, schema, &kind) {
            self.check_limits(schema, def.span);
        }
        if schema.personal && !matches!(kind, TypeKind::Alias(_)) {
            let message = format!("`x-personal` has no effect on `{}` itself", def.value);
            let finding = SCHEMA_TYPE.at(def.span, message);
            self.push(finding.help("set it on the properties that contain personal data, next to `$ref` if necessary"));
        }
        if schema.informative {
            let message = format!("`x-informative` has no effect on `{}` itself", def.value);
            self.push(SCHEMA_TYPE.at(def.span, message).help("set it on properties, next to `$ref` if necessary"));
        }
        self.check_required(schema);
        let words: Vec<&str> = match &kind {
            TypeKind::Enum(values) => values.iter().map(|value| value.name.wire.as_str()).collect(),
            _ => Vec::new(),
        };
        // A body that only refers to another schema has that schema's type.
        let is_type =
            !matches!(kind, TypeKind::Alias(_)) || (self.traffic.is_body(&def.value) && schema.reference.is_none());
        self.check_rust_names(schema, &words, is_type);
        let type_name = if is_type { self.type_name(def, schema) } else { name(def) };
        ir::Type {
            name: type_name,
            file: file.stem.value.clone(),
            description: optional(&schema.description),
            kind,
            sent: false,
            received: false,
            is_part: self.parts.contains(&def.value),
            vocabulary,
            deprecated: self.deprecation(schema.deprecated.as_ref(), ("schema", &def.value), |lower| {
                lower.type_names.all(ir::Replacement::Type)
            }),
            source: match self.own_source(&schema.source, &file.content.source) {
                Some(own) => own,
                None => self.source(&file.content.source),
            },
            decisions: self.decision_ids(&schema.decisions),
        }
    }

    /// Checks that strings have an enum or an id type, and that objects have fields, because other schemas would be
    /// silently dropped.
    fn check_type(&mut self, span: Span, schema: &syntax::Schema, kind: &TypeKind) -> bool {
        let wanted = match kind {
            TypeKind::Enum(_) | TypeKind::Id(_) => SchemaType::String,
            TypeKind::Object(_) => SchemaType::Object,
            TypeKind::Alias(_) => return true,
        };
        let fits = schema.kind.as_ref().is_some_and(|kind| kind.value == wanted);
        if !fits {
            let word = if wanted == SchemaType::String { "string" } else { "object" };
            self.push(SCHEMA_TYPE.at(span, format!("this schema needs `type: {word}`")));
        }
        fits
    }

    fn check_required(&mut self, schema: &syntax::Schema) {
        for required in &schema.required {
            if !schema.properties.keys().any(|property| property == required) {
                let finding = UNKNOWN_REQUIRED_MEMBER
                    .at(required.span, format!("`{}` is required but is not a property", required.value));
                let members: Vec<&str> = schema.properties.keys().map(|property| property.value.as_str()).collect();
                self.push(finding.did_you_mean(&required.value, members));
            }
        }
    }

    fn word(&mut self, word: &Text, summary: Option<&Text>, schema: &syntax::Schema) -> EnumValue {
        EnumValue { name: self.value_name(word, schema), summary: summary.map(string), deprecated: None }
    }

    fn fields(&mut self, schema: &syntax::Schema, is_sent: bool, source: &Text) -> Vec<Field> {
        let named = schema.properties.iter().map(|(name, content)| self.field_name(name, content, is_sent));
        let names: Vec<ir::Name> = named.collect();
        let mut fields = Vec::new();
        for ((property, content), name) in schema.properties.iter().zip(&names) {
            fields.push(Field {
                name: name.clone(),
                description: optional(&content.description),
                required: schema.required.contains(property),
                schema: self.schema_or_any(content, property.span),
                informative: content.informative,
                default: content.default.as_ref().map(syntax::Data::to_json),
                deprecated: self
                    .deprecation(content.deprecated.as_ref(), ("field", &property.value), |_| siblings(&names)),
                source: self.own_source(&content.source, source),
                decisions: self.decision_ids(&content.decisions),
            });
        }
        fields
    }

    /// Converts the shape and limits of a value. If the schema has errors, the result accepts any value.
    fn schema_or_any(&mut self, schema: &syntax::Schema, span: Span) -> ir::Schema {
        let any = ir::Schema {
            shape: Shape::Any,
            constraints: Constraints::default(),
            personal: schema.personal,
            secret: schema.secret,
            span,
        };
        self.schema(schema, span).unwrap_or(any)
    }

    /// Converts a schema without its own name.
    fn schema(&mut self, schema: &syntax::Schema, span: Span) -> Option<ir::Schema> {
        if schema.or_text && schema.kind.as_ref().is_none_or(|kind| kind.value != SchemaType::Integer) {
            return self.unsupported(span, "`x-or-text` on a schema that is not an integer", "remove `x-or-text`");
        }
        let shape = match (&schema.reference, schema.kind.as_ref().map(|kind| kind.value)) {
            (Some(reference), _) => Shape::Named(self.reference(reference)?),
            (None, Some(SchemaType::Integer | SchemaType::String)) if schema.workflow_key => Shape::WorkflowKey {
                number: schema.kind.as_ref().is_some_and(|kind| kind.value == SchemaType::Integer),
            },
            (None, Some(SchemaType::String))
                if !schema.values.is_empty() || schema.vocabulary.is_some() || schema.id =>
            {
                return self.unsupported(
                    span,
                    "an unnamed enum or id",
                    "define it as a schema under `$defs` and refer to it",
                );
            }
            (None, Some(SchemaType::String)) => Shape::Text,
            (None, Some(SchemaType::Integer)) => Shape::Integer { or_text: schema.or_text },
            (None, Some(SchemaType::Number)) => Shape::Number,
            (None, Some(SchemaType::Boolean)) => Shape::Boolean,
            (None, Some(SchemaType::Array)) => match &schema.items {
                Some(items) => Shape::List(Box::new(self.schema(items, span)?)),
                None => return self.unsupported(span, "a list without `items`", "add `items`"),
            },
            (None, Some(SchemaType::Object)) => match &schema.additional_properties {
                Some(value) if schema.properties.is_empty() => Shape::Map(Box::new(self.schema(value, span)?)),
                Some(_) => {
                    return self.unsupported(
                        span,
                        "an object with both `properties` and `additionalProperties`",
                        "remove one of them; unknown fields in responses are kept anyway",
                    );
                }
                None => {
                    return self.unsupported(
                        span,
                        "an unnamed object",
                        "define it as a schema under `$defs` and refer to it",
                    );
                }
            },
            (None, None) if constraints(schema).is_empty() && schema.properties.is_empty() => Shape::Any,
            (None, None) => {
                return self.unsupported(span, "a schema with limits or properties but no `type`", "add `type`");
            }
        };
        Some(ir::Schema {
            shape,
            constraints: Constraints { hosts: self.hosts(schema), ..constraints(schema) },
            personal: schema.personal,
            secret: schema.secret,
            span,
        })
    }

    pub(super) fn unsupported(&mut self, span: Span, what: &str, help: &str) -> Option<ir::Schema> {
        self.push(UNSUPPORTED_SCHEMA.at(span, format!("the generator does not support {what}")).help(help));
        None
    }

    fn reference(&mut self, reference: &Text) -> Option<TypeId> {
        let Some(target) = reference.value.strip_prefix("#/$defs/") else {
            self.push(
                UNKNOWN_SCHEMA
                    .at(reference.span, format!("`{}` is not a schema reference", reference.value))
                    .help("write `#/$defs/Name`; schema names are shared by all files"),
            );
            return None;
        };
        // The suggestion replaces only the name, so the span covers only the name.
        let end =
            reference.span.end - u32::from(reference.span.end - reference.span.start > reference.value.len() as u32);
        let span = Span { start: end - target.len() as u32, end, ..reference.span };
        self.type_names.resolve(&Spanned { value: target.to_owned(), span }, self.diagnostics)
    }
}

/// Returns the values of a vocabulary without duplicates, each with its description in the spec.
fn vocabulary_values(spec: &Spec, vocabulary: Vocabulary) -> Vec<(&Text, Option<&Text>)> {
    let mut words: Vec<(&Text, Option<&Text>)> = Vec::new();
    let capabilities = || spec.capabilities.iter().map(|file| &file.content);
    match vocabulary {
        Vocabulary::Categories => {
            words.extend(spec.credentials.iter().map(|file| (&file.content.category, Some(&file.content.summary))))
        }
        Vocabulary::Channels => {
            words.extend(
                spec.provider
                    .iter()
                    .flat_map(|file| &file.content.channels)
                    .map(|(name, channel)| (name, Some(&channel.summary))),
            );
        }
        Vocabulary::Parts => {
            words.extend(
                spec.credentials
                    .iter()
                    .flat_map(|file| &file.content.parts)
                    .map(|(name, part)| (name, Some(&part.summary))),
            );
        }
        Vocabulary::Decisions => words.extend(capabilities().flat_map(|c| c.decisions.keys()).map(|name| (name, None))),
        Vocabulary::Labels => {
            words.extend(capabilities().flat_map(|c| c.decisions.values().flatten()).map(|name| (name, None)))
        }
        Vocabulary::States => {
            words.extend(
                spec.timing
                    .iter()
                    .flat_map(|file| &file.content.states)
                    .map(|(name, state)| (name, Some(&state.summary))),
            );
        }
        Vocabulary::ErrorCodes => {
            words.extend(
                spec.redirect
                    .iter()
                    .flat_map(|file| &file.content.error_codes)
                    .map(|(name, code)| (name, code.summary.as_ref())),
            );
        }
    }
    let mut seen = std::collections::HashSet::new();
    words.retain(|(name, _)| seen.insert(name.value.as_str()));
    words
}

/// Replaces bodies that are only aliases with the aliased type. Returns each alias with its type.
pub(super) fn resolve_bodies(model: &mut Model) -> Vec<(TypeId, TypeId)> {
    let mut synonyms = Vec::new();
    for index in 0..model.types.len() {
        let (name, mut id) = (TypeId(index), TypeId(index));
        while let TypeKind::Alias(ir::Schema { shape: Shape::Named(next), personal: false, .. }) = &model[id].kind {
            id = *next;
        }
        synonyms.extend((id != name).then_some((name, id)));
    }
    let resolved = |id: &mut TypeId| {
        if let Some((_, kind)) = synonyms.iter().find(|(name, _)| name == id) {
            *id = *kind;
        }
    };
    for operation in &mut model.operations {
        let request = operation.request.iter_mut().filter_map(|body| body.schema.as_mut());
        request.chain(operation.response.schema.as_mut()).for_each(resolved);
    }
    model.redirect.iter_mut().for_each(|redirect| resolved(&mut redirect.parameters));
    synonyms
}

/// Determines which types occur in requests and which in the provider's payloads. An alias occurs wherever its type
/// does.
pub(super) fn give_directions(model: &mut Model, synonyms: &[(TypeId, TypeId)]) {
    let sent: Vec<TypeId> = model.operations.iter().filter_map(ir::Operation::sent).collect();
    let received: Vec<TypeId> = model
        .operations
        .iter()
        .filter_map(ir::Operation::received)
        .chain(model.redirect.iter().map(|redirect| redirect.parameters))
        .collect();
    for id in model.reachable(sent) {
        model.types[id.0].sent = true;
    }
    for id in model.reachable(received) {
        model.types[id.0].received = true;
    }
    for (name, id) in synonyms {
        let (sent, received) = (model[*id].sent, model[*id].received);
        let synonym = &mut model.types[name.0];
        (synonym.sent, synonym.received) = (synonym.sent || sent, synonym.received || received);
    }
}
