//! Kinds of change to payload types: additions and removals, fields, and the requirements of requests and responses.

use super::kinds_of;

kinds_of! { Payloads:
    TYPE_ADDED = "type-added" [None Compatible None]
        "A payload type was added."
        "Nothing."
    TYPE_REMOVED = "type-removed" [None Breaking None]
        "A payload type was removed."
        "Stop using it."
    TYPE_RENAMED = "type-renamed" [None Breaking None]
        "A payload type was renamed and is otherwise unchanged."
        "Replace the old name with the new one."
    TYPE_MOVED = "type-moved" [None Breaking None]
        "A payload type moved to another module. `payloads` still exports it under its own name."
        "Refer to it as `payloads::…`, without the module."
    TYPE_REPLACED = "type-replaced" [Breaking Breaking None]
        "A payload type has a different kind, such as a string instead of an object."
        "Update the code that writes and reads it."
    DIRECTION = "type-direction-changed" [None Breaking None]
        "An object is now sent instead of only received, or the other way around, so unknown fields are rejected instead of kept, or kept instead of rejected."
        "Recompile, and fix the errors."
    ALIAS = "value-name-changed" [None None None]
        "The documented name of a value was added or removed."
        "Nothing."
    ARGUMENTS_REORDERED = "arguments-reordered" [None Breaking None]
        "The required fields of a request, which are the arguments of `new`, have a different order."
        "Reorder the arguments. The compiler does not detect every mix-up."
    REQUEST_ADDED = "request-member-added" [Compatible Breaking None]
        "A request has a new optional field, which struct literals must list."
        "Add the field to struct literals; `new` and setters are unchanged."
    REQUEST_REQUIRED_ADDED = "request-member-added-required" [Breaking Breaking None]
        "A request has a new required field."
        "Provide the field."
    REQUEST_REMOVED = "request-member-removed" [Breaking Breaking None]
        "A field of a request was removed."
        "Stop sending it."
    REQUEST_REQUIRED = "request-member-required" [Breaking Breaking None]
        "An optional field of a request is now required."
        "Provide the field."
    REQUEST_OPTIONAL = "request-member-optional" [Compatible Breaking None]
        "A required field of a request is now optional."
        "Set the field with its setter instead of as an argument."
    RESPONSE_ADDED = "response-member-added" [Compatible Breaking None]
        "A response has a new field, which struct literals must list."
        "Add the field to struct literals, such as those in tests."
    RESPONSE_REMOVED = "response-member-removed" [Breaking Breaking None]
        "A documented field of a response was removed."
        "Stop using it."
    RESPONSE_REQUIRED = "response-member-required" [Compatible None None]
        "Verdicts now need a field of a response. If it is an object, it is no longer an `Option`."
        "If the field is an object, access it without `Option`; `validate` warns if the field is absent."
    RESPONSE_OPTIONAL = "response-member-optional" [Breaking None None]
        "A field of a response can now be absent. If it is an object, it is now an `Option`."
        "Handle an absent field."
    MEMBER_RENAMED = "member-renamed" [Breaking Breaking None]
        "A field was renamed and is otherwise unchanged."
        "Replace the old name with the new one."
    MEMBER_TYPE = "member-type-changed" [Breaking Breaking None]
        "The value of a field has a different type."
        "Write and read the new type."
    KEY_FORM = "key-form-changed" [Breaking None None]
        "The workflow key is a number instead of a string, or the other way around."
        "Update the crate, and write the key as its new type where you do not use the crate."
    DEFAULT = "default-changed" [None None Breaking]
        "An absent field has a different meaning."
        "Send the field if you rely on the old meaning."
    REQUEST_VALUE_ADDED = "request-value-added" [Compatible Compatible None]
        "A request accepts a new enum value."
        "Nothing."
    REQUEST_VALUE_REMOVED = "request-value-removed" [Breaking Breaking None]
        "A request no longer accepts an enum value."
        "Send another value."
    RESPONSE_VALUE_ADDED = "response-value-added" [Compatible Compatible None]
        "A response can contain a new enum value."
        "Handle the value; until you do, treat it as unknown."
    RESPONSE_VALUE_REMOVED = "response-value-removed" [Breaking Breaking None]
        "A response no longer contains an enum value."
        "Remove the code that handles it."
    VOCABULARY = "vocabulary-changed" [Breaking Breaking None]
        "The values of an enum come from a different part of the spec."
        "Check every value that you send or handle."
}
