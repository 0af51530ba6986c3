//! Checks that importing observed payloads proposes exactly the differences that the test planted in documented
//! responses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jumio_workflows::runtime::cli::shapes::Shapes;
use serde_json::{Value, json};
use verispec_codegen::import::{Observed, observed};
use verispec_codegen::ir::Model;
use verispec_codegen::shapes::Shapes as Read;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::{load, resolve};
use verispec_tests::answers::{case, documented};
use verispec_tests::edited::{Edit, edited, pointers};
use verispec_tests::folder::{self, workspace};
use verispec_tests::random::Random;

use super::command_line::run;

/// The number of test runs, each with one to three changed responses.
const SETS: u64 = 120;

/// A difference: its kind, its location and the observed value.
type Told = (String, String, String);

fn sources() -> SourceMap {
    folder::spec(&workspace("spec"))
}

/// Returns the shapes of responses: runs the crate's `observe`, and parses its output with the toolkit.
fn shapes(cases: &[String]) -> Read {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("answers.jsonl");
    fs::write(&file, cases.join("\n")).expect("the file should be writable");
    let (code, out, err) = run(&["observe", &file.display().to_string()]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(Shapes::from_json(&out).is_ok());
    Read::from_json(&out).expect("shapes")
}

fn patched(sources: &SourceMap, observed: &Observed) -> SourceMap {
    let mut files: BTreeMap<String, Vec<u8>> =
        sources.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect();
    files.extend(observed.changed.iter().map(|file| (file.path.clone(), file.after.clone().into_bytes())));
    SourceMap::new(files.into_iter().map(|(path, bytes)| SourceFile { path, bytes }).collect())
}

/// Returns the differences that the decisions about observed responses describe.
fn told(model: &Model) -> BTreeSet<Told> {
    let settled = model.decisions.iter().flat_map(|decision| &decision.settles);
    let own = settled.filter(|settled| settled.finding.value.starts_with("observed-"));
    own.map(|own| (own.finding.value.clone(), own.sections[0].value.clone(), own.document.clone())).collect()
}

/// The schemas in the spec's files, parsed without the toolkit's model.
struct Schemas(BTreeMap<String, Value>);

/// The schema that describes a value in a response.
struct Spot<'s> {
    /// The path of the value, as decisions write it.
    place: String,
    /// The schema of the value, with references resolved.
    schema: &'s Value,
    /// The name of the schema, if it has one.
    name: Option<&'s str>,
    is_required: bool,
    is_personal: bool,
    is_item: bool,
}

impl Schemas {
    fn read() -> Self {
        let mut all = BTreeMap::new();
        for file in folder::files(&workspace("spec/schemas"), ".yaml") {
            let text: Value =
                serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(&folder::text(&file)).expect("YAML"))
                    .expect("JSON");
            for (name, schema) in text["$defs"].as_object().expect("schemas") {
                all.insert(name.clone(), schema.clone());
            }
        }
        Self(all)
    }

    /// Reports whether a schema defines a separate type, and is not just an alias.
    fn is_type(schema: &Value) -> bool {
        let is_map = schema.get("additionalProperties").is_some();
        schema["type"] == "object" && !is_map
            || ["enum", "x-values", "x-id"].iter().any(|key| schema.get(key).is_some())
    }

    fn behind<'s>(&'s self, spot: &mut Spot<'s>) {
        while let Some(name) = spot.schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
            let (name, schema) = self.0.get_key_value(name).expect("a schema");
            spot.is_personal |= spot.schema["x-personal"] == true;
            (spot.schema, spot.name) = (schema, Some(name.as_str()));
            if Self::is_type(schema) {
                return;
            }
            (spot.place, spot.is_required) = (name.clone(), false);
        }
    }

    fn at<'s>(&'s self, root: &'s str, pointer: &str) -> Option<Spot<'s>> {
        let schema = &self.0[root];
        let (place, name) = (root.to_owned(), Some(root));
        let mut spot = Spot { place, schema, name, is_required: false, is_personal: false, is_item: false };
        for step in pointer.split('/').skip(1) {
            let holder = spot.schema;
            if holder["type"] == "array" {
                spot.schema = &holder["items"];
                (spot.place, spot.is_item, spot.is_required) = (format!("{}[]", spot.place), true, false);
            } else {
                spot.schema = holder.get("properties")?.get(step)?;
                spot.place = format!("{}.{step}", spot.name?);
                spot.is_required = holder["required"].as_array().is_some_and(|list| list.contains(&json!(step)));
                spot.is_item = false;
            }
            spot.is_personal = spot.schema["x-personal"] == true;
            spot.name = None;
            self.behind(&mut spot);
        }
        Some(spot)
    }
}

/// Returns a value of a type that the schema does not allow, and that type.
fn of_other_type(schema: &Value, random: &mut Random) -> Option<(&'static str, &'static str)> {
    let all = [
        ("true", "boolean"),
        ("7", "integer"),
        ("7.5", "number"),
        ("\"seven\"", "string"),
        ("{}", "object"),
        ("[]", "array"),
    ];
    let held = schema["type"].as_str()?;
    let is_key = schema["x-workflow-key"] == true;
    let fits = |kind: &str| {
        kind == held || held == "number" && kind == "integer" || is_key && matches!(kind, "integer" | "string")
    };
    let others: Vec<_> = all.into_iter().filter(|(_, kind)| !fits(kind)).collect();
    Some(*random.pick(&others))
}

