//! The resolved model of operations and examples.

use super::{AuthId, DecisionId, Deprecation, Model, Name, Region, ServiceId, Source, TypeId};
use verispec_spec::syntax::Data;
pub use verispec_spec::syntax::{Method, Sender};
use verispec_text::source::Span;

/// An HTTP operation.
#[derive(Debug)]
pub struct Operation {
    /// The id of the operation.
    pub name: Name,
    /// The display name of the operation.
    pub title: String,
    /// A description of the operation.
    pub summary: String,
    /// The group that contains the operation in the docs.
    pub group: String,
    /// The side that sends the request: the customer or the provider.
    pub sender: Sender,
    /// The HTTP method of the request.
    pub method: Method,
    /// The span of the method in the spec.
    pub method_place: Span,
    /// The service that receives the request; `None` if the provider sends it.
    pub service: Option<ServiceId>,
    /// The path, with its parameters in braces; `None` if the provider sends the request.
    pub path: Option<String>,
    /// The span of the path in the spec.
    pub path_place: Option<Span>,
    /// The path parameters, each with its type.
    pub path_parameters: Vec<PathParameter>,
    /// The accepted authorization methods.
    pub auth: Vec<AuthId>,
    /// The name of the operation in the functions of the workflows that it starts, if it differs from its id.
    pub constructor: Option<Name>,
    /// The request body; `None` if the request has none.
    pub request: Option<Body>,
    /// The response.
    pub response: Response,
    /// The documented error statuses, as defined by the provider.
    pub errors: Vec<String>,
    /// The deprecation; `None` if the item is not deprecated.
    pub deprecated: Option<Deprecation>,
    /// Examples of the operation, apart from those of workflows.
    pub examples: Vec<Example>,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

impl Operation {
    /// Returns the type of the body that the customer sends, including forms.
    pub fn sent(&self) -> Option<TypeId> {
        match self.sender {
            Sender::Customer => self.request.as_ref().and_then(|body| body.schema),
            Sender::Provider => None,
        }
    }

    /// Returns the type of the body that the provider sends: of the response, or of a request by the provider.
    pub fn received(&self) -> Option<TypeId> {
        match self.sender {
            Sender::Customer => self.response.schema,
            Sender::Provider => self.request.as_ref().and_then(|body| body.schema),
        }
    }

    /// Returns the type of the body that the customer sends, if its media type is JSON.
    pub fn json(&self) -> Option<TypeId> {
        let is_json = |media_type: &str| media_type == "application/json" || media_type.ends_with("+json");
        self.sent().filter(|_| self.request.as_ref().is_some_and(|body| is_json(&body.media_type)))
    }

    /// Returns the name of the operation in the functions that start workflows with it.
    pub fn constructor_name(&self) -> &Name {
        self.constructor.as_ref().unwrap_or(&self.name)
    }

    /// Returns whether the request carries a file.
    pub fn is_upload(&self) -> bool {
        self.request.as_ref().is_some_and(|body| body.file_field.is_some())
    }

    /// Returns the URL in a region, with the path parameters still in braces; `None` if there is none.
    pub fn url(&self, region: &Region) -> Option<String> {
        Some(format!("https://{}{}", region.host(self.service?)?, self.path.as_deref()?))
    }
}

/// A path parameter.
#[derive(Debug)]
pub struct PathParameter {
    /// The name of the parameter in the path.
    pub name: Name,
    /// A description of the parameter.
    pub summary: String,
    /// The type of the parameter.
    pub schema: TypeId,
}

/// A request body.
#[derive(Debug)]
pub struct Body {
    /// The media type of the body.
    pub media_type: String,
    /// The type of the body, or of the form's fields.
    pub schema: Option<TypeId>,
    /// The name of the form field that contains the file, for `multipart/form-data`.
    pub file_field: Option<String>,
}

/// A response.
#[derive(Debug)]
pub struct Response {
    /// The HTTP status of a successful response.
    pub status: u16,
    /// The media types of the body; empty if there is none.
    pub media_types: Vec<String>,
    /// The type of the body.
    pub schema: Option<TypeId>,
}

/// A request or response body in an example.
#[derive(Debug)]
pub struct Payload {
    /// The body as plain JSON.
    pub value: serde_json::Value,
    /// The body with the spans of its values in the spec.
    pub places: Data,
}

impl Payload {
    pub(crate) fn new(data: &Data) -> Self {
        Self { value: data.to_json(), places: data.clone() }
    }
}

/// An example of a request and its response.
#[derive(Debug)]
pub struct Example {
    /// What the example shows, if the operation has several examples.
    pub name: Option<String>,
    /// The values of the path parameters, by name.
    pub path: Vec<(String, String)>,
    /// The spans in the spec of the values in `path`, in the same order.
    pub path_places: Vec<Span>,
    /// The request body.
    pub request: Option<Payload>,
    /// The response body.
    pub response: Option<Payload>,
    /// The section of a document that the structure of the example comes from.
    pub source: Option<Source>,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

impl Model {
    /// Returns the advice for a request that starts an execution and gets no response; `None` for other requests.
    pub fn advice_on_lost_answers(&self, operation: &Operation) -> Option<&'static str> {
        let reading = self.readings.execution.as_ref()?;
        let starts = operation.is_ours() && operation.received() == Some(reading.schema);
        starts.then_some(
            "If there is no response, the execution may still have been started. The spec does not say what happens if the same request is sent twice, so assume that it starts another execution. Store the request before you send it. Before you send it again, find out whether it has started an execution, from a callback or in the provider's portal.",
        )
    }

    /// Returns the path parameter that identifies the part of an upload. Its type is the vocabulary of parts.
    pub fn part_parameter(&self) -> Option<&str> {
        let uploads = self.operations.iter().filter(|operation| operation.is_upload());
        uploads
            .flat_map(|operation| &operation.path_parameters)
            .find(|parameter| self[parameter.schema].vocabulary == Some(verispec_spec::syntax::Vocabulary::Parts))
            .map(|parameter| parameter.name.wire.as_str())
    }
}
