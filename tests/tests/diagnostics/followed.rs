//! Checks that following the advice in findings about unsupported features results in a valid spec.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};
use verispec_codegen::diagnostics::Diagnostic;
use verispec_codegen::generate;
use verispec_codegen::source::SourceMap;
use verispec_tests::{fault, folder, yaml_data};

/// Keywords of JSON Schema and of OpenAPI's dialects.
const KEYWORDS: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$recursiveRef",
    "$schema",
    "$vocabulary",
    "additionalItems",
    "anyOf",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "discriminator",
    "else",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "if",
    "maxContains",
    "maxProperties",
    "minContains",
    "minProperties",
    "not",
    "nullable",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "readOnly",
    "then",
    "title",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// A schema with an unsupported keyword, and the YAML that results from following the advice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    wrong: Value,
    advice: String,
    right: Value,
    #[serde(default)]
    defs: BTreeMap<String, Value>,
    /// The `require` values of rules, by rule id.
    #[serde(default)]
    rules: BTreeMap<String, Value>,
}

fn cases() -> Vec<Case> {
    let text = folder::text(&folder::cases("followed.yaml"));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("cannot parse followed.yaml: {error}"))
}

/// Returns the example spec with an additional request field, schemas and rules.
fn spec(member: &Value, case: Option<&Case>) -> SourceMap {
    let mut files = yaml_data::read(&folder::spec(&folder::cases("specs/harbor")));
    let defs =
        &mut files.get_mut("schemas/application.yaml").expect("the example spec should contain the file")["$defs"];
    defs["Application"]["properties"]["followed"] = member.clone();
    for (name, schema) in case.iter().flat_map(|case| &case.defs) {
        defs[name] = schema.clone();
    }
    if let Some(case) = case.filter(|case| !case.rules.is_empty()) {
        let rule = |(id, asked): (&String, &Value)| {
            let mut rule = json!({
                "summary": "A rule.", "on": ["apply"], "severity": "error", "message": "It is not so.",
                "source": "almanac: Berths",
            });
            asked.as_object().into_iter().flatten().for_each(|(key, value)| rule[key] = value.clone());
            (id.clone(), rule)
        };
        let rules: serde_json::Map<String, Value> = case.rules.iter().map(rule).collect();
        let content = json!({"summary": "Followed.", "rules": rules});
        files.insert("rules/followed.yaml".to_owned(), content);
    }
    yaml_data::write(files.iter().map(|(path, content)| (path.as_str(), content)))
}

fn advice(found: &Diagnostic) -> Option<String> {
    found.help.as_ref().map(|help| help.message.clone())
}

#[test]
fn advice_that_is_followed_makes_a_sound_spec() {
    for case in cases() {
        let found = fault::findings(&spec(&case.wrong, None));
        let given: Vec<String> = found.iter().filter_map(advice).collect();
        assert!(given.contains(&case.advice), "{}: the advice {:?} should be among {given:?}", case.wrong, case.advice);
        let followed = spec(&case.right, Some(&case));
        if let Err(found) = generate(&followed) {
            panic!("{} for {}\n{}", case.right, case.wrong, found.render(&followed, false));
        }
    }
}

#[test]
fn all_advice_about_keywords_is_followed_by_a_case() {
    let followed: BTreeSet<String> = cases().into_iter().map(|case| case.advice).collect();
    let mut count = 0;
    for keyword in KEYWORDS {
        let member = json!({"type": "string", *keyword: "x"});
        let found = fault::findings(&spec(&member, None));
        let told: Vec<&Diagnostic> = found.iter().filter(|found| found.rule.id == "unsupported-schema").collect();
        assert!(!told.is_empty(), "the keyword {keyword} is accepted");
        for given in told.into_iter().map(|found| advice(found).expect("a way out")) {
            assert!(followed.contains(&given), "{keyword}: no case follows the advice {given:?}");
            count += 1;
        }
    }
    println!("{count} keywords");
}

#[test]
fn a_list_or_map_of_itself_is_refused_and_what_is_advised_is_not() {
    let itself = json!({"$ref": "#/$defs/Followed"});
    let with = |schema: Value| {
        let defs = BTreeMap::from([("Followed".to_owned(), schema)]);
        let case = Case { wrong: Value::Null, advice: String::new(), right: Value::Null, defs, rules: BTreeMap::new() };
        spec(&itself, Some(&case))
    };
    for (kind, inside) in [("array", "items"), ("object", "additionalProperties")] {
        let schema = |inner: Value| json!({"description": "It.", "type": kind, inside: inner});
        for wrong in [schema(itself.clone()), schema(json!({"type": "array", "items": itself}))] {
            let found = fault::findings(&with(wrong));
            let found: Vec<&Diagnostic> = found.iter().collect();
            assert!(matches!(found[..], [one] if one.rule.id == "unsupported-schema"), "{kind}: {found:?}");
            let advised = advice(found[0]).expect("a way out");
            assert!(advised.contains(&format!("`{inside}: {{}}`")), "{advised}");
        }
        let object = json!({"description": "It.", "type": "object", "properties": {"inner": schema(itself.clone())}});
        for right in [schema(json!({})), object] {
            let sources = with(right);
            generate(&sources).unwrap_or_else(|found| panic!("{kind}\n{}", found.render(&sources, false)));
        }
    }
}
