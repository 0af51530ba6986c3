//! Operations and examples, resolved.

use super::{AuthId, DecisionId, Deprecation, Model, Name, Region, ServiceId, Source, TypeId};
use verispec_spec::syntax::Data;
pub use verispec_spec::syntax::{Method, Sender};
use verispec_text::source::Span;

/// An HTTP operation.
#[derive(Debug)]
pub struct Operation {
    /// Its id.
    pub name: Name,
    /// Its name in words.
    pub title: String,
    /// What it does.
    pub summary: String,
    /// The group that it is listed under.
    pub group: String,
    /// Who sends it.
    pub sender: Sender,
    /// HTTP method.
    pub method: Method,
    /// Where the spec names the method.
    pub method_place: Span,
    /// The service that it is sent to.
    pub service: Option<ServiceId>,
    /// The path, with parameters in braces.
    pub path: Option<String>,
    /// Where the spec gives the path.
    pub path_place: Option<Span>,
    /// The parameters of the path.
    pub path_parameters: Vec<PathParameter>,
    /// How it is authorised: any one of these.
    pub auth: Vec<AuthId>,
    /// The word that workflows call it by where it starts them, if that is not its id.
    pub constructor: Option<Name>,
    /// The request's body.
    pub request: Option<Body>,
    /// The response.
    pub response: Response,
    /// The error statuses that the documents name for it.
    pub errors: Vec<String>,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// Examples.
    pub examples: Vec<Example>,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

impl Operation {
    /// The type of the JSON that the customer sends.
    pub fn sent(&self) -> Option<TypeId> {
        match self.sender {
            Sender::Customer => self.request.as_ref().and_then(|body| body.schema),
            Sender::Provider => None,
        }
    }

    /// The type of the JSON that the provider sends: of the response, or of the request that the provider makes.
    pub fn received(&self) -> Option<TypeId> {
        match self.sender {
            Sender::Customer => self.response.schema,
            Sender::Provider => self.request.as_ref().and_then(|body| body.schema),
        }
    }

    /// The type of the body that the customer sends as JSON.
    pub fn json(&self) -> Option<TypeId> {
        let is_json = |media_type: &str| media_type == "application/json" || media_type.ends_with("+json");
        self.sent().filter(|_| self.request.as_ref().is_some_and(|body| is_json(&body.media_type)))
    }

    /// The word that workflows call it by where it starts them.
    pub fn constructor_name(&self) -> &Name {
        self.constructor.as_ref().unwrap_or(&self.name)
    }

    /// Whether its request carries a file.
    pub fn is_upload(&self) -> bool {
        self.request.as_ref().is_some_and(|body| body.file_field.is_some())
    }

    /// The URL in a region, with the path's parameters still in braces.
    pub fn url(&self, region: &Region) -> Option<String> {
        Some(format!("https://{}{}", region.host(self.service?)?, self.path.as_deref()?))
    }
}

/// A parameter of a path.
#[derive(Debug)]
pub struct PathParameter {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub summary: String,
    /// Its type.
    pub schema: TypeId,
}

/// A request's body.
#[derive(Debug)]
pub struct Body {
    /// Media type.
    pub media_type: String,
    /// Its type.
    pub schema: Option<TypeId>,
    /// The form field that carries a file.
    pub file_field: Option<String>,
}

/// A response.
#[derive(Debug)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Media types.
    pub media_types: Vec<String>,
    /// Its type.
    pub schema: Option<TypeId>,
}

/// The body of an example.
#[derive(Debug)]
pub struct Payload {
    /// What it says.
    pub value: serde_json::Value,
    /// Where the spec says so.
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
    /// What it shows.
    pub name: Option<String>,
    /// Values of the path's parameters.
    pub path: Vec<(String, String)>,
    /// Where the spec gives these values, in their order.
    pub path_places: Vec<Span>,
    /// The request's body.
    pub request: Option<Payload>,
    /// The response's body.
    pub response: Option<Payload>,
    /// Where the shape stands.
    pub source: Option<Source>,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

impl Model {
    /// What to do if no answer comes to a request that starts an execution; nothing for other requests.
    pub fn advice_on_lost_answers(&self, operation: &Operation) -> Option<&'static str> {
        let reading = self.readings.execution.as_ref()?;
        let starts = operation.is_ours() && operation.received() == Some(reading.schema);
        starts.then_some(
            "If no answer comes, the execution may have been started all the same. The spec does not say what the same request \
             does a second time: expect it to start another execution. Store what you send before you send it, and find out \
             what became of it, by a callback or in the provider's portal, before you send it again.",
        )
    }

    /// The path parameter that names the part of an upload: the one whose type is the vocabulary of parts.
    pub fn part_parameter(&self) -> Option<&str> {
        let uploads = self.operations.iter().filter(|operation| operation.is_upload());
        uploads
            .flat_map(|operation| &operation.path_parameters)
            .find(|parameter| self[parameter.schema].vocabulary == Some(verispec_spec::syntax::Vocabulary::Parts))
            .map(|parameter| parameter.name.wire.as_str())
    }
}
