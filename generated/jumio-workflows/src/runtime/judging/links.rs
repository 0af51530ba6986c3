//! The URLs of an answer: takes what the answer is about, reports every URL that has the form of an operation's path and names
//! something else.

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

/// So often the items are looked at one by one, which costs no allocation; then their ids are collected.
const FEW: usize = 16;

/// An id of an answer: the fact of the context that names it for requests (`path.` and the parameter), where it is, and what is there.
pub type NamedId<'a> = (&'static str, Path, Option<&'a str>);

/// The path of an operation, as URLs of answers have it: how many slashes it has, and the text before its first parameter, the fact
/// of the context that is in the parameter's place, the text behind it, and so on. It begins with a slash, and has no `?` or `#`.
pub type LinkForm = (usize, &'static [&'static str]);

/// What the URLs of an answer are held against.
///
/// **Invariant:** this is the only test of whose a URL of an answer is. `is_own` tells nothing else than
/// `judge`, but only of URLs that are spelled as documented, which nearly all are.
pub struct Links<'a> {
    /// The ids that the answer names.
    pub ids: &'a [NamedId<'a>],
    /// Those in the items of its lists.
    pub listed: &'a [ListedId],
    /// The paths that name an id.
    pub forms: &'a [LinkForm],
    /// What the caller says of the request.
    pub context: &'a Context,
    /// The hosts.
    pub model: &'a Model,
}

/// What is known of the items of an answer's lists.
pub(in crate::runtime) struct Listed<'a> {
    payload: View<'a>,
    /// The ids of all items, as they are and as URLs spell them, for each list. They are collected when many URLs name
    /// none that is nearer, so that they do not each look at every item.
    items: OnceCell<Vec<Texts>>,
    /// How often the items were looked at one by one.
    looked: Cell<usize>,
}

/// How a path fits a form, or begins like it.
#[derive(Clone, Copy)]
struct Fit {
    /// Whether every id is the answer's own; nothing if nobody says what an id has to be.
    own: Option<bool>,
    /// Whether it is spelled as documented, and nothing follows.
    exact: bool,
}

impl Fit {
    /// What is known by one of them or the other, of which both are right.
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
    /// Whether the URL has the form of an operation's path, letter by letter, with the ids of the answer and of the item that
    /// it stands in.
    pub(in crate::runtime) fn is_own(&self, url: &str, item: Option<Item<'_>>, listed: &Listed<'_>) -> bool {
        let Some(rest) = url.strip_prefix("https://") else { return false };
        let (_, path) = segment(rest);
        if has_any(path, *b"?#%") {
            return false;
        }
        let (slashes, mut own) = (slashes(path), false);
        // The number of slashes tells most forms apart.
        for (_, form) in self.forms.iter().filter(|(known, _)| *known == slashes) {
            match self.is_own_by(path, form, item, listed) {
                Some(true) => own = true,
                Some(false) => return false,
                None => {}
            }
        }
        own
    }

