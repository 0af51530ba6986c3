//! Compares prerequisites: their set, and their requirements.

use super::change::Change;
use super::pairing::pair;
use super::place::SpecPlace;
use super::{Differ, listed, sorted};
use verispec_model::change::prerequisite::{ADDED, CHANGED, REMOVED};
use verispec_model::ir::{Model, Prerequisite};

fn place(prerequisite: &Prerequisite) -> SpecPlace {
    SpecPlace::file("prerequisites").key("prerequisites").key(&prerequisite.name.wire)
}

impl Differ<'_> {
    pub(super) fn prerequisites(&mut self) {
        let paired = pair(&self.old.prerequisites, &self.new.prerequisites, |known| known.name.wire.as_str());
        for known in paired.gone {
            let name = &known.name.wire;
            self.push(
                Change::new(&REMOVED, format!("The prerequisite `{name}` was removed.")).was(&place(known), name),
            );
        }
        for known in paired.fresh {
            let message = format!("The prerequisite `{}` was added: {}", known.name.wire, known.text);
            self.push(Change::new(&ADDED, message).is(&place(known), &known.name.wire));
        }
        for (old, new) in paired.both {
            let facts = facts(self.old, old).into_iter().zip(facts(self.new, new));
            for ((key, was), (_, is)) in facts.filter(|(was, is)| was.1 != is.1) {
                let message = format!("The {key} of the prerequisite `{}` is now {is}.", new.name.wire);
                self.push(Change::new(&CHANGED, message).was(&place(old).key(key), was).is(&place(new).key(key), is));
            }
        }
    }
}

/// The requirements of a prerequisite, by the keys of the spec.
fn facts(model: &Model, known: &Prerequisite) -> [(&'static str, String); 5] {
    let workflows = known.obtained_by.iter().map(|id| model[*id].name.wire.as_str());
    let capabilities = known.capabilities.iter().map(|id| model[*id].name.wire.as_str());
    [
        ("kind", known.kind_word().to_owned()),
        ("credential", listed(known.credential.map(|id| model[id].name.wire.as_str()))),
        ("stored_by", listed(known.holder_in_words())),
        ("obtained_by", listed(sorted(workflows))),
        ("capabilities", listed(sorted(capabilities))),
    ]
}
