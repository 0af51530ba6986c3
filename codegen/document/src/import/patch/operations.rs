//! Patches operations: different methods and paths, new operations, and fields of their examples that no schema has.

use super::members::unknown;
use super::{Change, Patch};
use crate::import::facts::Operation;
use crate::import::gather::covers;
use crate::import::yaml::Yaml;
use verispec_model::finding;
use verispec_model::ir;
use verispec_text::source::Span;

impl Patch<'_> {
    pub(super) fn operations(&mut self) {
        let facts = self.facts;
        for (id, operation) in &facts.operations {
            match self.model.operation(id) {
                Some(known) => self.operation(id, operation, known),
                None => self.new_operation(id, operation),
            }
        }
    }

    fn operation(&mut self, id: &str, said: &Operation, known: &ir::Operation) {
        let lines = said.place.lines;
        if let Some(method) = said.method.as_ref().filter(|method| *method != known.method.as_str()) {
            let decided = self.settled.by(None, Some(id), &[&finding::METHOD]);
            let text = format!("{id} is sent with {method} ({lines}), but in the spec with {}", known.method.as_str());
            self.differ(known.name.span, text, &decided, Some((&["method"], Change::Value(Yaml::text(method)))));
        }
        let held = known.path.as_deref().unwrap_or_default();
        let strange = said.paths.iter().find(|(path, _)| !covers(held, path));
        if let (Some((strange, place)), Some(path)) = (strange, &said.path) {
            let text = format!("{id} is sent to {strange} ({}), but in the spec to {held}", place.lines);
            let decided = self.settled.by(None, Some(id), &[&finding::URL]);
            // Other parameters each need a summary and a schema, which the path does not contain.
            let same = crate::import::gather::parameters(path).eq(crate::import::gather::parameters(held));
            let change = same.then(|| (["path"].as_slice(), Change::Value(Yaml::text(path))));
            self.differ(known.name.span, text, &decided, change);
        }
        let bodies = [("requests", &said.request, known.sent()), ("responses", &said.response, known.received())];
        for (side, shape, held) in bodies {
            for member in unknown(shape, self.model, held) {
                let decided = self.settled.by(None, Some(id), &[&finding::DOES_NOT_FIT]);
                let text = format!("{side} of {id} have the field {member} ({lines}), but the schema does not");
                self.differ(known.name.span, text, &decided, None);
            }
        }
    }

    fn new_operation(&mut self, id: &str, operation: &Operation) {
        let text = format!("the document has the operation {id} ({}), but the spec does not", operation.place.lines);
        let known = |name: &str| self.model.types.iter().any(|kind| kind.name.wire == name);
        for file in self.writer.operation_files(id, operation, &known) {
            let is_it = file.path.starts_with("operations/");
            self.add_file(file, if is_it { text.clone() } else { format!("this belongs to the new operation {id}") });
        }
    }

    /// Returns the start of a file, for a difference without a location of its own in the spec.
    pub(super) fn start(&self, span: Span) -> Span {
        Span { start: 0, end: 0, ..span }
    }
}
