//! Payload types: which there are, what they consist of, and what requests and responses have to hold.

use super::change::Change;
use super::kind::{Effect, Kind, kinds};
use super::limits::Value;
use super::pairing::{Paired, pair, words};
use super::place::Place;
use super::rust_type::{member_type, resolved, wire_type};
use super::{Differ, listed, sorted};
use crate::ir::{EnumValue, Field, Model, Schema, Shape, Type, TypeKind};

kinds! { Payloads:
    TYPE_ADDED = "type-added" [None Compatible None]
        "A payload type is new."
        "Nothing."
    TYPE_REMOVED = "type-removed" [None Breaking None]
        "A payload type is gone."
        "Stop using it."
    TYPE_RENAMED = "type-renamed" [None Breaking None]
        "A payload type has another name and looks the same."
        "Replace the old name by the new one."
    TYPE_MOVED = "type-moved" [None Breaking None]
        "A payload type is in another module; `payloads` still shows it under its own name."
        "Name it as `payloads::…`, without the module."
    TYPE_REPLACED = "type-replaced" [Breaking Breaking None]
        "A payload type has become something else altogether, such as an object a text."
        "Write and read it anew."
    DIRECTION = "type-direction-changed" [None Breaking None]
        "An object is sent that was only received, or the other way round: unknown members are refused or kept."
        "Compile, and follow the errors."
    ALIAS = "value-name-changed" [None None None]
        "A name that stands for a value in the docs is new or gone."
        "Nothing."
    ARGUMENTS_REORDERED = "arguments-reordered" [None Breaking None]
        "The members that a request requires, which are the arguments of `new`, have another order."
        "Change the order of the arguments, also where the compiler cannot tell them apart."
    REQUEST_ADDED = "request-member-added" [Compatible Breaking None]
        "A request can hold one more member; structs that are written out need it."
        "Add the member where you write out the struct; `new` and setters are as before."
    REQUEST_REQUIRED_ADDED = "request-member-added-required" [Breaking Breaking None]
        "A request has to hold a member that was not there before."
        "Provide the member."
    REQUEST_REMOVED = "request-member-removed" [Breaking Breaking None]
        "A request can no longer hold a member."
        "Stop sending it."
    REQUEST_REQUIRED = "request-member-required" [Breaking Breaking None]
        "A request has to hold a member that could be absent."
        "Provide the member."
    REQUEST_OPTIONAL = "request-member-optional" [Compatible Breaking None]
        "A member of a request can be absent that had to be there."
        "Set the member by its setter instead of as an argument."
    RESPONSE_ADDED = "response-member-added" [Compatible Breaking None]
        "A response can hold one more member; structs that are written out need it."
        "Add the member where you write out the struct, such as in tests."
    RESPONSE_REMOVED = "response-member-removed" [Breaking Breaking None]
        "A response no longer holds a member that is known by name."
        "Do without it."
    RESPONSE_REQUIRED = "response-member-required" [Compatible None None]
        "Verdicts need a member of a response; an object is no longer an `Option`."
        "Read an object without `Option`; `validate` warns if the member is absent."
    RESPONSE_OPTIONAL = "response-member-optional" [Breaking None None]
        "A member of a response can be absent; an object is an `Option`."
        "Handle that it is not there."
    MEMBER_RENAMED = "member-renamed" [Breaking Breaking None]
        "A member has another name and looks the same."
        "Replace the old name by the new one."
    MEMBER_TYPE = "member-type-changed" [Breaking Breaking None]
        "The value of a member looks different."
        "Write and read the new type."
    KEY_FORM = "key-form-changed" [Breaking None None]
        "The key of a workflow is written as a number instead of a text, or the other way round."
        "Update the crate; write it the new way where you do without the crate."
    DEFAULT = "default-changed" [None None Breaking]
        "An absent member means something else."
        "Send the member if you rely on the old meaning."
    REQUEST_VALUE_ADDED = "request-value-added" [Compatible Compatible None]
        "A request can say one more word."
        "Nothing."
    REQUEST_VALUE_REMOVED = "request-value-removed" [Breaking Breaking None]
        "A request can no longer say a word."
        "Say another word."
    RESPONSE_VALUE_ADDED = "response-value-added" [Compatible Compatible None]
        "A response can say one more word."
        "Handle the word; until you do, treat it as unknown."
    RESPONSE_VALUE_REMOVED = "response-value-removed" [Breaking Breaking None]
        "A response no longer says a word."
        "Remove what you do for it."
    VOCABULARY = "vocabulary-changed" [Breaking Breaking None]
        "The words of a type are taken from elsewhere in the spec."
        "Check every word that you send or handle."
}

