//! Gathers operations: merges the sections of all workflows into one operation each.

use indexmap::IndexMap;

use super::urls;
use super::{Gather, Section, names};
use crate::document;
use crate::import::facts::{Contradiction, DocumentPlace, Operation, Region, WorkflowOperation};
use verispec_model::ir::{self, AuthScheme};
use verispec_text::words::one_line;

impl Gather<'_> {
    /// Gathers the operations of a workflow, with its examples.
    pub(super) fn operations(&mut self, section: &Section<'_>) -> IndexMap<String, WorkflowOperation> {
        let mut operations: IndexMap<String, WorkflowOperation> = IndexMap::new();
        for said in &section.said.operations {
            let id = self.operation_id(said);
            let place = self.place(&section.heading, said.span);
            self.know_operation(&id, said, place.clone(), section);
            // An operation that several sections describe is listed at the first section.
            let own = operations.entry(id.clone()).or_default();
            own.lines.get_or_insert(place.lines);
            let method = said.method.as_ref().map(|method| method.value.to_uppercase());
            own.method = own.method.take().or(method);
            own.todos.extend(self.against_curl(section, said));
            own.examples.extend(self.examples(section, said, &id));
        }
        operations
    }

    fn operation_id(&self, said: &document::Operation) -> String {
        match said.operation {
            Some(id) => self.model[id].name.wire.clone(),
            None => names::safe_stem(&said.heading.text.value, "operation"),
        }
    }

    /// Returns the title of an operation. If the layout knows the operation, the title is derived from its id, so that
    /// it does not depend on which section comes first.
    fn operation_title(&self, id: &str, said: &document::Operation) -> String {
        match said.operation {
            Some(_) => id[..1].to_uppercase() + &id[1..].replace(['_', '-'], " "),
            None => said.heading.text.value.clone(),
        }
    }

    /// Sets the path of every operation to one that covers the paths of its sections. Paths that it does not cover are
    /// contradictions.
    pub(super) fn paths(&mut self) {
        let known = |id: &str| self.model.operation(id).and_then(|operation| operation.path.clone());
        let mut said = Vec::new();
        for (id, operation) in &mut self.facts.operations {
            let covers = |path: &String| operation.paths.iter().all(|(other, _)| urls::covers(path, other));
            let own = operation.paths.iter().map(|(path, _)| path.clone()).find(|path| covers(path));
            let path = own.or_else(|| known(id).filter(|path| !operation.paths.is_empty() && covers(path)));
            let path = path.or_else(|| Some(operation.paths.first()?.0.clone()));
            for name in path.iter().flat_map(|path| urls::parameters(path)) {
                operation.parameters.entry(name.to_owned()).or_default();
            }
            let Some(path) = &path else { continue };
            let others = operation.paths.iter().filter(|(other, _)| !urls::covers(path, other));
            said.extend(others.map(|(other, place)| {
                let text = format!("{id} is sent to {other} ({}), and to {path} elsewhere; using {path}", place.lines);
                (place.clone(), text)
            }));
            operation.path = Some(path.clone());
        }
        for (place, text) in said {
            let workflow = self.facts.workflows.iter().find(|workflow| workflow.place.section == place.section);
            let workflow = workflow.map(|workflow| workflow.stem.clone()).unwrap_or_default();
            let line = place.lines.first;
            self.facts.contradictions.push(Contradiction { workflow, text, line, decided: Vec::new() });
        }
    }

    fn know_operation(&mut self, id: &str, said: &document::Operation, place: DocumentPlace, section: &Section<'_>) {
        let index = self.facts.operations.get_index_of(id).unwrap_or(self.facts.operations.len());
        let known = self.facts.operations.shift_remove(id);
        let mut operation = known.unwrap_or_else(|| Operation::new(self.operation_title(id, said), place.clone()));
        if let Some(method) = &said.method {
            let method = method.value.to_uppercase();
            let taken = operation.method.get_or_insert(method.clone());
            if *taken != method {
                let text = format!(
                    "{} is sent with {method} here ({}), and with {taken} elsewhere ({}); using {taken}",
                    operation.title, place.lines, operation.place.lines
                );
                self.contradiction(section, text, place.lines.first, &[]);
            }
        }
        self.address(&mut operation, said, &place, section);
        for request in &said.requests {
            self.request(&mut operation, request, &place);
        }
        for body in said.responses.iter().filter_map(|response| response.body.json.as_ref()) {
            operation.response.take(&body.to_json());
        }
        self.facts.operations.shift_insert(index, id.to_owned(), operation);
    }

    /// Gathers the URLs of an operation in every region.
    fn address(
        &mut self,
        operation: &mut Operation,
        said: &document::Operation,
        place: &DocumentPlace,
        section: &Section<'_>,
    ) {
        let urls = said.urls.iter().filter_map(|url| Some((url, urls::parts(&url.url.value)?)));
        for (said, parts) in urls.collect::<Vec<_>>() {
            let lines = self.lines.of(said.url.span);
            let place = DocumentPlace { section: section.heading.clone(), lines };
            let path = self.template(parts.path);
            if !operation.paths.iter().any(|(known, _)| *known == path) {
                operation.paths.push((path.clone(), place));
            }
            for name in urls::parameters(&path) {
                operation.parameters.entry(name.to_owned()).or_default();
            }
        }
        self.hosts(operation, said, place, section);
        self.parameter_notes(operation, said);
    }

    /// Gathers the hosts of an operation's URLs, each in its region. URLs that are only a path are skipped.
    fn hosts(
        &mut self,
        operation: &mut Operation,
        said: &document::Operation,
        place: &DocumentPlace,
        section: &Section<'_>,
    ) {
        let known = said.operation.and_then(|id| self.model[id].service).map(|id| self.model[id].name.wire.clone());
        let urls = said.urls.iter().filter_map(|url| Some((url, urls::parts(&url.url.value)?.host)));
        let urls: Vec<_> = urls.filter(|(_, host)| !host.is_empty()).collect();
        let hosts: Vec<&str> = urls.iter().map(|(_, host)| *host).collect();
        if hosts.is_empty() {
            operation.service = operation.service.take().or(known);
            return;
        }
        let service = operation.service.get_or_insert_with(|| known.unwrap_or_else(|| self.service(&hosts))).clone();
        self.facts.services.entry(service.clone()).or_insert_with(|| place.clone());
        for (said, host) in urls {
            let lines = self.lines.of(said.url.span);
            let Some(name) = self.region(said, host) else {
                let text = "no region is stated for this URL; add one as `region` in the layout".to_owned();
                self.facts.unread.push((lines, text));
                continue;
            };
            let place = DocumentPlace { section: section.heading.clone(), lines };
            let region =
                self.facts.regions.entry(name.clone()).or_insert_with(|| Region { hosts: IndexMap::new(), place });
            let known = region.hosts.entry(service.clone()).or_insert_with(|| host.to_owned()).clone();
            if known != host {
                let text = format!(
                    "the host of {service} in {name} is {host} here ({lines}), and {known} elsewhere; using {known}"
                );
                self.contradiction(section, text, lines.first, &[]);
            }
        }
    }

    /// Returns the region of a URL, as stated by the document, by the layout, or for the same host elsewhere in the
    /// document or in the existing spec.
    fn region(&self, said: &document::RegionUrl, host: &str) -> Option<String> {
        let written = said.region.as_ref().map(|region| region.value.as_str()).or(self.layout.region.as_deref());
        let has = |region: &&ir::Region| region.hosts.iter().any(|(_, known)| known.eq_ignore_ascii_case(host));
        let known = || self.model.regions.iter().find(has).map(|region| region.name.wire.clone());
        let gathered = || {
            let has = |region: &Region| region.hosts.values().any(|known| known.eq_ignore_ascii_case(host));
            self.facts.regions.iter().find(|(_, region)| has(region)).map(|(name, _)| name.clone())
        };
        written.map(|region| names::wire(region, |name| name.shouty())).or_else(gathered).or_else(known)
    }

    /// Records the descriptions of parameters, from table rows that begin with the name of a parameter and end with its
    /// description.
    fn parameter_notes(&self, operation: &mut Operation, said: &document::Operation) {
        for row in said.tables.iter().flat_map(|table| &table.rows) {
            let [name, .., note] = row.as_slice() else { continue };
            if let Some(known) = operation.parameters.get_mut(name.value.trim()) {
                known.get_or_insert_with(|| one_line(&note.value));
            }
        }
    }

    /// Collects the facts about an operation that a request shows.
    fn request(&mut self, operation: &mut Operation, request: &document::Request, place: &DocumentPlace) {
        if let Some(body) = request.body().and_then(|body| body.json.as_ref()) {
            operation.request.take(&body.to_json());
        }
        let Some(curl) = &request.curl else { return };
        if let Some(method) = &curl.method {
            operation.shown_method.get_or_insert_with(|| method.value.to_uppercase());
        }
        let header = |name: &str| curl.headers.iter().find(|header| header.name.value.eq_ignore_ascii_case(name));
        if let Some(scheme) = header("authorization").and_then(|header| scheme(&header.value.value)) {
            let name = self.auth_name(scheme);
            self.facts.schemes.entry(name.clone()).or_insert_with(|| (scheme, place.clone()));
            operation.scheme.get_or_insert(name);
        }
        let file = curl.form.iter().find(|field| field.value.value.trim_start().starts_with('@'));
        if let Some(file) = file {
            operation.file_field.get_or_insert_with(|| file.name.value.clone());
        }
        if curl.body.is_some() || !curl.form.is_empty() {
            let media_type = header("content-type").map(|header| header.value.value.trim().to_lowercase());
            operation.media_type = operation.media_type.take().or(media_type);
        }
    }

    /// Returns the name of the existing spec's first authorization method with this scheme, or the scheme itself if
    /// there is none.
    fn auth_name(&self, scheme: &'static str) -> String {
        let wanted = if scheme == "basic" { AuthScheme::Basic } else { AuthScheme::Bearer };
        let known = self.model.auth.iter().find(|auth| auth.scheme == wanted);
        known.map_or_else(|| scheme.to_owned(), |auth| auth.name.wire.clone())
    }

    /// Gathers the headers that all requests have.
    pub(super) fn headers(&mut self) {
        let operations = self.document.workflows.iter().flat_map(|w| w.operations.iter().map(move |o| (w, o)));
        let curls: Vec<_> = operations
            .flat_map(|(workflow, operation)| operation.requests.iter().map(move |request| (workflow, request)))
            .filter_map(|(workflow, request)| Some((workflow, request.curl.as_ref()?)))
            .filter(|(_, curl)| !curl.headers.is_empty())
            .collect();
        let Some((workflow, first)) = curls.first() else { return };
        for header in &first.headers {
            let name = &header.name.value;
            let has =
                |curl: &document::Curl| curl.headers.iter().any(|other| other.name.value.eq_ignore_ascii_case(name));
            if curls.iter().all(|(_, curl)| has(curl)) {
                let place = self.place(&workflow.heading.text.value, header.name.span);
                self.facts.headers.insert(name.clone(), (header.value.value.clone(), place));
            }
        }
    }
}

/// Returns the scheme of an authorization, if it has one.
pub(super) fn scheme(value: &str) -> Option<&'static str> {
    let mut words = value.split_whitespace();
    let (first, second) = (words.next()?, words.next());
    let known = ["bearer", "basic"].into_iter().find(|scheme| first.eq_ignore_ascii_case(scheme));
    known.filter(|_| second.is_some())
}
