//! Renders the metadata of every document: version, contact, license, and the link to more information.

use serde_json::{Value, json};

use super::object;
use verispec_model::ir::{Model, Source};

/// Renders the title, description, version, contact and license.
pub(super) fn info(model: &Model, title: &str, summary: Option<&str>, description: &str) -> Value {
    let package = &model.provider.package;
    object([
        ("title", Some(json!(title))),
        ("summary", summary.map(|summary| json!(summary))),
        ("description", Some(json!(description))),
        ("version", Some(json!(package.version))),
    ])
}

/// Renders the metadata with contact and license, which not every standard supports. The license is that of the
/// document.
pub(super) fn full_info(model: &Model, title: &str, description: &str, license: Value) -> Value {
    let mut info = info(model, title, None, description);
    if let Some(contact) = &model.provider.contact {
        info["contact"] = object([
            ("name", Some(json!(contact.name))),
            ("url", contact.url.as_ref().map(|url| json!(url))),
            ("email", contact.email.as_ref().map(|email| json!(email))),
        ]);
    }
    info["license"] = license;
    info
}

/// Returns the first published document that the spec's facts come from.
pub(super) fn documentation(model: &Model) -> Option<Value> {
    let published = model.documents.iter().find_map(|document| Some((document, document.url.as_ref()?)));
    published.map(|(document, url)| json!({ "description": document.title, "url": url }))
}

/// Returns a reference to the document that states a fact.
pub(super) fn source(model: &Model, source: &Source) -> Option<Value> {
    let document = &model[source.document];
    let url = document.url.as_ref()?;
    Some(json!({ "description": format!("{}, {}", document.title, source.section), "url": url }))
}
