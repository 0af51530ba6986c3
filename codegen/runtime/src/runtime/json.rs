//! Takes the text of a payload, gives its typed value, and back: compiled once here, so that users compile no serde code.
//!
//! What is read and refused is what `serde_json` reads and refuses; it takes over wherever a text is no plain case. Why a
//! payload was refused is worked out afterwards, by [`decode`](super::decode).

use std::borrow::Cow;

use serde_json::Value;

use super::{Extra, Members, Object, Place, WorkflowKey};

/// Reads a whole text into a place; whether it fits.
pub(super) fn read(bytes: &[u8], place: Place<'_>) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut json = Reader::new(text);
    json.fill(place).is_some() && json.peek().is_none()
}

/// Where the first byte stands that cannot stand in a string as it is: a quote, a backslash or a control character.
pub(super) fn plain_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    // Sixteen bytes at a time: most strings are shorter, so that the processor can foresee that one turn is enough.
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

/// The highest bit of each byte tells whether it is a quote, a backslash or a control character. Above the first that is
/// found they mean nothing.
fn special(eight: [u8; 8]) -> u64 {
    const EACH: u64 = u64::MAX / 0xFF;
    let is_zero = |word: u64| word.wrapping_sub(EACH) & !word;
    let word = u64::from_le_bytes(eight);
    let is_control = word.wrapping_sub(EACH * 0x20) & !word;
    (is_zero(word ^ (EACH * 0x22)) | is_zero(word ^ (EACH * 0x5C)) | is_control) & (EACH * 0x80)
}

/// How deep objects and lists may be nested, as in `serde_json`.
const MAX_DEPTH: u32 = 127;

