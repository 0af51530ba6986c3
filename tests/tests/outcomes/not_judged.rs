//! Lists the entries that are not judged, in the second implementation.

use serde_json::Value;

use super::answers::Stated;
use super::reference::{Reference, Result, Workflow, list, pointer, text, walk, words};

impl Reference {
    pub(crate) fn not_judged(
        &self,
        answer: &Value,
        workflow: Option<&Workflow>,
        results: &[Result<'_>],
        enabled: Option<&[String]>,
    ) -> Vec<String> {
        let outcome = &self.catalog["outcome"];
        let mut found: Vec<String> = results.iter().filter_map(|result| self.label_not_judged(result)).collect();
        found.extend(results.iter().flat_map(|result| &result.not_given).map(|at| format!("not given {at}")));
        if let Some(workflow) = workflow {
            let own = |name: &str| workflow.capabilities.iter().any(|known| known == name);
            let outside = results.iter().filter(|result| !own(result.capability));
            found.extend(outside.map(|result| format!("outside {} {}", result.capability, result.at)));
            let absent = |name: &&String| results.iter().all(|result| result.capability != **name);
            for name in workflow.capabilities.iter().filter(absent) {
                let stated = enabled.map(|enabled| enabled.contains(name));
                found.extend(match (workflow.runs(name), stated) {
                    ("if_enabled", None) => Some(format!("not stated {name}")),
                    ("if_applicable", None | Some(true)) => Some(format!("may not apply {name}")),
                    ("if_enabled" | "if_applicable", Some(false)) => Some(format!("not enabled {name}")),
                    _ => None,
                });
            }
        }
        let own = &outcome["provider_verdict"];
        let verdict = walk(answer, text(own, "at")).ok().flatten().filter(|verdict| verdict.is_object());
        let score = verdict.and_then(|verdict| walk(verdict, text(own, "score")).ok().flatten());
        found.extend(score.filter(|score| score.is_number()).map(|score| format!("score {score}")));
        for path in words(&own["elsewhere"]) {
            if matches!(walk(answer, &path), Ok(Some(Value::String(_)))) {
                found.push(format!("elsewhere {}", pointer(&path)));
            }
        }
        found
    }

    /// Lists facts in the response, its results or the context that no other facts confirm.
    pub(crate) fn one_sided(
        &self,
        answer: &Value,
        workflow: Option<&Workflow>,
        results: &[Result<'_>],
        listed: &[(String, String)],
        stated: &Stated,
    ) -> Vec<String> {
        let judged = |id: &str| results.iter().any(|result| result.ids.contains(&id));
        let mut pairs: Vec<(String, String)> = listed.to_vec();
        pairs.sort();
        pairs.dedup();
        let unjudged = pairs.iter().filter(|(_, id)| !judged(id));
        let mut found: Vec<String> =
            unjudged.map(|(category, id)| format!("no result about {category} {id}")).collect();
        let stored = stated.stored.iter().filter(|id| !judged(id));
        found.extend(stored.map(|id| format!("no result about {id} on file")));
        let named = results.iter().flat_map(|result| &result.pairs);
        pairs.extend(named.filter_map(|(category, id)| Some((category.clone(), id.clone()?))));
        pairs.sort();
        pairs.dedup();
        let slots = workflow.map_or(&[][..], |workflow| &workflow.slots);
        let mut categories = slots.to_vec();
        categories.sort();
        categories.dedup();
        categories.extend(pairs.iter().map(|(category, _)| category.clone()));
        categories.sort();
        categories.dedup();
        for category in &categories {
            let Some(workflow) = workflow else { continue };
            let expected = slots.iter().filter(|slot| *slot == category).count();
            let named = pairs.iter().filter(|(known, _)| known == category).count();
            let among = |known: &Vec<String>| known.iter().filter(|other| *other == category).count();
            let chosen = workflow.variants.iter().map(among).max().unwrap_or_default();
            let at_most = if slots.is_empty() { chosen } else { expected };
            if named > at_most {
                found.push(format!("more {category} {named} {at_most}"));
            }
            if expected > 1 && named < expected {
                found.push(format!("fewer {category} {named} {expected}"));
            }
        }
        let known: Vec<&str> =
            list(&self.catalog["outcome"]["stated"]).iter().map(|known| text(known, "parameter")).collect();
        found.extend(stated.workflow.is_none().then(|| "open workflow_key".to_owned()));
        let uses_stored = workflow.is_some_and(|workflow| !workflow.on_file.is_empty());
        found.extend((uses_stored && stated.stored.is_empty()).then(|| "open stored_credentials".to_owned()));
        let says = |name: &str| stated.path.iter().any(|(known, _)| known == name);
        found.extend(known.iter().filter(|name| !says(name)).map(|name| format!("open {name}")));
        let unused = stated.path.iter().filter(|(name, _)| !known.contains(&name.as_str()));
        found.extend(unused.map(|(name, _)| format!("unused {name}")));
        self.unread(answer, &mut found);
        found
    }

    /// Lists the fields that are not on any path in the catalog.
    fn unread(&self, answer: &Value, found: &mut Vec<String>) {
        let outcome = &self.catalog["outcome"];
        let (own, result) = (&outcome["provider_verdict"], &outcome["result"]);
        let below = |at: &str, path: &str| format!("{at}.{path}");
        let results = text(outcome, "results").to_owned();
        let mut read = vec![text(outcome, "workflow").to_owned(), text(outcome, "state").to_owned(), results.clone()];
        read.extend(words(&outcome["identity"]));
        read.extend(words(&own["elsewhere"]));
        read.extend(["id", "category"].map(|name| inside(&outcome["credentials"], name)));
        read.extend(["decision", "label", "score"].map(|name| below(text(own, "at"), text(own, name))));
        step(answer, "", "", &read, &words(&outcome["informative"]), found);
        let mut read = ["id", "decision", "label"].map(|name| text(result, name).to_owned()).to_vec();
        read.extend(["id", "category"].map(|name| inside(&result["credentials"], name)));
        for (name, list) in walk(answer, &results).ok().flatten().and_then(Value::as_object).into_iter().flatten() {
            let known = self.capability(name);
            let mut read = read.clone();
            read.extend(known.into_iter().flat_map(|known| list_of(&known["passes_with"])));
            let informative = known.map(|known| words(&known["informative"])).unwrap_or_default();
            for (index, one) in list.as_array().into_iter().flatten().enumerate() {
                step(one, &format!("{}/{name}/{index}", pointer(&results)), "", &read, &informative, found);
            }
        }
    }

    /// Returns the label if it is not documented for the capability and the decision, and does not contradict a pass.
    fn label_not_judged(&self, result: &Result<'_>) -> Option<String> {
        let means = result.means?;
        let Some(label) = result.label.filter(|label| !label.is_empty()) else {
            return (means == "passed").then(|| format!("no label {}", result.at));
        };
        let decisions = self.capability(result.capability).map_or(&[][..], |known| list(&known["decisions"]));
        let of_this = decisions.iter().filter(|decision| Some(text(decision, "type")) == result.word);
        let mut labels = of_this.flat_map(|decision| list(&decision["labels"]));
        let is_reason = means == "passed" && self.belongs_elsewhere(result.capability, result.word, Some(label));
        (!is_reason && labels.all(|known| text(known, "label") != label)).then(|| format!("label {}", result.at))
    }
}

/// Returns the paths in a list of the catalog.
fn list_of(rows: &Value) -> Vec<String> {
    list(rows).iter().map(|row| text(row, "path").to_owned()).collect()
}

/// Returns the path of a field in the items of a list.
fn inside(list: &Value, name: &str) -> String {
    let path = format!("{}.{}", text(list, "each").trim_end_matches("[]").to_owned() + "[]", text(list, name));
    path.trim_end_matches('.').to_owned()
}

/// Lists the fields that are not on the path to a field that is read or informative. `way` is the current path with a
/// trailing dot.
fn step(value: &Value, at: &str, way: &str, read: &[String], informative: &[String], found: &mut Vec<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let (path, at) = (format!("{way}{name}"), format!("{at}/{name}"));
        let on_the_way = |start: &String| read.iter().chain(informative).any(|known| known.starts_with(start));
        let is_known = [".", "[]"].iter().any(|end| on_the_way(&format!("{path}{end}")))
            || read.contains(&path)
            || informative.contains(&path);
        if read.contains(&path) || (value.is_null() && is_known) {
            continue;
        }
        value_at(value, at, &path, read, informative, found);
    }
}

fn value_at(value: &Value, at: String, path: &str, read: &[String], informative: &[String], found: &mut Vec<String>) {
    let (through, each) = (format!("{path}."), format!("{path}[]"));
    let starts = |known: &[String], start: &str| known.iter().any(|known| known.starts_with(start));
    let both = |start: &str| starts(read, start) || starts(informative, start);
    let is_informative = informative.iter().any(|known| known == path);
    match value {
        _ if read.iter().any(|known| known == path) => {}
        Value::Object(_) if both(&through) || both(&each) => step(value, &at, &through, read, informative, found),
        Value::Array(items) if both(&each) => {
            for (index, item) in items.iter().enumerate() {
                value_at(item, format!("{at}/{index}"), &each, read, informative, found);
            }
        }
        Value::Object(_) | Value::Array(_) => found.push(format!("unread {at}")),
        _ if is_informative || starts(read, &through) || starts(read, &each) => {}
        _ => found.push(format!("unread {at}")),
    }
}
