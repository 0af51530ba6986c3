//! Resolves the provider, its regions and its timing.

use super::{Lower, name, optional, string, strings};
use crate::ir;
use crate::rules::lowering::{RUST_TOO_OLD, UNKNOWN_STATE};
use crate::rules::{self, Rule};
use verispec_spec::parse::rules::{MALFORMED_NAME, UNKNOWN_RULE};
use verispec_spec::syntax::{self, Map};
use verispec_text::source::Span;

impl Lower<'_> {
    pub(super) fn provider(&mut self, provider: &syntax::Provider) -> ir::Provider {
        let upload_channel =
            provider.upload_channel.as_ref().and_then(|channel| self.channel_names.meant(channel, self.diagnostics));
        let package = &provider.package;
        self.check_package(package);
        ir::Provider {
            name: string(&provider.name),
            summary: string(&provider.summary),
            package: ir::Package {
                name: name(&package.name),
                version: string(&package.version),
                rust_version: string(&package.rust_version),
                license: string(&package.license),
                docs_url: self.link(&package.docs_url),
            },
            contact: provider.contact.as_ref().map(|contact| ir::Contact {
                name: string(&contact.name),
                url: self.link(&contact.url),
                email: optional(&contact.email),
                source: self.source(&contact.source),
            }),
            upload_channel,
            headers: self.headers(&provider.headers),
            errors: self.errors(&provider.errors),
        }
    }

    /// Checks strings in the manifest for conditions that a pattern cannot express.
    fn check_package(&mut self, package: &syntax::Package) {
        let number = |version: &str| version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>();
        let least = ir::Package::LEAST_RUST;
        if number(&package.rust_version.value) < number(least) {
            let message = format!("the generated code does not compile with Rust {}", package.rust_version.value);
            let finding = RUST_TOO_OLD.at(package.rust_version.span, message);
            self.push(finding.help(format!("write `{least}` or a later version")));
        }
        let mut open = 0_i32;
        for character in package.license.value.chars() {
            open += i32::from(character == '(') - i32::from(character == ')');
            if open < 0 {
                break;
            }
        }
        if open != 0 {
            let message = format!("the parentheses of `{}` do not match", package.license.value);
            let finding = MALFORMED_NAME.at(package.license.span, message);
            self.push(finding.help("add or remove parentheses so that each one has a match"));
        }
    }

    fn headers(&mut self, headers: &Map<syntax::Header>) -> Vec<ir::Header> {
        let lowered = headers.iter().map(|(header, content)| ir::Header {
            name: header.value.clone(),
            summary: string(&content.summary),
            example: optional(&content.example),
            source: self.source(&content.source),
        });
        lowered.collect()
    }

    fn errors(&mut self, errors: &Map<syntax::ErrorStatus>) -> Vec<ir::ErrorStatus> {
        self.check_error_statuses(errors);
        let lowered = errors.iter().map(|(status, content)| ir::ErrorStatus {
            status: status.value.clone(),
            summary: string(&content.summary),
            source: self.source(&content.source),
        });
        lowered.collect()
    }

    pub(super) fn documents(&mut self, documents: &Map<syntax::Document>) -> Vec<ir::Document> {
        let lowered = documents.iter().map(|(document, content)| ir::Document {
            name: name(document),
            title: string(&content.title),
            edition: optional(&content.edition),
            url: self.link(&content.url),
        });
        lowered.collect()
    }

    pub(super) fn services(&mut self, services: &Map<syntax::Service>) -> Vec<ir::Service> {
        services
            .iter()
            .map(|(service, content)| ir::Service { name: name(service), summary: string(&content.summary) })
            .collect()
    }

    pub(super) fn regions(&mut self, regions: &Map<syntax::Region>) -> Vec<ir::Region> {
        let lowered = regions.iter().map(|(region, content)| {
            let hosts = content.hosts.iter().filter_map(|(service, host)| {
                Some((self.service_names.meant(service, self.diagnostics)?, string(host)))
            });
            let hosts = hosts.collect();
            let callbacks = content.callbacks.as_ref().map(|callbacks| ir::CallbackSenders {
                host: string(&callbacks.host),
                addresses: strings(&callbacks.addresses),
                source: self.source(&callbacks.source),
            });
            ir::Region {
                name: name(region),
                title: string(&content.name),
                hosts,
                callbacks,
                source: self.source(&content.source),
            }
        });
        lowered.collect()
    }

    pub(super) fn channels(&mut self, channels: &Map<syntax::Channel>) -> Vec<ir::Channel> {
        let lowered = channels.iter().map(|(channel, content)| ir::Channel {
            name: name(channel),
            summary: string(&content.summary),
            deprecated: self.deprecation(content.deprecated.as_ref(), ("channel", &channel.value), |lower| {
                lower.channel_names.all(ir::Replacement::Channel)
            }),
            source: self.source(&content.source),
        });
        lowered.collect()
    }

    pub(super) fn auth(&mut self, auth: &Map<syntax::Auth>) -> Vec<ir::Auth> {
        let lowered = auth.iter().map(|(way, content)| ir::Auth {
            name: name(way),
            scheme: content.scheme,
            summary: string(&content.summary),
            decisions: self.decision_ids(&content.decisions),
            source: self.source(&content.source),
        });
        lowered.collect()
    }

    pub(super) fn decisions(&mut self, decisions: Option<&Map<syntax::Decision>>) -> Vec<ir::Decision> {
        let lowered = decisions.into_iter().flatten().map(|(decision, content)| {
            let sources: Vec<ir::Source> = content.sources.iter().map(|source| self.source(source)).collect();
            let first = sources.first().map_or(ir::DocumentId(0), |source| source.document);
            let allows = self.allowed(&content.allows);
            ir::Decision {
                name: name(decision),
                sources,
                contradiction: string(&content.contradiction),
                decision: content.decision.as_ref().map_or_else(|| UNDECIDED.to_owned(), string),
                is_undecided: content.decision.is_none(),
                allows_unknown: allows.len() < content.allows.len(),
                allows,
                settles: content.settles.iter().map(|content| self.settled(content, first)).collect(),
            }
        });
        lowered.collect()
    }

    /// Resolves a contradiction: in the document that the contradiction refers to, or by default in the document of the
    /// decision's first source.
    fn settled(&mut self, content: &syntax::Settled, first: ir::DocumentId) -> ir::Settled {
        let words = |text: &Option<syntax::Text>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        let within = content.within.as_ref().and_then(|name| self.document_names.meant(name, self.diagnostics));
        ir::Settled {
            finding: content.finding.clone(),
            within: within.unwrap_or(first),
            sections: content.sections.clone(),
            operation: content.operation.as_ref().map(string),
            document: words(&content.document),
            against: words(&content.against),
            places: content.places.as_ref().map_or(1, |places| places.value),
        }
    }

    /// Resolves the rules whose findings a decision allows. Findings of most rules cannot be allowed.
    fn allowed(&mut self, names: &[syntax::Text]) -> Vec<(&'static Rule, Span)> {
        super::names::report_repeated("rule", names, self.diagnostics);
        let mut allowed = Vec::new();
        for name in names {
            match rules::by_decision().find(|rule| rule.id == name.value) {
                Some(rule) => allowed.push((rule, name.span)),
                None => {
                    let ids: Vec<&str> = rules::by_decision().map(|rule| rule.id).collect();
                    let message = format!("a decision cannot allow findings of `{}`", name.value);
                    let finding = UNKNOWN_RULE.at(name.span, message);
                    let finding = finding.help(format!("a decision can allow findings of `{}`", ids.join("`, `")));
                    self.push(finding.did_you_mean(&name.value, ids));
                }
            }
        }
        allowed
    }

    pub(super) fn timing(&mut self, timing: &syntax::Timing) -> ir::Timing {
        let lifetimes = timing.lifetimes.iter().filter_map(|(lifetime, content)| {
            Some(ir::Lifetime {
                name: name(lifetime),
                summary: string(&content.summary),
                default: self.duration(&content.default)?,
                min: content.min.as_ref().and_then(|min| self.duration(min)),
                max: content.max.as_ref().and_then(|max| self.duration(max)),
                renewed: content.renewed,
                source: self.source(&content.source),
            })
        });
        let lifetimes = lifetimes.collect();
        let states = timing.states.iter().map(|(state, content)| {
            for next in &content.next {
                if !timing.states.keys().any(|known| known == next) {
                    let finding = UNKNOWN_STATE.at(next.span, format!("unknown state `{}`", next.value));
                    let known = timing.states.keys().map(|known| known.value.as_str());
                    self.push(finding.did_you_mean(&next.value, known));
                }
            }
            ir::State {
                name: name(state),
                summary: string(&content.summary),
                next: strings(&content.next),
                source: self.source(&content.source),
            }
        });
        let states = states.collect();
        let polling = timing.polling.as_ref().map(|polling| ir::Polling {
            delays: polling.delays_seconds.iter().map(|delay| delay.value).collect(),
            summary: string(&polling.summary),
            source: self.source(&polling.source),
        });
        ir::Timing { lifetimes, polling, states }
    }

    pub(super) fn redirect(&mut self, redirect: &syntax::Redirect) -> Option<ir::Redirect> {
        let codes = redirect.error_codes.iter().map(|(code, content)| ir::ErrorCode {
            name: name(code),
            summary: optional(&content.summary),
            source: self.source(content.source.as_ref().unwrap_or(&redirect.source)),
        });
        let error_codes = codes.collect();
        let facts = redirect.facts.iter();
        let facts = facts.map(|fact| ir::Remark { text: string(&fact.text), source: self.source(&fact.source) });
        let facts = facts.collect();
        Some(ir::Redirect {
            facts,
            summary: string(&redirect.summary),
            parameters: self.type_names.resolve(&redirect.parameters, self.diagnostics)?,
            error_codes,
            source: self.source(&redirect.source),
        })
    }
}

/// The text of a decision that marks it as open.
const UNDECIDED: &str = "Nobody has decided yet.";
