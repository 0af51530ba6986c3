//! Parses JSON text into typed values. This code is not generic, so callers do not instantiate serde's generic code in
//! their crates.
//!
//! Objects to be sent are parsed strictly: a single value that does not fit makes the payload unreadable, and
//! [`decode`](crate::runtime::judging::decode) finds the reason. Received objects accept any JSON: values that do not
//! fit their field are stored in [`Extra`].

use std::borrow::Cow;

use serde_json::Value;

use crate::runtime::wire::number::{spelled_out, whole};
use crate::runtime::wire::view::Seen;
use crate::runtime::wire::workflow_key::Form;
use crate::runtime::{Direction, Extra, Json, Members, Number, Object, Place, Spot, WorkflowKey};

/// Parses a complete JSON text into a place; returns whether it fits.
pub(in crate::runtime) fn read(bytes: &[u8], place: Place<'_>) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut json = Reader::new(text);
    json.fill(place).is_some() && json.peek().is_none()
}

/// Returns whether the string is a single JSON value of any nesting depth.
pub(in crate::runtime) fn is_json(text: &str) -> bool {
    let mut json = Reader::new(text);
    json.skip_value().is_some() && json.peek().is_none()
}

/// Returns the position of the first byte that needs special handling in a string: a quote, a backslash or a control
/// character.
pub(in crate::runtime) fn plain_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    // Processes sixteen bytes at a time: most strings are shorter, so the branch predictor can expect a single
    // iteration.
    for chunk in bytes.chunks_exact(16) {
        let (low, high) = chunk.split_at(8);
        let (low, high) = (special(low.try_into().ok()?), special(high.try_into().ok()?));
        if low | high != 0 {
            let (zeros, before) = if low != 0 { (low.trailing_zeros(), 0) } else { (high.trailing_zeros(), 8) };
            return Some(at + before + zeros as usize / 8);
        }
        at += 16;
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)).map(|length| at + length)
}

/// Returns a mask with the highest bit set in each byte that is a quote, a backslash or a control character. Bits above
/// the first match have no meaning.
fn special(eight: [u8; 8]) -> u64 {
    const EACH: u64 = u64::MAX / 0xFF;
    let is_below = |word: u64, limit: u64| word.wrapping_sub(EACH * limit) & !word;
    let word = u64::from_le_bytes(eight);
    // Flipping the second bit moves the quote directly after the control characters, which stay in their range.
    (is_below(word ^ (EACH * 0x02), 0x21) | is_below(word ^ (EACH * 0x5C), 0x01)) & (EACH * 0x80)
}

/// The maximum nesting depth of typed objects and lists, as in `serde_json`. Deeper values are kept as JSON text.
pub(in crate::runtime) const MAX_DEPTH: u32 = 127;

/// A JSON parser. Methods return `None` if the input does not fit.
pub(in crate::runtime) struct Reader<'a> {
    pub(in crate::runtime) text: &'a str,
    pub(in crate::runtime) at: usize,
    pub(in crate::runtime) depth: u32,
    /// Whether values must fit their type in their usual spelling.
    strict: bool,
    /// Whether the last value fits, but its type would serialize it differently: `31.0`, or an empty list.
    pub(in crate::runtime) respelled: bool,
    /// Whether the input is known to be invalid JSON, so that no part of it is kept.
    pub(in crate::runtime) broken: bool,
}

