//! Maps names of the document to names of the spec, or to names that are safe to write.

use super::Gather;
use crate::document::{self, Channels, Credential, Step};
use verispec_model::ir::Name;
use verispec_spec::syntax::spelling;
use verispec_text::words::one_line;

impl Gather<'_> {
    /// Returns the name of a workflow's file: the file name of the existing workflow with this key, or a name derived
    /// from the workflow's name.
    pub(super) fn stem(&self, said: &document::Workflow, key: u32) -> String {
        let known = self.model.workflow(key);
        let taken = |stem: &String| self.facts.workflows.iter().any(|workflow| workflow.stem == *stem);
        let free = |stem: &String| {
            let named = self.model.workflows.iter().any(|workflow| workflow.name.wire == *stem);
            spelling::is_stem(stem) && !taken(stem) && !named
        };
        if let Some(known) = known.map(|known| known.name.wire.clone()).filter(|stem| !taken(stem)) {
            return known;
        }
        let own = cut(&name(&said.name.value).snake);
        let numbered = format!("workflow_{key}");
        let further = (2..).map(|number| format!("{numbered}_{number}"));
        [own, numbered.clone()].into_iter().chain(further).find(free).unwrap_or(numbered)
    }

    pub(super) fn category(&self, item: &Credential) -> String {
        match item.category {
            Some(id) => self.model[id].name.wire.clone(),
            None => cut(&name(&without_brackets(&item.text.value)).shouty()),
        }
    }

    pub(super) fn channel_names(&self, said: &Channels) -> Vec<String> {
        let named = said.names.iter().map(|(text, id)| match id {
            Some(id) => self.model[*id].name.wire.clone(),
            None => wire(&text.value, |name| name.shouty()),
        });
        named.collect()
    }

    pub(super) fn capability(&self, step: &Step) -> String {
        match step.capability {
            Some(id) => self.model[id].name.wire.clone(),
            None => wire(&step.name.value, |name| name.snake.clone()),
        }
    }
}

/// Returns the name as written if it is valid, or otherwise a derived name.
pub(super) fn wire(text: &str, otherwise: impl FnOnce(&Name) -> String) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let text = text.trim();
    let safe =
        text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(plain) && text.len() <= LONGEST;
    if safe { text.to_owned() } else { cut(&otherwise(&name(text))) }
}

/// Derives a name from any text. Non-ASCII letters are written as their code points, so that names do not collide.
pub(in crate::import) fn name(text: &str) -> Name {
    let ascii = |c: char| match c.is_ascii() || !c.is_alphanumeric() {
        true => c.to_string(),
        false => format!("u{:x}", u32::from(c)),
    };
    Name::unplaced(&text.chars().map(ascii).collect::<String>())
}

/// Derives a file name for an item, and appends a word if the name would be invalid.
pub(in crate::import) fn safe_stem(text: &str, kind: &str) -> String {
    let stem = cut(&name(text).snake);
    if spelling::is_stem(&stem) { stem } else { cut(&format!("{kind}_{stem}")) }
}

/// Returns a valid name: shortened if it is too long, or a fixed word if it does not contain letters.
pub(super) fn cut(name: &str) -> String {
    if name.is_empty() { "unnamed".to_owned() } else { bounded(name, "") }
}

/// The maximum number of characters of an id or a file name in a spec.
const LONGEST: usize = 64;

/// Appends a suffix to a name, which is shortened at a word boundary if the result is too long.
pub(in crate::import) fn bounded(name: &str, ending: &str) -> String {
    let room = LONGEST.saturating_sub(ending.len());
    if name.len() <= room {
        return format!("{name}{ending}");
    }
    // Names are ASCII, so byte offsets are character boundaries.
    let short = &name[..room];
    let end = short.rfind(['_', '-']).filter(|end| *end > 0).unwrap_or(room);
    format!("{}{ending}", &short[..end])
}

/// Removes the bracketed parts of a text.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    let kept = one_line(&kept);
    if kept.is_empty() { text.trim().to_owned() } else { kept }
}
