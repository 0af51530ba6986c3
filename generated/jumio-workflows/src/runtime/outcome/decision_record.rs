//! Decision records: stores a decision as JSON, so that it can be read again and compared with a later one.

use std::error::Error;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::runtime::judging::duplicates::{self, Unclear};
use crate::runtime::judging::model::Model;
use crate::runtime::outcome::stated::Stated;
use crate::runtime::{Json, Outcome, Policy, Report, Verdict};

/// The version of the record format.
const VERSION: u64 = 1;

/// A decision about a payload, its grounds, and the version of the spec that was used.
///
/// Two records of the same payload are equal if and only if the decisions and their grounds are equal.
/// [`Record::differences`] lists the differences.
///
/// Parse a record with [`Record::from_json`] or `serde_json::from_str`, which reject duplicate fields. A
/// `serde_json::Value` keeps only the last duplicate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// The kind of the decision: `outcome` for an execution, or `report` for a payload.
    pub kind: String,
    /// The version of the spec that was used.
    pub spec: String,
    /// The editions of the documents that the spec is based on, by document, if the spec states them.
    pub editions: Vec<(String, String)>,
    /// The digest of the payload, if the caller passed one.
    pub digest: Option<String>,
    /// For an outcome, the facts that the caller provided. [`Stated::context`] converts them into a context in which
    /// the payload can be judged again.
    pub stated: Stated,
    /// For a report, the policy.
    pub policy: Option<String>,
    /// The verdict of the outcome, or `ok` or `not ok` for a report.
    pub verdict: String,
    /// The grounds of the decision: the proof of a pass, the reasons for any other verdict, or the violations of a
    /// report.
    pub grounds: Vec<Ground>,
    /// Everything that was not judged, either because the spec does not define how or because the caller did not
    /// provide the facts.
    pub not_judged: Vec<String>,
}

/// One of the grounds of a verdict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ground {
    /// The kind of a reason, `capability passed`, or the id of a rule.
    pub kind: String,
    /// The subject of the reason, capability or violation.
    pub about: String,
}

/// A difference between two records of the same payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field of the record.
    pub member: &'static str,
    /// The value in the earlier record, if the later one does not have it; otherwise empty.
    pub was: String,
    /// The value in the later record, if the earlier one does not have it; otherwise empty.
    pub is: String,
}

impl Outcome {
    /// Creates a record of the outcome. The digest is that of the payload's bytes, in a format of your choice or from
    /// `runtime::digest` (feature `digest`).
    #[inline]
    #[must_use]
    pub fn record(&self, digest: Option<&str>) -> Record {
        let grounds = match &self.verdict {
            Verdict::Passed(proof) => {
                let proved = proof.capabilities().iter().map(|proved| {
                    let at: Vec<&str> = proved.findings().map(|place| self.findings[place].at.as_str()).collect();
                    Ground {
                        kind: "capability passed".to_owned(),
                        about: format!("{} at {}", proved.capability(), at.join(", ")),
                    }
                });
                proved.collect()
            }
            Verdict::Review(reasons) | Verdict::Undecided(reasons) | Verdict::Rejected(reasons) => {
                let ground =
                    |reason: &crate::runtime::Reason| Ground { kind: reason.kind().to_owned(), about: reason.about() };
                reasons.iter().map(ground).collect()
            }
        };
        Record {
            kind: "outcome".to_owned(),
            digest: digest.map(str::to_owned),
            stated: self.stated.clone(),
            verdict: self.verdict.to_string(),
            grounds,
            not_judged: self.not_judged.iter().map(ToString::to_string).collect(),
            ..Record::by(self.model)
        }
    }
}

