//! Renders the page that lists the kinds of change between two specs, with their effect on each audience.

use minijinja::{Value, context};

use super::Pages;
use super::text::values;
use verispec_model::change::{self, Effect, Kind};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `changes.md`.
    pub(super) fn changes(&self) -> File {
        let mut areas: Vec<(&str, Vec<Value>)> = Vec::new();
        for kind in change::kinds() {
            let area = kind.area.word();
            match areas.iter_mut().find(|(known, _)| *known == area) {
                Some((_, kinds)) => kinds.push(describe(kind)),
                None => areas.push((area, vec![describe(kind)])),
            }
        }
        let areas = areas.into_iter().map(|(name, kinds)| context! { name, kinds => values(kinds) });
        let context = context! { areas => values(areas), count => change::kinds().count() };
        self.page_from(
            "changes.md",
            "codegen/model/src/change/; edit the files there instead",
            "changes.md.j2",
            context,
        )
    }
}

fn describe(kind: &Kind) -> Value {
    let word = |effect: Effect| if effect == Effect::None { "" } else { effect.word() };
    context! {
        id => kind.id,
        wire => word(kind.wire),
        rust => word(kind.rust),
        behaviour => word(kind.behaviour),
        what => kind.what,
        to_do => kind.to_do,
    }
}
