//! What was not judged, for the second implementation: takes an answer and its results, gives what nothing says how to judge.

use serde_json::Value;

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
        let listed = text(&outcome["credentials"], "each");
        if walk(answer, listed) == Ok(None) {
            found.push(format!("not listed {}", pointer(listed)));
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
        found.sort();
        found
    }

    /// A label that is not among those of the capability and the decision, unless it speaks against a pass.
    fn label_not_judged(&self, result: &Result<'_>) -> Option<String> {
        let (means, label) = (result.means?, result.label.filter(|label| !label.is_empty())?);
        let decisions = self.capability(result.capability).map_or(&[][..], |known| list(&known["decisions"]));
        let of_this = decisions.iter().filter(|decision| Some(text(decision, "type")) == result.word);
        let mut labels = of_this.flat_map(|decision| list(&decision["labels"]));
        let is_reason = means == "passed" && self.belongs_elsewhere(result.capability, result.word, Some(label));
        (!is_reason && labels.all(|known| text(known, "label") != label)).then(|| format!("label {}", result.at))
    }
}
