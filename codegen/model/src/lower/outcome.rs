//! Resolves how results of an execution are judged: the paths in the response, and the meaning of each value.

use super::{Lower, string};
use crate::ir::{self, Model, Path, Shape, TypeId, TypeKind};
use crate::rules::lowering::MALFORMED_READING;
use verispec_spec::syntax::{self, Map, Text};
use verispec_text::source::Spanned;

impl Lower<'_> {
    pub(super) fn outcome_reading(
        &mut self,
        readings: &syntax::Readings,
        reading: &syntax::OutcomeReading,
        model: &Model,
    ) -> Option<ir::OutcomeReading> {
        let schema = self.type_names.resolve(&reading.schema, self.diagnostics)?;
        let workflow = self.single_text(model, schema, &reading.workflow)?;
        let state = reading.state.as_ref().and_then(|path| self.single_text(model, schema, path));
        if let (Some(path), None) = (&reading.state, &readings.state) {
            let message = "the spec does not define which states have a result";
            self.push(MALFORMED_READING.at(path.span, message).help("add `state` with `with_result`"));
        }
        let identity = reading.identity.iter().filter_map(|path| self.single_text(model, schema, path)).collect();
        let results = self.results(model, schema, &reading.results)?;
        let id = reading.id.as_ref().and_then(|path| self.path_in_results(model, path));
        let decision = self.path_in_results(model, &reading.decision)?;
        let label = self.path_in_results(model, &reading.label)?;
        let (credentials, category) = self.judged_credentials(model, reading);
        self.known("decision type", reading.kinds.keys(), &model.decision_types());
        let unexplained =
            model.decision_types().into_iter().find(|kind| !reading.kinds.keys().any(|known| known.value == *kind));
        if let Some(kind) = unexplained {
            let message = format!("the decision type `{kind}` has no meaning");
            self.push(MALFORMED_READING.at(reading.schema.span, message).help("add it to `kinds`"));
        }
        self.known("label", reading.precondition_labels.iter(), &model.labels());
        Some(ir::OutcomeReading {
            schema,
            workflow,
            state,
            identity,
            results,
            id,
            decision,
            label,
            credentials,
            category,
            execution_credentials: reading
                .execution_credentials
                .as_ref()
                .and_then(|listed| self.listed_credentials(model, schema, listed)),
            provider_verdict: reading
                .provider_verdict
                .as_ref()
                .and_then(|verdict| self.provider_verdict(model, schema, verdict)),
            kinds: meanings(&reading.kinds),
            precondition_labels: super::strings(&reading.precondition_labels),
            source: self.source(&reading.source),
        })
    }

    /// Resolves a path to a single value, outside of lists.
    pub(super) fn single(&mut self, model: &Model, schema: TypeId, text: &Text) -> Option<Path> {
        let path = self.path(model, schema, &text.value, text.span)?;
        if path.steps.iter().any(|step| step.each) {
            let message = format!("`{}` passes through a list, so it matches several values", text.value);
            self.push(MALFORMED_READING.at(text.span, message).help("name a field outside of lists"));
            return None;
        }
        Some(path)
    }

    pub(super) fn single_text(&mut self, model: &Model, schema: TypeId, text: &Text) -> Option<Path> {
        let path = self.single(model, schema, text)?;
        self.expect_text(model, path, text)
    }

    /// Resolves a path to strings in two parts: the path to the list, and the path from an item to the string. The path
    /// can pass through at most one list.
    pub(super) fn text_through_list(&mut self, model: &Model, schema: TypeId, text: &Text) -> Option<(Path, Path)> {
        let (list, on) = through_list(self.text(model, schema, text)?);
        if on.steps.iter().any(|step| step.each) {
            let message = format!("`{}` passes through more than one list", text.value);
            self.push(MALFORMED_READING.at(text.span, message).help("name fields within a single list"));
            return None;
        }
        Some((list, on))
    }

    /// Resolves the path to the results, which must lead to an object with a list of results for each capability.
    fn results(&mut self, model: &Model, schema: TypeId, text: &Text) -> Option<Path> {
        let path = self.single(model, schema, text)?;
        let is_object = path.schema.as_ref().is_some_and(|schema| match &schema.shape {
            Shape::Named(id) => matches!(model[*id].kind, TypeKind::Object(_)),
            Shape::Map(_) | Shape::Any => true,
            _ => false,
        });
        if !is_object {
            let message = format!("`{}` is not an object with a list of results for each capability", text.value);
            self.push(MALFORMED_READING.at(text.span, message).help("name such an object"));
            return None;
        }
        Some(path)
    }

    /// Resolves the path from a result to its credentials, and the paths from a credential to its id and its category.
    fn judged_credentials(
        &mut self,
        model: &Model,
        reading: &syntax::OutcomeReading,
    ) -> (Option<(Path, Path)>, Option<Path>) {
        let ids = reading.credentials.as_ref().and_then(|text| self.path_in_results(model, text)).map(through_list);
        let Some(text) = &reading.categories else { return (ids, None) };
        let categories = self.path_in_results(model, text).map(through_list);
        match (&ids, categories) {
            (Some((list, _)), Some((same, category))) if ir::spelled(list) == ir::spelled(&same) => {
                (ids, Some(category))
            }
            (_, Some(_)) => {
                let message = format!("`{}` does not pass through the list of `credentials`", text.value);
                self.push(MALFORMED_READING.at(text.span, message).help("use the same list in both paths"));
                (ids, None)
            }
            (_, None) => (ids, None),
        }
    }

    fn listed_credentials(
        &mut self,
        model: &Model,
        schema: TypeId,
        listed: &syntax::ListedCredentials,
    ) -> Option<ir::ListedCredentials> {
        let each = self.path(model, schema, &listed.each.value, listed.each.span)?;
        Some(ir::ListedCredentials {
            id: self.text_in_item(model, &each, &listed.id)?,
            category: self.text_in_item(model, &each, &listed.category)?,
            each,
        })
    }

    fn provider_verdict(
        &mut self,
        model: &Model,
        schema: TypeId,
        reading: &syntax::ProviderVerdictReading,
    ) -> Option<ir::ProviderVerdictReading> {
        let at = self.single(model, schema, &reading.at)?;
        if let (None, Some(text)) = (&reading.label, reading.labels.keys().next()) {
            let message = "the spec defines the meaning of labels, but not where a response contains the label";
            self.push(MALFORMED_READING.at(text.span, message).help("add `label`, or remove `labels`"));
        }
        let label = match &reading.label {
            Some(label) => Some(self.text_in_item(model, &at, label)?),
            None => None,
        };
        let score = match &reading.score {
            Some(score) => Some(self.path_in_item(model, &at, score)?),
            None => None,
        };
        Some(ir::ProviderVerdictReading {
            decision: self.text_in_item(model, &at, &reading.decision)?,
            label,
            labels: meanings(&reading.labels),
            score,
            score_range: reading.score_range.map(|range| [range.lowest, range.highest]),
            elsewhere: reading.elsewhere.iter().filter_map(|path| self.single(model, schema, path)).collect(),
            source: self.source(&reading.source),
            decisions: self.decision_ids(&reading.decisions),
            at,
        })
    }

    /// Resolves a path that must exist in the results of every capability.
    fn path_in_results(&mut self, model: &Model, text: &Text) -> Option<Path> {
        let mut found = None;
        for capability in &model.capabilities {
            found = Some(self.text(model, capability.result, text)?);
        }
        found
    }
}

fn meanings(kinds: &Map<Spanned<syntax::DecisionKind>>) -> Vec<(String, ir::DecisionKind)> {
    kinds.iter().map(|(kind, meaning)| (string(kind), meaning.value)).collect()
}

/// Splits a path into the path to the list, and the path from an item to the value. Without a list, the second part is
/// empty.
fn through_list(path: Path) -> (Path, Path) {
    let list = path.steps.iter().position(|step| step.each).map_or(path.steps.len(), |place| place + 1);
    let (before, after) = path.steps.split_at(list);
    (Path { steps: before.to_vec(), schema: None }, Path { steps: after.to_vec(), schema: path.schema.clone() })
}
