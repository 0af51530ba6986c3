//! What programs read from what the provider sends, resolved.

use super::{AuthId, ChannelId, DecisionId, Model, Name, OperationId, Path, Schema, Shape, Source, Type, TypeId};
pub use verispec_spec::syntax::{Actor, DecisionKind};
use verispec_text::source::Span;

/// Which members of responses say what.
#[derive(Debug, Default)]
pub struct Readings {
    /// Where the token comes from that other operations need.
    pub token: Option<TokenReading>,
    /// How an execution is fed by uploads.
    pub execution: Option<ExecutionReading>,
    /// How far an execution has come.
    pub state: Option<StateReading>,
    /// What the results of an execution come to.
    pub outcome: Option<OutcomeReading>,
    /// What a callback is about.
    pub callback: Option<CallbackReading>,
}

/// Where the token comes from that other operations need.
#[derive(Debug)]
pub struct TokenReading {
    /// The operation that hands it out.
    pub operation: OperationId,
    /// Path to the token in its response.
    pub token: Path,
    /// The way to authorise that the token is for.
    pub auth: AuthId,
    /// Where this stands.
    pub source: Source,
}

/// How far an execution has come.
#[derive(Debug)]
pub struct StateReading {
    /// The operation that tells it.
    pub operation: OperationId,
    /// Path to the state in its response.
    pub state: Path,
    /// The states in which there is a result.
    pub with_result: Vec<String>,
    /// Where this stands.
    pub source: Source,
}

impl Model {
    /// The payloads that say the state of an execution, each with where it says it, and none of them twice.
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

/// How an execution is fed by uploads.
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
    /// Path to the credentials.
    pub credentials: Path,
    /// From a credential to its id.
    pub credential_id: Path,
    /// From a credential to its category.
    pub category: Path,
    /// From a credential to its channels.
    pub channels: Path,
    /// From a credential to what uploads need.
    pub upload: UploadReading,
    /// Paths to what the end user needs to begin, by channel.
    pub hand_over: Vec<(ChannelId, Path)>,
    /// The operation that uploads a part.
    pub upload_operation: OperationId,
    /// What the answer to an upload renews, and its type.
    pub renewed: Option<(TypeId, UploadReading)>,
    /// The operation that ends the acquisition.
    pub finalize_operation: OperationId,
    /// The names of the parameters that the paths of both operations have for these ids.
    pub parameters: PathParameters,
    /// Where this stands.
    pub source: Source,
}

/// Paths to what uploads need.
#[derive(Debug)]
pub struct UploadReading {
    /// To the ids of the account and of the execution, in an answer that names them.
    pub ids: Option<(Path, Path)>,
    /// To the credentials that an answer names, and from one of them to its id.
    pub credentials: Option<(Path, Path)>,
    /// To the token.
    pub token: Path,
    /// To the URLs by part.
    pub parts: Path,
    /// To the URL that ends the acquisition.
    pub finalize: Path,
}

/// The parameters of a path that name things.
#[derive(Debug, Default)]
pub struct PathParameters {
    /// The account.
    pub account: Option<Name>,
    /// The execution.
    pub execution: Option<Name>,
    /// The credential.
    pub credential: Option<Name>,
}

/// What the results of an execution come to.
#[derive(Debug)]
pub struct OutcomeReading {
    /// The type of the response that holds the results.
    pub schema: TypeId,
    /// Path to the key of the workflow.
    pub workflow: Path,
    /// Path to the state of the execution.
    pub state: Option<Path>,
    /// Paths to the ids that say whose results these are.
    pub identity: Vec<Path>,
    /// Path to the results by capability.
    pub results: Path,
    /// From a result to its id.
    pub id: Option<Path>,
    /// From a result to the type of its decision.
    pub decision: Path,
    /// From a result to the label of its decision.
    pub label: Path,
    /// From a result to its credentials, and from one of those to its id.
    pub credentials: Option<(Path, Path)>,
    /// From one of its credentials to the category.
    pub category: Option<Path>,
    /// The credentials of the execution.
    pub execution_credentials: Option<ListedCredentials>,
    /// The provider's own verdict.
    pub provider_verdict: Option<ProviderVerdictReading>,
    /// What each type of decision means.
    pub kinds: Vec<(String, DecisionKind)>,
    /// The labels of what has not run because a requirement did not hold.
    pub precondition_labels: Vec<String>,
    /// Where this stands.
    pub source: Source,
}

/// The credentials of an execution, as a response with results lists them.
#[derive(Debug)]
pub struct ListedCredentials {
    /// To their list.
    pub each: Path,
    /// From one of them to its id.
    pub id: Path,
    /// From one of them to its category.
    pub category: Path,
}

/// The provider's own verdict on the whole execution.
#[derive(Debug)]
pub struct ProviderVerdictReading {
    /// To the object that holds it.
    pub at: Path,
    /// From there to the type of the decision.
    pub decision: Path,
    /// From there to the label.
    pub label: Option<Path>,
    /// What each label means.
    pub labels: Vec<(String, DecisionKind)>,
    /// From there to the score of the risk.
    pub score: Option<Path>,
    /// The lowest and the highest score.
    pub score_range: Option<[i64; 2]>,
    /// To links behind which there is more that is not read here.
    pub elsewhere: Vec<Path>,
    /// Where this is documented.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

impl Model {
    /// The type of the response that holds results, if the spec says how they are judged.
    pub fn results_in(&self) -> Option<TypeId> {
        self.readings.outcome.as_ref().map(|reading| reading.schema)
    }

    /// The service that parts are uploaded to, if objects of this type hold their URLs by part.
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
    /// Paths to the values that tell one event from another.
    pub idempotency: Vec<Path>,
    /// The type of the requests that say where to send it, and the path to the URL.
    pub requested: Option<(TypeId, Path)>,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

/// What to do about a label.
#[derive(Debug, Clone)]
pub struct Advice {
    /// The label.
    pub label: String,
    /// Who can do it.
    pub who: Actor,
    /// What it is.
    pub what: String,
    /// Where the spec says so.
    pub place: Span,
}

impl Advice {
    /// Whether both say the same of the same label.
    pub fn is_same(&self, other: &Advice) -> bool {
        (&self.label, self.who, &self.what) == (&other.label, other.who, &other.what)
    }
}
