//! A second implementation of outcomes. It only reads `catalog.json`, and is not optimized for speed.

use serde_json::Value;
use verispec_tests::folder;

use super::Judged;
use super::answers::Answer;
use super::uncovered::uncovered;

pub(crate) struct Reference {
    pub(crate) catalog: Value,
    workflows: Vec<Workflow>,
}

/// A workflow in the catalog.
pub(crate) struct Workflow {
    pub(crate) key: u64,
    pub(crate) capabilities: Vec<String>,
    /// The required categories of a request that does not select a variant.
    pub(crate) credentials: Vec<String>,
    pub(crate) variants: Vec<Vec<String>>,
    edges: Vec<(String, String)>,
    runs: Vec<(String, String)>,
    judges: Vec<(String, Vec<String>)>,
    /// The capabilities with a single result that covers all credentials which they judge.
    compares: Vec<String>,
    /// The categories of the slots. Empty if a request selects a variant.
    pub(crate) slots: Vec<String>,
    /// The categories of the credentials on file that the workflow uses.
    pub(crate) on_file: Vec<String>,
}

impl Workflow {
    fn read(catalog: &Value, workflow: &Value) -> Self {
        let graph = &workflow["capabilities"];
        let required = words(&workflow["required_credentials"]);
        let variants: Vec<Vec<String>> = list(&workflow["variants"]).iter().map(words).collect();
        let slots = if variants.is_empty() { list(&workflow["slots"]) } else { &[] };
        let on_file = list(&workflow["slots"]).iter().filter(|slot| slot["origin"] == "on_file");
        let on_file = on_file.map(|slot| text(slot, "category").to_owned()).collect();
        let slots = slots.iter().map(|slot| text(slot, "category").to_owned()).collect();
        let variants = if variants.is_empty() { vec![required] } else { variants };
        let judges = list(&catalog["capabilities"]).iter();
        let compares = judges.clone().filter(|known| known["together"] == true);
        Self {
            key: workflow["key"].as_u64().expect("a key"),
            capabilities: words(&graph["nodes"]),
            credentials: variants[0].clone(),
            variants,
            slots,
            on_file,
            edges: list(&graph["edges"]).iter().map(words).map(|pair| (pair[0].clone(), pair[1].clone())).collect(),
            runs: list(&graph["runs"])
                .iter()
                .map(|runs| (text(runs, "capability").to_owned(), text(runs, "when").to_owned()))
                .collect(),
            judges: judges.map(|known| (text(known, "name").to_owned(), words(&known["credentials"]))).collect(),
            compares: compares.map(|known| text(known, "name").to_owned()).collect(),
        }
    }

    pub(crate) fn judges(&self, capability: &str) -> &[String] {
        self.judges.iter().find(|(name, _)| name == capability).map_or(&[], |(_, judges)| judges)
    }

    pub(crate) fn compares(&self, capability: &str) -> bool {
        self.compares.iter().any(|name| name == capability)
    }

    pub(crate) fn runs(&self, capability: &str) -> &str {
        self.runs.iter().find(|(name, _)| name == capability).map_or("", |(_, when)| when)
    }
}

/// A result in a response.
pub(crate) struct Result<'a> {
    pub(crate) at: String,
    pub(crate) capability: &'a str,
    /// The decision type if it is documented.
    pub(crate) word: Option<&'a str>,
    pub(crate) means: Option<&'a str>,
    pub(crate) label: Option<&'a str>,
    pub(crate) ids: Vec<&'a str>,
    pub(crate) pairs: Vec<(String, Option<String>)>,
    /// The absent fields that could contradict a pass.
    pub(crate) not_given: Vec<String>,
}

pub(crate) type Reasons = Vec<(String, String)>;

pub(crate) fn words(value: &Value) -> Vec<String> {
    list(value).iter().map(|word| word.as_str().expect("a word").to_owned()).collect()
}

pub(crate) fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_else(|| panic!("{member} should be a string in {value}"))
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Converts a path in the catalog to a JSON Pointer.
pub(crate) fn pointer(path: &str) -> String {
    path.split('.').filter(|step| !step.is_empty()).map(|step| format!("/{}", step.trim_end_matches("[]"))).collect()
}

