//! Support for specs in older versions of the language: removes lines whose syntax has changed since and that a
//! comparison does not need.

use verispec_text::source::SourceMap;

/// Blanks out `settles: [kind, …]` in the decisions of a spec. In older versions, a decision listed kinds of findings
/// instead of individual contradictions. Only an audit reads what a decision settles, so users of a crate are not
/// affected. Every other byte keeps its position. Returns `None` if there is no such line.
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

/// Returns whether a line is a `settles` list in the older syntax.
fn names_kinds(line: &[u8]) -> bool {
    let Some(list) = line.trim_ascii().strip_prefix(b"settles: [").and_then(|rest| rest.strip_suffix(b"]")) else {
        return false;
    };
    !list.is_empty() && list.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_, ".contains(byte))
}
