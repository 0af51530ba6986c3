//! Replaces `allOf` with the resulting object, which has the fields of all parts, so that later stages only see plain
//! objects.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::lowering::UNKNOWN_SCHEMA;
use verispec_spec::parse::rules::UNSUPPORTED_SCHEMA;
use verispec_spec::syntax::{Map, Parsed, Schema, SchemaType, Schemas, Text};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::{Span, Spanned};

/// The schemas of a spec without `allOf`, and a record of which of them were parts of others.
pub(super) struct Expanded {
    pub(super) files: Vec<Parsed<Schemas>>,
    /// The schemas that are a part of another one.
    pub(super) parts: BTreeSet<String>,
    /// The schemas whose `allOf` does not result in an object because of an error.
    pub(super) odd: BTreeSet<String>,
}

/// A schema, and the source of those of its fields that have no source of their own.
type Def<'s> = (&'s Schema, &'s Text);

/// Resolves all schemas; returns `None` if no schema has an `allOf`.
pub(super) fn expanded(files: &[Parsed<Schemas>], diagnostics: &mut Diagnostics) -> Option<Expanded> {
    let schemas = || files.iter().flat_map(|file| file.content.defs.values());
    if !schemas().any(uses_all_of) {
        return None;
    }
    let sourced =
        files.iter().flat_map(|file| file.content.defs.iter().map(move |(name, schema)| (file, name, schema)));
    let defs: BTreeMap<&str, Def<'_>> = sourced
        .map(|(file, name, schema)| {
            (name.value.as_str(), (schema, schema.source.as_ref().unwrap_or(&file.content.source)))
        })
        .collect();
    let (parts, odd) = (BTreeSet::new(), BTreeSet::new());
    let mut expander = Expander { defs: &defs, parts, odd, open: Vec::new(), diagnostics };
    let files = files.iter().map(|file| Parsed {
        stem: file.stem.clone(),
        content: Schemas {
            summary: file.content.summary.clone(),
            source: file.content.source.clone(),
            defs: file.content.defs.iter().map(|(name, schema)| (name.clone(), expander.def(name, schema))).collect(),
        },
    });
    let files = files.collect();
    Some(Expanded { files, parts: expander.parts, odd: expander.odd })
}

fn uses_all_of(schema: &Schema) -> bool {
    let inner = schema.items.iter().chain(&schema.additional_properties).map(|inner| &**inner);
    !schema.all_of.is_empty() || inner.chain(schema.properties.values()).any(uses_all_of)
}

struct Expander<'a> {
    defs: &'a BTreeMap<&'a str, Def<'a>>,
    parts: BTreeSet<String>,
    odd: BTreeSet<String>,
    /// The schemas that are currently being expanded, outermost first.
    open: Vec<String>,
    diagnostics: &'a mut Diagnostics,
}

/// The result of merging the parts of a schema.
#[derive(Default)]
struct Whole {
    properties: Map<Schema>,
    required: Vec<Text>,
}

