//! Compares ids in examples with the format in the tables of parameters, and with the URLs around them.

use std::collections::{BTreeMap, BTreeSet};

use super::Auditor;
use super::address::{Address, is_placeholder};
use super::finding::Finding;
use super::typed::{items, spanned, text, urls, walk};
use crate::document::{Document, Operation, Workflow, has_words};
use verispec_model::finding as kind;
use verispec_model::ir::{IdForm, Layout, Model, TypeId, TypeKind};
use verispec_spec::syntax::{Data, Text};
use verispec_text::source::{Span, Spanned};

/// The documented format of the ids of a type.
#[derive(Debug)]
pub(super) struct Form {
    id: TypeId,
    form: IdForm,
    /// The parameter whose description states the format.
    parameter: String,
    /// The location of the description.
    place: Span,
}

/// Returns the formats in the tables of parameters. The first format of a type is used.
pub(super) fn forms(model: &Model, layout: &Layout, document: &Document) -> Vec<Form> {
    let mut found: Vec<Form> = Vec::new();
    for operation in document.workflows.iter().flat_map(|workflow| &workflow.operations) {
        let Some(spec) = operation.operation.map(|id| &model[id]) else { continue };
        for row in operation.tables.iter().flat_map(|table| &table.rows) {
            let Some((name, rest)) = row.split_first() else { continue };
            let Some(parameter) = spec.path_parameters.iter().find(|known| known.name.wire == name.value) else {
                continue;
            };
            let said = rest.iter().find_map(|cell| {
                let form = layout.id_forms.iter().find(|(words, _)| has_words(&cell.value, words))?.1;
                Some((form, cell.span))
            });
            let Some((form, place)) = said else { continue };
            let is_id = matches!(model[parameter.schema].kind, TypeKind::Id(_));
            if is_id && !found.iter().any(|known| known.id == parameter.schema) {
                found.push(Form { id: parameter.schema, form, parameter: name.value.clone(), place });
            }
        }
    }
    found
}

impl<'a> Auditor<'a> {
    pub(super) fn ids(&mut self, workflow: &'a Workflow) {
        let mut ids: BTreeMap<TypeId, Vec<Text>> = BTreeMap::new();
        for operation in &workflow.operations {
            self.collect(operation, &mut ids);
            self.other_ids(operation);
        }
        let mut findings = Vec::new();
        for form in &self.forms {
            let wrong =
                |value: &&Text| !is_placeholder(self.layout, &value.value) && !has_form(form.form, &value.value);
            let mut wrong: Vec<&Text> = ids.get(&form.id).into_iter().flatten().filter(wrong).collect();
            wrong.sort_by_key(|value| value.span);
            let (name, word) = (&form.parameter, word(form.form));
            // Each distinct value has one finding, even if it is repeated.
            let mut values: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
            wrong.iter().for_each(|value| values.entry(&value.value).or_default().push(value.span));
            for (value, places) in values {
                let message = format!("`{value}` is not a {word}, but `{name}` is documented as one");
                let rest = places.iter().skip(1).copied();
                let finding = Finding::new(&kind::ID_FORM, places[0], message).also(rest).against(word);
                findings.push(finding.related(form.place, format!("`{name}` is documented as a {word} here")));
            }
        }
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// Collects the ids in the bodies and URLs of an operation, by type.
    fn collect(&self, operation: &Operation, ids: &mut BTreeMap<TypeId, Vec<Text>>) {
        let mut add = |id: TypeId, value: Text| ids.entry(id).or_default().push(value);
        for (kind, data) in self.payloads(operation) {
            walk(self.model, kind, data, &mut |id, data| {
                if let (TypeKind::Id(_), Some(value)) = (&self.model[id].kind, spanned(data)) {
                    add(id, value);
                }
            });
            for url in urls(data).into_iter().filter_map(spanned) {
                self.in_url(&url).into_iter().for_each(|(id, value)| add(id, value));
            }
        }
        for url in operation.requests.iter().filter_map(|request| request.curl.as_ref()?.url.as_ref()) {
            self.in_url(url).into_iter().for_each(|(id, value)| add(id, value));
        }
    }

    /// Returns the JSON bodies of an operation, with their types.
    fn payloads<'o>(&self, operation: &'o Operation) -> Vec<(TypeId, &'o Data)> {
        let Some(spec) = self.operation_of(operation) else { return Vec::new() };
        let sent = operation.requests.iter().filter_map(|request| Some((spec.json()?, request.body()?.json.as_ref()?)));
        let received =
            operation.responses.iter().filter_map(|response| Some((spec.received()?, response.body.json.as_ref()?)));
        sent.chain(received).collect()
    }

