//! Generates additional capabilities and their schemas. Their number grows with the size of the spec.

use anyhow::Result;
use serde_yaml::Value;

use super::template::Capability;
use super::words::{Choices, capital, pair};
use super::yaml::{file, list, map, named, reference};

const SOURCE: &str = "handbook: Examinations";

/// A capability in addition to the fixed ones.
pub(super) struct Further {
    pub(super) capability: Capability,
    stem: String,
    words: (String, String),
    number: u32,
}

/// Generates the additional capability with this number, which requires some of the existing capabilities.
pub(super) fn further(number: u32, known: &[Capability]) -> Further {
    let words = pair(number);
    let (adjective, noun) = &words;
    let mut choices = Choices::new(number);
    let requires = vec![choices.one(&known[..known.len().min(12)]).name.clone()];
    Further {
        capability: Capability {
            name: format!("{adjective}{}Survey", capital(noun)),
            requires,
            result: format!("{}{}Finding", capital(adjective), capital(noun)),
        },
        stem: format!("{adjective}_{noun}_survey"),
        words,
        number,
    }
}

impl Further {
    /// Returns the file of the capability and the file of its schemas.
    pub(super) fn files(&self) -> Result<[(String, String); 2]> {
        Ok([
            file(format!("capabilities/{}.yaml", self.stem), &self.definition())?,
            file(format!("schemas/{}.yaml", self.stem), &self.schemas())?,
        ])
    }

    fn definition(&self) -> Value {
        let (adjective, noun) = &self.words;
        let reason = format!("{}_{}", adjective, noun).to_uppercase();
        map([
            ("name", self.capability.name.as_str().into()),
            ("summary", format!("Whether the {noun} of the visitor is {adjective}.").into()),
            ("requires", list(self.capability.requires.iter().map(String::as_str))),
            (
                "decisions",
                map([
                    ("CLEAR", list(["FINE"])),
                    ("REFUSED", list([format!("NO_{reason}"), format!("FALSE_{reason}")])),
                    ("UNDECIDED", list(["EXAMINER_FAILED"])),
                ]),
            ),
            ("result", self.capability.result.as_str().into()),
            ("source", SOURCE.into()),
        ])
    }

    fn schemas(&self) -> Value {
        let data = self.capability.result.replace("Finding", "Data");
        let exhibits = map([
            ("description", "What was examined.".into()),
            ("type", "array".into()),
            ("items", reference("FindingExhibit")),
        ]);
        let finding = map([
            ("description", format!("A finding of {}.", self.capability.name).into()),
            ("type", "object".into()),
            (
                "properties",
                map([
                    ("id", reference("FindingId")),
                    ("exhibits", exhibits),
                    ("judgement", reference("Judgement")),
                    ("data", reference(&data)),
                ]),
            ),
            ("required", list(["id", "exhibits", "judgement"])),
        ]);
        let data_schema = map([
            ("description", format!("What {} came across.", self.capability.name).into()),
            ("type", "object".into()),
            ("properties", self.members()),
        ]);
        map([
            ("summary", format!("What {} finds.", self.capability.name).into()),
            ("source", SOURCE.into()),
            ("$defs", named([(self.capability.result.clone(), finding), (data, data_schema)])),
        ])
    }

    /// Generates three to eight fields of various shapes.
    fn members(&self) -> Value {
        let mut choices = Choices::new(self.number);
        let count = 3 + choices.below(6) as u32;
        named((0..count).map(|member| {
            let (adjective, noun) = pair(self.number + member * 17);
            let (key, description) =
                (format!("{noun}{}", capital(&adjective)), format!("The {noun} that was {adjective}."));
            (key, described(&description, shape(&mut choices)))
        }))
    }
}

fn described(description: &str, mut schema: Value) -> Value {
    if let Value::Mapping(mapping) = &mut schema {
        mapping.insert("description".into(), description.into());
    }
    schema
}

fn shape(choices: &mut Choices) -> Value {
    let kind = |kind: &str| map([("type", kind.into())]);
    match choices.below(8) {
        0 => map([
            ("type", "integer".into()),
            ("minimum", 0.into()),
            ("maximum", (1 + choices.below(1000) as u64).into()),
        ]),
        1 => kind("boolean"),
        2 => map([("type", "string".into()), ("format", "date".into())]),
        3 => map([("type", "string".into()), ("format", "date-time".into())]),
        4 => map([("type", "array".into()), ("items", kind("string"))]),
        5 => map([("type", "object".into()), ("additionalProperties", kind("string"))]),
        6 => map([("type", "string".into()), ("x-personal", true.into())]),
        _ => map([("type", "string".into()), ("maxLength", (10 + choices.below(200) as u64).into())]),
    }
}

/// Returns the schema with the findings of all capabilities.
pub(super) fn findings(capabilities: &[Capability]) -> Result<(String, String)> {
    let members = named(capabilities.iter().map(|capability| {
        let schema = map([
            ("description", format!("The findings of {}.", capability.name).into()),
            ("type", "array".into()),
            ("items", reference(&capability.result)),
        ]);
        (capability.name.clone(), schema)
    }));
    let schema = map([
        ("description", "The findings by examination.".into()),
        ("type", "object".into()),
        ("properties", members),
    ]);
    let content = map([
        ("summary", "The findings of all examinations.".into()),
        ("source", SOURCE.into()),
        ("$defs", map([("Findings", schema)])),
    ]);
    file("schemas/all_findings.yaml".to_owned(), &content)
}
