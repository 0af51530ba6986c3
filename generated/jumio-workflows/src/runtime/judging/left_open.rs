//! Collects the rules that could not be judged, with the missing facts.

use std::fmt;
use std::sync::OnceLock;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::runtime::{Rule, Severity};

/// A rule that could not be judged, because its result depends on facts that the context does not contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotJudged {
    /// The id of the rule.
    pub rule: &'static str,
    /// The severity of a violation of the rule.
    pub severity: Severity,
    /// The missing facts, by their names in a case's context, such as `now` or `file.bytes`.
    pub lacks: Vec<&'static str>,
}

/// A rule that could not be judged, and one missing fact.
#[derive(Debug, Clone, Copy)]
pub(in crate::runtime) struct Lack {
    pub(in crate::runtime) rule: &'static Rule,
    pub(in crate::runtime) fact: &'static str,
}

/// The rules that could not be judged. There is such a rule for nearly every payload, so recording one must not
/// allocate. Therefore, the list for callers is only built on request.
#[derive(Debug, Default, Clone)]
pub(in crate::runtime) struct LeftOpen {
    /// The first entries; most payloads need no more than these.
    few: [Option<Lack>; 2],
    rest: OnceLock<Box<Rest>>,
}

#[derive(Debug, Default, Clone)]
struct Rest {
    more: Vec<Lack>,
    told: OnceLock<Vec<NotJudged>>,
}

impl LeftOpen {
    /// Returns all entries, in the order in which they were added.
    #[inline]
    pub(in crate::runtime) fn iter(&self) -> impl Iterator<Item = &Lack> {
        self.few.iter().flatten().chain(self.rest.get().into_iter().flat_map(|rest| &rest.more))
    }

    /// Returns whether any entry passes the test.
    pub(in crate::runtime) fn any(&self, test: &dyn Fn(&Lack) -> bool) -> bool {
        self.few.iter().flatten().any(test) || self.rest.get().is_some_and(|rest| rest.more.iter().any(test))
    }

    /// Adds an entry unless the list already contains it.
    pub(in crate::runtime) fn add(&mut self, lack: Lack) {
        let is_same = |known: &Lack| known.fact == lack.fact && known.rule.id == lack.rule.id;
        for place in &mut self.few {
            match place {
                Some(known) if is_same(known) => return,
                Some(_) => {}
                None => {
                    *place = Some(lack);
                    // The cached list for callers is now outdated.
                    self.rest.take();
                    return;
                }
            }
        }
        let mut rest = self.rest.take().unwrap_or_default();
        if !rest.more.iter().any(is_same) {
            rest.more.push(lack);
            rest.told.take();
        }
        // The cell was just emptied by `take`.
        _ = self.rest.set(rest);
    }

    /// Returns the list for callers: each rule once, with all of its missing facts and its severity.
    #[inline]
    pub(in crate::runtime) fn told(&self, severity: &dyn Fn(&'static Rule) -> Severity) -> &[NotJudged] {
        if self.few[0].is_none() {
            return &[];
        }
        let tell = || {
            let mut told: Vec<NotJudged> = Vec::new();
            for Lack { rule, fact } in self.iter() {
                match told.iter_mut().find(|open| open.rule == rule.id) {
                    Some(open) => open.lacks.push(fact),
                    None => told.push(NotJudged { rule: rule.id, severity: severity(rule), lacks: vec![fact] }),
                }
            }
            told
        };
        self.rest.get_or_init(Box::default).told.get_or_init(tell)
    }
}

impl fmt::Display for NotJudged {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names of facts of the context contain no spaces. Values that a response lacks are described by phrases.
        let (told, facts): (Vec<&str>, Vec<&str>) = self.lacks.iter().partition(|fact| fact.contains(' '));
        let given = |by: &str, what: &[&str]| format!("the {by} does not provide {}", what.join(", "));
        let parts = [("context", facts), ("response", told)];
        let parts = parts.iter().filter(|(_, what)| !what.is_empty()).map(|(by, what)| given(by, what));
        write!(f, "not judged[{}]: {}", self.rule, parts.collect::<Vec<_>>().join("; "))
    }
}

// Implemented manually, because the derive macro would take longer to compile than the rest of the crate.
impl Serialize for NotJudged {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("NotJudged", 3)?;
        fields.serialize_field("rule", self.rule)?;
        fields.serialize_field("severity", &self.severity)?;
        fields.serialize_field("lacks", &self.lacks)?;
        fields.end()
    }
}
