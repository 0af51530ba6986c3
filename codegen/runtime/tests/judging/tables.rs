//! A small model with one example of each case that the runtime treats differently.

use verispec_runtime::runtime::model::{
    Capability, Category, Holder, Model, Operation, Origin, Part, Prerequisite, PrerequisiteKind, Region, Runs, Slot,
    TypeCode, Use, Workflow,
};

pub(crate) static MODEL: Model = Model {
    provider: "Acme",
    version: "1.2.3",
    editions: &[("guide", "2031")],
    upload_channel: Some("API"),
    part_parameter: Some("classifier"),
    channels: &["WEB", "API"],
    regions: &[REGION],
    categories: &[ID, PORTRAIT, VOICEPRINT],
    capabilities: &[USABILITY, LIVENESS, SIMILARITY],
    advice: &[],
    prerequisites: &[ID_ON_FILE, VOICEPRINT_AT_CUSTOMER, CONSENT],
    operations: &[UPLOAD, TOKEN, CALLBACK],
    workflows: &[&CAPTURE, &COMPARE, &CHOICE, &ON_PREMISE],
};

const REGION: Region = Region {
    id: "north",
    name: "North",
    hosts: &[("api", "api.north.example"), ("auth", "{tenant}.auth.north.example")],
    callback_host: Some("callback.north.example"),
    callback_addresses: &["192.0.2.1"],
};

/// A region without services.
pub(crate) const EMPTY_REGION: Region =
    Region { id: "south", name: "South", hosts: &[], callback_host: None, callback_addresses: &[] };

const UPLOAD: Operation = Operation {
    id: "upload_part",
    name: "Upload a part",
    method: "POST",
    service: Some("api"),
    path: Some("/api/v1/credentials/{credentialsId}/parts/{classifier}"),
};

const TOKEN: Operation = Operation {
    id: "request_access_token",
    name: "Request an access token",
    method: "POST",
    service: Some("auth"),
    path: Some("/token"),
};

const CALLBACK: Operation = Operation { id: "callback", name: "Callback", method: "POST", service: None, path: None };

const IMAGE: Part = Part {
    code: "FRONT",
    media_types: &["image/jpeg", "image/png"],
    extensions: &["jpg", "png"],
    max_bytes: Some(1000),
    max_width: Some(100),
    max_height: Some(50),
    optional: false,
};

const ID: Category = Category {
    code: "ID",
    name: "Identity document",
    parts: &[IMAGE, Part { code: "BACK", optional: true, ..IMAGE }],
    types: &[
        TypeCode { code: "PASSPORT", only: &[] },
        TypeCode { code: "VISA", only: &[Use { workflows: &["capture"], channels: &["API"] }] },
        TypeCode {
            code: "PERMIT",
            only: &[Use { workflows: &["compare"], channels: &[] }, Use { workflows: &[], channels: &["WEB"] }],
        },
    ],
};

const PORTRAIT: Category = Category {
    code: "PORTRAIT",
    name: "Portrait",
    parts: &[Part { code: "FACE", max_bytes: Some(2000), ..IMAGE }],
    types: &[],
};

const VOICEPRINT: Category = Category {
    code: "VOICEPRINT",
    name: "Voiceprint",
    parts: &[Part {
        code: "FACE",
        media_types: &["application/octet-stream"],
        extensions: &["bin"],
        max_bytes: Some(3000),
        max_width: None,
        max_height: None,
        optional: false,
    }],
    types: &[],
};

const USABILITY: Capability = Capability {
    name: "usability",
    requires: &[],
    required_by: &["liveness", "similarity"],
    credentials: &["ID", "PORTRAIT"],
    together: false,
    decisions: &[("PASSED", &["OK"]), ("REJECTED", &["SMUDGED", "TOO_DARK"])],
    passes_with: &[],
    informative: &[],
    advice: &[],
};

const LIVENESS: Capability = Capability {
    name: "liveness",
    requires: &["usability"],
    required_by: &["similarity"],
    credentials: &["PORTRAIT"],
    together: false,
    decisions: &[],
    passes_with: &[],
    informative: &[],
    advice: &[],
};

const SIMILARITY: Capability =
    Capability { name: "similarity", requires: &["liveness"], required_by: &[], ..USABILITY };

const ID_ON_FILE: Prerequisite = Prerequisite {
    id: "id-on-file",
    kind: PrerequisiteKind::CredentialOnFile,
    text: "An ID is on file.",
    credential: Some("ID"),
    stored_by: Some(Holder::Provider),
    obtained_by: &[],
    capabilities: &[],
    from: Some("an earlier workflow"),
};

const VOICEPRINT_AT_CUSTOMER: Prerequisite = Prerequisite {
    id: "voiceprint-at-customer",
    credential: Some("VOICEPRINT"),
    stored_by: Some(Holder::Customer),
    ..ID_ON_FILE
};

const CONSENT: Prerequisite = Prerequisite {
    id: "consent",
    kind: PrerequisiteKind::Consent,
    text: "The end user agrees.",
    credential: None,
    stored_by: None,
    capabilities: &["liveness"],
    from: Some("the end user"),
    ..ID_ON_FILE
};

const ID_SLOT: Slot = Slot { category: "ID", origin: Origin::Captured, channels: &["WEB", "API"], parts: &["FRONT"] };

const PORTRAIT_SLOT: Slot =
    Slot { category: "PORTRAIT", origin: Origin::Captured, channels: &["API"], parts: &["FACE"] };

/// Captures an ID and a portrait; the portrait can only be captured over the web.
static CAPTURE: Workflow = Workflow {
    key: 1,
    id: "capture",
    name: "Capture",
    summary: "Captures an ID and a portrait.",
    channels: &["WEB", "API"],
    required_credentials: &["ID", "PORTRAIT"],
    stored_credentials: &["ID"],
    slots: &[ID_SLOT, Slot { channels: &["WEB"], ..PORTRAIT_SLOT }],
    variants: &[],
    prerequisites: &["consent"],
    chains: &[&["usability", "liveness"]],
    capabilities: &["usability", "liveness"],
    edges: &[("usability", "liveness")],
    runs: &[("usability", Runs::Always), ("liveness", Runs::Always)],
    operations: &["upload_part"],
    docs: "docs/workflows/capture.md",
};

/// Compares a portrait with an ID that is on file.
static COMPARE: Workflow = Workflow {
    key: 5,
    id: "compare",
    name: "Compare",
    slots: &[Slot { origin: Origin::OnFile, channels: &[], parts: &[], ..ID_SLOT }, PORTRAIT_SLOT],
    prerequisites: &["consent", "id-on-file"],
    ..CAPTURE
};

/// Accepts one of three pairs.
static CHOICE: Workflow = Workflow {
    key: 20,
    id: "choice",
    name: "Choice",
    slots: &[ID_SLOT, PORTRAIT_SLOT],
    variants: &[&["ID", "PORTRAIT"], &["ID", "ID"], &["PORTRAIT", "PORTRAIT"]],
    ..CAPTURE
};

/// Needs a credential that the customer stores.
static ON_PREMISE: Workflow = Workflow {
    key: 16,
    id: "on_premise",
    name: "On premise",
    slots: &[Slot { category: "VOICEPRINT", origin: Origin::Uploaded, channels: &["API"], parts: &["FACE"] }],
    prerequisites: &["voiceprint-at-customer"],
    ..CAPTURE
};