/// A text that is being read. What it gives is nothing where the text does not fit.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    /// Begins at the beginning.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The next byte that is no white space.
    pub(super) fn peek(&mut self) -> Option<u8> {
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

    /// Goes past this byte, if it comes next.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Goes past this word, if it comes next.
    fn takes_word(&mut self, word: &str) -> bool {
        let is_next = self.peek().is_some() && self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }

    /// Goes into an object or a list.
    pub(super) fn open(&mut self, byte: u8) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH && self.takes(byte)).then_some(())
    }

    /// Whether another member or item follows; `first` if none came yet. Goes out of the object or list if not.
    pub(super) fn follows(&mut self, first: bool, end: u8) -> Option<bool> {
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

    /// The name of the member that comes next.
    pub(super) fn name(&mut self) -> Option<Cow<'a, str>> {
        let name = self.string()?;
        self.takes(b':').then_some(name)
    }

    /// Goes past this name and the colon, if they come next as they are mostly written. No name of a member is escaped.
    fn takes_name(&mut self, name: &str) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let end = name.len() + 1;
        let is_next = rest.get(end..end + 2) == Some(b"\":") && rest[0] == b'"' && rest[1..end] == *name.as_bytes();
        self.at += if is_next { end + 2 } else { 0 };
        is_next
    }

    /// Reads the value that comes next into the place.
    fn fill(&mut self, place: Place<'_>) -> Option<()> {
        match place {
            Place::Taken => return None,
            Place::Any(place) => *place = self.value()?,
            Place::Boolean(place) => *place = self.boolean()?,
            Place::Integer(place) => *place = self.integer()?.parse().ok()?,
            Place::Text(place) => *place = self.string()?.into_owned(),
            Place::Key(place) => *place = WorkflowKey::from(&*self.key_text()?),
            Place::Name(place) => return place.become_named(&self.string()?).then_some(()),
            Place::Optional(place) if self.peek()? != b'n' => self.fill(place.present())?,
            Place::Optional(_) => return self.takes_word("null").then_some(()),
            Place::List(list) => {
                self.open(b'[')?;
                while self.follows(list.count() == 0, b']')? {
                    self.fill(list.add())?;
                }
            }
            Place::Map(map) => {
                self.open(b'{')?;
                let mut first = true;
                while self.follows(first, b'}')? {
                    let mut fits = None;
                    map.add(self.name()?.into_owned(), &mut |place| fits = self.fill(place));
                    fits?;
                    first = false;
                }
            }
            Place::Object(object) => return self.fill_object(object),
        }
        Some(())
    }

    fn fill_object(&mut self, object: &mut dyn Object) -> Option<()> {
        let members = object.members();
        let mut fits = None;
        object.fill(&mut |places, extra| fits = self.fill_members(members, places, extra));
        fits
    }

    fn fill_members(
        &mut self,
        members: &Members,
        places: &mut [Place<'_>],
        mut extra: Option<&mut Extra>,
    ) -> Option<()> {
        self.open(b'{')?;
        let (mut first, mut expected) = (true, 0);
        while self.follows(first, b'}')? {
            first = false;
            let index = if members.names.get(expected).is_some_and(|name| self.takes_name(name)) {
                expected
            } else {
                let name = self.name()?;
                let Some(index) = members.position(&name, expected) else {
                    extra.as_mut()?.push(name.into_owned(), self.value()?);
                    continue;
                };
                index
            };
            expected = index + 1;
            match places[index].take() {
                // A `null` that stands for no value is kept beside the members, where there is room.
                Place::Optional(_) if self.peek()? == b'n' => {
                    self.takes_word("null").then_some(())?;
                    extra.as_mut()?.push(members.names[index].to_owned(), Value::Null);
                }
                Place::Optional(place) => self.fill(place.present())?,
                place => self.fill(place)?,
            }
        }
        let is_complete = !places.iter().any(Place::is_missing);
        (is_complete && extra.is_none_or(|extra| extra.repeated().is_none())).then_some(())
    }

    /// A string, borrowed unless something in it is escaped.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        if !self.takes(b'"') {
            return None;
        }
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let length = plain_length(rest)?;
        self.at = start + length;
        match rest[length] {
            b'"' => {
                self.at += 1;
                Some(Cow::Borrowed(&self.text[start..start + length]))
            }
            b'\\' => {
                self.skip_string()?;
                // Parsing into any value is compiled already, in `serde_json`; into a string it would be compiled here.
                match self.text[start - 1..self.at].parse().ok()? {
                    Value::String(text) => Some(Cow::Owned(text)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Goes to the end of the string that the reader is in.
    fn skip_string(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = bytes.get(self.at)?;
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                return Some(());
            }
        }
    }

    /// The digits of a whole number, with its sign. `-0` is none: it would be written as `0`.
    fn integer(&mut self) -> Option<&'a str> {
        self.peek()?;
        let bytes = &self.text.as_bytes()[self.at..];
        let sign = usize::from(bytes.first() == Some(&b'-'));
        let digits = bytes[sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let end = sign + digits;
        let leading_zero = bytes.get(sign) == Some(&b'0') && (end > 1);
        if digits == 0 || leading_zero || matches!(bytes.get(end), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        let number = &self.text[self.at..self.at + end];
        self.at += end;
        Some(number)
    }

    fn boolean(&mut self) -> Option<bool> {
        match self.peek()? {
            b't' => self.takes_word("true").then_some(true),
            _ => self.takes_word("false").then_some(false),
        }
    }

    /// The text of an integer or a string.
    fn key_text(&mut self) -> Option<Cow<'a, str>> {
        if self.peek() == Some(b'"') {
            return self.string();
        }
        let number = self.integer()?;
        let fits = if number.starts_with('-') { number.parse::<i64>().is_ok() } else { number.parse::<u64>().is_ok() };
        fits.then_some(Cow::Borrowed(number))
    }

    /// Any value.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.peek()?;
        let start = self.at;
        let mut open = 0_usize;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    self.skip_string()?;
                }
                Some(b'{' | b'[') => {
                    open += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') if open > 0 => {
                    open -= 1;
                    self.at += 1;
                }
                Some(b',' | b':') if open > 0 => self.at += 1,
                Some(_) => self.skip_word(),
                None => return None,
            }
            if open == 0 {
                return self.text.get(start..self.at)?.parse().ok();
            }
        }
    }

    /// Goes to the end of a number, of `true`, `false` or `null`, or of whatever stands there instead.
    fn skip_word(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |byte: &u8| matches!(byte, b',' | b':' | b'}' | b']' | b'"' | b' ' | b'\n' | b'\t' | b'\r');
        // A byte that begins no value is gone past, so that there is an end; the text does not fit then.
        self.at += rest.iter().position(ends).unwrap_or(rest.len()).max(1);
    }
}
