//! The features of the generated crate: those that every manifest has, and one per workflow.
//!
//! **Invariant:** no two workflows have the same feature, and none has the name of a built-in feature.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use verispec_text::embedded;

/// The features that every manifest has.
static OWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let manifest = embedded!("../../../render/templates/crate/Cargo.toml.j2").text();
    let lines = manifest.lines().skip_while(|line| *line != "[features]").skip(1);
    let keys = lines.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once(" = "));
    keys.map(|(key, _)| key).filter(|key| !key.contains('{')).collect()
});

/// The prefix for a workflow's id if the feature name would otherwise be ambiguous.
const PREFIX: &str = "workflow-";

/// Returns the feature of the workflow with this id. Adds the prefix if the id is reserved once all such prefixes are
/// removed; otherwise, `cli` and `workflow_cli` would share a feature.
pub(super) fn of_workflow(id: &str) -> String {
    let feature = id.replace('_', "-");
    match OWN.contains(feature.trim_start_matches(PREFIX)) {
        true => format!("{PREFIX}{feature}"),
        false => feature,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{OWN, of_workflow};

    #[test]
    fn the_features_of_the_manifest_are_known() {
        assert_eq!(OWN.iter().copied().collect::<Vec<_>>(), ["cli", "default", "digest"]);
    }

    #[test]
    fn no_workflow_shares_its_feature() {
        let words = OWN.iter().copied().chain(["workflow", "workflow_", "", "return_call", "sha2", "cli_2"]);
        let ids = words.flat_map(|word| (0..4).map(move |times| "workflow_".repeat(times) + word));
        let ids: BTreeSet<String> = ids.filter(|id| !id.is_empty()).collect();
        let features: BTreeSet<String> = ids.iter().map(|id| of_workflow(id)).collect();
        assert_eq!(features.len(), ids.len(), "{features:?}");
        assert!(OWN.iter().all(|own| !features.contains(*own)), "{features:?}");
        assert_eq!(of_workflow("return_call"), "return-call");
    }
}
