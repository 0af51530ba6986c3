//! Judges the provider's own verdict, in the second implementation.

use serde_json::Value;

use super::reference::{Reasons, Reference, list, pointer, rank, string, text, verdict_of, walk, words, worst};

impl Reference {
    /// Returns the reasons that result from the provider's own verdict.
    pub(crate) fn own_words(&self, answer: &Value, so_far: &Reasons) -> Reasons {
        let reading = &self.catalog["outcome"]["provider_verdict"];
        let mut found: Reasons = Vec::new();
        let mut unknown = |at: String| found.push(("provider's verdict not known".to_owned(), at));
        let at = pointer(text(reading, "at"));
        let mut own = None;
        match walk(answer, text(reading, "at")) {
            Ok(None) => {}
            Ok(Some(verdict)) if verdict.is_object() => {
                let below = |path: &str| format!("{at}{}", pointer(path));
                let means = string(verdict, text(reading, "decision")).and_then(|word| self.means(word));
                own = means.map(verdict_of);
                if means.is_none() {
                    unknown(below(text(reading, "decision")));
                }
                match walk(verdict, text(reading, "label")) {
                    Ok(None) => {}
                    Ok(Some(Value::String(label))) => {
                        let known = list(&reading["labels"]).iter().find(|known| text(known, "word") == label);
                        match known.map(|known| verdict_of(text(known, "means"))) {
                            Some(by_label) => {
                                own = own.map(|own| if rank(by_label) < rank(own) { by_label } else { own })
                            }
                            None => unknown(below(text(reading, "label"))),
                        }
                    }
                    _ => unknown(below(text(reading, "label"))),
                }
                let range = list(&reading["score_range"]);
                match walk(verdict, text(reading, "score")) {
                    Ok(None) => {}
                    Ok(Some(Value::Number(score))) => {
                        let bounds: Vec<f64> = range.iter().filter_map(Value::as_f64).collect();
                        if score.as_f64().is_none_or(|score| score < bounds[0] || score > bounds[1]) {
                            unknown(below(text(reading, "score")));
                        }
                    }
                    _ => unknown(below(text(reading, "score"))),
                }
            }
            _ => unknown(at.clone()),
        }
        for path in words(&reading["elsewhere"]) {
            if !matches!(walk(answer, &path), Ok(None | Some(Value::String(_)))) {
                unknown(pointer(&path));
            }
        }
        let results = worst(so_far);
        if let Some(own) = own.filter(|own| *own != results) {
            found.push(("provider's verdict differs".to_owned(), format!("{own} {results}")));
        }
        found
    }
}
