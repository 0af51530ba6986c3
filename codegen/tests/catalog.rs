//! Tests the catalog and docs that are generated from a small spec of a fictional provider: both contain the facts of
//! the spec, and the JSON Schema accepts the catalog.

use serde_json::{Value, json};
use verispec_codegen::File;
use verispec_codegen::source::{SourceFile, SourceMap};

const SPEC: &[(&str, &str)] = &[
    ("provider.yaml", PROVIDER),
    ("timing.yaml", TIMING),
    ("advice.yaml", "advice: {DARK: {who: end_user, what: Light a lamp.}}\n"),
    (
        "files.yaml",
        "files:\n  scan: {summary: A scan., media_types: [image/png], extensions: [png], max_bytes: 1000, source: 'book: Files'}\n",
    ),
    (
        "prerequisites.yaml",
        "prerequisites:\n  friend-known:\n    {kind: account_exists, text: The friend is known., source: 'book: Friends'}\n",
    ),
    (
        "credentials/card.yaml",
        "category: CARD\nname: Card\nsummary: A card | with a bar.\nparts: {SIDE: {summary: A side., file: scan}}\nsource: 'book: Cards'\n",
    ),
    (
        "capabilities/look.yaml",
        "name: look\nsummary: Looks.\ndecisions: {FINE: [OK], ODD: [DARK]}\nresult: Finding\nsource: 'book: Checks'\n",
    ),
    (
        "capabilities/think.yaml",
        "name: deepThought\nsummary: Thinks.\nrequires: [look]\ndecisions: {FINE: [OK], ODD: [DARK]}\nadvice: {DARK: {who: account_manager, what: Call.}}\nresult: Finding\nsource: 'book: Checks'\n",
    ),
    ("schemas/all.yaml", SCHEMAS),
    ("operations/start.yaml", OPERATION),
    ("workflows/greet.yaml", WORKFLOW),
];

const PROVIDER: &str = "
name: Tiny
summary: Greets friends.
package: {name: tiny-flows, version: 1.2.3, rust_version: '1.85', license: MIT}
documents: {book: {title: The Book, edition: '7'}}
services: {door: {summary: Opens.}}
regions:
  HERE: {name: Here, hosts: {door: door.tiny.example}, source: 'book: Places'}
channels:
  POST: {summary: By post., source: 'book: Ways'}
upload_channel: POST
headers: {}
errors: {'418': {summary: No coffee., source: 'book: Errors'}}
auth: {key: {scheme: bearer, summary: A key., source: 'book: Keys'}}
";

const TIMING: &str = "
lifetimes: {key: {summary: A key., default: 2m, min: 5s, renewed: true, source: 'book: Time'}}
polling: {delays_seconds: [1, 2], summary: Ask twice., source: 'book: Time'}
states: {DONE: {summary: Done., source: 'book: Time'}}
";

const SCHEMAS: &str = "
summary: Everything.
source: 'book: Bodies'
$defs:
  Start:
    type: object
    properties: {note: {type: string, maxLength: 5}}
    required: [note]
  Answer:
    type: object
    properties: {look: {$ref: '#/$defs/Finding'}}
  Finding:
    type: object
    properties:
      note: {type: string}
      name: {type: string, description: Whom it saw., x-personal: true}
  Friend: {type: string, x-id: true}
";

const OPERATION: &str = "
name: Start
summary: Starts.
group: Starting
method: POST
service: door
path: /friends/{friend}
path_parameters: {friend: {summary: The friend., schema: Friend}}
auth: [key]
request: {media_type: application/json, schema: Start}
response: {status: 200, media_types: [application/json], schema: Answer}
source: 'book: Starting'
";

