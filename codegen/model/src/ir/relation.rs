//! Finds the operations, rules and types of a model that concern each other.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{
    Assertion, Clause, CredentialTestKind, Example, Field, FileKindId, Holder, Known, ListId, Model, ModelSet,
    Operation, OperationId, Path, Predicate, Rule, Schema, Sender, ServiceId, Shape, State, Subject, Test, Timing,
    Type, TypeId, TypeKind, ValueKind, Workflow, WorkflowId,
};

impl Model {
    /// Returns the id of every operation.
    pub fn operation_ids(&self) -> impl Iterator<Item = OperationId> + use<> {
        (0..self.operations.len()).map(OperationId)
    }

    /// Returns the groups of operations in the order of their first occurrence, each with its operations.
    pub fn operation_groups(&self) -> Vec<(&str, Vec<OperationId>)> {
        let mut groups: Vec<(&str, Vec<OperationId>)> = Vec::new();
        for id in self.operation_ids() {
            let group = self[id].group.as_str();
            match groups.iter_mut().find(|(name, _)| *name == group) {
                Some((_, members)) => members.push(id),
                None => groups.push((group, vec![id])),
            }
        }
        groups
    }

    /// Returns the services that receive requests, in spec order. All other services only appear in URLs that people
    /// open.
    pub fn called_services(&self) -> impl Iterator<Item = ServiceId> + '_ {
        let is_called = |id: &ServiceId| self.operations.iter().any(|operation| operation.service == Some(*id));
        (0..self.services.len()).map(ServiceId).filter(is_called)
    }

    /// Returns the operations that no workflow lists, which therefore apply to all workflows.
    pub fn general_operations(&self) -> Vec<OperationId> {
        self.operation_ids().filter(|id| !self.listed_operations.contains(id)).collect()
    }

    /// Returns the operations that upload credentials: those that carry a file, and all others in the same group.
    pub fn upload_operations(&self) -> Vec<OperationId> {
        let uploads =
            |group: &str| self.operations.iter().any(|operation| operation.is_upload() && operation.group == group);
        self.operation_ids().filter(|id| uploads(&self[*id].group)).collect()
    }

    /// Returns the workflows that have examples of an operation.
    pub fn workflows_showing(&self, id: OperationId) -> Vec<WorkflowId> {
        let shows =
            |workflow: &Workflow| workflow.operation(id).is_some_and(|operation| !operation.examples.is_empty());
        self.workflow_ids().filter(|workflow| shows(&self[*workflow])).collect()
    }

    /// Returns the file kind of the part with this wire name.
    pub fn file_of_part(&self, part: &str) -> Option<FileKindId> {
        self.credentials
            .iter()
            .flat_map(|credential| &credential.parts)
            .find(|known| known.name.wire == part)
            .map(|known| known.file)
    }

    /// Returns the rules that judge payloads of this workflow: those of its own operations, of uploads if it has any,
    /// and of the operations that apply to every workflow. Rules that can never apply to the workflow are omitted.
    pub fn rules_of(&self, workflow: &Workflow) -> Vec<&Rule> {
        let mut operations: Vec<OperationId> =
            workflow.operations.iter().map(|operation| operation.operation).collect();
        operations.extend(self.general_operations());
        if self.takes_uploads(workflow) {
            operations.extend(self.upload_operations());
        }
        let judged = |rule: &&Rule| rule.operations.iter().any(|id| operations.contains(id));
        self.rules()
            .filter(judged)
            .filter(|rule| rule.clauses.iter().any(|clause| self.can_be_broken(clause, workflow)))
            .collect()
    }

    /// Returns whether a payload of a workflow can violate a clause, based only on facts that are known without the
    /// payload.
    fn can_be_broken(&self, clause: &Clause, workflow: &Workflow) -> bool {
        let applies = clause.when.iter().all(|predicate| self.holds_for(predicate, clause, workflow) != Some(false));
        let holds_anyway = match &clause.assertion {
            Assertion::Check(predicate) => self.holds_for(predicate, clause, workflow) == Some(true),
            Assertion::Require(_) | Assertion::Forbid(_) => false,
        };
        applies && !holds_anyway
    }

    /// Returns whether every list of credentials passes a test because the test does not apply to the workflow.
    fn passes_anyway(&self, test: CredentialTestKind, workflow: &Workflow) -> bool {
        match test {
            CredentialTestKind::MatchVariant => workflow.variants.is_empty(),
            CredentialTestKind::NameStored | CredentialTestKind::NameAllSlots => {
                workflow.stored_slots().next().is_none()
            }
            CredentialTestKind::PrerequisitesStored => {
                !workflow.prerequisites.iter().any(|id| self[*id].stored_by == Some(Holder::Provider))
            }
            CredentialTestKind::FitSlots | CredentialTestKind::AreStored | CredentialTestKind::OnlyStoredById => false,
        }
    }

    /// Returns the value of a fact that follows from the workflow; `None` for all other facts.
    pub fn words_of(&self, known: Known, workflow: &Workflow) -> Option<Vec<String>> {
        Some(match known {
            Known::WorkflowKey => vec![workflow.key.to_string()],
            Known::WorkflowId => vec![workflow.name.wire.clone()],
            Known::WorkflowPrerequisites => {
                workflow.prerequisites.iter().map(|id| self[*id].name.wire.clone()).collect()
            }
            Known::WorkflowChannels => workflow.channels.iter().map(|id| self[*id].name.wire.clone()).collect(),
            _ => return None,
        })
    }

    /// Returns the value of a fact that follows from the workflow as JSON: an array if the fact is a list, otherwise a
    /// string.
    pub fn value_of(&self, known: Known, workflow: &Workflow) -> Option<Json> {
        let words = self.words_of(known, workflow)?;
        match known.kind() {
            ValueKind::Texts => Some(Json::from(words)),
            _ => words.into_iter().next().map(Json::from),
        }
    }

    /// Returns whether a predicate about the workflow itself is true; `None` for other predicates.
    pub(super) fn holds_for(&self, predicate: &Predicate, clause: &Clause, workflow: &Workflow) -> Option<bool> {
        if let Test::Credentials { test, .. } = predicate.test {
            return self.passes_anyway(test, workflow).then_some(true);
        }
        let value = match predicate.value.known()? {
            Known::Capability => Json::from(self[clause.capability?].name.wire.as_str()),
            known => self.value_of(known, workflow)?,
        };
        match &predicate.test {
            Test::Ask(ask, operand) => {
                (ask.holds)(&Subject { model: self, value: Some(&value), other: None, now: None }, operand)
            }
            Test::InSet(ModelSet::WorkflowCapabilities, _) => Some(workflow.runs(clause.capability?)),
            _ => None,
        }
    }

    /// Returns the examples of an operation: first its own, then those of workflows.
    pub fn examples_of(&self, id: OperationId) -> impl Iterator<Item = &Example> {
        let used = self.workflows.iter().filter_map(move |workflow| workflow.operation(id));
        self[id].examples.iter().chain(used.flat_map(|used| &used.examples))
    }

    /// Returns the rules that judge payloads of an operation.
    pub fn rules_on(&self, id: OperationId) -> Vec<&Rule> {
        self.rules().filter(|rule| rule.operations.contains(&id)).collect()
    }

    /// Returns the types that have a field, or list items, of this type.
    pub fn types_holding(&self, id: TypeId) -> Vec<TypeId> {
        let holds = |kind: &Type| match &kind.kind {
            TypeKind::Object(fields) => fields.iter().any(|field| field.schema.named() == Some(id)),
            TypeKind::Alias(schema) => schema.named() == Some(id),
            TypeKind::Enum(_) | TypeKind::Id(_) => false,
        };
        (0..self.types.len()).map(TypeId).filter(|other| holds(&self[*other])).collect()
    }

    /// Returns the description of a field, or else the description of its type.
    pub fn description_of<'a>(&'a self, field: &'a Field) -> Option<&'a str> {
        let of_type = || match field.schema.shape {
            Shape::Named(id) => self[id].description.as_deref(),
            _ => None,
        };
        field.description.as_deref().or_else(of_type)
    }

    /// Returns whether a type is the body of a request or response.
    pub fn is_body(&self, id: TypeId) -> bool {
        let bodies = |operation: &Operation| [operation.sent(), operation.received()];
        self.operations.iter().flat_map(bodies).flatten().any(|body| body == id)
            || self.redirect.as_ref().is_some_and(|redirect| redirect.parameters == id)
    }

    /// Returns the named type of a value or of its items, after resolving aliases.
    pub fn leaf(&self, schema: &Schema) -> Option<TypeId> {
        let schema = self.resolved(schema);
        match &schema.shape {
            Shape::List(items) | Shape::Map(items) => self.leaf(items),
            _ => schema.named(),
        }
    }

    /// Returns whether the value at the end of a path is an array of strings.
    pub fn lists_texts(&self, path: &Path) -> bool {
        let Some(Shape::List(items)) = path.schema.as_ref().map(|schema| &self.resolved(schema).shape) else {
            return false;
        };
        match &self.resolved(items).shape {
            Shape::Text | Shape::WorkflowKey { .. } => true,
            Shape::Named(id) => matches!(self[*id].kind, TypeKind::Enum(_) | TypeKind::Id(_)),
            _ => false,
        }
    }

    /// Returns whether a value is personal data, directly or through one of its aliases.
    pub fn is_personal(&self, schema: &Schema) -> bool {
        let behind = match schema.shape {
            Shape::Named(id) => match &self[id].kind {
                TypeKind::Alias(alias) => self.is_personal(alias),
                _ => false,
            },
            _ => false,
        };
        schema.personal || behind
    }

    /// Returns these types and all types that are reachable through their fields, in no particular order.
    pub fn reachable(&self, mut open: Vec<TypeId>) -> Vec<TypeId> {
        let mut seen = vec![false; self.types.len()];
        let mut found = Vec::new();
        while let Some(id) = open.pop() {
            if std::mem::replace(&mut seen[id.0], true) {
                continue;
            }
            found.push(id);
            match &self[id].kind {
                TypeKind::Object(fields) => open.extend(fields.iter().filter_map(|field| field.schema.named())),
                TypeKind::Alias(schema) => open.extend(schema.named()),
                TypeKind::Enum(_) | TypeKind::Id(_) => {}
            }
        }
        found
    }

    /// Returns the enum value that a field must have, if there is only one.
    pub fn only_word(&self, field: &Field) -> Option<&str> {
        match (&field.schema.shape, field.schema.named().map(|id| &self[id].kind)) {
            (Shape::Named(_), Some(TypeKind::Enum(values))) if values.len() == 1 => Some(&values[0].name.wire),
            _ => None,
        }
    }

    /// Returns the operations with a body or a path parameter of this type.
    pub fn operations_holding(&self, id: TypeId) -> Vec<OperationId> {
        let holds = |operation: &Operation| {
            operation.request.as_ref().and_then(|body| body.schema) == Some(id)
                || operation.response.schema == Some(id)
                || operation.path_parameters.iter().any(|parameter| parameter.schema == id)
        };
        self.operation_ids().filter(|operation| holds(&self[*operation])).collect()
    }
}

