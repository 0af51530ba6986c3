//! Every URL of an answer: takes what an answer is about, reports those that have the form of an operation's path and name
//! something else.

use std::cell::{Cell, OnceCell};

use crate::runtime::execution::agreement::NamedId;
use crate::runtime::execution::trust::path_of;
use crate::runtime::judging::builtin;
use crate::runtime::judging::model::Model;
use crate::runtime::judging::origin::Parts;
use crate::runtime::judging::url::encode;
use crate::runtime::judging::url_form::{parameter, trap};
use crate::runtime::wire::reading::Path;
use crate::runtime::wire::texts::Texts;
use crate::runtime::{At, Context, Found, Report, View, Wire};

/// So often the items are looked at one by one, which costs no allocation; then their ids are collected.
const FEW: usize = 16;

/// Ids in the items of a list: the fact of the context that names such an id for requests, where the list is, and the member
/// of an item that is the id.
pub type ListedId = (&'static str, Path, &'static str);

/// What a URL is held against.
struct Own<'a> {
    payload: &'a View<'a>,
    ids: &'a [NamedId<'a>],
    listed: &'a [ListedId],
    context: &'a Context,
    model: &'a Model,
    /// The ids of all items, as they are and as URLs spell them, for each of `listed`. They are collected when many
    /// URLs name none that is nearer, so that they do not each look at every item.
    items: OnceCell<Vec<Texts>>,
    /// How often the items were looked at one by one.
    looked: Cell<usize>,
}

/// The names on the way from the payload to a value, back to front.
struct Way<'a> {
    name: &'a str,
    up: Option<&'a Way<'a>>,
}

impl Way<'_> {
    fn is(way: Option<&Way<'_>>, path: &[&str]) -> bool {
        match (way, path.split_last()) {
            (None, None) => true,
            (Some(way), Some((last, before))) => way.name == *last && Way::is(way.up, before),
            _ => false,
        }
    }
}

/// Reports every URL, wherever it is, that begins like the path of an operation and names other ids than the answer, the item
/// of the list that it stands in, or the context. A URL that goes on otherwise than documented is left open.
pub fn judge_own_links(
    payload: &dyn Wire,
    ids: &[NamedId<'_>],
    listed: &[ListedId],
    context: &Context,
    model: &Model,
    report: &mut Report,
) {
    let payload = payload.view();
    let own = Own { payload: &payload, ids, listed, context, model, items: OnceCell::new(), looked: Cell::new(0) };
    own.walk(&payload, &At::ROOT, None, None, report);
}

impl Own<'_> {
    fn walk(&self, value: &View<'_>, at: &At<'_>, way: Option<&Way<'_>>, item: Option<&View<'_>>, report: &mut Report) {
        match value {
            View::Text(text) if text.starts_with("http") => self.judge(text, at, item, report),
            View::List(list) => {
                let is_listed = self.listed.iter().any(|(_, path, _)| Way::is(way, path));
                for index in 0..list.count() {
                    let value = list.item(index);
                    let item = if is_listed { Some(&value) } else { item };
                    // What is inside of an item is on no way that a list of ids is on.
                    self.walk(&value, &at.item(index), Some(&Way { name: "", up: None }), item, report);
                }
            }
            View::Map(map) => map.show(&mut |name, value| {
                self.walk(&value, &at.member(name), Some(&Way { name, up: way }), item, report);
            }),
            View::Object(object) => object.show(&mut |values, extra| {
                for (name, value) in object.members().names.iter().zip(values) {
                    self.walk(value, &at.member(name), Some(&Way { name, up: way }), item, report);
                }
                for (name, raw) in extra.into_iter().flat_map(|extra| extra.iter()) {
                    let text = raw.as_str().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                    if let Some(url) = text.filter(|text| text.starts_with("http")) {
                        self.judge(url, &at.member(name), item, report);
                    }
                }
            }),
            _ => {}
        }
    }

    fn judge(&self, url: &str, at: &At<'_>, item: Option<&View<'_>>, report: &mut Report) {
        let Some(path) = path_of(url) else { return };
        if trap(path).is_some() && self.is_at_home(url) {
            return report.add(&builtin::FOREIGN_LINK, at, Found::default());
        }
        let templates = self.model.operations.iter().filter(|operation| operation.service.is_some());
        let templates = templates.filter_map(|operation| operation.path).filter(|path| path.contains('{'));
        // The longest form says most of what the URL is about.
        let known = templates.filter(|template| begins_like(path, template)).max_by_key(|template| slashes(template));
        let Some(template) = known else { return };
        let is_whole = slashes(template) == slashes(path);
        let mut is_known = is_whole;
        for (expected, segment) in template.split('/').zip(path.split('/')) {
            let Some(name) = parameter(expected).filter(|name| Some(*name) != self.model.part_parameter) else {
                is_known &= expected == segment || parameter(expected).is_some();
                continue;
            };
            match self.owns(name, segment, item) {
                Some(false) => return report.add(&builtin::FOREIGN_LINK, at, Found::default()),
                Some(true) => {}
                None => is_known = false,
            }
        }
        if !is_known {
            report.leave_open(&builtin::FOREIGN_LINK, "a URL of the documented form");
        }
    }

    /// Whether the URL leads to a host of the spec, in any region.
    fn is_at_home(&self, url: &str) -> bool {
        let hosts = self.model.regions.iter().flat_map(|region| region.hosts).map(|(_, host)| *host);
        Parts::of(url).is_some_and(|parts| parts.is_at(hosts))
    }

    /// Whether the segment names what the answer is about; nothing if nobody says what that is.
    fn owns(&self, name: &str, segment: &str, item: Option<&View<'_>>) -> Option<bool> {
        let is_of = |fact: &str| fact.strip_prefix("path.") == Some(name);
        let mut named = self.ids.iter().filter(|(fact, ..)| is_of(fact)).filter_map(|(.., id)| *id).peekable();
        if named.peek().is_some() {
            return Some(named.any(|id| is_spelled(id, segment)));
        }
        let listed = self.listed.iter().position(|(fact, ..)| is_of(fact));
        if let Some((place, item)) = listed.zip(item) {
            if let Some(own) = is_item(item, self.listed[place].2, segment) {
                // Answers are documented that name the id of an item beside it. It is the execution's own, and named.
                return if own { Some(true) } else { (self.is_listed(place, segment) != Some(true)).then_some(false) };
            }
        }
        if let Some(stated) = self.context.path.get(name) {
            return Some(is_spelled(stated, segment));
        }
        self.is_listed(listed?, segment)
    }

    /// Whether the segment is the id of any item of a list; nothing if no item has one.
    fn is_listed(&self, place: usize, segment: &str) -> Option<bool> {
        if self.looked.get() < FEW {
            self.looked.set(self.looked.get() + 1);
            let (_, list, member) = self.listed[place];
            let mut own = None;
            each(self.payload, list, &mut |item| own = own.max(is_item(item, member, segment)));
            return own;
        }
        let items = self.items.get_or_init(|| {
            let ids = self.listed.iter().map(|(_, list, member)| {
                let mut ids = Texts::default();
                each(self.payload, list, &mut |item| {
                    with_id(item, member, &mut |id| {
                        let mut encoded = String::new();
                        encode(id, &mut encoded);
                        ids.add(id);
                        ids.add(&encoded);
                    })
                });
                ids
            });
            ids.collect()
        });
        (!items[place].is_empty()).then(|| items[place].has(segment))
    }
}

