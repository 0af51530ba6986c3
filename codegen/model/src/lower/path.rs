//! Resolves paths in rules, such as `body.members[].name`, in the type of the payload.

use super::Lower;
use crate::ir::{self, Model, Path, Schema, Shape, Step, TypeId, TypeKind};
use crate::rules::lowering::{NOT_A_LIST, UNKNOWN_MEMBER};
use verispec_text::source::Span;

impl Lower<'_> {
    /// Follows fields, starting at a type. Each step is a field's wire name, followed by `[]` if the path continues
    /// with the items of its list.
    pub(super) fn path(&mut self, model: &Model, root: TypeId, path: &str, span: Span) -> Option<Path> {
        let mut steps = Vec::new();
        let mut at = Schema {
            shape: Shape::Named(root),
            constraints: ir::Constraints::default(),
            personal: false,
            secret: false,
            span,
        };
        at = unaliased(model, at);
        for word in path.split('.').filter(|word| !word.is_empty()) {
            let (member, each) = word.strip_suffix("[]").map_or((word, false), |member| (member, true));
            let owner = object(model, &at);
            let fields = owner.map(ir::Type::fields).unwrap_or_default();
            let found = owner.and_then(|owner| Some((owner, fields.iter().find(|field| field.name.wire == member)?)));
            let Some((owner, field)) = found else {
                let inside =
                    steps.last().map_or("the payload".to_owned(), |step: &Step| format!("`{}`", step.name.wire));
                let finding = UNKNOWN_MEMBER.at(span, format!("{inside} has no field `{member}`"));
                let close = verispec_text::words::closest(member, fields.iter().map(|field| field.name.wire.as_str()));
                self.push(match close {
                    Some(close) => finding.help(format!("did you mean `{close}`?")),
                    None => finding,
                });
                return None;
            };
            steps.push(Step {
                name: field.name.clone(),
                optional: !field.required,
                storage: owner.storage(model, field),
                received: !owner.is_closed(),
                each,
                personal: field.schema.personal,
            });
            at = unaliased(model, field.schema.clone());
            if each {
                let Shape::List(items) = at.shape else {
                    self.push(
                        NOT_A_LIST
                            .at(span, format!("`{member}` is not a list"))
                            .help(format!("write `{member}` without `[]`")),
                    );
                    return None;
                };
                at = unaliased(model, *items);
            }
        }
        Some(Path { steps, schema: Some(at) })
    }

    /// Follows a path that starts at an item of a list.
    pub(super) fn item_path(&mut self, model: &Model, each: &Path, path: &str, span: Span) -> Option<Path> {
        let schema = each.schema.clone()?;
        match (path.is_empty(), &schema.shape) {
            (true, _) => Some(Path { steps: Vec::new(), schema: Some(schema) }),
            (false, Shape::Named(id)) => self.path(model, *id, path, span),
            (false, _) => {
                self.push(UNKNOWN_MEMBER.at(span, "the items of this list have no fields"));
                None
            }
        }
    }
}

fn object<'a>(model: &'a Model, schema: &Schema) -> Option<&'a ir::Type> {
    match schema.shape {
        Shape::Named(id) => Some(&model[id]),
        _ => None,
    }
}

/// Returns the schema that remains after aliases are resolved.
fn unaliased(model: &Model, schema: Schema) -> Schema {
    match schema.shape {
        Shape::Named(id) => match &model[id].kind {
            // Aliases are not recursive, so this terminates.
            TypeKind::Alias(target) => {
                unaliased(model, Schema { personal: schema.personal || target.personal, ..target.clone() })
            }
            _ => schema,
        },
        _ => schema,
    }
}