/// Returns the value at a path, `Ok(None)` if a field on the path is absent, or `Err` if a value on the path is not an
/// object.
pub(crate) fn walk<'a>(value: &'a Value, path: &str) -> std::result::Result<Option<&'a Value>, ()> {
    let mut at = value;
    for step in path.split('.').filter(|step| !step.is_empty()) {
        match at.as_object().ok_or(())?.get(step.trim_end_matches("[]")) {
            Some(next) => at = next,
            None => return Ok(None),
        }
    }
    Ok(Some(at))
}

pub(crate) fn string<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    walk(value, path).ok().flatten().and_then(Value::as_str)
}

pub(crate) fn rank(word: &str) -> usize {
    ["rejected", "undecided", "review", "passed"].iter().position(|known| *known == word).expect("a verdict")
}

/// Returns the verdict for a meaning in the catalog.
pub(crate) fn verdict_of(means: &str) -> &'static str {
    match means {
        "passed" => "passed",
        "warning" => "review",
        "rejected" => "rejected",
        _ => "undecided",
    }
}

impl Reference {
    pub(crate) fn new() -> Self {
        let text = folder::text(&folder::workspace("generated/catalog.json"));
        let catalog: Value = serde_json::from_str(&text).expect("the catalog should be JSON");
        let workflows = list(&catalog["workflows"]).iter().map(|workflow| Workflow::read(&catalog, workflow));
        Self { workflows: workflows.collect(), catalog }
    }

    pub(crate) fn states(&self) -> impl Iterator<Item = &str> {
        list(&self.catalog["timing"]["states"]).iter().map(|state| text(state, "name"))
    }

    pub(crate) fn workflows(&self) -> &[Workflow] {
        &self.workflows
    }

    pub(crate) fn capability(&self, name: &str) -> Option<&Value> {
        list(&self.catalog["capabilities"]).iter().find(|capability| text(capability, "name") == name)
    }

    /// Returns a label with which a capability passes.
    pub(crate) fn passing_label(&self, name: &str) -> String {
        let decisions = self.capability(name).map_or(&[][..], |known| list(&known["decisions"]));
        let passing = decisions.iter().find(|decision| self.means(text(decision, "type")) == Some("passed"));
        passing.map_or(String::new(), |decision| text(&decision["labels"][0], "label").to_owned())
    }

    pub(crate) fn means(&self, word: &str) -> Option<&str> {
        let kinds = list(&self.catalog["outcome"]["kinds"]).iter();
        kinds.filter(|kind| text(kind, "word") == word).map(|kind| text(kind, "means")).next()
    }

