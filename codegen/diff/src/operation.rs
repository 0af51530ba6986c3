//! Compares HTTP operations: their set, their URLs, and what goes over the wire.

use super::Differ;
use super::change::Change;
use super::pairing::{Paired, pair, words};
use super::place::SpecPlace;
use verispec_model::change::operation::{
    ADDED, AUTH_ADDED, AUTH_REMOVED, FILE_FIELD, METHOD, OPERATION_ERROR_ADDED, OPERATION_ERROR_REMOVED,
    PARAMETER_RENAMED, PARAMETER_TYPE, PATH, REMOVED, RENAMED, REQUEST_MEDIA, REQUEST_TYPE, RESPONSE_MEDIA_ADDED,
    RESPONSE_MEDIA_REMOVED, RESPONSE_TYPE, SENDER, SERVICE, STATUS,
};
use verispec_model::change::{Effect, Kind};
use verispec_model::ir::{Model, Operation, Sender};

/// Returns the location of an operation's description.
pub(super) fn place(operation: &Operation) -> SpecPlace {
    SpecPlace::of("operations", &operation.name.wire)
}

impl<'m> Differ<'m> {
    /// Matches the operations of both specs, and counts the matches with the same name, which come first.
    pub(super) fn paired_operations(&self) -> (Paired<'m, Operation>, usize) {
        let mut paired = pair(&self.old.operations, &self.new.operations, |known| known.name.wire.as_str());
        let same_name = paired.both.len();
        paired.pair_leftovers_in((self.old, self.new), |model, operation| {
            let bodies = (request_function(model, operation), response_function(model, operation));
            (operation.method.as_str(), shape_of(operation.path.as_deref()), service(model, operation), bodies)
        });
        (paired, same_name)
    }
}

