//! Resolves deprecations, including their version and their replacement.

use crate::rules::lowering::{DEPRECATED_IN_FUTURE, INCOMPLETE_DEPRECATION, UNKNOWN_REPLACEMENT, UNKNOWN_VALUE};
use semver::Version;

use super::Lower;
use crate::ir::{self, EnumValue, Model, Replacement, TypeKind};
use verispec_spec::syntax::spelling::NEXT;
use verispec_spec::syntax::{self, Text};
use verispec_text::diagnostics::Diagnostic;
use verispec_text::source::Spanned;

/// Possible replacements of the same kind, with their names.
pub(super) type Candidates = Vec<(String, Replacement)>;

impl Lower<'_> {
    /// Resolves the deprecation of a named item. A replacement that is a single word must be the name of a candidate.
    pub(super) fn deprecation(
        &mut self,
        written: Option<&Spanned<syntax::Deprecation>>,
        (noun, name): (&str, &str),
        candidates: impl FnOnce(&Self) -> Candidates,
    ) -> Option<ir::Deprecation> {
        let written = written?;
        let (Some(since), Some(replacement)) = (&written.since, &written.replacement) else {
            let missing = if written.since.is_some() { "what to use instead" } else { "since when" };
            let message = format!("`{name}` is deprecated without stating {missing}");
            self.push(INCOMPLETE_DEPRECATION.at(written.span, message).way_out());
            return None;
        };
        self.check_since(since);
        let text = replacement.value.trim();
        let replacement = if text.contains(char::is_whitespace) {
            Replacement::Sentence(text.to_owned())
        } else {
            let mut others = candidates(self);
            others.retain(|(other, _)| other != name);
            match others.iter().find(|(other, _)| other == text) {
                Some((_, item)) => item.clone(),
                None => {
                    self.push(unknown(replacement, noun, &others));
                    return None;
                }
            }
        };
        Some(ir::Deprecation { since: self.release(since), replacement })
    }

    /// Resolves the version of the spec in which something changed.
    fn release(&mut self, version: &Text) -> ir::Release {
        if version.value != NEXT {
            return ir::Release::Version(version.value.clone());
        }
        self.unreleased.insert(version.span);
        ir::Release::Next
    }

    /// Resolves a change that users of a workflow notice.
    pub(super) fn change(&mut self, change: &syntax::Change) -> ir::Change {
        ir::Change { version: self.release(&change.version), text: change.text.value.clone() }
    }

    /// Adds the deprecations of the schema to the values of an enum.
    pub(super) fn deprecating(&mut self, mut values: Vec<EnumValue>, schema: &syntax::Schema) -> Vec<EnumValue> {
        let sibling = |value: &EnumValue| (value.name.wire.clone(), Replacement::Sibling(value.name.clone()));
        let words: Candidates = values.iter().map(sibling).collect();
        for (word, written) in &schema.deprecated_values {
            let Some(value) = values.iter_mut().find(|value| value.name.wire == word.value) else {
                let message = format!("`{}` is not an enum value of this schema", word.value);
                let finding = UNKNOWN_VALUE.at(word.span, message);
                let known = words.iter().map(|(name, _)| name.as_str());
                self.push(finding.did_you_mean(&word.value, known));
                continue;
            };
            value.deprecated = self.deprecation(Some(written), ("word", &word.value), |_| words.clone());
        }
        values
    }

    /// Reports a version that is later than the current version of the spec.
    fn check_since(&mut self, since: &Text) {
        if newer(&since.value, &self.version.value) {
            let message = format!("version {} is later than the version of the spec", since.value);
            let version = self.version.span;
            let label = format!("the spec has version {}", self.version.value);
            self.push(DEPRECATED_IN_FUTURE.at(since.span, message).related(version, label).way_out());
        }
    }
}

/// Copies the deprecation of a channel to the enum value for it.
pub(super) fn deprecate_words(model: &mut Model) {
    for kind in model.types.iter_mut().filter(|kind| kind.vocabulary == Some(syntax::Vocabulary::Channels)) {
        let TypeKind::Enum(values) = &mut kind.kind else { continue };
        for value in values.iter_mut().filter(|value| value.deprecated.is_none()) {
            let channel = model.channels.iter().find(|channel| channel.name == value.name);
            value.deprecated = channel.and_then(|channel| channel.deprecated.clone());
        }
    }
}

/// Returns items of the same kind as candidates for replacing each other.
pub(super) fn siblings(names: &[ir::Name]) -> Candidates {
    names.iter().map(|name| (name.wire.clone(), Replacement::Sibling(name.clone()))).collect()
}

fn unknown(replacement: &Text, noun: &str, others: &Candidates) -> Diagnostic {
    let message = format!("there is no other {noun} named `{}`", replacement.value);
    let others = others.iter().map(|(name, _)| name.as_str());
    UNKNOWN_REPLACEMENT.at(replacement.span, message).way_out().did_you_mean(&replacement.value, others)
}

/// Returns whether a version comes after another one. A prerelease comes before its release.
fn newer(one: &str, other: &str) -> bool {
    // Versions with a different format have already been reported.
    matches!((Version::parse(one), Version::parse(other)), (Ok(one), Ok(other)) if one > other)
}

#[cfg(test)]
mod tests {
    use super::newer;

    #[test]
    fn versions_are_compared_by_number_and_then_by_word() {
        assert!(newer("1.10.0", "1.9.9"));
        assert!(newer("2.0.0", "2.0.0-beta.2"));
        assert!(newer("2.0.0-beta.10", "2.0.0-beta.9"));
        assert!(!newer("2.0.0", "2.0.0"));
        assert!(!newer("2.0.0-alpha", "2.0.0-beta"));
    }
}
