//! The paths to the values that programs read from the provider's payloads, resolved.

use super::{AuthId, ChannelId, DecisionId, Model, Name, OperationId, Path, Schema, Shape, Source, Type, TypeId};
pub use verispec_spec::syntax::{Actor, DecisionKind};
use verispec_text::source::Span;

/// The paths to important fields in responses.
#[derive(Debug, Default)]
pub struct Readings {
    /// Where to read the token that other operations need.
    pub token: Option<TokenReading>,
    /// How to upload the parts of an execution.
    pub execution: Option<ExecutionReading>,
    /// How to read the progress of an execution.
    pub state: Option<StateReading>,
    /// How to judge the results of an execution.
    pub outcome: Option<OutcomeReading>,
    /// What a callback is about.
    pub callback: Option<CallbackReading>,
}

/// Where to read the token that other operations need.
#[derive(Debug)]
pub struct TokenReading {
    /// The operation that returns the token.
    pub operation: OperationId,
    /// Path to the token in its response.
    pub token: Path,
    /// The authorization method that the token is for.
    pub auth: AuthId,
    /// The source of these facts.
    pub source: Source,
}

/// How to read the progress of an execution.
#[derive(Debug)]
pub struct StateReading {
    /// The operation that returns the state.
    pub operation: OperationId,
    /// Path to the state in its response.
    pub state: Path,
    /// The states in which there is a result.
    pub with_result: Vec<String>,
    /// The source of these facts.
    pub source: Source,
}

impl Model {
    /// The payloads that contain the state of an execution, each with the path to it, without duplicates.
    pub fn states_told(&self) -> Vec<(TypeId, &Path)> {
        let readings = &self.readings;
        let asked = readings.state.as_ref().and_then(|it| Some((self[it.operation].response.schema?, &it.state)));
        let outcome = readings.outcome.as_ref().and_then(|it| Some((it.schema, it.state.as_ref()?)));
        let callback = readings.callback.as_ref().map(|it| (it.schema, &it.state));
        let mut told: Vec<(TypeId, &Path)> = [asked, outcome, callback].into_iter().flatten().collect();
        told.sort_by_key(|(id, _)| *id);
        told.dedup_by_key(|(id, _)| *id);
        told
    }
}

/// How to upload the parts of an execution.
#[derive(Debug)]
pub struct ExecutionReading {
    /// The name of the lifetime of its session.
    pub session: Option<String>,
    /// The type of the response that starts an execution.
    pub schema: TypeId,
    /// Path to the account's id.
    pub account: Path,
    /// Path to the execution's id.
    pub id: Path,
    /// Path to the list of credentials.
    pub credentials: Path,
    /// Path from a credential to its id.
    pub credential_id: Path,
    /// Path from a credential to its category.
    pub category: Path,
    /// Path from a credential to its channels.
    pub channels: Path,
    /// Paths from a credential to the data that uploads need.
    pub upload: UploadReading,
    /// Paths to the data that hands the end user over, by channel.
    pub hand_over: Vec<(ChannelId, Path)>,
    /// The operation that uploads a part.
    pub upload_operation: OperationId,
    /// What the response to an upload renews, and its type.
    pub renewed: Option<(TypeId, UploadReading)>,
    /// The operation that ends the acquisition.
    pub finalize_operation: OperationId,
    /// The names of the path parameters for these ids in both operations.
    pub parameters: PathParameters,
    /// The source of these facts.
    pub source: Source,
}

/// Paths to the data that uploads need.
#[derive(Debug)]
pub struct UploadReading {
    /// Paths to the ids of the account and of the execution, in a response that contains them.
    pub ids: Option<(Path, Path)>,
    /// Path to the credentials in a response, and from one of them to its id.
    pub credentials: Option<(Path, Path)>,
    /// Path to the token.
    pub token: Path,
    /// Path to the URLs by part.
    pub parts: Path,
    /// Path to the URL that ends the acquisition.
    pub finalize: Path,
}

/// The path parameters that identify the subject of a request.
#[derive(Debug, Default)]
pub struct PathParameters {
    /// The parameter for the account.
    pub account: Option<Name>,
    /// The parameter for the execution.
    pub execution: Option<Name>,
    /// The parameter for the credential.
    pub credential: Option<Name>,
}

