//! `operations/<stem>.yaml`: an HTTP request and its response.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Data, Deprecation, Map, Text, spelling};
use verispec_text::source::Spanned;

/// `operations/<stem>.yaml`: an HTTP operation; the stem is its id.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// Its name in words.
    pub name: Text,
    /// What it does.
    pub summary: Text,
    /// The group that it is listed under in the docs.
    pub group: Text,
    /// Who sends the request. Default: the customer.
    #[serde(default)]
    pub sender: Sender,
    /// HTTP method.
    pub method: Spanned<Method>,
    /// The service it is sent to; not for requests that the provider sends.
    pub service: Option<Text>,
    /// The path, with its parameters in braces; not for requests that the provider sends.
    #[schemars(regex(pattern = spelling::PATH.pattern))]
    pub path: Option<Text>,
    /// The parameters of the path, by name.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub path_parameters: Map<PathParameter>,
    /// The word for it in the bindings of the workflows that it starts, such as `create`. Default: its id.
    pub constructor: Option<Text>,
    /// How it is authorised: names from `provider.yaml`, any one of them.
    #[serde(default)]
    pub auth: Vec<Text>,
    /// The request's body.
    pub request: Option<Body>,
    /// The response to a request that succeeded.
    pub response: Response,
    /// The error statuses that the documents name for it, of those in `provider.yaml`.
    #[serde(default)]
    pub errors: Vec<Text>,
    /// That it should not be used any more.
    pub deprecated: Option<Spanned<Deprecation>>,
    /// Examples of bodies.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// Who sends a request.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// The customer.
    #[default]
    Customer,
    /// The provider.
    Provider,
}

/// HTTP method.
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

/// A parameter of the path.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PathParameter {
    /// What it is.
    pub summary: Text,
    /// Its schema.
    pub schema: Text,
}

/// A request's body.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Media type.
    #[schemars(regex(pattern = spelling::MEDIA_TYPE.pattern))]
    pub media_type: Text,
    /// The schema of the body, or of the form's fields.
    pub schema: Option<Text>,
    /// For `multipart/form-data`: the name of the field that carries the file.
    #[schemars(regex(pattern = spelling::TOKEN.pattern))]
    pub file_field: Option<Text>,
}

/// The response to a request that succeeded.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// HTTP status.
    pub status: Spanned<u16>,
    /// Media types; absent if there is no body.
    #[serde(default)]
    #[schemars(inner(regex(pattern = spelling::MEDIA_TYPE.pattern)))]
    pub media_types: Vec<Text>,
    /// The schema of the body.
    pub schema: Option<Text>,
    /// Where the status comes from, if the documents leave it open.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// An example of a request and its response. Values are our own, shapes are the provider's.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What the example shows, if there is more than one.
    pub name: Option<Text>,
    /// Values of the path's parameters, by name.
    #[serde(default)]
    #[schemars(extend("additionalProperties" = spelling::any_text()))]
    pub path: Map<Text>,
    /// The request's body.
    pub request: Option<Data>,
    /// The response's body.
    pub response: Option<Data>,
    /// Where the shape comes from: `document: section`.
    pub source: Option<Text>,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}
