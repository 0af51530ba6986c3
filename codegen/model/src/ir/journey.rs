//! Describes how to run a workflow over a channel: the function that starts it, the parts to upload, and the categories
//! to capture.

use super::{ChannelId, Constructor, CredentialId, Model, Name, Origin, Part, Slot, Workflow};

/// A workflow on one of its channels, from the request that starts the workflow to the result.
#[derive(Debug)]
pub struct Journey<'m> {
    /// The workflow to run.
    pub workflow: &'m Workflow,
    /// The channel; `None` for a workflow without channels.
    pub channel: Option<ChannelId>,
    /// The first function that starts the workflow.
    pub start: Constructor<'m>,
    /// The parts that the customer uploads, in order.
    pub uploads: Vec<Upload<'m>>,
    /// The categories that the end user provides.
    pub captured: Vec<CredentialId>,
    /// Whether the customer finalizes the acquisition; otherwise it ends when the end user is done.
    pub finalizes: bool,
}

/// A part that the customer uploads.
#[derive(Debug)]
pub struct Upload<'m> {
    /// The index of the credential in the response that started the execution.
    pub place: usize,
    /// The category of the credential.
    pub category: CredentialId,
    /// The part to upload.
    pub part: &'m Part,
    /// A name for the upload, such as `id_front`.
    pub name: String,
}

impl Model {
    /// Returns a journey for every workflow on each of its channels.
    pub fn journeys(&self) -> impl Iterator<Item = Journey<'_>> {
        let pairs = self.workflows.iter().flat_map(|workflow| workflow.ways().into_iter().map(move |c| (workflow, c)));
        pairs.filter_map(|(workflow, channel)| self.journey(workflow, channel))
    }

    /// Returns the journey of a workflow on a channel; `None` if no operation starts the workflow.
    fn journey<'m>(&'m self, workflow: &'m Workflow, channel: Option<ChannelId>) -> Option<Journey<'m>> {
        let start = self.constructors(workflow).into_iter().next()?;
        let by_hand = channel == self.provider.upload_channel;
        let slots = slots(workflow, &start);
        let here = |slot: &Slot| !by_hand && channel.is_some_and(|channel| slot.channels.contains(&channel));
        let captured = slots.iter().filter(|slot| here(slot)).map(|slot| slot.category).collect();
        let mut uploads: Vec<Upload<'m>> = Vec::new();
        for (place, slot) in slots.iter().enumerate() {
            if !self.is_uploaded(slot) || here(slot) {
                continue;
            }
            for part in &slot.parts {
                uploads.extend(self.upload(place, slot, part, &uploads));
            }
        }
        Some(Journey { workflow, channel, start, uploads, captured, finalizes: by_hand })
    }

    /// Describes the workflow and its channel, for display.
    pub fn journey_in_words(&self, workflow: &Workflow, channel: Option<ChannelId>) -> String {
        let over = channel.map(|channel| format!(" over {}", self[channel].name.wire)).unwrap_or_default();
        format!("{} {}{over}", workflow.key, workflow.title)
    }

    fn upload<'m>(&'m self, place: usize, slot: &Slot, part: &Name, known: &[Upload<'_>]) -> Option<Upload<'m>> {
        let category = &self[slot.category];
        let part = category.parts.iter().find(|own| own.name == *part)?;
        let (category, own) = (&category.name.snake, &part.name.snake);
        let name = if category == own { own.clone() } else { format!("{category}_{own}") };
        let before = known.iter().filter(|upload| upload.category == slot.category && upload.part.name == part.name);
        let number = before.count() + 1;
        let name = if number == 1 { name } else { format!("{name}_{number}") };
        Some(Upload { place, category: slot.category, part, name })
    }

    /// Returns the states of an execution before any credential is acquired: those that do not follow any other state.
    pub fn first_states(&self) -> Vec<&str> {
        let states = &self.timing.states;
        let follows = |name: &String| states.iter().any(|state| state.next.contains(name));
        states.iter().map(|state| &state.name.wire).filter(|name| !follows(name)).map(String::as_str).collect()
    }

    /// Returns the final states without a result.
    pub fn states_without_result(&self) -> Vec<&str> {
        let with_result = self.readings.state.as_ref().map_or(&[][..], |reading| &reading.with_result);
        let final_states = self.timing.states.iter().filter(|state| state.is_final());
        final_states
            .map(|state| state.name.wire.as_str())
            .filter(|name| !with_result.iter().any(|w| w == name))
            .collect()
    }
}

/// Returns the credentials of the execution that a function starts: those of its variant, or all.
fn slots<'m>(workflow: &'m Workflow, start: &Constructor<'_>) -> Vec<&'m Slot> {
    match start.variant {
        None => workflow.slots.iter().collect(),
        Some(categories) => {
            let captured = || workflow.slots.iter().filter(|slot| slot.origin != Origin::OnFile);
            categories.iter().filter_map(|category| captured().find(|slot| slot.category == *category)).collect()
        }
    }
}