impl Schema {
    /// Returns the named type of a value or of its items.
    pub fn named(&self) -> Option<TypeId> {
        match &self.shape {
            Shape::Named(id) => Some(*id),
            Shape::List(items) | Shape::Map(items) => items.named(),
            Shape::Text
            | Shape::Integer { .. }
            | Shape::Number
            | Shape::Boolean
            | Shape::Any
            | Shape::WorkflowKey { .. } => None,
        }
    }
}

impl Operation {
    /// Returns whether the customer sends the request.
    pub fn is_ours(&self) -> bool {
        self.sender == Sender::Customer
    }

    /// Returns whether the response is a file, such as an image, instead of JSON.
    pub fn returns_a_file(&self) -> bool {
        self.response.schema.is_none() && !self.response.media_types.is_empty()
    }

    /// Returns whether a request can be sent without a body.
    pub fn is_bodiless(&self) -> bool {
        self.request.is_none()
    }
}

impl Rule {
    /// Returns the lists that the rule looks up values in, without duplicates.
    pub fn lists(&self) -> Vec<ListId> {
        let asserted = |clause: &Clause| match &clause.assertion {
            Assertion::Check(predicate) => predicate.test.list(),
            Assertion::Require(_) | Assertion::Forbid(_) => None,
        };
        let conditions =
            self.clauses.iter().flat_map(|clause| &clause.when).filter_map(|predicate| predicate.test.list());
        conditions.chain(self.clauses.iter().filter_map(asserted)).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl Timing {
    /// Returns the pairs of states of which the second can follow the first.
    pub fn steps(&self) -> Vec<(&State, &State)> {
        let follows = |from: &State, to: &&State| from.next.contains(&to.name.wire);
        self.states
            .iter()
            .flat_map(|from| self.states.iter().filter(move |to| follows(from, to)).map(move |to| (from, to)))
            .collect()
    }
}

impl State {
    /// Returns whether no other state can follow this one.
    pub fn is_final(&self) -> bool {
        self.next.is_empty()
    }
}
