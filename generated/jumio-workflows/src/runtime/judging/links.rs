//! Reports URLs in a response that have the form of an operation's path but contain ids other than those that the
//! response is about.

use std::cell::{Cell, OnceCell};

use crate::runtime::judging::builtin;
pub use crate::runtime::judging::links_seen::ListedId;
use crate::runtime::judging::links_seen::{Item, each, text_of};
use crate::runtime::judging::model::Model;
use crate::runtime::judging::origin::Parts;
use crate::runtime::judging::url::encode;
use crate::runtime::judging::url_form::trap;
use crate::runtime::wire::reading::Path;
use crate::runtime::wire::text::has_any;
use crate::runtime::wire::texts::Texts;
use crate::runtime::{At, Context, Found, Report, View};

/// The maximum number of lookups by linear search, which does not allocate. After that, the ids of the items are
/// collected.
const FEW: usize = 16;

/// An id in a response: the fact of the context that corresponds to it in requests (`path.` and the parameter), its
/// location, and its value.
pub type NamedId<'a> = (&'static str, Path, Option<&'a str>);

/// An operation's path as it occurs in URLs: the number of slashes, the text before the first parameter, and for each
/// parameter the fact that fills it and the text that follows it. The path starts with a slash, and contains no `?` or
/// `#`.
pub type LinkForm = (usize, &'static [&'static str]);

/// The facts that URLs in a response are compared with.
///
/// **Invariant:** no other code checks whether a URL belongs to a response. `is_own` is a fast path that agrees
/// with `judge`, for URLs spelled exactly as documented.
pub struct Links<'a> {
    /// The ids that the response is about.
    pub ids: &'a [NamedId<'a>],
    /// The ids in the items of the response's lists.
    pub listed: &'a [ListedId],
    /// The forms of paths that contain an id.
    pub forms: &'a [LinkForm],
    /// The context, with the facts about the request.
    pub context: &'a Context,
    /// The hosts of requests whose paths contain ids.
    pub model: &'a Model,
}

/// A cache of the items of a response's lists.
pub(in crate::runtime) struct Listed<'a> {
    payload: View<'a>,
    /// The ids of all items by list, raw and percent-encoded. They are collected as soon as many URLs need them, so
    /// that not every URL requires a search of all items.
    items: OnceCell<Vec<Texts>>,
    /// The number of linear searches of the items.
    looked: Cell<usize>,
}

/// The result of comparing a path, or the beginning of one, with a form.
#[derive(Clone, Copy)]
struct Fit {
    /// Whether every id belongs to the response; `None` if there is no id to compare with.
    own: Option<bool>,
    /// Whether the path is spelled as documented, with nothing after it.
    exact: bool,
}

impl Fit {
    /// Merges two results for the same path, either of which may be unknown.
    fn and(self, other: Self) -> Self {
        let own =
            if self.own.is_some() && other.own.is_some() { both(self.own, other.own) } else { self.own.or(other.own) };
        Self { own, exact: self.exact || other.exact }
    }
}

impl<'a> Listed<'a> {
    pub(in crate::runtime) fn of(payload: View<'a>) -> Self {
        Self { payload, items: OnceCell::new(), looked: Cell::new(0) }
    }
}

