//! Compares validation rules: their set, their severity, and how strict they are.

use super::change::Change;
use super::pairing::{Paired, pair, words};
use super::place::SpecPlace;
use super::rule_words::{predicate, value};
use super::{Differ, sorted};
use verispec_model::change::Effect;
use verispec_model::change::rule::{
    ADDED, CHANGED, LOOSENED, LOWERED, MOVED, POINTS, RAISED, REMOVED, RENAMED, STRICT, TIGHTENED,
};
use verispec_model::ir::{Assertion, Clause, Direction, Model, Rule, Severity, spelled};

/// A rule with the stem of its file.
struct Filed<'m> {
    rule: &'m Rule,
    file: &'m str,
}

fn filed(model: &Model) -> Vec<Filed<'_>> {
    let files = model.rule_files.iter();
    files.flat_map(|file| file.rules.iter().map(|rule| Filed { rule, file: &file.name.wire })).collect()
}

/// Matches the rules of both specs, and counts the matches with the same name, which come first.
fn paired<'f, 'm>(
    (old, was): (&'m Model, &'f [Filed<'m>]),
    (new, is): (&'m Model, &'f [Filed<'m>]),
) -> (Paired<'f, Filed<'m>>, usize) {
    let mut paired = pair(was, is, |known| known.rule.name.wire.as_str());
    let same_name = paired.both.len();
    paired.pair_leftovers_in((old, new), |model, known| (known.file, in_words(model, known.rule)));
    (paired, same_name)
}

/// Returns the older and newer location of each rule that both specs have.
pub(super) fn places(old: &Model, new: &Model) -> Vec<[SpecPlace; 2]> {
    let (was, is) = (filed(old), filed(new));
    paired((old, &was), (new, &is)).0.both.into_iter().map(|(was, is)| [was.place(), is.place()]).collect()
}

impl Filed<'_> {
    fn place(&self) -> SpecPlace {
        SpecPlace::of("rules", self.file).key("rules").key(&self.rule.name.wire)
    }
}

impl Differ<'_> {
    pub(super) fn rules(&mut self) {
        let (was, is) = (filed(self.old), filed(self.new));
        let (paired, same_name) = paired((self.old, &was), (self.new, &is));
        for (was, is) in &paired.both[same_name..] {
            let (before, after) = (&was.rule.name.wire, &is.rule.name.wire);
            let message = format!("The rule `{before}` was renamed to `{after}`.");
            self.push(Change::new(&RENAMED, message).was(&was.place(), before).is(&is.place(), after));
        }
        for known in paired.gone {
            let rule = known.rule;
            let (wire, _) = weight(rule, Effect::Compatible);
            let message = format!("The rule `{}` was removed.", rule.name.wire);
            self.push(Change::new(&REMOVED, message).was(&known.place(), rule.severity.word()).wire(wire));
        }
        for known in paired.fresh {
            let rule = known.rule;
            let (wire, behaviour) = weight(rule, Effect::Breaking);
            let message = format!("The rule `{}` was added: {}", rule.name.wire, rule.summary);
            let change = Change::new(&ADDED, message).is(&known.place(), rule.severity.word());
            self.push(change.wire(wire).behaviour(behaviour));
        }
        for (was, is) in paired.both {
            self.rule(was, is);
        }
    }

    fn rule(&mut self, was: &Filed<'_>, is: &Filed<'_>) {
        let (old, new, before, after) = (was.rule, is.rule, was.place(), is.place());
        let name = &new.name.wire;
        if was.file != is.file {
            let message = format!("The rule `{name}` moved to the module `{}`.", is.file);
            self.push(Change::new(&MOVED, message).was(&before, was.file).is(&after, is.file));
        }
        if old.severity != new.severity {
            let (kind, worst) = match new.severity {
                Severity::Error => (&RAISED, Effect::Breaking),
                Severity::Warning => (&LOWERED, Effect::Compatible),
            };
            let wire = if new.direction == Direction::Request { worst } else { Effect::None };
            let message = format!("A violation of the rule `{name}` is now {}.", an(new.severity));
            let (was, is) = (old.severity.word(), new.severity.word());
            self.push(
                Change::new(kind, message).was(&before.key("severity"), was).is(&after.key("severity"), is).wire(wire),
            );
        } else if old.strict != new.strict {
            let message =
                format!("Under the strict policy, a violation of the rule `{name}` is now {}.", an(new.strict));
            let (was, is) = (old.strict.word(), new.strict.word());
            self.push(Change::new(&STRICT, message).was(&before.key("strict"), was).is(&after.key("strict"), is));
        }
        self.demands((old, &before), (new, &after));
        let at = |rule: &Rule| {
            rule.clauses.first().and_then(|clause| clause.at.as_ref()).map_or("the judged value".to_owned(), value)
        };
        let (was, is) = (at(old), at(new));
        if was != is && !has_capabilities(old) && !has_capabilities(new) {
            let message = format!("A violation of the rule `{name}` now points at {is}.");
            self.push(Change::new(&POINTS, message).was(&before.key("at"), was).is(&after.key("at"), is));
        }
    }

    fn demands(&mut self, (old, before): (&Rule, &SpecPlace), (new, after): (&Rule, &SpecPlace)) {
        let operations = |model: &Model, rule: &Rule| -> Vec<String> {
            rule.operations.iter().map(|id| model[*id].name.wire.clone()).collect()
        };
        let (was, is) = (operations(self.old, old), operations(self.new, new));
        let (gone, fresh) = words(&was, &is);
        // Each entry says whether a difference makes the rule stricter; `None` if that is unknown.
        let mut votes: Vec<Option<bool>> = Vec::new();
        votes.extend(gone.iter().map(|_| Some(false)).chain(fresh.iter().map(|_| Some(true))));
        if old.direction != new.direction || has_capabilities(old) != has_capabilities(new) {
            votes.push(None);
        }
        if let Some((was, is)) = clauses(self.old, old, self.new, new) {
            votes.extend(compared(self.old, was, self.new, is));
        }
        let kind = match (votes.first(), votes.iter().all(|vote| *vote == votes[0])) {
            (None, _) => return,
            (Some(Some(true)), true) => &TIGHTENED,
            (Some(Some(false)), true) => &LOOSENED,
            _ => &CHANGED,
        };
        let worst = if kind == &LOOSENED { Effect::Compatible } else { Effect::Breaking };
        let (wire, behaviour) = weight(new, worst);
        let message = match kind == &CHANGED {
            true => format!("The requirements of the rule `{}` have changed.", new.name.wire),
            false => {
                format!(
                    "The rule `{}` now requires {}.",
                    new.name.wire,
                    if kind == &TIGHTENED { "more" } else { "less" }
                )
            }
        };
        let (was, is) = (in_words(self.old, old), in_words(self.new, new));
        let change = Change::new(kind, message).was(before, was).is(after, is);
        self.push(change.wire(wire).behaviour(behaviour));
    }
}

/// Returns the effect of a changed rule on payloads and at run time. A warning does not reject anything, and callers do
/// not control responses.
fn weight(rule: &Rule, worst: Effect) -> (Effect, Effect) {
    match (rule.direction, rule.severity) {
        (Direction::Request, Severity::Error) => (worst, worst),
        (_, Severity::Warning) => (Effect::None, Effect::Compatible),
        (Direction::Response, Severity::Error) => (Effect::None, worst),
    }
}

fn an(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "an error",
        Severity::Warning => "a warning",
    }
}

fn has_capabilities(rule: &Rule) -> bool {
    rule.clauses.iter().any(|clause| clause.capability.is_some())
}

/// Pairs the matching clauses of two rules. A rule with `each_capability` has one clause per capability. Only the
/// capabilities in both specs show whether the rule has changed, and the first of them represents all.
fn clauses<'m>(old_model: &Model, old: &'m Rule, new_model: &Model, new: &'m Rule) -> Option<(&'m Clause, &'m Clause)> {
    let capability = |model: &Model, clause: &Clause| clause.capability.map(|id| model[id].name.wire.clone());
    old.clauses.iter().find_map(|was| {
        let name = capability(old_model, was);
        let is = new.clauses.iter().find(|is| capability(new_model, is) == name)?;
        Some((was, is))
    })
}

