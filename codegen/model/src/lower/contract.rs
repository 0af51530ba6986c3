//! Resolves credentials, files, capabilities, prerequisites and lists.

use super::{Lower, module, name, optional, places, string, strings};
use crate::ir;
use crate::rules::lowering::MALFORMED_PREREQUISITE;
use verispec_spec::syntax::{self, Map, Parsed, PrerequisiteKind};

impl Lower<'_> {
    pub(super) fn files(&mut self, files: Option<&Map<syntax::FileKind>>) -> Vec<ir::FileKind> {
        for content in files.into_iter().flat_map(|files| files.values()) {
            super::names::report_repeated("media type", &content.media_types, self.diagnostics);
            super::names::report_repeated("ending", &content.extensions, self.diagnostics);
        }
        let lowered = files.into_iter().flatten().map(|(kind, content)| ir::FileKind {
            name: name(kind),
            summary: string(&content.summary),
            media_types: strings(&content.media_types),
            extensions: strings(&content.extensions),
            max_bytes: content.max_bytes.as_ref().map(|max| max.value),
            max_width: content.max_width.as_ref().map(|max| max.value),
            max_height: content.max_height.as_ref().map(|max| max.value),
            decisions: self.decision_ids(&content.decisions),
            source: self.source(&content.source),
        });
        lowered.collect()
    }

    pub(super) fn credential(&mut self, file: &Parsed<syntax::Credential>) -> ir::Credential {
        let credential = &file.content;
        let parts = credential.parts.iter().filter_map(|(part, content)| {
            let file = self.file_names.meant(&content.file, self.diagnostics)?;
            Some(ir::Part { name: name(part), summary: string(&content.summary), file, optional: content.optional })
        });
        let parts = parts.collect();
        let types = credential.types.iter().map(|(code, content)| ir::TypeCode {
            name: name(code),
            summary: string(&content.summary),
            deprecated: self.deprecation(content.deprecated.as_ref(), ("type code", &code.value), |_| {
                let names: Vec<ir::Name> = credential.types.keys().map(name).collect();
                super::deprecation::siblings(&names)
            }),
            only: content
                .only
                .iter()
                .map(|place| ir::Use {
                    workflows: self.workflow_names.resolve_all(&place.workflows, self.diagnostics),
                    channels: self.channel_names.resolve_all(&place.channels, self.diagnostics),
                })
                .collect(),
        });
        let types = types.collect();
        ir::Credential {
            name: name(&credential.category),
            stem: file.stem.value.clone(),
            title: string(&credential.name),
            summary: string(&credential.summary),
            parts,
            types,
            decisions: self.decision_ids(&credential.decisions),
            source: self.source(&credential.source),
        }
    }

    /// Returns the capabilities in the order of their ids.
    pub(super) fn capabilities(&mut self, files: &[Parsed<syntax::Capability>]) -> Vec<ir::Capability> {
        let order = self.capability_order.clone();
        order.into_iter().filter_map(|index| self.capability(&files[index])).collect()
    }

    fn capability(&mut self, file: &Parsed<syntax::Capability>) -> Option<ir::Capability> {
        let capability = &file.content;
        for (_, labels) in &capability.decisions {
            super::names::report_repeated("label", labels, self.diagnostics);
        }
        let labels = || capability.decisions.values().flatten().map(|label| label.value.as_str());
        let advice = self.own_advice(&capability.advice, &labels().collect::<Vec<_>>());
        if let Some(together) = capability.together.as_ref().filter(|_| capability.credentials.is_empty()) {
            self.changes_nothing(
                together.source.span,
                "the capability does not judge any credentials that a single result could cover",
            );
        }
        Some(ir::Capability {
            name: name(&capability.name),
            stem: file.stem.value.clone(),
            summary: string(&capability.summary),
            requires: self.capability_names.resolve_all(&capability.requires, self.diagnostics),
            places: places(&capability.requires),
            credentials: self.credential_names.resolve_all(&capability.credentials, self.diagnostics),
            together: capability.together.as_ref().map(|together| ir::Together {
                source: self.source(&together.source),
                decisions: self.decision_ids(&together.decisions),
            }),
            advice,
            decisions: capability
                .decisions
                .iter()
                .map(|(kind, labels)| (kind.value.clone(), strings(labels)))
                .collect(),
            passes_with: Vec::new(),
            runs: match &capability.runs {
                Some(runs) => self.runs(runs),
                None => ir::Runs {
                    when: syntax::RunsWhen::Always,
                    source: self.source(&capability.source),
                    decisions: Vec::new(),
                },
            },
            result: self.type_names.resolve(&capability.result, self.diagnostics)?,
            deprecated: self.deprecation(capability.deprecated.as_ref(), ("capability", &capability.name.value), |l| {
                l.capability_names.all(ir::Replacement::Capability)
            }),
            notes: self.decision_ids(&capability.notes),
            source: self.source(&capability.source),
        })
    }

    pub(super) fn runs(&mut self, runs: &syntax::Runs) -> ir::Runs {
        ir::Runs {
            when: runs.when.value,
            source: self.source(&runs.source),
            decisions: self.decision_ids(&runs.decisions),
        }
    }

    pub(super) fn prerequisites(&mut self, prerequisites: Option<&Map<syntax::Prerequisite>>) -> Vec<ir::Prerequisite> {
        prerequisites.into_iter().flatten().map(|(id, content)| self.prerequisite(id, content)).collect()
    }

    fn prerequisite(&mut self, id: &syntax::Text, content: &syntax::Prerequisite) -> ir::Prerequisite {
        let on_file = content.kind.value == PrerequisiteKind::CredentialOnFile;
        if on_file != content.credential.is_some() || on_file != content.stored_by.is_some() {
            self.push(
                MALFORMED_PREREQUISITE
                    .at(
                        content.kind.span,
                        format!("`credential` and `stored_by` do not match the kind of `{}`", id.value),
                    )
                    .help("only `credential_on_file` has `credential` and `stored_by`, and it needs both"),
            );
        }
        let credential = content.credential.as_ref();
        ir::Prerequisite {
            name: name(id),
            kind: content.kind.value,
            text: string(&content.text),
            from: optional(&content.from),
            credential: credential.and_then(|category| self.credential_names.meant(category, self.diagnostics)),
            stored_by: content.stored_by,
            obtained_by: self.workflow_names.resolve_all(&content.obtained_by, self.diagnostics),
            capabilities: self.capability_names.resolve_all(&content.capabilities, self.diagnostics),
            docs: self.link(&content.docs),
            decisions: self.decision_ids(&content.decisions),
            source: self.source(&content.source),
            places: ir::PrerequisitePlaces {
                credential: credential.map(|category| category.span),
                obtained_by: places(&content.obtained_by),
            },
        }
    }

    pub(super) fn list(&mut self, file: &Parsed<syntax::List>) -> ir::List {
        super::names::report_repeated("code", &file.content.values, self.diagnostics);
        ir::List {
            name: module(&file.stem, "lists"),
            summary: string(&file.content.summary),
            values: strings(&file.content.values),
            decisions: self.decision_ids(&file.content.decisions),
            source: self.source(&file.content.source),
        }
    }
}
