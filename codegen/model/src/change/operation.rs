//! Kinds of change to HTTP operations: additions and removals, URLs, and the data on the wire.

use super::kinds_of;

kinds_of! { Operations:
    ADDED = "operation-added" [Compatible Compatible Compatible]
        "An operation was added."
        "Nothing. You can start using it."
    REMOVED = "operation-removed" [Breaking Breaking Breaking]
        "An operation was removed."
        "Stop using it."
    RENAMED = "operation-renamed" [None Breaking None]
        "An operation was renamed in the crate and is unchanged on the wire."
        "Replace the old name with the new one."
    SENDER = "operation-sender-changed" [Breaking None Breaking]
        "The request of an operation is now sent by the other side: by the provider instead of the customer, or the other way around."
        "Receive the request instead of sending it, or the other way around."
    METHOD = "method-changed" [Breaking None None]
        "An operation has a different HTTP method."
        "Update the crate; use the new method in requests that you build without the crate."
    PATH = "path-changed" [Breaking None None]
        "An operation has a different path."
        "Update the crate; use the new path in requests that you build without the crate."
    PARAMETER_RENAMED = "path-parameter-renamed" [None None Breaking]
        "A path parameter was renamed. The path on the wire is unchanged."
        "Pass the value under its new name."
    PARAMETER_TYPE = "path-parameter-type-changed" [Breaking None None]
        "A path parameter has a different type."
        "Pass values of the new type."
    SERVICE = "operation-service-changed" [Breaking None None]
        "An operation belongs to a different service."
        "Update the crate; use the host of the new service in requests that you build without the crate."
    AUTH_ADDED = "auth-accepted" [Compatible None Compatible]
        "An operation accepts a new authorization method."
        "Nothing."
    AUTH_REMOVED = "auth-no-longer-accepted" [Breaking None Breaking]
        "An operation no longer accepts an authorization method."
        "Use another authorization method."
    REQUEST_MEDIA = "request-media-type-changed" [Breaking Breaking None]
        "The request body has a different media type. Only a JSON body has a type and functions that build it."
        "Send the body with the new media type."
    FILE_FIELD = "file-field-changed" [Breaking None None]
        "The form field for the file has a different name."
        "Send the file in the new field."
    REQUEST_TYPE = "request-type-changed" [Breaking Breaking None]
        "The request body has a different type, was added or was removed."
        "Send the new type."
    RESPONSE_TYPE = "response-type-changed" [Breaking Breaking None]
        "The response body has a different type, was added or was removed."
        "Read the new type."
    STATUS = "response-status-changed" [Breaking None None]
        "A successful response has a different HTTP status."
        "Expect the new status."
    OPERATION_ERROR_ADDED = "operation-error-added" [Compatible None Compatible]
        "An operation can return a new error status."
        "Handle the status."
    OPERATION_ERROR_REMOVED = "operation-error-removed" [Compatible None Compatible]
        "An error status is no longer documented for an operation."
        "Nothing."
    RESPONSE_MEDIA_ADDED = "response-media-type-added" [Compatible None None]
        "A response can have a new media type."
        "Handle it, or request another one."
    RESPONSE_MEDIA_REMOVED = "response-media-type-removed" [Breaking None None]
        "A response no longer has a media type."
        "Request another one."
}
