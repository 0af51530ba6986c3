//! Renders unique workflows from a number and the capabilities.

use anyhow::Result;
use serde_yaml::Value;

use super::template::Capability;
use super::words::{Choices, capital, triple};
use super::yaml::{file, list, map, named};

/// The number of workflows per additional capability.
pub(super) const PER_CAPABILITY: u32 = 4;

const CHANNELS: [&str; 3] = ["KIOSK", "POST", "APP"];
const UPLOADS: &str = "POST";
const SOURCE: &str = "handbook: Flows";

/// A slot for an exhibit.
pub(super) struct Slot {
    pub(super) category: &'static str,
    pub(super) origin: &'static str,
    pub(super) channels: Vec<&'static str>,
    parts: &'static [&'static str],
    pub(super) kinds: &'static [&'static str],
}

/// A generated workflow that can be written as a file.
pub(super) struct Workflow<'a> {
    pub(super) number: u32,
    pub(super) key: u32,
    pub(super) slots: Vec<Slot>,
    pub(super) chains: Vec<Vec<&'a str>>,
    pub(super) choices: Choices,
}

/// Returns the file of the workflow with this number: its path and its contents.
pub(super) fn workflow(number: u32, capabilities: &[Capability]) -> Result<(String, String)> {
    let mut choices = Choices::new(number);
    let slots = slots(number, &mut choices);
    let chains = chains(number, capabilities, &mut choices);
    let mut workflow = Workflow { number, key: 100 + number * 3, slots, chains, choices };
    let (verb, adjective, noun) = triple(number);
    file(format!("workflows/{verb}_{adjective}_{noun}.yaml"), &workflow.definition())
}

/// Returns the slots of a workflow. The first workflow has a slot of every origin, so that even the smallest spec
/// covers all origins.
fn slots(number: u32, choices: &mut Choices) -> Vec<Slot> {
    let badge_kinds = &["CREW_BADGE", "DOCK_BADGE"];
    let mut slot = |category, parts, kinds| {
        let first = choices.below(CHANNELS.len());
        let channels = CHANNELS.iter().cycle().skip(first).take(1 + choices.below(3)).copied().collect();
        Slot { category, origin: "captured", channels, parts, kinds }
    };
    let badge = slot("BADGE", &["OBVERSE", "REVERSE"], badge_kinds);
    let portrait = slot("PORTRAIT", &["FRONTAL", "PROFILE"], &[]);
    let deed = slot("DEED", &["PAGES"], &["SHIP_DEED", "LEASE"]);
    let on_file = Slot { category: "BADGE", origin: "on_file", channels: Vec::new(), parts: &[], kinds: &[] };
    let uploaded =
        Slot { category: "VOICEPRINT", origin: "uploaded", channels: vec![UPLOADS], parts: &["SAMPLE"], kinds: &[] };
    match number % 6 {
        0 => vec![on_file, portrait, uploaded],
        1 => vec![badge],
        2 => vec![badge, portrait],
        3 => vec![badge, portrait, deed],
        4 => vec![deed, uploaded],
        _ => vec![portrait, deed],
    }
}

/// Returns the chains of a workflow. Each chain runs all requirements of its last capability. The first workflow runs
/// all fixed capabilities, and each additional capability runs in at least one workflow.
fn chains<'a>(number: u32, capabilities: &'a [Capability], choices: &mut Choices) -> Vec<Vec<&'a str>> {
    let further = 12 + (number / PER_CAPABILITY) as usize;
    let mut ends: Vec<usize> = match number {
        0 => vec![11, 6, 7, 8, 9, 10],
        _ => (0..=choices.below(3)).map(|_| choices.below(12)).collect(),
    };
    if number % PER_CAPABILITY == PER_CAPABILITY - 1 && further < capabilities.len() {
        ends.push(further);
    }
    ends.sort_unstable();
    ends.dedup();
    let all: Vec<Vec<&str>> = ends.into_iter().map(|end| chain(capabilities, end)).collect();
    // A chain that is contained in another one is redundant.
    let inside = |chain: &Vec<&str>, other: &Vec<&str>| {
        chain.len() < other.len() && other.windows(chain.len()).any(|part| part == chain)
    };
    all.iter().filter(|chain| !all.iter().any(|other| inside(chain, other))).cloned().collect()
}

