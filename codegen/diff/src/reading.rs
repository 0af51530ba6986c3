//! What programs read from responses: executions, outcomes, callbacks, and the methods of the crate that do it.

use super::change::Change;
use super::pairing::{pair, words};
use super::place::SpecPlace;
use super::{Differ, sorted};
use verispec_model::change::reading::{ADDED, CHANGED, INFORMATIVE, MEANING, REMOVED};
use verispec_model::ir::{ChannelId, DecisionKind, Model, Path, ProviderVerdictReading, UploadReading, spelled};

/// What is read, by the keys of the spec: the response, and everything that is said about it.
type Facts = Vec<(&'static str, String)>;

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
                    for ((key, was), (_, is)) in was.into_iter().zip(is).filter(|(was, is)| was.1 != is.1) {
                        let message = format!("The {key} of the {name} is now read from {is}.");
                        self.push(Change::new(&CHANGED, message).at(&at.key(key), was, is));
                    }
                }
            }
        }
        // Clients read these, and no type of the crate is made of them.
        for (name, facts) in [("token", token as fn(&Model) -> Facts), ("state", state)] {
            let at = SpecPlace::file("readings").key(name);
            for ((key, was), (_, is)) in
                facts(self.old).into_iter().zip(facts(self.new)).filter(|(was, is)| was.1 != is.1)
            {
                let message = format!("The {key} of the {name} is now read from {is}.");
                self.push(Change::new(&CHANGED, message).at(&at.key(key), was, is));
            }
        }
        self.meanings();
        self.informative();
    }

    fn informative(&mut self) {
        if self.old.readings.outcome.is_none() || self.new.readings.outcome.is_none() {
            return;
        }
        let (was, is) = (informative(self.old), informative(self.new));
        let at = SpecPlace::file("readings").key("outcome");
        let (gone, fresh) = words(&was, &is);
        for way in gone {
            let message = format!("An outcome names `{way}` as not judged.");
            self.push(Change::new(&INFORMATIVE, message).was(&at, way));
        }
        for way in fresh {
            let message = format!("No verdict rests on `{way}`.");
            self.push(Change::new(&INFORMATIVE, message).is(&at, way));
        }
    }

    fn meanings(&mut self) {
        let (Some(old), Some(new)) = (&self.old.readings.outcome, &self.new.readings.outcome) else { return };
        let at = |kind: &str| SpecPlace::file("readings").key("outcome").key("kinds").key(kind);
        let paired = pair(&old.kinds, &new.kinds, |(kind, _)| kind.as_str());
        // A type of decision that is new or gone is told where the capabilities are.
        for (was, is) in paired.both.into_iter().filter(|(was, is)| was.1 != is.1) {
            let message = format!("The decision {} now means: {}.", is.0, word(is.1));
            self.push(Change::new(&MEANING, message).at(&at(&is.0), word(was.1), word(is.1)));
        }
    }
}

/// The ways to all values that no verdict rests on, those in results below their capabilities.
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

fn upload(reading: &UploadReading) -> String {
    format!("{}, {} and {}", spelled(&reading.token), spelled(&reading.parts), spelled(&reading.finalize))
}

/// What an answer to an upload names, so that the answer about something else is refused.
fn named(reading: &UploadReading) -> String {
    let ids = reading.ids.iter().map(|(account, execution)| format!("{}, {}", spelled(account), spelled(execution)));
    let through = |(list, id): &(Path, Path)| match id.steps.is_empty() {
        true => spelled(list),
        false => format!("{}.{}", spelled(list), spelled(id)),
    };
    let named: Vec<String> = ids.chain(reading.credentials.iter().map(through)).collect();
    if named.is_empty() { String::new() } else { format!(", which names {}", named.join(", ")) }
}

fn token(model: &Model) -> Facts {
    let reading = model.readings.token.as_ref();
    vec![
        ("operation", reading.map_or("nothing".to_owned(), |token| model[token.operation].name.wire.clone())),
        ("token", optional(reading.map(|token| &token.token))),
        ("auth", reading.map_or("nothing".to_owned(), |token| model[token.auth].name.wire.clone())),
    ]
}

/// The states with a result are compared with the states.
fn state(model: &Model) -> Facts {
    let reading = model.readings.state.as_ref();
    vec![
        ("operation", reading.map_or("nothing".to_owned(), |state| model[state.operation].name.wire.clone())),
        ("state", optional(reading.map(|state| &state.state))),
    ]
}

/// What the end user needs to begin, by channel.
fn hand_over(model: &Model, ways: &[(ChannelId, Path)]) -> String {
    let ways: Vec<String> =
        ways.iter().map(|(id, path)| format!("{} by {}", spelled(path), model[*id].name.wire)).collect();
    if ways.is_empty() { "nothing".to_owned() } else { sorted(ways.iter().map(String::as_str)).join(", ") }
}

fn execution(model: &Model) -> Option<(String, Facts)> {
    let reading = model.readings.execution.as_ref()?;
    let renewed = reading.renewed.as_ref();
    let facts = vec![
        ("account", spelled(&reading.account)),
        ("id", spelled(&reading.id)),
        (
            "credentials",
            [&reading.credentials, &reading.credential_id, &reading.category, &reading.channels]
                .map(spelled)
                .join(", "),
        ),
        ("upload", format!("{} by `{}`", upload(&reading.upload), model[reading.upload_operation].name.wire)),
        (
            "renewed",
            renewed.map_or("nothing".to_owned(), |(kind, paths)| {
                format!("{} of {}{}", upload(paths), model[*kind].name.pascal, named(paths))
            }),
        ),
        ("finalize", model[reading.finalize_operation].name.wire.clone()),
        ("hand_over", hand_over(model, &reading.hand_over)),
        ("session", reading.session.clone().unwrap_or_else(|| "nothing".to_owned())),
    ];
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

/// All that is said about the provider's own verdict, in one line.
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
