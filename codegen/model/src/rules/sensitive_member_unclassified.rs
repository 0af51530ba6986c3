//! `sensitive-member-unclassified`: a field whose name suggests a secret or personal data, but that is not marked as
//! either.

use crate::ir::{Field, Model, Name, Shape, TypeKind};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "sensitive-member-unclassified",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "A string field has a name that suggests a secret or personal data, but is not marked as either.",
    why: "Unmarked values appear in debug output and in logs.",
    way_out: "Mark the field with `x-secret: true` or `x-personal: true`, or list in `x-decisions` a decision that allows this.",
    example: &[replace(
        "schemas/application.yaml",
        "name: {description: The captain's name., type: string, minLength: 2, x-personal: true}",
        "name: {description: The captain's name., type: string, minLength: 2, x-personal: true}\n      ⟦dateOfBirth⟧: {description: The captain's birthday., type: string}",
    )],
    excuse: Excuse::Decision,
    rests_on: &[],
};

/// The kind of sensitive data that a field name suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// A secret, such as a token or a password.
    Secret,
    /// Personal data.
    Personal,
}

/// Words, and sequences of words, at the end of names of fields that are usually secrets.
const SECRET: &[&str] = &["token", "secret", "password", "passphrase", "api_key", "private_key"];

/// Words, and sequences of words, at the end of names of fields that are usually personal.
const PERSONAL: &[&str] = &[
    "birth",
    "first_name",
    "last_name",
    "middle_name",
    "full_name",
    "given_name",
    "maiden_name",
    "surname",
    "ip",
    "ip_address",
    "email",
    "phone",
    "passport",
    "ssn",
    "iban",
    "gender",
    "nationality",
    "street",
    "postal_code",
];

/// Returns the kind of sensitive data that the name of a field suggests.
pub fn sensitivity(member: &str) -> Option<Sensitivity> {
    let snake = Name::unplaced(member).snake;
    let sounds = |words: &[&str]| words.iter().any(|word| sounds_like(&snake, word));
    match (sounds(SECRET), sounds(PERSONAL)) {
        (true, _) => Some(Sensitivity::Secret),
        (false, true) => Some(Sensitivity::Personal),
        (false, false) => None,
    }
}

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for kind in model.types.iter().filter(|kind| kind.sent || kind.received) {
        for field in kind.fields().iter().filter(|field| is_open(model, field)) {
            let plain = Name::new(&field.name.wire, field.name.span).snake;
            if let Some(word) = SECRET.iter().chain(PERSONAL).find(|word| sounds_like(&plain, word)) {
                let message = format!(
                    "the name `{}` suggests {}, but the field is not marked",
                    field.name.wire,
                    word.replace('_', " ")
                );
                let finding = RULE.at(field.name.span, message).way_out();
                diagnostics.push(
                    finding
                        .unless_allowed(field.decisions.iter().map(|id| id.0))
                        .unless_allowed(kind.decisions.iter().map(|id| id.0)),
                );
            }
        }
    }
}

/// Returns whether a field contains a string that debug output would show.
fn is_open(model: &Model, field: &Field) -> bool {
    let schema = &field.schema;
    let marked = schema.secret || schema.personal;
    let text = match &schema.shape {
        Shape::Text => true,
        Shape::Named(id) => match &model[*id].kind {
            TypeKind::Alias(target) => matches!(target.shape, Shape::Text) && !target.secret && !target.personal,
            _ => false,
        },
        _ => false,
    };
    text && !marked
}

/// Returns whether a name ends with these words. For example, `tokenLifetime` does not name a token.
fn sounds_like(name: &str, words: &str) -> bool {
    name.strip_suffix(words).is_some_and(|before| before.is_empty() || before.ends_with('_'))
}
