//! The messages of an execution: who sends what to whom over a channel, from the token to the result.

use super::{
    CapabilityId, ChannelId, CredentialId, Model, OperationId, Origin, PrerequisiteId, PrerequisiteKind, Slot, TypeId,
    Workflow,
};

/// A participant of an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The end user, whose identity is verified.
    EndUser,
    /// The customer's own systems.
    BackEnd,
    /// The provider.
    Provider,
}

impl Party {
    /// All participants, in display order.
    pub const ALL: [Party; 3] = [Party::EndUser, Party::BackEnd, Party::Provider];
}

/// A message from one participant to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The sender.
    pub from: Party,
    /// The recipient.
    pub to: Party,
    /// The action that the message represents.
    pub act: Act,
}

/// An action that a message represents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A request that lists these credentials on file, sent to one of these operations.
    Call(Vec<OperationId>, Vec<CredentialId>),
    /// Repeated polling for the state.
    Poll(OperationId),
    /// A response with a body of this type.
    Answer(TypeId),
    /// The end user consents, as this prerequisite requires.
    Agree(PrerequisiteId),
    /// The end user is handed over to this channel.
    Invite(ChannelId),
    /// The end user provides a credential over a channel.
    Acquire(CredentialId, ChannelId),
    /// The end user gives the customer these parts of a credential for uploading.
    Give(CredentialId, Vec<String>),
    /// These parts of a credential are uploaded with this operation.
    Upload(OperationId, CredentialId, Vec<String>),
    /// These capabilities run.
    Run(Vec<CapabilityId>),
}

impl Model {
    /// Returns all messages of a workflow that is run over this channel, or without a channel (`None`).
    pub fn course(&self, workflow: &Workflow, channel: Option<ChannelId>) -> Vec<Message> {
        let mut course = Course { model: self, workflow, messages: Vec::new() };
        course.begin();
        course.acquire(channel);
        course.end();
        course.messages
    }
}

/// Collects the messages of an execution.
struct Course<'m> {
    model: &'m Model,
    workflow: &'m Workflow,
    messages: Vec<Message>,
}

impl Course<'_> {
    fn send(&mut self, from: Party, to: Party, act: Act) {
        self.messages.push(Message { from, to, act });
    }

    /// Adds a request by the customer, followed by its response if that is JSON.
    fn call(&mut self, operations: Vec<OperationId>, on_file: Vec<CredentialId>) {
        let answer = operations.first().and_then(|id| self.model[*id].response.schema);
        if !operations.is_empty() {
            self.send(Party::BackEnd, Party::Provider, Act::Call(operations, on_file));
        }
        if let Some(kind) = answer {
            self.send(Party::Provider, Party::BackEnd, Act::Answer(kind));
        }
    }

    /// Adds the messages up to the creation of the execution.
    fn begin(&mut self) {
        let (model, workflow) = (self.model, self.workflow);
        let consents = workflow.prerequisites.iter().filter(|id| model[**id].kind == PrerequisiteKind::Consent);
        for consent in consents {
            self.send(Party::EndUser, Party::BackEnd, Act::Agree(*consent));
        }
        self.call(model.token_operation().into_iter().collect(), Vec::new());
        let on_file = workflow.stored_slots().map(|slot| slot.category).collect();
        self.call(model.start_operations(workflow), on_file);
    }

    /// Adds the messages until all credentials have been acquired. Credentials that the customer stores are uploaded
    /// before the end user has to provide anything.
    fn acquire(&mut self, channel: Option<ChannelId>) {
        let (model, workflow) = (self.model, self.workflow);
        let uploading = model.provider.upload_channel;
        let here = |slot: &&Slot| match channel {
            Some(channel) => slot.channels.contains(&channel),
            None => model.is_uploaded(slot),
        };
        for slot in workflow.slots.iter().filter(|slot| !here(slot) && model.is_uploaded(slot)) {
            self.upload(slot);
        }
        if let Some(channel) = channel.filter(|channel| Some(*channel) != uploading) {
            let begins = |(known, _): &(ChannelId, super::Path)| *known == channel;
            if model.readings.execution.as_ref().is_some_and(|reading| reading.hand_over.iter().any(begins)) {
                self.send(Party::BackEnd, Party::EndUser, Act::Invite(channel));
            }
            for slot in workflow.slots.iter().filter(here) {
                self.send(Party::EndUser, Party::Provider, Act::Acquire(slot.category, channel));
            }
            return;
        }
        for slot in workflow.slots.iter().filter(here) {
            self.upload(slot);
        }
        if let Some(reading) = &model.readings.execution {
            self.send(Party::BackEnd, Party::Provider, Act::Call(vec![reading.finalize_operation], Vec::new()));
        }
    }

    /// Adds the upload of a credential's parts, if the spec defines the operation for uploads.
    fn upload(&mut self, slot: &Slot) {
        let Some(id) = self.model.upload_operation() else { return };
        let parts: Vec<String> = slot.parts.iter().map(|part| part.wire.clone()).collect();
        if slot.origin == Origin::Captured {
            self.send(Party::EndUser, Party::BackEnd, Act::Give(slot.category, parts.clone()));
        }
        self.send(Party::BackEnd, Party::Provider, Act::Upload(id, slot.category, parts));
    }

    /// Adds the messages until the result is available.
    fn end(&mut self) {
        let model = self.model;
        let capabilities = self.workflow.capabilities();
        if !capabilities.is_empty() {
            self.send(Party::Provider, Party::Provider, Act::Run(capabilities));
        }
        if let Some(callback) = model.callback_operation() {
            self.send(Party::Provider, Party::BackEnd, Act::Call(vec![callback], Vec::new()));
        }
        if let Some(state) = model.state_operation() {
            self.send(Party::BackEnd, Party::Provider, Act::Poll(state));
        }
        if let Some(result) = model.result_operation().filter(|id| model.state_operation() != Some(*id)) {
            self.call(vec![result], Vec::new());
        }
    }
}

impl Act {
    /// Returns a short description of the message with wire names.
    pub fn in_words(&self, model: &Model) -> String {
        let operation = |id: &OperationId| model[*id].name.wire.as_str();
        let category = |id: &CredentialId| model[*id].name.wire.as_str();
        let channel = |id: &ChannelId| model[*id].name.wire.as_str();
        match self {
            Act::Call(operations, on_file) => {
                let called = operations.iter().map(operation).collect::<Vec<_>>().join(" or ");
                let named = on_file.iter().map(category).collect::<Vec<_>>().join(", ");
                if named.is_empty() { called } else { format!("{called}, naming {named} on file") }
            }
            Act::Poll(id) if model.callback_operation().is_some() => {
                format!("{} if no callback has arrived", operation(id))
            }
            Act::Poll(id) => format!("{} until there is a result", operation(id)),
            Act::Answer(kind) => model[*kind].name.wire.clone(),
            Act::Agree(id) => model[*id].name.wire.clone(),
            Act::Invite(id) => format!("the way into {}", channel(id)),
            Act::Acquire(id, over) => format!("{} over {}", category(id), channel(over)),
            Act::Give(id, parts) => format!("{}: {}", category(id), parts.join(", ")),
            Act::Upload(id, of, parts) => format!("{} of {}: {}", operation(id), category(of), parts.join(", ")),
            Act::Run(capabilities) => {
                let names = capabilities.iter().map(|id| model[*id].name.wire.as_str());
                format!("runs {}", names.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Returns whether the message is a response.
    pub fn is_answer(&self) -> bool {
        matches!(self, Act::Answer(_))
    }
}
