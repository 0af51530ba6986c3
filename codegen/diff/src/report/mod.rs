//! Reports changes as text with excerpts of both specs, as JSON, or as a changelog in Markdown.

mod entry;
mod functions;
mod history;
mod json;
mod markdown;
mod migration;
mod source;
mod text;

pub use history::{WorkflowChanges, by_workflow};
pub use json::json;
pub use markdown::{changelog, markdown};
pub use migration::migration;
pub use text::text;

use std::collections::BTreeMap;

use super::Spec;
use super::allowed::Allowance;
use super::change::Change;
use super::version::{Bump, Version};

/// The content of a report.
#[derive(Debug)]
pub struct Report<'m> {
    /// The older spec.
    pub old: Spec<'m>,
    /// The newer spec.
    pub new: Spec<'m>,
    /// The changes.
    pub changes: Vec<Change>,
    /// The allowance of each change, if it is allowed.
    pub allowances: Vec<Option<Allowance>>,
    /// The reason why the crates of both specs were not compared; `None` if they were compared.
    pub not_compared: Option<String>,
}

/// The dates of the two compared specs, if they are known.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    /// The date of the older spec, as YYYY-MM-DD.
    pub old: Option<String>,
    /// The date of the newer spec, as YYYY-MM-DD.
    pub new: Option<String>,
}

impl Report<'_> {
    /// Returns every change, with its allowance if it is allowed.
    pub fn iter(&self) -> impl Iterator<Item = (&Change, Option<&Allowance>)> {
        self.changes.iter().zip(self.allowances.iter().map(Option::as_ref))
    }

    /// Returns the kind of release that the changes require, not counting allowed changes.
    pub fn bump(&self) -> Bump {
        Bump::of(self.iter().filter(|(_, allowance)| allowance.is_none()).map(|(change, _)| change))
    }

    /// Returns the version of the older spec, the lowest version that may follow it, and the version of the newer spec.
    /// `None` if one of them is not a valid version, which cannot happen if both specs were validated.
    pub fn versions(&self) -> Option<(Version, Version, Version)> {
        let version = |spec: Spec<'_>| Version::parse(&spec.model.provider.package.version).ok();
        let (old, new) = (version(self.old)?, version(self.new)?);
        let wanted = self.bump().after(&old);
        Some((old, wanted, new))
    }

    /// Returns a note that the crates were not compared, if they were not.
    fn unknown_of_crates(&self) -> Option<String> {
        let reason = self.not_compared.as_ref()?;
        Some(format!(
            "the crates are not compared, because {reason}; changes that come from the generator itself are not reported"
        ))
    }

    /// Returns whether the version of the newer spec covers the changes.
    pub fn is_carried(&self) -> bool {
        self.versions().is_some_and(|(_, wanted, new)| new >= wanted)
    }
}

/// Lists the functions whose signatures a change affects. Functions of one module are combined, such as
/// `workflows::name::{create, update}`.
fn paths(change: &Change) -> Vec<String> {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for function in &change.functions {
        let (module, name) = function.path.rsplit_once("::").unwrap_or(("", &function.path));
        modules.entry(module).or_default().push(name);
    }
    let spelled = modules.into_iter().map(|(module, names)| match names.as_slice() {
        [name] => format!("`{module}::{name}`"),
        names => format!("`{module}::{{{}}}`", names.join(", ")),
    });
    spelled.collect()
}
