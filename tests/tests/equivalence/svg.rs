//! Reads facts from the geometry of images: an arrow connects the boxes at its ends. The attributes that name these
//! boxes, which scripts use, must agree with the geometry.

use super::{About, Facts, Files};

/// A box and its label.
struct Node {
    id: String,
    left: i64,
    right: i64,
    middle: i64,
    label: String,
}

/// Returns the value of an element's attribute.
fn attribute<'a>(line: &'a str, name: &str) -> &'a str {
    line.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// Returns the text in an element.
fn content(line: &str) -> &str {
    line.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default()
}

/// Reports whether an image shows a workflow's capabilities. The file names of sequence diagrams contain a channel
/// instead.
pub(super) fn is_graph(path: &str) -> bool {
    let name = path.strip_prefix("docs/workflows/").and_then(|name| name.strip_suffix(".svg"));
    name.is_some_and(|name| !name.contains('.'))
}

pub(super) fn read(files: &Files) -> Facts {
    files.iter().filter(|(path, _)| is_graph(path)).flat_map(|(_, text)| picture(text)).collect()
}

fn picture(text: &str) -> Facts {
    let title = text.lines().find(|line| line.trim().starts_with("<title ")).map(content).unwrap_or_default();
    let key = title.split(' ').next().unwrap_or_default();
    let mut nodes: Vec<Node> = Vec::new();
    let mut arrows: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        let number = |name: &str| attribute(line, name).parse().unwrap_or(i64::MIN / 4);
        if line.starts_with("<rect ") {
            let (left, id) = (number("x"), attribute(line, "data-node").to_owned());
            let (right, middle) = (left + number("width"), number("y") + number("height") / 2);
            nodes.push(Node { id, left, right, middle, label: String::new() });
        } else if let (true, Some(node)) = (line.starts_with("<text "), nodes.last_mut()) {
            node.label = content(line).to_owned();
        } else if line.starts_with("<path ") && line.contains("marker-end") {
            arrows.push(line);
        }
    }
    let mut facts: Facts = nodes.iter().map(|node| (About::Capability, format!("{key} {}", node.label))).collect();
    let label = |node: Option<&Node>| node.map_or("nowhere".to_owned(), |node| node.label.clone());
    for arrow in arrows {
        let numbers =
            attribute(arrow, "d").split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok());
        let numbers: Vec<i64> = numbers.collect();
        let [begin @ .., x, y] = numbers.as_slice() else { panic!("the arrow has no end point: {arrow}") };
        let from = nodes.iter().find(|node| [node.right, node.middle] == begin[..2]);
        let to = nodes.iter().find(|node| (node.left, node.middle) == (*x, *y));
        facts.insert((About::Edge, format!("{key} {} > {}", label(from), label(to))));
        let [from, to] =
            ["data-from", "data-to"].map(|name| nodes.iter().find(|node| node.id == attribute(arrow, name)));
        facts.insert((About::Edge, format!("{key} {} > {}", label(from), label(to))));
    }
    facts
}
