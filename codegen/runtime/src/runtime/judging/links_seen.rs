//! Visits every string in a response that may be a URL, together with the list item that contains it.

use crate::runtime::wire::reading::Path;
use crate::runtime::{At, Extra, Json, Members, View};

/// The ids in the items of a list: the fact of the context that corresponds to them in requests, the path of the list,
/// and the field that contains the id.
pub type ListedId = (&'static str, Path, &'static str);

/// An item of a list whose items have ids.
#[derive(Clone, Copy)]
pub(in crate::runtime) struct Item<'a> {
    pub(in crate::runtime) members: &'static Members,
    pub(in crate::runtime) values: &'a [View<'a>],
}

impl<'a> Item<'a> {
    /// Returns the string in this field.
    pub(in crate::runtime) fn text(self, member: &str) -> Option<&'a str> {
        match self.values[self.members.position(member, 0)?] {
            View::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The function that receives a string that may be a URL, its location, and the item that contains it.
type See<'s> = dyn FnMut(&str, &At<'_>, Option<Item<'_>>) + 's;

/// Returns whether a string may be a URL that receives requests.
#[inline]
pub(in crate::runtime) fn is_web(text: &str) -> bool {
    text.as_bytes().first_chunk::<4>().is_some_and(|start| start.eq_ignore_ascii_case(b"http"))
}

/// Does the same check as `is_web` for the raw JSON of undocumented fields, in which letters may be escaped.
#[inline]
pub(in crate::runtime) fn may_be_web(raw: &Json) -> bool {
    let text = raw.as_str().strip_prefix('"');
    text.is_some_and(|text| {
        is_web(text) || text.as_bytes().first_chunk::<4>().is_some_and(|start| start.contains(&b'\\'))
    })
}

/// Returns whether a value may contain a URL at any depth.
pub(in crate::runtime) fn holds_web(raw: &Json) -> bool {
    let raw = raw.as_str().as_bytes();
    raw.windows(4).any(|text| text.eq_ignore_ascii_case(b"http")) || raw.windows(2).any(|text| text == br"\u")
}

/// Returns whether this is one of the lists whose items have ids.
#[inline]
pub(in crate::runtime) fn is_listed(at: &At<'_>, listed: &[ListedId]) -> bool {
    listed.iter().any(|(_, path, _)| at.is(path))
}

/// Visits every string that may be a URL.
pub(in crate::runtime) fn each(value: &View<'_>, at: &At<'_>, listed: &[ListedId], see: &mut See<'_>) {
    walk(value, at, (None, false), listed, see);
}

/// Visits every string that may be a URL within an item, or within a list whose items have ids.
fn walk(
    value: &View<'_>,
    at: &At<'_>,
    (item, is_item): (Option<Item<'_>>, bool),
    listed: &[ListedId],
    see: &mut See<'_>,
) {
    match value {
        View::Text(text) if is_web(text) => see(text, at, item),
        View::List(list) => {
            let has_ids = is_listed(at, listed);
            for index in 0..list.count() {
                walk(&list.item(index), &at.item(index), (item, has_ids), listed, see);
            }
        }
        View::Map(map) => map.show(&mut |name, value| {
            walk(&value, &at.member(name), (item, false), listed, see);
        }),
        View::Object(object) => object.show(&mut |values, extra| {
            let members = object.members();
            let item = if is_item { Some(Item { members, values }) } else { item };
            for (name, value) in members.names.iter().zip(values) {
                walk(value, &at.member(name), (item, false), listed, see);
            }
            for (name, raw) in extra.into_iter().flat_map(Extra::iter) {
                if let Some(url) = raw.to_text().filter(|text| is_web(text)) {
                    see(&url, &at.member(name), item);
                }
            }
        }),
        _ => {}
    }
}

/// Visits this field in every item of the list at the end of the path.
pub(in crate::runtime) fn text_of(value: &View<'_>, path: &[&str], member: &str, show: &mut dyn FnMut(&str)) {
    match (value, path) {
        (View::List(list), []) => (0..list.count()).for_each(|index| {
            let View::Object(object) = list.item(index) else { return };
            object.show(&mut |values, _| {
                Item { members: object.members(), values }.text(member).into_iter().for_each(&mut *show);
            });
        }),
        (View::Object(object), [name, rest @ ..]) => object.show(&mut |values, _| {
            let names = object.members().names.iter();
            names
                .zip(values)
                .filter(|(known, _)| *known == name)
                .for_each(|(_, value)| text_of(value, rest, member, show));
        }),
        _ => {}
    }
}
