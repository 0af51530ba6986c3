//! Divides the fields of a response with results into informative fields and fields that a verdict depends on.

use std::collections::BTreeSet;

use super::{CapabilityId, Field, Model, Path, Schema, Shape, TypeId, TypeKind};
use verispec_text::source::Span;

/// The path step that matches each item of a list.
pub const EACH: &str = "[]";

/// The path to a value: field names, or [`EACH`] for the items of a list.
pub type Way = Vec<String>;

/// The fields of a response with results, divided by whether verdicts depend on them.
#[derive(Debug, Default)]
pub struct FieldsOfVerdicts {
    /// The paths to informative values of the response, outside of the results.
    pub informative: Vec<Way>,
    /// The paths to informative values in the results of each capability, in the order of the capabilities.
    pub in_results: Vec<Vec<Way>>,
    /// The fields that are marked as informative.
    marks: BTreeSet<Span>,
}

impl Model {
    /// Returns how verdicts use the fields of the response. The result is empty if the spec does not define how results
    /// are judged.
    pub fn fields_of_verdicts(&self) -> FieldsOfVerdicts {
        let mut found = FieldsOfVerdicts::default();
        let Some(outcome) = &self.readings.outcome else { return found };
        let mut read = vec![way(&outcome.workflow), way(&outcome.results)];
        read.extend(outcome.state.iter().chain(&outcome.identity).map(way));
        if let Some(listed) = &outcome.execution_credentials {
            read.extend([&listed.id, &listed.category].map(|on| joined(&listed.each, on)));
        }
        if let Some(own) = &outcome.provider_verdict {
            let below = [Some(&own.decision), own.label.as_ref(), own.score.as_ref()];
            read.extend(below.into_iter().flatten().map(|on| joined(&own.at, on)));
            read.extend(own.elsewhere.iter().map(way));
        }
        let mut walk = Walk { model: self, read, open: Vec::new(), found: Vec::new(), marks: BTreeSet::new() };
        walk.kind(outcome.schema, &[], None);
        found.informative = std::mem::take(&mut walk.found);
        for id in (0..self.capabilities.len()).map(CapabilityId) {
            walk.read = vec![way(&outcome.decision), way(&outcome.label)];
            walk.read.extend(outcome.id.as_ref().map(way));
            if let Some((list, credential)) = &outcome.credentials {
                let inside = std::iter::once(credential).chain(&outcome.category);
                walk.read.extend(inside.map(|on| joined(list, on)));
            }
            walk.read.extend(self[id].passes_with.iter().map(|row| way(&row.path)));
            walk.kind(self[id].result, &[], None);
            found.in_results.push(std::mem::take(&mut walk.found));
        }
        found.marks = walk.marks;
        found
    }
}

impl FieldsOfVerdicts {
    /// Returns whether marking a field as informative has an effect.
    pub fn is_effective(&self, field: &Field) -> bool {
        self.marks.contains(&field.name.span)
    }
}

fn way(path: &Path) -> Way {
    let each = |each: bool| each.then(|| EACH.to_owned());
    path.steps.iter().flat_map(|step| std::iter::once(step.name.wire.clone()).chain(each(step.each))).collect()
}

fn joined(list: &Path, on: &Path) -> Way {
    [way(list), way(on)].concat()
}

struct Walk<'m> {
    model: &'m Model,
    /// The paths to the values that verdicts read.
    read: Vec<Way>,
    /// The types on the current path, so that a recursive type is visited only once.
    open: Vec<TypeId>,
    found: Vec<Way>,
    marks: BTreeSet<Span>,
}

impl Walk<'_> {
    fn kind(&mut self, id: TypeId, at: &[String], mark: Option<Span>) {
        if self.open.contains(&id) {
            return;
        }
        self.open.push(id);
        let model = self.model;
        match &model[id].kind {
            TypeKind::Object(fields) => {
                for field in fields {
                    let at = [at, std::slice::from_ref(&field.name.wire)].concat();
                    if !self.read.contains(&at) {
                        self.schema(&field.schema, &at, mark.or(field.informative.then_some(field.name.span)));
                    }
                }
            }
            TypeKind::Alias(schema) => self.schema(schema, at, mark),
            TypeKind::Enum(_) | TypeKind::Id(_) => self.leaf(at, mark),
        }
        self.open.pop();
    }

    fn schema(&mut self, schema: &Schema, at: &[String], mark: Option<Span>) {
        match &schema.shape {
            Shape::Named(id) => self.kind(*id, at, mark),
            Shape::List(items) => {
                let at = [at, &[EACH.to_owned()]].concat();
                if !self.read.contains(&at) {
                    self.schema(items, &at, mark);
                }
            }
            _ => self.leaf(at, mark),
        }
    }

    fn leaf(&mut self, at: &[String], mark: Option<Span>) {
        if let Some(mark) = mark {
            self.marks.insert(mark);
            self.found.push(at.to_vec());
        }
    }
}
