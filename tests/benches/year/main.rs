//! Simulates a year in the life of a team: changes by the provider, releases, a hotfix and its merge, and an
//! application that copies the crate.
//!
//! Each row of the table compares three results: the prediction of `diff`, the compiler's result for the application,
//! and the application's output. The simulation takes minutes, so it is not a test: `cargo bench --profile dev -p
//! verispec-tests --bench year`.

mod script;
mod team;

use std::process::ExitCode;

use script::{Script, Step};
use team::{Outcome, Team};

fn main() -> ExitCode {
    let script = Script::read();
    let mut team = Team::new(&script.program);
    println!("| Change | Version | Predicted | Compiles | Behaves | |\n|---|---|---|---|---|---|");
    let mut wrong = Vec::new();
    for step in &script.steps {
        let outcome = team.play(step);
        let found = judged(step, &outcome);
        println!("{}", row(step, &outcome, found.is_empty()));
        wrong.extend(found.into_iter().map(|what| format!("{}: {what}", step.name)));
    }
    wrong.iter().for_each(|what| eprintln!("{what}"));
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn row(step: &Step, outcome: &Outcome, is_right: bool) -> String {
    let right = if is_right { "right" } else { "WRONG" };
    match outcome {
        Outcome::Refused(_) => format!("| {} | refused | | | | {right} |", step.name),
        Outcome::Released(it) => {
            let [wire, rust, behaviour] = &it.predicted;
            let predicted = format!("{} (payloads {wire}, programs {rust}, run time {behaviour})", it.bump);
            let (compiles, behaves) = (if it.compiles { "yes" } else { "no" }, behaves(it.same));
            format!("| {} | {} | {predicted} | {compiles} | {behaves} | {right} |", step.name, it.version)
        }
    }
}

fn behaves(same: bool) -> &'static str {
    if same { "the same" } else { "differently" }
}

/// Returns every difference between the outcome and the script, and every effect on the application that `diff` did not
/// predict.
fn judged(step: &Step, outcome: &Outcome) -> Vec<String> {
    let mut found = Vec::new();
    let mut hold = |holds: bool, what: String| {
        if !holds {
            found.push(what);
        }
    };
    match outcome {
        Outcome::Refused(why) => match &step.refused {
            Some(part) => {
                hold(why.contains(part), format!("was refused, but the error does not contain `{part}`: {why}"))
            }
            None => hold(false, format!("was unexpectedly refused: {why}")),
        },
        Outcome::Released(it) => {
            hold(step.refused.is_none(), "was released".to_owned());
            hold(step.release.as_ref() == Some(&it.version), format!("has version {}", it.version));
            hold(step.bump.as_ref().is_none_or(|bump| *bump == it.bump), format!("is {}", it.bump));
            hold(
                it.compiles == step.compiles,
                format!("the application compiles: {}; the script expects the opposite", it.compiles),
            );
            let same = step.behaves.as_deref() != Some("differently");
            hold(
                it.same == same,
                format!("the application behaves {}; the script expects the opposite", behaves(it.same)),
            );
            let [wire, rust, behaviour] = &it.predicted;
            hold(
                it.compiles || rust == "breaking",
                "the application no longer compiles, which `diff` did not predict".to_owned(),
            );
            let silent = wire == "none" && behaviour == "none";
            hold(it.same || !silent, "the application behaves differently, which `diff` did not predict".to_owned());
            found.extend(it.complaints.iter().cloned());
        }
    }
    found
}
