//! `readings.yaml` and `advice.yaml`: what programs read from what the provider sends, and what to do about it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Map, Text};
use verispec_text::source::Spanned;

/// `readings.yaml`: which members of responses say what. A path is the members on the way, joined by dots; `[]` goes on
/// with each item of a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenReading {
    /// The operation that hands it out.
    pub operation: Text,
    /// Path to the token in its response.
    pub token: Text,
    /// The way to authorise that the token is for.
    pub auth: Text,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// How far an execution has come.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateReading {
    /// The operation that tells it.
    pub operation: Text,
    /// Path to the state in its response.
    pub state: Text,
    /// The states in which there is a result; with all other final states, there will be none.
    pub with_result: Vec<Text>,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// How an execution is fed by uploads.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExecutionReading {
    /// The schema of the response that starts an execution.
    pub schema: Text,
    /// Path to the account's id.
    pub account: Text,
    /// Path to the execution's id.
    pub id: Text,
    /// The credentials.
    pub credentials: CredentialsReading,
    /// Paths to what the end user needs to begin, by channel.
    #[serde(default)]
    pub hand_over: Map<Text>,
    /// The operation that uploads a part.
    pub upload: Text,
    /// What the answer to an upload renews.
    pub renewed: Option<RenewedReading>,
    /// The operation that ends the acquisition.
    pub finalize: Text,
    /// The lifetime of `timing.yaml` after which the provider closes an execution that nothing is uploaded to.
    pub session: Option<Text>,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// The credentials of an execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialsReading {
    /// Path to the items of their list.
    pub each: Text,
    /// Path from an item to its id.
    pub id: Text,
    /// Path from an item to its category.
    pub category: Text,
    /// Path from an item to the items of the list of its channels.
    pub channels: Text,
    /// Path from an item to the token that authorizes uploads.
    pub token: Text,
    /// Path from an item to the object that holds the URL of each part.
    pub parts: Text,
    /// Path from an item to the URL that ends the acquisition.
    pub finalize: Text,
}

/// What the answer to an upload renews.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewedReading {
    /// The schema of the answer.
    pub schema: Text,
    /// Path to the id of the account, so that the answer of another account is refused.
    pub account: Option<Text>,
    /// Path to the id of the execution, so that the answer of another execution is refused.
    pub execution: Option<Text>,
    /// Path to the ids of the credentials that the answer names, so that the answer of another credential is refused; it may
    /// go through a list. Answers may leave them out.
    pub credentials: Option<Text>,
    /// Path to the token that authorizes uploads.
    pub token: Text,
    /// Path to the object that holds the URL of each part.
    pub parts: Text,
    /// Path to the URL that ends the acquisition.
    pub finalize: Text,
}

/// What the results of an execution come to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeReading {
    /// The schema of the response that holds the results.
    pub schema: Text,
    /// Path to the key of the workflow.
    pub workflow: Text,
    /// Path to the state of the execution; `state` says in which states there is a result. Absent: no response proves
    /// that there is one, so no outcome is a pass.
    pub state: Option<Text>,
    /// Paths to the ids that say whose results these are. A response without one of them proves nothing.
    #[serde(default)]
    pub identity: Vec<Text>,
    /// Path to the object that holds a list of results for each capability.
    pub results: Text,
    /// Path from a result to its id.
    pub id: Option<Text>,
    /// Path from a result to the type of its decision.
    pub decision: Text,
    /// Path from a result to the label of its decision.
    pub label: Text,
    /// Path from a result to the ids of the credentials that it is about; it goes through a list. Absent: a result is
    /// about every credential.
    pub credentials: Option<Text>,
    /// Path from a result to the categories of the credentials that it is about, through the same list.
    pub categories: Option<Text>,
    /// The credentials of the execution.
    pub execution_credentials: Option<ListedCredentials>,
    /// The provider's own verdict on the whole execution. No outcome is better.
    pub provider_verdict: Option<ProviderVerdictReading>,
    /// What each type of decision means.
    pub kinds: Map<Spanned<DecisionKind>>,
    /// The labels of what has not run because a requirement did not hold.
    #[serde(default)]
    pub precondition_labels: Vec<Text>,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// The credentials of an execution, as a response with results lists them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedCredentials {
    /// Path to the items of their list.
    pub each: Text,
    /// Path from an item to its id.
    pub id: Text,
    /// Path from an item to its category.
    pub category: Text,
}

/// The provider's own verdict on the whole execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderVerdictReading {
    /// Path to the object that holds it. It may be absent; then there is none.
    pub at: Text,
    /// Path from there to the type of the decision; `kinds` says what it means.
    pub decision: Text,
    /// Path from there to the label.
    pub label: Option<Text>,
    /// What each label means.
    #[serde(default)]
    pub labels: Map<Spanned<DecisionKind>>,
    /// Path from there to the score of the risk.
    pub score: Option<Text>,
    /// The lowest and the highest score.
    pub score_range: Option<ScoreRange>,
    /// Paths to links behind which there is more that is not read here.
    #[serde(default)]
    pub elsewhere: Vec<Text>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The lowest and the highest score.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreRange {
    /// The lowest.
    pub lowest: i64,
    /// The highest.
    pub highest: i64,
}

/// What a type of decision means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// The capability has run and found nothing against it.
    Passed,
    /// The capability has run and found something to look at.
    Warning,
    /// The capability has run and found something against it.
    Rejected,
    /// The capability has not run.
    NotExecuted,
}

/// What a callback is about.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackReading {
    /// The schema of the callback.
    pub schema: Text,
    /// Path to the key of the workflow.
    pub workflow: Text,
    /// Path to the state of the execution.
    pub state: Text,
    /// Paths to the values that tell one event from another: two callbacks with the same values report the same.
    pub idempotency: Vec<Text>,
    /// Where a request says where to send it.
    pub requested: Option<CallbackRequest>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// Where a request says where to send the callback.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackRequest {
    /// The schema of the request.
    pub schema: Text,
    /// Path to the URL.
    pub url: Text,
}

/// `advice.yaml`: what to do about labels that mean the same in every capability.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceFile {
    /// The advice, by label.
    pub advice: Map<Advice>,
}

/// What to do about a label.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// Who can do it.
    pub who: Spanned<Actor>,
    /// What it is, in a sentence or two.
    pub what: Text,
}

/// Who can do something about a decision.
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
