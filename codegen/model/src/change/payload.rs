//! Payload types: which there are, what they consist of, and what requests and responses have to hold.

use super::kinds_of;

kinds_of! { Payloads:
    TYPE_ADDED = "type-added" [None Compatible None]
        "A payload type is new."
        "Nothing."
    TYPE_REMOVED = "type-removed" [None Breaking None]
        "A payload type is gone."
        "Stop using it."
    TYPE_RENAMED = "type-renamed" [None Breaking None]
        "A payload type has another name and looks the same."
        "Replace the old name by the new one."
    TYPE_MOVED = "type-moved" [None Breaking None]
        "A payload type is in another module; `payloads` still shows it under its own name."
        "Name it as `payloads::…`, without the module."
    TYPE_REPLACED = "type-replaced" [Breaking Breaking None]
        "A payload type has become something else altogether, such as an object a text."
        "Write and read it anew."
    DIRECTION = "type-direction-changed" [None Breaking None]
        "An object is sent that was only received, or the other way round: unknown members are refused or kept."
        "Compile, and follow the errors."
    ALIAS = "value-name-changed" [None None None]
        "A name that stands for a value in the docs is new or gone."
        "Nothing."
    ARGUMENTS_REORDERED = "arguments-reordered" [None Breaking None]
        "The members that a request requires, which are the arguments of `new`, have another order."
        "Change the order of the arguments, also where the compiler cannot tell them apart."
    REQUEST_ADDED = "request-member-added" [Compatible Breaking None]
        "A request can hold one more member; structs that are written out need it."
        "Add the member where you write out the struct; `new` and setters are as before."
    REQUEST_REQUIRED_ADDED = "request-member-added-required" [Breaking Breaking None]
        "A request has to hold a member that was not there before."
        "Provide the member."
    REQUEST_REMOVED = "request-member-removed" [Breaking Breaking None]
        "A request can no longer hold a member."
        "Stop sending it."
    REQUEST_REQUIRED = "request-member-required" [Breaking Breaking None]
        "A request has to hold a member that could be absent."
        "Provide the member."
    REQUEST_OPTIONAL = "request-member-optional" [Compatible Breaking None]
        "A member of a request can be absent that had to be there."
        "Set the member by its setter instead of as an argument."
    RESPONSE_ADDED = "response-member-added" [Compatible Breaking None]
        "A response can hold one more member; structs that are written out need it."
        "Add the member where you write out the struct, such as in tests."
    RESPONSE_REMOVED = "response-member-removed" [Breaking Breaking None]
        "A response no longer holds a member that is known by name."
        "Do without it."
    RESPONSE_REQUIRED = "response-member-required" [Compatible None None]
        "Verdicts need a member of a response; an object is no longer an `Option`."
        "Read an object without `Option`; `validate` warns if the member is absent."
    RESPONSE_OPTIONAL = "response-member-optional" [Breaking None None]
        "A member of a response can be absent; an object is an `Option`."
        "Handle that it is not there."
    MEMBER_RENAMED = "member-renamed" [Breaking Breaking None]
        "A member has another name and looks the same."
        "Replace the old name by the new one."
    MEMBER_TYPE = "member-type-changed" [Breaking Breaking None]
        "The value of a member looks different."
        "Write and read the new type."
    KEY_FORM = "key-form-changed" [Breaking None None]
        "The key of a workflow is written as a number instead of a text, or the other way round."
        "Update the crate; write it the new way where you do without the crate."
    DEFAULT = "default-changed" [None None Breaking]
        "An absent member means something else."
        "Send the member if you rely on the old meaning."
    REQUEST_VALUE_ADDED = "request-value-added" [Compatible Compatible None]
        "A request can say one more word."
        "Nothing."
    REQUEST_VALUE_REMOVED = "request-value-removed" [Breaking Breaking None]
        "A request can no longer say a word."
        "Say another word."
    RESPONSE_VALUE_ADDED = "response-value-added" [Compatible Compatible None]
        "A response can say one more word."
        "Handle the word; until you do, treat it as unknown."
    RESPONSE_VALUE_REMOVED = "response-value-removed" [Breaking Breaking None]
        "A response no longer says a word."
        "Remove what you do for it."
    VOCABULARY = "vocabulary-changed" [Breaking Breaking None]
        "The words of a type are taken from elsewhere in the spec."
        "Check every word that you send or handle."
}
