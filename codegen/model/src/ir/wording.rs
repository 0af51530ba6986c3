//! Describes facts of the model in words, for the docs.

use super::{
    Auth, AuthScheme, Duration, FileKind, Holder, Model, Operation, Polling, Prerequisite, Rule, Schema, Shape, Type,
    TypeCode, TypeKind, Use,
};
use verispec_spec::quantity;

impl Rule {
    /// Describes the severity of a violation under both policies.
    pub fn severity_in_words(&self) -> String {
        match self.severity == self.strict {
            true => self.severity.word().to_owned(),
            false => format!("{} ({} under the strict policy)", self.severity.word(), self.strict.word()),
        }
    }
}

impl Auth {
    /// Returns the display name of the HTTP scheme.
    pub fn scheme_in_words(&self) -> &'static str {
        match self.scheme {
            AuthScheme::Basic => "Basic: user name and password",
            AuthScheme::Bearer => "Bearer token",
            AuthScheme::None => "none",
        }
    }
}

impl Type {
    /// Describes who sends the payload, and how unlisted fields and values are treated.
    pub fn traffic_in_words(&self) -> &'static str {
        let is_enum = matches!(self.kind, TypeKind::Enum(_));
        let is_object = matches!(self.kind, TypeKind::Object(_));
        match (self.sent, self.received) {
            (true, false) if is_object => "You send it. Other fields are rejected.",
            (true, false) if is_enum => "You send it. Other values are rejected.",
            (true, false) => "You send it.",
            (false, true) if is_object => "The provider sends it. Other fields are kept and written back.",
            (false, true) if is_enum => "The provider sends it. Other values are kept and written back.",
            (false, true) => "The provider sends it.",
            (true, true) if is_enum => {
                "Both sides send it. Other values are rejected in what you send, and kept in what the provider sends."
            }
            (true, true) => "Both sides send it.",
            (false, false) => "No operation sends it.",
        }
    }
}

impl Schema {
    /// Describes the limits, including those of a list's items.
    pub fn limits_in_words(&self) -> Vec<String> {
        let mut words = self.constraints.in_words();
        if let Shape::List(items) | Shape::Map(items) = &self.shape {
            words.extend(items.limits_in_words().into_iter().map(|limit| format!("each of them {limit}")));
        }
        words
    }

    /// Returns a sentence for each reason to keep the value out of logs.
    pub fn marks(&self) -> Vec<&'static str> {
        let secret = self.secret.then_some("Secret.");
        let personal = self.personal.then_some("Personal data.");
        secret.into_iter().chain(personal).collect()
    }
}

impl Duration {
    /// Formats the duration for display, such as `30 minutes`.
    pub fn in_words(&self) -> String {
        quantity::duration(&self.text).unwrap_or_else(|| self.text.clone())
    }
}

impl FileKind {
    /// Formats the limits for display, such as `at most 10 MB`.
    pub fn limits_in_words(&self) -> Vec<String> {
        let bytes = self.max_bytes.map(|bytes| {
            let (words, exact) = (quantity::bytes(bytes), format!("{bytes} bytes"));
            if words.ends_with(" MB") { format!("at most {words} ({exact})") } else { format!("at most {words}") }
        });
        let pixels = match (self.max_width, self.max_height) {
            (Some(width), Some(height)) => Some(format!("at most {width} x {height} pixels")),
            (Some(width), None) => Some(format!("at most {width} pixels wide")),
            (None, Some(height)) => Some(format!("at most {height} pixels high")),
            (None, None) => None,
        };
        bytes.into_iter().chain(pixels).collect()
    }
}

impl Prerequisite {
    /// Returns the display name of the kind of prerequisite.
    pub fn kind_in_words(&self) -> String {
        self.kind_word().replace('_', " ")
    }

    /// Describes who stores the credential.
    pub fn holder_in_words(&self) -> Option<&'static str> {
        self.stored_by.map(|holder| match holder {
            Holder::Provider => "the provider",
            Holder::Customer => "you",
        })
    }
}

impl TypeCode {
    /// Describes where the code may be used, with one string per place.
    pub fn usable_in_words(&self, model: &Model) -> Vec<String> {
        if self.only.is_empty() {
            return vec!["everywhere".to_owned()];
        }
        self.only.iter().map(|place| place.in_words(model)).collect()
    }
}

impl Use {
    fn in_words(&self, model: &Model) -> String {
        let workflows: Vec<String> = self.workflows.iter().map(|id| model[*id].key.to_string()).collect();
        let channels: Vec<&str> = self.channels.iter().map(|id| model[*id].name.wire.as_str()).collect();
        let subject = match workflows.len() {
            0 => "any workflow".to_owned(),
            1 => format!("workflow {}", workflows[0]),
            _ => format!("workflows {}", workflows.join(", ")),
        };
        match channels.is_empty() {
            true => subject,
            false => format!("{subject} over {}", channels.join(", ")),
        }
    }
}

impl Model {
    /// Returns the seconds to wait before each attempt to get a result; empty if the documents contain no schedule.
    pub fn delays(&self) -> &[u32] {
        self.timing.polling.as_ref().map_or(&[], |polling| &polling.delays)
    }
}

impl Polling {
    /// Returns each attempt with its number, the seconds to wait before it, and the total seconds so far.
    pub fn schedule(&self) -> Vec<(usize, u32, u64)> {
        let mut elapsed = 0;
        let attempts = self.delays.iter().enumerate().map(|(index, delay)| {
            elapsed += u64::from(*delay);
            (index + 1, *delay, elapsed)
        });
        attempts.collect()
    }
}

impl Operation {
    /// Describes the sender of the request.
    pub fn sender_in_words(&self) -> &'static str {
        if self.is_ours() { "you" } else { "the provider" }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Polling};
    use crate::ir::{DocumentId, Source};
    use verispec_text::source::{FileId, Span};

    #[test]
    fn durations_are_told_in_the_unit_that_they_are_written_in() {
        let words = |text| Duration::parse(text).map(|duration| duration.in_words());
        assert_eq!(words("30m").as_deref(), Some("30 minutes"));
        assert_eq!(words("1d").as_deref(), Some("1 day"));
        assert_eq!(words("90s").as_deref(), Some("90 seconds"));
    }

    #[test]
    fn a_schedule_adds_up() {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let source = Source { document: DocumentId(0), section: String::new(), span };
        let polling = Polling { delays: vec![40, 60], summary: String::new(), source };
        assert_eq!(polling.schedule(), [(1, 40, 40), (2, 60, 100)]);
    }
}
