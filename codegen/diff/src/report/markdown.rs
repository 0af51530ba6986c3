//! Reports changes as a changelog for integrators: grouped by workflow, breaking changes first, one entry per fact. It
//! does not mention the files of a spec.

use super::entry::{Entry, entries};
use super::{Dates, Report};
use verispec_model::change::Effect;
use verispec_model::ir::Workflow;
use verispec_text::markdown::md;

/// Renders the changes below a title with the versions, their dates, and the editions that they follow.
pub fn changelog(report: &Report<'_>, dates: &Dates) -> String {
    let [old, new] = [report.old, report.new].map(|spec| spec.model.provider.package.version.as_str());
    let name = md(&report.new.model.provider.name);
    let from = if old == new { format!("since {old}") } else { format!("from {old} to {new}") };
    let dated = |version: &str, date: &Option<String>| match date {
        Some(date) => format!("{version} ({date})"),
        None => version.to_owned(),
    };
    let mut text = format!("# {name}: changes {from}\n\n");
    text.push_str(&format!("Compares {} with {}.", dated(old, &dates.old), dated(new, &dates.new)));
    for document in &report.new.model.documents {
        let before = report.old.model.documents.iter().find(|known| known.name == document.name);
        let Some(before) = before.filter(|before| before.edition != document.edition) else { continue };
        let edition = |edition: &Option<String>| edition.as_deref().unwrap_or("without a name").to_owned();
        let [before, after] = [&before.edition, &document.edition].map(edition);
        text.push_str(&format!(
            " Follows edition {} of {}; previously, {}.",
            md(&after),
            md(&document.title),
            md(&before)
        ));
    }
    text + "\n\n" + &below(report, 2)
}

/// Renders the changes below third-level headings.
pub fn markdown(report: &Report<'_>) -> String {
    below(report, 3)
}

fn below(report: &Report<'_>, level: usize) -> String {
    let mut text = String::new();
    let entries = entries(report);
    for (heading, effect) in
        [("Breaking", Effect::Breaking), ("Compatible", Effect::Compatible), ("Documentation", Effect::None)]
    {
        let own: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.effect == effect).collect();
        let beside = if effect == Effect::None { counted(report) } else { String::new() };
        if own.is_empty() && beside.is_empty() {
            continue;
        }
        text.push_str(&format!("{} {heading}\n\n", "#".repeat(level)));
        let mut groups: Vec<Option<&Workflow>> = own.iter().map(|entry| entry.workflow).collect();
        groups.sort_by_key(|workflow| workflow.map(|workflow| workflow.key));
        groups.dedup_by_key(|workflow| workflow.map(|workflow| workflow.key));
        for group in groups {
            let is_own = |entry: &&&Entry<'_>| entry.workflow.map(|known| known.key) == group.map(|known| known.key);
            text.push_str(&format!("{} {}\n\n", "#".repeat(level + 1), title(group)));
            text.extend(group.and_then(|workflow| page(report, workflow)));
            own.iter().filter(is_own).for_each(|entry| text.push_str(&entry.text));
            text.push('\n');
        }
        text.push_str(&beside);
    }
    if let Some(unknown) = report.unknown_of_crates() {
        let nothing = if text.is_empty() { "Nothing has changed in the spec. " } else { "" };
        text.push_str(&format!("{nothing}Note: {}.\n", md(&unknown)));
    }
    if text.is_empty() { "Nothing has changed.\n".to_owned() } else { text.trim_end().to_owned() + "\n" }
}

fn title(workflow: Option<&Workflow>) -> String {
    workflow.map_or_else(
        || "All workflows".to_owned(),
        |workflow| format!("Workflow {}: {}", workflow.key, md(&workflow.title)),
    )
}

/// Returns a line that links to the published page of a workflow, if the docs are published.
fn page(report: &Report<'_>, workflow: &Workflow) -> Option<String> {
    let package = &report.new.model.provider.package;
    let is_there = report.new.model.workflow(workflow.key).is_some_and(|known| known.name == workflow.name);
    let url = package.docs_url.as_ref().filter(|_| is_there)?;
    Some(format!("Documentation: <{url}/workflows/{}.md>\n\n", workflow.name.wire))
}

/// Counts the changes that only maintainers of the spec notice.
fn counted(report: &Report<'_>) -> String {
    let count = report.iter().filter(|(change, _)| super::entry::is_of_the_spec(change)).count();
    match count {
        0 => String::new(),
        1 => "The source of one fact is cited differently.\n\n".to_owned(),
        count => format!("The sources of {count} facts are cited differently.\n\n"),
    }
}
