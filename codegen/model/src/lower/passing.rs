//! Resolves the fields that may accompany a passed result. Every path must lead to a value in the capability's results.

use super::Lower;
use crate::ir::{self, DecisionKind, Model, OutcomeReading, PassValue, Plain, TypeId, WhenAbsent, spelled};
use crate::rules::lowering::{MALFORMED_READING, OVERRIDE_CHANGES_NOTHING};
use verispec_spec::syntax::{self, Data, Spec, Text};
use verispec_text::source::Span;

impl Lower<'_> {
    /// Resolves the fields that may accompany a passed result of each capability.
    pub(super) fn passing(&mut self, spec: &Spec, model: &mut Model) {
        for (index, file) in self.capability_order.clone().into_iter().enumerate() {
            let (rows, result) = (&spec.capabilities[file].content.passes_with, model.capabilities[index].result);
            let unread = rows.keys().next().filter(|_| !Self::can_pass(model, index));
            if let Some(first) = unread {
                self.changes_nothing(first.span, "no result of this capability can pass");
                continue;
            }
            let rows = rows.iter().filter_map(|(path, row)| self.passes_with(model, result, path, row)).collect();
            model.capabilities[index].passes_with = rows;
        }
    }

    /// Returns whether a result of the capability can pass; `true` if the spec does not define which decision types
    /// pass.
    fn can_pass(model: &Model, capability: usize) -> bool {
        let decisions = || model.capabilities[capability].decisions.iter();
        match &model.readings.outcome {
            Some(reading) => decisions().any(|(kind, _)| {
                reading.kinds.iter().any(|(word, means)| word == kind && *means == DecisionKind::Passed)
            }),
            None => true,
        }
    }

    fn passes_with(
        &mut self,
        model: &Model,
        result: TypeId,
        at: &Text,
        row: &syntax::PassesWith,
    ) -> Option<ir::PassesWith> {
        let path = self.single(model, result, at)?;
        let is_read = |reading: &OutcomeReading| {
            let own = [Some(&reading.decision), Some(&reading.label), reading.id.as_ref()];
            own.into_iter().flatten().any(|own| spelled(own) == spelled(&path))
        };
        if model.readings.outcome.as_ref().is_some_and(is_read) {
            self.changes_nothing(at.span, "verdicts already read this field");
            return None;
        }
        if let Some(absent) = row.absent.as_ref().filter(|absent| absent.value == WhenAbsent::NotJudged) {
            self.changes_nothing(absent.span, "an absent field is listed as not judged by default");
        }
        let mut values: Vec<PassValue> = Vec::new();
        for data in &row.values {
            let Some(plain) = self.plain(data) else { continue };
            if values.iter().any(|known| known.plain == plain) {
                self.changes_nothing(data.span, "this value is already listed");
                continue;
            }
            values.push(PassValue { plain, data: data.clone() });
        }
        Some(ir::PassesWith {
            path,
            values,
            absent: row.absent.as_ref().map_or(WhenAbsent::NotJudged, |absent| absent.value),
            source: self.source(&row.source),
            decisions: self.decision_ids(&row.decisions),
        })
    }

    fn plain(&mut self, data: &Data) -> Option<Plain> {
        let plain = Plain::of(data);
        if plain.is_none() {
            let message = "this value cannot be compared with a value in a response";
            let finding = MALFORMED_READING.at(data.first_words(), message);
            self.push(finding.help("write a string, an integer, a boolean, or `[]` for an empty list"));
        }
        plain
    }

    pub(super) fn changes_nothing(&mut self, place: Span, message: &str) {
        self.push(OVERRIDE_CHANGES_NOTHING.at(place, message).help("remove it"));
    }
}