/// How to judge the results of an execution.
#[derive(Debug)]
pub struct OutcomeReading {
    /// The type of the response with the results.
    pub schema: TypeId,
    /// Path to the key of the workflow.
    pub workflow: Path,
    /// Path to the state of the execution.
    pub state: Option<Path>,
    /// Paths to the ids that the results belong to.
    pub identity: Vec<Path>,
    /// Path to the results by capability.
    pub results: Path,
    /// Path from a result to its id.
    pub id: Option<Path>,
    /// Path from a result to its decision type.
    pub decision: Path,
    /// Path from a result to its label.
    pub label: Path,
    /// Path from a result to its credentials, and from one of those to its id.
    pub credentials: Option<(Path, Path)>,
    /// Path from one of its credentials to the category.
    pub category: Option<Path>,
    /// The list of the execution's credentials.
    pub execution_credentials: Option<ListedCredentials>,
    /// The provider's own verdict.
    pub provider_verdict: Option<ProviderVerdictReading>,
    /// The meaning of each decision type.
    pub kinds: Vec<(String, DecisionKind)>,
    /// The labels of results that did not run because a requirement did not hold.
    pub precondition_labels: Vec<String>,
    /// The source of these facts.
    pub source: Source,
}

/// The list of an execution's credentials in a response with results.
#[derive(Debug)]
pub struct ListedCredentials {
    /// Path to the list.
    pub each: Path,
    /// Path from an item to its id.
    pub id: Path,
    /// Path from an item to its category.
    pub category: Path,
}

/// The provider's own verdict on the whole execution.
#[derive(Debug)]
pub struct ProviderVerdictReading {
    /// Path to the object with the verdict.
    pub at: Path,
    /// Path from there to the decision type.
    pub decision: Path,
    /// Path from there to the label.
    pub label: Option<Path>,
    /// The meaning of each label.
    pub labels: Vec<(String, DecisionKind)>,
    /// Path from there to the risk score.
    pub score: Option<Path>,
    /// The minimum and maximum score.
    pub score_range: Option<[i64; 2]>,
    /// Paths to links in the response to data that the crate does not read.
    pub elsewhere: Vec<Path>,
    /// The source of these facts.
    pub source: Source,
    /// The decisions behind these facts.
    pub decisions: Vec<DecisionId>,
}

impl Model {
    /// The type of the response with results, if the spec says how they are judged.
    pub fn results_in(&self) -> Option<TypeId> {
        self.readings.outcome.as_ref().map(|reading| reading.schema)
    }

    /// The service that parts are uploaded to, if objects of this type contain the upload URLs by part.
    pub fn service_of_parts(&self, kind: &Type) -> Option<&str> {
        let reading = self.readings.execution.as_ref()?;
        let renewed = reading.renewed.iter().map(|(_, upload)| upload);
        let uploads = std::iter::once(&reading.upload).chain(renewed);
        let mut parts = uploads.filter_map(|upload| upload.parts.schema.as_ref());
        let holds_them = |schema: &Schema| match self.resolved(schema).shape {
            Shape::Named(id) => self[id].name.wire == kind.name.wire,
            _ => false,
        };
        let service = self[reading.upload_operation].service.filter(|_| parts.any(holds_them))?;
        Some(&self[service].name.wire)
    }
}

/// What a callback is about.
#[derive(Debug)]
pub struct CallbackReading {
    /// The type of the callback.
    pub schema: TypeId,
    /// Path to the key of the workflow.
    pub workflow: Path,
    /// Path to the state of the execution.
    pub state: Path,
    /// Paths to the values that identify an event.
    pub idempotency: Vec<Path>,
    /// The types of the requests that contain the callback URL, with the path to it.
    pub requested: Option<(TypeId, Path)>,
    /// The source of these facts.
    pub source: Source,
    /// The decisions behind these facts.
    pub decisions: Vec<DecisionId>,
}

/// Advice for a label.
#[derive(Debug, Clone)]
pub struct Advice {
    /// The label.
    pub label: String,
    /// Who can act on it.
    pub who: Actor,
    /// What to do.
    pub what: String,
    /// The span of the advice in the spec.
    pub place: Span,
}

impl Advice {
    /// Whether both give the same advice for the same label.
    pub fn is_same(&self, other: &Advice) -> bool {
        (&self.label, self.who, &self.what) == (&other.label, other.who, &other.what)
    }
}
