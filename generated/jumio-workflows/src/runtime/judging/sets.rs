//! Sets and limits of the model: takes a scope and a value, tells whether the value is allowed and what would be.

use crate::runtime::judging::model::{Category, Part, TypeCode};
use crate::runtime::judging::scope::{self, Scope};
use crate::runtime::wire::text::listed;

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
    /// Whether the value is in the set; nothing if that depends on what is not known. `of` is the category or the type of
    /// decision that the set depends on, and `capability` the capability, where it depends on one.
    pub fn in_set(
        &self,
        set: ModelSet,
        of: Option<&str>,
        capability: Option<&str>,
        value: Option<&str>,
    ) -> Option<bool> {
        let value = value?;
        // Media types and file name extensions mean the same in capital letters.
        let folds = matches!(set, ModelSet::PartMediaTypes | ModelSet::PartExtensions);
        let is_same = |member: &str| member == value || (folds && member.eq_ignore_ascii_case(value));
        if set == ModelSet::Workflows {
            let is_own = self.key == Some(value);
            return Some(if is_own { self.workflow } else { scope::workflow(self.model, value) }.is_some());
        }
        if let Some(names) = self.names(set, of, capability) {
            return Some(names.contains(&value));
        }
        let mut possible = false;
        let certain = self.any(set, of, capability, &mut |member, certain| {
            let same = is_same(member);
            possible |= same;
            same && certain
        })?;
        if possible && !certain { None } else { Some(certain) }
    }

    /// The members of the set in words: `A, B or C`.
    pub fn allowed(&self, set: ModelSet, of: Option<&str>, capability: Option<&str>) -> String {
        let mut members: Vec<String> = Vec::new();
        if set == ModelSet::Workflows {
            members.extend(self.model.workflows.iter().map(|workflow| workflow.key.to_string()));
        }
        self.any(set, of, capability, &mut |member, _| {
            if !members.iter().any(|known| known == member) {
                members.push(member.to_owned());
            }
            false
        });
        listed(&members, "or")
    }

    /// Whether the number is at most the limit, or there is none; nothing if it depends on what is not known.
    #[inline]
    pub fn within(&self, limit: ModelLimit, value: Option<i64>) -> Option<bool> {
        let (value, mut all) = (value?, None);
        for part in self.parts()? {
            let fits = limit_of(part, limit).is_none_or(|most| value <= most);
            if all.is_some_and(|known| known != fits) {
                return None;
            }
            all = Some(fits);
        }
        all
    }

    /// The limit; nothing if there is none. Of several parts that may be meant, the largest one counts.
    #[inline]
    pub fn limit(&self, limit: ModelLimit) -> Option<i64> {
        let mut largest = None;
        for part in self.parts()? {
            largest = largest.max(Some(limit_of(part, limit)?));
        }
        largest
    }

    /// Whether any member of the set passes the test, or nothing if it is unknown what the set is. The test is told of
    /// each member whether it is in the set for sure, or only may be.
    fn any(
        &self,
        set: ModelSet,
        of: Option<&str>,
        capability: Option<&str>,
        test: &mut dyn FnMut(&str, bool) -> bool,
    ) -> Option<bool> {
        Some(match set {
            // Keys are numbers, so both callers look them up themselves.
            ModelSet::Workflows => false,
            ModelSet::WorkflowChannels
            | ModelSet::WorkflowOperations
            | ModelSet::WorkflowCapabilities
            | ModelSet::DecisionLabels => self.names(set, of, capability)?.iter().any(|name| test(name, true)),
            ModelSet::WorkflowUploads => {
                let slots = self.workflow?.slots.iter();
                let mut uploads = slots.filter(|slot| self.model.takes_uploads(slot));
                uploads.any(|slot| slot.parts.iter().any(|part| test(part, true)))
            }
            ModelSet::CategoryTypes => self.model.category(of?)?.types.iter().any(|kind| test(kind.code, true)),
            ModelSet::UsableTypes => {
                let kinds = self.model.category(of?)?.types.iter();
                let mut usable = kinds.filter_map(|kind| Some((kind, self.usable(kind)?)));
                usable.any(|(kind, certain)| test(kind.code, certain))
            }
            ModelSet::CredentialParts => {
                self.model.category(self.credential_category()?)?.parts.iter().any(|part| test(part.code, true))
            }
            ModelSet::PartMediaTypes => self.any_of_part(|part| part.media_types, test)?,
            ModelSet::PartExtensions => self.any_of_part(|part| part.extensions, test)?,
        })
    }

    /// The set, if it is a list of names that the model has as it is, and if it is known which one.
    fn names(&self, set: ModelSet, of: Option<&str>, capability: Option<&str>) -> Option<&'static [&'static str]> {
        match set {
            ModelSet::WorkflowChannels => Some(self.workflow?.channels),
            ModelSet::WorkflowOperations => Some(self.workflow?.operations),
            ModelSet::WorkflowCapabilities => Some(self.workflow?.capabilities),
            ModelSet::DecisionLabels => {
                let (kind, decisions) = (of?, self.model.capability(capability?)?.decisions);
                Some(decisions.iter().find(|(name, _)| *name == kind)?.1)
            }
            _ => None,
        }
    }

    /// Whether any member of a list of the part passes the test. If several parts may be meant, only what all of them
    /// have is there for sure.
    #[inline]
    fn any_of_part(
        &self,
        list: fn(&'static Part) -> &'static [&'static str],
        test: &mut dyn FnMut(&str, bool) -> bool,
    ) -> Option<bool> {
        let parts = || self.parts().into_iter().flatten();
        parts().next()?;
        let certain = |member: &&str| parts().all(|part| list(part).contains(member));
        Some(parts().flat_map(list).any(|member| test(member, certain(member))))
    }

    /// Whether the type code suits the workflow and the channel for sure; nothing if it does not.
    fn usable(&self, kind: &TypeCode) -> Option<bool> {
        if kind.only.is_empty() {
            return Some(true);
        }
        // Whether it fits, and whether that is sure.
        let fits = |list: &[&str], item: Option<&str>| match item {
            _ if list.is_empty() => Some(true),
            Some(item) => list.contains(&item).then_some(true),
            None => Some(false),
        };
        let (workflow, channel) = (self.workflow_id(), self.channel());
        let places = kind.only.iter();
        let certain =
            places.filter_map(|place| Some(fits(place.workflows, workflow)? && fits(place.channels, channel)?));
        certain.reduce(|one, other| one || other)
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

#[inline]
fn limit_of(part: &Part, limit: ModelLimit) -> Option<i64> {
    match limit {
        ModelLimit::PartBytes => i64::try_from(part.max_bytes?).ok(),
        ModelLimit::PartWidth => part.max_width.map(i64::from),
        ModelLimit::PartHeight => part.max_height.map(i64::from),
    }
}
