//! Renders the messages of an execution, with their senders and recipients, as Mermaid and as sentences.

use super::mermaid_text;
use verispec_model::ir::{Act, ChannelId, Message, Model, Party, Workflow};

/// The participants of an execution, and their messages from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    pub(super) title: String,
    /// The participants as columns, from left to right.
    pub(super) parties: Vec<String>,
    pub(super) arrows: Vec<Arrow>,
}

/// A message between two columns, or from a column to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: String,
    pub(super) is_answer: bool,
}

impl Sequence {
    /// Creates the sequence of the messages that are sent while a workflow runs, over a channel or without one.
    pub fn of_course(model: &Model, workflow: &Workflow, channel: Option<ChannelId>) -> Self {
        let place = |party: Party| Party::ALL.iter().position(|other| *other == party).unwrap_or_default();
        let arrow = |message: Message| Arrow {
            from: place(message.from),
            to: place(message.to),
            label: message.act.in_words(model),
            is_answer: message.act.is_answer() || matches!(message.act, Act::Agree(_)),
        };
        let name = |party: &Party| match party {
            Party::EndUser => "End user".to_owned(),
            Party::BackEnd => "Your backend".to_owned(),
            Party::Provider => model.provider.name.clone(),
        };
        Self {
            title: model.journey_in_words(workflow, channel),
            parties: Party::ALL.iter().map(name).collect(),
            arrows: model.course(workflow, channel).into_iter().map(arrow).collect(),
        }
    }

    /// Renders Mermaid, which GitHub displays as a diagram.
    pub fn mermaid(&self) -> String {
        // A semicolon would end the statement.
        let text = |text: &str| mermaid_text(&text.replace(';', ","));
        let mut out = String::from("sequenceDiagram\n");
        for (index, party) in self.parties.iter().enumerate() {
            out.push_str(&format!("    participant p{index} as {}\n", text(party)));
        }
        for Arrow { from, to, label, is_answer } in &self.arrows {
            let line = if *is_answer { "-->>" } else { "->>" };
            out.push_str(&format!("    p{from}{line}p{to}: {}\n", text(label)));
        }
        out
    }

    /// Describes each message of the sequence in a sentence.
    pub fn in_words(&self) -> String {
        let sentence = |arrow: &Arrow| match arrow.from == arrow.to {
            true => format!("{} {}.", self.parties[arrow.from], arrow.label),
            false => format!("{} to {}: {}.", self.parties[arrow.from], self.parties[arrow.to], arrow.label),
        };
        self.arrows.iter().map(sentence).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrow, Sequence};

    fn hostile() -> Sequence {
        let arrow = |from, to, label: &str| Arrow { from, to, label: label.into(), is_answer: from > to };
        Sequence {
            title: "a <b>".into(),
            parties: vec!["one;two".into(), "</text>".into(), "three".into()],
            arrows: vec![
                arrow(0, 2, "x: y; z#"),
                arrow(2, 0, "\"answer\""),
                arrow(1, 1, "runs a, b and a very long list of things to do"),
            ],
        }
    }

    #[test]
    fn labels_cannot_break_out_of_mermaid() {
        let mermaid = hostile().mermaid();
        assert_eq!(mermaid.lines().count(), 7, "{mermaid}");
        assert!(mermaid.contains("    p0->>p2: x: y, z#35;\n"), "{mermaid}");
        assert!(mermaid.contains("    p2-->>p0: #quot;answer#quot;\n"), "{mermaid}");
        assert!(mermaid.contains("participant p1 as #lt;/text#gt;\n"), "{mermaid}");
    }

    #[test]
    fn labels_cannot_break_out_of_svg() {
        let svg = hostile().svg();
        assert!(svg.contains(">&lt;/text&gt;</tspan>"), "{svg}");
        assert!(svg.contains("<title id=\"title\">a &lt;b&gt;</title>"), "{svg}");
        assert_eq!(svg.matches("data-from=").count(), 3, "{svg}");
    }

    #[test]
    fn pictures_are_told_in_words() {
        assert!(hostile().in_words().starts_with("one;two to three: x: y; z#. three to one;two: \"answer\"."));
    }
}
