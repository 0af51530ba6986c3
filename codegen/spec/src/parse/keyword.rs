//! Keywords of JSON Schema that the spec language does not support, with an alternative for each.

/// Returns the alternative to a keyword in a payload schema, or `None` if the keyword does not exist in JSON Schema
/// either.
pub(super) fn way_out(keyword: &str) -> Option<&'static str> {
    Some(match keyword {
        "oneOf" | "anyOf" => {
            "write one object with optional fields, and use a validation rule for the combinations that are allowed"
        }
        "$dynamicRef" | "$recursiveRef" => "write all fields in one object",
        "not" | "if" | "then" | "else" | "dependentRequired" | "dependentSchemas" | "dependencies" => {
            "write a validation rule with `when` and `require` or `forbid`"
        }
        "patternProperties" | "propertyNames" | "unevaluatedProperties" | "minProperties" | "maxProperties" => {
            "use `additionalProperties` with the schema of the values"
        }
        "prefixItems" | "additionalItems" | "contains" | "minContains" | "maxContains" | "unevaluatedItems" => {
            "use `items` with one schema for all items"
        }
        "uniqueItems" => "write a validation rule with `distinct`",
        "exclusiveMinimum" | "exclusiveMaximum" => {
            "use `minimum` or `maximum`; for `type: integer`, write the next integer; for `type: number`, state in `description` that the limit itself is excluded"
        }
        "nullable" => "remove the field from `required`; an absent field and null are treated alike",
        "title" | "$comment" => "use `description`",
        "examples" | "example" => "use the `examples` of an operation",
        "readOnly" | "writeOnly" => "define separate schemas for the request and the response",
        "deprecated" => "use `x-deprecated` with `since` and `replacement`",
        "$id" | "$schema" | "$anchor" | "$vocabulary" | "$dynamicAnchor" => {
            "remove it; `$defs` names the schemas, and the dialect is always the same"
        }
        "$defs" | "definitions" => "move it to `$defs` at the top of the file",
        "contentEncoding" | "contentMediaType" | "contentSchema" => "state it in `description`",
        "discriminator" | "xml" | "externalDocs" => "remove it; this is JSON Schema, not OpenAPI 3.0",
        _ => return None,
    })
}

/// Returns the alternative to a type, or `None` if the type does not exist in JSON Schema either.
pub(super) fn type_way_out(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "null" => "remove the field from `required`; an absent field and null are treated alike",
        _ => return None,
    })
}
