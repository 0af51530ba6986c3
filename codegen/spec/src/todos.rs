//! Reports comments such as `# todo: ask for the limit`.

use crate::parse::rules::TODO;
use crate::suppress::lines;
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::{SourceMap, Span};
use verispec_text::yaml;

/// The prefix of a comment that marks unfinished work.
const MARK: &str = "todo:";

/// Reports every comment on a line of its own that begins with the prefix.
pub fn report(sources: &SourceMap, diagnostics: &mut Diagnostics) {
    for (file, source) in sources.iter() {
        // Most files have no such comment, and files that are not UTF-8 are already reported elsewhere.
        let Some(text) = std::str::from_utf8(&source.bytes).ok().filter(|text| text.contains(MARK)) else { continue };
        let lines = lines(text, &yaml::texts(file, sources));
        for line in lines.iter().filter(|line| line.is_comment) {
            let comment = line.text.trim().trim_start_matches('#').trim_start();
            let Some(what) = comment.strip_prefix(MARK) else { continue };
            let start = line.start + (line.text.trim_end().len() - comment.len()) as u32;
            let span = Span { file, start, end: start + comment.len() as u32 };
            diagnostics.push(TODO.at(span, format!("unfinished: {}", what.trim())).way_out());
        }
    }
}