impl<'a> Reader<'a> {
    /// Creates a parser that starts at the first byte.
    pub(in crate::runtime) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, strict: false, respelled: false, broken: false }
    }

    /// Skips white space and returns the next byte.
    pub(in crate::runtime) fn peek(&mut self) -> Option<u8> {
        match self.text.as_bytes().get(self.at) {
            Some(byte @ b'!'..) => Some(*byte),
            _ => self.peek_past_space(),
        }
    }

    #[cold]
    fn peek_past_space(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'\r')).count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips this byte if it comes next; returns whether it did.
    pub(in crate::runtime) fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Skips this literal if it comes next; returns whether it did.
    pub(in crate::runtime) fn takes_word(&mut self, word: &str) -> bool {
        let is_next = self.peek().is_some() && self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }

    /// Enters an object or a list.
    pub(in crate::runtime) fn open(&mut self, byte: u8) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH && self.takes(byte)).then_some(())
    }

    /// Returns whether another field or item follows, and leaves the object or list if not. `first` means that no field
    /// or item was read yet.
    pub(in crate::runtime) fn follows(&mut self, first: bool, end: u8) -> Option<bool> {
        match self.peek()? {
            byte if byte == end => {
                self.at += 1;
                self.depth -= 1;
                return Some(false);
            }
            b',' if !first => self.at += 1,
            _ if first => {}
            _ => return None,
        }
        Some(true)
    }

    /// Reads the name of the next field.
    pub(in crate::runtime) fn name(&mut self) -> Option<Cow<'a, str>> {
        let name = self.string()?;
        self.takes(b':').then_some(name)
    }

    /// Parses the next value into the place.
    pub(in crate::runtime) fn fill(&mut self, place: Place<'_>) -> Option<()> {
        match place {
            Place::Any(place) => *place = self.raw()?,
            Place::Boolean(place) => *place = self.boolean()?,
            Place::Integer(place) => *place = self.integer()?,
            Place::IntegerOrText(place) => *place = self.integer_or_text()?,
            Place::Exact(place) => *place = Number::from_digits(self.number()?),
            Place::Text(place) => self.fill_text(place)?,
            Place::Key(place) => *place = self.key()?,
            Place::Name(place) | Place::HiddenName(place) => {
                let is_known = match self.plain_string() {
                    Some(name) => place.become_named(name),
                    None => place.become_named(&self.escaped_string()?),
                };
                return is_known.then_some(());
            }
            Place::Optional(place, spelling) => self.fill(spelling.of(place))?,
            Place::List(list) => {
                self.open(b'[')?;
                let mut respelled = false;
                while self.follows(list.count() == 0, b']')? {
                    respelled |= self.fill_item(list.add())?;
                }
                self.respelled = respelled || list.count() == 0;
            }
            Place::Map(map) => {
                self.open(b'{')?;
                let (mut first, mut respelled) = (true, false);
                while self.follows(first, b'}')? {
                    let mut fits = None;
                    let is_new = map.add(self.name()?.into_owned(), &mut |place| fits = self.fill_item(place));
                    respelled |= fits.filter(|_| is_new)?;
                    first = false;
                }
                self.respelled = respelled || first;
            }
            Place::Object(object) => return self.fill_object(object),
        }
        Some(())
    }

    #[inline]
    fn fill_text(&mut self, place: &mut String) -> Option<()> {
        *place = match self.plain_string() {
            Some(text) => text.to_owned(),
            None => self.escaped_string()?,
        };
        Some(())
    }

    /// Parses an item of a list or a map; returns whether its type would serialize it differently. An odd value in
    /// place of a received object keeps its position: it is stored in an object without fields.
    fn fill_item(&mut self, place: Place<'_>) -> Option<bool> {
        self.respelled = false;
        match place {
            Place::Object(object) => {
                if !object.members().closed && self.peek()? != b'{' {
                    let mut raw = Some(self.raw()?);
                    object.fill(&mut |_, extra| {
                        if let (Some(extra), Some(raw)) = (extra, raw.take()) {
                            extra.replace_object(raw);
                        }
                    });
                } else {
                    self.fill_object(object)?;
                }
                // An object serializes its own odd values.
                Some(false)
            }
            place => self.fill(place).map(|()| self.respelled),
        }
    }

    fn fill_object(&mut self, object: &mut dyn Object) -> Option<()> {
        let members = object.members();
        let mut fits = None;
        object.fill(&mut |spots, extra| {
            fits = match extra {
                Some(extra) => self.fill_open(members, spots, extra),
                None => self.fill_closed(members, spots),
            };
        });
        fits
    }

    /// Returns the index of the next field, if its name has no escapes; otherwise the position does not change. Fields
    /// usually occur in order, so the search starts at the expected one.
    #[inline]
    fn field(&mut self, members: &Members, expected: usize) -> Option<usize> {
        let [b'"', rest @ ..] = self.text.as_bytes().get(self.at..)? else { return None };
        // Documented field names contain no escapes. The check for the closing quote rules out most names.
        let comes = |name: &str| {
            rest.get(name.len()) == Some(&b'"')
                && rest.get(name.len() + 1) == Some(&b':')
                && rest.starts_with(name.as_bytes())
        };
        let mut index = expected;
        for _ in members.names {
            if index >= members.names.len() {
                index = 0;
            }
            let name = members.names[index];
            if comes(name) {
                self.at += name.len() + "\"\":".len();
                return Some(index);
            }
            index += 1;
        }
        None
    }

    /// Looks up a field whose name may have escapes; `None` if it is undocumented.
    #[cold]
    fn escaped_field(&mut self, members: &Members) -> Option<usize> {
        members.position(&self.name()?, 0)
    }

    /// Parses a strict object: every field must be documented, occur once and fit its type.
    fn fill_closed(&mut self, members: &Members, spots: &mut [Spot<'_>]) -> Option<()> {
        self.strict = true;
        self.open(b'{')?;
        let (mut first, mut expected) = (true, 0);
        while self.follows(first, b'}')? {
            first = false;
            let index = match self.field(members, expected) {
                Some(index) => index,
                None => self.escaped_field(members)?,
            };
            expected = index + 1;
            let spot = &mut spots[index];
            if std::mem::replace(&mut spot.seen, Seen::Once) == Seen::Never {
                self.fill(spot.place.inner())?;
            } else {
                return None;
            }
        }
        (!spots.iter().any(Spot::is_missing)).then_some(())
    }

    /// Parses a lenient object, and stores in the extra data what does not fit its fields.
    fn fill_open(&mut self, members: &Members, spots: &mut [Spot<'_>], extra: &mut Extra) -> Option<()> {
        self.open(b'{')?;
        let begin = self.at;
        let (mut first, mut expected) = (true, 0);
        while self.follows(first, b'}')? {
            first = false;
            let index = match self.field(members, expected) {
                Some(index) => index,
                None => match self.beside(members, extra)? {
                    Some(index) => index,
                    None => continue,
                },
            };
            expected = index + 1;
            let spot = &mut spots[index];
            match spot.seen {
                Seen::Never => {
                    spot.seen = Seen::Once;
                    self.fill_field(spot, (members, index), extra)?;
                }
                _ => self.fill_again(begin, spot, members.names[index], extra)?,
            }
        }
        self.respelled = first;
        Some(())
    }

    /// Stores an undocumented field in the extra data. If the field is documented but its name is escaped, returns its
    /// index instead.
    #[cold]
    fn beside(&mut self, members: &Members, extra: &mut Extra) -> Option<Option<usize>> {
        self.peek()?;
        let start = self.at;
        let Some(name) = self.name() else {
            self.at = start;
            extra.push_literal(self.literal_name()?, self.raw()?);
            return Some(None);
        };
        let index = members.position(&name, 0);
        if index.is_none() {
            extra.push(name.into_owned(), self.raw()?);
        }
        Some(index)
    }

    /// Parses the value of a field. A value that does not fit is stored in the extra data.
    #[inline]
    fn fill_field(&mut self, spot: &mut Spot<'_>, field: (&Members, usize), extra: &mut Extra) -> Option<()> {
        let (start, depth) = (self.at, self.depth);
        self.respelled = false;
        // Most fields are strings, so strings are handled without a function call.
        let read = match spot.place.inner() {
            Place::Text(place) => self.fill_text(place),
            place => self.fill(place),
        };
        let fits = read.is_some();
        if fits && !self.respelled { Some(()) } else { self.keep(fits, (start, depth), spot, field, extra) }
    }

    /// Stores the value of a field in the extra data, because it does not fit or would be serialized differently.
    #[cold]
    fn keep(
        &mut self,
        fits: bool,
        (start, depth): (usize, u32),
        spot: &mut Spot<'_>,
        (members, index): (&Members, usize),
        extra: &mut Extra,
    ) -> Option<()> {
        let raw = if fits {
            Json::checked(&self.text[start..self.at])
        } else if self.broken {
            return None;
        } else {
            (self.at, self.depth) = (start, depth);
            spot.place.clear();
            self.raw()?
        };
        extra.push(members.names[index].to_owned(), raw);
        Some(())
    }

    /// Keeps both values of a repeated field. Neither of them is used, because it is unknown which one is intended.
    #[cold]
    fn fill_again(&mut self, begin: usize, spot: &mut Spot<'_>, name: &str, extra: &mut Extra) -> Option<()> {
        if spot.seen == Seen::Once {
            spot.seen = Seen::Again;
            spot.place.clear();
            if extra.get(name).is_none() {
                let mut earlier = Reader { at: begin, ..Reader::new(self.text) };
                extra.push(name.to_owned(), earlier.find(name)?);
            }
        }
        extra.push(name.to_owned(), self.raw()?);
        Some(())
    }

    /// Returns the value of the first field with this name, starting inside an object.
    fn find(&mut self, name: &str) -> Option<Json> {
        let mut first = true;
        while self.follows(first, b'}')? {
            first = false;
            let found = self.literal_name()?;
            let value = self.raw()?;
            if found == name || format!("\"{found}\"").parse::<Value>().is_ok_and(|found| found == *name) {
                return Some(value);
            }
        }
        None
    }

    /// Reads a string, which is borrowed unless it contains escapes.
    pub(in crate::runtime) fn string(&mut self) -> Option<Cow<'a, str>> {
        match self.plain_string() {
            Some(text) => Some(Cow::Borrowed(text)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    /// Reads a string without escapes. The position does not change if anything else comes next.
    fn plain_string(&mut self) -> Option<&'a str> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..)?;
        let length = plain_length(rest)?;
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        self.at = start + length + 1;
        self.text.get(start..start + length)
    }

    #[cold]
    fn escaped_string(&mut self) -> Option<String> {
        if !self.takes(b'"') {
            return None;
        }
        let start = self.at - 1;
        self.skip_string()?;
        // This uses code of `serde_json` that is already compiled for `Value`; deserializing a `String` would compile
        // more code.
        match self.text[start..self.at].parse().ok()? {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Reads a 64-bit integer.
    fn integer(&mut self) -> Option<i64> {
        let text = self.number()?;
        match text.parse() {
            Ok(number) if text != "-0" => Some(number),
            _ if self.strict => None,
            _ => {
                self.respelled = true;
                whole(text)
            }
        }
    }

    fn integer_or_text(&mut self) -> Option<i64> {
        if self.peek()? != b'"' {
            return self.integer();
        }
        let number = spelled_out(&self.string()?)?;
        self.respelled = true;
        Some(number)
    }

    pub(in crate::runtime) fn boolean(&mut self) -> Option<bool> {
        match self.peek()? {
            b't' => self.takes_word("true").then_some(true),
            _ => self.takes_word("false").then_some(false),
        }
    }

    /// Reads the key of a workflow, and records whether it was a number or a string.
    fn key(&mut self) -> Option<WorkflowKey> {
        let direction = if self.strict { Direction::Request } else { Direction::Response };
        if self.peek()? == b'"' {
            return Some(WorkflowKey::read(&self.string()?, Form::Text, direction));
        }
        let start = self.at;
        let text = self.number()?;
        if text != "-0" && (text.parse::<i64>().is_ok() || self.strict && text.parse::<u64>().is_ok()) {
            return Some(WorkflowKey::read(text, Form::Number, direction));
        }
        self.at = start;
        Some(WorkflowKey::read(&self.integer()?.to_string(), Form::Number, direction))
    }
}
