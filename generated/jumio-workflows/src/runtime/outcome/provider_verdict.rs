//! Reads the provider's own verdict on an execution from a response.

use serde_json::Value;

use crate::runtime::judging::model::DecisionKind;
use crate::runtime::outcome::reason::{Rank, Reason};
use crate::runtime::outcome::unjudged::Unjudged;
use crate::runtime::outcome::{OutcomeReading, ProviderVerdictReading};
use crate::runtime::wire::reading::{Seen, look, pointer};

/// The provider's own verdict on the complete execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderVerdict {
    /// The decision type.
    pub decision: String,
    /// The label; empty if there is none.
    pub label: String,
    /// The risk score, as written in the payload.
    pub score: Option<String>,
    /// The verdict that it corresponds to.
    pub rank: Rank,
}

/// Everything that was read about the provider's own verdict.
#[derive(Debug, Default)]
pub(in crate::runtime) struct ProviderSays {
    pub(in crate::runtime) verdict: Option<ProviderVerdict>,
    pub(in crate::runtime) unknown: Vec<Reason>,
    pub(in crate::runtime) not_judged: Vec<Unjudged>,
}

impl ProviderSays {
    #[inline]
    pub(in crate::runtime) fn read(reading: &OutcomeReading, response: &Value) -> Self {
        let mut says = Self::default();
        let Some(own) = &reading.provider_verdict else { return says };
        let at = pointer(own.at, &[]);
        match look(response, own.at) {
            Seen::Absent => {}
            Seen::There(verdict @ Value::Object(_)) => says.verdict(reading, own, verdict, &at),
            Seen::There(_) | Seen::Odd => says.unknown(at),
        }
        for path in own.elsewhere {
            let at = pointer(path, &[]);
            match look(response, path) {
                Seen::Absent => {}
                Seen::There(Value::String(_)) => says.not_judged.push(Unjudged::Elsewhere { at }),
                Seen::There(_) | Seen::Odd => says.unknown(at),
            }
        }
        says
    }

    #[inline]
    fn unknown(&mut self, at: String) {
        self.unknown.push(Reason::ProviderVerdictUnknown { at });
    }

    #[inline]
    fn verdict(&mut self, reading: &OutcomeReading, own: &ProviderVerdictReading, verdict: &Value, at: &str) {
        let word = look(verdict, own.decision).text();
        let kind = word.and_then(|word| reading.kind(word));
        if kind.is_none() {
            self.unknown(format!("{at}{}", pointer(own.decision, &[])));
        }
        let (label, by_label) = self.label(own, verdict, at);
        let score = self.score(own, verdict, at);
        if let Some(kind) = kind {
            let rank = rank(kind);
            self.verdict = Some(ProviderVerdict {
                decision: word.unwrap_or_default().to_owned(),
                label,
                score,
                rank: by_label.map_or(rank, |label| label.min(rank)),
            });
        }
    }

    /// Reads the label, and the rank that the spec documents for it.
    #[inline]
    fn label(&mut self, own: &ProviderVerdictReading, verdict: &Value, at: &str) -> (String, Option<Rank>) {
        let Some(path) = own.label else { return (String::new(), None) };
        let label = match look(verdict, path) {
            Seen::Absent => return (String::new(), None),
            Seen::There(Value::String(label)) => label,
            Seen::There(_) | Seen::Odd => {
                self.unknown(format!("{at}{}", pointer(path, &[])));
                return (String::new(), None);
            }
        };
        let known = own.labels.iter().find(|(name, _)| name == label).map(|(_, kind)| rank(*kind));
        match (known, own.labels) {
            (Some(_), _) => {}
            (None, []) => self.not_judged.push(Unjudged::ProviderLabel { label: label.clone() }),
            (None, _) => self.unknown(format!("{at}{}", pointer(path, &[]))),
        }
        (label.clone(), known)
    }

    /// Reads the score, as written in the payload.
    #[inline]
    fn score(&mut self, own: &ProviderVerdictReading, verdict: &Value, at: &str) -> Option<String> {
        let path = own.score?;
        let score = match look(verdict, path) {
            Seen::Absent => return None,
            Seen::There(Value::Number(score)) => score,
            Seen::There(_) | Seen::Odd => {
                self.unknown(format!("{at}{}", pointer(path, &[])));
                return None;
            }
        };
        let fits = |(lowest, highest)| score.as_f64().is_some_and(|score| (lowest..=highest).contains(&score));
        if !own.score_range.is_none_or(fits) {
            self.unknown(format!("{at}{}", pointer(path, &[])));
        }
        self.not_judged.push(Unjudged::Score { score: score.to_string() });
        Some(score.to_string())
    }
}

#[inline]
fn rank(kind: DecisionKind) -> Rank {
    match kind {
        DecisionKind::Passed => Rank::Passed,
        DecisionKind::Warning => Rank::Review,
        DecisionKind::NotExecuted => Rank::Undecided,
        DecisionKind::Rejected => Rank::Rejected,
    }
}
