//! Renders a sequence as SVG, with a column per participant, an arrow per message, and long labels on several lines.

use super::sequence::{Arrow, Sequence};
use super::svg::{escape, head};

const MARGIN: usize = 16;
const HEAD: usize = 36;
const LINE: usize = 17;
/// The distance from the last line of a label to its arrow, and from the arrow to the next label.
const GAP: usize = 8;
/// The assumed width of a character, wider than an average letter at 13 pixels because the font is unknown.
const LETTER: usize = 8;
/// The number of characters after which a label is wrapped.
const WRAP: usize = 30;

/// The style, scoped by class so that a page that embeds the image keeps its own style.
const STYLE: &str = "\
    .sequence text { font: 13px system-ui, sans-serif; text-anchor: middle; fill: #1f2328; }
    .sequence .party { font-weight: 600; }
    .sequence .message { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
    .sequence rect { fill: #eef3fb; stroke: #3b5b92; }
    .sequence path { fill: none; stroke: #57606a; stroke-width: 1.5; }
    .sequence .life { stroke-dasharray: 2 4; }
    .sequence .answer { stroke-dasharray: 6 4; }
    .sequence marker path { fill: #57606a; stroke: none; }
    @media (prefers-color-scheme: dark) {
      .sequence text { fill: #e6edf3; }
      .sequence .message { stroke: #0d1117; }
      .sequence rect { fill: #1c2a41; stroke: #7aa2e3; }
      .sequence path { stroke: #9aa4af; }
      .sequence marker path { fill: #9aa4af; }
    }";

/// A message with its wrapped label and its position.
struct Row<'a> {
    arrow: &'a Arrow,
    lines: Vec<String>,
    /// The position of the label.
    top: usize,
    /// The position of the arrow.
    middle: usize,
}

impl Sequence {
    /// Renders SVG that works on dark and light pages and is accessible.
    pub fn svg(&self) -> String {
        let (rows, bottom) = rows(self);
        let columns = columns(self, &rows);
        let width = columns.last().map_or(0, |last| last + half_of_last(self, &rows)) + MARGIN;
        let height = bottom + MARGIN;
        let mut out = head("sequence", (width, height), [&self.title, &self.in_words()], STYLE);
        for (middle, party) in columns.iter().zip(&self.parties) {
            let wide = party_width(party);
            out.push_str(&format!("  <path class=\"life\" d=\"M{middle} {} V{bottom}\"/>\n", MARGIN + HEAD));
            out.push_str(&format!(
                "  <rect x=\"{}\" y=\"{MARGIN}\" width=\"{wide}\" height=\"{HEAD}\" rx=\"6\"/>\n",
                middle - wide / 2
            ));
            out.push_str(&text("party", *middle, MARGIN + HEAD / 2 + 5, std::slice::from_ref(party)));
        }
        rows.iter().for_each(|row| out.push_str(&drawn(row, &columns)));
        out + "</svg>\n"
    }
}

fn drawn(row: &Row<'_>, columns: &[usize]) -> String {
    let Arrow { from, to, is_answer, .. } = row.arrow;
    let (start, end) = (columns[*from], columns[*to]);
    let ends = format!("data-from=\"{from}\" data-to=\"{to}\"");
    if from == to {
        let (wide, high) = (box_width(&row.lines), row.lines.len() * LINE + 2 * GAP);
        let place = format!("x=\"{}\" y=\"{}\" width=\"{wide}\" height=\"{high}\"", start - wide / 2, row.top);
        let label = text("note", start, row.top + GAP + 13, &row.lines);
        return format!("  <rect class=\"own\" {ends} {place} rx=\"6\"/>\n{label}");
    }
    let class = if *is_answer { "answer" } else { "call" };
    let arrow = format!(
        "  <path class=\"{class}\" {ends} d=\"M{start} {0} H{end}\" marker-end=\"url(#arrow)\"/>\n",
        row.middle
    );
    text("message", (start + end) / 2, row.top + 13, &row.lines) + &arrow
}

/// Renders a centered label of several lines, starting at the baseline of its first line.
fn text(class: &str, middle: usize, foot: usize, lines: &[String]) -> String {
    let line = |(index, line): (usize, &String)| {
        format!("<tspan x=\"{middle}\" y=\"{}\">{}</tspan>", foot + index * LINE, escape(line))
    };
    let lines: String = lines.iter().enumerate().map(line).collect();
    format!("  <text class=\"{class}\">{lines}</text>\n")
}

/// Returns the position of every message from top to bottom, and the bottom of the last one.
fn rows(sequence: &Sequence) -> (Vec<Row<'_>>, usize) {
    let mut top = MARGIN + HEAD + 2 * GAP;
    let mut rows = Vec::new();
    for arrow in &sequence.arrows {
        let lines = wrapped(&arrow.label);
        let high = lines.len() * LINE;
        let is_own = arrow.from == arrow.to;
        rows.push(Row { arrow, middle: top + high + GAP / 2, lines, top });
        top += high + if is_own { 4 * GAP } else { 2 * GAP };
    }
    (rows, top + GAP)
}

/// Returns the center of each column. Columns are far enough apart for the labels between them.
fn columns(sequence: &Sequence, rows: &[Row<'_>]) -> Vec<usize> {
    let parties = &sequence.parties;
    let mut columns: Vec<usize> = Vec::new();
    for (index, party) in parties.iter().enumerate() {
        let Some(before) = columns.last() else {
            columns.push(MARGIN + own_half(0, party, rows));
            continue;
        };
        let heads = before + own_half(index - 1, &parties[index - 1], rows) + MARGIN + own_half(index, party, rows);
        let ending =
            rows.iter().filter(|row| row.arrow.from != row.arrow.to && row.arrow.from.max(row.arrow.to) == index);
        let texts = ending.map(|row| columns[row.arrow.from.min(row.arrow.to)] + text_width(&row.lines) + 2 * MARGIN);
        columns.push(texts.fold(heads, usize::max));
    }
    columns
}

/// Returns half the width that a column needs for its head and for messages to itself.
fn own_half(index: usize, party: &str, rows: &[Row<'_>]) -> usize {
    let own = rows.iter().filter(|row| row.arrow.from == index && row.arrow.to == index);
    own.map(|row| box_width(&row.lines)).fold(party_width(party), usize::max).div_ceil(2)
}

fn half_of_last(sequence: &Sequence, rows: &[Row<'_>]) -> usize {
    let last = sequence.parties.len().saturating_sub(1);
    sequence.parties.last().map_or(0, |party| own_half(last, party, rows))
}

fn party_width(party: &str) -> usize {
    party.chars().count() * LETTER + 24
}

fn box_width(lines: &[String]) -> usize {
    text_width(lines) + 16
}

fn text_width(lines: &[String]) -> usize {
    lines.iter().map(|line| line.chars().count()).max().unwrap_or(0) * LETTER
}

/// Wraps a label between words.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WRAP => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn long_texts_go_on_in_a_new_line() {
        assert_eq!(
            wrapped("runs usability, extraction, similarity and more"),
            ["runs usability, extraction,", "similarity and more"]
        );
        assert_eq!(wrapped("short"), ["short"]);
        assert!(wrapped("").is_empty());
    }
}
