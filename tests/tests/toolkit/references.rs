//! Checks references in prose to values of the spec: the docs show the value, also after it has changed.

use verispec_codegen::generate;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::folder;

/// How a file defines a value, and how the value appears in prose.
type Stated = (&'static str, &'static str);

/// The address of every value that prose can refer to, its file, and two values to try.
const VALUES: [(&str, &str, [Stated; 2]); 7] = [
    ("files.scan.max_bytes", "files.yaml", [("max_bytes: 2048", "2048 bytes"), ("max_bytes: 3145728", "3 MB")]),
    ("files.scan.max_width", "files.yaml", [("max_width: 600", "600"), ("max_width: 601", "601")]),
    ("files.scan.max_height", "files.yaml", [("max_height: 900", "900"), ("max_height: 902", "902")]),
    ("lifetimes.permit.default", "timing.yaml", [("default: 45m", "45 minutes"), ("default: 1m", "1 minute")]),
    ("lifetimes.berth_offer.default", "timing.yaml", [("default: 6h", "6 hours"), ("default: 7h", "7 hours")]),
    ("lifetimes.berth_offer.min", "timing.yaml", [("min: 90s", "90 seconds"), ("min: 91s", "91 seconds")]),
    ("lifetimes.berth_offer.max", "timing.yaml", [("max: 3d", "3 days"), ("max: 1d", "1 day")]),
];

/// Returns the example spec with these changes to its files. Panics if a change does not apply.
fn changed(changes: &[(&str, &str, &str)]) -> SourceMap {
    let files = folder::spec(&folder::cases("specs/harbor"));
    let files = files.iter().map(|(_, file)| {
        let mut text = String::from_utf8(file.bytes.clone()).expect("spec files should be UTF-8");
        for (_, old, new) in changes.iter().filter(|(path, ..)| *path == file.path) {
            assert!(text.contains(old), "{}: {old}", file.path);
            text = text.replacen(old, new, 1);
        }
        SourceFile { path: file.path.clone(), bytes: text.into_bytes() }
    });
    SourceMap::new(files.collect())
}

/// Returns the contents of all generated files, some of which show the summary of a workflow.
fn shown(sources: &SourceMap) -> String {
    let made = generate(sources).unwrap_or_else(|found| panic!("{}", found.render(sources, false)));
    made.files.iter().map(|file| file.contents.as_str()).collect()
}

#[test]
fn a_text_says_the_value_that_it_refers_to() {
    let summary = "summary: Clears a ship that has never been here.";
    for (address, file, values) in VALUES {
        let written = values[0].0;
        for (now, words) in values {
            let text = format!("summary: It takes {{{address}}}, never {{{address}}}/2 or {{value}}.");
            let sources = changed(&[(file, written, now), ("workflows/first_call.yaml", summary, &text)]);
            let expected = format!("It takes {words}, never {words}/2 or {{value}}.");
            assert!(shown(&sources).contains(&expected), "{address}: {expected}");
        }
    }
}

/// Checks that the docs do not contain references that should have been replaced.
#[test]
fn no_reference_is_shown_unresolved() {
    for spec in [folder::cases("specs/harbor"), folder::workspace("spec")] {
        let sources = folder::spec(&spec);
        let shown = shown(&sources);
        for (_, file) in sources.iter() {
            let text = String::from_utf8_lossy(&file.bytes);
            for (start, _) in text.match_indices("{files.").chain(text.match_indices("{lifetimes.")) {
                let reference = text[start..].split_inclusive('}').next().unwrap_or_default();
                assert!(!shown.contains(reference), "{}: {reference}", file.path);
            }
        }
    }
}
