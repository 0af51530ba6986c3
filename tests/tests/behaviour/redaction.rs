//! Checks that no type of the runtime shows sensitive data in its debug output. Each type that can contain user data is
//! filled with tokens and personal data.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use jumio_workflows::model::MODEL;
use jumio_workflows::operations::CreateAccount;
use jumio_workflows::payloads::{AccountRequest, AccountResponse, UploadResponse, WorkflowDetails};
use jumio_workflows::runtime::cli::shapes::Shapes;
use jumio_workflows::runtime::{
    Direction, Execution, Extra, FileFacts, Json, PartName, Personal, Secret, Violation, case,
};
use jumio_workflows::{Context, Draft, Validated, validate};
use quote::ToTokens;
use serde_json::{Value, json};
use syn::visit_mut::VisitMut;
use verispec_tests::answers;
use verispec_tests::folder;
use verispec_tests::instance::{HIDDEN, Recipe, instance};

use crate::command_line::run;
use crate::shipped;

/// Types that show the caller's strings, because these are neither tokens nor personal data: names and ids that the
/// caller chose, codes, times, messages of rules and errors, and tables of functions with such arguments.
const SHOWN: &[&str] = &[
    "At",
    "Context",
    "CredentialRef",
    "Difference",
    "ExecutionReading",
    "File",
    "FileFacts",
    "Found",
    "Ground",
    "Have",
    "InvalidPattern",
    "JudgedCredential",
    "Lacking",
    "LazyPattern",
    "NotARecord",
    "Number",
    "Open",
    "OwedPart",
    "PartName",
    "Pattern",
    "Printable",
    "Scope",
    "Stated",
    "Step",
    "StoredCredential",
    "Told",
    "UnknownOperation",
    "UnknownRule",
    "UnknownValue",
    "UploadTarget",
    "UrlError",
    "WebOrigin",
    "WorkflowKey",
];

/// Returns each type that hides data, with the debug output of a value in which every field is sensitive.
fn filled() -> BTreeMap<&'static str, String> {
    fn shown(value: &dyn Debug) -> String {
        format!("{value:?}\n{value:#?}")
    }
    let body = made_up("AccountRequest");
    let request: AccountRequest = serde_json::from_value(body.clone()).expect("the generated body is a valid request");
    let draft = Draft::<CreateAccount>::new(request.clone());
    let lenient = Context::default();
    let rejected = draft
        .clone()
        .build(&lenient)
        .expect_err("the generated values violate rules, so the request should be rejected");
    let report = validate::create_account_request(&request, &lenient);
    let details: WorkflowDetails =
        serde_json::from_value(made_up("WorkflowDetails")).expect("the generated body is a valid response");
    let renewed: UploadResponse =
        serde_json::from_value(made_up("UploadResponse")).expect("the generated body is a valid response");
    let outcome = details.outcome(&lenient);
    let misfit = AccountRequest::from_json(json!({"userConsent": HIDDEN}).to_string().as_bytes()).expect_err("misfit");
    let checked = validate::check("create_account", Direction::Request, Some(body.to_string().as_bytes()), &lenient);
    let case = json!({"name": "a", "operation": "b", "direction": "request", "why": HIDDEN, "body": body});
    let case: case::Case = serde_json::from_str(&case.to_string()).expect("the case should be valid");
    let mut extra = Extra::default();
    extra.insert("later", json!(HIDDEN));
    let mut all: BTreeMap<&'static str, String> = [
        ("Secret", shown(&Secret::new(HIDDEN))),
        ("Personal", shown(&Personal::from(HIDDEN.to_owned()))),
        ("Extra", shown(&extra)),
        ("Json", shown(&Json::from(json!(HIDDEN)))),
        ("Draft", shown(&draft)),
        ("Validated", shown(&valid())),
        ("Rejected", format!("{}{rejected}", shown(&rejected))),
        ("Report", shown(&report)),
        ("Violation", report.violations().iter().map(|found: &Violation| format!("{found}{}", shown(found))).collect()),
        ("Misfit", format!("{misfit}{}", shown(&misfit))),
        ("Checked", shown(&checked.expect("the operation should exist"))),
        ("Case", shown(&case)),
        ("Outcome", shown(&outcome)),
        ("Finding", shown(&outcome.findings)),
        ("Verdict", format!("{}{}", outcome.verdict, shown(&outcome.verdict))),
        ("Reason", outcome.verdict.reasons().iter().map(ToString::to_string).collect()),
        ("Unjudged", outcome.not_judged.iter().map(ToString::to_string).collect()),
        ("ProviderVerdict", shown(&outcome.provider_verdict)),
        ("Record", format!("{}{}", outcome.record(None).to_json(), report.record(&MODEL, None).to_json())),
        ("Renewed", shown(&renewed.renewed())),
    ]
    .into();
    let (execution, not_ready) = (
        started(),
        started().finalize().expect_err("finalizing should fail, because required parts have not been uploaded"),
    );
    let mut complete = started();
    let face = png();
    for part in complete.owed() {
        let ticket =
            complete.upload(&part.credential, PartName(&part.part), &face).expect("the upload should be accepted");
        all.insert("UploadTicket", shown(&ticket));
        complete.uploaded(ticket, None).expect("the ticket should belong to this execution");
    }
    let shapes = observed(&made_up("WorkflowDetails"));
    all.insert("Shapes", shown(&shapes));
    all.insert("AnswerShape", shown(&shapes.answers));
    all.insert("FieldShape", shapes.answers.values().map(|shape| shown(&shape.fields)).collect());
    all.insert("Credential", shown(&execution.credentials()));
    all.insert("Execution", shown(&execution));
    all.insert("NotReady", format!("{not_ready}{}", shown(&not_ready)));
    all.insert(
        "Finalize",
        shown(&complete.finalize().expect("all required parts have been uploaded, so finalizing should succeed")),
    );
    all
}

