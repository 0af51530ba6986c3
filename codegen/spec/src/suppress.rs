//! Suppressions: comments such as `# allow(unused-list): kept for June` that suppress findings on the line below.
//!
//! A suppression occupies a separate line, directly above the line of the finding or above another suppression. It
//! covers the findings of one rule that start on that line. Findings about a whole file point to its beginning, so
//! their suppression belongs above the first line of the file that is not a comment.

use crate::parse::rules::{NOT_SUPPRESSIBLE, SUPPRESSION_WITHOUT_REASON, UNKNOWN_RULE, UNUSED_SUPPRESSION};
use std::ops::Range;

use verispec_text::diagnostics::{Diagnostic, Diagnostics, MOST_TOLD};
use verispec_text::rule::{Excuse, Rule};
use verispec_text::source::{FileId, SourceMap, Span};
use verispec_text::yaml;

/// The suppressions of a spec.
#[derive(Debug, Default)]
pub struct Suppressions {
    /// Those with a rule, sorted by file, rule and position.
    resolved: Vec<Suppression>,
    /// The lines below comments that are already reported. What they were meant to suppress is not known, so findings
    /// there are withheld.
    unresolved: Vec<(FileId, Range<u32>)>,
}

#[derive(Debug)]
struct Suppression {
    rule: &'static Rule,
    /// The location of the rule's id in the comment.
    span: Span,
    /// The byte range of the line that the comment applies to. If it is the first line, the range begins at the start
    /// of the file.
    covers: Range<u32>,
}

/// Collects the suppressions of all files. Reports comments that cannot suppress any of these rules.
pub fn read(sources: &SourceMap, rules: &[&'static Rule], diagnostics: &mut Diagnostics) -> Suppressions {
    let mut all = Suppressions::default();
    for (file, source) in sources.iter() {
        // Most files have no suppressions, and files that are not UTF-8 are already reported elsewhere.
        let Some(text) = std::str::from_utf8(&source.bytes).ok().filter(|text| text.contains("allow(")) else {
            continue;
        };
        suppressions(file, &lines(text, &yaml::texts(file, sources)), rules, &mut all, diagnostics);
    }
    all.resolved.sort_by_key(|suppression| suppression.key());
    all
}

/// A line, its start offset, and whether it is a comment.
pub(crate) struct Line<'a> {
    pub(crate) start: u32,
    pub(crate) text: &'a str,
    pub(crate) is_comment: bool,
}

/// Splits a file into lines. `texts` contains the spans of the file's values in file order. Lines inside these spans
/// are never comments, even if they begin with `#`.
pub(crate) fn lines<'a>(text: &'a str, values: &[Span]) -> Vec<Line<'a>> {
    let mut start = 0;
    let line = |text: &'a str| {
        let before = values.partition_point(|value| value.start < start);
        let within = before.checked_sub(1).is_some_and(|last| start < values[last].end);
        let line = Line { start, text, is_comment: text.trim_start().starts_with('#') && !within };
        start += text.len() as u32;
        line
    };
    text.split_inclusive('\n').map(line).collect()
}