    /// Returns the verdict on a response and the reasons.
    pub(crate) fn judge(&self, answer: &Answer) -> Judged {
        let (stated, enabled) = (&answer.stated, answer.enabled.as_deref());
        let answer = &answer.body;
        let outcome = &self.catalog["outcome"];
        let mut reasons: Reasons = Vec::new();
        let mut add = |kind: &str, about: String| reasons.push((kind.to_owned(), about));
        let key = walk(answer, text(outcome, "workflow")).ok().flatten();
        let written = key.and_then(|key| match key {
            Value::String(key) => Some(key.clone()),
            Value::Number(key) => Some(key.to_string()),
            _ => None,
        });
        let number =
            written.as_ref().and_then(|key| key.parse().ok().filter(|number: &u64| number.to_string() == *key));
        let workflow = self.workflows.iter().find(|workflow| Some(workflow.key) == number);
        if workflow.is_none() {
            add("workflow not known", written.clone().unwrap_or_default());
        }
        for path in words(&outcome["identity"]) {
            if string(answer, &path).is_none_or(str::is_empty) {
                add("id missing", pointer(&path));
            }
        }
        if stated.workflow.is_some() && written.is_some() && stated.workflow != written {
            add("context contradicted", format!("workflow_key {}", pointer(text(outcome, "workflow"))));
        }
        for (parameter, id) in &stated.path {
            let same = list(&outcome["stated"]).iter().filter(|known| text(known, "parameter") == parameter);
            let paths: Vec<&str> = same.map(|known| text(known, "path")).collect();
            let found: Vec<&str> = paths.iter().filter_map(|path| string(answer, path)).collect();
            if !found.is_empty() && !found.contains(&id.as_str()) {
                add("context contradicted", format!("{parameter} {}", pointer(paths[0])));
            }
        }
        let state = string(answer, text(outcome, "state"));
        match list(&self.catalog["timing"]["states"]).iter().find(|known| Some(text(known, "name")) == state) {
            None => add("state unknown", state.unwrap_or_default().to_owned()),
            Some(known) if known["result"] == true => {}
            Some(known) if known["final"] == true => add("state without result", text(known, "name").to_owned()),
            Some(known) => add("state not final", text(known, "name").to_owned()),
        }
        let listed = self.listed(answer, &mut reasons);
        let results = self.results(answer, workflow, &listed, &mut reasons);
        if matches!(walk(answer, text(&outcome["credentials"], "each")), Ok(Some(Value::Array(_)))) {
            let mut strangers: Vec<&str> = results.iter().flat_map(|result| result.ids.iter().copied()).collect();
            strangers.retain(|id| listed.iter().all(|(_, known)| known != id));
            strangers.sort_unstable();
            strangers.dedup();
            reasons.extend(strangers.into_iter().map(|id| ("credential not listed".to_owned(), id.to_owned())));
        }
        for name in enabled.into_iter().flatten().filter(|_| workflow.is_some()) {
            if self.capability(name).is_none() {
                reasons.push(("enabled capability not known".to_owned(), name.clone()));
            }
        }
        if let Some(workflow) = workflow {
            self.missing(workflow, &results, enabled, &mut reasons);
            uncovered(workflow, &results, &listed, &mut reasons);
            let named = results.iter().flat_map(|result| &result.pairs);
            let named = named.filter_map(|(category, id)| Some((category.as_str(), id.as_deref()?)));
            let listed = listed.iter().map(|(category, id)| (category.as_str(), id.as_str()));
            let named: Vec<(&str, &str)> = named.chain(listed).collect();
            for category in workflow.on_file.iter().filter(|_| !stated.stored.is_empty()) {
                let mut ids = named.iter().filter(|(known, _)| known == category).map(|(_, id)| *id).peekable();
                if ids.peek().is_some() && !ids.any(|id| stated.stored.iter().any(|stored| stored == id)) {
                    let at = pointer(text(&outcome["credentials"], "each"));
                    reasons.push(("context contradicted".to_owned(), format!("stored_credentials {at}")));
                }
            }
        }
        self.contradictions(workflow, &results, &mut reasons);
        let own = self.own_words(answer, &reasons);
        reasons.extend(own);
        let verdict = worst(&reasons).to_owned();
        reasons.sort();
        let mut not_judged = self.not_judged(answer, workflow, &results, enabled);
        not_judged.append(&mut self.one_sided(answer, workflow, &results, &listed, stated));
        not_judged.sort();
        Judged { verdict, reasons, not_judged }
    }

    /// Returns the credentials of the execution as pairs of category and id.
    fn listed(&self, answer: &Value, reasons: &mut Reasons) -> Vec<(String, String)> {
        let reading = &self.catalog["outcome"]["credentials"];
        let each = text(reading, "each");
        let mut listed = Vec::new();
        match walk(answer, each) {
            Ok(None) => reasons.push(("credentials not listed".to_owned(), pointer(each))),
            Ok(Some(Value::Array(items))) => {
                for (index, item) in items.iter().enumerate() {
                    match (string(item, text(reading, "category")), string(item, text(reading, "id"))) {
                        (Some(category), Some(id)) if !category.is_empty() && !id.is_empty() => {
                            listed.push((category.to_owned(), id.to_owned()));
                        }
                        _ => reasons.push(("form not known".to_owned(), format!("{}/{index}", pointer(each)))),
                    }
                }
            }
            _ => reasons.push(("form not known".to_owned(), pointer(each))),
        }
        listed
    }