/// Returns the differences between two clauses. Each says whether it makes the rule stricter.
fn compared(old_model: &Model, old: &Clause, new_model: &Model, new: &Clause) -> Vec<Option<bool>> {
    let mut votes = Vec::new();
    let each = |clause: &Clause| clause.each.as_ref().map(spelled);
    if each(old) != each(new) {
        votes.push(None);
    }
    let conditions = |model: &Model, clause: &Clause| -> Vec<String> {
        clause.when.iter().map(|condition| predicate(model, condition)).collect()
    };
    let (was, is) = (conditions(old_model, old), conditions(new_model, new));
    let (gone, fresh) = words(&was, &is);
    match (gone.len(), fresh.len()) {
        (0, 0) => {}
        // With fewer conditions, the rule applies more often.
        (_, 0) => votes.push(Some(true)),
        (0, _) => votes.push(Some(false)),
        _ => votes.push(None),
    }
    if assertion(old_model, old) != assertion(new_model, new) {
        votes.push(match (&old.assertion, &new.assertion) {
            (Assertion::Check(was), Assertion::Check(is)) if value(&was.value) == value(&is.value) => {
                is.test.accepts().is_tighter_than(was.test.accepts())
            }
            _ => None,
        });
    }
    votes
}

fn assertion(model: &Model, clause: &Clause) -> String {
    match &clause.assertion {
        Assertion::Require(member) => format!("require {}", value(member)),
        Assertion::Forbid(member) => format!("forbid {}", value(member)),
        Assertion::Check(check) => predicate(model, check),
    }
}

/// Describes the requirements of a rule, in canonical order.
fn in_words(model: &Model, rule: &Rule) -> String {
    let operations = sorted(rule.operations.iter().map(|id| model[*id].name.wire.as_str()));
    let Some(clause) = rule.clauses.first() else { return operations.join(", ") };
    let mut conditions: Vec<String> = clause.when.iter().map(|condition| predicate(model, condition)).collect();
    conditions.sort();
    let when = if conditions.is_empty() { String::new() } else { format!("when {}: ", conditions.join(" and ")) };
    format!("on {}: {when}{}", operations.join(", "), assertion(model, clause))
}
