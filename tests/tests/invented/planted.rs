//! Plants made-up statements in the outputs, one at a time, to prove that they are detected.

use super::{World, made_up};

/// The path of a file, a string in it, and the replacement.
const PLANTED: &[(&str, &str, &str)] = &[
    ("openapi.yaml", "servers:\n        - url: https://account", "servers:\n        - url: https://auth"),
    ("openapi.yaml", "operationId: finalize\n", "operationId: finish\n"),
    ("openapi.yaml", "  /api/v1/accounts:\n", "  /v1/accounts:\n"),
    ("openapi.yaml", "security:\n        - access-token: []", "security: []\n        #"),
    ("openapi.yaml", "        \"200\":\n", "        \"201\":\n"),
    ("openapi.yaml", "          multipart/form-data:\n", "          application/json:\n"),
    ("openapi/status.yaml", "security: []", "x-planted: []"),
    ("openapi/api.yaml", "url: https://api.emea-1.jumio.ai", "url: https://api.amer-1.jumio.ai"),
    ("asyncapi.yaml", "method: POST", "method: GET"),
    ("asyncapi.yaml", "contentType: application/json", "contentType: text/plain"),
    ("arazzo.yaml", "retryAfter: ", "retryAfter: 1"),
    ("arazzo.yaml", "operationId: request_access_token", "operationId: get_status"),
    ("arazzo.yaml", "contentType: multipart/form-data", "contentType: application/json"),
    ("arazzo.yaml", "$statusCode == 200", "$statusCode == 204"),
    ("docs/operations.md", "- Authorization: [", "- Authorized by: ["),
    ("docs/operations.md", "- Response: 200", "- Response: 202"),
    ("docs/operations.md", "| US | POST `https://account", "| US | POST `https://www.account"),
    ("docs/integration.md", "respond with 200", "respond with 403"),
    ("docs/integration.md", "1. Request a token", "1. Request nothing"),
    ("docs/retrieval.md", "| 1 | 40 |", "| 1 | 30 |"),
    ("docs/workflows/authentication.md", "--request PUT", "--request POST"),
    (
        "docs/workflows/authentication.md",
        "1. Your backend → Jumio KYX: [`get_workflow_details`](../operations.md#get_workflow_details)",
        "1. Your backend → Jumio KYX: [`request_access_token`](../operations.md#request_access_token)",
    ),
    ("docs/workflows/authentication.web.svg", "data-from=", "data-drawn="),
];

#[test]
fn whatever_is_made_up_is_found() {
    let mut world = World::shipped();
    for (path, is, planted) in PLANTED {
        let text = world.files.get(*path).unwrap_or_else(|| panic!("{path} is not generated")).clone();
        assert!(text.contains(is), "{path} does not contain `{is}`");
        world.files.insert((*path).to_owned(), text.replacen(is, planted, 1));
        assert!(!made_up(&world, Some(*path)).is_empty(), "{path}: the made-up statement `{planted}` is not detected");
        world.files.insert((*path).to_owned(), text);
    }
}