impl Differ<'_> {
    pub(super) fn operations(&mut self) {
        let (paired, same_name) = self.paired_operations();
        for (was, is) in &paired.both[same_name..] {
            let message = format!("The operation `{}` was renamed to `{}`.", was.name.wire, is.name.wire);
            self.push(Change::new(&RENAMED, message).was(&place(was), &was.name.wire).is(&place(is), &is.name.wire));
        }
        for operation in paired.gone {
            let message = format!("The operation `{}` ({}) was removed.", operation.name.wire, operation.title);
            self.push(Change::new(&REMOVED, message).was(&place(operation), &operation.name.wire));
        }
        for operation in paired.fresh {
            let message = format!("The operation `{}` ({}) was added.", operation.name.wire, operation.title);
            self.push(Change::new(&ADDED, message).is(&place(operation), &operation.name.wire));
        }
        for (old, new) in paired.both {
            self.address(old, new);
            self.authorisation(old, new);
            self.errors(old, new);
            self.bodies(old, new);
        }
    }

    /// Compares a single-valued property of an operation.
    fn fact(&mut self, kind: &'static Kind, both: (&Operation, &Operation), key: &[&str], was: &str, is: &str) {
        self.fact_with(kind, kind.rust, both, key, (was, is));
    }

    /// Compares a property whose value is the name of a type. A renamed type is not a change.
    fn type_fact(
        &mut self,
        kind: &'static Kind,
        rust: Effect,
        both: (&Operation, &Operation),
        key: &[&str],
        (was, is): (&str, &str),
    ) {
        if self.newer_type(was) != is {
            self.fact_with(kind, rust, both, key, (was, is));
        }
    }

    /// Compares a property whose change has the given effect on programs.
    fn fact_with(
        &mut self,
        kind: &'static Kind,
        rust: Effect,
        (old, new): (&Operation, &Operation),
        key: &[&str],
        (was, is): (&str, &str),
    ) {
        if was == is {
            return;
        }
        let at = |operation: &Operation| key.iter().fold(place(operation), |place, key| place.key(key));
        let message = format!("The {} of `{}` is now {is}.", key.join(" "), new.name.wire);
        self.push(Change::new(kind, message).was(&at(old), was).is(&at(new), is).rust(rust));
    }

    fn address(&mut self, old: &Operation, new: &Operation) {
        let both = (old, new);
        let sender = |operation: &Operation| match operation.sender {
            Sender::Customer => "customer",
            Sender::Provider => "provider",
        };
        self.fact(&SENDER, both, &["sender"], sender(old), sender(new));
        self.fact(&METHOD, both, &["method"], old.method.as_str(), new.method.as_str());
        let path = |operation: &Operation| operation.path.clone().unwrap_or_else(|| "none".to_owned());
        let (was, is) = (path(old), path(new));
        let kind = if shape_of(Some(&was)) == shape_of(Some(&is)) { &PARAMETER_RENAMED } else { &PATH };
        self.fact(kind, both, &["path"], &was, &is);
        for parameter in &new.path_parameters {
            let known = old.path_parameters.iter().find(|known| known.name == parameter.name);
            let Some(known) = known else { continue };
            let (was, is) = (&self.old[known.schema].name.pascal, &self.new[parameter.schema].name.pascal);
            let key = ["path_parameters", parameter.name.wire.as_str(), "schema"];
            self.type_fact(&PARAMETER_TYPE, PARAMETER_TYPE.rust, both, &key, (was, is));
        }
        let (was, is) = (service(self.old, old), service(self.new, new));
        self.fact(&SERVICE, both, &["service"], was, is);
    }

    fn authorisation(&mut self, old: &Operation, new: &Operation) {
        let names = |model: &Model, operation: &Operation| -> Vec<String> {
            operation.auth.iter().map(|id| model[*id].name.wire.clone()).collect()
        };
        let (was, is) = (names(self.old, old), names(self.new, new));
        let (gone, fresh) = words(&was, &is);
        for name in gone {
            let message = format!("`{}` no longer accepts the authorization method `{name}`.", new.name.wire);
            self.push(Change::new(&AUTH_REMOVED, message).was(&place(old).key("auth").item(name), name));
        }
        for name in fresh {
            let message = format!("`{}` now accepts the authorization method `{name}`.", new.name.wire);
            // Previously, no authorization was needed. Now it is.
            let wire = if old.auth.is_empty() { Effect::Breaking } else { AUTH_ADDED.wire };
            let change = Change::new(&AUTH_ADDED, message).is(&place(new).key("auth").item(name), name);
            self.push(change.wire(wire).behaviour(wire));
        }
    }

    fn errors(&mut self, old: &Operation, new: &Operation) {
        let (gone, fresh) = words(&old.errors, &new.errors);
        for status in gone {
            let message = format!("`{}` is no longer documented to fail with {status}.", new.name.wire);
            let at = place(old).key("errors").item(status);
            self.push(Change::new(&OPERATION_ERROR_REMOVED, message).was(&at, status));
        }
        for status in fresh {
            let message = format!("`{}` is now documented to fail with {status}.", new.name.wire);
            self.push(Change::new(&OPERATION_ERROR_ADDED, message).is(&place(new).key("errors").item(status), status));
        }
    }

    /// Returns the effect of a change on programs that call a function of the operation.
    fn functions(
        &self,
        (old, new): (&Operation, &Operation),
        function: fn(&Model, &Operation) -> Option<String>,
    ) -> Effect {
        match (function(self.old, old), function(self.new, new)) {
            (None, None) => Effect::None,
            (None, Some(_)) => Effect::Compatible,
            (Some(was), Some(is)) if self.newer_type(&was) == is => Effect::None,
            _ => Effect::Breaking,
        }
    }

    fn bodies(&mut self, old: &Operation, new: &Operation) {
        let both = (old, new);
        let request = |model: &Model, operation: &Operation| {
            let Some(body) = &operation.request else { return "none".to_owned() };
            body.schema.map_or("a body without a type".to_owned(), |id| model[id].name.pascal.clone())
        };
        let (was, is) = (request(self.old, old), request(self.new, new));
        let rust = self.functions(both, request_function);
        self.type_fact(&REQUEST_TYPE, rust, both, &["request", "schema"], (&was, &is));
        let response = |model: &Model, operation: &Operation| {
            operation.response.schema.map_or("none".to_owned(), |id| model[id].name.pascal.clone())
        };
        let (was, is) = (response(self.old, old), response(self.new, new));
        let rust = self.functions(both, response_function);
        self.type_fact(&RESPONSE_TYPE, rust, both, &["response", "schema"], (&was, &is));
        if let (Some(was), Some(is)) = (&old.request, &new.request) {
            let rust = match (old.json(), new.json()) {
                (Some(_), None) => Effect::Breaking,
                (None, Some(_)) => Effect::Compatible,
                _ => Effect::None,
            };
            let key = ["request", "media_type"];
            self.fact_with(&REQUEST_MEDIA, rust, both, &key, (&was.media_type, &is.media_type));
            let field = |field: &Option<String>| field.clone().unwrap_or_else(|| "none".to_owned());
            self.fact(&FILE_FIELD, both, &["request", "file_field"], &field(&was.file_field), &field(&is.file_field));
        }
        let (was, is) = (old.response.status.to_string(), new.response.status.to_string());
        self.fact(&STATUS, both, &["response", "status"], &was, &is);
        let (gone, fresh) = words(&old.response.media_types, &new.response.media_types);
        let at = |operation: &Operation, word: &str| place(operation).key("response").key("media_types").item(word);
        for word in gone {
            let message = format!("The response of `{}` can no longer be {word}.", new.name.wire);
            self.push(Change::new(&RESPONSE_MEDIA_REMOVED, message).was(&at(old, word), word));
        }
        for word in fresh {
            let message = format!("The response of `{}` can now be {word}.", new.name.wire);
            self.push(Change::new(&RESPONSE_MEDIA_ADDED, message).is(&at(new, word), word));
        }
    }
}

/// Returns the argument of the function that validates the request; `None` if there is no such function.
fn request_function(model: &Model, operation: &Operation) -> Option<String> {
    let body = operation.sent().map_or("no body".to_owned(), |id| model[id].name.pascal.clone());
    operation.is_ours().then_some(body)
}

/// Returns the argument of the function that validates the response; `None` if there is no such function.
fn response_function(model: &Model, operation: &Operation) -> Option<String> {
    operation.received().map(|id| model[id].name.pascal.clone())
}

fn service<'m>(model: &'m Model, operation: &Operation) -> &'m str {
    operation.service.map_or("none", |id| model[id].name.wire.as_str())
}

/// Removes the names of parameters from a path, because they are not sent over the wire.
fn shape_of(path: Option<&str>) -> String {
    let mut shape = String::new();
    let mut inside = false;
    for c in path.unwrap_or_default().chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        shape.push(c);
    }
    shape
}
