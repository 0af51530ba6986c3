//! Sets and limits in the model: decides whether a value is allowed, and lists the allowed values.

use crate::runtime::judging::model::{Category, Part, TypeCode};
use crate::runtime::judging::scope::{self, Scope};
use crate::runtime::wire::text::listed;

/// A set of values in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelSet {
    /// The keys of all workflows.
    Workflows,
    /// The channels of the workflow.
    WorkflowChannels,
    /// The operations documented for the workflow.
    WorkflowOperations,
    /// The parts that the customer can upload in the workflow.
    WorkflowUploads,
    /// The capabilities of the workflow.
    WorkflowCapabilities,
    /// The type codes of a category.
    CategoryTypes,
    /// The type codes of a category that are allowed for the workflow and the channel.
    UsableTypes,
    /// The parts of the credential that the uploaded file belongs to.
    CredentialParts,
    /// The accepted media types of the uploaded part.
    PartMediaTypes,
    /// The accepted file name extensions of the uploaded part.
    PartExtensions,
    /// The labels of a capability for a decision type.
    DecisionLabels,
}

/// A limit in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelLimit {
    /// The maximum size of the uploaded part, in bytes.
    PartBytes,
    /// The maximum width of the uploaded part, in pixels.
    PartWidth,
    /// The maximum height of the uploaded part, in pixels.
    PartHeight,
}

impl Scope<'_> {
    /// Returns whether the value is in the set; `None` if that depends on unknown facts. `of` is the category or
    /// decision type that the set depends on, if any; `capability` is the capability that it depends on, if any.
    pub fn in_set(
        &self,
        set: ModelSet,
        of: Option<&str>,
        capability: Option<&str>,
        value: Option<&str>,
    ) -> Option<bool> {
        let value = value?;
        // Media types and file name extensions are case-insensitive.
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

    /// Returns the values in the set for a message: `A, B or C`.
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

    /// Returns whether the number is within the limit, or there is no limit; `None` if that depends on unknown facts.
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

    /// Returns the limit, if there is one. If the upload could be one of several parts, the largest limit counts.
    #[inline]
    pub fn limit(&self, limit: ModelLimit) -> Option<i64> {
        let mut largest = None;
        for part in self.parts()? {
            largest = largest.max(Some(limit_of(part, limit)?));
        }
        largest
    }

    /// Returns whether any value in the set passes the test; `None` if the set is unknown. The test also receives
    /// whether the value is certain to be in the set.
    fn any(
        &self,
        set: ModelSet,
        of: Option<&str>,
        capability: Option<&str>,
        test: &mut dyn FnMut(&str, bool) -> bool,
    ) -> Option<bool> {
        Some(match set {
            // The keys of workflows are numbers, so both callers handle this set separately.
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

    /// Returns the values in the set, if it is known and stored in the model as a list of names.
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

    /// Returns whether any item in a list of the part passes the test. If the upload could be one of several parts,
    /// only items common to all of them are certain.
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

    /// Returns `Some(true)` if the type code is certainly allowed for the workflow and the channel, `Some(false)` if it
    /// may be allowed, and `None` if it is not.
    fn usable(&self, kind: &TypeCode) -> Option<bool> {
        if kind.only.is_empty() {
            return Some(true);
        }
        // `Some(true)` if the list certainly allows the item, `Some(false)` if it may allow it, `None` if it does not.
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

    /// Returns the parts that the upload could be: those of the credential's category if it is known, otherwise those
    /// of any category. `None` if the part is unknown or does not exist.
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
