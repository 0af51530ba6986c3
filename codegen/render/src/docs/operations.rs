//! Renders the page of operations and their URLs.

use minijinja::{Value, context};

use super::Pages;
use super::link::AUTHORIZATION;
use super::text::{code, codes, maybe, values};
use verispec_model::ir::{Operation, OperationId};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `operations.md`.
    pub(super) fn operations(&self) -> File {
        let (links, model) = (self.links(), self.model);
        let groups = model.operation_groups();
        let context = context! {
            provider => model.provider.name.as_str(),
            groups => values(groups.iter().map(|(name, ids)| context! {
                name => *name,
                operations => values(ids.iter().map(|id| context! {
                    link => links.operation(*id),
                    title => model[*id].title.as_str(),
                    deprecated => model[*id].deprecated.is_some(),
                })),
            })),
            authorization_heading => AUTHORIZATION,
            auth => values(model.auth.iter().map(|auth| context! {
                name => auth.name.wire.as_str(),
                scheme => auth.scheme_in_words(),
                summary => auth.summary.as_str(),
                source => links.source(&auth.source),
                decisions => links.decisions(&auth.decisions),
            })),
            headers => values(model.provider.headers.iter().map(|header| context! {
                name => header.name.as_str(),
                summary => header.summary.as_str(),
                example => maybe(header.example.as_deref().map(code)),
                source => links.source(&header.source),
            })),
            errors => values(model.provider.errors.iter().map(|error| context! {
                status => error.status.as_str(),
                summary => error.summary.as_str(),
                source => links.source(&error.source),
            })),
            operations => values(groups.iter().flat_map(|(_, ids)| ids).map(|id| self.operation(*id))),
        };
        self.page("operations.md", "operations/", "operations.md.j2", context)
    }

    fn operation(&self, id: OperationId) -> Value {
        let (links, model) = (self.links(), self.model);
        let operation = &model[id];
        let examples = operation.examples.iter().map(|example| self.example(links, id, example, None));
        context! {
            name => operation.name.wire.as_str(),
            title => operation.title.as_str(),
            summary => operation.summary.as_str(),
            deprecated => maybe(links.deprecated(operation.deprecated.as_ref())),
            lost_answers => maybe(model.advice_on_lost_answers(operation)),
            ours => operation.is_ours(),
            sender => operation.sender_in_words(),
            method => operation.method.as_str(),
            path => maybe(operation.path.as_deref()),
            service => maybe(operation.service.map(|service| model[service].summary.as_str())),
            urls => self.urls(id),
            parameters => self.parameters(operation),
            auth => values(operation.auth.iter().map(|auth| links.auth(*auth))),
            request => maybe(operation.request.as_ref().map(|body| context! {
                media_type => body.media_type.as_str(),
                kind => maybe(body.schema.map(|schema| links.type_(schema))),
                file_field => maybe(body.file_field.as_deref()),
            })),
            status => operation.response.status,
            media_types => maybe((!operation.response.media_types.is_empty()).then(|| codes(&operation.response.media_types))),
            response => maybe(operation.response.schema.map(|schema| links.type_(schema))),
            errors => values(operation.errors.iter().map(String::as_str)),
            rules => values(model.rules_on(id).into_iter().map(|rule| links.rule(rule))),
            examples => self.render("examples.md.j2", context! { examples => values(examples) }),
            bare => maybe(self.bare_curl(id)),
            shown_by => values(model.workflows_showing(id).into_iter().map(|workflow| links.workflow(workflow))),
            source => links.source(&operation.source),
            decisions => links.decisions(&operation.decisions),
        }
    }

    fn parameters(&self, operation: &Operation) -> Value {
        values(operation.path_parameters.iter().map(|parameter| {
            context! {
                name => parameter.name.wire.as_str(),
                summary => parameter.summary.as_str(),
                kind => self.links().type_(parameter.schema),
            }
        }))
    }

    /// Returns the URL of an operation in every region. The result is empty if the provider sends the request.
    pub(super) fn urls(&self, id: OperationId) -> Value {
        let urls = self.model.regions.iter().filter_map(|region| {
            let url = self.model[id].url(region)?;
            Some(context! { region => region.name.wire.as_str(), url => url })
        });
        values(urls)
    }
}
