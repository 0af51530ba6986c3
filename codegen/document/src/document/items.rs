//! Parses list items into credentials, prerequisites, channels and chains.

use std::ops::Range;

use super::blocks::Block;
use super::names::Names;
use super::words::{Words, normal};
use super::{Chain, Channels, Credential, Link, Prerequisite, Step, Unread, UnreadKind};
use verispec_text::source::{FileId, Span};

impl Names<'_> {
    /// Returns the credentials that an item lists.
    pub(super) fn credentials(&self, file: FileId, item: &Words, unread: &mut Vec<Unread>) -> Vec<Credential> {
        let text = item.whole(file);
        let (name, rest) = match item.text.find('(') {
            Some(at) => item.text.split_at(at),
            None => (item.text.as_str(), ""),
        };
        let on_file = self.is_on_file(rest);
        if let Some(category) = self.category(name) {
            return vec![Credential { text, category: Some(category), on_file }];
        }
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, _) in item.text.match_indices(',').chain([(item.text.len(), "")]) {
            parts.push(item.slice(file, start..at));
            start = (at + 1).min(item.text.len());
        }
        let known: Vec<_> = parts.iter().map(|part| self.category(&part.value)).collect();
        if parts.len() > 1 && known.iter().all(Option::is_some) {
            let named = parts.into_iter().zip(known);
            return named.map(|(text, category)| Credential { text, category, on_file }).collect();
        }
        let what = format!("the layout has no credential named `{}`", shown(&text.value));
        unread.push(Unread { span: text.span, kind: UnreadKind::Text, what });
        vec![Credential { text, category: None, on_file }]
    }

    /// Returns the prerequisite that an item describes, determined by the longest phrase of the layout at its start.
    pub(super) fn prerequisite(
        &self,
        file: FileId,
        item: &Words,
        block: &Block,
        unread: &mut Vec<Unread>,
    ) -> Prerequisite {
        let text = item.whole(file);
        let written = normal(&text.value);
        let begins =
            |words: &str| written.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let known = self.layout.prerequisites.iter().zip(&self.prerequisites).filter(|(_, words)| begins(words));
        let known = known.max_by_key(|((words, _), _)| words.value.len()).map(|((_, id), _)| *id);
        if known.is_none() {
            let what = format!("the layout has no prerequisite that begins like `{}`", shown(&text.value));
            unread.push(Unread { span: text.span, kind: UnreadKind::Text, what });
        }
        Prerequisite { text, links: block.links.clone(), prerequisite: known }
    }

    /// Returns the channels that a part of an item lists.
    pub(super) fn listed_channels(&self, file: FileId, item: &Words, list: Range<usize>) -> Channels {
        let mut names = Vec::new();
        let mut start = None;
        let end = list.end;
        for (at, character) in item.text[list.clone()].char_indices().chain([(end - list.start, ',')]) {
            let at = list.start + at;
            let in_name = character.is_alphanumeric() || character == '_' || character == '-';
            match (start, in_name) {
                (None, true) => start = Some(at),
                (Some(first), false) => {
                    let name = item.slice(file, first..at);
                    let id = self.channel(&name.value);
                    // `and` before the last one is not a channel.
                    if id.is_some() || !matches!(name.value.to_lowercase().as_str(), "and" | "or") {
                        names.push((name, id));
                    }
                    start = None;
                }
                _ => {}
            }
        }
        Channels { text: item.whole(file), names }
    }

    /// Parses the chain that an item shows.
    pub(super) fn chain(&self, file: FileId, item: &Words, links: &[Link], unread: &mut Vec<Unread>) -> Option<Chain> {
        let mut steps = Vec::new();
        let mut start = 0;
        while let Some((at, arrow)) = self.arrow(&item.text, start) {
            steps.push(self.step(file, item, start..at, links));
            start = at + arrow;
        }
        steps.push(self.step(file, item, start..item.text.len(), links));
        let text = item.whole(file);
        if let [only] = steps.as_slice()
            && only.capability.is_none()
            && !(is_word(&only.name.value) && only.name.span == text.span)
        {
            let what = format!("`{}` is not a chain of capabilities", shown(&text.value));
            unread.push(Unread { span: text.span, kind: UnreadKind::Text, what });
            return None;
        }
        if steps.iter().any(|step| step.name.value.is_empty()) {
            let what = "this chain has an arrow without a capability on one side".to_owned();
            unread.push(Unread { span: text.span, kind: UnreadKind::Text, what });
            steps.retain(|step| !step.name.value.is_empty());
        }
        Some(Chain { text, steps })
    }

    /// Returns the position and length of the next arrow. The longest arrow at a position is used.
    fn arrow(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let found = self
            .layout
            .arrows
            .iter()
            .filter_map(|arrow| Some((from + place_of_arrow(&text[from..], arrow)?, arrow.len())));
        found.min_by_key(|(at, length)| (*at, usize::MAX - length))
    }

    fn step(&self, file: FileId, item: &Words, range: Range<usize>, links: &[Link]) -> Step {
        let name = item.slice(file, range);
        let inside = |span: Span| name.span.start <= span.start && span.end <= name.span.end;
        let link = links.iter().find(|link| inside(link.text.span));
        let capability = self.capability(&name.value);
        Step { capability, target: link.map(|link| link.target.clone()), name }
    }
}

/// Returns whether a text is a single word, like names of capabilities.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Returns the position of an arrow. An arrow that is a word must be separated by spaces.
fn place_of_arrow(text: &str, arrow: &str) -> Option<usize> {
    let is_word = arrow.starts_with(char::is_alphanumeric);
    let joins = |character: Option<char>| is_word && character.is_some_and(char::is_alphanumeric);
    let mut found = text.match_indices(arrow).map(|(at, _)| at);
    found.find(|at| !joins(text[..*at].chars().next_back()) && !joins(text[at + arrow.len()..].chars().next()))
}

/// Shortens a string for use within a sentence.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("{}{dots}", verispec_text::words::visible(&short))
}
