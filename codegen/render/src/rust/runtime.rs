//! The files that do not vary: the runtime, copied as it is.

use verispec_text::embedded;
use verispec_text::endings::Embedded;
use verispec_text::file::File;

/// Each file of `codegen/runtime/src/runtime`, by name.
macro_rules! runtime_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, embedded!(concat!("../../../runtime/src/runtime/", $name)))),*]
    };
}

static FILES: &[(&str, &Embedded)] = runtime_files![
    "agreement.rs",
    "arguments.rs",
    "asked.rs",
    "at.rs",
    "blockers.rs",
    "builder.rs",
    "builtin.rs",
    "callback.rs",
    "case.rs",
    "case_files.rs",
    "check.rs",
    "cli.rs",
    "completeness.rs",
    "constraint.rs",
    "context.rs",
    "coverage.rs",
    "credentials.rs",
    "decimal.rs",
    "decision_record.rs",
    "decode.rs",
    "duplicates.rs",
    "enums.rs",
    "exact.rs",
    "execution.rs",
    "extra.rs",
    "file_bytes.rs",
    "finding.rs",
    "id.rs",
    "json.rs",
    "json_skip.rs",
    "json_write.rs",
    "left_open.rs",
    "mod.rs",
    "model.rs",
    "number.rs",
    "object.rs",
    "origin.rs",
    "outcome.rs",
    "outcome_command.rs",
    "path_parameter.rs",
    "polling.rs",
    "predicate.rs",
    "printable.rs",
    "proof.rs",
    "provider_verdict.rs",
    "raw.rs",
    "readiness.rs",
    "reading.rs",
    "received.rs",
    "record.rs",
    "report.rs",
    "scope.rs",
    "sets.rs",
    "severities.rs",
    "structure.rs",
    "suggest.rs",
    "text.rs",
    "texts.rs",
    "tickets.rs",
    "time.rs",
    "trust.rs",
    "unjudged.rs",
    "upload.rs",
    "upload_rules.rs",
    "url.rs",
    "validated.rs",
    "values.rs",
    "verdict.rs",
    "view.rs",
    "violation.rs",
    "wire.rs",
    "workflow_key.rs",
];

/// The runtime as files of the crate.
pub(super) fn render() -> Vec<File> {
    let files =
        FILES.iter().map(|(name, text)| File { path: format!("src/runtime/{name}"), contents: text.text().to_owned() });
    files.collect()
}

#[cfg(test)]
mod tests {
    /// A file that is added to the runtime must be added here too, or generated crates would lack it.
    #[test]
    fn every_runtime_file_is_copied() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/src/runtime");
        let entries = std::fs::read_dir(folder).expect("the runtime is beside this crate's sources");
        let mut present: Vec<String> =
            entries.map(|entry| entry.expect("a readable folder").file_name().to_string_lossy().into_owned()).collect();
        present.sort();
        let copied: Vec<&str> = super::FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(present, copied);
    }
}
