//! Renders graphs of capabilities as Mermaid, DOT or SVG, with the same bytes on every machine.

mod layers;
mod sequence;
mod sequence_svg;
mod svg;

pub use sequence::Sequence;

use verispec_model::ir::{CapabilityId, Model, Timing, Workflow};

/// A graph of capabilities or states, with arrows for their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    title: String,
    summary: String,
    /// The meaning of an arrow.
    relation: &'static str,
    nodes: Vec<Node>,
    /// The arrows, each as the indexes of its start node and its end node.
    edges: Vec<(usize, usize)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    /// The id with a prefix, because words such as `end` have a special meaning in Mermaid.
    id: String,
    label: String,
}

impl Graph {
    /// Creates the graph of the capabilities that a workflow runs.
    pub fn of_workflow(model: &Model, workflow: &Workflow) -> Self {
        let capabilities = workflow.capabilities();
        Self {
            title: format!("{} {}", workflow.key, workflow.title),
            summary: workflow.summary.clone(),
            ..Self::of_capabilities(model, &capabilities, &workflow.edges())
        }
    }

    /// Creates the graph of some capabilities. Drops arrows from or to any other capability.
    pub fn of_capabilities(model: &Model, ids: &[CapabilityId], edges: &[(CapabilityId, CapabilityId)]) -> Self {
        let node = |id: &CapabilityId| {
            let name = &model[*id].name;
            Node { id: format!("c_{}", name.snake), label: name.wire.clone() }
        };
        let place = |id: &CapabilityId| ids.iter().position(|other| other == id);
        Self {
            title: String::new(),
            summary: String::new(),
            relation: "runs before",
            nodes: ids.iter().map(node).collect(),
            edges: edges.iter().filter_map(|(from, to)| Some((place(from)?, place(to)?))).collect(),
        }
    }

    /// Creates the graph of the states of an execution and their transitions.
    pub fn of_states(timing: &Timing) -> Self {
        let node = |state: &verispec_model::ir::State| Node {
            id: format!("s_{}", state.name.snake),
            label: state.name.wire.clone(),
        };
        let place = |state: &verispec_model::ir::State| timing.states.iter().position(|other| other.name == state.name);
        Self {
            title: "States of an execution".to_owned(),
            summary: String::new(),
            relation: "can become",
            nodes: timing.states.iter().map(node).collect(),
            edges: timing.steps().iter().filter_map(|(from, to)| Some((place(from)?, place(to)?))).collect(),
        }
    }

    /// Sets the title.
    pub fn titled(self, title: &str) -> Self {
        Self { title: title.to_owned(), ..self }
    }

    /// Renders Mermaid, which GitHub displays as a diagram.
    pub fn mermaid(&self) -> String {
        let mut out = String::from("graph LR\n");
        for node in &self.nodes {
            out.push_str(&format!("    {}[\"{}\"]\n", node.id, mermaid_text(&node.label)));
        }
        for (from, to) in &self.edges {
            out.push_str(&format!("    {} --> {}\n", self.nodes[*from].id, self.nodes[*to].id));
        }
        out
    }

    /// Renders DOT, the language of Graphviz.
    pub fn dot(&self) -> String {
        let quote = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "));
        let mut out = format!("digraph {} {{\n  rankdir=LR;\n  node [shape=box, style=rounded];\n", quote(&self.title));
        for node in &self.nodes {
            out.push_str(&format!("  {} [label={}];\n", quote(&node.id), quote(&node.label)));
        }
        for (from, to) in &self.edges {
            out.push_str(&format!("  {} -> {};\n", quote(&self.nodes[*from].id), quote(&self.nodes[*to].id)));
        }
        out + "}\n"
    }

    /// Renders SVG that works on dark and light pages and is accessible.
    pub fn svg(&self) -> String {
        svg::draw(self)
    }

    /// Describes each arrow of the graph in a sentence.
    pub fn in_words(&self) -> String {
        let arrow = |(from, to): &(usize, usize)| {
            format!("{} {} {}", self.nodes[*from].label, self.relation, self.nodes[*to].label)
        };
        let sentence = self.edges.iter().map(arrow).collect::<Vec<_>>().join("; ");
        let names = || self.nodes.iter().map(|node| node.label.as_str()).collect::<Vec<_>>().join(", ");
        let order = if sentence.is_empty() { names() } else { sentence };
        [self.summary.trim(), &order].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ") + "."
    }
}

/// Escapes the label of a node in a Mermaid diagram.
pub(super) fn mermaid_text(text: &str) -> String {
    let text = text.replace('#', "#35;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;");
    // A line break would end the node's statement, and three backticks would end the diagram.
    text.replace('`', "#96;").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::{Graph, Node};

    /// Every format escapes names with special characters.
    fn hostile() -> Graph {
        let node = |id: &str, label: &str| Node { id: id.into(), label: label.into() };
        Graph {
            title: "7 \"Quoted\" <title>".into(),
            summary: "Runs a & b\\".into(),
            relation: "runs before",
            nodes: vec![node("c_a", "a\"]; x -> y"), node("c_b", "</text><script>"), node("c_c", "c#\\")],
            edges: vec![(0, 1), (1, 2), (0, 2)],
        }
    }

    #[test]
    fn labels_cannot_break_out_of_mermaid() {
        let expected = "graph LR\n    c_a[\"a#quot;]; x -#gt; y\"]\n    c_b[\"#lt;/text#gt;#lt;script#gt;\"]\n    \
                        c_c[\"c#35;\\\"]\n    c_a --> c_b\n    c_b --> c_c\n    c_a --> c_c\n";
        assert_eq!(hostile().mermaid(), expected);
    }

    #[test]
    fn labels_cannot_break_out_of_dot() {
        let dot = hostile().dot();
        assert!(dot.starts_with("digraph \"7 \\\"Quoted\\\" <title>\" {\n"), "{dot}");
        assert!(dot.contains("  \"c_a\" [label=\"a\\\"]; x -> y\"];\n"), "{dot}");
        assert!(dot.contains("  \"c_c\" [label=\"c#\\\\\"];\n  \"c_a\" -> \"c_b\";\n"), "{dot}");
    }

    #[test]
    fn labels_cannot_break_out_of_svg() {
        let svg = hostile().svg();
        assert!(svg.contains("<title id=\"title\">7 &quot;Quoted&quot; &lt;title&gt;</title>"), "{svg}");
        assert!(svg.contains(">&lt;/text&gt;&lt;script&gt;</text>"), "{svg}");
        assert!(svg.contains("Runs a &amp; b\\ a&quot;]; x -&gt; y runs before"), "{svg}");
        assert!(!svg.contains("<script"), "{svg}");
    }
}
