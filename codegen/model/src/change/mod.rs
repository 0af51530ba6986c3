//! Kinds of change between two specs: the subject of each, its effect on each audience, and what an integrator has to
//! do.
//!
//! The kinds are plain data, so the docs about them do not depend on the code that detects changes.

pub mod capability;
pub mod constructor;
pub mod crates;
pub mod credential;
pub mod deprecation;
pub mod limits;
pub mod operation;
pub mod payload;
pub mod prerequisite;
pub mod provider;
pub mod reading;
pub mod rule;
pub mod rust_name;
pub mod slot;
pub mod text;
pub mod timing;
pub mod workflow;

/// A kind of change between two specs.
#[derive(Debug)]
pub struct Kind {
    /// The id of the kind, in kebab case. It is never renamed or reused for another kind.
    pub id: &'static str,
    /// The part of a spec that changed.
    pub area: Area,
    /// The effect on payloads, such as whether an accepted request is rejected, or a response looks different.
    pub wire: Effect,
    /// The effect on programs that use the generated crate: whether they still compile. An individual change can have a
    /// smaller effect than its kind.
    pub rust: Effect,
    /// The effect at run time, such as on the required setup, the available features, or the meaning of results.
    pub behaviour: Effect,
    /// A sentence that describes the change.
    pub what: &'static str,
    /// A sentence that tells integrators what to do.
    pub to_do: &'static str,
}

/// The effect of a change on an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// No effect.
    None,
    /// Something new is available, and existing uses still work.
    Compatible,
    /// Existing uses may stop working.
    Breaking,
}

/// The part of a spec that a change concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Workflows, and how they are started.
    Workflows,
    /// Capabilities with their decisions and labels.
    Capabilities,
    /// Credentials, files and lists of codes.
    Credentials,
    /// Prerequisites.
    Prerequisites,
    /// Payload types.
    Payloads,
    /// HTTP operations.
    Operations,
    /// Validation rules.
    Rules,
    /// The provider, its regions and channels, and the crate.
    Provider,
    /// Lifetimes, polling, states, and the redirect.
    Timing,
    /// Values that programs read from responses.
    Readings,
    /// Items that the generator adds to every crate.
    Crate,
    /// Deprecations.
    Deprecations,
    /// Texts, sources and examples.
    Documentation,
}

/// The kinds for something that has another name: the values of such a change are the two names.
pub static RENAMES: &[&Kind] = &[
    &capability::NAME,
    &capability::RENAMED,
    &capability::LABEL_RENAMED,
    &credential::NAME,
    &credential::RENAMED,
    &operation::PARAMETER_RENAMED,
    &operation::RENAMED,
    &payload::MEMBER_RENAMED,
    &payload::TYPE_RENAMED,
    &provider::CHANNEL_RENAMED,
    &provider::PACKAGE,
    &rule::RENAMED,
    &workflow::RENAMED,
];

impl Kind {
    /// Returns whether something has another name.
    pub fn is_rename(&self) -> bool {
        RENAMES.contains(&self)
    }

    /// Returns whether the change has no effect on payloads, on programs or at run time, so that it only concerns
    /// readers of the docs.
    pub fn is_docs_only(&self) -> bool {
        self.wire.max(self.rust).max(self.behaviour) == Effect::None
    }
}

impl Effect {
    /// Returns the lowercase name of the effect.
    pub fn word(self) -> &'static str {
        match self {
            Effect::None => "none",
            Effect::Compatible => "compatible",
            Effect::Breaking => "breaking",
        }
    }
}

impl Area {
    /// Returns the lowercase name of the area, for display.
    pub fn word(self) -> &'static str {
        match self {
            Area::Workflows => "workflows",
            Area::Capabilities => "capabilities",
            Area::Credentials => "credentials",
            Area::Prerequisites => "prerequisites",
            Area::Payloads => "payloads",
            Area::Operations => "operations",
            Area::Rules => "rules",
            Area::Provider => "provider",
            Area::Timing => "timing",
            Area::Readings => "readings",
            Area::Crate => "crate",
            Area::Deprecations => "deprecations",
            Area::Documentation => "documentation",
        }
    }
}

/// Kinds are equal if their ids are equal.
impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Kind {}

/// Declares the kinds of an area. Each has a name, an id, its effects on the wire, on Rust and on behavior, a
/// description of the change, and an instruction.
macro_rules! kinds_of {
    ($area:ident: $($name:ident = $id:literal [$wire:ident $rust:ident $behaviour:ident] $what:literal $to_do:literal)*) => {
        $(
            #[doc = $what]
            pub static $name: $crate::change::Kind = $crate::change::Kind {
                id: $id,
                area: $crate::change::Area::$area,
                wire: $crate::change::Effect::$wire,
                rust: $crate::change::Effect::$rust,
                behaviour: $crate::change::Effect::$behaviour,
                what: $what,
                to_do: $to_do,
            };
        )*

        /// Every kind in this area.
        pub static KINDS: &[&$crate::change::Kind] = &[$(&$name),*];
    };
}
use kinds_of;

/// Returns every kind of change, by area.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    let areas = [
        workflow::KINDS,
        slot::KINDS,
        constructor::KINDS,
        capability::KINDS,
        credential::KINDS,
        prerequisite::KINDS,
        payload::KINDS,
        limits::KINDS,
        rust_name::KINDS,
        operation::KINDS,
        rule::KINDS,
        provider::KINDS,
        timing::KINDS,
        reading::KINDS,
        crates::KINDS,
        deprecation::KINDS,
        text::KINDS,
    ];
    areas.into_iter().flatten().copied()
}

/// Returns the kind with this id, if it exists.
pub fn find(id: &str) -> Option<&'static Kind> {
    kinds().find(|kind| kind.id == id)
}

/// Returns the id that is closest to a misspelled one, if any is close enough.
pub fn closest(id: &str) -> Option<&'static str> {
    verispec_text::words::closest(id, kinds().map(|kind| kind.id))
}

#[cfg(test)]
mod tests {
    /// If a new kind for a renamed item were not in the list, migration guides would not list the names to replace.
    #[test]
    fn kinds_about_names_are_listed() {
        let listed = super::kinds().filter(|kind| kind.is_rename()).map(|kind| kind.id);
        let named = super::kinds().map(|kind| kind.id).filter(|id| id.ends_with("-renamed"));
        assert!(listed.eq(named));
    }
}
