//! Compares the functions of the crate that start a workflow: their set and their arguments.

use super::change::Change;
use super::payload::Reported;
use super::rust_type::member_type;
use super::workflow::{called, place};
use super::{Differ, listed};
use verispec_model::change::constructor::{ADDED, ARGUMENTS, REMOVED};
use verispec_model::ir::{Constructor, Demand, Model, Rule, Workflow};

/// An argument from the caller's point of view.
#[derive(Debug, Clone)]
struct Argument<'m> {
    /// The field that the argument sets, after the type that contains the field.
    member: (String, String),
    /// The Rust type, without the wrapper.
    ty: String,
    /// The wrapper of the argument.
    wrapper: Option<String>,
    /// The rules that require the argument.
    rules: Vec<&'m Rule>,
}

impl Differ<'_> {
    /// Compares the functions that start a workflow. A change that follows from an already reported change of a payload
    /// type is not reported again.
    pub(super) fn constructors(&mut self, old: &Workflow, new: &Workflow, reported: &Reported) {
        let (was, is) = (self.old.constructors(old), self.new.constructors(new));
        let (before, after) = (place(old).key("operations"), place(new).key("operations"));
        let named = |list: &[Constructor<'_>], name: &str| list.iter().position(|known| known.name.snake == name);
        for constructor in was.iter().filter(|constructor| named(&is, &constructor.name.snake).is_none()) {
            let name = &constructor.name.snake;
            let message = format!("{} no longer has a function `{name}`.", called(new));
            self.push(Change::new(&REMOVED, message).was(&before, name).of_function(path(old, name)));
        }
        for constructor in &is {
            let name = &constructor.name.snake;
            match named(&was, name) {
                None => {
                    let message = format!("{} now has a function `{name}`.", called(new));
                    self.push(Change::new(&ADDED, message).is(&after, name).of_function(path(new, name)));
                }
                Some(at) => {
                    let (was, is) = (arguments(self.old, &was[at]), arguments(self.new, constructor));
                    if !self.is_explained(&was, &is, reported) {
                        let cause = cause(&was, &is);
                        let message = format!("`{name}` of {} now takes different arguments{cause}.", called(new));
                        let change = Change::new(&ARGUMENTS, message).of_function(path(new, name));
                        self.push(change.was(&before, spelled(&was)).is(&after, spelled(&is)));
                    }
                }
            }
        }
    }

    /// Returns whether arguments are equal, or differ only because of fields whose changes have already been reported.
    fn is_explained(&self, was: &[Argument<'_>], is: &[Argument<'_>], reported: &Reported) -> bool {
        let newer = |name: &String| self.renamed.get(name).unwrap_or(name).clone();
        let is_touched = |member: &(String, String)| reported.touched.contains(member);
        let was = was.iter().map(|argument| {
            let (owner, member) = &argument.member;
            ((newer(owner), member.clone()), self.newer_type(&argument.ty))
        });
        let is = is.iter().map(|argument| (argument.member.clone(), argument.ty.clone()));
        // Wrappers depend on the other arguments, so they change only if another argument does.
        let mut was: Vec<_> = was.filter(|(member, _)| !is_touched(member)).collect();
        let mut is: Vec<_> = is.filter(|(member, _)| !is_touched(member)).collect();
        if is.iter().any(|((owner, _), _)| reported.reordered.contains(owner)) {
            was.sort();
            is.sort();
        }
        was == is
    }
}

/// Returns the path, in the crate, of a function that starts a workflow.
pub(super) fn path(workflow: &Workflow, name: &str) -> String {
    format!("workflows::{}::{name}", workflow.name.snake)
}

/// Returns the end of a sentence that lists the rules that caused arguments to be added or removed.
fn cause(was: &[Argument<'_>], is: &[Argument<'_>]) -> String {
    let causes = |arguments: &[Argument<'_>], others: &[Argument<'_>], verb: &str| -> Vec<String> {
        let without = arguments.iter().filter(|argument| !others.iter().any(|other| other.member == argument.member));
        let named = without.flat_map(|argument| argument.rules.iter().map(|rule| (rule, &argument.member.1)));
        named.map(|(rule, member)| format!("{} {verb} `{member}`", called_rule(rule))).collect()
    };
    let causes = [causes(is, was, "requires"), causes(was, is, "no longer requires")].concat();
    if causes.is_empty() { String::new() } else { format!(", because {}", causes.join(" and ")) }
}

fn called_rule(rule: &Rule) -> String {
    let argument = if rule.argument.is_some() { ", `argument: true`" } else { "" };
    format!("rule `{}` ({}{argument})", rule.name.wire, rule.severity.word())
}

fn spelled(arguments: &[Argument<'_>]) -> String {
    let spelled = arguments.iter().map(|argument| match &argument.wrapper {
        Some(wrapper) => format!("{wrapper}({})", argument.ty),
        None => argument.ty.clone(),
    });
    let spelled: Vec<String> = spelled.collect();
    listed(spelled.iter().map(String::as_str))
}

fn arguments<'m>(model: &'m Model, constructor: &Constructor<'m>) -> Vec<Argument<'m>> {
    let arguments = constructor.owned_arguments().into_iter().map(|(owner, field, argument)| {
        let owner = &model[owner];
        Argument {
            member: (owner.name.pascal.clone(), field.name.wire.clone()),
            ty: member_type(model, owner, &field.schema),
            wrapper: argument.wrapped.then(|| argument.name.pascal.clone()),
            rules: match &argument.by {
                Demand::Rules(rules) => rules.clone(),
                Demand::Schema | Demand::OnFile => Vec::new(),
            },
        }
    });
    arguments.collect()
}
