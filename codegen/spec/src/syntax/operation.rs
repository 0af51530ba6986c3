//! `operations/<stem>.yaml`: an HTTP request and its response.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Data, Deprecation, Map, Text, spelling};
use verispec_text::source::Spanned;

/// `operations/<stem>.yaml`: an HTTP operation; the stem is its id.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// The display name of the operation.
    pub name: Text,
    /// A description of the operation.
    pub summary: Text,
    /// The group that contains the operation in the docs.
    pub group: Text,
    /// The sender of the request. Default: the customer.
    #[serde(default)]
    pub sender: Sender,
    /// The HTTP method of a request.
    pub method: Spanned<Method>,
    /// The service that receives the request. Omit it if the provider sends the request.
    pub service: Option<Text>,
    /// The path, with its parameters in braces. Omit it if the provider sends the request.
    #[schemars(regex(pattern = spelling::PATH.pattern))]
    pub path: Option<Text>,
    /// The path parameters, by name.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub path_parameters: Map<PathParameter>,
    /// The name of this operation's function in the modules of the workflows that it starts, such as `create`. Default:
    /// its id.
    pub constructor: Option<Text>,
    /// The accepted authorization methods, by their names in `provider.yaml`.
    #[serde(default)]
    pub auth: Vec<Text>,
    /// The request body.
    pub request: Option<Body>,
    /// The response to a successful request.
    pub response: Response,
    /// The documented error statuses, as defined in `provider.yaml`.
    #[serde(default)]
    pub errors: Vec<Text>,
    /// Marks the operation as deprecated.
    pub deprecated: Option<Spanned<Deprecation>>,
    /// Examples of request and response bodies.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The sender of a request.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// The customer.
    #[default]
    Customer,
    /// The provider.
    Provider,
}

/// The HTTP method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

/// A path parameter.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PathParameter {
    /// A description of the parameter.
    pub summary: Text,
    /// The schema of the parameter.
    pub schema: Text,
}

/// A request body.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Media type.
    #[schemars(regex(pattern = spelling::MEDIA_TYPE.pattern))]
    pub media_type: Text,
    /// The schema of the body, or of the form's fields.
    pub schema: Option<Text>,
    /// For `multipart/form-data`: the name of the form field that contains the file.
    #[schemars(regex(pattern = spelling::TOKEN.pattern))]
    pub file_field: Option<Text>,
}

/// The response to a successful request.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// HTTP status.
    pub status: Spanned<u16>,
    /// The media types. Omit them if there is no body.
    #[serde(default)]
    #[schemars(inner(regex(pattern = spelling::MEDIA_TYPE.pattern)))]
    pub media_types: Vec<Text>,
    /// The schema of the response body.
    pub schema: Option<Text>,
    /// The source of the status, if the documents do not state the status where they describe the operation.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// An example of a request and its response. Use your own values in the structure of the provider's example.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// A description of what the example shows, if there is more than one.
    pub name: Option<Text>,
    /// Example values of the path parameters, by name.
    #[serde(default)]
    #[schemars(extend("additionalProperties" = spelling::any_text()))]
    pub path: Map<Text>,
    /// The request body.
    pub request: Option<Data>,
    /// The response body.
    pub response: Option<Data>,
    /// The source of the example's structure: `document: section`.
    pub source: Option<Text>,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}
