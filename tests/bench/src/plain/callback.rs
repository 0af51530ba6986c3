//! Handwritten structs for a callback, with derived serde implementations.

use serde::Deserialize;

use super::words::ExecutionStatus;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Callback {
    pub(crate) callback_sent_at: String,
    pub(crate) user_reference: Option<String>,
    pub(crate) workflow_execution: LinkedExecution,
    pub(crate) account: LinkedAccount,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LinkedExecution {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) definition_key: String,
    pub(crate) status: ExecutionStatus,
}

#[derive(Deserialize)]
pub(crate) struct LinkedAccount {
    pub(crate) id: String,
    pub(crate) href: String,
}
