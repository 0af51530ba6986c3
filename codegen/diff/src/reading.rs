//! Compares what programs read from responses: executions, outcomes, callbacks, and the methods of the crate for them.

use super::change::Change;
use super::pairing::{pair, words};
use super::place::SpecPlace;
use super::{Differ, sorted};
use verispec_model::change::reading::{ADDED, CHANGED, INFORMATIVE, MEANING, REMOVED};
use verispec_model::ir::{
    ChannelId, DecisionKind, Model, Path, ProviderVerdictReading, TypeId, UploadReading, spelled,
};

/// The entries of a reading, by their keys in the spec: the type of the response, and the paths into it.
type Facts = Vec<(&'static str, String)>;

/// Returns the location of the entry with this key. A dot in the key leads to a nested entry.
fn below(at: &SpecPlace, key: &str) -> SpecPlace {
    key.split('.').fold(at.clone(), |at, key| at.key(key))
}

impl Differ<'_> {
    pub(super) fn readings(&mut self) {
        for (name, facts) in [
            ("execution", execution as fn(&Model) -> Option<(String, Facts)>),
            ("outcome", outcome),
            ("callback", callback),
        ] {
            let at = SpecPlace::file("readings").key(name);
            match (facts(self.old), facts(self.new)) {
                (None, None) => {}
                (Some((schema, _)), None) => {
                    let message = format!("{schema} is no longer read as {name}.");
                    self.push(Change::new(&REMOVED, message).was(&at, schema));
                }
                (None, Some((schema, _))) => {
                    let message = format!("{schema} is now read as {name}.");
                    self.push(Change::new(&ADDED, message).is(&at, schema));
                }
                (Some((old, was)), Some((new, is))) => {
                    if self.newer_type(&old) != new {
                        let message = format!("{new} is now read as {name}, instead of {old}.");
                        self.push(Change::new(&REMOVED, message).at(&at.key("schema"), &old, &new));
                    }
                    self.facts_read(name, &at, was, is);
                }
            }
        }
        // Clients use these readings, but no type of the crate is generated from them.
        for (name, facts) in [("token", token as fn(&Model) -> Facts), ("state", state)] {
            let at = SpecPlace::file("readings").key(name);
            self.facts_read(name, &at, facts(self.old), facts(self.new));
        }
        self.meanings();
        self.informative();
    }

    /// Compares a reading entry by entry. A renamed type is not a change.
    fn facts_read(&mut self, name: &str, at: &SpecPlace, was: Facts, is: Facts) {
        for ((key, was), (_, is)) in was.into_iter().zip(is) {
            if self.newer_type(&was) != is {
                let message = format!("`{key}` of the {name} is now `{is}`.");
                self.push(Change::new(&CHANGED, message).at(&below(at, key), was, is));
            }
        }
    }

    fn informative(&mut self) {
        if self.old.readings.outcome.is_none() || self.new.readings.outcome.is_none() {
            return;
        }
        let (was, is) = (informative(self.old), informative(self.new));
        let at = SpecPlace::file("readings").key("outcome");
        let (gone, fresh) = words(&was, &is);
        for way in gone {
            let message = format!("An outcome now reports `{way}` as not judged.");
            self.push(Change::new(&INFORMATIVE, message).was(&at, way));
        }
        for way in fresh {
            let message = format!("No verdict depends on `{way}` any more.");
            self.push(Change::new(&INFORMATIVE, message).is(&at, way));
        }
    }

    fn meanings(&mut self) {
        let (Some(old), Some(new)) = (&self.old.readings.outcome, &self.new.readings.outcome) else { return };
        let at = |kind: &str| SpecPlace::file("readings").key("outcome").key("kinds").key(kind);
        let paired = pair(&old.kinds, &new.kinds, |(kind, _)| kind.as_str());
        // A new or removed decision type is reported with the capabilities.
        for (was, is) in paired.both.into_iter().filter(|(was, is)| was.1 != is.1) {
            let message = format!("The decision {} now means: {}.", is.0, word(is.1));
            self.push(Change::new(&MEANING, message).at(&at(&is.0), word(was.1), word(is.1)));
        }
    }
}

/// Returns the paths to all informative values. A path within a result is prefixed with its capability.
fn informative(model: &Model) -> Vec<String> {
    let fields = model.fields_of_verdicts();
    let in_results = model.capabilities.iter().zip(fields.in_results);
    let in_results = in_results.flat_map(|(capability, ways)| {
        ways.into_iter().map(move |way| format!("{}: {}", capability.name.wire, way.join(".")))
    });
    fields.informative.iter().map(|way| way.join(".")).chain(in_results).collect()
}

fn word(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Passed => "passed",
        DecisionKind::Warning => "warning",
        DecisionKind::Rejected => "rejected",
        DecisionKind::NotExecuted => "not executed",
    }
}

fn optional(path: Option<&Path>) -> String {
    path.map_or("nothing".to_owned(), spelled)
}

/// Lists the paths to the values that an upload response updates, and to the ids that show that a response is about
/// something else.
fn renewed(model: &Model, reading: Option<&(TypeId, UploadReading)>) -> Facts {
    let through = |(list, id): &(Path, Path)| match id.steps.is_empty() {
        true => spelled(list),
        false => format!("{}.{}", spelled(list), spelled(id)),
    };
    let paths = reading.map(|(_, paths)| paths);
    let ids = paths.and_then(|paths| paths.ids.as_ref());
    let credentials = paths.and_then(|paths| paths.credentials.as_ref());
    vec![
        ("renewed.schema", reading.map_or("nothing".to_owned(), |(kind, _)| model[*kind].name.pascal.clone())),
        ("renewed.account", optional(ids.map(|(account, _)| account))),
        ("renewed.execution", optional(ids.map(|(_, execution)| execution))),
        ("renewed.credentials", credentials.map_or("nothing".to_owned(), through)),
        ("renewed.token", optional(paths.map(|paths| &paths.token))),
        ("renewed.parts", optional(paths.map(|paths| &paths.parts))),
        ("renewed.finalize", optional(paths.map(|paths| &paths.finalize))),
    ]
}

