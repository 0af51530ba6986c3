//! Observes received payloads: computes the shape of a payload, which contains none of its values.
//!
//! A shape contains the names of fields, but no keys that are data: the keys of maps, and everything inside a free-form
//! value or an undocumented object. An undocumented field of a documented object is listed if its name looks like the
//! name of a field, because this is the only way to notice that the provider added it. The only string values in a
//! shape are undocumented enum values that are not personal.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use crate::runtime::cli::service::Answer;
use crate::runtime::cli::shapes::{AnswerShape, FieldShape, ValueType, below};
use crate::runtime::wire::json::{Reader, is_json};
use crate::runtime::wire::number::{spelled_out, whole};
use crate::runtime::wire::texts::Texts;
use crate::runtime::{List, Map, Members, Named, Object, Place, Spot};

/// The maximum length of a field name or an enum value in a shape.
const LONGEST: usize = 48;

/// The maximum number of digits at the end of a field name or an enum value in a shape. A longer number could identify
/// a person.
const MOST_DIGITS: usize = 2;

/// The reasons why the shape of a payload cannot be computed, and what to do about it.
const TWICE: &str = "an object in it has the same field twice, and parsers differ in which value they use";
const NAME_IT: &str = "state its operation with --operation, or put it into a case";
const ODD: &str = "it is nested too deeply, or a field name is not valid Unicode";

/// Computes the shape of a payload that has this schema.
pub(in crate::runtime) fn observe(text: &str, answer: &Answer) -> Result<AnswerShape, &'static str> {
    if !is_json(text) {
        return Err("it is not JSON");
    }
    let mut walk = Walk { json: Reader::new(text), fields: BTreeMap::new() };
    let mut walked = Err(ODD);
    (answer.place)(&mut |mut place| walked = walk.value(Some(place.inner()), ""));
    walked?;
    let operations = answer.operations.iter().map(|operation| (*operation).to_owned()).collect();
    Ok(AnswerShape { operations, fields: walk.fields })
}

/// Identifies the schema of a payload by its fields, and returns it with the shape of the payload.
pub(in crate::runtime) fn recognize<'a>(
    text: &str,
    answers: &'a [Answer],
) -> Result<(&'a Answer, AnswerShape), String> {
    let mut best: Vec<(Likeness, &Answer, AnswerShape)> = Vec::new();
    for answer in answers {
        let shape = observe(text, answer)?;
        let Some(likeness) = likeness(&shape, answer) else { continue };
        match best.first().map(|(known, ..)| likeness.cmp(known)) {
            Some(Ordering::Less) => continue,
            Some(Ordering::Equal) => {}
            Some(Ordering::Greater) | None => best.clear(),
        }
        best.push((likeness, answer, shape));
    }
    let names: Vec<&str> = best.iter().map(|(_, answer, _)| answer.schema).collect();
    match (best.pop(), names.as_slice()) {
        (Some((_, answer, shape)), [_]) => Ok((answer, shape)),
        (None, _) => Err(format!("not a documented response or callback; {NAME_IT}")),
        (_, names) => Err(format!("it could be {}; {NAME_IT}", names.join(" or "))),
    }
}

/// How well a payload matches a schema: the number of documented fields that it has, the number of other fields (fewer
/// is better), and whether it has every documented top-level field.
type Likeness = (usize, Reverse<usize>, bool);

/// Returns `None` if the payload has none of the top-level fields that this schema needs.
fn likeness(shape: &AnswerShape, answer: &Answer) -> Option<Likeness> {
    let came = |field: &FieldShape| field.total() > 0;
    let (mut is_one, mut is_complete) = (false, false);
    (answer.place)(&mut |mut place| {
        if let Place::Object(object) = place.inner() {
            let members = object.members();
            let has = |name: &&str| shape.fields.get(&below("", name)).is_some_and(came);
            is_one = match members.needed {
                [] => members.names.iter().any(has),
                needed => needed.iter().any(|place| has(&members.names[*place])),
            };
            is_complete = members.names.iter().all(has);
        }
    });
    let known = shape.fields.values().filter(|field| field.documented && came(field)).count();
    let withheld: u64 = shape.fields.values().map(|field| field.withheld_fields).sum();
    let others = shape.fields.values().filter(|field| !field.documented).count();
    let others = others.saturating_add(usize::try_from(withheld).unwrap_or(usize::MAX));
    is_one.then_some((known, Reverse(others), is_complete))
}

struct Walk<'a> {
    json: Reader<'a>,
    fields: BTreeMap<String, FieldShape>,
}

