//! Renders the page of secret and personal fields: what each payload reveals about the end user, and where the data
//! comes from.

use minijinja::{Value, context};

use super::Pages;
use super::text::{code, md, values};
use verispec_model::ir::{Part, ShelteredMember, ShelteredPayload};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `personal-data.md`.
    pub(super) fn personal_data(&self) -> File {
        let payloads = self.model.sheltered_payloads();
        let rows = payloads.iter().map(|payload| self.sheltered_payload(payload));
        let parts = self.model.credentials.iter().zip(0..).filter(|(credential, _)| !credential.parts.is_empty());
        let files = parts.map(|(credential, index)| {
            context! {
                credential => self.links().credential(verispec_model::ir::CredentialId(index)),
                parts => values(credential.parts.iter().map(|part: &Part| code(&part.name.wire))),
            }
        });
        let context = context! { payloads => values(rows), files => values(files) };
        self.page("personal-data.md", "schemas/", "personal_data.md.j2", context)
    }

    fn sheltered_payload(&self, payload: &ShelteredPayload<'_>) -> Value {
        context! {
            operation => self.links().operation(payload.operation),
            kind => self.links().type_(payload.kind),
            side => if payload.ours { "request" } else { "response" },
            members => values(payload.members.iter().map(|member| self.sheltered(member, payload.ours))),
        }
    }

    fn sheltered(&self, member: &ShelteredMember<'_>, ours: bool) -> Value {
        let links = self.links();
        let origin = match member.capability {
            Some(id) => {
                let credentials = self.model.credentials_behind(id);
                let from = credentials.into_iter().map(|id| links.credential(id)).collect::<Vec<_>>();
                let from = if from.is_empty() { String::new() } else { format!(" over {}", from.join(", ")) };
                format!("{}{from}", links.capability(id))
            }
            None if ours => "the customer".to_owned(),
            None => "the provider".to_owned(),
        };
        context! {
            path => code(&member.path),
            what => self.model.description_of(member.field).map_or_else(String::new, md),
            nature => member.nature(),
            origin => origin,
        }
    }
}