    /// Returns every result in topological order, and adds the reasons that each causes by itself.
    fn results<'a>(
        &'a self,
        answer: &'a Value,
        workflow: Option<&Workflow>,
        listed: &[(String, String)],
        reasons: &mut Reasons,
    ) -> Vec<Result<'a>> {
        let path = text(&self.catalog["outcome"], "results");
        let Ok(Some(Value::Object(members))) = walk(answer, path) else {
            reasons.push(("form not known".to_owned(), pointer(path)));
            return Vec::new();
        };
        let mut results = Vec::new();
        for (capability, value) in members {
            let at = format!("{}/{capability}", pointer(path));
            match value {
                Value::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        results.push(self.result(capability, format!("{at}/{index}"), item, listed, reasons));
                    }
                }
                _ => results.push(odd(capability, at, reasons)),
            }
        }
        let own = |name: &str| workflow.and_then(|w| w.capabilities.iter().position(|known| known == name));
        let general = |name: &str| {
            list(&self.catalog["capabilities"]).iter().position(|capability| text(capability, "name") == name)
        };
        let order = |name: &str| (own(name).unwrap_or(usize::MAX), general(name).unwrap_or(usize::MAX));
        results.sort_by_key(|result| order(result.capability));
        results
    }

    fn result<'a>(
        &'a self,
        capability: &'a str,
        at: String,
        item: &'a Value,
        listed: &[(String, String)],
        reasons: &mut Reasons,
    ) -> Result<'a> {
        if !item.is_object() {
            return odd(capability, at, reasons);
        }
        let reading = &self.catalog["outcome"]["result"];
        let mut add = |kind: &str, about: &str| reasons.push((kind.to_owned(), about.to_owned()));
        if string(item, text(reading, "id")).is_none_or(str::is_empty) {
            add("id missing", &at);
        }
        let word = string(item, text(reading, "decision"));
        let means = word.and_then(|word| self.means(word));
        let label = match walk(item, text(reading, "label")) {
            Ok(None) => None,
            Ok(Some(Value::String(label))) => Some(label.as_str()),
            _ => {
                add("form not known", &format!("{at}{}", pointer(text(reading, "label"))));
                None
            }
        };
        let mut result =
            Result { at, capability, word, means, label, ids: Vec::new(), pairs: Vec::new(), not_given: Vec::new() };
        let paths = &reading["credentials"];
        let each = text(paths, "each");
        match walk(item, each) {
            Ok(None) => {}
            Ok(Some(Value::Array(credentials))) => {
                for (index, credential) in credentials.iter().enumerate() {
                    let read = |path: &str| match walk(credential, path) {
                        Ok(None) => Ok(None),
                        Ok(Some(Value::String(word))) if !word.is_empty() => Ok(Some(word.as_str())),
                        _ => Err(()),
                    };
                    match (read(text(paths, "id")), read(text(paths, "category"))) {
                        (Ok(None), Ok(None)) | (Err(()), _) | (_, Err(())) => {
                            add("form not known", &format!("{}{}/{index}", result.at, pointer(each)));
                        }
                        (Ok(id), Ok(category)) => {
                            result.ids.extend(id);
                            let of_list =
                                || listed.iter().find(|(_, known)| Some(known.as_str()) == id).map(|(c, _)| c.as_str());
                            if let Some(category) = category.or_else(of_list) {
                                result.pairs.push((category.to_owned(), id.map(str::to_owned)));
                            }
                        }
                    }
                }
            }
            _ => add("form not known", &format!("{}{}", result.at, pointer(each))),
        }
        match means {
            None => add("decision unknown", &result.at),
            Some("rejected") => add("capability rejected", &result.at),
            Some("not_executed") => add("capability not executed", &result.at),
            Some("warning") => add("capability warned", &result.at),
            Some(_) if self.belongs_elsewhere(capability, word, label) => add("label contradicts decision", &result.at),
            Some(_) => {}
        }
        if means == Some("passed") {
            result.not_given = self.beside_pass(&result.at, capability, item, &mut add);
        }
        result
    }

    /// Reports whether a label contradicts a pass: the capability has it only for other decisions, or it is unknown to
    /// the capability and means something other than a pass for all others.
    pub(crate) fn belongs_elsewhere(&self, capability: &str, word: Option<&str>, label: Option<&str>) -> bool {
        let Some(label) = label else { return false };
        let mut own = Vec::new();
        let mut others = Vec::new();
        for known in list(&self.catalog["capabilities"]) {
            for decision in list(&known["decisions"]) {
                if list(&decision["labels"]).iter().any(|known| text(known, "label") == label) {
                    let place = if text(known, "name") == capability { &mut own } else { &mut others };
                    place.push(text(decision, "type"));
                }
            }
        }
        if !own.is_empty() {
            return !own.into_iter().any(|decision| Some(decision) == word);
        }
        let fails = |word: &str| self.means(word).is_some_and(|means| means != "passed");
        fails(label) || (!others.is_empty() && others.into_iter().all(fails))
    }

    fn missing(&self, workflow: &Workflow, results: &[Result<'_>], enabled: Option<&[String]>, reasons: &mut Reasons) {
        for capability in &workflow.capabilities {
            if results.iter().any(|result| result.capability == capability) {
                continue;
            }
            let stated = enabled.map(|enabled| enabled.contains(capability));
            let why = match (workflow.runs(capability), stated) {
                ("always", _) | ("if_enabled", Some(true)) => "Required",
                ("if_enabled", None) => "EnabledNotStated",
                ("if_applicable", None | Some(true)) => "MayNotApply",
                _ => continue,
            };
            reasons.push(("capability missing".to_owned(), format!("{capability} {why}")));
        }
    }

    fn direct(&self, workflow: Option<&Workflow>, capability: &str) -> Vec<String> {
        match workflow.filter(|workflow| workflow.capabilities.iter().any(|own| own == capability)) {
            Some(workflow) => {
                workflow.edges.iter().filter(|(_, to)| to == capability).map(|(from, _)| from.clone()).collect()
            }
            None => self.capability(capability).map_or(Vec::new(), |known| words(&known["requires"])),
        }
    }

    fn requires(&self, workflow: Option<&Workflow>, capability: &str, other: &str) -> bool {
        self.direct(workflow, capability).iter().any(|name| name == other || self.requires(workflow, name, other))
    }

    fn contradictions(&self, workflow: Option<&Workflow>, results: &[Result<'_>], reasons: &mut Reasons) {
        let shared = |one: &Result<'_>, other: &Result<'_>| {
            one.ids.is_empty() || other.ids.is_empty() || one.ids.iter().any(|id| other.ids.contains(id))
        };
        let preconditions = words(&self.catalog["outcome"]["precondition_labels"]);
        for result in results.iter().filter(|result| result.means.is_some()) {
            let blocks = |other: &&Result<'_>| {
                matches!(other.means, Some("rejected" | "not_executed"))
                    && shared(result, other)
                    && self.requires(workflow, result.capability, other.capability)
            };
            let blocker = results.iter().find(blocks);
            let kept = result.means == Some("not_executed");
            let says_so = result.label.is_some_and(|label| preconditions.iter().any(|known| known == label));
            match blocker {
                Some(blocker) if !kept => {
                    let about = format!("{} {}", result.at, blocker.capability);
                    reasons.push(("results contradict the graph".to_owned(), about));
                }
                None if kept && says_so => {
                    let met = |name: &String| {
                        let mut about =
                            results.iter().filter(|other| other.capability == name && shared(result, other)).peekable();
                        about.peek().is_some() && about.all(|other| matches!(other.means, Some("passed" | "warning")))
                    };
                    if self.direct(workflow, result.capability).iter().all(met) {
                        reasons.push(("results contradict the graph".to_owned(), format!("{} ", result.at)));
                    }
                }
                _ => {}
            }
        }
    }
}

fn odd<'a>(capability: &'a str, at: String, reasons: &mut Reasons) -> Result<'a> {
    reasons.push(("form not known".to_owned(), at.clone()));
    Result {
        at,
        capability,
        word: None,
        means: None,
        label: None,
        ids: Vec::new(),
        pairs: Vec::new(),
        not_given: Vec::new(),
    }
}

/// Returns the verdict for all reasons together.
pub(crate) fn worst(reasons: &Reasons) -> &'static str {
    reasons.iter().map(worst_of).min_by_key(|verdict| rank(verdict)).unwrap_or("passed")
}

/// Returns the best verdict that a reason allows.
fn worst_of((kind, about): &(String, String)) -> &'static str {
    match kind.as_str() {
        "capability rejected" => "rejected",
        "capability warned" => "review",
        "provider's verdict differs" => {
            let worst = about.split(' ').min_by_key(|verdict| rank(verdict)).expect("two verdicts");
            ["rejected", "undecided", "review"][rank(worst)]
        }
        _ => "undecided",
    }
}
