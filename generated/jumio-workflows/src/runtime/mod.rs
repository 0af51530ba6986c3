//! What every generated crate has in common: takes tables and payloads, gives back typed values and violations.

#[cfg(feature = "cli")]
pub mod cli;
mod execution;
mod judging;
mod outcome;
pub mod wire;

#[cfg(feature = "cli")]
pub use cli::case;
pub use execution::agreement;
pub use execution::polling;
pub use execution::readiness::{Have, Missing, Need, Obtain};
pub use execution::record::{InvalidRecord, Tokens};
pub use execution::tickets::{Finalize, NotReady, OwedPart, PartName, UploadTicket};
pub use execution::trust::ForeignAnswer;
pub use execution::upload::{Credential, Renewed, UploadReading};
pub use execution::{Execution, ExecutionReading, PathParameters};
pub use judging::asked::Asked;
pub use judging::builtin;
pub use judging::callback;
pub use judging::check::{Checked, UnknownOperation, check_body, check_file, check_no_body};
pub use judging::constraint;
pub use judging::constraint::Constrained;
pub use judging::context::{Context, File, StoredCredential, UploadTarget};
pub use judging::credentials;
pub use judging::credentials::{CredentialRef, CredentialTest, Credentials};
pub use judging::decode::{decode, from_json, to_json};
pub use judging::file_bytes::{Content, FileFacts};
pub use judging::left_open::NotJudged;
pub use judging::links;
pub use judging::links::Links;
pub use judging::model;
pub use judging::origin::{InvalidOrigin, WebOrigin};
pub use judging::path_parameter::{PathParameter, check_path};
pub use judging::predicate;
pub use judging::predicate::TextFormat;
pub use judging::received::received;
pub use judging::report::Report;
pub use judging::scope::Scope;
pub use judging::sets::{ModelLimit, ModelSet};
pub use judging::severities::{Severities, UnknownRule};
pub use judging::upload_rules;
pub use judging::url;
pub use judging::url::UrlError;
pub use judging::validated::{Draft, Rejected, Request, Validated};
pub use judging::violation::{Found, Policy, Rule, Severity, Violation};
pub use outcome::completeness::missing_results;
#[cfg(feature = "digest")]
pub use outcome::decision_record::digest;
pub use outcome::decision_record::{Difference, Ground, NotARecord, Record};
pub use outcome::finding::{Finding, JudgedCredential};
pub use outcome::proof::{Proof, Proved};
pub use outcome::provider_verdict::ProviderVerdict;
pub use outcome::reason::{MissingBecause, Rank, Reason, Told};
pub use outcome::unjudged::Unjudged;
pub use outcome::verdict::Verdict;
pub use outcome::{Contradiction, ListedCredentials, Outcome, OutcomeReading, ProviderVerdictReading};
pub use wire::at::At;
pub use wire::direction::Direction;
pub use wire::enums;
pub use wire::enums::{Open, UnknownValue, Vocabulary};
pub use wire::exact::{AsNumber, NotANumber, Number};
pub use wire::extra::Extra;
pub use wire::misfit::Misfit;
pub use wire::object::Members;
pub use wire::printable::Printable;
pub use wire::raw::Json;
pub use wire::reading::{Lacking, Path};
pub use wire::suggest;
pub use wire::text;
pub use wire::text::AsText;
pub use wire::time;
pub use wire::values::{Date, Personal, Secret, Timestamp};
pub use wire::view::{List, Map, Named, Object, Optional, Place, Spelling, Spot, View, Wire};
pub use wire::workflow_key::{Form, WorkflowKey};

pub use crate::{builder, draft, id, nothing_required, object, request, serde_over_views, strings};