fn place(kind: &Type) -> Place {
    Place::of("schemas", &kind.file).key("$defs").key(&kind.name.wire)
}

fn is_alias(kind: &Type) -> bool {
    matches!(kind.kind, TypeKind::Alias(_))
}

impl<'m> Differ<'m> {
    pub(super) fn payloads(&mut self) {
        let mut paired = pair(&self.old.types, &self.new.types, |kind| kind.name.wire.as_str());
        let same_name = paired.both.len();
        paired.pair_leftovers_in((self.old, self.new), |model, kind| (kind.file.as_str(), signature(model, kind)));
        for (was, is) in &paired.both[same_name..] {
            self.renamed.insert(was.name.pascal.clone(), is.name.pascal.clone());
            if !is_alias(is) {
                let message = format!("The type {} is called {}.", was.name.pascal, is.name.pascal);
                self.push(
                    Change::new(&TYPE_RENAMED, message).was(&place(was), &was.name.wire).is(&place(is), &is.name.wire),
                );
            }
        }
        for (was, is) in paired.both.iter().filter(|(was, is)| was.name == is.name) {
            if was.name.pascal != is.name.pascal {
                self.renamed.insert(was.name.pascal.clone(), is.name.pascal.clone());
            }
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
            self.push(Change::new(removed, format!("The type {name} is gone.")).was(&place(kind), name));
        }
        for kind in &paired.fresh {
            let (name, added) = (&kind.name.pascal, if is_alias(kind) { &ALIAS } else { &TYPE_ADDED });
            self.push(Change::new(added, format!("The type {name} is new.")).is(&place(kind), name));
        }
    }

    fn payload(&mut self, old: &'m Type, new: &'m Type) {
        let (name, was, is) = (&new.name.pascal, place(old), place(new));
        if old.file != new.file && !is_alias(new) {
            let message = format!("The type {name} is in the module `{}`.", new.file);
            self.push(Change::new(&TYPE_MOVED, message).was(&was, &old.file).is(&is, &new.file));
        }
        match (&old.kind, &new.kind) {
            (TypeKind::Object(before), TypeKind::Object(after)) => {
                if old.sent != new.sent {
                    let message = format!("The type {name} is {}.", if new.sent { "sent" } else { "received" });
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
                // Ids have no shape, so there is nothing but the limits.
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
                let message = format!("The type {name} is {}.", kind_in_words(after));
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
            // Two members of one type are one and the same only if they are described alike.
            (self.newer_type(&ty), field.required, field.description.clone().unwrap_or_else(|| field.name.wire.clone()))
        });
        let at = |kind: &Type, field: &Field| place(kind).key("properties").key(&field.name.wire);
        for (was, is) in &paired.both[same_name..] {
            let message = format!("The member {} of {} is called {}.", was.name.wire, new.0.name.pascal, is.name.wire);
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
            let verb = if gone { "no longer has" } else { "has" };
            let message = format!("{} {verb} the member {}.", new.0.name.pascal, field.name.wire);
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
                (true, true) => (&REQUEST_REQUIRED, "has to be there"),
                (true, false) => (&REQUEST_OPTIONAL, "can be absent"),
                (false, true) => (&RESPONSE_REQUIRED, "is always there"),
                (false, false) => (&RESPONSE_OPTIONAL, "can be absent"),
            };
            let words = |required: bool| if required { "required" } else { "optional" };
            let list = |kind: &Type, field: &Field| place(kind).key("required").item(&field.name.wire);
            let change = Change::new(kind, format!("{name} {said}."));
            // The types of fields that are received can mostly say nothing, whether the field is required or not.
            let differs = old.0.storage(self.old, old.1) != new.0.storage(self.new, new.1);
            let change = if new.0.sent || !differs { change } else { change.rust(Effect::Breaking) };
            self.push(
                change.was(&list(old.0, old.1), words(old.1.required)).is(&list(new.0, new.1), words(new.1.required)),
            );
        }
        if old.1.default != new.1.default {
            let words = |field: &Field| field.default.as_ref().map_or("none".to_owned(), ToString::to_string);
            let message = format!("If {name} is absent, it is {}.", words(new.1));
            let change = Change::new(&DEFAULT, message);
            self.push(change.was(&was.key("default"), words(old.1)).is(&is.key("default"), words(new.1)));
        }
        self.value((old.0, &old.1.schema), (new.0, &new.1.schema), &name, (was, is), Some(new.1));
    }

