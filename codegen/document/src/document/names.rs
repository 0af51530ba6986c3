//! Prepares the layout for matching the headings, items and lines of a document.

use std::ops::Range;

use super::words::{Pattern, exact, normal};
use verispec_model::ir::{CapabilityId, ChannelId, CredentialId, Layout, Model, OperationId};
use verispec_text::words::letters_apart;

/// The maximum edit distance of a misspelled heading.
const SLIP: usize = 2;

/// The minimum length of a heading for which such a distance counts as a typo.
const LONG: usize = 8;

/// A section of a workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Required,
    Stored,
    Prerequisites,
    Capabilities,
    Operations,
}

/// The meaning of a heading in the section of a workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Headed {
    Part(Part),
    Operation(OperationId),
    Elsewhere,
}

/// The meaning of a line among the blocks of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Method(Range<usize>),
    Request(Range<usize>),
    Response(Range<usize>),
    Url(Url),
}

/// A URL in a line, with the method and region next to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Url {
    pub(super) method: Option<Range<usize>>,
    pub(super) region: Option<Range<usize>>,
    pub(super) url: Range<usize>,
}

/// The HTTP methods that APIs use.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The headings of workflows.
#[derive(Debug)]
pub(crate) struct Headings(Pattern);

impl Headings {
    pub(crate) fn new(layout: &Layout) -> Self {
        Self(Pattern::new(&layout.workflow))
    }

    /// Returns the key in a heading, if it is the heading of a workflow.
    pub(crate) fn key(&self, heading: &str) -> Option<u32> {
        let (key, _) = self.places(heading)?;
        heading[key].parse().ok()
    }

    /// Returns the key and the name in a heading; `None` if it is not the heading of a workflow. Other headings may
    /// start with the same words, so a heading without a name must have a numeric key.
    fn places(&self, heading: &str) -> Option<(Range<usize>, Range<usize>)> {
        let places = self.0.read(heading)?;
        let place = |name: &str| places.iter().find(|(known, _)| *known == name).map(|(_, range)| range.clone());
        let key = place("key")?;
        let name = place("name").unwrap_or(heading.len()..heading.len());
        let is_number = heading[key.clone()].parse::<u32>().is_ok();
        let is_key = is_number || (!name.is_empty() && heading[key.clone()].contains(|c: char| c.is_ascii_digit()));
        is_key.then_some((key, name))
    }
}

pub(super) struct Names<'a> {
    pub(super) layout: &'a Layout,
    workflow: Headings,
    headings: Vec<(String, Headed)>,
    contents: Vec<String>,
    ignored: Vec<String>,
    on_file: Vec<String>,
    credentials: Vec<(String, CredentialId)>,
    /// The first words of prerequisite items, by their position in the layout.
    pub(super) prerequisites: Vec<String>,
    known_channels: Vec<(String, ChannelId)>,
    capabilities: Vec<(String, CapabilityId)>,
    channels: Vec<Pattern>,
    method: Vec<Pattern>,
    url: Vec<Pattern>,
    request: Vec<Pattern>,
    response: Vec<Pattern>,
    parameter_items: Vec<Pattern>,
}

impl<'a> Names<'a> {
    pub(super) fn new(model: &Model, layout: &'a Layout) -> Self {
        let patterns = |written: &[String]| written.iter().map(|text| Pattern::new(text)).collect();
        let normals = |written: &[String]| written.iter().map(|text| normal(text)).collect();
        let channels = model.channels.iter().enumerate().map(|(id, known)| (normal(&known.name.wire), ChannelId(id)));
        let capabilities = model.capabilities.iter().enumerate();
        let capabilities = capabilities.map(|(id, known)| (normal(&known.name.wire), CapabilityId(id)));
        let parts = [
            (&layout.required_credentials, Part::Required),
            (&layout.stored_credentials, Part::Stored),
            (&layout.prerequisite_sections, Part::Prerequisites),
            (&layout.capabilities, Part::Capabilities),
            (&layout.operation_sections, Part::Operations),
        ];
        let parts = parts
            .into_iter()
            .flat_map(|(names, part)| names.iter().map(move |name| (normal(name), Headed::Part(part))));
        let operations = layout.operations.iter().map(|(name, id)| (normal(name), Headed::Operation(*id)));
        let elsewhere = layout.elsewhere.iter().map(|name| (normal(name), Headed::Elsewhere));
        Self {
            layout,
            workflow: Headings::new(layout),
            headings: parts.chain(operations).chain(elsewhere).collect(),
            contents: normals(&layout.contents),
            ignored: normals(&layout.ignored),
            on_file: normals(&layout.on_file),
            credentials: layout.credentials.iter().map(|(words, id)| (normal(words), *id)).collect(),
            prerequisites: layout.prerequisites.iter().map(|(words, _)| normal(&words.value)).collect(),
            known_channels: channels.collect(),
            capabilities: capabilities.collect(),
            channels: patterns(&layout.channels),
            method: patterns(&layout.method),
            url: patterns(&layout.url),
            request: patterns(&layout.request),
            response: patterns(&layout.response),
            parameter_items: patterns(&layout.parameter_items),
        }
    }