/// Returns the shapes of an execution's details.
fn observed(details: &Value) -> Shapes {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("a.json");
    std::fs::write(&file, answers::case("get_workflow_details", &details.to_string()))
        .expect("the file should be writable");
    let (code, out, err) = run(&["observe", &file.display().to_string()]);
    assert_eq!((code, err.as_str()), (0, ""));
    Shapes::from_json(&out).expect("shapes")
}

/// Returns a payload in which every sensitive value contains the marker.
fn made_up(name: &str) -> Value {
    let model = shipped();
    let operations = model.operations.iter().flat_map(|operation| [operation.sent(), operation.received()]);
    let id = operations
        .flatten()
        .find(|id| model[*id].name.wire == name)
        .expect("the type should be the body of an operation");
    instance(&model, id, Recipe::default())
}

/// Returns a valid request with personal data.
fn valid() -> Validated<CreateAccount> {
    let body = json!({
        "customerInternalReference": "a",
        "workflowDefinition": {"key": 2},
        "userConsent": {"userIp": "203.0.113.17", "userLocation": {"country": "AUT"}},
    });
    Validated::from_json(body.to_string().as_bytes(), &Context::default())
        .expect("the request should not violate any rule")
}

/// Returns an execution whose tokens contain the marker.
fn started() -> Execution {
    let model = shipped();
    let used = model.workflows.iter().find(|known| known.name.wire == "similarity_of_two_images");
    let examples = used.expect("the workflow should exist").operations.iter().flat_map(|used| &used.examples);
    let mut answer = examples
        .filter_map(|it| it.response.as_ref())
        .next()
        .expect("the workflow should have an example of a response")
        .value
        .clone();
    hide_tokens(&mut answer);
    serde_json::from_value::<AccountResponse>(answer)
        .expect("the example should be a valid response")
        .execution()
        .expect("the response should start an execution")
}

fn hide_tokens(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.iter_mut().for_each(|(name, value)| match value {
                Value::String(text) if name == "token" => HIDDEN.clone_into(text),
                other => hide_tokens(other),
            });
        }
        Value::Array(items) => items.iter_mut().for_each(hide_tokens),
        _ => {}
    }
}

fn png() -> FileFacts {
    FileFacts::from_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\x01\0\0\0\x01\0\x08\x02\0\0\0")
}

/// Returns the public types, except payloads, that implement `Debug` and can contain a string of the caller, directly
/// or in another such type.
fn types_that_hold_texts() -> BTreeSet<String> {
    let mut finder = Types::default();
    let source = folder::workspace("generated/jumio-workflows/src");
    for file in folder::files(&source, ".rs") {
        if !file.starts_with(source.join("payloads")) {
            finder.visit_file_mut(
                &mut syn::parse_file(&folder::text(&file)).expect("the runtime's source should be valid Rust"),
            );
        }
    }
    let mut holds: BTreeSet<String> =
        ["String", "Value", "RawValue", "Secret", "Personal", "str"].map(str::to_owned).into();
    loop {
        let more = finder.fields.iter().filter(|(name, words)| !holds.contains(*name) && !words.is_disjoint(&holds));
        let more: Vec<String> = more.map(|(name, _)| name.clone()).collect();
        if more.is_empty() {
            break;
        }
        holds.extend(more);
    }
    holds.into_iter().filter(|name| finder.shown.contains(name)).collect()
}

