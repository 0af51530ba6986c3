//! HTTP operations: which there are, where they are sent, and what goes over the wire.

use super::kinds_of;

kinds_of! { Operations:
    ADDED = "operation-added" [Compatible Compatible Compatible]
        "An operation is new."
        "Nothing; use it if it serves you."
    REMOVED = "operation-removed" [Breaking Breaking Breaking]
        "An operation is gone."
        "Stop using it."
    RENAMED = "operation-renamed" [None Breaking None]
        "An operation has another name in the crate and is the same on the wire."
        "Replace the old name by the new one."
    SENDER = "operation-sender-changed" [Breaking None Breaking]
        "The other side sends the request of an operation."
        "Change sides."
    METHOD = "method-changed" [Breaking None None]
        "An operation has another HTTP method."
        "Update the crate; use the new method where you do without the crate."
    PATH = "path-changed" [Breaking None None]
        "An operation has another path."
        "Update the crate; use the new path where you do without the crate."
    PARAMETER_RENAMED = "path-parameter-renamed" [None None Breaking]
        "A parameter of a path has another name; the path on the wire is the same."
        "Pass the value by its new name."
    PARAMETER_TYPE = "path-parameter-type-changed" [Breaking None None]
        "A parameter of a path has another type."
        "Pass values of the new type."
    SERVICE = "operation-service-changed" [Breaking None None]
        "An operation is sent to another service."
        "Update the crate; use the host of the new service where you do without the crate."
    AUTH_ADDED = "auth-accepted" [Compatible None Compatible]
        "An operation can be authorised in one more way."
        "Nothing."
    AUTH_REMOVED = "auth-no-longer-accepted" [Breaking None Breaking]
        "An operation can no longer be authorised in a way."
        "Authorise it in another way."
    REQUEST_MEDIA = "request-media-type-changed" [Breaking Breaking None]
        "The body of a request has another media type; with JSON come the type and the functions that build it."
        "Send the body as the new media type."
    FILE_FIELD = "file-field-changed" [Breaking None None]
        "The form field that carries a file has another name."
        "Send the file in the new field."
    REQUEST_TYPE = "request-type-changed" [Breaking Breaking None]
        "A request has another type, or has or lacks a body."
        "Send the new type."
    RESPONSE_TYPE = "response-type-changed" [Breaking Breaking None]
        "A response has another type, or has or lacks a body."
        "Read the new type."
    STATUS = "response-status-changed" [Breaking None None]
        "Success is reported by another HTTP status."
        "Expect the new status."
    OPERATION_ERROR_ADDED = "operation-error-added" [Compatible None Compatible]
        "An operation can be answered with one more error status."
        "Handle the status."
    OPERATION_ERROR_REMOVED = "operation-error-removed" [Compatible None Compatible]
        "An error status is no longer documented for an operation."
        "Nothing."
    RESPONSE_MEDIA_ADDED = "response-media-type-added" [Compatible None None]
        "A response can come as one more media type."
        "Handle it, or ask for another one."
    RESPONSE_MEDIA_REMOVED = "response-media-type-removed" [Breaking None None]
        "A response no longer comes as a media type."
        "Ask for another one."
}
