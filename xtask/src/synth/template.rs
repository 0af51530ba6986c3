//! Contains the fixed files of the fictional provider's spec, and reads the capabilities that they define.

use anyhow::{Context, Result};
use verispec_codegen::embedded;
use verispec_codegen::endings::Embedded;

/// The facts about a capability that workflows need.
#[derive(Debug, Clone)]
pub(super) struct Capability {
    pub(super) name: String,
    pub(super) requires: Vec<String>,
    /// The schema of one result.
    pub(super) result: String,
}

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, embedded!(concat!("template/", $path)))),*]
    };
}

/// The contents of the fixed files, by their paths relative to the spec folder.
pub(super) static FILES: &[(&str, &Embedded)] = files! {
    "provider.yaml" "timing.yaml" "redirect.yaml" "files.yaml" "prerequisites.yaml" "decisions.yaml"
    "readings.yaml"
    "credentials/badge.yaml" "credentials/deed.yaml" "credentials/portrait.yaml" "credentials/voiceprint.yaml"
    "capabilities/legibility.yaml" "capabilities/tamper_scan.yaml" "capabilities/transcription.yaml"
    "capabilities/registry_lookup.yaml" "capabilities/presence.yaml" "capabilities/face_match.yaml"
    "capabilities/voice_match.yaml" "capabilities/sanctions_sweep.yaml" "capabilities/age_gate.yaml"
    "capabilities/address_trace.yaml" "capabilities/deed_review.yaml" "capabilities/final_word.yaml"
    "lists/harbour_codes.yaml" "lists/tongues.yaml"
    "operations/close_visit.yaml" "operations/deposit_part.yaml" "operations/erase_member.yaml"
    "operations/notice.yaml" "operations/obtain_pass.yaml" "operations/open_visit.yaml" "operations/pulse.yaml"
    "operations/reopen_visit.yaml" "operations/visit_report.yaml" "operations/visit_state.yaml"
    "rules/deposits.yaml" "rules/reports.yaml" "rules/visits.yaml"
    "schemas/findings.yaml" "schemas/identifiers.yaml" "schemas/reports.yaml" "schemas/visit_request.yaml"
    "schemas/visit_response.yaml" "schemas/vocabularies.yaml"
};

/// Returns the capabilities of the fixed files in topological order.
pub(super) fn capabilities() -> Result<Vec<Capability>> {
    FILES
        .iter()
        .filter(|(path, _)| path.starts_with("capabilities/"))
        .map(|(path, text)| parse(path, text.text()))
        .collect()
}

fn parse(path: &str, text: &str) -> Result<Capability> {
    let parsed: serde_yaml::Value = serde_yaml::from_str(text).with_context(|| format!("cannot parse {path}"))?;
    let text = |key: &str| parsed.get(key).and_then(serde_yaml::Value::as_str).unwrap_or_default().to_owned();
    let requires = parsed.get("requires").and_then(serde_yaml::Value::as_sequence).into_iter().flatten();
    Ok(Capability {
        name: text("name"),
        requires: requires.filter_map(serde_yaml::Value::as_str).map(str::to_owned).collect(),
        result: text("result"),
    })
}