impl Report {
    /// Creates a record of the report. Messages are omitted because they may contain values; the rule and the location
    /// are enough to find the violations again.
    #[inline]
    #[must_use]
    pub fn record(&self, model: &Model, digest: Option<&str>) -> Record {
        let policy = match self.policy() {
            Policy::Default => "default",
            Policy::Strict => "strict",
            Policy::Complete => "complete",
        };
        let grounds = self.violations().iter().map(|violation| Ground {
            kind: violation.rule.to_owned(),
            about: format!("{} at {}", violation.severity, crate::runtime::Printable(&violation.pointer)),
        });
        Record {
            kind: "report".to_owned(),
            digest: digest.map(str::to_owned),
            policy: Some(policy.to_owned()),
            verdict: if self.is_ok() { "ok" } else { "not ok" }.to_owned(),
            grounds: grounds.collect(),
            not_judged: self.open_rules(),
            ..Record::by(model)
        }
    }
}

impl Report {
    /// Returns the rules that could not be judged with their missing facts, and the locations of dropped values.
    #[inline]
    fn open_rules(&self) -> Vec<String> {
        let rules = self.not_judged().iter().map(|open| format!("{} lacks {}", open.rule, open.lacks.join(", ")));
        rules.chain(self.left_out().map(|at| crate::runtime::Printable(at).to_string())).collect()
    }
}

impl Record {
    #[inline]
    fn by(model: &Model) -> Self {
        let edition = |(document, edition): &(&str, &str)| ((*document).to_owned(), (*edition).to_owned());
        Self {
            kind: String::new(),
            spec: model.version.to_owned(),
            editions: model.editions.iter().map(edition).collect(),
            digest: None,
            stated: Stated::default(),
            policy: None,
            verdict: String::new(),
            grounds: Vec::new(),
            not_judged: Vec::new(),
        }
    }

    /// Returns the differences from a later record: each field whose value differs, and each ground that only one of
    /// the records has.
    #[inline]
    #[must_use]
    pub fn differences(&self, later: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut compare = |member, was: String, is: String| {
            if was != is {
                found.push(Difference { member, was, is });
            }
        };
        let editions = |record: &Self| {
            let words: Vec<String> =
                record.editions.iter().map(|(document, edition)| format!("{document} {edition}")).collect();
            words.join(", ")
        };
        compare("kind", self.kind.clone(), later.kind.clone());
        compare("spec", self.spec.clone(), later.spec.clone());
        compare("editions", editions(self), editions(later));
        compare("digest", self.digest.clone().unwrap_or_default(), later.digest.clone().unwrap_or_default());
        compare("policy", self.policy.clone().unwrap_or_default(), later.policy.clone().unwrap_or_default());
        compare("verdict", self.verdict.clone(), later.verdict.clone());
        one_sided("stated", self.stated.lines(), later.stated.lines(), &mut found);
        let grounds =
            |record: &Self| record.grounds.iter().map(|ground| format!("{}: {}", ground.kind, ground.about)).collect();
        one_sided("grounds", grounds(self), grounds(later), &mut found);
        one_sided("not_judged", self.not_judged.clone(), later.not_judged.clone(), &mut found);
        found
    }

    /// Serializes the record as JSON.
    #[inline]
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// Parses a record.
    ///
    /// # Errors
    ///
    /// Fails if the string is not a record, contains the same field twice, or has a version that this crate does not
    /// support.
    #[inline]
    pub fn from_json(text: &str) -> Result<Self, NotARecord> {
        let value = duplicates::value(text).map_err(|unclear| match unclear {
            Unclear::NotJson(error) => NotARecord(format!("not JSON: {error}")),
            Unclear::Doubled(name) => {
                NotARecord(format!("the field `{}` occurs more than once", crate::runtime::Printable(&name)))
            }
        })?;
        Self::from_value(&value)
    }

    #[inline]
    fn to_value(&self) -> Value {
        let editions: Map<String, Value> =
            self.editions.iter().map(|(document, edition)| (document.clone(), edition.as_str().into())).collect();
        let grounds: Vec<Value> =
            self.grounds.iter().map(|ground| json!({"kind": ground.kind, "about": ground.about})).collect();
        json!({
            "record": VERSION,
            "kind": self.kind,
            "spec": self.spec,
            "editions": editions,
            "digest": self.digest,
            "stated": self.stated.to_value(),
            "policy": self.policy,
            "verdict": self.verdict,
            "grounds": grounds,
            "not_judged": self.not_judged,
        })
    }