/// Makes one change to a response. Returns the changed body and the finding expected for it, or `None` if nothing can be
/// changed.
fn changed(schemas: &Schemas, root: &str, body: &Value, random: &mut Random) -> Option<(String, Option<Told>)> {
    let pointers = pointers(body);
    let pointer = random.pick(&pointers).clone();
    let spot = schemas.at(root, &pointer)?;
    let tell =
        |kind: &str, place: &str, came: &str| Some((format!("observed-{kind}"), place.to_owned(), came.to_owned()));
    let field = (!spot.is_item && !pointer.is_empty()).then_some(&spot.place);
    let edit = |edit: Edit<'_>| edited(body, &pointer, edit);
    Some(match random.below(5) {
        0 if !pointer.is_empty() => {
            let told = field.filter(|_| spot.is_required).and_then(|place| tell("absent", place, "absent"));
            (edit(Edit::Remove), told)
        }
        1 if !pointer.is_empty() => {
            let is_anything = spot.schema.get("type").is_none();
            let told = match spot.is_item {
                _ if is_anything => None,
                true => tell("type", &spot.place, "null"),
                false => field.filter(|_| spot.is_required).and_then(|place| tell("absent", place, "null")),
            };
            (edit(Edit::Replace("null")), told)
        }
        2 if !pointer.is_empty() => {
            let (value, kind) = of_other_type(spot.schema, random)?;
            (edit(Edit::Replace(value)), tell("type", &spot.place, kind))
        }
        3 if spot.schema.get("properties").is_some() => {
            (edit(Edit::Add("\"brandNew\": 7")), tell("field", &format!("{}.brandNew", spot.name?), "integer"))
        }
        4 if spot.schema.get("enum").is_some() || spot.schema.get("x-values").is_some() => {
            let came = if spot.is_personal { "withheld" } else { "NEVER_SEEN" };
            (edit(Edit::Replace("\"NEVER_SEEN\"")), tell("value", spot.name?, came))
        }
        _ => return None,
    })
}

fn root(model: &Model, operation: &str) -> String {
    let id = model.operation(operation).and_then(|operation| operation.received()).expect("an answer");
    model[id].name.wire.clone()
}

#[test]
fn documented_answers_change_nothing() {
    let sources = sources();
    let model = folder::sound(&sources);
    let cases: Vec<String> =
        documented(&model).iter().map(|(operation, body)| case(operation, &body.to_string())).collect();
    let result = observed(&sources, &model, &shapes(&cases));
    assert!(result.differences.is_empty() && result.changed.is_empty(), "{:#?}", result.differences);
    assert_eq!((result.open, result.unread.len(), result.answers), (0, 0, cases.len() as u64));
}

#[test]
fn what_is_changed_in_answers_is_proposed_and_nothing_else() {
    let (sources, schemas) = (sources(), Schemas::read());
    let model = folder::sound(&sources);
    let answers = documented(&model);
    let (mut proposed, mut clean, mut silent, mut wrong) = (0, 0, 0, Vec::new());
    for seed in 0..SETS {
        let mut random = Random(seed);
        let (mut cases, mut expected) = (Vec::new(), BTreeSet::new());
        for _ in 0..=random.below(3) {
            let (operation, body) = random.pick(&answers);
            let root = root(&model, operation);
            let Some((text, told)) = changed(&schemas, &root, body, &mut random) else { continue };
            cases.push(case(operation, &text));
            expected.extend(told);
        }
        if cases.is_empty() {
            continue;
        }
        let shapes = shapes(&cases);
        let first = observed(&sources, &model, &shapes);
        let after = patched(&sources, &first);
        let sound = load(&after).ok();
        clean += usize::from(sound.is_some());
        // If lint rejects the patched spec, the rest must be changed by hand, and the command reports that.
        let broken = if sound.is_some() { None } else { resolve(&after) };
        let Some(again) = sound.as_ref().map(|(model, _)| &**model).or(broken.as_ref()) else {
            wrong.push(format!("{seed}: the patched spec contains names that do not resolve"));
            continue;
        };
        // Splits differences, because two values of unexpected types at the same location are a single difference.
        let got = told(again);
        let apart: BTreeSet<Told> = got
            .iter()
            .flat_map(|(kind, place, came)| {
                came.split(", ").map(|came| (kind.clone(), place.clone(), came.to_owned())).collect::<Vec<_>>()
            })
            .collect();
        if apart != expected || got.len() != first.differences.len() {
            wrong.push(format!("{seed}: the import reports {got:?}, but the test planted {expected:?}"));
        }
        let second = observed(&after, again, &shapes);
        let left: Vec<_> = second.differences.iter().filter(|difference| difference.decided.is_empty()).collect();
        if !left.is_empty() || !second.changed.is_empty() || second.open != first.open {
            wrong.push(format!("{seed}: a second import still reports {left:?} and changes {:?}", second.changed));
        }
        proposed += got.len();
        silent += usize::from(got.is_empty());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!(
        "{proposed} differences were proposed; {silent} sets of changes are allowed by the spec; {clean} patched specs lint clean"
    );
    assert!(
        proposed > 80 && silent > 8 && clean > 60,
        "too few sets: {proposed} differences proposed, {silent} sets allowed, {clean} patched specs clean"
    );
}