    /// The same for one form; nothing if the path has another.
    fn is_own_by(&self, path: &str, form: &[&str], item: Option<Item<'_>>, listed: &Listed<'_>) -> Option<bool> {
        let (mut rest, mut own) = (path, true);
        for step in form.chunks(2) {
            rest = rest.strip_prefix(step[0])?;
            let Some(fact) = step.get(1) else { break };
            // The path has as many slashes as the form, so an id with one in it fits nothing.
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

    /// Whether the URL neither begins like a form nor leads to a host that such requests go to.
    pub(in crate::runtime) fn is_elsewhere(&self, url: &str) -> bool {
        let Some(path) = path_of(url) else { return true };
        let mut begun = "";
        let begins =
            |(_, form): &LinkForm| std::mem::replace(&mut begun, form[0]) != form[0] && follow(path, form[0]).is_some();
        !self.forms.iter().any(begins) && !self.is_at_home(url)
    }

    /// Reports every URL, wherever it is, that begins like the path of an operation and names other ids than the answer, the
    /// item of the list that it stands in, or the context. A URL of another form that leads to the same hosts is left open.
    #[cold]
    pub(in crate::runtime) fn judge(&self, payload: View<'_>, report: &mut Report) {
        let listed = Listed::of(payload);
        each(&payload, &At::ROOT, self.listed, &mut |url, at, item| match self.whose(url, item, &listed) {
            Some(true) => {}
            Some(false) => report.add(&builtin::FOREIGN_LINK, at, Found::default()),
            None => report.leave_open(&builtin::FOREIGN_LINK, "a URL of the documented form"),
        });
    }

    /// Whether a URL is the answer's own, or none that a request goes to; nothing if nobody can say.
    fn whose(&self, url: &str, item: Option<Item<'_>>, listed: &Listed<'_>) -> Option<bool> {
        let Some(path) = path_of(url) else { return Some(true) };
        let is_at_home = self.is_at_home(url);
        if is_at_home && trap(path).is_some() {
            return Some(false);
        }
        // The longest form says most of what the URL is about.
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

    /// How the path fits a form, whatever the case of its letters and the number of its version, and whatever follows.
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

    /// Whether the URL leads to a host that requests with ids go to, in any region.
    fn is_at_home(&self, url: &str) -> bool {
        let Some(parts) = Parts::of(url) else { return false };
        let takes_ids = |service: &str| {
            let mut operations = self.model.operations.iter().filter(|operation| operation.service == Some(service));
            operations.any(|operation| operation.path.is_some_and(|path| path.contains('{')))
        };
        let mut hosts = self.model.regions.iter().flat_map(|region| region.hosts);
        hosts.any(|(service, host)| parts.is_at([*host].into_iter()) && takes_ids(service))
    }

    /// Whether the segment names what the answer is about; nothing if nobody says what that is.
    fn owns(&self, fact: &str, segment: &str, item: Option<Item<'_>>, listed: &Listed<'_>) -> Option<bool> {
        self.names(fact, segment, item).or_else(|| self.lists(fact, segment, item, listed))
    }

    /// The id that mostly stands in the place of this parameter, unless it means something else in a path.
    fn expected<'v>(&'v self, fact: &str, item: Option<Item<'v>>) -> Option<&'v str> {
        let is_same = |of: &str| std::ptr::eq(of, fact) || of == fact;
        let named = self.ids.iter().find(|(of, ..)| is_same(of));
        let id = match named {
            Some((.., id)) => *id,
            None => self.of_item(fact, item),
        };
        id.filter(|id| !matches!(*id, "" | "." | ".."))
    }

    /// Whether the segment names what the answer, the item or the context names; nothing if that is left to other items.
    fn names(&self, fact: &str, segment: &str, item: Option<Item<'_>>) -> Option<bool> {
        let mut known = None;
        for (_, _, id) in self.ids.iter().filter(|(of, ..)| *of == fact) {
            known = known.max(id.map(|id| is_spelled(id, segment)));
        }
        if known.is_some() {
            return known;
        }
        let parameter = parameter_of(fact);
        // Which part it is about does not tell whose it is.
        if self.model.part_parameter == Some(parameter) {
            return (!segment.is_empty()).then_some(true);
        }
        match (self.of_item(fact, item), self.context.path.get(parameter)) {
            (Some(id), _) => is_spelled(id, segment).then_some(true),
            (None, stated) => stated.map(|stated| is_spelled(stated, segment)),
        }
    }

    /// The same by the items of the answer's lists.
    fn lists(&self, fact: &str, segment: &str, item: Option<Item<'_>>, listed: &Listed<'_>) -> Option<bool> {
        let place = self.listed.iter().position(|(of, ..)| *of == fact)?;
        let is_listed = self.is_listed(place, segment, listed);
        match self.of_item(fact, item) {
            // Answers are documented that name the id of an item beside it. It is the execution's own, and named.
            Some(_) => (is_listed != Some(true)).then_some(false),
            None => is_listed,
        }
    }

    /// The id of the item that the URL stands in.
    fn of_item<'v>(&self, fact: &str, item: Option<Item<'v>>) -> Option<&'v str> {
        let item = item?;
        let (.., member) = self.listed.iter().find(|(of, ..)| *of == fact)?;
        item.text(member)
    }

    /// Whether the segment is the id of any item of a list; nothing if no item has one.
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

/// The name of the path parameter that a fact of the context is about.
pub(in crate::runtime) fn parameter_of(fact: &str) -> &str {
    fact.strip_prefix("path.").unwrap_or(fact)
}

/// The path of a URL.
pub(in crate::runtime) fn path_of(url: &str) -> Option<&str> {
    let rest = match url.strip_prefix("https://") {
        Some(rest) => rest,
        None => url.split_once("://")?.1,
    };
    let path = &rest[rest.find('/')?..];
    // Few URLs go on behind the path.
    if has_any(path, *b"?#") { path.split(['?', '#']).next() } else { Some(path) }
}

/// The text up to the next slash, and what is behind it.
fn segment(path: &str) -> (&str, &str) {
    // Segments are short: they are passed sooner by the byte than by a search that is made for long texts.
    path.split_at(path.bytes().position(|byte| byte == b'/').unwrap_or(path.len()))
}

/// What follows behind the text of a form, and whether the path has it letter by letter.
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

/// How many slashes a path has. Counted in bytes, of which processors add many at a time.
fn slashes(path: &str) -> usize {
    let count = |part: &[u8]| part.iter().fold(0_u8, |count, byte| count + u8::from(*byte == b'/'));
    path.as_bytes().chunks(usize::from(u8::MAX)).map(|part| usize::from(count(part))).sum()
}

/// Whether both hold; nothing if neither fails and one is not known.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Whether the segment is the id, as it is or as URLs spell it.
fn is_spelled(id: &str, segment: &str) -> bool {
    // What has no percent sign is spelled as it is, and costs no allocation.
    id == segment || segment.contains('%') && encoded(id) == segment
}

fn encoded(id: &str) -> String {
    let mut encoded = String::new();
    encode(id, &mut encoded);
    encoded
}
