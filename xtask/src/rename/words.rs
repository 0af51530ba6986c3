//! Finds the uses of a name in a payload case.

use std::ops::Range;

use verispec_codegen::rename::uses;

/// Finds the uses of a name in JSON: in its strings, and in pointers within prose.
pub(super) fn in_json(text: &str, name: &str) -> Vec<Range<usize>> {
    let stands = |at: &Range<usize>| {
        let (before, after) = (text[..at.start].chars().next_back(), text[at.end..].chars().next());
        before.is_some_and(|c| "\"/.".contains(c))
            && after.is_some_and(|c| "\"/.[ ".contains(c))
            && !(before == Some('"') && after == Some(' '))
    };
    uses(text, name).into_iter().filter(stands).collect()
}

#[cfg(test)]
mod tests {
    use verispec_codegen::rename::replaced;

    use super::in_json;

    #[test]
    fn cases_use_a_name_in_strings_and_pointers() {
        let text = r#"{"expect": "warning at /ID/0", "why": "ID is missing", "ID": ["ID", "IDS"]}"#;
        let renamed = r#"{"expect": "warning at /PASS/0", "why": "ID is missing", "PASS": ["PASS", "IDS"]}"#;
        assert_eq!(replaced(text, in_json(text, "ID"), "PASS").as_deref(), Some(renamed));
    }
}