impl Links<'_> {
    /// Returns whether the URL has exactly the form of an operation's path, with the ids of the response and of the
    /// list item that contains the URL.
    pub(in crate::runtime) fn is_own(&self, url: &str, item: Option<Item<'_>>, listed: &Listed<'_>) -> bool {
        let Some(rest) = url.strip_prefix("https://") else { return false };
        let (_, path) = segment(rest);
        if has_any(path, *b"?#%") {
            return false;
        }
        let (slashes, mut own) = (slashes(path), false);
        // Most forms are ruled out by the number of slashes.
        for (_, form) in self.forms.iter().filter(|(known, _)| *known == slashes) {
            match self.is_own_by(path, form, item, listed) {
                Some(true) => own = true,
                Some(false) => return false,
                None => {}
            }
        }
        own
    }

    /// Compares the path with a single form; `None` if the path has another form.
    fn is_own_by(&self, path: &str, form: &[&str], item: Option<Item<'_>>, listed: &Listed<'_>) -> Option<bool> {
        let (mut rest, mut own) = (path, true);
        for step in form.chunks(2) {
            rest = rest.strip_prefix(step[0])?;
            let Some(fact) = step.get(1) else { break };
            // The path has as many slashes as the form, so an id that contains a slash cannot match.
            rest = match self.expected(fact, item).and_then(|id| rest.strip_prefix(id)) {
                Some(behind) if behind.is_empty() || behind.starts_with('/') => behind,
                _ => {
                    let (segment, behind) = segment(rest);
                    own = own
                        && self.owns(fact, segment, item, listed) == Some(true)
                        && !matches!(segment, "" | "." | "..");
                    behind
                }
            };
        }
        rest.is_empty().then_some(own)
    }

    /// Returns whether the URL neither begins like a form nor leads to a host that receives requests with ids.
    pub(in crate::runtime) fn is_elsewhere(&self, url: &str) -> bool {
        let Some(path) = path_of(url) else { return true };
        let mut begun = "";
        let begins =
            |(_, form): &LinkForm| std::mem::replace(&mut begun, form[0]) != form[0] && follow(path, form[0]).is_some();
        !self.forms.iter().any(begins) && !self.is_at_home(url)
    }

    /// Reports every URL that begins like the path of an operation but contains ids other than those of the response,
    /// the list item, or the context. A URL of another form that leads to the same hosts is marked as not judged.
    #[cold]
    pub(in crate::runtime) fn judge(&self, payload: View<'_>, report: &mut Report) {
        let listed = Listed::of(payload);
        each(&payload, &At::ROOT, self.listed, &mut |url, at, item| match self.whose(url, item, &listed) {
            Some(true) => {}
            Some(false) => report.add(&builtin::FOREIGN_LINK, at, Found::default()),
            None => report.leave_open(&builtin::FOREIGN_LINK, "a URL of the documented form"),
        });
    }

    /// Returns whether a URL belongs to the response, or cannot receive requests; `None` if unknown.
    fn whose(&self, url: &str, item: Option<Item<'_>>, listed: &Listed<'_>) -> Option<bool> {
        let Some(path) = path_of(url) else { return Some(true) };
        let is_at_home = self.is_at_home(url);
        if is_at_home && trap(path).is_some() {
            return Some(false);
        }
        // The longest matching form is the most specific.
        let mut longest: Option<(usize, Fit)> = None;
        for (slashes, form) in self.forms {
            let Some(fit) = self.fit(path, form, item, listed) else { continue };
            longest = match longest {
                Some((known, _)) if known > *slashes => longest,
                Some((known, first)) if known == *slashes => Some((known, first.and(fit))),
                _ => Some((*slashes, fit)),
            };
        }
        let Some((_, fit)) = longest else { return (!is_at_home).then_some(true) };
        if fit.own == Some(true) && !fit.exact { None } else { fit.own }
    }

    /// Compares the path with a form, ignoring letter case, the version number and anything after the form.
    fn fit(&self, path: &str, form: &[&str], item: Option<Item<'_>>, listed: &Listed<'_>) -> Option<Fit> {
        let (mut rest, mut fit) = (path, Fit { own: Some(true), exact: true });
        for step in form.chunks(2) {
            let (behind, exact) = follow(rest, step[0])?;
            rest = behind;
            fit.exact &= exact;
            let Some(fact) = step.get(1) else { break };
            let (segment, behind) = segment(rest);
            rest = behind;
            fit.own = both(fit.own, self.owns(fact, segment, item, listed));
        }
        fit.exact &= rest.is_empty();
        Some(fit)
    }

    /// Returns whether the URL leads to a host, in any region, that receives requests with ids.
    fn is_at_home(&self, url: &str) -> bool {
        let Some(parts) = Parts::of(url) else { return false };
        let takes_ids = |service: &str| {
            let mut operations = self.model.operations.iter().filter(|operation| operation.service == Some(service));
            operations.any(|operation| operation.path.is_some_and(|path| path.contains('{')))
        };
        let mut hosts = self.model.regions.iter().flat_map(|region| region.hosts);
        hosts.any(|(service, host)| parts.is_at([*host].into_iter()) && takes_ids(service))
    }

    /// Returns whether the segment contains the id that the response is about; `None` if there is no id to compare
    /// with.
    fn owns(&self, fact: &str, segment: &str, item: Option<Item<'_>>, listed: &Listed<'_>) -> Option<bool> {
        self.names(fact, segment, item).or_else(|| self.lists(fact, segment, item, listed))
    }

    /// Returns the id that is expected for this parameter; `None` if it is unknown, or has another meaning in a path,
    /// such as `..`.
    fn expected<'v>(&'v self, fact: &str, item: Option<Item<'v>>) -> Option<&'v str> {
        let is_same = |of: &str| std::ptr::eq(of, fact) || of == fact;
        let named = self.ids.iter().find(|(of, ..)| is_same(of));
        let id = match named {
            Some((.., id)) => *id,
            None => self.of_item(fact, item),
        };
        id.filter(|id| !matches!(*id, "" | "." | ".."))
    }

    /// Returns whether the segment contains an id of the response, the item or the context; `None` if only other items
    /// could contain it.
    fn names(&self, fact: &str, segment: &str, item: Option<Item<'_>>) -> Option<bool> {
        let mut known = None;
        for (_, _, id) in self.ids.iter().filter(|(of, ..)| *of == fact) {
            known = known.max(id.map(|id| is_spelled(id, segment)));
        }
        if known.is_some() {
            return known;
        }
        let parameter = parameter_of(fact);
        // The name of a part does not identify an execution.
        if self.model.part_parameter == Some(parameter) {
            return (!segment.is_empty()).then_some(true);
        }
        match (self.of_item(fact, item), self.context.path.get(parameter)) {
            (Some(id), _) => is_spelled(id, segment).then_some(true),
            (None, stated) => stated.map(|stated| is_spelled(stated, segment)),
        }
    }

    /// Compares the segment with the items of the response's lists.
    fn lists(&self, fact: &str, segment: &str, item: Option<Item<'_>>, listed: &Listed<'_>) -> Option<bool> {
        let place = self.listed.iter().position(|(of, ..)| *of == fact)?;
        let is_listed = self.is_listed(place, segment, listed);
        match self.of_item(fact, item) {
            // Some documented responses repeat the id of an item outside of the list. The id still belongs to the
            // execution.
            Some(_) => (is_listed != Some(true)).then_some(false),
            None => is_listed,
        }
    }

    /// Returns the id of the item that contains the URL.
    fn of_item<'v>(&self, fact: &str, item: Option<Item<'v>>) -> Option<&'v str> {
        let item = item?;
        let (.., member) = self.listed.iter().find(|(of, ..)| *of == fact)?;
        item.text(member)
    }

    /// Returns whether the segment is the id of any item of a list; `None` if no item has an id.
    fn is_listed(&self, place: usize, segment: &str, listed: &Listed<'_>) -> Option<bool> {
        let ids = |(_, list, member): &ListedId, show: &mut dyn FnMut(&str)| {
            text_of(&listed.payload, list, member, show);
        };
        if listed.looked.get() < FEW {
            listed.looked.set(listed.looked.get() + 1);
            let mut own = None;
            ids(&self.listed[place], &mut |id| own = own.max(Some(is_spelled(id, segment))));
            return own;
        }
        let collected = |list: &ListedId| {
            let mut texts = Texts::default();
            ids(list, &mut |id| {
                texts.add(id);
                texts.add(&encoded(id));
            });
            texts
        };
        let items = listed.items.get_or_init(|| self.listed.iter().map(collected).collect());
        (!items[place].is_empty()).then(|| items[place].has(segment))
    }
}