    /// Returns the key and the name in a heading; `None` if it is not the heading of a workflow.
    pub(super) fn workflow(&self, heading: &str) -> Option<(Range<usize>, Range<usize>)> {
        self.workflow.places(heading)
    }

    /// Returns the meaning of a heading. A leading number and a trailing method and URL are ignored, unless the layout
    /// contains them.
    pub(super) fn heading(&self, heading: &str) -> Option<Headed> {
        let own = &heading[own_words(heading)];
        called(&self.headings, heading).or_else(|| called(&self.headings, own).filter(|_| !own.is_empty()))
    }

    /// Returns the intended heading, if a heading is not recognized only because of a typo.
    pub(super) fn misspelt(&self, heading: &str) -> Option<(&str, Headed)> {
        let heading = normal(heading);
        let near = |name: &str| {
            name.len() >= LONG && name.len().abs_diff(heading.len()) <= SLIP && letters_apart(name, &heading) <= SLIP
        };
        self.headings.iter().find(|(name, _)| near(name)).map(|(name, headed)| (name.as_str(), *headed))
    }

    pub(super) fn is_contents(&self, heading: &str) -> bool {
        self.contents.contains(&normal(heading))
    }

    /// Returns whether the layout ignores a paragraph.
    pub(super) fn is_ignored(&self, paragraph: &str) -> bool {
        self.ignored.contains(&normal(paragraph))
    }

    /// Returns whether the words after a credential state that it is on file.
    pub(super) fn is_on_file(&self, addition: &str) -> bool {
        let addition = normal(addition);
        self.on_file.iter().any(|words| addition.contains(words))
    }

    /// Returns the credential that the layout lists for these words.
    pub(super) fn category(&self, words: &str) -> Option<CredentialId> {
        called(&self.credentials, words)
    }

    /// Returns whether an item consists only of the name of a credential, possibly with an addition in brackets.
    pub(super) fn is_credential(&self, item: &str) -> bool {
        let (name, addition) = item.split_once('(').unwrap_or((item, ""));
        self.category(name).is_some() && (addition.is_empty() || self.is_on_file(addition))
    }

    /// Returns the channel of the spec with this name.
    pub(super) fn channel(&self, name: &str) -> Option<ChannelId> {
        called(&self.known_channels, name)
    }

    /// Returns the capability of the spec with this name.
    pub(super) fn capability(&self, name: &str) -> Option<CapabilityId> {
        called(&self.capabilities, name)
    }

    /// Returns the part of an item that lists channels.
    pub(super) fn channels(&self, item: &str) -> Option<Range<usize>> {
        read(&self.channels, item)
    }

    /// Returns the meaning of a line in an operation.
    pub(super) fn line(&self, line: &str) -> Option<Line> {
        if let Some(method) = read(&self.method, line).filter(|range| !range.is_empty()) {
            return Some(Line::Method(method));
        }
        if let Some(variant) = read(&self.request, line) {
            return Some(Line::Request(variant));
        }
        if let Some(variant) = read(&self.response, line) {
            return Some(Line::Response(variant));
        }
        let url = self.url.iter().find_map(|pattern| {
            let places = pattern.read(line)?;
            let place = |name: &str| places.iter().find(|(known, _)| *known == name).map(|(_, range)| range.clone());
            let (method, region, url) = (place("method"), place("region"), place("url")?);
            let url = with_slash(line, url);
            let is_method = |place: &Range<usize>| is_method(&line[place.clone()]);
            // Punctuation is ignored, so `POST /accounts` would match `{region}: {url}`.
            let is_like = method.as_ref().is_none_or(is_method) && !region.as_ref().is_some_and(is_method);
            (is_like && is_url(&line[url.clone()])).then_some(Url { method, region, url })
        });
        url.map(Line::Url)
    }

