//! Specs of older versions of the language: takes one, gives the same without what its version wrote in another form and what
//! nobody who compares two specs asks for.

use verispec_text::source::SourceMap;

/// The spec without what decisions settle, where that is written as `settles: [kind, …]`, as it was before one entry was one
/// contradiction. What a decision settles is asked by an audit alone, and changes nothing for users of a crate. Every other byte
/// keeps its place. Nothing, if there is no such line.
pub fn lifted(sources: &SourceMap) -> Option<SourceMap> {
    let mut found = false;
    let lifted = sources.clone().map(|bytes| {
        for line in bytes.split_mut(|byte| *byte == b'\n') {
            if names_kinds(line) {
                line.fill(b' ');
                found = true;
            }
        }
    });
    found.then_some(lifted)
}

/// Whether a line is a list of names in the place of contradictions.
fn names_kinds(line: &[u8]) -> bool {
    let Some(list) = line.trim_ascii().strip_prefix(b"settles: [").and_then(|rest| rest.strip_suffix(b"]")) else {
        return false;
    };
    !list.is_empty() && list.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_, ".contains(byte))
}
