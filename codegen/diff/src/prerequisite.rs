//! Compares prerequisites: their set, and their requirements.

use super::change::Change;
use super::pairing::pair;
use super::place::SpecPlace;
use super::{Differ, and, listed, sorted};
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
                let message = format!("The prerequisite `{}` {}.", new.name.wire, said(self.new, new, key));
                self.push(Change::new(&CHANGED, message).was(&place(old).key(key), was).is(&place(new).key(key), is));
            }
        }
    }
}

/// Describes a requirement as the end of a sentence about the prerequisite.
fn said(model: &Model, known: &Prerequisite, key: &str) -> String {
    let names = |names: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        sorted(names).into_iter().map(|name| format!("`{name}`")).collect()
    };
    match key {
        "credential" => match known.credential {
            Some(id) => format!("now requires a credential of the category {}", model[id].name.wire),
            None => "no longer requires a credential".to_owned(),
        },
        "stored_by" => match known.holder_in_words() {
            Some(holder) => format!("now requires that the credential is stored by {holder}"),
            None => "no longer says who stores the credential".to_owned(),
        },
        "obtained_by" => {
            let all = names(&mut known.obtained_by.iter().map(|id| model[*id].name.wire.as_str()));
            match all.len() {
                0 => "can no longer be met by running a workflow".to_owned(),
                1 => format!("can now be met by running the workflow {}", all[0]),
                _ => format!("can now be met by running any of the workflows {}", and(&all)),
            }
        }
        "capabilities" => {
            let all = names(&mut known.capabilities.iter().map(|id| model[*id].name.wire.as_str()));
            match all.len() {
                0 => "no longer concerns specific capabilities".to_owned(),
                1 => format!("now concerns the capability {}", all[0]),
                _ => format!("now concerns the capabilities {}", and(&all)),
            }
        }
        _ => format!("is now of the kind `{}`", known.kind_word()),
    }
}

/// Returns the requirements of a prerequisite, by the keys of the spec.
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
