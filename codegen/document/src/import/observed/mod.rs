//! Derives changes of a spec from observed responses. Compares their shapes with the spec, and returns the differences,
//! an open decision about each, and the changed files.
//!
//! ```text
//! Shapes --seen--> what came at each field of each schema --compare--> differences --edits--> files as they would be
//! ```
//!
//! **Invariant:** after the changed files are adopted, decisions settle all differences for the same shapes.

mod compare;
mod decide;
mod edits;
mod seen;
mod wording;

use super::patch::{Changed, Difference};
use compare::compare;
use decide::{Known, decision};
use edits::Editor;
use verispec_model::ir::Model;
use verispec_runtime::runtime::cli::shapes::Shapes;
use verispec_text::source::SourceMap;

/// The result of comparing observed responses with a spec.
#[derive(Debug)]
pub struct Observed {
    /// The differences between the responses and the spec, by file and line.
    pub differences: Vec<Difference>,
    /// The files of the spec that change, sorted by path.
    pub changed: Vec<Changed>,
    /// The parts that could not be compared, as sentences without a period.
    pub unread: Vec<String>,
    /// The number of open decisions about observed responses, old and new.
    pub open: usize,
    /// The number of responses that were compared.
    pub answers: u64,
}

/// Compares the shapes of responses with a spec, and returns the differences and the changed files.
pub fn observed(sources: &SourceMap, model: &Model, shapes: &Shapes) -> Observed {
    let seen = seen::seen(model, shapes);
    let known = Known::of(model);
    let mut editor = Editor::new(sources, model);
    let (mut told, mut entries, mut ids) = (Vec::new(), Vec::new(), super::undecided::Ids::of(model));
    for difference in compare(model, &seen) {
        let decided = known.settling(model, &difference);
        let (mut by_hand, mut text) = (false, difference.text.clone());
        if decided.is_empty() {
            let (id, entry) = decision(model, &difference, &mut ids);
            entries.push(entry);
            if let Err(reason) = editor.make(&difference.change, &id) {
                by_hand = true;
                text = format!("{text}; {reason}");
            }
        }
        let (line, _) = sources.position(difference.span.file, difference.span.start);
        let file = sources.file(difference.span.file).path.clone();
        told.push(Difference { file, line, text, decided, by_hand });
    }
    let open = known.open(model) + entries.len();
    let mut changed = editor.finish(&mut told);
    if !entries.is_empty() {
        let file = super::undecided::with(sources, &entries);
        let before = sources.iter().find(|(_, known)| known.path == file.path);
        let before = before.map(|(id, _)| sources.text(id).into_owned());
        changed.push(Changed { path: file.path, before, after: file.contents });
    }
    changed.sort_by(|a, b| a.path.cmp(&b.path));
    told.sort_by(|a, b| (&a.file, a.line, &a.text).cmp(&(&b.file, b.line, &b.text)));
    Observed { differences: told, changed, unread: seen.unread, open, answers: seen.answers }
}
