//! Skips JSON values without interpreting them, and without recursion.

use serde_json::{Map, Value};

use crate::runtime::Json;
use crate::runtime::wire::json::{Reader, plain_length};

impl<'a> Reader<'a> {
    /// Returns the text of the next value.
    pub(in crate::runtime) fn raw(&mut self) -> Option<Json> {
        self.peek()?;
        let start = self.at;
        if self.skip_value().is_none() {
            self.broken = true;
            return None;
        }
        Some(Json::checked(&self.text[start..self.at]))
    }

    /// Skips a value of any type and depth.
    pub(in crate::runtime) fn skip_value(&mut self) -> Option<()> {
        // The closing brackets of the objects and lists that contain the value, the innermost last.
        let mut ends: Vec<u8> = Vec::new();
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    self.skip_string()?;
                }
                byte @ (b'{' | b'[') => {
                    // In ASCII, the code of the closing bracket is the code of the opening one plus two.
                    let end = byte + 2;
                    self.at += 1;
                    if self.peek()? == end {
                        self.at += 1;
                    } else {
                        ends.push(end);
                        if end == b'}' {
                            self.literal_name()?;
                        }
                        continue;
                    }
                }
                b't' => self.takes_word("true").then_some(())?,
                b'f' => self.takes_word("false").then_some(())?,
                b'n' => self.takes_word("null").then_some(())?,
                _ => _ = self.number()?,
            }
            loop {
                let Some(end) = ends.last().copied() else { return Some(()) };
                match self.peek()? {
                    b',' => {
                        self.at += 1;
                        if end == b'}' {
                            self.literal_name()?;
                        }
                        break;
                    }
                    byte if byte == end => {
                        self.at += 1;
                        ends.pop();
                    }
                    _ => return None,
                }
            }
        }
    }

    /// Returns the name of a field without its quotes, with its escapes. Skips the colon.
    pub(in crate::runtime) fn literal_name(&mut self) -> Option<&'a str> {
        if !self.takes(b'"') {
            return None;
        }
        let start = self.at;
        self.skip_string()?;
        let name = &self.text[start..self.at - 1];
        self.takes(b':').then_some(name)
    }

    /// Skips to the end of the current string.
    pub(in crate::runtime) fn skip_string(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        loop {
            self.at += plain_length(bytes.get(self.at..)?)?;
            let escaped = match bytes[self.at] {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => bytes.get(self.at + 1)?,
                _ => return None,
            };
            self.at += match escaped {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
                b'u' if bytes.get(self.at + 2..self.at + 6)?.iter().all(u8::is_ascii_hexdigit) => 6,
                _ => return None,
            };
        }
    }

    /// Returns the text of a number.
    pub(in crate::runtime) fn number(&mut self) -> Option<&'a str> {
        self.peek()?;
        let start = self.at;
        self.at += usize::from(self.text.as_bytes()[start] == b'-');
        let first = self.at;
        self.digits()?;
        if self.text.as_bytes()[first] == b'0' && self.at > first + 1 {
            return None;
        }
        if self.text.as_bytes().get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.text.as_bytes().get(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(self.text.as_bytes().get(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        Some(&self.text[start..self.at])
    }

    /// Skips one or more digits.
    fn digits(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        (count > 0).then_some(())
    }

    /// Converts any value to a `serde_json::Value`. A value that `serde_json` cannot represent is approximated by one
    /// of the same type, so that it is never mistaken for absent.
    #[inline]
    pub(in crate::runtime) fn approximate(&mut self) -> Option<Value> {
        match self.peek()? {
            b'"' => {
                let start = self.at;
                let text = self.string().map(|text| Value::String(text.into_owned()));
                text.or_else(|| {
                    self.at = start;
                    Some(Value::String(self.raw()?.as_str().to_owned()))
                })
            }
            b'{' if self.depth < crate::runtime::wire::json::MAX_DEPTH => {
                self.open(b'{')?;
                let mut members = Map::new();
                let mut first = true;
                while self.follows(first, b'}')? {
                    first = false;
                    self.peek()?;
                    let start = self.at;
                    let name = self.name().map(std::borrow::Cow::into_owned);
                    let name = name.or_else(|| {
                        self.at = start;
                        self.literal_name().map(str::to_owned)
                    })?;
                    insert(&mut members, name, self.approximate()?);
                }
                Some(Value::Object(members))
            }
            b'[' if self.depth < crate::runtime::wire::json::MAX_DEPTH => {
                self.open(b'[')?;
                let mut items = Vec::new();
                while self.follows(items.is_empty(), b']')? {
                    items.push(self.approximate()?);
                }
                Some(Value::Array(items))
            }
            _ => {
                let raw = self.raw()?;
                let text = raw.as_str();
                Some(text.parse().unwrap_or_else(|_| match text.as_bytes() {
                    [b'{', ..] => Value::Object(Map::new()),
                    [b'[', ..] => Value::Array(Vec::new()),
                    _ => Value::from(f64::MAX),
                }))
            }
        }
    }
}

/// Adds a field. The values of repeated names become an array, so that none of them is mistaken for the only value.
#[inline]
pub(in crate::runtime) fn insert(members: &mut Map<String, Value>, name: String, value: Value) {
    let repeated = members.get_mut(&name);
    match repeated {
        Some(earlier) => *earlier = Value::Array(vec![earlier.take(), value]),
        None => _ = members.insert(name, value),
    }
}
