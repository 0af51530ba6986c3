//! How enum values are spelled in the spec and in prose.

use verispec_runtime::runtime::constraint;

use super::{Actor, DecisionKind, Direction, Format, Holder, Method, Origin, RunsWhen, Severity};

impl Actor {
    /// Returns the party as a phrase for the docs.
    pub fn in_words(self) -> &'static str {
        match self {
            Actor::EndUser => "the end user",
            Actor::Integrator => "you",
            Actor::AccountManager => "your account manager",
        }
    }

    /// Returns the party as spelled in the spec.
    pub fn word(self) -> &'static str {
        match self {
            Actor::EndUser => "end_user",
            Actor::Integrator => "integrator",
            Actor::AccountManager => "account_manager",
        }
    }
}

impl DecisionKind {
    /// Returns the value as spelled in the spec.
    pub fn word(self) -> &'static str {
        match self {
            DecisionKind::Passed => "passed",
            DecisionKind::Warning => "warning",
            DecisionKind::Rejected => "rejected",
            DecisionKind::NotExecuted => "not_executed",
        }
    }
}

impl Direction {
    /// Returns a phrase that names the payload by its sender, for the docs.
    pub fn in_words(self) -> &'static str {
        match self {
            Direction::Request => "what you send",
            Direction::Response => "what the provider sends",
        }
    }
}

impl Format {
    /// Returns the name in JSON Schema.
    pub fn word(self) -> &'static str {
        match self {
            Format::DateTime => "date-time",
            Format::Date => "date",
            Format::Uri => "uri",
        }
    }

    /// Returns the expected format, for an error message.
    pub fn wanted(self) -> &'static str {
        match self {
            Format::DateTime => "a valid UTC timestamp, such as `2024-02-29T23:59:59.000Z`",
            Format::Date => "a valid date, such as `2024-02-29`",
            Format::Uri => "an absolute http or https URL",
        }
    }

    /// Returns whether a string has this format, with the same check that generated crates use for payloads.
    pub fn fits(self, text: &str) -> bool {
        match self {
            Format::DateTime => constraint::is_date_time(text),
            Format::Date => constraint::is_date(text),
            Format::Uri => constraint::is_uri(text),
        }
    }
}

impl Holder {
    /// Returns the party as spelled in the spec.
    pub fn word(self) -> &'static str {
        match self {
            Holder::Provider => "provider",
            Holder::Customer => "customer",
        }
    }
}

impl Method {
    /// Returns the method as it appears in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

impl Origin {
    /// Returns what the origin of a credential means for the caller.
    pub fn in_words(self) -> &'static str {
        match self {
            Origin::Captured => "captured during the execution",
            Origin::OnFile => "on file; the request refers to it by id",
            Origin::Uploaded => "stored by you; you upload it",
        }
    }

    /// Returns the value as spelled in the spec.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Captured => "captured",
            Origin::OnFile => "on_file",
            Origin::Uploaded => "uploaded",
        }
    }
}

impl RunsWhen {
    /// Returns the value as spelled in the spec.
    pub fn word(self) -> &'static str {
        match self {
            RunsWhen::Always => "always",
            RunsWhen::IfEnabled => "if_enabled",
            RunsWhen::IfApplicable => "if_applicable",
        }
    }

    /// Returns the condition as a clause that fits into a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            RunsWhen::Always => "always",
            RunsWhen::IfEnabled => "if enabled for your account",
            RunsWhen::IfApplicable => "if enabled and applicable",
        }
    }
}

impl Severity {
    /// Returns the value as spelled in the spec.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}
