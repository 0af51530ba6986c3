//! Reports changes in a terminal, in the layout of findings.

use annotate_snippets::{Group, Level, Renderer};

use super::Report;
use crate::allowed::Allowance;
use crate::change::Change;
use verispec_model::change::text::DOCUMENT_TEXT;
use verispec_model::change::{Area, Effect};
use verispec_text::diagnostics::snippet;

/// The maximum number of changes that are shown with excerpts.
const MOST_SHOWN: usize = 200;

/// Renders the changes, breaking ones first, and the required version.
pub fn text(report: &Report<'_>, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    let (docs, others): (Vec<_>, Vec<_>) = report.iter().partition(|(change, _)| change.effect() == Effect::None);
    for (change, allowance) in others.iter().take(MOST_SHOWN) {
        text.push_str(&renderer.render(&[group(report, change, *allowance)]));
        text.push_str("\n\n");
    }
    if others.len() > MOST_SHOWN {
        text.push_str(&format!("and {} more; use --format json to see all\n\n", others.len() - MOST_SHOWN));
    }
    if !docs.is_empty() {
        text.push_str("docs only:\n");
        for (change, _) in docs.iter().take(MOST_SHOWN) {
            text.push_str(&format!("  {}: {}\n", change.kind.id, titled(change)));
        }
        if docs.len() > MOST_SHOWN {
            text.push_str(&format!("  and {} more\n", docs.len() - MOST_SHOWN));
        }
        text.push('\n');
    }
    text + &summary(report, docs.len())
}

/// Builds the annotate-snippets report of a change: the older and newer source, the effects, and what to do.
fn group<'a>(report: &'a Report<'_>, change: &'a Change, allowance: Option<&'a Allowance>) -> Group<'a> {
    let level = match (change.effect(), allowance) {
        (_, Some(_)) => Level::WARNING.with_name("allowed"),
        (Effect::Breaking, None) => Level::ERROR.with_name("breaking"),
        _ => Level::INFO.with_name("compatible"),
    };
    let mut group = Group::with_title(level.primary_title(titled(change)).id(change.kind.id));
    let sides = [(&change.old, report.old.sources, "was"), (&change.new, report.new.sources, "is")];
    for (side, sources, word) in sides {
        let Some(side) = side else { continue };
        if let Some(span) = side.span {
            group = group.element(snippet(sources, span, format!("{word} {}", side.value)));
        }
    }
    group = group.element(Level::NOTE.message(verdicts(change)));
    if !change.functions.is_empty() {
        let functions = super::paths(change).join(", ");
        group = group.element(Level::NOTE.message(format!("changes the signature of {functions}")));
    }
    if let Some(allowance) = allowance {
        group = group.element(Level::NOTE.message(format!("allowed until {}: {}", allowance.until, allowance.reason)));
    }
    group.element(Level::HELP.message(change.kind.to_do))
}

/// Returns the message of a change. A message about prose is prefixed with the location, because it does not contain
/// it.
fn titled(change: &Change) -> String {
    let is_text = change.kind.area == Area::Documentation;
    match is_text && change.kind != &DOCUMENT_TEXT {
        true => format!("{}: {}", change.what(), change.message),
        false => change.message.clone(),
    }
}

fn verdicts(change: &Change) -> String {
    let verdicts = [("wire", change.wire), ("Rust", change.rust), ("behaviour", change.behaviour)];
    let told = verdicts.iter().filter(|(_, effect)| *effect != Effect::None);
    told.map(|(audience, effect)| format!("{audience}: {}", effect.word())).collect::<Vec<_>>().join(", ")
}

fn summary(report: &Report<'_>, docs: usize) -> String {
    let count = |wanted: Effect| {
        report.iter().filter(|(change, allowance)| change.effect() == wanted && allowance.is_none()).count()
    };
    let allowed = report.iter().filter(|(_, allowance)| allowance.is_some()).count();
    let (breaking, compatible) = (count(Effect::Breaking), count(Effect::Compatible));
    let allowed = if allowed == 0 { String::new() } else { format!(", {allowed} allowed") };
    let mut text = format!("{breaking} breaking, {compatible} compatible, {docs} docs only{allowed}");
    if let Some((old, wanted, new)) = report.versions() {
        text.push_str(&format!("\nversion: was {old}, is {new}, "));
        text.push_str(&match (report.is_carried(), wanted == old) {
            (true, true) => "and no change requires another version".to_owned(),
            (true, false) => format!("which is high enough (the minimum is {wanted})"),
            (false, _) => format!("but must be {wanted} or higher"),
        });
    }
    if let Some(unknown) = report.unknown_of_crates() {
        text.push_str(&format!("\ncrate: {unknown}"));
    }
    text + "\n"
}
