//! Renders a graph as SVG, with boxes in columns, arrows from left to right, and colors for dark and light pages.

use super::Graph;
use super::layers::{Layers, arrange};

const MARGIN: usize = 16;
const BOX_HEIGHT: usize = 36;
const ROW: usize = 60;
const GAP: usize = 64;
/// The assumed width of a character, wider than most letters at 14 pixels because the font is unknown.
const LETTER: usize = 9;

/// The style, scoped by class so that a page that embeds the image keeps its own style.
const STYLE: &str = "\
    .graph text { font: 14px system-ui, sans-serif; text-anchor: middle; dominant-baseline: central; fill: #1f2328; }
    .graph rect { fill: #eef3fb; stroke: #3b5b92; }
    .graph path { fill: none; stroke: #57606a; stroke-width: 1.5; }
    .graph marker path { fill: #57606a; stroke: none; }
    @media (prefers-color-scheme: dark) {
      .graph text { fill: #e6edf3; }
      .graph rect { fill: #1c2a41; stroke: #7aa2e3; }
      .graph path { stroke: #9aa4af; }
      .graph marker path { fill: #9aa4af; }
    }";

/// The positions of all elements in the image.
struct Places {
    /// The left edge and the width of each column.
    columns: Vec<(usize, usize)>,
    /// The column and the vertical center of each point.
    points: Vec<(usize, usize)>,
    width: usize,
    height: usize,
}

pub(super) fn draw(graph: &Graph) -> String {
    let layers = arrange(graph.nodes.len(), &graph.edges);
    let places = places(graph, &layers);
    let mut out = head("graph", (places.width, places.height), [&graph.title, &graph.in_words()], STYLE);
    for (path, (from, to)) in layers.paths.iter().zip(&graph.edges) {
        out.push_str(&format!(
            "  <path data-from=\"{}\" data-to=\"{}\" d=\"{}\" marker-end=\"url(#arrow)\"/>\n",
            escape(&graph.nodes[*from].id),
            escape(&graph.nodes[*to].id),
            places.arrow(path)
        ));
    }
    for (point, node) in graph.nodes.iter().enumerate() {
        let (column, middle) = places.points[point];
        let (left, width) = places.columns[column];
        out.push_str(&format!(
            "  <rect data-node=\"{}\" x=\"{left}\" y=\"{}\" width=\"{width}\" height=\"{BOX_HEIGHT}\" rx=\"6\"/>\n",
            escape(&node.id),
            middle - BOX_HEIGHT / 2
        ));
        out.push_str(&format!("  <text x=\"{}\" y=\"{middle}\">{}</text>\n", left + width / 2, escape(&node.label)));
    }
    out + "</svg>\n"
}

fn places(graph: &Graph, layers: &Layers) -> Places {
    let points = layers.columns.iter().map(Vec::len).sum();
    let rows = layers.columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut places = Places { columns: Vec::new(), points: vec![(0, 0); points], width: MARGIN, height: 0 };
    places.height = 2 * MARGIN + rows.saturating_sub(1) * ROW + BOX_HEIGHT;
    for (index, column) in layers.columns.iter().enumerate() {
        let letters = column.iter().filter_map(|point| graph.nodes.get(*point)).map(|node| node.label.chars().count());
        let width = letters.max().unwrap_or(0) * LETTER + 24;
        places.columns.push((places.width, width));
        places.width += width + GAP;
        // A column with fewer points is centered vertically.
        let top = MARGIN + BOX_HEIGHT / 2 + (rows - column.len()) * ROW / 2;
        for (row, point) in column.iter().enumerate() {
            places.points[*point] = (index, top + row * ROW);
        }
    }
    places.width = (places.width + MARGIN).saturating_sub(GAP).max(2 * MARGIN);
    places
}

impl Places {
    /// Renders a curve between two columns, which runs straight through a column at a waypoint.
    fn arrow(&self, path: &[usize]) -> String {
        let (mut out, last) = (String::new(), path.len() - 1);
        for (step, point) in path.iter().enumerate() {
            let (column, middle) = self.points[*point];
            let (left, width) = self.columns[column];
            if step == 0 {
                out = format!("M{} {middle}", left + width);
                continue;
            }
            let (before, from) = self.points[path[step - 1]];
            let start = self.columns[before].0 + self.columns[before].1;
            let bend = (start + left) / 2;
            out.push_str(&format!(" C{bend} {from} {bend} {middle} {left} {middle}"));
            if step < last {
                out.push_str(&format!(" H{}", left + width));
            }
        }
        out
    }
}

/// Renders the beginning of an image: size, accessible title and description, style, and arrowhead.
pub(super) fn head(class: &str, (width, height): (usize, usize), words: [&str; 2], style: &str) -> String {
    let [title, description] = words.map(escape);
    format!(
        "<svg class=\"{class}\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title description\">\n  \
         <title id=\"title\">{title}</title>\n  \
         <desc id=\"description\">{description}</desc>\n  \
         <style>\n{style}\n  </style>\n  \
         <defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
    )
}

pub(super) fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