impl Walk<'_> {
    fn field(&mut self, at: &str) -> &mut FieldShape {
        self.fields.entry(at.to_owned()).or_default()
    }

    /// Counts the next value. A value for which the schema has no place is undocumented.
    fn value(&mut self, place: Option<Place<'_>>, at: &str) -> Result<(), &'static str> {
        if place.is_some() {
            self.field(at).documented = true;
        }
        match (self.json.peek().ok_or(ODD)?, place) {
            (b'{', place) => {
                self.field(at).see(ValueType::Object);
                match place {
                    Some(Place::Object(object)) => self.object(object, at),
                    Some(Place::Map(map)) => self.map(map, at),
                    _ => self.json.skip_value().ok_or(ODD),
                }
            }
            (b'[', place) => {
                self.field(at).see(ValueType::Array);
                match place {
                    Some(Place::List(list)) => self.list(list, at),
                    Some(Place::Any(_)) => self.json.skip_value().ok_or(ODD),
                    _ => self.items(None, at),
                }
            }
            (first, place) => {
                let raw = self.json.raw().ok_or(ODD)?;
                let kind = match first {
                    b'"' => self.string(raw.as_str(), place, at),
                    b'n' => ValueType::Null,
                    b't' | b'f' => ValueType::Boolean,
                    _ if whole(raw.as_str()).is_some() => ValueType::Integer,
                    _ => ValueType::Number,
                };
                self.field(at).see(kind);
                Ok(())
            }
        }
    }

    /// Determines the type of a string. Records the string if it is an undocumented value of an enum.
    fn string(&mut self, raw: &str, place: Option<Place<'_>>, at: &str) -> ValueType {
        let text: Option<String> = serde_json::from_str(raw).ok();
        match place {
            Some(Place::Integer(_) | Place::IntegerOrText(_))
                if text.as_deref().is_some_and(|text| spelled_out(text).is_some()) =>
            {
                return ValueType::StringOfDigits;
            }
            Some(Place::Name(place)) => self.named(text, place, true, at),
            Some(Place::HiddenName(place)) => self.named(text, place, false, at),
            _ => {}
        }
        ValueType::String
    }

    fn named(&mut self, text: Option<String>, place: &dyn Named, may_be_shown: bool, at: &str) {
        let documented = place.documented();
        if text.as_deref().is_some_and(|text| documented.contains(&text)) {
            return;
        }
        let field = self.field(at);
        match text.filter(|text| may_be_shown && is_like(text, documented)) {
            Some(text) => *field.unknown_values.entry(text).or_default() += 1,
            None => field.withheld_values += 1,
        }
    }

    fn list(&mut self, list: &mut dyn List, at: &str) -> Result<(), &'static str> {
        self.items(Some(list.add()), at)
    }

    fn items(&mut self, mut place: Option<Place<'_>>, at: &str) -> Result<(), &'static str> {
        let (at, mut first) = (format!("{at}/*"), true);
        self.json.open(b'[').ok_or(ODD)?;
        while self.json.follows(first, b']').ok_or(ODD)? {
            first = false;
            self.value(place.as_mut().map(Place::inner), &at)?;
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn Map, at: &str) -> Result<(), &'static str> {
        let at = format!("{at}/*");
        let mut walked = Ok(());
        map.add(String::new(), &mut |mut place| {
            walked = self.members(&mut |walk, _| walk.value(Some(place.inner()), &at));
        });
        walked
    }

    fn object(&mut self, object: &mut dyn Object, at: &str) -> Result<(), &'static str> {
        let members = object.members();
        for name in members.names {
            self.field(&below(at, name)).documented = true;
        }
        let mut walked = Ok(());
        object.fill(&mut |spots, _| {
            walked = self.members(&mut |walk, name| walk.member(name, members, spots, at));
        });
        walked
    }

    fn member(&mut self, name: &str, members: &Members, spots: &mut [Spot<'_>], at: &str) -> Result<(), &'static str> {
        match members.position(name, 0) {
            Some(index) => self.value(Some(spots[index].place.inner()), &below(at, name)),
            None if is_name(name) => self.value(None, &below(at, name)),
            None => {
                self.field(at).withheld_fields += 1;
                self.json.skip_value().ok_or(ODD)
            }
        }
    }

    /// Visits the fields of an object; the function reads the value of each.
    fn members(
        &mut self,
        read: &mut dyn FnMut(&mut Self, &str) -> Result<(), &'static str>,
    ) -> Result<(), &'static str> {
        self.json.open(b'{').ok_or(ODD)?;
        let mut seen = Texts::default();
        while self.json.follows(seen.is_empty(), b'}').ok_or(ODD)? {
            let name = self.json.name().ok_or(ODD)?.into_owned();
            if !seen.add(&name) {
                return Err(TWICE);
            }
            read(self, &name)?;
        }
        Ok(())
    }
}

/// Returns whether an undocumented name looks like a field name: ASCII letters and underscores, optionally followed by
/// one or two digits. Addresses, numbers, ids and tokens do not.
fn is_name(name: &str) -> bool {
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && name.len() - word.len() <= MOST_DIGITS
        && name.len() <= LONGEST
}

/// Returns whether a string is spelled like the documented values of its enum: letters of the same case, joined by
/// underscores or the same separators.
fn is_like(text: &str, documented: &[&str]) -> bool {
    let kind = |byte: u8| match byte {
        b'a'..=b'z' => b'a',
        b'A'..=b'Z' => b'A',
        b'0'..=b'9' => b'0',
        other => other,
    };
    let is_known = |byte: u8| documented.iter().any(|known| known.bytes().any(|known| kind(known) == kind(byte)));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = |byte: u8| byte.is_ascii_digit() || byte == b'_' || byte.is_ascii() && is_known(byte);
    !text.is_empty() && text.len() <= LONGEST && digits <= MOST_DIGITS && text.bytes().all(fits)
}
