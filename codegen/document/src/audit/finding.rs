//! Defines the findings of an audit, and the facts that it compared.

use verispec_model::finding::Kind;
use verispec_model::ir::DecisionId;
use verispec_text::source::Span;

/// A contradiction within a document, or between a document and the spec.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The kind of contradiction.
    pub kind: &'static Kind,
    /// The rule of the spec, if an example violates one.
    pub rule: Option<String>,
    /// The section of the document that the finding is about.
    pub section: Option<String>,
    /// The key of the workflow that the finding is about.
    pub key: Option<u32>,
    /// The operation that the finding is about.
    pub operation: Option<String>,
    /// The statement of the document, in short form. A decision settles the combination of this field and `against`.
    pub document: String,
    /// The contradicting statement, in the spec or elsewhere in the document; may be empty.
    pub against: String,
    /// The contradiction as one sentence.
    pub message: String,
    /// The exact span of the finding.
    pub span: Span,
    /// The label of the span.
    pub label: String,
    /// Other spans that explain the finding, in the document and in the spec.
    pub related: Vec<(Span, String)>,
    /// The spans where the document repeats the statement.
    pub also: Vec<Span>,
    /// The decision of the spec about the finding; `None` if there is none.
    pub decision: Option<DecisionId>,
    /// Whether the decision is still undecided.
    pub is_undecided: bool,
}

impl Finding {
    pub(super) fn new(kind: &'static Kind, span: Span, message: impl Into<String>) -> Self {
        Self {
            kind,
            rule: None,
            section: None,
            key: None,
            operation: None,
            document: String::new(),
            against: String::new(),
            message: message.into(),
            span,
            label: String::new(),
            related: Vec::new(),
            also: Vec::new(),
            decision: None,
            is_undecided: false,
        }
    }

    /// Sets the contradicting statement.
    pub(super) fn against(mut self, value: impl Into<String>) -> Self {
        self.against = value.into();
        self
    }

    /// Sets the statement of the document, if it is more than the text of the span.
    pub(super) fn says(mut self, value: impl Into<String>) -> Self {
        self.document = value.into();
        self
    }

    /// Sets the operation that the finding is about, if the span is outside of the operation's section.
    pub(super) fn of(mut self, operation: &str) -> Self {
        self.operation = Some(operation.to_owned());
        self
    }

    /// Returns every span where the document makes the statement.
    pub fn all_places(&self) -> impl Iterator<Item = Span> {
        std::iter::once(self.span).chain(self.also.iter().copied())
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(super) fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    pub(super) fn also(mut self, places: impl IntoIterator<Item = Span>) -> Self {
        self.also.extend(places);
        self
    }

    /// Returns whether the finding is not settled, or only by an undecided decision.
    pub fn is_open(&self) -> bool {
        self.decision.is_none() || self.is_undecided
    }

    /// Returns the section as decisions refer to it: the key of the workflow, or the heading.
    pub fn section_name(&self) -> String {
        self.key.map(|key| key.to_string()).or_else(|| self.section.clone()).unwrap_or_default()
    }

    /// Returns the description of the kind as a sentence.
    pub fn sentence(&self) -> String {
        let mut letters = self.message.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let end = if self.message.ends_with(['.', '?', '!']) { "" } else { "." };
        format!("{first}{}{end}", letters.as_str())
    }

    /// Returns the identity of the contradiction as a string.
    pub fn identity(&self) -> String {
        [self.id(), &self.section_name(), self.operation.as_deref().unwrap_or_default(), &self.document, &self.against]
            .join("\n")
    }

    /// Formats the finding as an entry for `settles` of a decision.
    pub fn entry(&self) -> String {
        // A JSON string is also a YAML string.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut entry = format!("{{finding: {}, sections: [{}]", self.id(), quoted(&self.section_name()));
        let values = [("operation", self.operation.as_deref().unwrap_or_default())];
        for (name, value) in values.into_iter().chain([("document", &*self.document), ("against", &*self.against)]) {
            if !value.is_empty() {
                entry.push_str(&format!(", {name}: {}", quoted(value)));
            }
        }
        if !self.also.is_empty() {
            entry.push_str(&format!(", places: {}", 1 + self.also.len()));
        }
        entry + "}"
    }

    /// Returns the id to use in `settles`: the rule if an example violates one, otherwise the kind.
    pub fn id(&self) -> &str {
        self.rule.as_deref().unwrap_or(self.kind.id)
    }
}

/// A fact that was compared with the spec.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The key of the workflow that the fact is about, if it is about a single one.
    pub key: Option<u32>,
    /// The name of the fact, such as `channels`.
    pub what: &'static str,
    /// The result of the comparison.
    pub verdict: Verdict,
    /// The location in the document.
    pub document: Option<Span>,
    /// The location in the spec.
    pub spec: Option<Span>,
    /// The decision that settles the difference, if any.
    pub decision: Option<DecisionId>,
}

/// The result of comparing the document with the spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The document and the spec agree.
    Agrees,
    /// The document and the spec differ.
    Differs,
    /// Only the document states the fact.
    OnlyInDocument,
    /// Only the spec states the fact.
    OnlyInSpec,
}

impl Verdict {
    /// Returns the result in words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Differs => "differs",
            Verdict::OnlyInDocument => "only in the document",
            Verdict::OnlyInSpec => "only in the spec",
        }
    }
}