/// Returns the types in a file with the identifiers in their fields.
#[derive(Default)]
struct Types {
    fields: BTreeMap<String, BTreeSet<String>>,
    shown: BTreeSet<String>,
}

impl Types {
    fn found<'a>(&mut self, item: Item<'_>, fields: impl Iterator<Item = &'a syn::Field>) {
        let fields: String = fields.map(|field| format!("{} ", field.ty.to_token_stream())).collect();
        // Skips static strings, which are part of the program.
        let fields = fields.replace("& 'static str", "").replace("& 'static [& 'static str]", "");
        let words = fields.split(|letter: char| !letter.is_alphanumeric());
        // A type parameter can be any type.
        let parameter = |word: &str| item.generics.type_params().any(|known| known.ident == word);
        let words = words.map(|word| if parameter(word) { "String" } else { word }.to_owned()).collect();
        self.fields.insert(item.name.to_string(), words);
        let derived = item.attributes.iter().any(|it| it.to_token_stream().to_string().contains("Debug"));
        if derived && matches!(item.visibility, syn::Visibility::Public(_)) {
            self.shown.insert(item.name.to_string());
        }
    }
}

/// The parts that structs and enums have in common.
struct Item<'a> {
    name: &'a syn::Ident,
    visibility: &'a syn::Visibility,
    attributes: &'a [syn::Attribute],
    generics: &'a syn::Generics,
}

impl VisitMut for Types {
    fn visit_item_struct_mut(&mut self, item: &mut syn::ItemStruct) {
        let syn::ItemStruct { ident: name, vis: visibility, attrs: attributes, generics, fields, .. } = item;
        self.found(Item { name, visibility, attributes, generics }, fields.iter());
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        let syn::ItemEnum { ident: name, vis: visibility, attrs: attributes, generics, variants, .. } = item;
        let fields = variants.iter().flat_map(|variant| &variant.fields);
        self.found(Item { name, visibility, attributes, generics }, fields);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        let of_debug =
            item.trait_.as_ref().is_some_and(|(name, _)| name.to_token_stream().to_string().contains("Debug"));
        if let (true, syn::Type::Path(kind)) = (of_debug, &*item.self_ty) {
            self.shown.extend(kind.path.segments.last().map(|segment| segment.ident.to_string()));
        }
    }
}

#[test]
fn no_type_shows_what_is_secret_or_personal() {
    for (name, text) in filled() {
        assert!(!text.contains(HIDDEN), "the output of {name} contains a sensitive value:\n{text}");
        assert!(!text.contains("203.0.113.17"), "the output of {name} contains an IP address:\n{text}");
    }
}

#[test]
fn every_type_that_holds_texts_is_looked_at() {
    let known: BTreeSet<String> = filled().into_keys().chain(SHOWN.iter().copied()).map(str::to_owned).collect();
    assert_eq!(
        types_that_hold_texts(),
        known,
        "add a value of the new type to `filled`, or list the type in `SHOWN` if it cannot contain sensitive data"
    );
}

#[test]
fn no_message_tells_what_is_secret_or_personal() {
    let model = shipped();
    let mut found = 0;
    for operation in &model.operations {
        for (direction, id) in [(Direction::Request, operation.sent()), (Direction::Response, operation.received())] {
            let Some(id) = id else { continue };
            let body = instance(&model, id, Recipe { surprising: true, ..Recipe::default() }).to_string();
            let name = &operation.name.wire;
            let checked = validate::check(name, direction, Some(body.as_bytes()), &Context::default());
            let report = checked.unwrap_or_else(|error| panic!("{error}")).report;
            found += report.violations().len();
            let told: String = report.violations().iter().map(|violation| format!("{violation}\n")).collect();
            assert!(!told.contains(HIDDEN), "the violations of {name} contain a sensitive value:\n{told}");
        }
    }
    assert!(found > 5, "only {found} violations were reported");
}
