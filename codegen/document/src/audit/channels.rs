//! Compares the channels of responses with those that the prerequisites allow.

use super::Auditor;
use super::finding::Finding;
use super::typed::{Item, items, text};
use crate::document::{Channels, Workflow};
use verispec_model::finding as kind;
use verispec_spec::syntax::{Content, Data};
use verispec_text::source::Span;

impl<'a> Auditor<'a> {
    pub(super) fn channels(&mut self, workflow: &'a Workflow) {
        let mut offered: Vec<(String, Span)> = Vec::new();
        for operation in &workflow.operations {
            let Some(received) = operation.operation.and_then(|id| self.model[id].received()) else { continue };
            for response in &operation.responses {
                let Some(data) = &response.body.json else { continue };
                let items = items(self.model, received, data);
                let channels = items.iter().filter_map(|item| item.channels.as_ref()).flatten();
                offered.extend(channels.filter_map(|channel| Some((text(channel)?.to_owned(), channel.span))));
                self.objects(data, &items);
            }
        }
        let Some(allowed) = &workflow.channels else { return };
        self.beyond_prerequisites(allowed, &offered);
        self.never_offered(workflow, allowed, &offered);
    }

    /// Reports each channel that the prerequisites do not allow, once.
    fn beyond_prerequisites(&mut self, allowed: &Channels, offered: &[(String, Span)]) {
        for channel in &self.model.channels {
            let name = &channel.name.wire;
            let mut places = offered.iter().filter(|(other, _)| other == name).map(|(_, span)| *span);
            let is_allowed = allowed.names.iter().any(|(written, _)| written.value.eq_ignore_ascii_case(name));
            let Some(place) = places.next().filter(|_| !is_allowed) else { continue };
            let message = format!("a response offers {name}, which the prerequisites do not list");
            let finding = Finding::new(&kind::SLOT_CHANNEL, place, message).also(places).against(&allowed.text.value);
            self.push(finding.related(allowed.text.span, "the channels of the workflow"));
        }
    }

    /// Reports channels of the prerequisites that no response offers. A channel that the spec does not list either has
    /// already been reported.
    fn never_offered(&mut self, workflow: &Workflow, allowed: &Channels, offered: &[(String, Span)]) {
        if offered.is_empty() {
            return;
        }
        let spec = self.spec_of(workflow);
        for (name, id) in &allowed.names {
            if spec.is_some_and(|spec| id.is_none_or(|id| !spec.channels.contains(&id))) {
                continue;
            }
            if !offered.iter().any(|(channel, _)| channel.eq_ignore_ascii_case(&name.value)) {
                let message = format!("no response offers {}, which the prerequisites list", name.value);
                let finding = Finding::new(&kind::CHANNEL_UNUSED, name.span, message);
                self.push(finding.related(offered[0].1, "the channels that responses offer, for example here"));
            }
        }
    }

    /// Checks that a response has an object named after a channel if and only if a credential allows the channel.
    fn objects(&mut self, data: &Data, items: &[Item<'_>]) {
        let slots: Vec<&Item<'_>> = items.iter().filter(|item| item.channels.is_some()).collect();
        let Content::Object(members) = &data.value else { return };
        if slots.is_empty() {
            return;
        }
        let model = self.model;
        let named = |name: &str| model.channels.iter().any(|channel| channel.name.wire.eq_ignore_ascii_case(name));
        for (key, _) in members.iter().filter(|(key, _)| named(&key.value)) {
            let allows = |item: &&Item<'_>| item.channels.iter().flatten().any(|channel| is(channel, &key.value));
            if !slots.iter().any(allows) {
                let message =
                    format!("the response has `{}`, but none of its credentials allows this channel", key.value);
                self.push(Finding::new(&kind::CHANNEL_OBJECT, key.span, message));
            }
        }
        // The objects of the upload channel are in the credentials, and a rule of the spec may require them.
        for item in &slots {
            for (key, _) in members_of(item.data).iter().filter(|(key, _)| named(&key.value)) {
                let allows = item.channels.iter().flatten().any(|channel| is(channel, &key.value));
                if !allows {
                    let message = format!("the credential has `{}`, but does not allow this channel", key.value);
                    self.push(Finding::new(&kind::CHANNEL_OBJECT, key.span, message));
                }
            }
        }
    }
}

fn is(channel: &Data, name: &str) -> bool {
    text(channel).is_some_and(|text| text.eq_ignore_ascii_case(name))
}

fn members_of(data: &Data) -> &[(verispec_spec::syntax::Text, Data)] {
    match &data.value {
        Content::Object(members) => members,
        _ => &[],
    }
}