fn chain(capabilities: &[Capability], end: usize) -> Vec<&str> {
    let mut wanted = vec![capabilities[end].name.as_str()];
    let mut chain = Vec::new();
    // Capabilities come after their requirements, so a single pass from the end collects all requirements.
    for capability in capabilities[..=end].iter().rev() {
        if wanted.contains(&capability.name.as_str()) {
            wanted.extend(capability.requires.iter().map(String::as_str));
            chain.push(capability.name.as_str());
        }
    }
    chain.reverse();
    chain
}

impl Workflow<'_> {
    fn definition(&mut self) -> Value {
        let (verb, adjective, noun) = triple(self.number);
        let name = format!("{} {adjective} {noun}", capital(&verb));
        let categories: Vec<&str> = self.slots.iter().map(|slot| slot.category).collect();
        let kept = self.slots.iter().filter(|slot| slot.origin == "captured").map(|slot| slot.category);
        let channels = CHANNELS.iter().filter(|channel| self.slots.iter().any(|slot| slot.channels.contains(channel)));
        let mut entries = vec![
            ("key", self.key.into()),
            ("name", name.as_str().into()),
            ("summary", format!("Flow {} lets visitors of the {adjective} {noun} in.", self.number + 1).into()),
            ("required_credentials", list(categories.iter().copied())),
            ("stored_credentials", list(kept)),
            ("channels", list(channels.copied())),
            ("slots", list(self.slots.iter().map(Slot::definition))),
        ];
        if categories.len() == 2 && self.choices.once_in(2) {
            entries.push(("variants", list([list(categories.iter().copied()), list([categories[0]])])));
        }
        entries.push(("prerequisites", list(self.prerequisites())));
        entries.push(("chains", list(self.chains.iter().map(|chain| list(chain.iter().copied())))));
        if self.choices.once_in(3) {
            entries.push(("notes", list([format!("Visitors of the {noun} may wait until it is {adjective}.")])));
        }
        entries.push(("source", SOURCE.into()));
        entries.push(("operations", self.operations()));
        named(entries.into_iter().map(|(key, value)| (key.to_owned(), value)))
    }

    fn has(&self, origin: &str) -> bool {
        self.slots.iter().any(|slot| slot.origin == origin)
    }

    fn prerequisites(&mut self) -> Vec<&'static str> {
        let sweeps = self.chains.iter().flatten().any(|capability| *capability == "sanctionsSweep");
        let all = [
            ("vetting-enabled", self.number == 0 || self.choices.once_in(2)),
            ("member-exists", self.has("on_file")),
            ("badge-on-file", self.has("on_file")),
            ("voiceprint-at-hand", self.has("uploaded")),
            ("visitor-agrees", self.slots.iter().any(|slot| slot.category == "PORTRAIT")),
            ("sweeps-set-up", sweeps),
        ];
        all.into_iter().filter(|(_, holds)| *holds).map(|(id, _)| id).collect()
    }

    fn operations(&mut self) -> Value {
        let first = if self.has("on_file") { "reopen_visit" } else { "open_visit" };
        let mut operations = vec![(first.to_owned(), map([("examples", list([self.opening(first)]))]))];
        if first == "open_visit" {
            operations.push(("reopen_visit".to_owned(), map([])));
        }
        if self.slots.iter().any(|slot| slot.channels.contains(&UPLOADS)) {
            operations.push(("deposit_part".to_owned(), map([])));
            operations.push(("close_visit".to_owned(), map([])));
        }
        if self.choices.once_in(3) {
            operations.push(("visit_report".to_owned(), map([("examples", list([self.report()]))])));
        }
        named(operations)
    }
}

impl Slot {
    /// Returns the parts that can be uploaded.
    pub(super) fn uploads(&self) -> &'static [&'static str] {
        if self.channels.contains(&UPLOADS) { self.parts } else { &[] }
    }

    fn definition(&self) -> Value {
        map([
            ("category", self.category.into()),
            ("origin", self.origin.into()),
            ("channels", list(self.channels.iter().copied())),
            ("parts", list(self.uploads().iter().copied())),
        ])
    }
}