/// Returns the name of the path parameter for a fact of the context.
pub(in crate::runtime) fn parameter_of(fact: &str) -> &str {
    fact.strip_prefix("path.").unwrap_or(fact)
}

/// Returns the path of a URL.
pub(in crate::runtime) fn path_of(url: &str) -> Option<&str> {
    let rest = match url.strip_prefix("https://") {
        Some(rest) => rest,
        None => url.split_once("://")?.1,
    };
    let path = &rest[rest.find('/')?..];
    // The path ends at the query or fragment, but few URLs have one.
    if has_any(path, *b"?#") { path.split(['?', '#']).next() } else { Some(path) }
}

/// Splits off everything up to the next slash.
fn segment(path: &str) -> (&str, &str) {
    // Segments are short, so a byte loop is faster than a search that is optimized for long strings.
    path.split_at(path.bytes().position(|byte| byte == b'/').unwrap_or(path.len()))
}

/// Removes the text of a form from the start of the path. Returns the rest, and whether the letters matched exactly.
fn follow<'p>(path: &'p str, text: &str) -> Option<(&'p str, bool)> {
    match path.strip_prefix(text) {
        Some(rest) if text.ends_with('/') || rest.is_empty() || rest.starts_with('/') => return Some((rest, true)),
        _ => {}
    }
    let mut rest = path;
    let mut steps = text.split('/').peekable();
    while let Some(expected) = steps.next() {
        if expected.is_empty() && steps.peek().is_none() {
            break;
        }
        let (found, behind) = segment(rest);
        let is_version = |text: &str| {
            let number = text.strip_prefix(['v', 'V']).filter(|number| !number.is_empty());
            number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        if !(found.eq_ignore_ascii_case(expected) || is_version(found) && is_version(expected)) {
            return None;
        }
        rest = if steps.peek().is_some() { behind.strip_prefix('/')? } else { behind };
    }
    Some((rest, false))
}

/// Returns the number of slashes in a path. They are counted in bytes, so that the compiler can vectorize the loop.
fn slashes(path: &str) -> usize {
    let count = |part: &[u8]| part.iter().fold(0_u8, |count, byte| count + u8::from(*byte == b'/'));
    path.as_bytes().chunks(usize::from(u8::MAX)).map(|part| usize::from(count(part))).sum()
}

/// Returns whether both are true; `None` if neither is false and at least one is unknown.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Returns whether the segment is the id, raw or percent-encoded.
fn is_spelled(id: &str, segment: &str) -> bool {
    // Without a percent sign nothing is encoded, so nothing has to be allocated.
    id == segment || segment.contains('%') && encoded(id) == segment
}

fn encoded(id: &str) -> String {
    let mut encoded = String::new();
    encode(id, &mut encoded);
    encoded
}
