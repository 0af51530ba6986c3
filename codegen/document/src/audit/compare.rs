//! Compares each fact of a workflow with the spec.

use super::finding::{Fact, Finding, Verdict};
use super::{Auditor, listed};
use crate::document::{Credential, Prerequisite, Section, Workflow, normal};
use verispec_model::finding::{self as kind, Kind};
use verispec_model::ir::{self, Origin};
use verispec_text::source::Span;

/// A list in the document and the same list in the spec.
struct Lists {
    what: &'static str,
    kind: &'static Kind,
    /// The entries in the document, each with its location, and the location of the list; `None` if there is no such
    /// list.
    document: Option<(Vec<(String, Span)>, Span)>,
    spec: (Vec<String>, Span),
    /// Entries that are missing in the document and that another finding already reports.
    told: Vec<String>,
}

impl<'a> Auditor<'a> {
    /// Compares everything in the section except its operations.
    pub(super) fn compare(&mut self, workflow: &'a Workflow) {
        let Some(key) = workflow.key.as_ref() else { return };
        let Some(spec) = self.spec_of(workflow) else {
            let message = format!("the spec has no workflow with the key {}", key.value);
            self.push(Finding::new(&kind::UNKNOWN_WORKFLOW, workflow.heading.text.span, message));
            self.fact(key.value, "workflow", Verdict::OnlyInDocument, Some(workflow.heading.text.span), None);
            return;
        };
        self.name(workflow, spec);
        self.credentials(workflow, spec);
        let channels = workflow.channels.as_ref();
        let listed = channels.map(|channels| {
            let wire = |id: Option<ir::ChannelId>, name: &String| {
                id.map_or(name.clone(), |id| self.model[id].name.wire.clone())
            };
            let listed = channels.names.iter().map(|(name, id)| (wire(*id, &name.value), name.span));
            (listed.collect(), channels.text.span)
        });
        self.lists(
            key.value,
            Lists {
                what: "channels",
                kind: &kind::CHANNELS,
                document: listed,
                spec: (wire(spec.channels.iter().map(|id| &self.model[*id].name)), around(&spec.places.channels, spec)),
                told: Vec::new(),
            },
        );
        let prerequisites = workflow.prerequisites.as_ref().map(|section| {
            let known =
                |item: &Prerequisite| item.prerequisite.map(|id| (self.model[id].name.wire.clone(), item.text.span));
            (section.items.iter().filter_map(known).collect(), section.heading.text.span)
        });
        self.lists(
            key.value,
            Lists {
                what: "prerequisites",
                kind: &kind::PREREQUISITES,
                document: prerequisites,
                spec: (
                    wire(spec.prerequisites.iter().map(|id| &self.model[*id].name)),
                    around(&spec.places.prerequisites, spec),
                ),
                told: Vec::new(),
            },
        );
        self.chains(workflow, spec);
        self.shown_operations(workflow, spec);
    }

    fn name(&mut self, workflow: &Workflow, spec: &ir::Workflow) {
        let (written, known) = (&workflow.name, spec.title.as_str());
        let verdict = if written.value == known { Verdict::Agrees } else { Verdict::Differs };
        self.fact(spec.key, "name", verdict, Some(written.span), Some(spec.places.title));
        if verdict == Verdict::Differs {
            let is_spelling = normal(&written.value) == normal(known);
            let is = if is_spelling { "the name is spelled" } else { "the workflow is called" };
            let message = format!("{is} `{}` here and `{known}` in the spec", written.value);
            let finding = Finding::new(&kind::NAME, written.span, message).against(known);
            self.push(finding.related(spec.places.title, "the spec's name"));
        }
    }

