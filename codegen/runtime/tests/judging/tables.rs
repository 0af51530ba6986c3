//! A small model with one of everything that the runtime tells apart.

use verispec_runtime::runtime::model::{
    Capability, Category, Holder, Model, Operation, Origin, Part, Prerequisite, PrerequisiteKind, Region, Slot,
    TypeCode, Use, Workflow,
};

/// The model that the tests ask.
pub(crate) static MODEL: Model = Model {
    provider: "Acme",
    upload_channel: "API",
    part_parameter: Some("classifier"),
    channels: &["WEB", "API"],
    regions: &[REGION],
    categories: &[ID, SELFIE, FACEMAP],
    capabilities: &[USABILITY, LIVENESS, SIMILARITY],
    prerequisites: &[ID_ON_FILE, FACEMAP_AT_CUSTOMER, CONSENT],
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
};

const ID: Category = Category {
    code: "ID",
    name: "Identity document",
    parts: &[IMAGE, Part { code: "BACK", ..IMAGE }],
    types: &[
        TypeCode { code: "PASSPORT", only: &[] },
        TypeCode { code: "VISA", only: &[Use { workflows: &["capture"], channels: &["API"] }] },
        TypeCode {
            code: "PERMIT",
            only: &[Use { workflows: &["compare"], channels: &[] }, Use { workflows: &[], channels: &["WEB"] }],
        },
    ],
};

const SELFIE: Category = Category {
    code: "SELFIE",
    name: "Selfie",
    parts: &[Part { code: "FACE", max_bytes: Some(2000), ..IMAGE }],
    types: &[],
};

const FACEMAP: Category = Category {
    code: "FACEMAP",
    name: "Facemap",
    parts: &[Part {
        code: "FACE",
        media_types: &["application/octet-stream"],
        extensions: &["bin"],
        max_bytes: Some(3000),
        max_width: None,
        max_height: None,
    }],
    types: &[],
};

const USABILITY: Capability = Capability {
    name: "usability",
    requires: &[],
    required_by: &["liveness", "similarity"],
    decisions: &[("PASSED", &["OK"]), ("REJECTED", &["BLURRED", "TOO_DARK"])],
};

const LIVENESS: Capability =
    Capability { name: "liveness", requires: &["usability"], required_by: &["similarity"], decisions: &[] };

const SIMILARITY: Capability =
    Capability { name: "similarity", requires: &["liveness"], required_by: &[], decisions: &[] };

const ID_ON_FILE: Prerequisite = Prerequisite {
    id: "id-on-file",
    kind: PrerequisiteKind::CredentialOnFile,
    text: "An ID is on file.",
    credential: Some("ID"),
    stored_by: Some(Holder::Provider),
};

const FACEMAP_AT_CUSTOMER: Prerequisite = Prerequisite {
    id: "facemap-at-customer",
    credential: Some("FACEMAP"),
    stored_by: Some(Holder::Customer),
    ..ID_ON_FILE
};

const CONSENT: Prerequisite = Prerequisite {
    id: "consent",
    kind: PrerequisiteKind::Consent,
    text: "The end user agrees.",
    credential: None,
    stored_by: None,
};

const ID_SLOT: Slot = Slot { category: "ID", origin: Origin::Captured, channels: &["WEB", "API"], parts: &["FRONT"] };

const SELFIE_SLOT: Slot = Slot { category: "SELFIE", origin: Origin::Captured, channels: &["API"], parts: &["FACE"] };

/// Captures an ID and a selfie, the latter over the web only.
static CAPTURE: Workflow = Workflow {
    key: 1,
    id: "capture",
    name: "Capture",
    summary: "Captures an ID and a selfie.",
    channels: &["WEB", "API"],
    required_credentials: &["ID", "SELFIE"],
    stored_credentials: &["ID"],
    slots: &[ID_SLOT, Slot { channels: &["WEB"], ..SELFIE_SLOT }],
    variants: &[],
    prerequisites: &["consent"],
    chains: &[&["usability", "liveness"]],
    capabilities: &["usability", "liveness"],
    edges: &[("usability", "liveness")],
    operations: &["upload_part"],
    docs: "docs/workflows/capture.md",
};

/// Compares a selfie with an ID that is on file.
static COMPARE: Workflow = Workflow {
    key: 5,
    id: "compare",
    name: "Compare",
    slots: &[Slot { origin: Origin::OnFile, channels: &[], parts: &[], ..ID_SLOT }, SELFIE_SLOT],
    prerequisites: &["consent", "id-on-file"],
    ..CAPTURE
};

/// Takes one of three pairs.
static CHOICE: Workflow = Workflow {
    key: 20,
    id: "choice",
    name: "Choice",
    slots: &[ID_SLOT, SELFIE_SLOT],
    variants: &[&["ID", "SELFIE"], &["ID", "ID"], &["SELFIE", "SELFIE"]],
    ..CAPTURE
};

/// Needs what the customer has on file.
static ON_PREMISE: Workflow = Workflow {
    key: 16,
    id: "on_premise",
    name: "On premise",
    slots: &[Slot { category: "FACEMAP", origin: Origin::Uploaded, channels: &["API"], parts: &["FACE"] }],
    prerequisites: &["facemap-at-customer"],
    ..CAPTURE
};
