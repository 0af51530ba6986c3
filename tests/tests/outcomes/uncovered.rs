//! Finds uncovered credentials, in the second implementation.

use super::reference::{Reasons, Result, Workflow};

/// Adds the reasons for credentials that a capability must judge, but that no result covers.
pub(crate) fn uncovered(
    workflow: &Workflow,
    results: &[Result<'_>],
    listed: &[(String, String)],
    reasons: &mut Reasons,
) {
    let of_workflow = results.iter().filter(|result| workflow.capabilities.iter().any(|own| own == result.capability));
    let named = of_workflow.flat_map(|result| &result.pairs);
    let named = named.filter_map(|(category, id)| Some((category.clone(), id.clone()?)));
    let mut listed: Vec<(String, String)> = listed.iter().cloned().chain(named).collect();
    listed.sort();
    listed.dedup();
    let twice = |id: &String| listed.iter().filter(|(_, other)| other == id).count() > 1;
    let mut ids: Vec<&String> = listed.iter().map(|(_, id)| id).filter(|id| twice(id)).collect();
    ids.sort();
    ids.dedup();
    reasons.extend(ids.into_iter().map(|id| ("credential of several categories".to_owned(), id.clone())));
    let mut lacking_by_variant: Vec<Vec<(String, String)>> = vec![Vec::new(); workflow.variants.len()];
    for capability in &workflow.capabilities {
        let own: Vec<&Result<'_>> = results.iter().filter(|result| result.capability == capability).collect();
        if own.is_empty() {
            continue;
        }
        let pairs: Vec<&(String, Option<String>)> = own.iter().flat_map(|result| &result.pairs).collect();
        let mut known: Vec<(String, String)> =
            pairs.iter().filter_map(|(category, id)| Some((category.clone(), id.clone()?))).collect();
        let judged = |category: &str| workflow.judges(capability).iter().any(|judged| judged == category);
        let all: Vec<&(String, String)> = listed.iter().filter(|(category, _)| judged(category)).collect();
        let names = |result: &&Result<'_>, (category, id): &(String, String)| {
            result.pairs.iter().any(|(other, named)| other == category && named.as_ref() == Some(id))
        };
        let by_any = all.iter().all(|pair| own.iter().any(|result| names(result, pair)));
        let by_one = own.iter().any(|result| all.iter().all(|pair| names(result, pair)));
        if workflow.compares(capability) && by_any && !by_one {
            reasons.push(("credentials not judged together".to_owned(), capability.clone()));
        }
        for (category, id) in listed.iter().filter(|(category, _)| judged(category)) {
            let pair = (category.clone(), id.clone());
            if !known.contains(&pair) {
                reasons.push(("credential not covered".to_owned(), format!("{capability} {category} {id}")));
                known.push(pair);
            }
        }
        known.sort();
        known.dedup();
        let nameless = pairs.iter().filter(|(category, id)| id.is_none() && judged(category));
        let mut nameless: Vec<&String> = nameless.map(|(category, _)| category).collect();
        nameless.sort();
        nameless.dedup();
        for category in &nameless {
            reasons.push(("credential without id".to_owned(), format!("{capability} {category}")));
        }
        for (variant, lacking) in workflow.variants.iter().zip(&mut lacking_by_variant) {
            for category in variant.iter().filter(|category| judged(category)) {
                let needed = variant.iter().filter(|other| *other == category).count();
                let named = known.iter().filter(|(other, _)| other == category).count();
                let about = ("credential not covered".to_owned(), format!("{capability} {category} "));
                if named < needed && !lacking.contains(&about) {
                    lacking.push(about);
                }
            }
        }
    }
    let is_nameless = |about: &(String, String)| {
        let named = about.1.trim_end().to_owned();
        reasons.contains(&("credential without id".to_owned(), named))
    };
    let chosen = lacking_by_variant.iter().position(Vec::is_empty).unwrap_or(0);
    let lacking = lacking_by_variant.swap_remove(chosen);
    let lacking: Vec<(String, String)> = lacking.into_iter().filter(|about| !is_nameless(about)).collect();
    reasons.extend(lacking);
}