    fn credentials(&mut self, workflow: &Workflow, spec: &ir::Workflow) {
        let model = self.model;
        let known_items = |section: &Section<Credential>, fits: &dyn Fn(&Credential) -> bool| {
            let items = section.items.iter().filter(|item| fits(item));
            let named = items.filter_map(|item| Some((model[item.category?].name.wire.clone(), item.text.span)));
            (named.collect::<Vec<_>>(), section.heading.text.span)
        };
        let named = |section: &Section<Credential>| known_items(section, &|_| true);
        let lists = |what, kind, section: &Option<Section<Credential>>, known: &[ir::CredentialId], places| Lists {
            what,
            kind,
            document: section.as_ref().map(named),
            spec: (wire(known.iter().map(|id| &model[*id].name)), around(places, spec)),
            told: Vec::new(),
        };
        let (documented, known, places) =
            (&workflow.required_credentials, &spec.required_credentials, &spec.places.required_credentials);
        self.lists(spec.key, lists("required credentials", &kind::REQUIRED, documented, known, places));
        let (documented, known, places) =
            (&workflow.stored_credentials, &spec.stored_credentials, &spec.places.stored_credentials);
        self.lists(spec.key, lists("stored credentials", &kind::STORED, documented, known, places));
        let on_file = workflow.required_credentials.as_ref();
        let on_file = on_file.map(|section| known_items(section, &|item: &Credential| item.on_file));
        let stored = wire(spec.stored_slots().map(|slot| &model[slot.category].name));
        let places: Vec<Span> =
            spec.slots.iter().filter(|slot| slot.origin == Origin::OnFile).map(|slot| slot.places.origin).collect();
        self.lists(
            spec.key,
            Lists {
                what: "credentials on file",
                kind: &kind::ON_FILE,
                document: on_file,
                spec: (stored, around(&places, spec)),
                told: Vec::new(),
            },
        );
    }

    fn chains(&mut self, workflow: &Workflow, spec: &ir::Workflow) {
        let Some(section) = &workflow.chains else { return };
        let mut unknown = false;
        for step in section.items.iter().flat_map(|chain| &chain.steps).filter(|step| step.capability.is_none()) {
            unknown = true;
            let message = format!("the spec has no capability `{}`", step.name.value);
            let known = self.model.capabilities.iter().map(|known| known.name.wire.as_str());
            let mut finding = Finding::new(&kind::CAPABILITY, step.name.span, message);
            if let Some(close) = verispec_text::words::closest(&step.name.value, known) {
                finding = finding.label(format!("the spec has `{close}`"));
            }
            self.push(finding);
        }
        if unknown {
            self.fact(spec.key, "chains", Verdict::Differs, Some(section.heading.text.span), None);
            return;
        }
        let shown = |names: Vec<String>| names.join(" -> ");
        let documented = section.items.iter().map(|chain| {
            let names = wire(chain.steps.iter().filter_map(|step| step.capability).map(|id| &self.model[id].name));
            (shown(names), chain.text.span)
        });
        let documented = documented.collect();
        let known = spec.chains.iter().map(|chain| shown(wire(chain.iter().map(|id| &self.model[*id].name))));
        let places: Vec<Span> = spec.places.chains.iter().flatten().copied().collect();
        self.lists(
            spec.key,
            Lists {
                what: "chains",
                kind: &kind::CHAINS,
                document: Some((documented, section.heading.text.span)),
                spec: (known.collect(), around(&places, spec)),
                told: Vec::new(),
            },
        );
    }

    fn shown_operations(&mut self, workflow: &Workflow, spec: &ir::Workflow) {
        let model = self.model;
        let mut documented: Vec<(String, Span)> = Vec::new();
        for operation in &workflow.operations {
            let Some(name) = operation.operation.map(|id| &model[id].name.wire) else { continue };
            if !documented.iter().any(|(known, _)| known == name) {
                documented.push((name.clone(), operation.heading.text.span));
            }
        }
        let known = wire(spec.operations.iter().map(|used| &model[used.operation].name));
        let told = wire(self.not_shown_for(workflow).into_iter().map(|(id, _)| &model[id].name));
        self.lists(
            spec.key,
            Lists {
                what: "operations",
                kind: &kind::OPERATIONS,
                document: (!workflow.operations.is_empty()).then_some((documented, workflow.heading.text.span)),
                spec: (known, around(&spec.places.operations, spec)),
                told,
            },
        );
    }

