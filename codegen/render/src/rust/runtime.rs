//! Copies the files of the runtime without changes.

use verispec_text::embedded;
use verispec_text::endings::Embedded;
use verispec_text::file::File;

/// Each file of `codegen/runtime/src/runtime`, with its name.
macro_rules! runtime_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, embedded!(concat!("../../../runtime/src/runtime/", $name)))),*]
    };
}

static FILES: &[(&str, &Embedded)] = runtime_files![
    "cli/arguments.rs",
    "cli/case.rs",
    "cli/case_files.rs",
    "cli/commands.rs",
    "cli/mod.rs",
    "cli/observe_command.rs",
    "cli/observing.rs",
    "cli/outcome_command.rs",
    "cli/service.rs",
    "cli/shapes.rs",
    "execution/agreement.rs",
    "execution/expiry.rs",
    "execution/mod.rs",
    "execution/polling.rs",
    "execution/readiness.rs",
    "execution/record.rs",
    "execution/refusal.rs",
    "execution/started.rs",
    "execution/tickets.rs",
    "execution/trust.rs",
    "execution/upload.rs",
    "judging/asked.rs",
    "judging/builder.rs",
    "judging/builtin.rs",
    "judging/callback.rs",
    "judging/check.rs",
    "judging/constraint.rs",
    "judging/context.rs",
    "judging/credentials.rs",
    "judging/decode.rs",
    "judging/duplicates.rs",
    "judging/file_bytes.rs",
    "judging/hosts.rs",
    "judging/left_open.rs",
    "judging/links.rs",
    "judging/links_seen.rs",
    "judging/mod.rs",
    "judging/model.rs",
    "judging/origin.rs",
    "judging/path_parameter.rs",
    "judging/pattern.rs",
    "judging/pattern_parser.rs",
    "judging/predicate.rs",
    "judging/received.rs",
    "judging/report.rs",
    "judging/scope.rs",
    "judging/sets.rs",
    "judging/severities.rs",
    "judging/structure.rs",
    "judging/upload_rules.rs",
    "judging/url.rs",
    "judging/url_form.rs",
    "judging/url_traits.rs",
    "judging/validated.rs",
    "judging/violation.rs",
    "mod.rs",
    "outcome/blockers.rs",
    "outcome/completeness.rs",
    "outcome/coverage.rs",
    "outcome/decision_record.rs",
    "outcome/facts.rs",
    "outcome/finding.rs",
    "outcome/membership.rs",
    "outcome/mod.rs",
    "outcome/passing.rs",
    "outcome/proof.rs",
    "outcome/provider_verdict.rs",
    "outcome/reason.rs",
    "outcome/stated.rs",
    "outcome/unjudged.rs",
    "outcome/unread.rs",
    "outcome/verdict.rs",
    "wire/at.rs",
    "wire/codec.rs",
    "wire/decimal.rs",
    "wire/direction.rs",
    "wire/enums.rs",
    "wire/exact.rs",
    "wire/extra.rs",
    "wire/id.rs",
    "wire/json.rs",
    "wire/json_skip.rs",
    "wire/json_write.rs",
    "wire/misfit.rs",
    "wire/mod.rs",
    "wire/number.rs",
    "wire/object.rs",
    "wire/printable.rs",
    "wire/raw.rs",
    "wire/reading.rs",
    "wire/suggest.rs",
    "wire/text.rs",
    "wire/texts.rs",
    "wire/time.rs",
    "wire/values.rs",
    "wire/view.rs",
    "wire/workflow_key.rs",
];

/// Returns the files of the runtime as files of the crate.
pub(super) fn render() -> Vec<File> {
    let files =
        FILES.iter().map(|(name, text)| File { path: format!("src/runtime/{name}"), contents: text.text().to_owned() });
    files.collect()
}

#[cfg(test)]
mod tests {
    /// Every file of the runtime must also be listed here, or generated crates would lack it.
    #[test]
    fn every_runtime_file_is_copied() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/src/runtime");
        let (mut present, mut open) = (Vec::new(), vec![std::path::PathBuf::from(folder)]);
        while let Some(at) = open.pop() {
            for entry in std::fs::read_dir(at).expect("the runtime is next to this crate's sources") {
                let path = entry.expect("a readable folder").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let below = path.strip_prefix(folder).expect("the path is inside the runtime folder");
                    present.push(below.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        present.sort();
        let copied: Vec<&str> = super::FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(present, copied);
    }
}
