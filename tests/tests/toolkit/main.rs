//! Tests the toolkit: compares the results of each stage for valid and invalid specs with snapshots.

mod diagnostics;
mod documents;
mod edits;
mod forms;
mod guide_edits;
mod hosted;
mod imports;
mod judging;
mod kinds_of_test;
mod layers;
mod neutrality;
mod odd_values;
mod older;
mod operators;
mod planted;
mod references;
mod removed;
mod rendering;
mod second_provider;
mod sentences;
mod settled;
mod tables;

use std::path::Path;

use insta::Settings;

/// Returns settings for snapshots in a folder of cases, whose names have no prefix.
fn snapshots(folder: &Path) -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.remove_snapshot_suffix();
    settings.remove_input_file();
    settings.set_omit_expression(true);
    settings
}

/// Returns the name of a case.
fn stem(case: &Path) -> String {
    case.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns the name of a case without its optional suffix.
fn subject(case: &Path) -> String {
    stem(case).split('.').next().map(str::to_owned).unwrap_or_default()
}
