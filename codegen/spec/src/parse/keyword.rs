//! Words of JSON Schema that the spec language leaves out: takes a word, gives how to say the same without it.

/// What to do instead of using a keyword in a payload schema; nothing if JSON Schema has no such keyword either.
pub(super) fn way_out(keyword: &str) -> Option<&'static str> {
    Some(match keyword {
        "oneOf" | "anyOf" => "make it one object with optional members, and say which go together in a rule",
        "allOf" | "$dynamicRef" | "$recursiveRef" => "write the members out in one object",
        "not" | "if" | "then" | "else" | "dependentRequired" | "dependentSchemas" | "dependencies" => {
            "say it as a validation rule with `when` and `require` or `forbid`"
        }
        "const" => {
            "for a string, make it an `enum` of one value under `$defs`; for a number, give it as `minimum` and as `maximum`"
        }
        "pattern" => "say it as a validation rule with `format`, or leave it to the provider",
        "patternProperties" | "propertyNames" | "unevaluatedProperties" | "minProperties" | "maxProperties" => {
            "use `additionalProperties` with the schema of the values"
        }
        "prefixItems" | "additionalItems" | "contains" | "minContains" | "maxContains" | "unevaluatedItems" => {
            "use `items` with one schema for all"
        }
        "uniqueItems" => "say it as a validation rule with `distinct`",
        "exclusiveMinimum" | "exclusiveMaximum" => {
            "use `minimum` or `maximum`: with the next integer for `type: integer`; for `type: number`, say in `description` that the limit itself is excluded"
        }
        "nullable" => "leave the member out of `required`; what is absent and what is null are read alike",
        "title" | "$comment" => "use `description`",
        "examples" | "example" => "use the `examples` of an operation",
        "readOnly" | "writeOnly" => "give the request and the response a schema each",
        "deprecated" => "use `x-deprecated`, with the version of the spec since which it holds and what to use instead",
        "$id" | "$schema" | "$anchor" | "$vocabulary" | "$dynamicAnchor" => {
            "remove it; schemas are named under `$defs`, and the dialect is always the same"
        }
        "$defs" | "definitions" => "move it to the `$defs` at the top of the file",
        "contentEncoding" | "contentMediaType" | "contentSchema" => "say it in `description`",
        "discriminator" | "xml" | "externalDocs" => "remove it; this is JSON Schema, not OpenAPI 3.0",
        _ => return None,
    })
}

/// What to do instead of using a type; nothing if JSON Schema has no such type either.
pub(super) fn type_way_out(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "null" => "leave the member out of `required`; what is absent and what is null are read alike",
        _ => return None,
    })
}
