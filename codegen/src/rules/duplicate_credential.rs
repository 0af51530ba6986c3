//! `duplicate-credential`: two files that describe the same credential category.

use super::{Rule, Stage, add, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-credential",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "Two files that describe the same credential category.",
    why: "A reference could mean either.",
    way_out: "Rename one of them.",
    example: &[
        add("credentials/flag.yaml", "category: INSIGNIA\nname: Flag\nsummary: A flag.\nsource: \"almanac: Papers\"\n"),
        replace("credentials/insignia.yaml", "category: INSIGNIA", "category: ⟦INSIGNIA⟧"),
    ],
};
