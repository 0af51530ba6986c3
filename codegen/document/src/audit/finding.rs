//! What an audit finds, and the facts that it has compared.

use verispec_model::finding::Kind;
use verispec_model::ir::DecisionId;
use verispec_text::source::Span;

/// A contradiction.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What kind of contradiction it is.
    pub kind: &'static Kind,
    /// The rule of the spec, if an example breaks one.
    pub rule: Option<String>,
    /// The section of the document that it is about.
    pub section: Option<String>,
    /// The key of the workflow that it is about.
    pub key: Option<u32>,
    /// The operation that it is about.
    pub operation: Option<String>,
    /// What the document says, in short; together with what it is held against, that is what a decision settles.
    pub document: String,
    /// What that contradicts, in the spec or elsewhere in the document; may be empty.
    pub against: String,
    /// What contradicts what, in one sentence.
    pub message: String,
    /// Exactly the words at fault.
    pub span: Span,
    /// What to say at those words.
    pub label: String,
    /// Other places that explain it, in the document and in the spec.
    pub related: Vec<(Span, String)>,
    /// Where the document says the same again.
    pub also: Vec<Span>,
    /// The decision of the spec that settles it; without one it is open.
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

    /// What it is held against.
    pub(super) fn against(mut self, value: impl Into<String>) -> Self {
        self.against = value.into();
        self
    }

    /// What the document says, where that is more than the words at fault.
    pub(super) fn says(mut self, value: impl Into<String>) -> Self {
        self.document = value.into();
        self
    }

    /// Names the operation that it is about, if the words at fault are not in its section.
    pub(super) fn of(mut self, operation: &str) -> Self {
        self.operation = Some(operation.to_owned());
        self
    }

    /// Every place where the document says it.
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

    /// Whether no decision settles it, or only one that nobody has taken.
    pub fn is_open(&self) -> bool {
        self.decision.is_none() || self.is_undecided
    }

    /// The section as decisions name it: the key of the workflow, or the heading.
    pub fn section_name(&self) -> String {
        self.key.map(|key| key.to_string()).or_else(|| self.section.clone()).unwrap_or_default()
    }

    /// What it is, as a sentence.
    pub fn sentence(&self) -> String {
        let mut letters = self.message.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let end = if self.message.ends_with(['.', '?', '!']) { "" } else { "." };
        format!("{first}{}{end}", letters.as_str())
    }

    /// What tells a contradiction from others, in one text.
    pub fn identity(&self) -> String {
        [self.id(), &self.section_name(), self.operation.as_deref().unwrap_or_default(), &self.document, &self.against]
            .join("\n")
    }

    /// What `settles` of a decision says of it.
    pub fn entry(&self) -> String {
        // A string of JSON is one of YAML, too.
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

    /// The id that a decision settles it by: that of the rule, if an example breaks one.
    pub fn id(&self) -> &str {
        self.rule.as_deref().unwrap_or(self.kind.id)
    }
}

/// A fact, held against the spec.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The key of the workflow that it is about, if it is about one.
    pub key: Option<u32>,
    /// What it is, such as `channels`.
    pub what: &'static str,
    /// How the document and the spec compare.
    pub verdict: Verdict,
    /// Where the document says it.
    pub document: Option<Span>,
    /// Where the spec says it.
    pub spec: Option<Span>,
    /// The decision that settles the difference, if there is one.
    pub decision: Option<DecisionId>,
}

/// How the document and the spec compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Both say the same.
    Agrees,
    /// They say different things.
    Differs,
    /// The spec does not say it.
    OnlyInDocument,
    /// The document does not say it.
    OnlyInSpec,
}

impl Verdict {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Differs => "differs",
            Verdict::OnlyInDocument => "only in the document",
            Verdict::OnlyInSpec => "only in the spec",
        }
    }
}