    #[inline]
    fn from_value(value: &Value) -> Result<Self, NotARecord> {
        match value.get("record").map(Value::as_u64) {
            Some(Some(VERSION)) => {}
            Some(version) => {
                let version = version.map_or("(not a number)".to_owned(), |version| version.to_string());
                return Err(NotARecord(format!(
                    "record version {version} is not supported; this crate reads \
                    {VERSION}"
                )));
            }
            None => return Err(NotARecord("the field `record`, the version of the format, is missing".to_owned())),
        }
        let lost = |member: &str| NotARecord(format!("`{member}` is missing or has the wrong type"));
        let text = |of: &Value, member: &str| {
            of.get(member).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| lost(member))
        };
        let list = |member: &str| value.get(member).and_then(Value::as_array).ok_or_else(|| lost(member));
        let texts = |member: &str| {
            let words = list(member)?.iter().map(|word| word.as_str().map(str::to_owned).ok_or_else(|| lost(member)));
            words.collect::<Result<Vec<String>, _>>()
        };
        let is_null = |member: &str| value.get(member).is_some_and(Value::is_null);
        let editions = value.get("editions").and_then(Value::as_object).ok_or_else(|| lost("editions"))?;
        let stated = value.get("stated").and_then(Value::as_object).ok_or_else(|| lost("stated"))?;
        let editions = editions.iter().map(|(document, edition)| {
            Ok((document.clone(), edition.as_str().ok_or_else(|| lost("editions"))?.to_owned()))
        });
        let grounds = list("grounds")?
            .iter()
            .map(|ground| Ok(Ground { kind: text(ground, "kind")?, about: text(ground, "about")? }));
        Ok(Self {
            kind: text(value, "kind")?,
            spec: text(value, "spec")?,
            editions: editions.collect::<Result<_, _>>()?,
            digest: if is_null("digest") { None } else { Some(text(value, "digest")?) },
            stated: Stated::from_value(stated).map_err(|name| {
                NotARecord(format!("`{}` in `stated` is not a valid fact", crate::runtime::Printable(name)))
            })?,
            policy: if is_null("policy") { None } else { Some(text(value, "policy")?) },
            verdict: text(value, "verdict")?,
            grounds: grounds.collect::<Result<_, _>>()?,
            not_judged: texts("not_judged")?,
        })
    }
}

/// Adds the entries that only one of the lists has. The lists are sorted first, so that the run time is not quadratic.
#[inline]
fn one_sided(member: &'static str, mut was: Vec<String>, mut is: Vec<String>, found: &mut Vec<Difference>) {
    was.sort_unstable();
    is.sort_unstable();
    let (mut was, mut is) = (was.into_iter().peekable(), is.into_iter().peekable());
    loop {
        let order = match (was.peek(), is.peek()) {
            (None, None) => return,
            (Some(was), Some(is)) => was.cmp(is),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
        };
        let (was, is) = match order {
            std::cmp::Ordering::Equal => {
                was.next();
                is.next();
                continue;
            }
            std::cmp::Ordering::Less => (was.next(), None),
            std::cmp::Ordering::Greater => (None, is.next()),
        };
        found.push(Difference { member, was: was.unwrap_or_default(), is: is.unwrap_or_default() });
    }
}

impl Serialize for Record {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Record {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The record is buffered as JSON text, in which duplicate fields can be detected.
        let text = Json::deserialize(deserializer)?;
        Self::from_json(text.as_str()).map_err(serde::de::Error::custom)
    }
}

/// The string is not a record that this crate can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotARecord(String);

impl fmt::Display for NotARecord {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a record: {}", self.0)
    }
}

impl Error for NotARecord {}

/// Computes the digest of a payload for records: `sha256:` and the hash of its bytes.
#[cfg(feature = "digest")]
#[inline]
#[must_use]
pub fn digest(payload: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    let mut digest = "sha256:".to_owned();
    for byte in Sha256::digest(payload) {
        // Writing to a string cannot fail.
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}
