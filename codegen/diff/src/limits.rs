//! Compares the limits of payload values, and reports which became tighter or looser.

use verispec_model::change::limits::{FORMAT, HOST_ADDED, HOST_REMOVED, LOOSENED, RESPONSE, SHELTER, TIGHTENED};
use verispec_runtime::runtime::{Number, predicate};

use super::Differ;
use super::change::Change;
use super::place::SpecPlace;
use verispec_model::change::Effect;
use verispec_model::ir::{Constraints, Format, Hosts, Model, Schema, Shape, TypeKind};

/// A payload value in both specs.
pub(super) struct Value<'m> {
    /// The display name.
    pub(super) name: String,
    /// The location of the value.
    pub(super) place: (SpecPlace, SpecPlace),
    /// Whether the value is part of a request.
    pub(super) sent: bool,
    /// The shape and limits of the value.
    pub(super) schema: (&'m Schema, &'m Schema),
}

/// Tests whether a number satisfies a limit. `None` stands for a missing number.
type Fits = fn(Option<&Number>, &str) -> Option<bool>;

impl Differ<'_> {
    /// Compares the limits of a value with the same shape in both specs, and of its items. A type with the same name in
    /// both is compared where it is defined.
    pub(super) fn limits(&mut self, value: &Value<'_>) {
        if self.is_told_by_name(value.schema.0, value.schema.1) {
            return;
        }
        let (old, new) = (self.old.resolved(value.schema.0), self.new.resolved(value.schema.1));
        self.shelter(value);
        self.bounds(value, &old.constraints, &new.constraints);
        self.format(value, old.constraints.format, new.constraints.format);
        let constant = |schema: &Schema| schema.constraints.constant.as_ref().map(ToString::to_string);
        self.replaced(value, "const", constant(old), constant(new));
        self.url_hosts(value, old.constraints.hosts.as_ref(), new.constraints.hosts.as_ref());
        let inner = match (&old.shape, &new.shape) {
            (Shape::List(old), Shape::List(new)) => Some((old, new, "items")),
            (Shape::Map(old), Shape::Map(new)) => Some((old, new, "additionalProperties")),
            _ => None,
        };
        if let Some((old, new, key)) = inner {
            self.limits(&Value {
                name: format!("each of {}", value.name),
                place: (value.place.0.key(key), value.place.1.key(key)),
                sent: value.sent,
                schema: (old, new),
            });
        }
    }

    /// Returns whether a value has the same type name in both specs.
    pub(super) fn is_told_by_name(&self, old: &Schema, new: &Schema) -> bool {
        let name = |model: &'_ Model, schema: &Schema| match schema.shape {
            Shape::Named(id) if matches!(model[id].kind, TypeKind::Alias(_)) => Some(model[id].name.wire.clone()),
            _ => None,
        };
        let (was, is) = (name(self.old, old), name(self.new, new));
        was.is_some() && was == is && old.personal == new.personal
    }

    fn shelter(&mut self, value: &Value<'_>) {
        let sheltered = |model: &Model, schema: &Schema| {
            let behind = model.resolved(schema);
            match (behind.secret, behind.personal || schema.personal) {
                (true, _) => "secret",
                (false, true) => "personal",
                (false, false) => "plain",
            }
        };
        let (was, is) = (sheltered(self.old, value.schema.0), sheltered(self.new, value.schema.1));
        if was != is {
            let message = format!("{} is {is}.", value.name);
            self.push(Change::new(&SHELTER, message).was(&value.place.0, was).is(&value.place.1, is));
        }
    }

    pub(super) fn bounds(&mut self, value: &Value<'_>, old: &Constraints, new: &Constraints) {
        self.replaced(value, "pattern", old.pattern.clone(), new.pattern.clone());
        let count = |bound: Option<u32>| bound.map(serde_json::Number::from);
        let bounds: [(_, _, _, Fits); 7] = [
            ("minLength", count(old.min_length), count(new.min_length), predicate::at_least),
            ("maxLength", count(old.max_length), count(new.max_length), predicate::at_most),
            ("minItems", count(old.min_items), count(new.min_items), predicate::at_least),
            ("maxItems", count(old.max_items), count(new.max_items), predicate::at_most),
            ("minimum", old.minimum.clone(), new.minimum.clone(), predicate::at_least),
            ("maximum", old.maximum.clone(), new.maximum.clone(), predicate::at_most),
            ("multipleOf", old.multiple_of.clone(), new.multiple_of.clone(), predicate::in_steps_of),
        ];
        for (key, was, is, fits) in bounds.into_iter().filter(|(_, was, is, _)| was != is) {
            let [was, is] = [was, is].map(|bound| bound.map(|bound| bound.to_string()));
            // The old limit itself was a valid value, and is the first value that a tighter limit excludes.
            let edge = was.as_ref().and_then(|was| was.parse().ok());
            let tightened = is.as_ref().is_some_and(|is| fits(edge.as_ref(), is) != Some(true));
            let kind = match (value.sent, tightened) {
                (true, true) => &TIGHTENED,
                (true, false) => &LOOSENED,
                (false, _) => &RESPONSE,
            };
            let [was, is] = [was, is].map(|bound| bound.unwrap_or_else(|| "none".to_owned()));
            let message = format!("The {key} of {} is now {is}.", value.name);
            let (before, after) = (value.place.0.key(key), value.place.1.key(key));
            self.push(Change::new(kind, message).was(&before, was).is(&after, is));
        }
    }

    /// Reports a limit that changed but became neither tighter nor looser.
    fn replaced(&mut self, value: &Value<'_>, key: &str, was: Option<String>, is: Option<String>) {
        if was == is {
            return;
        }
        let kind = match (value.sent, &is) {
            (true, Some(_)) => &TIGHTENED,
            (true, None) => &LOOSENED,
            (false, _) => &RESPONSE,
        };
        let [was, is] = [was, is].map(|limit| limit.unwrap_or_else(|| "none".to_owned()));
        let message = format!("The {key} of {} is now {is}.", value.name);
        let (before, after) = (value.place.0.key(key), value.place.1.key(key));
        self.push(Change::new(kind, message).was(&before, was).is(&after, is));
    }

    /// Compares the hosts that a URL may lead to. Without a list of hosts, the URL may lead to any host. Changed hosts
    /// of a service are reported with the service.
    fn url_hosts(&mut self, value: &Value<'_>, old: Option<&Hosts>, new: Option<&Hosts>) {
        let list = |hosts: Option<&Hosts>| hosts.map_or("any host".to_owned(), |hosts| hosts.words.join(", "));
        let (before, after) = (value.place.0.key("x-hosts"), value.place.1.key("x-hosts"));
        let holds = |hosts: Option<&Hosts>, word: &String| hosts.is_none_or(|hosts| hosts.words.contains(word));
        let lacks = |hosts: Option<&Hosts>, other: Option<&Hosts>| match hosts {
            None => other.is_some(),
            Some(hosts) => hosts.words.iter().any(|word| !holds(other, word)),
        };
        for (kind, differs) in [(&HOST_REMOVED, lacks(old, new)), (&HOST_ADDED, lacks(new, old))] {
            if differs {
                let message = match new {
                    Some(new) => format!("{} leads {}.", value.name, new.in_words()),
                    None => format!("{} may now point to any host.", value.name),
                };
                self.push(Change::new(kind, message).was(&before, list(old)).is(&after, list(new)));
            }
        }
    }

    fn format(&mut self, value: &Value<'_>, old: Option<Format>, new: Option<Format>) {
        if old == new {
            return;
        }
        let words = |format: Option<Format>| match format {
            Some(Format::DateTime) => "date-time",
            Some(Format::Date) => "date",
            Some(Format::Uri) => "uri",
            None => "none",
        };
        // URLs and secrets are strings in Rust, whatever their format.
        let is_type = |format: Option<Format>| matches!(format, Some(Format::DateTime | Format::Date));
        let is_secret = self.old.resolved(value.schema.0).secret && self.new.resolved(value.schema.1).secret;
        let rust = if (is_type(old) || is_type(new)) && !is_secret { Effect::Breaking } else { Effect::None };
        let wire = if value.sent && new.is_some() { Effect::Breaking } else { Effect::Compatible };
        let message = format!("The format of {} is now {}.", value.name, words(new));
        let (before, after) = (value.place.0.key("format"), value.place.1.key("format"));
        let change = Change::new(&FORMAT, message).was(&before, words(old)).is(&after, words(new));
        self.push(change.wire(wire).rust(rust));
    }
}
