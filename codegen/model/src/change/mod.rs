//! Kinds of change between two specs: what each is about, whom it concerns and how much, and what an integrator has to do.
//!
//! They are data here, so that the pages about them need nothing of what finds changes.

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
    /// Kebab-case, names the change. Never renamed and never given to another kind.
    pub id: &'static str,
    /// The part of a spec that it is about.
    pub area: Area,
    /// For payloads: whether an accepted request is refused, or a response looks different.
    pub wire: Effect,
    /// For programs that use the generated crate: whether they still compile. A change can have less of an effect.
    pub rust: Effect,
    /// For what happens at run time: what must be in place, what is offered, what results mean.
    pub behaviour: Effect,
    /// What has changed, in one sentence.
    pub what: &'static str,
    /// What an integrator has to do, in one sentence.
    pub to_do: &'static str,
}

/// What a change means to an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing.
    None,
    /// Something is there that was not there before, and what worked still works.
    Compatible,
    /// What worked may not work any more.
    Breaking,
}

/// The part of a spec that a change is about.
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
    /// Lifetimes, polling, states, the redirect.
    Timing,
    /// What programs read from responses.
    Readings,
    /// What the generator gives every crate.
    Crate,
    /// What should not be used any more.
    Deprecations,
    /// Texts, sources and examples.
    Documentation,
}

impl Kind {
    /// Whether it concerns readers of the docs only.
    pub fn is_docs_only(&self) -> bool {
        self.wire.max(self.rust).max(self.behaviour) == Effect::None
    }
}

impl Effect {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Effect::None => "none",
            Effect::Compatible => "compatible",
            Effect::Breaking => "breaking",
        }
    }
}

impl Area {
    /// The word for it.
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

/// Two kinds are equal if their ids are.
impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Kind {}

/// Declares the kinds of an area: name, id, effects on wire, Rust and behaviour, what has changed, what to do.
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

        /// Every kind of this area.
        pub static KINDS: &[&$crate::change::Kind] = &[$(&$name),*];
    };
}
use kinds_of;

/// Every kind of change, area by area.
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

/// The kind with this id.
pub fn find(id: &str) -> Option<&'static Kind> {
    kinds().find(|kind| kind.id == id)
}

/// The kind whose id is closest to what is written, if one is close.
pub fn closest(id: &str) -> Option<&'static str> {
    verispec_text::words::closest(id, kinds().map(|kind| kind.id))
}
