//! The resolved paths to the values that programs read from the provider's payloads.

use super::{AuthId, ChannelId, DecisionId, Model, Name, OperationId, Path, Schema, Shape, Source, Type, TypeId};
pub use verispec_spec::syntax::{Actor, DecisionKind};
use verispec_text::source::Span;

/// The paths to important fields in responses.
#[derive(Debug, Default)]
pub struct Readings {
    /// The location of the token that other operations need.
    pub token: Option<TokenReading>,
    /// The paths for uploading the parts of an execution.
    pub execution: Option<ExecutionReading>,
    /// The paths for reading the progress of an execution.
    pub state: Option<StateReading>,
    /// The paths for judging the results of an execution.
    pub outcome: Option<OutcomeReading>,
    /// The paths for identifying the subject of a callback.
    pub callback: Option<CallbackReading>,
}

/// The location of the token that other operations need.
#[derive(Debug)]
pub struct TokenReading {
    /// The operation that returns the token.
    pub operation: OperationId,
    /// The path to the token in the response.
    pub token: Path,
    /// The authorization method that uses the token.
    pub auth: AuthId,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// The paths for reading the progress of an execution.
#[derive(Debug)]
pub struct StateReading {
    /// The operation that returns the state.
    pub operation: OperationId,
    /// The path to the state in the response.
    pub state: Path,
    /// The states in which there is a result. An execution in any other final state never gets one.
    pub with_result: Vec<String>,
    /// The section of a document that these facts come from.
    pub source: Source,
}

impl Model {
    /// Returns the payloads that contain the state of an execution, each with the path to the state, without
    /// duplicates.
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

/// The paths for uploading the parts of an execution.
#[derive(Debug)]
pub struct ExecutionReading {
    /// The name of the lifetime after which the provider closes an execution that receives no uploads.
    pub session: Option<String>,
    /// The type of the response that starts an execution.
    pub schema: TypeId,
    /// The path to the account's id.
    pub account: Path,
    /// The path to the execution's id.
    pub id: Path,
    /// The path to the list of the execution's credentials.
    pub credentials: Path,
    /// The path from a credential to its id.
    pub credential_id: Path,
    /// The path from a credential to its category.
    pub category: Path,
    /// The path from a credential to its channels.
    pub channels: Path,
    /// The paths from a credential to the data that uploads need.
    pub upload: UploadReading,
    /// The paths to the data for handing over the end user, by channel.
    pub hand_over: Vec<(ChannelId, Path)>,
    /// The operation that uploads a part.
    pub upload_operation: OperationId,
    /// The type of the response to an upload, and the paths to the upload data that it renews.
    pub renewed: Option<(TypeId, UploadReading)>,
    /// The operation that ends the acquisition.
    pub finalize_operation: OperationId,
    /// The path parameters of the upload and finalize operations that identify the account, the execution and the
    /// credential.
    pub parameters: PathParameters,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// The paths to the data that uploads need.
#[derive(Debug)]
pub struct UploadReading {
    /// The paths to the ids of the account and of the execution, if the response contains them.
    pub ids: Option<(Path, Path)>,
    /// The path to the credentials in the response, and the path from a credential to its id, if the response contains
    /// them.
    pub credentials: Option<(Path, Path)>,
    /// The path to the token that authorizes uploads.
    pub token: Path,
    /// The path to the object with the URL of each part.
    pub parts: Path,
    /// The path to the URL that ends the acquisition.
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

/// The paths for judging the results of an execution.
#[derive(Debug)]
pub struct OutcomeReading {
    /// The type of the response with the results.
    pub schema: TypeId,
    /// The path to the key of the workflow.
    pub workflow: Path,
    /// The path to the state of the execution. Without it, no outcome is a pass.
    pub state: Option<Path>,
    /// The paths to the ids of the execution that the results belong to.
    pub identity: Vec<Path>,
    /// The path to the object with a list of results for each capability.
    pub results: Path,
    /// The path from a result to its id.
    pub id: Option<Path>,
    /// The path from a result to its decision type.
    pub decision: Path,
    /// The path from a result to its label.
    pub label: Path,
    /// The path from a result to its credentials, and the path from such a credential to its id.
    pub credentials: Option<(Path, Path)>,
    /// The path from a credential of a result to its category.
    pub category: Option<Path>,
    /// The list of the execution's credentials in the response.
    pub execution_credentials: Option<ListedCredentials>,
    /// The paths for reading the provider's own verdict.
    pub provider_verdict: Option<ProviderVerdictReading>,
    /// The meaning of each decision type.
    pub kinds: Vec<(String, DecisionKind)>,
    /// The labels of results whose capability did not run because a requirement was not met.
    pub precondition_labels: Vec<String>,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// The list of an execution's credentials in a response with results.
#[derive(Debug)]
pub struct ListedCredentials {
    /// The path to the items of the list.
    pub each: Path,
    /// The path from an item to its id.
    pub id: Path,
    /// The path from an item to its category.
    pub category: Path,
}

/// The provider's own verdict on the execution as a whole.
#[derive(Debug)]
pub struct ProviderVerdictReading {
    /// The path to the object with the verdict. If the object is absent, there is no verdict.
    pub at: Path,
    /// The path from that object to the decision type.
    pub decision: Path,
    /// The path from that object to the label.
    pub label: Option<Path>,
    /// The meaning of each label.
    pub labels: Vec<(String, DecisionKind)>,
    /// The path from that object to the risk score.
    pub score: Option<Path>,
    /// The minimum and maximum score.
    pub score_range: Option<[i64; 2]>,
    /// The paths to links to further data, which the crate does not read.
    pub elsewhere: Vec<Path>,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

impl Model {
    /// Returns the type of the response with results, if the spec defines how they are judged.
    pub fn results_in(&self) -> Option<TypeId> {
        self.readings.outcome.as_ref().map(|reading| reading.schema)
    }

    /// Returns the service that parts are uploaded to, if objects of this type contain the upload URLs of parts.
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

/// The paths for identifying the subject of a callback.
#[derive(Debug)]
pub struct CallbackReading {
    /// The type of the callback's body.
    pub schema: TypeId,
    /// The path to the key of the workflow.
    pub workflow: Path,
    /// The path to the state of the execution.
    pub state: Path,
    /// The paths to the values that identify an event: two callbacks with the same values report the same event.
    pub idempotency: Vec<Path>,
    /// The type of the requests that contain the callback URL, and the path to the URL.
    pub requested: Option<(TypeId, Path)>,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

/// Advice for results with a label.
#[derive(Debug, Clone)]
pub struct Advice {
    /// The label.
    pub label: String,
    /// The party that can act on the label.
    pub who: Actor,
    /// The recommended action, in a sentence or two.
    pub what: String,
    /// The span of the advice in the spec.
    pub place: Span,
}

impl Advice {
    /// Returns whether both give the same advice for the same label.
    pub fn is_same(&self, other: &Advice) -> bool {
        (&self.label, self.who, &self.what) == (&other.label, other.who, &other.what)
    }
}
