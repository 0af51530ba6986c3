//! Where the URLs of an answer stand: takes an answer, shows every text that may be one, with the item of a list that it stands in.

use crate::runtime::wire::reading::Path;
use crate::runtime::{At, Extra, Json, Members, View};

/// Ids in the items of a list: the fact of the context that names such an id for requests, where the list is, and the member
/// of an item that is the id.
pub type ListedId = (&'static str, Path, &'static str);

/// An item of a list of which each has an id.
#[derive(Clone, Copy)]
pub(in crate::runtime) struct Item<'a> {
    pub(in crate::runtime) members: &'static Members,
    pub(in crate::runtime) values: &'a [View<'a>],
}

impl<'a> Item<'a> {
    /// The text of this member.
    pub(in crate::runtime) fn text(self, member: &str) -> Option<&'a str> {
        match self.values[self.members.position(member, 0)?] {
            View::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Takes a text that may be a URL, where it is, and the item that it stands in.
type See<'s> = dyn FnMut(&str, &At<'_>, Option<Item<'_>>) + 's;

/// Whether a text may be a URL that requests go to.
#[inline]
pub(in crate::runtime) fn is_web(text: &str) -> bool {
    text.as_bytes().first_chunk::<4>().is_some_and(|start| start.eq_ignore_ascii_case(b"http"))
}

/// The same for what stands beside the fields, where letters may be escaped.
#[inline]
pub(in crate::runtime) fn may_be_web(raw: &Json) -> bool {
    let text = raw.as_str().strip_prefix('"');
    text.is_some_and(|text| {
        is_web(text) || text.as_bytes().first_chunk::<4>().is_some_and(|start| start.contains(&b'\\'))
    })
}

/// Whether there may be a URL anywhere in a value, whatever it is.
pub(in crate::runtime) fn holds_web(raw: &Json) -> bool {
    let raw = raw.as_str().as_bytes();
    raw.windows(4).any(|text| text.eq_ignore_ascii_case(b"http")) || raw.windows(2).any(|text| text == br"\u")
}

/// Whether the list here is one of those whose items have ids.
#[inline]
pub(in crate::runtime) fn is_listed(at: &At<'_>, listed: &[ListedId]) -> bool {
    listed.iter().any(|(_, path, _)| at.is(path))
}

/// Shows every text that may be a URL.
pub(in crate::runtime) fn each(value: &View<'_>, at: &At<'_>, listed: &[ListedId], see: &mut See<'_>) {
    walk(value, at, (None, false), listed, see);
}

/// The same, in an item of a list, or in the value that is one.
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

/// Shows this text of every item of the list at the end of the path.
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
