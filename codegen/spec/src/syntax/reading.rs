//! `readings.yaml` and `advice.yaml`: the data that programs read from the provider's payloads, and the recommended
//! reactions to it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Map, Text};
use verispec_text::source::Spanned;

/// `readings.yaml`: the paths to important fields in responses. A path consists of field names joined by dots; `[]`
/// continues with each item of an array.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Readings {
    /// How to read the token that other operations need.
    pub token: Option<TokenReading>,
    /// How to upload the parts of an execution.
    pub execution: Option<ExecutionReading>,
    /// How to read the progress of an execution.
    pub state: Option<StateReading>,
    /// How to judge the results of an execution.
    pub outcome: Option<OutcomeReading>,
    /// How to identify the execution that a callback is about.
    pub callback: Option<CallbackReading>,
}

/// How to read the token that other operations need.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenReading {
    /// The operation that returns the token.
    pub operation: Text,
    /// The path to the token in this operation's response.
    pub token: Text,
    /// The authorization method that the token is for.
    pub auth: Text,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// How to read the progress of an execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateReading {
    /// The operation that returns the state.
    pub operation: Text,
    /// The path to the state in this operation's response.
    pub state: Text,
    /// The states that have a result. An execution in any other final state will never have a result.
    pub with_result: Vec<Text>,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// How to upload the parts of an execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExecutionReading {
    /// The schema of the response that starts an execution.
    pub schema: Text,
    /// The path to the account's id.
    pub account: Text,
    /// The path to the execution's id.
    pub id: Text,
    /// How to read the list of credentials.
    pub credentials: CredentialsReading,
    /// The paths to the data that hands the end user over to a channel, by channel.
    #[serde(default)]
    pub hand_over: Map<Text>,
    /// The operation that uploads a part.
    pub upload: Text,
    /// The data that the response to an upload renews.
    pub renewed: Option<RenewedReading>,
    /// The operation that ends the acquisition.
    pub finalize: Text,
    /// The lifetime in `timing.yaml` after which the provider closes an execution that receives no uploads.
    pub session: Option<Text>,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// The list of an execution's credentials.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialsReading {
    /// The path to the items of the list.
    pub each: Text,
    /// The path from an item to its id.
    pub id: Text,
    /// The path from an item to its category.
    pub category: Text,
    /// The path from an item to the items of its list of channels.
    pub channels: Text,
    /// The path from an item to the token that authorizes uploads.
    pub token: Text,
    /// The path from an item to the object that contains the URL of each part.
    pub parts: Text,
    /// The path from an item to the URL that ends the acquisition.
    pub finalize: Text,
}

/// The data that the response to an upload renews.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewedReading {
    /// The schema of the response.
    pub schema: Text,
    /// The path to the id of the account. A response for another account is rejected.
    pub account: Option<Text>,
    /// The path to the id of the execution. A response for another execution is rejected.
    pub execution: Option<Text>,
    /// The path to the ids of the credentials in the response, which may pass through an array. A response for another
    /// credential is rejected. Responses may omit the field.
    pub credentials: Option<Text>,
    /// The path to the token that authorizes uploads.
    pub token: Text,
    /// The path to the object that contains the URL of each part.
    pub parts: Text,
    /// The path to the URL that ends the acquisition.
    pub finalize: Text,
}

/// How to judge the results of an execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeReading {
    /// The schema of the response with the results.
    pub schema: Text,
    /// The path to the key of the workflow.
    pub workflow: Text,
    /// The path to the state of the execution; `state` defines which states have a result. Without this path, no
    /// response proves that there is a result, so no outcome is a pass.
    pub state: Option<Text>,
    /// The paths to the ids of the execution that the results belong to. A response that lacks one of these ids proves
    /// nothing.
    #[serde(default)]
    pub identity: Vec<Text>,
    /// The path to the object that contains a list of results for each capability.
    pub results: Text,
    /// The path from a result to its id.
    pub id: Option<Text>,
    /// The path from a result to its decision type.
    pub decision: Text,
    /// The path from a result to its label.
    pub label: Text,
    /// The path from a result to the ids of the credentials that it covers, which passes through an array. Without this
    /// path, every result covers all credentials.
    pub credentials: Option<Text>,
    /// The path from a result to the categories of these credentials, through the same array.
    pub categories: Option<Text>,
    /// How to read the list of the execution's credentials.
    pub execution_credentials: Option<ListedCredentials>,
    /// The provider's own verdict on the complete execution. No outcome is better than this verdict.
    pub provider_verdict: Option<ProviderVerdictReading>,
    /// The meaning of each decision type.
    pub kinds: Map<Spanned<DecisionKind>>,
    /// The labels of results whose capability did not run because a requirement was not met.
    #[serde(default)]
    pub precondition_labels: Vec<Text>,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// How to read the list of an execution's credentials in a response with results.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedCredentials {
    /// The path to the items of the list.
    pub each: Text,
    /// The path from an item to its id.
    pub id: Text,
    /// The path from an item to its category.
    pub category: Text,
}

/// The provider's own verdict on the complete execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderVerdictReading {
    /// The path to the object with the verdict. If the object is absent, there is no verdict.
    pub at: Text,
    /// The path from the object to the decision type; `kinds` defines its meaning.
    pub decision: Text,
    /// The path from the object to the label.
    pub label: Option<Text>,
    /// The meaning of each label.
    #[serde(default)]
    pub labels: Map<Spanned<DecisionKind>>,
    /// The path from the object to the risk score.
    pub score: Option<Text>,
    /// The minimum and maximum score.
    pub score_range: Option<ScoreRange>,
    /// The paths to links to further data, which programs do not read.
    #[serde(default)]
    pub elsewhere: Vec<Text>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The minimum and maximum score.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreRange {
    /// The minimum score.
    pub lowest: i64,
    /// The maximum score.
    pub highest: i64,
}

/// The meaning of a decision type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// The capability ran and found no problem.
    Passed,
    /// The capability ran and found something that needs a review.
    Warning,
    /// The capability ran and rejected the credential.
    Rejected,
    /// The capability did not run.
    NotExecuted,
}

/// How to identify the execution that a callback is about.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackReading {
    /// The schema of the callback.
    pub schema: Text,
    /// The path to the key of the workflow.
    pub workflow: Text,
    /// The path to the state of the execution.
    pub state: Text,
    /// The paths to the values that identify an event: two callbacks with the same values report the same event.
    pub idempotency: Vec<Text>,
    /// The field of a request that contains the callback URL.
    pub requested: Option<CallbackRequest>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The field of a request that contains the callback URL.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackRequest {
    /// The schema of the request.
    pub schema: Text,
    /// The path to the URL.
    pub url: Text,
}

/// `advice.yaml`: advice for labels that have the same meaning in every capability.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceFile {
    /// The advice, by label.
    pub advice: Map<Advice>,
}

/// Advice for a label.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// The party that can act on the label.
    pub who: Spanned<Actor>,
    /// The recommended action, in a sentence or two.
    pub what: Text,
}

/// The party that can act on a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The end user, by trying again in another way.
    EndUser,
    /// The customer, who integrates the provider.
    Integrator,
    /// The provider's account manager or support.
    AccountManager,
}