fn token(model: &Model) -> Facts {
    let reading = model.readings.token.as_ref();
    vec![
        ("operation", reading.map_or("nothing".to_owned(), |token| model[token.operation].name.wire.clone())),
        ("token", optional(reading.map(|token| &token.token))),
        ("auth", reading.map_or("nothing".to_owned(), |token| model[token.auth].name.wire.clone())),
    ]
}

/// Lists how the state of an execution is read. The set of states with a result is compared together with the states.
fn state(model: &Model) -> Facts {
    let reading = model.readings.state.as_ref();
    vec![
        ("operation", reading.map_or("nothing".to_owned(), |state| model[state.operation].name.wire.clone())),
        ("state", optional(reading.map(|state| &state.state))),
    ]
}

/// Lists the paths to the data that is needed to hand over the end user, by channel.
fn hand_over(model: &Model, ways: &[(ChannelId, Path)]) -> String {
    let ways: Vec<String> =
        ways.iter().map(|(id, path)| format!("{} by {}", spelled(path), model[*id].name.wire)).collect();
    if ways.is_empty() { "nothing".to_owned() } else { sorted(ways.iter().map(String::as_str)).join(", ") }
}

fn execution(model: &Model) -> Option<(String, Facts)> {
    let reading = model.readings.execution.as_ref()?;
    let mut facts = vec![
        ("account", spelled(&reading.account)),
        ("id", spelled(&reading.id)),
        ("credentials.each", spelled(&reading.credentials)),
        ("credentials.id", spelled(&reading.credential_id)),
        ("credentials.category", spelled(&reading.category)),
        ("credentials.channels", spelled(&reading.channels)),
        ("credentials.token", spelled(&reading.upload.token)),
        ("credentials.parts", spelled(&reading.upload.parts)),
        ("credentials.finalize", spelled(&reading.upload.finalize)),
        ("upload", model[reading.upload_operation].name.wire.clone()),
        ("finalize", model[reading.finalize_operation].name.wire.clone()),
        ("hand_over", hand_over(model, &reading.hand_over)),
        ("session", reading.session.clone().unwrap_or_else(|| "nothing".to_owned())),
    ];
    facts.extend(renewed(model, reading.renewed.as_ref()));
    Some((model[reading.schema].name.pascal.clone(), facts))
}

fn outcome(model: &Model) -> Option<(String, Facts)> {
    let reading = model.readings.outcome.as_ref()?;
    let mut labels = reading.precondition_labels.clone();
    labels.sort();
    let credentials = reading.credentials.as_ref();
    let listed = reading.execution_credentials.as_ref();
    let mut identity: Vec<String> = reading.identity.iter().map(spelled).collect();
    identity.sort();
    let facts = vec![
        ("workflow", spelled(&reading.workflow)),
        ("state", optional(reading.state.as_ref())),
        ("identity", identity.join(", ")),
        ("results", spelled(&reading.results)),
        ("id", optional(reading.id.as_ref())),
        ("decision", spelled(&reading.decision)),
        ("label", spelled(&reading.label)),
        (
            "credentials",
            credentials.map_or("nothing".to_owned(), |(list, id)| format!("{}.{}", spelled(list), spelled(id))),
        ),
        ("categories", optional(reading.category.as_ref())),
        (
            "execution_credentials",
            listed.map_or("nothing".to_owned(), |listed| {
                [&listed.each, &listed.id, &listed.category].map(spelled).join(", ")
            }),
        ),
        ("provider_verdict", reading.provider_verdict.as_ref().map_or("nothing".to_owned(), provider_verdict)),
        ("precondition_labels", labels.join(", ")),
    ];
    Some((model[reading.schema].name.pascal.clone(), facts))
}

/// Describes on one line how the provider's own verdict is read.
fn provider_verdict(reading: &ProviderVerdictReading) -> String {
    let mut labels: Vec<String> =
        reading.labels.iter().map(|(label, kind)| format!("{label} means {}", word(*kind))).collect();
    labels.sort();
    let mut elsewhere: Vec<String> = reading.elsewhere.iter().map(spelled).collect();
    elsewhere.sort();
    let range = reading.score_range.map_or("any".to_owned(), |[lowest, highest]| format!("{lowest} to {highest}"));
    format!(
        "{}: decision {}, label {} ({}), score {} ({range}), links {}",
        spelled(&reading.at),
        spelled(&reading.decision),
        optional(reading.label.as_ref()),
        labels.join(", "),
        optional(reading.score.as_ref()),
        elsewhere.join(", "),
    )
}

fn callback(model: &Model) -> Option<(String, Facts)> {
    let reading = model.readings.callback.as_ref()?;
    let mut idempotency: Vec<String> = reading.idempotency.iter().map(spelled).collect();
    idempotency.sort();
    let facts = vec![
        ("workflow", spelled(&reading.workflow)),
        ("state", spelled(&reading.state)),
        ("idempotency", idempotency.join(", ")),
        (
            "requested",
            reading
                .requested
                .as_ref()
                .map_or("nothing".to_owned(), |(id, path)| format!("{} of {}", spelled(path), model[*id].name.pascal)),
        ),
    ];
    Some((model[reading.schema].name.pascal.clone(), facts))
}
