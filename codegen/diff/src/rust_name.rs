//! Compares Rust names of types, fields and values whose wire name is unchanged.

use super::Differ;
use super::change::Change;
use super::pairing::pair;
use super::place::SpecPlace;
use verispec_model::change::rust_name::RUST_NAME;
use verispec_model::ir::{Name, Type, TypeKind};

impl Differ<'_> {
    /// Compares the Rust names of a type and of everything in it.
    pub(super) fn rust_names(&mut self, old: &Type, new: &Type) {
        let [was, is] = [old, new].map(|kind| SpecPlace::of("schemas", &kind.file).key("$defs").key(&kind.name.wire));
        let has_name = |kind: &Type| !matches!(kind.kind, TypeKind::Alias(_));
        if has_name(old) && has_name(new) {
            self.rust_name(&new.name.wire, (&old.name, &new.name), |name| &name.pascal, (&was, &is));
        }
        match (&old.kind, &new.kind) {
            (TypeKind::Object(before), TypeKind::Object(after)) => {
                for (known, field) in pair(before, after, |field| field.name.wire.as_str()).both {
                    let at = |place: &SpecPlace| place.key("properties").key(&field.name.wire);
                    let called = format!("{}.{}", new.name.pascal, field.name.wire);
                    self.rust_name(&called, (&known.name, &field.name), |name| &name.snake, (&at(&was), &at(&is)));
                }
            }
            (TypeKind::Enum(before), TypeKind::Enum(after)) => {
                for (known, value) in pair(before, after, |value| value.name.wire.as_str()).both {
                    let called = format!("{} of {}", value.name.wire, new.name.pascal);
                    self.rust_name(&called, (&known.name, &value.name), |name| &name.pascal, (&was, &is));
                }
            }
            _ => {}
        }
    }

    fn rust_name(
        &mut self,
        called: &str,
        names: (&Name, &Name),
        spelled: fn(&Name) -> &String,
        at: (&SpecPlace, &SpecPlace),
    ) {
        let (was, is) = (spelled(names.0), spelled(names.1));
        if was != is {
            let change = Change::new(&RUST_NAME, format!("The Rust name of {called} is now `{is}`."));
            self.push(change.was(at.0, was).is(at.1, is));
        }
    }
}
