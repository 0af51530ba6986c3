//! Looks up the values in the model's sets, as far as the facts that determine them are known.

use super::view::{View, workflow};
use crate::ir::subject::text;
use crate::ir::{ModelSet, TypeCode, Value};

impl View<'_, '_> {
    /// Returns the values in a set; `None` if they are unknown.
    pub(super) fn members(&self, set: ModelSet, of: Option<&Value>) -> Option<Vec<String>> {
        let (model, workflow) = (self.scope.model, self.scope.workflow);
        let of = || text(self.fact(of?).as_deref());
        let types = || {
            let category = of()?;
            Some(&model.credentials.iter().find(|known| known.name.wire == category)?.types)
        };
        Some(match set {
            ModelSet::Workflows => model.workflows.iter().map(|workflow| workflow.key.to_string()).collect(),
            ModelSet::WorkflowChannels => workflow?.channels.iter().map(|id| model[*id].name.wire.clone()).collect(),
            ModelSet::WorkflowOperations => {
                workflow?.operations.iter().map(|used| model[used.operation].name.wire.clone()).collect()
            }
            ModelSet::WorkflowUploads => {
                let slots = workflow?.slots.iter();
                let uploaded = slots.filter(|slot| model.is_uploaded(slot));
                uploaded.flat_map(|slot| &slot.parts).map(|part| part.wire.clone()).collect()
            }
            ModelSet::WorkflowCapabilities => {
                workflow?.capabilities().into_iter().map(|id| model[id].name.wire.clone()).collect()
            }
            ModelSet::CategoryTypes => types()?.iter().map(|code| code.name.wire.clone()).collect(),
            ModelSet::UsableTypes => {
                types()?.iter().filter(|code| self.usable(code)).map(|code| code.name.wire.clone()).collect()
            }
            ModelSet::DecisionLabels => {
                let (kind, decisions) = (of()?, &model[self.clause.capability?].decisions);
                decisions.iter().find(|(known, _)| *known == kind)?.1.clone()
            }
            // These sets depend on the credential or the file of an upload, which are unknown here.
            ModelSet::CredentialParts | ModelSet::PartMediaTypes | ModelSet::PartExtensions => return None,
        })
    }

    /// Returns whether a set contains this value; `None` if unknown.
    pub(super) fn has_member(&self, set: ModelSet, of: Option<&Value>, member: &str) -> Option<bool> {
        match set {
            // Every example that names its workflow reaches this point, so the key is looked up directly instead of in
            // a list of all keys.
            ModelSet::Workflows => Some(workflow(self.scope.model, member).is_some()),
            _ => Some(self.members(set, of)?.iter().any(|known| known == member)),
        }
    }

    /// Returns whether a type code can be used in the workflow. The channel is unknown, so it is ignored.
    fn usable(&self, code: &TypeCode) -> bool {
        let suits = |workflow: &crate::ir::Workflow| {
            let named = |id: &crate::ir::WorkflowId| self.scope.model[*id].key == workflow.key;
            code.only.iter().any(|place| place.workflows.is_empty() || place.workflows.iter().any(named))
        };
        code.only.is_empty() || self.scope.workflow.is_none_or(suits)
    }
}