    /// A value that may look different. Where both sides give it one name that stands for it, that is told there.
    fn value(
        &mut self,
        old: (&'m Type, &'m Schema),
        new: (&'m Type, &'m Schema),
        name: &str,
        place: (Place, Place),
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
                ("key as a number", "key as a text") | ("key as a text", "key as a number") => {
                    (&KEY_FORM, Effect::None)
                }
                _ => (&MEMBER_TYPE, if before == after { Effect::None } else { Effect::Breaking }),
            };
            let message = format!("{name} is a {is}.");
            self.push(Change::new(kind, message).was(&place.0, was).is(&place.1, is).rust(rust));
            return;
        }
        self.limits(&Value { name: name.to_owned(), place, sent: new.0.sent, schema: (old.1, new.1) });
    }

    fn touch(&mut self, owner: &Type, field: &Field) {
        self.touched.insert((owner.name.pascal.clone(), field.name.wire.clone()));
    }

    /// The order of what a request requires. Lists come last in `new`.
    fn order(&mut self, old: &Type, new: &Type, both: &[(&'m Field, &'m Field)]) {
        let kept = |field: &Field| {
            field.required && !self.touched.contains(&(new.name.pascal.clone(), field.name.wire.clone()))
        };
        let sorted = |model: &Model, owner_fields: &[Field], pick: &dyn Fn(&(&'m Field, &'m Field)) -> &'m Field| {
            let mut fields: Vec<&Field> = both.iter().map(pick).filter(|field| kept(field)).collect();
            fields.sort_by_key(|field| {
                let is_list = matches!(resolved(model, &field.schema).shape, Shape::List(_)) && !field.schema.personal;
                (is_list, owner_fields.iter().position(|known| known.name == field.name))
            });
            fields.into_iter().map(|field| field.name.wire.clone()).collect::<Vec<String>>().join(", ")
        };
        let was = sorted(self.old, old.fields(), &|pair| pair.0);
        let is = sorted(self.new, new.fields(), &|pair| pair.1);
        if new.sent && old.sent && was != is {
            self.reordered.insert(new.name.pascal.clone());
            let message = format!("The arguments of {}::new are {is}.", new.name.pascal);
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
            let message = format!("{name} is one of {is}.");
            self.push(Change::new(&VOCABULARY, message).was(&place(old.0), was).is(&place(new.0), is).rust(rust));
            return;
        }
        // The words of a vocabulary are told where the spec defines them.
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
            self.push(Change::new(kind, format!("{name} can be {word}.")).is(&at(new.0, word), word));
        }
    }
}

fn kind_in_words(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "an object",
        TypeKind::Enum(_) => "one of several words",
        TypeKind::Id(_) => "an id",
        TypeKind::Alias(_) => "a name for a value",
    }
}

/// Everything that makes a type what it is but its name: two types with one signature are told apart by name only.
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
