//! Checks literals of payload schemas against their complete schema, including references.

use super::Lower;
use crate::ir::{Model, TypeId, TypeKind};
use crate::rules::lowering::{DEFAULT_DOES_NOT_FIT, VALUE_DOES_NOT_FIT};

impl Lower<'_> {
    /// Reports each default that is not a value of its schema. Types with other errors are skipped.
    pub(super) fn check_defaults(&mut self, model: &Model) {
        let defs = self.schemas.iter().flat_map(|file| file.content.defs.values());
        let mut found = Vec::new();
        for (id, def) in defs.enumerate().map(|(index, def)| (TypeId(index), def)) {
            if self.doubtful_types.contains(&id) {
                continue;
            }
            found.extend(def.default.iter().filter_map(|default| model.misfit_of_type(id, default)));
            for (member, field) in def.properties.values().zip(model[id].fields()) {
                found.extend(member.default.as_ref().and_then(|default| model.misfit(&field.schema, default)));
            }
        }
        for (place, why) in found {
            self.push(DEFAULT_DOES_NOT_FIT.at(place, format!("the default is {why}")).way_out());
        }
    }

    /// Reports each enum value that violates the limits of its own schema.
    pub(super) fn check_values(&mut self, model: &Model) {
        let defs = self.schemas.iter().flat_map(|file| file.content.defs.values());
        for (index, def) in defs.enumerate() {
            let TypeKind::Enum(values) = &model.types[index].kind else { continue };
            let limits = super::constraint::constraints(def);
            let misfits = values.iter().filter_map(|value| Some((value, limits.misfit(&value.name.wire)?)));
            // The values of a vocabulary are correct where they are defined, so the error is in this schema, and is
            // reported once.
            let most = if def.vocabulary.is_some() { 1 } else { usize::MAX };
            for (value, why) in misfits.take(most) {
                let place = def.vocabulary.as_ref().map_or(value.name.span, |vocabulary| vocabulary.span);
                let message = format!("the value `{}` is {why}", value.name.wire);
                self.push(VALUE_DOES_NOT_FIT.at(place, message).way_out());
            }
        }
    }
}