fn suppressions(
    file: FileId,
    lines: &[Line<'_>],
    rules: &[&'static Rule],
    all: &mut Suppressions,
    diagnostics: &mut Diagnostics,
) {
    let first = lines.iter().find(|line| !line.is_comment && !line.text.trim().is_empty()).map(|line| line.start);
    let mut below: Option<&Line<'_>> = None;
    for line in lines.iter().rev() {
        if !line.is_comment {
            below = Some(line).filter(|line| !line.text.trim().is_empty());
            continue;
        }
        let Some(written) = Written::read(file, line) else { continue };
        let covered = below.map(|below| {
            let from = if Some(below.start) == first { 0 } else { below.start };
            from..below.start + below.text.len() as u32
        });
        let Some(rule) = written.resolve(rules, diagnostics) else {
            all.unresolved.extend(covered.map(|covered| (file, covered)));
            continue;
        };
        let Some(covers) = covered else {
            let message = "the suppression is not directly above a line that it could apply to";
            let finding = UNUSED_SUPPRESSION.at(written.span, message);
            diagnostics.push(finding.help("move it directly above the line that the finding points to, or remove it"));
            continue;
        };
        all.resolved.push(Suppression { rule, span: written.span, covers });
    }
}

/// A comment that begins with `allow(`.
struct Written<'a> {
    id: &'a str,
    span: Span,
    reason: &'a str,
}

impl<'a> Written<'a> {
    fn read(file: FileId, line: &Line<'a>) -> Option<Self> {
        let comment = line.text.trim_start().trim_start_matches('#').trim_start();
        let (id, after) = comment.strip_prefix("allow(")?.split_once(')')?;
        let id = id.trim_end();
        // The rest of the line follows the id.
        let behind = comment.len() - "allow(".len() - id.len();
        let end = line.start + (line.text.len() - behind) as u32;
        let span = Span { file, start: end - id.len() as u32, end };
        let reason = after.trim_start().strip_prefix(':').unwrap_or_default().trim();
        Some(Self { id: id.trim_start(), span, reason })
    }

    /// Returns the rule of the suppression. Fails if the rule is unknown or cannot be suppressed, or if the suppression
    /// has no reason.
    fn resolve(&self, rules: &[&'static Rule], diagnostics: &mut Diagnostics) -> Option<&'static Rule> {
        let Some(rule) = rules.iter().find(|rule| rule.id == self.id).copied() else {
            let message = format!("unknown rule `{}`", self.id);
            // Finding the closest id is slow, and findings beyond this number are not shown.
            let count = if diagnostics.len() < MOST_TOLD { rules.len() } else { 0 };
            let ids = rules.iter().take(count).map(|rule| rule.id);
            diagnostics.push(UNKNOWN_RULE.at(self.span, message).did_you_mean(self.id, ids));
            return None;
        };
        if rule.excuse == Excuse::Nothing {
            let message = format!("findings of `{}` cannot be suppressed", rule.id);
            let finding = NOT_SUPPRESSIBLE.at(self.span, message).note(NOT_SUPPRESSIBLE.why);
            diagnostics.push(finding.help(NOT_SUPPRESSIBLE.way_out));
            return None;
        }
        if self.reason.is_empty() {
            let help = format!("write `# allow({}): ` followed by the reason", rule.id);
            let finding = SUPPRESSION_WITHOUT_REASON.at(self.span, "the suppression has no reason");
            diagnostics.push(finding.help(help));
            return None;
        }
        Some(rule)
    }
}

impl Suppressions {
    /// Removes suppressed findings. Reports suppressions that match no finding.
    pub fn apply(&self, found: Diagnostics) -> Diagnostics {
        let mut used = vec![false; self.resolved.len()];
        let mut left = Diagnostics::default();
        for finding in found {
            match self.covering(&finding) {
                Some(index) => used[index] = true,
                None if self.may_cover(&finding) => {}
                None => left.push(finding),
            }
        }
        for (suppression, _) in self.resolved.iter().zip(used).filter(|(_, used)| !used) {
            let message = format!("no finding of `{}` to suppress here", suppression.rule.id);
            left.push(UNUSED_SUPPRESSION.at(suppression.span, message).help("remove the suppression"));
        }
        left
    }

    /// Returns whether the finding may be one that an unresolved comment was meant to suppress.
    fn may_cover(&self, finding: &Diagnostic) -> bool {
        let is_there =
            |(file, covers): &(FileId, Range<u32>)| *file == finding.span.file && covers.contains(&finding.span.start);
        finding.rule.excuse != Excuse::Nothing && self.unresolved.iter().any(is_there)
    }

    fn covering(&self, finding: &Diagnostic) -> Option<usize> {
        let key = (finding.span.file, finding.rule.id, finding.span.start);
        let index = self.resolved.partition_point(|suppression| suppression.key() <= key).checked_sub(1)?;
        let last = &self.resolved[index];
        let same = last.span.file == finding.span.file && last.rule == finding.rule;
        (same && last.covers.contains(&finding.span.start)).then_some(index)
    }
}

impl Suppression {
    fn key(&self) -> (FileId, &'static str, u32) {
        (self.span.file, self.rule.id, self.covers.start)
    }
}
