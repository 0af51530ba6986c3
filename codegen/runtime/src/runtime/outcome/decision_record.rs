//! Records of decisions: takes what was decided, gives JSON that can be kept, read back and compared with a later one.

use std::error::Error;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::runtime::judging::duplicates::{self, Unclear};
use crate::runtime::judging::model::Model;
use crate::runtime::outcome::stated::Stated;
use crate::runtime::{Json, Outcome, Policy, Report, Verdict};

/// The version of the form of records.
const VERSION: u64 = 1;

/// What was decided about one payload, on which grounds, and by which version of the spec.
///
/// Two records of one payload are equal if, and only if, it was judged alike: [`Record::differences`] tells what is not.
///
/// Read a record from text, by [`Record::from_json`] or `serde_json::from_str`: a field that comes twice is refused then. A
/// `serde_json::Value` shows the last of them only.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// What was decided: `outcome` of an execution, or `report` on a payload.
    pub kind: String,
    /// The version of the spec that judged.
    pub spec: String,
    /// The editions of the documents behind the spec, by document, where it names them.
    pub editions: Vec<(String, String)>,
    /// The digest of the payload, if the caller gave one.
    pub digest: Option<String>,
    /// What the caller stated, for an outcome. [`Stated::context`] judges the payload by it again.
    pub stated: Stated,
    /// The policy, for a report.
    pub policy: Option<String>,
    /// The verdict: that of an outcome, or `ok` or `not ok` of a report.
    pub verdict: String,
    /// What it was built from: the proof of a pass, the reasons of everything else, the violations of a report.
    pub grounds: Vec<Ground>,
    /// What was not judged: nothing says how, or the caller did not say what is needed.
    pub not_judged: Vec<String>,
}

/// One of the grounds of a verdict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ground {
    /// The kind: that of a reason, `capability passed`, or the id of a rule.
    pub kind: String,
    /// What it is about.
    pub about: String,
}

/// How two records of one payload differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The member of the record.
    pub member: &'static str,
    /// What only the earlier record says; empty if nothing.
    pub was: String,
    /// What only the later record says; empty if nothing.
    pub is: String,
}

impl Outcome {
    /// The outcome as it can be kept. The digest is that of the payload's bytes, in a form of your own or from
    /// `runtime::digest`, which the feature `digest` adds.
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
    /// The report as it can be kept. The messages are left out, since they may repeat values; rule and place are enough to
    /// find them again.
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
    /// The rules that could not be judged, with the facts that each lacks, and where a value was left out.
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

    /// What differs in a later record: each member that is another one, each ground that only one of them has.
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

    /// The record as JSON.
    #[inline]
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// Reads a record.
    ///
    /// # Errors
    ///
    /// If the text is not a record, names a field twice, or is a record of a version that this crate does not know.
    #[inline]
    pub fn from_json(text: &str) -> Result<Self, NotARecord> {
        let value = duplicates::value(text).map_err(|unclear| match unclear {
            Unclear::NotJson(error) => NotARecord(format!("not JSON: {error}")),
            Unclear::Doubled(name) => {
                NotARecord(format!("it has `{}` more than once", crate::runtime::Printable(&name)))
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
                let version = version.map_or("of no number".to_owned(), |version| version.to_string());
                return Err(NotARecord(format!("record version {version} is not known; this crate reads {VERSION}")));
            }
            None => return Err(NotARecord("`record`, the version of the form, is missing".to_owned())),
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
                NotARecord(format!("`{}` of `stated` is not a fact of this form", crate::runtime::Printable(name)))
            })?,
            policy: if is_null("policy") { None } else { Some(text(value, "policy")?) },
            verdict: text(value, "verdict")?,
            grounds: grounds.collect::<Result<_, _>>()?,
            not_judged: texts("not_judged")?,
        })
    }
}

/// Adds what only one of the lists has. Both are sorted first, so the work grows with their lengths and no faster.
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
        // As text, in which fields that come twice can be seen.
        let text = Json::deserialize(deserializer)?;
        Self::from_json(text.as_str()).map_err(serde::de::Error::custom)
    }
}

/// The text is not a record that this crate can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotARecord(String);

impl fmt::Display for NotARecord {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a record: {}", self.0)
    }
}

impl Error for NotARecord {}

/// The digest of a payload, as records keep it: `sha256:` and the hash of its bytes.
#[cfg(feature = "digest")]
#[inline]
#[must_use]
pub fn digest(payload: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    let mut digest = "sha256:".to_owned();
    for byte in Sha256::digest(payload) {
        // Writing to a string does not fail.
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}
