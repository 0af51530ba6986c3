//! Judges received payloads without changing them: reports deviations from the documents as warnings.

use crate::runtime::judging::builtin;
use crate::runtime::judging::links::{Links, Listed};
use crate::runtime::judging::links_seen::{self, Item};
use crate::runtime::judging::structure::usable;
use crate::runtime::{At, Extra, Found, Json, Members, Object, Place, Report, Spot, View, Wire};

/// Reports every missing field that verdicts need, and every value whose type or format is not documented. All of these
/// violations are warnings, because the payload could be read and is kept unchanged. Then reports URLs that do not
/// belong to the subject of the payload.
#[inline]
pub fn received<T: Wire>(payload: &T, links: Option<&Links<'_>>, report: &mut Report) {
    let view = payload.view();
    let mut look = Look { links, listed: Listed::of(view), says_any: false, is_own: true };
    if !look.is_clean(&view, &At::ROOT, (None, false)) {
        look.is_own = false;
        judge(view, &mut T::blank(), report);
    }
    if !look.says_any && !says_any(&view) {
        report.leave_open(&builtin::MISSING_MEMBER, "any documented field");
    }
    if let Some(links) = links.filter(|_| !look.is_own) {
        links.judge(view, report);
    }
}

#[inline]
#[cold]
fn judge(payload: View<'_>, scrap: &mut dyn Wire, report: &mut Report) {
    report.leniently(|report| walk(&payload, scrap.place(), &At::ROOT, report));
}

/// A first pass over a payload that does not allocate, because there is usually nothing to report.
struct Look<'a> {
    links: Option<&'a Links<'a>>,
    listed: Listed<'a>,
    /// Whether any documented value was seen.
    says_any: bool,
    /// Whether all URLs seen so far belong to the payload.
    is_own: bool,
}

