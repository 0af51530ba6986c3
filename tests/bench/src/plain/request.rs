//! Handwritten structs for a request, with derived serde implementations.

use serde::Deserialize;

use super::words::Category;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccountRequest {
    pub(crate) customer_internal_reference: String,
    pub(crate) workflow_definition: WorkflowDefinition,
    pub(crate) user_reference: Option<String>,
    pub(crate) reporting_criteria: Option<String>,
    pub(crate) callback_url: Option<String>,
    pub(crate) token_lifetime: Option<String>,
    pub(crate) web: Option<WebSettings>,
    pub(crate) user_consent: Option<UserConsent>,
}

#[derive(Deserialize)]
pub(crate) struct WorkflowDefinition {
    pub(crate) key: u32,
    pub(crate) credentials: Option<Vec<RequestedCredential>>,
    pub(crate) capabilities: Option<CapabilitySettings>,
}

#[derive(Deserialize)]
pub(crate) struct RequestedCredential {
    pub(crate) id: Option<String>,
    pub(crate) category: Category,
    pub(crate) country: Option<Preset>,
    pub(crate) r#type: Option<Preset>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Preset {
    pub(crate) predefined_type: Option<PresetMode>,
    pub(crate) values: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum PresetMode {
    Defined,
    Recommended,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CapabilitySettings {
    pub(crate) watchlist_screening: Option<WatchlistScreeningSettings>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WatchlistScreeningSettings {
    pub(crate) additional_properties: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WebSettings {
    pub(crate) success_url: Option<String>,
    pub(crate) error_url: Option<String>,
    pub(crate) locale: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserConsent {
    pub(crate) user_ip: String,
    pub(crate) user_location: UserLocation,
    pub(crate) consent: Option<ConsentDetails>,
}

#[derive(Deserialize)]
pub(crate) struct UserLocation {
    pub(crate) country: String,
    pub(crate) state: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConsentDetails {
    pub(crate) obtained: Option<ConsentObtained>,
    pub(crate) obtained_at: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ConsentObtained {
    Yes,
    No,
    Na,
}
