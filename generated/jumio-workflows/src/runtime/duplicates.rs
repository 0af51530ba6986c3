//! Takes JSON text, reports the members that an object has twice, which a parsed value does not show any more.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{At, Found, Report, Shape, builtin};

/// Reports every member that is there twice, in the objects that the shape describes.
pub(super) fn duplicates(bytes: &[u8], shape: Shape, report: &mut Report) {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    // What is no JSON has been reported before.
    _ = Walk { shape, at: At::ROOT, report }.deserialize(&mut json);
}

/// Walks through the values that the shape describes.
struct Walk<'a> {
    shape: Shape,
    at: At<'a>,
    report: &'a mut Report,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.shape {
            Shape::List(_) | Shape::Map(_) | Shape::Object(_) => deserializer.deserialize_any(self),
            _ => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ()),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            let at = self.at.member(&name);
            if seen.contains(&name) {
                self.report.add(&builtin::DUPLICATE_MEMBER, &at, Found { value: Some(&name), ..Found::default() });
            }
            let shape = member_shape(self.shape, &name);
            map.next_value_seed(Walk { shape, at, report: &mut *self.report })?;
            seen.insert(name);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let shape = if let Shape::List(item) = self.shape { item() } else { Shape::Any };
        let mut index = 0;
        while items.next_element_seed(Walk { shape, at: self.at.item(index), report: &mut *self.report })?.is_some() {
            index += 1;
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The shape of a member; members that are not known may hold anything.
fn member_shape(shape: Shape, name: &str) -> Shape {
    match shape {
        Shape::Map(item) => item(),
        Shape::Object(object) => object.member(name).map_or(Shape::Any, |member| (member.shape)()),
        _ => Shape::Any,
    }
}
