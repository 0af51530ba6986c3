//! Compares payload types: their set, their fields, and the requirements of requests and responses.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};

use super::change::Change;
use super::limits::Value;
use super::pairing::{Paired, pair, words};
use super::place::SpecPlace;
use super::rust_type::{member_type, wire_type};
use super::{Differ, listed, sorted};
use verispec_model::change::payload::{
    ALIAS, ARGUMENTS_REORDERED, DEFAULT, DIRECTION, KEY_FORM, MEMBER_RENAMED, MEMBER_TYPE, REQUEST_ADDED,
    REQUEST_OPTIONAL, REQUEST_REMOVED, REQUEST_REQUIRED, REQUEST_REQUIRED_ADDED, REQUEST_VALUE_ADDED,
    REQUEST_VALUE_REMOVED, RESPONSE_ADDED, RESPONSE_OPTIONAL, RESPONSE_REMOVED, RESPONSE_REQUIRED,
    RESPONSE_VALUE_ADDED, RESPONSE_VALUE_REMOVED, TYPE_ADDED, TYPE_MOVED, TYPE_REMOVED, TYPE_RENAMED, TYPE_REPLACED,
    VOCABULARY,
};
use verispec_model::change::{Effect, Kind};
use verispec_model::ir::{EnumValue, Field, Model, Schema, Shape, Type, TypeKind};

/// Returns the location of a type's definition.
pub(super) fn place(kind: &Type) -> SpecPlace {
    SpecPlace::of("schemas", &kind.file).key("$defs").key(&kind.name.wire)
}

fn is_alias(kind: &Type) -> bool {
    matches!(kind.kind, TypeKind::Alias(_))
}

/// The reported changes of payload types, so that their consequences are not reported again.
#[derive(Debug, Default)]
pub(super) struct Reported {
    /// Fields, by type and name, whose changes affect the arguments of functions.
    pub(super) touched: BTreeSet<(String, String)>,
    /// Types whose required fields have a new order.
    pub(super) reordered: BTreeSet<String>,
}

/// Matches the types of both specs, and counts the matches with the same name, which come first.
pub(super) fn paired<'m>(old: &'m Model, new: &'m Model) -> (Paired<'m, Type>, usize) {
    let mut paired = pair(&old.types, &new.types, |kind| kind.name.wire.as_str());
    let same_name = paired.both.len();
    paired.pair_leftovers_in((old, new), |model, kind| (kind.file.as_str(), signature(model, kind)));
    (paired, same_name)
}

/// Maps the older Rust name of each type to the newer one.
pub(super) fn renames(old: &Model, new: &Model) -> BTreeMap<String, String> {
    let both = paired(old, new).0.both;
    let renamed = both.into_iter().filter(|(was, is)| was.name.pascal != is.name.pascal);
    renamed.map(|(was, is)| (was.name.pascal.clone(), is.name.pascal.clone())).collect()
}

impl Differ<'_> {
    pub(super) fn payloads(&mut self) -> Reported {
        let mut payloads = Payloads { differ: self, reported: Reported::default() };
        payloads.compare();
        payloads.reported
    }
}

/// Compares payload types, and records what it has reported.
struct Payloads<'d, 'm> {
    differ: &'d mut Differ<'m>,
    reported: Reported,
}

impl<'m> Deref for Payloads<'_, 'm> {
    type Target = Differ<'m>;
    fn deref(&self) -> &Differ<'m> {
        self.differ
    }
}

impl DerefMut for Payloads<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.differ
    }
}

