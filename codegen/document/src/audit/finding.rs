//! Findings of an audit, and the facts that it compared.

use verispec_model::finding::Kind;
use verispec_model::ir::DecisionId;
use verispec_text::source::Span;

/// A contradiction.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The kind of contradiction.
    pub kind: &'static Kind,
    /// The rule of the spec, if an example violates one.
    pub rule: Option<String>,
    /// The section of the document that it is about.
    pub section: Option<String>,
    /// The key of the workflow that it is about.
    pub key: Option<u32>,
    /// The operation that it is about.
    pub operation: Option<String>,
    /// What the document says, in short form; a decision settles the combination of this and `against`.
    pub document: String,
    /// What contradicts it, in the spec or elsewhere in the document; may be empty.
    pub against: String,
    /// What contradicts what, in one sentence.
    pub message: String,
    /// The exact span of the finding.
    pub span: Span,
    /// The label of the span.
    pub label: String,
    /// Other spans that explain it, in the document and in the spec.
    pub related: Vec<(Span, String)>,
    /// Where the document says the same again.
    pub also: Vec<Span>,
    /// The decision of the spec that settles it; `None` if it is open.
    pub decision: Option<DecisionId>,
    /// Whether that decision is still to be taken.
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

    /// Sets what contradicts it.
    pub(super) fn against(mut self, value: impl Into<String>) -> Self {
        self.against = value.into();
        self
    }

    /// Sets what the document says, if that is more than the text of the span.
    pub(super) fn says(mut self, value: impl Into<String>) -> Self {
        self.document = value.into();
        self
    }

    /// Sets the operation that it is about, if the span is not in its section.
    pub(super) fn of(mut self, operation: &str) -> Self {
        self.operation = Some(operation.to_owned());
        self
    }

    /// Every span where the document says it.
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

    /// Whether no decision settles it, or only an open one.
    pub fn is_open(&self) -> bool {
        self.decision.is_none() || self.is_undecided
    }

    /// The section as decisions name it: the key of the workflow, or the heading.
    pub fn section_name(&self) -> String {
        self.key.map(|key| key.to_string()).or_else(|| self.section.clone()).unwrap_or_default()
    }

    /// The kind as a sentence.
    pub fn sentence(&self) -> String {
        let mut letters = self.message.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let end = if self.message.ends_with(['.', '?', '!']) { "" } else { "." };
        format!("{first}{}{end}", letters.as_str())
    }

    /// The identity of the contradiction as a string.
    pub fn identity(&self) -> String {
        [self.id(), &self.section_name(), self.operation.as_deref().unwrap_or_default(), &self.document, &self.against]
            .join("\n")
    }

    /// The entry for it in `settles` of a decision.
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

    /// The id in `settles`: that of the rule, if an example violates one.
    pub fn id(&self) -> &str {
        self.rule.as_deref().unwrap_or(self.kind.id)
    }
}

/// A fact that was compared with the spec.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The key of the workflow that it is about, if it is about one.
    pub key: Option<u32>,
    /// The name of the fact, such as `channels`.
    pub what: &'static str,
    /// The result of the comparison.
    pub verdict: Verdict,
    /// The location in the document.
    pub document: Option<Span>,
    /// The location in the spec.
    pub spec: Option<Span>,
    /// The decision that settles the difference, if there is one.
    pub decision: Option<DecisionId>,
}

/// The result of comparing the document with the spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Both say the same.
    Agrees,
    /// They differ.
    Differs,
    /// Only the document states it.
    OnlyInDocument,
    /// Only the spec states it.
    OnlyInSpec,
}

impl Verdict {
    /// The result in words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Differs => "differs",
            Verdict::OnlyInDocument => "only in the document",
            Verdict::OnlyInSpec => "only in the spec",
        }
    }
}
