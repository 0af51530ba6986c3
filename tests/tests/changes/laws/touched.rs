//! Collects the changes of several steps between two specs, and decides whether they cover a direct change.
//!
//! The comparison pairs slots of the same category, and strings in a list, so their indexes are not part of an address.
//! A renamed item has the same address under both names.

use std::collections::BTreeSet;

use verispec_codegen::diff::Change;

/// Kinds of change that add, remove or rename something that contains other facts or to which they refer. If a type code is removed in
/// one step and added in the next, whether it is deprecated may change on the way: the steps report the code alone, and the direct
/// comparison only the deprecation.
const DEFINES: &[&str] = &[
    "capability-added",
    "capability-removed",
    "capability-module-renamed",
    "capability-renamed",
    "channel-added",
    "channel-removed",
    "channel-renamed",
    "credential-added",
    "credential-removed",
    "credential-module-renamed",
    "credential-renamed",
    "decision-added",
    "decision-removed",
    "decision-noted",
    "file-kind-added",
    "file-kind-removed",
    "label-renamed",
    "layout-added",
    "layout-removed",
    "list-added",
    "list-removed",
    "member-renamed",
    "operation-added",
    "operation-removed",
    "operation-renamed",
    "package-renamed",
    "part-added",
    "part-removed",
    "prerequisite-added",
    "prerequisite-removed",
    "region-added",
    "region-removed",
    "rule-added",
    "rule-moved",
    "rule-removed",
    "rule-renamed",
    "rust-name-changed",
    "service-added",
    "service-removed",
    "slot-added",
    "slot-removed",
    "state-added",
    "state-removed",
    "type-added",
    "type-code-added",
    "type-code-removed",
    "type-moved",
    "type-removed",
    "type-renamed",
    "workflow-added",
    "workflow-key-changed",
    "workflow-removed",
    "workflow-renamed",
];

/// The locations and names that the steps change.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// The locations of renamed items under both names.
    renamed: Vec<(String, String)>,
    places: BTreeSet<String>,
    /// The locations of added and removed items, which include everything below them.
    wholes: Vec<String>,
    /// The names of added, removed and renamed items.
    names: BTreeSet<String>,
    /// The text of the specs on both sides of each step, without the layouts of documents.
    texts: Vec<[String; 2]>,
}

/// Returns a location without the indexes of items.
fn bare(place: &str) -> String {
    let mut rest = place;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once('[') {
        let Some((inside, after)) = after.split_once(']') else { break };
        let name = inside.trim_end_matches(|c: char| c.is_ascii_digit());
        text.push_str(before);
        if !name.trim().is_empty() {
            text.push_str(&format!("[{}]", if name.ends_with(' ') { name.trim_end() } else { inside }));
        }
        rest = after;
    }
    text + rest
}

fn is_below(place: &str, whole: &str) -> bool {
    place.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '.', '[']))
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || "_-:".contains(c))).filter(|word| !word.is_empty()).collect()
}

impl Touched {
    /// Collects what these steps change. Renames are also taken from the direct comparison.
    pub(super) fn of(steps: &[&Vec<Change>], direct: &[Change], texts: Vec<[String; 2]>) -> Self {
        let mut touched = Self { texts, ..Self::default() };
        for change in steps.iter().flat_map(|step| step.iter()).chain(direct) {
            if let (Some(old), Some(new)) = (&change.old, &change.new) {
                let (was, is) = (bare(&old.place.to_string()), bare(&new.place.to_string()));
                if was != is && DEFINES.contains(&change.kind.id) {
                    touched.renamed.push((was.clone().max(is.clone()), was.min(is)));
                }
            }
        }
        for change in steps.iter().flat_map(|step| step.iter()) {
            touched.places.extend(touched.addresses(change));
            if !DEFINES.contains(&change.kind.id) {
                continue;
            }
            for side in [&change.old, &change.new].into_iter().flatten() {
                let place = touched.canonical(&side.place.to_string());
                let last = place.rsplit(['.', ' ', '[', '/']).next().unwrap_or(&place);
                touched.names.extend([last.trim_end_matches(']').to_owned(), side.value.clone()]);
                touched.wholes.push(place);
            }
        }
        touched
    }

    /// Returns a canonical form of the location, in which each renamed item has the same name on both sides.
    fn canonical(&self, place: &str) -> String {
        let mut place = bare(place);
        // Each replacement results in a smaller name, so the loop ends.
        while let Some((from, to)) = self.renamed.iter().find(|(from, _)| is_below(&place, from)) {
            place = format!("{to}{}", &place[from.len()..]);
        }
        place
    }

    /// Returns the addresses of a change. The address of a document's sentence is the sentence itself.
    fn addresses(&self, change: &Change) -> Vec<String> {
        let sides = [&change.old, &change.new].into_iter().flatten();
        let address = |side: &verispec_codegen::diff::Side| match change.kind.id {
            "document-text-changed" => side.value.clone(),
            _ => self.canonical(&side.place.to_string()),
        };
        sides.map(address).collect()
    }

    /// Returns whether the steps cover a change: `Some(false)` if they change the same location, `Some(true)` if they
    /// change something that contains it or to which it refers, and `None` otherwise.
    pub(super) fn covers(&self, change: &Change) -> Option<bool> {
        let addresses = self.addresses(change);
        if addresses.iter().all(|address| self.places.contains(address)) {
            return Some(false);
        }
        let is_part = |address: &String| self.wholes.iter().any(|whole| is_below(address, whole));
        let [old, new] = [&change.old, &change.new].map(|side| side.as_ref().map_or("", |side| side.value.as_str()));
        let named = words(old).symmetric_difference(&words(new)).any(|word| self.names.contains(*word));
        let segments = |address: &String| words(address).iter().any(|word| self.names.contains(*word));
        // A sentence can also occur elsewhere in a spec. If a step adds or removes that occurrence, the change is
        // reported there.
        let is_said = |sentence: &String| {
            let words = sentence.trim_end_matches('.');
            let is_sentence = change.kind.id == "document-text-changed";
            is_sentence && self.texts.iter().any(|[was, is]| was.contains(words) != is.contains(words))
        };
        let covered = addresses.iter().all(|address| {
            self.places.contains(address) || is_said(address) || is_part(address) || segments(address) || named
        });
        covered.then_some(true)
    }
}