impl<'m> Payloads<'_, 'm> {
    fn compare(&mut self) {
        let (paired, same_name) = paired(self.old, self.new);
        for (was, is) in paired.both[same_name..].iter().filter(|(_, is)| !is_alias(is)) {
            let message = format!("The type {} was renamed to {}.", was.name.pascal, is.name.pascal);
            self.push(
                Change::new(&TYPE_RENAMED, message).was(&place(was), &was.name.wire).is(&place(is), &is.name.wire),
            );
        }
        for (was, is) in paired.both.iter().filter(|(was, is)| was.name == is.name) {
            self.rust_names(was, is);
        }
        self.come_and_gone(&paired);
        for (old, new) in paired.both {
            self.payload(old, new);
        }
    }

    fn come_and_gone(&mut self, paired: &Paired<'m, Type>) {
        for kind in &paired.gone {
            let (name, removed) = (&kind.name.pascal, if is_alias(kind) { &ALIAS } else { &TYPE_REMOVED });
            self.push(Change::new(removed, format!("The type {name} was removed.")).was(&place(kind), name));
        }
        for kind in &paired.fresh {
            let (name, added) = (&kind.name.pascal, if is_alias(kind) { &ALIAS } else { &TYPE_ADDED });
            self.push(Change::new(added, format!("The type {name} was added.")).is(&place(kind), name));
        }
    }

    fn payload(&mut self, old: &'m Type, new: &'m Type) {
        let (name, was, is) = (&new.name.pascal, place(old), place(new));
        if old.file != new.file && !is_alias(new) {
            let message = format!("The type {name} moved to the module `{}`.", new.file);
            self.push(Change::new(&TYPE_MOVED, message).was(&was, &old.file).is(&is, &new.file));
        }
        match (&old.kind, &new.kind) {
            (TypeKind::Object(before), TypeKind::Object(after)) => {
                if old.sent != new.sent {
                    let message = format!("The type {name} is now {}.", if new.sent { "sent" } else { "received" });
                    self.push(
                        Change::new(&DIRECTION, message)
                            .was(&was, old.traffic_in_words())
                            .is(&is, new.traffic_in_words()),
                    );
                }
                self.members((old, before), (new, after));
            }
            (TypeKind::Enum(before), TypeKind::Enum(after)) => self.values((old, before), (new, after)),
            (TypeKind::Id(before), TypeKind::Id(after)) => {
                // Ids have no shape, so only their limits are compared.
                let text = Schema {
                    shape: Shape::Text,
                    constraints: before.clone(),
                    personal: false,
                    secret: false,
                    span: old.name.span,
                };
                let value = Value { name: name.clone(), place: (was, is), sent: new.sent, schema: (&text, &text) };
                self.bounds(&value, before, after);
            }
            (TypeKind::Alias(before), TypeKind::Alias(after)) => {
                self.value((old, before), (new, after), name, (was, is), None)
            }
            (before, after) => {
                let message = format!("The type {name} is now {}.", kind_in_words(after));
                self.push(
                    Change::new(&TYPE_REPLACED, message).was(&was, kind_in_words(before)).is(&is, kind_in_words(after)),
                );
            }
        }
    }

    fn members(&mut self, old: (&'m Type, &'m [Field]), new: (&'m Type, &'m [Field])) {
        let mut paired = pair(old.1, new.1, |field| field.name.wire.as_str());
        let same_name = paired.both.len();
        paired.pair_leftovers_in(((self.old, old.0), (self.new, new.0)), |(model, owner), field| {
            let ty = member_type(model, owner, &field.schema);
            // A removed and an added field of the same type count as renamed only if their descriptions are similar.
            (self.newer_type(&ty), field.required, field.description.clone().unwrap_or_else(|| field.name.wire.clone()))
        });
        let at = |kind: &Type, field: &Field| place(kind).key("properties").key(&field.name.wire);
        for (was, is) in &paired.both[same_name..] {
            let message =
                format!("The field {} of {} was renamed to {}.", was.name.wire, new.0.name.pascal, is.name.wire);
            self.push(
                Change::new(&MEMBER_RENAMED, message)
                    .was(&at(old.0, was), &was.name.wire)
                    .is(&at(new.0, is), &is.name.wire),
            );
            self.touch(new.0, was);
            self.touch(new.0, is);
        }
        let come_or_gone = |this: &mut Self, kind: &'static Kind, owner: &Type, field: &Field| {
            this.touch(new.0, field);
            let gone = [&REQUEST_REMOVED, &RESPONSE_REMOVED].contains(&kind);
            let verb = if gone { "no longer has" } else { "now has" };
            let message = format!("{} {verb} the field {}.", new.0.name.pascal, field.name.wire);
            let (change, place) = (Change::new(kind, message), at(owner, field));
            this.push(if gone { change.was(&place, &field.name.wire) } else { change.is(&place, &field.name.wire) });
        };
        for field in &paired.gone {
            come_or_gone(self, if new.0.sent { &REQUEST_REMOVED } else { &RESPONSE_REMOVED }, old.0, field);
        }
        for field in &paired.fresh {
            let kind = match (new.0.sent, field.required) {
                (true, true) => &REQUEST_REQUIRED_ADDED,
                (true, false) => &REQUEST_ADDED,
                (false, _) => &RESPONSE_ADDED,
            };
            come_or_gone(self, kind, new.0, field);
        }
        for (before, after) in &paired.both {
            self.member((old.0, before), (new.0, after));
        }
        self.order(old.0, new.0, &paired.both);
    }

    fn member(&mut self, old: (&'m Type, &'m Field), new: (&'m Type, &'m Field)) {
        let at = |(kind, field): (&Type, &Field)| place(kind).key("properties").key(&field.name.wire);
        let (was, is) = (at(old), at(new));
        let name = format!("{}.{}", new.0.name.pascal, new.1.name.wire);
        if old.1.required != new.1.required {
            self.touch(new.0, new.1);
            let (kind, said) = match (new.0.sent, new.1.required) {
                (true, true) => (&REQUEST_REQUIRED, "is now required"),
                (true, false) => (&REQUEST_OPTIONAL, "is now optional"),
                (false, true) => (&RESPONSE_REQUIRED, "is now always present"),
                (false, false) => (&RESPONSE_OPTIONAL, "can now be absent"),
            };
            let words = |required: bool| if required { "required" } else { "optional" };
            let list = |kind: &Type, field: &Field| place(kind).key("required").item(&field.name.wire);
            let change = Change::new(kind, format!("{name} {said}."));
            // Most fields of received types are optional in Rust, even if the spec requires them.
            let differs = old.0.storage(self.old, old.1) != new.0.storage(self.new, new.1);
            let change = if new.0.sent || !differs { change } else { change.rust(Effect::Breaking) };
            self.push(
                change.was(&list(old.0, old.1), words(old.1.required)).is(&list(new.0, new.1), words(new.1.required)),
            );
        }
        if old.1.default != new.1.default {
            let words = |field: &Field| field.default.as_ref().map_or("none".to_owned(), ToString::to_string);
            let message = format!("The default of {name} is now {}.", words(new.1));
            let change = Change::new(&DEFAULT, message);
            self.push(change.was(&was.key("default"), words(old.1)).is(&is.key("default"), words(new.1)));
        }
        self.value((old.0, &old.1.schema), (new.0, &new.1.schema), &name, (was, is), Some(new.1));
    }

    /// Compares a value whose shape may differ. If it has the same type name in both specs, changes are reported with
    /// that type.
    fn value(
        &mut self,
        old: (&'m Type, &'m Schema),
        new: (&'m Type, &'m Schema),
        name: &str,
        place: (SpecPlace, SpecPlace),
        field: Option<&Field>,
    ) {
        if self.is_told_by_name(old.1, new.1) {
            return;
        }
        let (was, is) = (wire_type(self.old, old.1), wire_type(self.new, new.1));
        let (before, after) =
            (self.newer_type(&member_type(self.old, old.0, old.1)), member_type(self.new, new.0, new.1));
        if before != after
            && let Some(field) = field
        {
            self.touch(new.0, field);
        }
        if self.newer_type(&was) != is {
            let (kind, rust) = match (was.as_str(), is.as_str()) {
                ("key as a number", "key as a string") | ("key as a string", "key as a number") => {
                    (&KEY_FORM, Effect::None)
                }
                _ => (&MEMBER_TYPE, if before == after { Effect::None } else { Effect::Breaking }),
            };
            let message = format!("The type of {name} is now {is}.");
            self.push(Change::new(kind, message).was(&place.0, was).is(&place.1, is).rust(rust));
            return;
        }
        self.limits(&Value { name: name.to_owned(), place, sent: new.0.sent, schema: (old.1, new.1) });
    }

    fn touch(&mut self, owner: &Type, field: &Field) {
        self.reported.touched.insert((owner.name.pascal.clone(), field.name.wire.clone()));
    }

    /// Compares the order of a request's required fields. Lists come last in `new`.
    fn order(&mut self, old: &Type, new: &Type, both: &[(&'m Field, &'m Field)]) {
        let kept = |field: &Field| {
            field.required && !self.reported.touched.contains(&(new.name.pascal.clone(), field.name.wire.clone()))
        };
        let sorted = |model: &Model, owner_fields: &[Field], pick: &dyn Fn(&(&'m Field, &'m Field)) -> &'m Field| {
            let mut fields: Vec<&Field> = both.iter().map(pick).filter(|field| kept(field)).collect();
            fields.sort_by_key(|field| {
                let is_list = matches!(model.resolved(&field.schema).shape, Shape::List(_)) && !field.schema.personal;
                (is_list, owner_fields.iter().position(|known| known.name == field.name))
            });
            fields.into_iter().map(|field| field.name.wire.clone()).collect::<Vec<String>>().join(", ")
        };
        let was = sorted(self.old, old.fields(), &|pair| pair.0);
        let is = sorted(self.new, new.fields(), &|pair| pair.1);
        if new.sent && old.sent && was != is {
            self.reported.reordered.insert(new.name.pascal.clone());
            let message = format!("{}::new now takes {is}.", new.name.pascal);
            let key = "properties";
            self.push(
                Change::new(&ARGUMENTS_REORDERED, message).was(&place(old).key(key), was).is(&place(new).key(key), is),
            );
        }
    }

    fn values(&mut self, old: (&Type, &[EnumValue]), new: (&Type, &[EnumValue])) {
        let name = &new.0.name.pascal;
        if old.0.vocabulary != new.0.vocabulary {
            let list = |values: &[EnumValue]| listed(values.iter().map(|value| value.name.wire.as_str()));
            let (was, is) = (list(old.1), list(new.1));
            let gone = old.1.iter().any(|value| !new.1.iter().any(|other| other.name == value.name));
            let rust = if gone { Effect::Breaking } else { Effect::Compatible };
            let message = format!("{name} is now one of {is}.");
            self.push(Change::new(&VOCABULARY, message).was(&place(old.0), was).is(&place(new.0), is).rust(rust));
            return;
        }
        // Changed values of a vocabulary are reported where the spec defines the vocabulary.
        if new.0.vocabulary.is_some() {
            return;
        }
        let wires = |values: &[EnumValue]| values.iter().map(|value| value.name.wire.clone()).collect::<Vec<_>>();
        let (was, is) = (wires(old.1), wires(new.1));
        let (gone, fresh) = words(&was, &is);
        let at = |kind: &Type, word: &str| place(kind).key("enum").item(word);
        for word in gone {
            let kind = if new.0.sent { &REQUEST_VALUE_REMOVED } else { &RESPONSE_VALUE_REMOVED };
            self.push(Change::new(kind, format!("{name} is no longer {word}.")).was(&at(old.0, word), word));
        }
        for word in fresh {
            let kind = if new.0.sent { &REQUEST_VALUE_ADDED } else { &RESPONSE_VALUE_ADDED };
            self.push(Change::new(kind, format!("{name} can now be {word}.")).is(&at(new.0, word), word));
        }
    }
}

fn kind_in_words(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "an object",
        TypeKind::Enum(_) => "an enum",
        TypeKind::Id(_) => "an id",
        TypeKind::Alias(_) => "an alias",
    }
}

/// Returns everything that defines a type except its name. Two types with the same signature differ only by name.
fn signature(model: &Model, kind: &Type) -> String {
    let own = |text: String| text.replace(&kind.name.pascal, "Self");
    let content = match &kind.kind {
        TypeKind::Object(fields) => {
            let mut members: Vec<String> = fields
                .iter()
                .map(|field| {
                    format!("{} {} {}", field.name.wire, field.required, own(member_type(model, kind, &field.schema)))
                })
                .collect();
            members.sort();
            members.join(", ")
        }
        TypeKind::Enum(values) => {
            let words = sorted(values.iter().map(|value| value.name.wire.as_str()));
            format!("{:?} {}", kind.vocabulary, words.join(", "))
        }
        TypeKind::Id(constraints) => format!("{constraints:?} {:?}", kind.description),
        TypeKind::Alias(schema) => format!("{} {:?}", wire_type(model, schema), schema.constraints),
    };
    format!("{} {} {} {content}", kind_in_words(&kind.kind), kind.sent, kind.received)
}
