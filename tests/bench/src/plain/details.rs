//! Handwritten structs for the details of an execution, with derived serde implementations. They have the same fields
//! as the generated types, but drop unknown ones.

use serde::Deserialize;
use serde_json::Value;

use super::words::{
    AuthenticationType, Category, DecisionLabel, DecisionType, Disability, ExecutionStatus, ExtractedSubType,
    ExtractedType, FaceSearchStatus, Gender, LivenessType, PartClassifier, SearchStatus, SimilarityOutcome,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkflowDetails {
    pub(crate) created_at: String,
    pub(crate) started_at: String,
    pub(crate) completed_at: Option<String>,
    pub(crate) account: AccountReference,
    pub(crate) workflow: DetailedExecution,
    pub(crate) credentials: Vec<DetailedCredential>,
    pub(crate) capabilities: CapabilityResults,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccountReference {
    pub(crate) id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DetailedExecution {
    pub(crate) id: String,
    pub(crate) status: ExecutionStatus,
    pub(crate) definition_key: String,
    pub(crate) user_reference: Option<String>,
    pub(crate) customer_internal_reference: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DetailedCredential {
    pub(crate) id: String,
    pub(crate) category: Category,
    pub(crate) parts: Option<Vec<DetailedPart>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CapabilityResults {
    pub(crate) usability: Option<Vec<PlainResult>>,
    pub(crate) image_checks: Option<Vec<ImageChecksResult>>,
    pub(crate) extraction: Option<Vec<ExtractionResult>>,
    pub(crate) data_checks: Option<Vec<PlainResult>>,
    pub(crate) liveness: Option<Vec<LivenessResult>>,
    pub(crate) similarity: Option<Vec<SimilarityResult>>,
    pub(crate) authentication: Option<Vec<AuthenticationResult>>,
    pub(crate) watchlist_screening: Option<Vec<WatchlistScreeningResult>>,
    pub(crate) address_validation: Option<Vec<PlainResult>>,
    pub(crate) proof_of_residency: Option<Vec<PlainResult>>,
    pub(crate) driving_license_verification: Option<Vec<PlainResult>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DetailedPart {
    pub(crate) classifier: PartClassifier,
    pub(crate) href: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlainResult {
    pub(crate) id: String,
    pub(crate) credentials: Vec<ResultCredential>,
    pub(crate) decision: CapabilityDecision,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImageChecksResult {
    pub(crate) id: String,
    pub(crate) credentials: Vec<ResultCredential>,
    pub(crate) decision: CapabilityDecision,
    pub(crate) data: Option<ImageChecksData>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExtractionResult {
    pub(crate) id: String,
    pub(crate) credentials: Vec<ResultCredential>,
    pub(crate) decision: CapabilityDecision,
    pub(crate) data: Option<ExtractionData>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LivenessResult {
    pub(crate) id: String,
    pub(crate) credentials: Vec<ResultCredential>,
    pub(crate) decision: CapabilityDecision,
    pub(crate) data: Option<LivenessData>,
    pub(crate) valid_face_map_for_authentication: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SimilarityResult {
    pub(crate) id: String,
    pub(crate) credentials: Vec<ResultCredential>,
    pub(crate) decision: CapabilityDecision,
    pub(crate) data: Option<SimilarityData>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuthenticationResult {
    pub(crate) id: String,
    pub(crate) credentials: Vec<ResultCredential>,
    pub(crate) decision: CapabilityDecision,
    pub(crate) data: Option<AuthenticationData>,
    pub(crate) valid_face_map_for_authentication: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WatchlistScreeningResult {
    pub(crate) id: String,
    pub(crate) credentials: Vec<ResultCredential>,
    pub(crate) decision: CapabilityDecision,
    pub(crate) data: Option<WatchlistScreeningData>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResultCredential {
    pub(crate) id: String,
    pub(crate) category: Category,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CapabilityDecision {
    #[serde(rename = "type")]
    pub(crate) type_: DecisionType,
    pub(crate) details: DecisionDetails,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImageChecksData {
    pub(crate) face_search_findings: Option<FaceSearchFindings>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExtractionData {
    #[serde(rename = "type")]
    pub(crate) type_: Option<ExtractedType>,
    pub(crate) sub_type: Option<ExtractedSubType>,
    pub(crate) issuing_country: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) date_of_birth: Option<String>,
    pub(crate) date_of_birth_parts: Option<DateParts>,
    pub(crate) expiry_date: Option<String>,
    pub(crate) expiry_date_parts: Option<DateParts>,
    pub(crate) issuing_date: Option<String>,
    pub(crate) issuing_date_parts: Option<DateParts>,
    pub(crate) gender: Option<Gender>,
    pub(crate) current_age: Option<i64>,
    pub(crate) disability: Option<Disability>,
    pub(crate) dl_categories: Option<Vec<Value>>,
    pub(crate) address: Option<ExtractedAddress>,
    pub(crate) document_number: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) personal_number: Option<String>,
    pub(crate) optional_mrz_field1: Option<String>,
    pub(crate) optional_mrz_field2: Option<String>,
    pub(crate) issuing_authority: Option<String>,
    pub(crate) issuing_place: Option<String>,
    pub(crate) curp: Option<String>,
    pub(crate) nationality: Option<String>,
    pub(crate) place_of_birth: Option<String>,
    pub(crate) tax_number: Option<String>,
    pub(crate) cpf: Option<String>,
    pub(crate) registration_number: Option<String>,
    pub(crate) mothers_name: Option<String>,
    pub(crate) fathers_name: Option<String>,
    pub(crate) personal_identification_number: Option<String>,
    pub(crate) rg_number: Option<String>,
    pub(crate) voter_id_number: Option<String>,
    pub(crate) issuing_number: Option<String>,
    pub(crate) passport_number: Option<String>,
    pub(crate) duration_of_stay: Option<String>,
    pub(crate) number_of_entries: Option<String>,
    pub(crate) visa_category: Option<String>,
    pub(crate) dni: Option<String>,
    pub(crate) pesel: Option<String>,
    pub(crate) labor_identification_number: Option<String>,
    pub(crate) document_copy: Option<String>,
    pub(crate) resident_permit_type: Option<String>,
    pub(crate) resident_permit_remarks: Option<String>,
    pub(crate) document_identification_number: Option<String>,
    pub(crate) citizenship: Option<String>,
    pub(crate) marital_status: Option<String>,
    pub(crate) religion: Option<String>,
    pub(crate) last_name_at_birth: Option<String>,
    pub(crate) remarks: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LivenessData {
    #[serde(rename = "type")]
    pub(crate) type_: LivenessType,
    pub(crate) predicted_age: Option<i64>,
    pub(crate) age_confidence_range: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SimilarityData {
    pub(crate) similarity: SimilarityOutcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuthenticationData {
    #[serde(rename = "type")]
    pub(crate) type_: AuthenticationType,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WatchlistScreeningData {
    pub(crate) search_date: String,
    pub(crate) search_status: SearchStatus,
    pub(crate) search_id: Option<String>,
    pub(crate) search_reference: Option<String>,
    pub(crate) search_result_url: Option<String>,
    pub(crate) search_results: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DecisionDetails {
    pub(crate) label: DecisionLabel,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FaceSearchFindings {
    pub(crate) status: FaceSearchStatus,
    pub(crate) findings: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DateParts {
    pub(crate) year: Option<String>,
    pub(crate) month: Option<String>,
    pub(crate) day: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExtractedAddress {
    pub(crate) line1: Option<String>,
    pub(crate) line2: Option<String>,
    pub(crate) line3: Option<String>,
    pub(crate) line4: Option<String>,
    pub(crate) line5: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) postal_code: Option<String>,
    pub(crate) subdivision: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) formatted_address: Option<String>,
}