impl Expander<'_> {
    fn def(&mut self, name: &Text, schema: &Schema) -> Schema {
        let source = self.defs.get(name.value.as_str()).map(|(_, source)| (*source).clone());
        let before = self.diagnostics.len();
        self.open.push(name.value.clone());
        let schema = self.schema(schema, name.span, source.as_ref());
        self.open.pop();
        if self.diagnostics.len() > before {
            self.odd.insert(name.value.clone());
        }
        schema
    }

    /// Returns the schema with every `allOf` in it resolved.
    fn schema(&mut self, schema: &Schema, place: Span, source: Option<&Text>) -> Schema {
        let mut plain = schema.clone();
        plain.all_of.clear();
        // A single reference next to other keywords means the same as the reference without `allOf`.
        if let ([only], true, None) = (schema.all_of.as_slice(), schema.properties.is_empty(), &schema.reference)
            && only.reference.is_some()
            && schema.kind.is_none()
        {
            plain.reference = only.reference.clone();
            return plain;
        }
        if !schema.all_of.is_empty() {
            let (mut whole, before) = (Whole::default(), self.diagnostics.len());
            self.add(schema, place, source, source, &mut whole);
            if self.diagnostics.len() > before {
                // Accepts any value until the error is fixed.
                return Schema { description: plain.description, ..Schema::default() };
            }
            plain.kind = Some(Spanned { value: SchemaType::Object, span: place });
            (plain.properties, plain.required) = (whole.properties, whole.required);
        }
        for (name, property) in &mut plain.properties {
            *property = self.schema(property, name.span, source);
        }
        for inner in plain.items.iter_mut().chain(&mut plain.additional_properties) {
            **inner = self.schema(inner, place, source);
        }
        plain
    }

    /// Adds the fields of an object and of its parts. `source` is the source of the fields, and `outer` is the source
    /// of the complete object.
    fn add(&mut self, schema: &Schema, place: Span, source: Option<&Text>, outer: Option<&Text>, whole: &mut Whole) {
        if schema.kind.as_ref().is_some_and(|kind| kind.value != SchemaType::Object) || is_no_object(schema) {
            let finding = UNSUPPORTED_SCHEMA
                .at(place, "the generator does not support `allOf` with a part that is not an object");
            self.diagnostics.push(finding.help("make every part an object, or a reference to one"));
            return;
        }
        for part in &schema.all_of {
            let Some(reference) = &part.reference else {
                self.add(part, place, source, outer, whole);
                continue;
            };
            self.add_reference(reference, outer, whole);
        }
        for (name, property) in &schema.properties {
            let mut property = property.clone();
            if property.source.is_none() && source.map(|source| &source.value) != outer.map(|outer| &outer.value) {
                property.source = source.cloned();
            }
            match whole.properties.get(name) {
                Some(known) if *known != property => {
                    let message = format!("two parts of `allOf` define `{}` differently", name.value);
                    let finding = UNSUPPORTED_SCHEMA.at(name.span, message);
                    self.diagnostics
                        .push(finding.help("define the field in one part, or write all fields in one object"));
                }
                Some(_) => {}
                None => drop(whole.properties.insert(name.clone(), property)),
            }
        }
        let is_new = |required: &&Text| !whole.required.iter().any(|known| known == *required);
        let fresh: Vec<Text> = schema.required.iter().filter(is_new).cloned().collect();
        whole.required.extend(fresh);
    }

    fn add_reference(&mut self, reference: &Text, outer: Option<&Text>, whole: &mut Whole) {
        let name = reference.value.strip_prefix("#/$defs/").unwrap_or(&reference.value);
        let Some((schema, source)) = self.defs.get(name).copied() else {
            let finding = UNKNOWN_SCHEMA.at(reference.span, format!("unknown schema `{name}`"));
            self.diagnostics.push(finding.did_you_mean(name, self.defs.keys().copied()));
            return;
        };
        self.parts.insert(name.to_owned());
        if self.open.iter().any(|open| open == name) {
            let finding = UNSUPPORTED_SCHEMA.at(reference.span, format!("`{name}` is a part of itself"));
            self.diagnostics.push(finding.help("remove the reference, or use it as the schema of a property"));
            return;
        }
        self.open.push(name.to_owned());
        match &schema.reference {
            // The part is only another name for the same schema.
            Some(next) => self.add_reference(next, outer, whole),
            None => self.add(schema, reference.span, Some(source), outer, whole),
        }
        self.open.pop();
    }
}

/// Returns whether a schema does not describe an object: it has keywords of other types, or no keywords of objects.
fn is_no_object(schema: &Schema) -> bool {
    let is_object = schema.kind.is_some() || !schema.properties.is_empty() || !schema.required.is_empty();
    schema.items.is_some()
        || schema.additional_properties.is_some()
        || !schema.values.is_empty()
        || schema.constant.is_some()
        || schema.vocabulary.is_some()
        || (!is_object && schema.all_of.is_empty())
}
