//! Replaces one file of a valid spec with the fuzzer's input. The generator must handle any content.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use verispec_codegen::generate;
use verispec_codegen::source::{SourceFile, SourceMap};

/// Returns the files of the example spec.
const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../cases/specs/harbor");

fuzz_target!(|input: &[u8]| {
    // The first byte of the input selects the file. The remaining bytes are its content.
    let [file, contents @ ..] = input else { return };
    let mut files = FILES.get_or_init(read).clone();
    let at = usize::from(*file) % files.len();
    files[at].bytes = contents.to_vec();
    let sources = SourceMap::new(files);
    if let Err(found) = generate(&sources) {
        assert!(!found.render(&sources, false).is_empty());
    }
});

static FILES: std::sync::OnceLock<Vec<SourceFile>> = std::sync::OnceLock::new();

fn read() -> Vec<SourceFile> {
    let mut files = Vec::new();
    folder(Path::new(SPEC), "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn folder(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).expect("the folder of the test cases should be readable").flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            self::folder(&entry.path(), &format!("{path}/"), files);
        } else if path.ends_with(".yaml") {
            files.push(SourceFile {
                path,
                bytes: std::fs::read(entry.path()).expect("the files of the test cases should be readable"),
            });
        }
    }
}