    /// Returns the ids in the path of a URL, by the operation of the spec with such a path.
    fn in_url(&self, url: &Spanned<String>) -> Vec<(TypeId, Text)> {
        let Some(address) = Address::parse(&url.value).filter(|address| address.region(self.model).is_some()) else {
            return Vec::new();
        };
        let found =
            self.model.operations.iter().find_map(|operation| Some((operation, address.parameters(operation)?)));
        let Some((operation, parameters)) = found else { return Vec::new() };
        let ids = parameters.into_iter().filter_map(|(name, range)| {
            let parameter = operation.path_parameters.iter().find(|known| known.name.wire == name)?;
            let value = Spanned { value: url.value[range.clone()].to_owned(), span: url.within(range) };
            matches!(self.model[parameter.schema].kind, TypeKind::Id(_)).then_some((parameter.schema, value))
        });
        ids.collect()
    }

    /// Checks that URLs inside a credential contain the id of the credential, and that URLs of a response contain the
    /// ids of the response.
    fn other_ids(&mut self, operation: &Operation) {
        let Some(received) = self.operation_of(operation).and_then(|spec| spec.received()) else { return };
        for data in operation.responses.iter().filter_map(|response| response.body.json.as_ref()) {
            let items = items(self.model, received, data);
            let mut own: BTreeMap<TypeId, BTreeSet<&str>> = BTreeMap::new();
            walk(self.model, received, data, &mut |id, data| {
                if let (TypeKind::Id(_), Some(value)) = (&self.model[id].kind, text(data)) {
                    own.entry(id).or_default().insert(value);
                }
            });
            for item in &items {
                if let Some((id, own)) = item.id {
                    self.against(item.data, id, own.span, text(own).unwrap_or_default());
                }
            }
            let in_items: BTreeSet<TypeId> = items.iter().filter_map(|item| item.id).map(|(id, _)| id).collect();
            for (id, values) in own.into_iter().filter(|(id, values)| !in_items.contains(id) && values.len() == 1) {
                let value = values.into_iter().next().unwrap_or_default();
                self.against(data, id, data.first_words(), value);
            }
        }
    }

    /// Reports the first URL in an object that contains another id of this type.
    fn against(&mut self, within: &Data, id: TypeId, own: Span, value: &str) {
        let urls = urls(within).into_iter().filter_map(spanned);
        let named = urls.flat_map(|url| self.in_url(&url)).filter(|(other, _)| *other == id).map(|(_, named)| named);
        let other: Vec<Text> =
            named.filter(|named| named.value != value && !is_placeholder(self.layout, &named.value)).collect();
        let mut values: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        other.iter().for_each(|named| values.entry(&named.value).or_default().push(named.span));
        for (named, places) in values {
            let message = format!("the URL names `{named}`, but the object that contains it has the id `{value}`");
            let rest = places.iter().skip(1).copied();
            let finding = Finding::new(&kind::OTHER_ID, places[0], message).also(rest).against(value);
            self.push(finding.related(own, "the object"));
        }
    }
}

fn word(form: IdForm) -> &'static str {
    match form {
        IdForm::Uuid => "UUID",
        IdForm::Number => "number",
    }
}

fn has_form(form: IdForm, value: &str) -> bool {
    match form {
        IdForm::Number => !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()),
        IdForm::Uuid => {
            let groups: Vec<&str> = value.split('-').collect();
            let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
            lengths == [8, 4, 4, 4, 12] && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
        }
    }
}