    /// Returns the name, type and note of the parameter that an item describes, if the layout has items for parameters.
    pub(super) fn parameter_item(&self, item: &str) -> Option<Vec<Range<usize>>> {
        let places = self.parameter_items.iter().find_map(|pattern| pattern.read(item))?;
        let name = places.first().map(|(_, name)| &item[name.clone()])?;
        let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
        (is_name && self.line(item).is_none()).then(|| places.into_iter().map(|(_, range)| range).collect())
    }

    /// Returns whether a URL has a parameter with this name, in the layout's notation.
    pub(super) fn has_parameter(&self, url: &str, name: &str) -> bool {
        let spelled = |word: &str| self.layout.parameters.iter().any(|pattern| exact(pattern, word) == Some(name));
        url.split('/').any(spelled)
    }

    /// Returns whether a line cannot be part of a code block, because it is a heading or the introduction of a block.
    pub(super) fn ends_fence(&self, line: &str) -> bool {
        let line = line.trim();
        let heading = line.trim_start_matches('#');
        let level = line.len() - heading.len();
        if (2..=6).contains(&level) && heading.starts_with(' ') {
            return heading.trim_start().starts_with(char::is_alphabetic);
        }
        let is_marked = line.starts_with("__") || line.starts_with("**");
        match self.line(line) {
            Some(Line::Method(_)) => true,
            Some(Line::Request(_) | Line::Response(_)) => is_marked,
            Some(Line::Url(_)) | None => false,
        }
    }
}

/// Returns the method and URL at the end of a heading, such as `Create account: POST /accounts`.
pub(super) fn endpoint(heading: &str) -> Option<Url> {
    let trimmed = heading.trim_end();
    let at = trimmed.rfind(char::is_whitespace)? + 1;
    let before = trimmed[..at].trim_end();
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (method, url) = (start..before.len(), at..trimmed.len());
    let is_it = METHODS.contains(&&heading[method.clone()]) && is_url(&heading[url.clone()]);
    is_it.then_some(Url { method: Some(method), region: None, url })
}

/// Returns the words of a heading, without a leading number such as `2.1` or `3)` and without a trailing method and
/// URL.
pub(super) fn own_words(heading: &str) -> Range<usize> {
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_numbered = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')'));
    let number = heading.split_whitespace().next().filter(is_number).filter(is_numbered);
    let start = number.map_or(0, |number| heading.find(number).unwrap_or_default() + number.len());
    let Some(method) = endpoint(heading).and_then(|url| url.method) else { return start..heading.len() };
    let own = heading[start..method.start]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—'));
    start..start + own.len()
}

/// Returns whether a string is a URL, or only a path with its leading slash.
fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://") || text.starts_with('/')
}

fn is_method(text: &str) -> bool {
    METHODS.iter().any(|method| method.eq_ignore_ascii_case(text))
}

/// Extends a span to the slash in front of it, which is not part of a word.
fn with_slash(line: &str, place: Range<usize>) -> Range<usize> {
    if line[..place.start].ends_with('/') { place.start - 1..place.end } else { place }
}

/// Returns the first item with this name.
fn called<T: Copy>(known: &[(String, T)], name: &str) -> Option<T> {
    let name = normal(name);
    known.iter().find(|(known, _)| *known == name).map(|(_, called)| *called)
}

/// Returns the value in the first matching pattern.
fn read(patterns: &[Pattern], text: &str) -> Option<Range<usize>> {
    patterns.iter().find_map(|pattern| {
        let places = pattern.read(text)?;
        Some(places.into_iter().next().map_or(text.len()..text.len(), |(_, range)| range))
    })
}
