//! The functions of the crate that start a workflow: which there are, and what they take.

use super::change::Change;
use super::kind::kinds;
use super::rust_type::member_type;
use super::workflow::{called, place};
use super::{Differ, listed};
use crate::ir::{Constructor, Given, Model, Node, Workflow};

kinds! { Workflows:
    ADDED = "constructor-added" [None Compatible None]
        "The crate has one more function that starts a workflow."
        "Nothing; use it if it serves you."
    REMOVED = "constructor-removed" [None Breaking None]
        "The crate no longer has a function that starts a workflow."
        "Start the workflow by another function."
    ARGUMENTS = "constructor-arguments-changed" [None Breaking None]
        "A function that starts a workflow takes other arguments."
        "Change the calls."
}

/// An argument: the type and the member that it becomes, and its own type in Rust.
type Argument = (String, String, String);

impl Differ<'_> {
    /// A change that follows from a change of a payload type, which is told already, is not told again.
    pub(super) fn constructors(&mut self, old: &Workflow, new: &Workflow) {
        let (was, is) = (self.old.constructors(old), self.new.constructors(new));
        let (before, after) = (place(old).key("operations"), place(new).key("operations"));
        let named = |list: &[Constructor<'_>], name: &str| list.iter().position(|known| known.name.snake == name);
        for constructor in was.iter().filter(|constructor| named(&is, &constructor.name.snake).is_none()) {
            let name = &constructor.name.snake;
            let message = format!("{} has no function `{name}` any more.", called(new));
            self.push(Change::new(&REMOVED, message).was(&before, name));
        }
        for constructor in &is {
            let name = &constructor.name.snake;
            match named(&was, name) {
                None => {
                    let message = format!("{} has the function `{name}`.", called(new));
                    self.push(Change::new(&ADDED, message).is(&after, name));
                }
                Some(at) => {
                    let (was, is) = (arguments(self.old, &was[at]), arguments(self.new, constructor));
                    if !self.is_explained(&was, &is) {
                        let list = |arguments: &[Argument]| listed(arguments.iter().map(|(_, _, ty)| ty.as_str()));
                        let message = format!("`{name}` of {} takes other arguments.", called(new));
                        self.push(Change::new(&ARGUMENTS, message).was(&before, list(&was)).is(&after, list(&is)));
                    }
                }
            }
        }
    }

    /// Whether arguments are the same, or differ because of members that have been told about.
    fn is_explained(&self, was: &[Argument], is: &[Argument]) -> bool {
        let newer = |name: &String| self.renamed.get(name).unwrap_or(name).clone();
        let was: Vec<Argument> =
            was.iter().map(|(owner, member, ty)| (newer(owner), member.clone(), self.newer_type(ty))).collect();
        let untouched = |arguments: &[Argument]| -> Vec<Argument> {
            let is_touched = |argument: &&Argument| self.touched.contains(&(argument.0.clone(), argument.1.clone()));
            arguments.iter().filter(|argument| !is_touched(argument)).cloned().collect()
        };
        let (mut was, mut is) = (untouched(&was), untouched(is));
        if is.iter().any(|(owner, ..)| self.reordered.contains(owner)) {
            was.sort();
            is.sort();
        }
        was == is
    }
}

fn arguments(model: &Model, constructor: &Constructor<'_>) -> Vec<Argument> {
    let mut found = Vec::new();
    collect(model, &constructor.body, &mut found);
    found
}

fn collect(model: &Model, node: &Node<'_>, found: &mut Vec<Argument>) {
    let owner = &model[node.kind];
    for (field, given) in &node.members {
        match given {
            Given::Argument(_) => {
                let ty = member_type(model, owner, &field.schema);
                found.push((owner.name.pascal.clone(), field.name.wire.clone(), ty));
            }
            Given::Object(inner) => collect(model, inner, found),
            Given::Credentials(items) => items.iter().for_each(|item| collect(model, item, found)),
            Given::Key | Given::Category(_) => {}
        }
    }
}
