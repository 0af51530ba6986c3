//! Sets and limits of the model: takes a scope and a value, tells whether the value is allowed and what would be.

use super::model::{Category, Part, TypeCode};
use super::scope::{self, Scope};
use super::text::listed;

/// A set that the model holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelSet {
    /// The keys of all workflows.
    Workflows,
    /// The channels of the workflow.
    WorkflowChannels,
    /// The operations that are documented for the workflow.
    WorkflowOperations,
    /// The parts that the workflow lets the customer upload.
    WorkflowUploads,
    /// The capabilities of the workflow.
    WorkflowCapabilities,
    /// The type codes of a category.
    CategoryTypes,
    /// The type codes of a category that suit the workflow and the channel.
    UsableTypes,
    /// The parts of the credential that is uploaded to.
    CredentialParts,
    /// The media types of the part that is uploaded.
    PartMediaTypes,
    /// The file name endings of the part that is uploaded.
    PartExtensions,
    /// The labels of a capability for a type of decision.
    DecisionLabels,
}

/// A limit that the model holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelLimit {
    /// The largest size of the part that is uploaded, in bytes.
    PartBytes,
    /// The largest width of the part that is uploaded, in pixels.
    PartWidth,
    /// The largest height of the part that is uploaded, in pixels.
    PartHeight,
}

impl Scope<'_> {
    /// Whether the value is in the set. `of` is the category or the type of decision that the set depends on, and
    /// `capability` the capability, where it depends on one.
    pub fn in_set(
        &self,
        set: ModelSet,
        of: Option<&str>,
        capability: Option<&str>,
        value: Option<&str>,
    ) -> Option<bool> {
        let value = value?;
        match set {
            ModelSet::Workflows => Some(scope::workflow(self.model, value).is_some()),
            // Media types and file name endings mean the same in capital letters.
            ModelSet::PartMediaTypes | ModelSet::PartExtensions => {
                self.any(set, of, capability, &mut |member| member.eq_ignore_ascii_case(value))
            }
            _ => self.any(set, of, capability, &mut |member| member == value),
        }
    }

    /// The members of the set in words: `A, B or C`.
    pub fn allowed(&self, set: ModelSet, of: Option<&str>, capability: Option<&str>) -> String {
        let mut members: Vec<String> = Vec::new();
        if set == ModelSet::Workflows {
            members.extend(self.model.workflows.iter().map(|workflow| workflow.key.to_string()));
        }
        self.any(set, of, capability, &mut |member| {
            if !members.iter().any(|known| known == member) {
                members.push(member.to_owned());
            }
            false
        });
        listed(&members, "or")
    }

    /// Whether the number is at most the limit.
    #[inline]
    pub fn within(&self, limit: ModelLimit, value: Option<i64>) -> Option<bool> {
        Some(value? <= self.limit(limit)?)
    }

    /// The limit; unknown if there is none.
    #[inline]
    pub fn limit(&self, limit: ModelLimit) -> Option<i64> {
        // If it is unknown which of several parts is meant, the most generous one counts.
        let mut largest = None;
        for part in self.parts()? {
            let of_part = match limit {
                ModelLimit::PartBytes => i64::try_from(part.max_bytes?).ok()?,
                ModelLimit::PartWidth => part.max_width?.into(),
                ModelLimit::PartHeight => part.max_height?.into(),
            };
            largest = largest.max(Some(of_part));
        }
        largest
    }

    /// Whether any member of the set passes the test, or nothing if it is unknown what the set is.
    fn any(
        &self,
        set: ModelSet,
        of: Option<&str>,
        capability: Option<&str>,
        test: &mut dyn FnMut(&str) -> bool,
    ) -> Option<bool> {
        Some(match set {
            // Keys are numbers, so both callers look them up themselves.
            ModelSet::Workflows => false,
            ModelSet::WorkflowChannels => self.workflow?.channels.iter().any(|channel| test(channel)),
            ModelSet::WorkflowOperations => self.workflow?.operations.iter().any(|operation| test(operation)),
            ModelSet::WorkflowUploads => {
                let slots = self.workflow?.slots.iter();
                let mut uploads = slots.filter(|slot| slot.channels.contains(&self.model.upload_channel));
                uploads.any(|slot| slot.parts.iter().any(|part| test(part)))
            }
            ModelSet::WorkflowCapabilities => self.workflow?.capabilities.iter().any(|capability| test(capability)),
            ModelSet::CategoryTypes => self.model.category(of?)?.types.iter().any(|kind| test(kind.code)),
            ModelSet::UsableTypes => {
                let mut usable = self.model.category(of?)?.types.iter().filter(|kind| self.usable(kind));
                usable.any(|kind| test(kind.code))
            }
            ModelSet::CredentialParts => {
                self.model.category(self.credential_category()?)?.parts.iter().any(|part| test(part.code))
            }
            ModelSet::PartMediaTypes => self.parts()?.any(|part| part.media_types.iter().any(|media| test(media))),
            ModelSet::PartExtensions => self.parts()?.any(|part| part.extensions.iter().any(|ending| test(ending))),
            ModelSet::DecisionLabels => {
                let (kind, decisions) = (of?, self.model.capability(capability?)?.decisions);
                let (_, labels) = decisions.iter().find(|(name, _)| *name == kind)?;
                labels.iter().any(|label| test(label))
            }
        })
    }

    /// Whether the type code suits the workflow and the channel, as far as they are known.
    fn usable(&self, kind: &TypeCode) -> bool {
        if kind.only.is_empty() {
            return true;
        }
        let fits = |list: &[&str], item: Option<&str>| list.is_empty() || item.is_none_or(|item| list.contains(&item));
        let (workflow, channel) = (self.workflow_id(), self.channel());
        kind.only.iter().any(|place| fits(place.workflows, workflow) && fits(place.channels, channel))
    }

    /// The parts that the upload may be meant for: of the credential's category if that is known, else of any.
    /// Nothing if it is unknown which part is uploaded, or if there is no such part.
    fn parts(&self) -> Option<impl Iterator<Item = &'static Part>> {
        let code = self.path(self.model.part_parameter?)?;
        let categories: &'static [Category] = match self.credential_category() {
            Some(category) => std::slice::from_ref(self.model.category(category)?),
            None => self.model.categories,
        };
        let mut parts =
            categories.iter().flat_map(|category| category.parts).filter(move |part| part.code == code).peekable();
        parts.peek()?;
        Some(parts)
    }
}