/// Shows every item of the list at the end of the path.
fn each(value: &View<'_>, path: &[&str], show: &mut dyn FnMut(&View<'_>)) {
    match (value, path) {
        (View::List(list), []) => (0..list.count()).for_each(|index| show(&list.item(index))),
        (View::Object(object), [name, rest @ ..]) => object.show(&mut |values, _| {
            let names = object.members().names.iter();
            names.zip(values).filter(|(known, _)| *known == name).for_each(|(_, value)| each(value, rest, show));
        }),
        _ => {}
    }
}

/// Whether the segment is the id of this item; nothing if the item has none.
fn is_item(item: &View<'_>, member: &str, segment: &str) -> Option<bool> {
    let mut own = None;
    with_id(item, member, &mut |id| own = Some(is_spelled(id, segment)));
    own
}

/// Shows the id of an item, if it has one.
fn with_id(item: &View<'_>, member: &str, show: &mut dyn FnMut(&str)) {
    let View::Object(object) = item else { return };
    object.show(&mut |values, _| {
        let value = object.members().names.iter().zip(values).find(|(name, _)| **name == member);
        if let Some((_, View::Text(id))) = value {
            show(id);
        }
    });
}

/// Whether the path begins with segments of this form, whatever the case of their letters.
fn begins_like(path: &str, template: &str) -> bool {
    let start = template.find('{').unwrap_or(template.len());
    if !path.get(..start).is_some_and(|begin| begin.eq_ignore_ascii_case(&template[..start])) {
        return false;
    }
    let mut segments = path.split('/');
    let fits = |expected: &str| {
        segments.next().is_some_and(|segment| {
            parameter(expected).is_some_and(|_| !segment.is_empty()) || segment.eq_ignore_ascii_case(expected)
        })
    };
    template.split('/').all(fits)
}

/// How many slashes a path has.
fn slashes(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

/// Whether the segment is the id, as it is or as URLs spell it.
fn is_spelled(id: &str, segment: &str) -> bool {
    let encoded = || {
        let mut encoded = String::new();
        encode(id, &mut encoded);
        encoded == segment
    };
    // What has no percent sign is spelled as it is, and costs no allocation.
    id == segment || segment.contains('%') && encoded()
}
