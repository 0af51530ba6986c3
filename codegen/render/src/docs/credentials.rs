//! Renders the page of credentials, channels and file kinds.

use minijinja::{Value, context};

use super::Pages;
use super::link::{CHANNELS, FILES};
use super::text::{codes, limits, maybe, values};
use verispec_model::ir::{Credential, CredentialId, FileKind};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `credentials.md`.
    pub(super) fn credentials(&self) -> File {
        let (links, model) = (self.links(), self.model);
        let channel = |channel: &verispec_model::ir::Channel| {
            context! {
                name => channel.name.wire.as_str(),
                summary => channel.summary.as_str(),
                deprecated => maybe(links.deprecated(channel.deprecated.as_ref())),
                source => links.source(&channel.source),
            }
        };
        let context = context! {
            channels_heading => CHANNELS,
            channels => values(model.channels.iter().map(channel)),
            upload_channel => maybe(model.upload_channel().map(|channel| channel.name.wire.as_str())),
            upload_operations => values(model.upload_operations().into_iter().map(|id| links.operation(id))),
            files_heading => FILES,
            files => values(model.files.iter().map(|file| self.file_kind(file))),
            credentials => values(model.credentials.iter().enumerate().map(|(index, credential)| self.credential(CredentialId(index), credential))),
        };
        self.page("credentials.md", "credentials/", "credentials.md.j2", context)
    }

    fn credential(&self, id: CredentialId, credential: &Credential) -> Value {
        let (links, model) = (self.links(), self.model);
        let part = |part: &verispec_model::ir::Part| {
            context! {
                name => part.name.wire.as_str(),
                summary => part.summary.as_str(),
                needed => if part.optional { "if available" } else { "yes" },
                file => links.file(part.file),
                media_types => codes(&model[part.file].media_types),
                limits => limits(&model[part.file].limits_in_words()),
            }
        };
        let code = |code: &verispec_model::ir::TypeCode| {
            context! {
                name => code.name.wire.as_str(),
                summary => code.summary.as_str(),
                deprecated => maybe(links.deprecated(code.deprecated.as_ref())),
                usable => code.usable_in_words(model).join("; "),
            }
        };
        context! {
            name => credential.name.wire.as_str(),
            title => credential.title.as_str(),
            summary => credential.summary.as_str(),
            parts => values(credential.parts.iter().map(part)),
            types => values(credential.types.iter().map(code)),
            workflows => values(model.workflows_using(id).into_iter().map(|workflow| links.workflow(workflow))),
            source => links.source(&credential.source),
            decisions => values(credential.decisions.iter().map(|id| links.decision(*id))),
        }
    }

    fn file_kind(&self, file: &FileKind) -> Value {
        let links = self.links();
        context! {
            name => file.name.wire.as_str(),
            summary => file.summary.as_str(),
            media_types => codes(&file.media_types),
            extensions => codes(&file.extensions),
            limits => limits(&file.limits_in_words()),
            source => links.source(&file.source),
            decisions => values(file.decisions.iter().map(|id| links.decision(*id))),
        }
    }
}
