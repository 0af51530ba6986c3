//! Takes the text of a payload, gives its typed value, and back: compiled once here, so that users compile no serde code.
//!
//! What is read and refused is what `serde_json` reads and refuses; it takes over wherever a text is no plain case. Why a
//! payload was refused is worked out afterwards, by [`decode`](super::decode).

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::{Extra, Shaped};

/// A type that is read from JSON text.
pub trait FromJson: Shaped {
    /// Reads the value that comes next; nothing if it does not fit.
    fn read(json: &mut Reader<'_>) -> Option<Self>;
}

/// Reads a whole text; nothing if it does not fit.
pub(super) fn read<T: FromJson>(bytes: &[u8]) -> Option<T> {
    let mut json = Reader { text: std::str::from_utf8(bytes).ok()?, at: 0, depth: 0 };
    let value = T::read(&mut json)?;
    json.peek().is_none().then_some(value)
}

/// The value that was read, or the one that stands for an absent member.
pub fn finish<T: Shaped>(place: Option<T>) -> Option<T> {
    place.or_else(T::absent)
}

/// How deep objects and lists may be nested, as in `serde_json`.
const MAX_DEPTH: u32 = 127;

/// A text that is being read.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                other => return Some(*other),
            }
        }
        None
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
    fn open(&mut self, byte: u8) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH && self.takes(byte)).then_some(())
    }

    /// Whether another member or item follows; `first` if none came yet. Goes out of the object or list if not.
    fn follows(&mut self, first: bool, end: u8) -> Option<bool> {
        if self.takes(end) {
            self.depth -= 1;
            return Some(false);
        }
        (first || self.takes(b',')).then_some(true)
    }

    /// The name of the next member, if there is one.
    fn key(&mut self, first: bool) -> Option<Option<Cow<'a, str>>> {
        if !self.follows(first, b'}')? {
            return Some(None);
        }
        let name = self.string()?;
        self.takes(b':').then_some(Some(name))
    }

    /// Reads an object, member by member; the function gets the name of each, reads its value and says whether it fits.
    #[inline(never)]
    pub fn members(&mut self, read: &mut dyn FnMut(&mut Self, Cow<'a, str>) -> bool) -> bool {
        let mut first = true;
        let mut members = || {
            self.open(b'{')?;
            while let Some(name) = self.key(first)? {
                first = false;
                read(self, name).then_some(())?;
            }
            Some(())
        };
        members().is_some()
    }

    /// Reads a member of a closed object; one that is there twice, or `null`, does not fit.
    #[inline(never)]
    pub fn closed<T: FromJson>(&mut self, place: &mut Option<T>) -> bool {
        if place.is_some() {
            return false;
        }
        *place = T::read(self);
        place.as_ref().is_some_and(|value| !value.is_absent())
    }

    /// Reads a member of an open object; a `null` that stands for no value is put aside.
    #[inline(never)]
    pub fn open_member<T: FromJson>(&mut self, place: &mut Option<T>, name: &'static str, extra: &mut Extra) -> bool {
        if place.is_some() {
            return false;
        }
        *place = T::read(self);
        if place.as_ref().is_some_and(T::is_absent) {
            extra.push(name.to_owned(), Value::Null);
        }
        place.is_some()
    }

    /// Puts a member aside that no field stands for.
    #[inline(never)]
    pub fn unknown(&mut self, name: Cow<'a, str>, extra: &mut Extra) -> bool {
        let value = self.value();
        let fits = value.is_some();
        extra.push(name.into_owned(), value.unwrap_or_default());
        fits
    }

    /// A string, borrowed unless something in it is escaped.
    #[inline(never)]
    pub fn string(&mut self) -> Option<Cow<'a, str>> {
        if !self.takes(b'"') {
            return None;
        }
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))?;
        self.at = start + length;
        match rest[length] {
            b'"' => {
                self.at += 1;
                Some(Cow::Borrowed(&self.text[start..start + length]))
            }
            b'\\' => {
                self.skip_string()?;
                serde_json::from_str(&self.text[start - 1..self.at]).ok().map(Cow::Owned)
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

    /// The text of an integer or a string.
    pub(super) fn key_text(&mut self) -> Option<Cow<'a, str>> {
        if self.peek() == Some(b'"') {
            return self.string();
        }
        let number = self.integer()?;
        let fits = if number.starts_with('-') { number.parse::<i64>().is_ok() } else { number.parse::<u64>().is_ok() };
        fits.then_some(Cow::Borrowed(number))
    }

    /// Any value.
    fn value(&mut self) -> Option<Value> {
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
                return serde_json::from_str(self.text.get(start..self.at)?).ok();
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

impl FromJson for String {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        json.string().map(Cow::into_owned)
    }
}

impl FromJson for bool {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        match json.peek()? {
            b't' => json.takes_word("true").then_some(true),
            _ => json.takes_word("false").then_some(false),
        }
    }
}

impl FromJson for i64 {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        json.integer()?.parse().ok()
    }
}

impl FromJson for Value {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        json.value()
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        if json.peek()? == b'n' { json.takes_word("null").then_some(None) } else { T::read(json).map(Some) }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        T::read(json).map(Box::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        json.open(b'[')?;
        let mut items = Vec::new();
        while json.follows(items.is_empty(), b']')? {
            items.push(T::read(json)?);
        }
        Some(items)
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        let mut members = BTreeMap::new();
        let fits = json
            .members(&mut |json, name| T::read(json).map(|value| members.insert(name.into_owned(), value)).is_some());
        fits.then_some(members)
    }
}