    /// Compares two lists without a significant order. A missing list has already been reported.
    fn lists(&mut self, key: u32, lists: Lists) {
        let Lists { what, kind, document, spec: (known, place), told } = lists;
        let Some((places, span)) = document else {
            let verdict = if known.is_empty() { Verdict::Agrees } else { Verdict::OnlyInSpec };
            self.fact(key, what, verdict, None, Some(place));
            return;
        };
        let written: Vec<String> = places.iter().map(|(item, _)| item.clone()).collect();
        let extra: Vec<String> = written.iter().filter(|item| !known.contains(item)).cloned().collect();
        let missing: Vec<String> = known.iter().filter(|item| !written.contains(item)).cloned().collect();
        let verdict = match (extra.is_empty(), missing.is_empty()) {
            (true, true) => Verdict::Agrees,
            (false, true) => Verdict::OnlyInDocument,
            (true, false) => Verdict::OnlyInSpec,
            (false, false) => Verdict::Differs,
        };
        self.fact(key, what, verdict, Some(span), Some(place));
        let missing: Vec<String> = missing.into_iter().filter(|name| !told.contains(name)).collect();
        if extra.is_empty() && missing.is_empty() {
            return;
        }
        let sides = [(&extra, "only in the document"), (&missing, "only in the spec")];
        let sides = sides.into_iter().filter(|(items, _)| !items.is_empty());
        let sides: Vec<String> = sides.map(|(items, side)| format!("{} {side}", listed(items))).collect();
        let message = format!("{what}: {}", sides.join(", "));
        // The excerpt shows an entry that the spec lacks, or the beginning of the list that lacks an entry of the spec.
        let mut at = places.iter().filter(|(item, _)| extra.contains(item)).map(|(_, span)| *span);
        let finding = Finding::new(kind, at.next().unwrap_or(span), message)
            .also(at)
            .says(listed(&written))
            .against(listed(&known))
            .label(format!("the document has {}", listed(&written)));
        self.push(finding.related(place, format!("the spec has {}", listed(&known))));
    }

    /// Reports workflows of the spec that the document does not describe.
    pub(super) fn missing_workflows(&mut self) {
        let (model, document) = (self.model, self.document);
        for spec in model.workflows.iter().filter(|spec| spec.source.document == self.layout.document) {
            let described = document.workflows.iter().filter_map(|workflow| workflow.key.as_ref());
            if described.into_iter().any(|key| key.value == spec.key) {
                continue;
            }
            let message = format!("the document does not describe workflow {}, `{}`", spec.key, spec.title);
            let mut finding = Finding::new(&kind::MISSING_WORKFLOW, spec.places.key, message);
            finding.section = Some(spec.source.section.clone());
            finding.key = Some(spec.key);
            self.push(finding.against(&spec.title).label("only in the spec"));
            self.fact(spec.key, "workflow", Verdict::OnlyInSpec, None, Some(spec.places.key));
        }
    }

    pub(super) fn fact(
        &mut self,
        key: u32,
        what: &'static str,
        verdict: Verdict,
        document: Option<Span>,
        spec: Option<Span>,
    ) {
        self.facts.push(Fact { key: Some(key), what, verdict, document, spec, decision: None });
    }
}

fn wire<'n>(names: impl Iterator<Item = &'n ir::Name>) -> Vec<String> {
    names.map(|name| name.wire.clone()).collect()
}

/// Returns the span from the first to the last of these locations, or the name of the workflow if there are no
/// locations.
pub(super) fn around(places: &[Span], spec: &ir::Workflow) -> Span {
    Span::around(places).unwrap_or(spec.places.title)
}