const WORKFLOW: &str = "
key: 7
name: Greeting
summary: Greets a friend.
required_credentials: [CARD]
stored_credentials: []
channels: [POST]
slots: [{category: CARD, origin: uploaded, channels: [POST], parts: [SIDE]}]
variants: [[CARD]]
prerequisites: [friend-known]
deprecated: {since: '1.2.0', replacement: Write a letter.}
chains: [[look, deepThought], [look, deepThought]]
runs: {deepThought: {when: if_enabled, source: 'book: Greeting'}}
operations: {start: {examples: [{path: {friend: it's}, request: {note: \"it's\"}}]}}
source: 'book: Greeting'
";

fn files() -> Vec<File> {
    let sources =
        SPEC.iter().map(|(path, text)| SourceFile { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() });
    let sources = SourceMap::new(sources.collect());
    match verispec_codegen::generate(&sources) {
        Ok(output) => output.files,
        Err(found) => panic!("{}", found.render(&sources, false)),
    }
}

fn contents(path: &str) -> String {
    let file = files().into_iter().find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("{path} is not generated")).contents
}

fn json(path: &str) -> Value {
    serde_json::from_str(&contents(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_schema_accepts_the_catalogue() {
    let (catalog, schema) = (json("catalog.json"), json("catalog.schema.json"));
    let validator = jsonschema::validator_for(&schema).expect("the catalog's schema should be a valid JSON Schema");
    let errors: Vec<_> =
        validator.iter_errors(&catalog).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_schema_refuses_what_is_no_catalogue() {
    let (mut catalog, schema) = (json("catalog.json"), json("catalog.schema.json"));
    let validator = jsonschema::validator_for(&schema).expect("the catalog's schema should be a valid JSON Schema");
    catalog["workflows"][0]["slots"][0]["origin"] = json!("found");
    assert!(!validator.is_valid(&catalog));
    for (place, wrong) in [
        ("/timing/lifetimes/0/default_seconds", json!("2m")),
        ("/capabilities/0/decisions/1/labels/0/advice/who", json!("nobody")),
        ("/credentials/0/parts/0/file/max_bytes", json!(-1)),
        ("/payloads/0/members/0/kind", json!("public")),
    ] {
        let mut catalog = json("catalog.json");
        *catalog.pointer_mut(place).unwrap_or_else(|| panic!("the catalog should have a value at `{place}`")) = wrong;
        assert!(!validator.is_valid(&catalog), "{place}");
    }
    assert!(!validator.is_valid(&json!({})));
}

/// Returns the expected capabilities in the catalog. `look` has the general advice, but the other capability has its
/// own.
fn capabilities() -> Value {
    let capability = |name: &str, summary: &str, requires: &[&str], advice: Value| {
        json!({
            "name": name,
            "summary": summary,
            "requires": requires,
            "credentials": [],
            "together": false,
            "decisions": [
                {"type": "FINE", "labels": [{"label": "OK", "advice": null}]},
                {"type": "ODD", "labels": [{"label": "DARK", "advice": advice}]},
            ],
            "passes_with": [],
            "informative": [],
            "deprecated": null,
            "source": "book: Checks",
        })
    };
    json!([
        capability("look", "Looks.", &[], json!({"who": "end_user", "what": "Light a lamp."})),
        capability("deepThought", "Thinks.", &["look"], json!({"who": "account_manager", "what": "Call."})),
    ])
}

#[test]
fn the_catalogue_says_what_the_spec_says() {
    let expected = json!({
        "provider": {"name": "Tiny", "package": "tiny-flows", "version": "1.2.3"},
        "documents": [{"id": "book", "title": "The Book", "edition": "7", "url": null}],
        "services": [{"id": "door", "summary": "Opens."}],
        "regions": [{"id": "HERE", "name": "Here", "hosts": {"door": "door.tiny.example"}, "callbacks": null}],
        "errors": [{"status": "418", "summary": "No coffee.", "source": "book: Errors"}],
        "timing": {
            "polling": {"delays_seconds": [1, 2], "summary": "Ask twice."},
            "lifetimes": [{
                "id": "key",
                "summary": "A key.",
                "default_seconds": 120,
                "min_seconds": 5,
                "max_seconds": null,
                "renewed": true,
            }],
            "states": [{"name": "DONE", "summary": "Done.", "next": [], "final": true, "result": null}],
        },
        "redirect": null,
        "channels": ["POST"],
        "upload_channel": "POST",
        "credentials": [{
            "category": "CARD",
            "name": "Card",
            "summary": "A card | with a bar.",
            "parts": [{
                "name": "SIDE",
                "summary": "A side.",
                "optional": false,
                "file": {
                    "kind": "scan",
                    "media_types": ["image/png"],
                    "extensions": ["png"],
                    "max_bytes": 1000,
                    "max_width": null,
                    "max_height": null,
                },
            }],
            "types": [],
            "source": "book: Cards",
        }],
        "capabilities": capabilities(),
        "prerequisites": [{
            "id": "friend-known",
            "kind": "account_exists",
            "text": "The friend is known.",
            "from": null,
            "credential": null,
            "stored_by": null,
            "obtained_by": [],
            "capabilities": [],
            "docs": null,
            "source": "book: Friends",
        }],
        "outcome": null,
        "payloads": [{
            "operation": "start",
            "type": "Answer",
            "sender": "provider",
            "members": [{
                "path": "look.name",
                "description": "Whom it saw.",
                "kind": "personal",
                "capability": "look",
                "credentials": ["CARD"],
            }],
        }],
        "workflows": [{
            "key": 7,
            "id": "greet",
            "name": "Greeting",
            "summary": "Greets a friend.",
            "deprecated": {"since": "1.2.0", "way_out": "Write a letter."},
            "channels": ["POST"],
            "required_credentials": ["CARD"],
            "stored_credentials": [],
            "slots": [{"category": "CARD", "origin": "uploaded", "channels": ["POST"], "parts": ["SIDE"]}],
            "variants": [["CARD"]],
            "prerequisites": [{"id": "friend-known", "kind": "account_exists", "text": "The friend is known."}],
            "capabilities": {
                "nodes": ["look", "deepThought"],
                "edges": [["look", "deepThought"]],
                "chains": [["look", "deepThought"], ["look", "deepThought"]],
                "runs": [
                    {"capability": "look", "when": "always", "source": "book: Checks"},
                    {"capability": "deepThought", "when": "if_enabled", "source": "book: Greeting"},
                ],
            },
            "operations": ["start"],
            "source": "book: Greeting",
        }],
    });
    assert_eq!(json("catalog.json"), expected);
    assert!(contents("catalog.json").ends_with("}\n"));
}

#[test]
fn texts_of_the_spec_cannot_break_a_page() {
    assert!(contents("docs/credentials.md").contains("A card \\| with a bar."));
    let page = contents("docs/workflows/greet.md");
    assert!(page.contains("\"https://door.tiny.example/friends/it%27s\""), "{page}");
    assert!(page.contains("\"note\": \"it'\\''s\""), "{page}");
    assert!(page.contains("Validated::<Start>::from_json(body.as_bytes(), &Context::new())?"), "{page}");
    assert!(page.contains("    c_look --> c_deep_thought\n"), "{page}");
}

#[test]
fn pages_of_what_the_spec_lacks_are_left_out_or_say_so() {
    assert!(files().iter().all(|file| file.path != "docs/redirect.md"));
    assert!(contents("docs/decisions.md").contains("The spec has none."));
    assert!(contents("docs/lists.md").contains("The spec has none."));
}