impl Look<'_> {
    /// Returns whether nothing in the value needs to be reported. Stops at the first problem.
    fn is_clean(&mut self, value: &View<'_>, at: &At<'_>, (item, is_item): (Option<Item<'_>>, bool)) -> bool {
        match value {
            View::List(list) => {
                let has_ids = self.links.is_some_and(|links| links_seen::is_listed(at, links.listed));
                (0..list.count()).all(|index| {
                    let value = list.item(index);
                    self.glance(&value, item) || self.is_clean(&value, &at.item(index), (item, has_ids))
                })
            }
            View::Map(map) => {
                let mut clean = true;
                map.show(&mut |name, value| {
                    clean =
                        clean && (self.glance(&value, item) || self.is_clean(&value, &at.member(name), (item, false)));
                });
                clean
            }
            View::Object(object) => {
                let members = object.members();
                let mut clean = false;
                object.show(&mut |values, extra| {
                    let item = if is_item { Some(Item { members, values }) } else { item };
                    clean = extra.is_none_or(|extra| self.is_plain(extra, members, values))
                        && has_needed(members, values, extra)
                        && members.names.iter().zip(values).all(|(name, value)| {
                            self.glance(value, item) || self.is_clean(value, &at.member(name), (item, false))
                        });
                });
                clean
            }
            _ => true,
        }
    }

    /// Checks scalar values, which are the majority, in an inlined function. Returns whether the value is a scalar.
    #[inline]
    fn glance(&mut self, value: &View<'_>, item: Option<Item<'_>>) -> bool {
        match value {
            View::List(_) | View::Map(_) | View::Object(_) => return false,
            View::Absent => return true,
            View::Text(text) if self.is_own && links_seen::is_web(text) => self.see(text, item),
            _ => {}
        }
        self.says_any = true;
        true
    }

    fn see(&mut self, url: &str, item: Option<Item<'_>>) {
        if let Some(links) = self.links {
            self.is_own = links.is_own(url, item, &self.listed) || links.is_elsewhere(url);
        }
    }

    /// Returns whether the extra values, which have unique names, need no report: they are undocumented fields, or
    /// values that are acceptable for their field (other spellings, empty arrays, and `null` where a value may be
    /// absent).
    #[inline]
    fn is_plain(&mut self, extra: &Extra, members: &Members, values: &[View<'_>]) -> bool {
        // A URL in an undocumented field has to be examined.
        self.is_own &= !extra.iter().any(|(_, raw)| links_seen::may_be_web(raw));
        is_plain(extra, members, values)
    }
}

/// Returns whether there is any documented value. A payload without one, such as a gateway's response, proves nothing.
#[inline]
#[cold]
fn says_any(value: &View<'_>) -> bool {
    match value {
        View::List(list) => list.count() > 0,
        View::Map(map) => {
            let mut any = false;
            map.show(&mut |_, _| any = true);
            any
        }
        View::Object(object) => {
            let mut any = false;
            object.show(&mut |values, _| any = values.iter().any(says_any));
            any
        }
        value => !value.is_silent(),
    }
}

/// Like `harmless`, but for a value of any type: returns whether its extra values need no report.
#[inline]
fn is_plain(extra: &Extra, members: &Members, values: &[View<'_>]) -> bool {
    let fits = |(name, raw): (&str, &Json)| {
        let Some(index) = members.position(name, 0) else { return true };
        match &values[index] {
            View::List(list) if list.count() == 0 => raw.as_str() == "[]",
            View::Map(_) if raw.as_str() == "{}" => true,
            value => !value.is_silent() || raw.is_null() && !members.needed.contains(&index),
        }
    };
    extra.is_empty() || extra.instead().is_none() && extra.iter().all(fits) && !extra.is_repeated()
}

/// Returns whether every value that verdicts need is present.
#[inline]
fn has_needed(members: &Members, values: &[View<'_>], extra: Option<&Extra>) -> bool {
    members.needed.iter().all(|place| {
        let value = &values[*place];
        // An empty array counts as present.
        let is_there = || extra.and_then(|extra| extra.get(members.names[*place])).is_some_and(Json::is_empty);
        !value.is_silent() || !value.is_absent() && is_there()
    })
}

#[inline]
fn walk(value: &View<'_>, place: Place<'_>, at: &At<'_>, report: &mut Report) {
    match (value, place) {
        (value, Place::Optional(place, spelling)) => walk(value, spelling.of(place), at, report),
        (View::List(list), Place::List(scrap)) => {
            let mut place = scrap.add();
            for index in 0..list.count() {
                walk(&list.item(index), place.reborrow(), &at.item(index), report);
            }
        }
        (View::Map(map), Place::Map(scrap)) => {
            scrap.add(String::new(), &mut |mut place| {
                map.show(&mut |name, value| walk(&value, place.reborrow(), &at.member(name), report));
            });
        }
        (View::Object(object), Place::Object(scrap)) => walk_object(*object, scrap, at, report),
        _ => {}
    }
}

#[inline]
fn walk_object(object: &dyn Object, scrap: &mut dyn Object, at: &At<'_>, report: &mut Report) {
    let members = object.members();
    object.show(&mut |values, extra| {
        if let Some(instead) = extra.and_then(Extra::instead) {
            odd(instead, Place::Object(scrap), at, report);
            return;
        }
        let mut beside: Vec<Vec<&Json>> = vec![Vec::new(); members.names.len()];
        for (name, value) in extra.into_iter().flat_map(Extra::iter) {
            if let Some(index) = members.position(name, 0) {
                beside[index].push(value);
            }
        }
        scrap.fill(&mut |spots, _| {
            for (index, ((value, spot), beside)) in values.iter().zip(spots).zip(&beside).enumerate() {
                let at = at.member(members.names[index]);
                field(members.needed.contains(&index), value, spot, beside, &at, report);
            }
        });
        for name in extra.map(Extra::repeated).unwrap_or_default() {
            let found = Found { value: Some(name), ..Found::default() };
            report.add(&builtin::DUPLICATE_MEMBER, &at.member(name), found);
            report.leave_out(&at.member(name));
        }
    });
}

/// Judges a field by its value, and by the values under its name that did not fit.
#[inline]
fn field(is_needed: bool, value: &View<'_>, spot: &mut Spot<'_>, beside: &[&Json], at: &At<'_>, report: &mut Report) {
    match beside {
        _ if !value.is_silent() => walk(value, spot.place.reborrow(), at, report),
        [] if is_needed => missing(at, report),
        [raw] if raw.is_null() && !is_needed => {}
        [raw] if raw.is_empty() && fits_empty(&spot.place, raw) => {
            if let Place::Object(object) = &mut spot.place {
                let Members { names, needed, .. } = object.members();
                needed.iter().for_each(|place| missing(&at.member(names[*place]), report));
            }
        }
        [raw] => {
            odd(raw, spot.place.inner(), at, report);
            report.leave_out(at);
        }
        // Fields that occurred more than once are reported together with other repeated names.
        _ => {}
    }
}

#[inline]
fn missing(at: &At<'_>, report: &mut Report) {
    let pointer = at.to_pointer();
    let name = pointer.rsplit('/').next();
    report.add(&builtin::MISSING_MEMBER, at, Found { value: name, ..Found::default() });
    report.leave_out(at);
}

/// Returns whether the place contains an empty array or object.
#[inline]
fn fits_empty(place: &Place<'_>, raw: &Json) -> bool {
    match place {
        Place::List(_) => raw.as_str().starts_with('['),
        Place::Map(_) | Place::Object(_) => raw.as_str().starts_with('{'),
        _ => false,
    }
}

/// Reports the exact locations of values that do not fit. Does not check the hosts of URLs.
#[inline]
fn odd(raw: &Json, mut place: Place<'_>, at: &At<'_>, report: &mut Report) {
    if links_seen::holds_web(raw) {
        report.leave_open(&builtin::FOREIGN_HOST, "a readable URL");
    }
    let before = report.count();
    let _ = usable(raw.approximate(), place.reborrow(), at, report);
    if report.count() == before {
        let allowed = Some(place.expected().to_owned());
        report.add(&builtin::WRONG_TYPE, at, Found { value: Some("something else"), allowed, workflow: None });
    }
}
