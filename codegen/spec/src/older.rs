//! Specs in older versions of the language: removes what a comparison does not need and what used to have another form.

use verispec_text::source::SourceMap;

/// Removes `settles: [kind, …]` from the decisions of a spec, the form in use before each entry settled a single
/// contradiction. Only an audit reads what a decision settles, so users of a crate are not affected. Every other byte
/// keeps its position. `None` if there is no such line.
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

/// Whether a line is a list of names where contradictions are expected now.
fn names_kinds(line: &[u8]) -> bool {
    let Some(list) = line.trim_ascii().strip_prefix(b"settles: [").and_then(|rest| rest.strip_suffix(b"]")) else {
        return false;
    };
    !list.is_empty() && list.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_, ".contains(byte))
}
