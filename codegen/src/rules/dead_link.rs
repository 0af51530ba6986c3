//! `dead-link`: a documentation link that leads nowhere: no absolute `http` or `https` URL with a host.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "dead-link",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A documentation link that leads nowhere: no absolute `http` or `https` URL with a host.",
    why: "Readers of the generated docs would end at a page that does not exist.",
    way_out: "Write the whole URL.",
    example: &[replace("provider.yaml", "url: https://tidewater.example/almanac", "url: ⟦https://almanac/berths⟧")],
};
