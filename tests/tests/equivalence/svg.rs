//! Reads pictures back by where things stand: an arrow runs from the box that it begins at to the box that it ends at.

use super::{About, Facts, Files};

/// A box with its text.
struct Node {
    left: i64,
    right: i64,
    middle: i64,
    label: String,
}

fn attribute(line: &str, name: &str) -> i64 {
    let value = line.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.and_then(|value| value.parse().ok()).unwrap_or(i64::MIN)
}

pub(super) fn read(files: &Files) -> Facts {
    let pictures = files.iter().filter_map(|(path, text)| Some((path.strip_prefix("graph/")?, text)));
    pictures.flat_map(|(path, text)| picture(path.trim_end_matches(".svg"), text)).collect()
}

fn picture(key: &str, text: &str) -> Facts {
    let mut nodes: Vec<Node> = Vec::new();
    let mut arrows: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("<rect ") {
            let (left, top) = (attribute(line, "x"), attribute(line, "y"));
            let (width, height) = (attribute(line, "width"), attribute(line, "height"));
            nodes.push(Node { left, right: left + width, middle: top + height / 2, label: String::new() });
        } else if line.starts_with("<text ")
            && let Some(node) = nodes.last_mut()
        {
            node.label = line.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned();
        } else if line.starts_with("<path ") && line.contains("marker-end") {
            arrows.extend(line.split(" d=\"M").nth(1).and_then(|rest| rest.split('"').next()));
        }
    }
    let mut facts: Facts = nodes.iter().map(|node| (About::Capability, format!("{key} {}", node.label))).collect();
    facts.extend(arrows.into_iter().map(|arrow| {
        let numbers = arrow.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse::<i64>().ok());
        let numbers: Vec<i64> = numbers.collect();
        let [begin @ .., x, y] = numbers.as_slice() else { panic!("an arrow without an end: {arrow}") };
        let from = nodes.iter().find(|node| [node.right, node.middle] == begin[..2]);
        let to = nodes.iter().find(|node| (node.left, node.middle) == (*x, *y));
        let label = |node: Option<&Node>| node.map_or("nowhere".to_owned(), |node| node.label.clone());
        (About::Edge, format!("{key} {} > {}", label(from), label(to)))
    }));
    facts
}
