//! Writes `provider.yaml`, `timing.yaml` and `files.yaml`: hosts, channels and headers, with many gaps to fill in.

use std::collections::BTreeSet;

use crate::document::media_type;

use super::{SILENT, Writer, blank, new_file, silent, todo};
use crate::import::facts::{DocumentPlace, FileKind, Region};
use crate::import::stand_in;
use crate::import::yaml::{Entry, Yaml};
use verispec_model::ir::Package;
use verispec_text::file::File;

impl Writer<'_> {
    pub(super) fn provider(&self) -> File {
        let facts = self.facts;
        let title = facts.title.as_deref().unwrap_or(self.beside.document);
        let document = Entry::new("title", Yaml::text(title));
        let named = Entry::new(self.beside.document, Yaml::Map(vec![document]));
        let upload = facts.upload_channel.as_deref().map_or_else(|| blank("the channel of uploads"), Yaml::text);
        let entries = vec![
            Entry::new("name", Yaml::text("Imported provider")).noted(todo("name the provider")),
            silent("summary", "say what the provider's API does"),
            Entry::new("package", self.package()).apart(),
            Entry::new("documents", Yaml::Map(vec![named])).apart(),
            Entry::new("services", self.services()).apart(),
            Entry::new("regions", self.regions()).apart(),
            Entry::new("channels", self.channels()).apart(),
            Entry::new("upload_channel", upload).noted(facts.upload_channel_todo.clone()),
            Entry::new("headers", self.headers()).apart(),
            Entry::new("errors", Yaml::Map(Vec::new())).apart().noted(todo("list the statuses that report an error")),
            Entry::new("auth", self.auth()).apart(),
        ];
        new_file("provider.yaml".to_owned(), "provider", &entries)
    }

    fn package(&self) -> Yaml {
        let name = crate::import::gather::plain_name(self.beside.document).kebab();
        let name: String = name.chars().take(50).collect();
        let name = name.trim_end_matches('-');
        Yaml::Map(vec![
            Entry::new("name", Yaml::text(&format!("imported-{name}"))).noted(todo("name the crate")),
            Entry::new("version", Yaml::Scalar("\"0.1.0\"".to_owned())),
            Entry::new("rust_version", Yaml::Scalar(format!("{:?}", Package::LEAST_RUST))),
            Entry::new("license", Yaml::text("UNLICENSED")).noted(todo("choose a license for the crate")),
        ])
    }

    fn services(&self) -> Yaml {
        Yaml::Map(self.facts.services.keys().map(|name| self.service(name)).collect())
    }

    pub(in crate::import) fn service(&self, name: &str) -> Entry {
        Entry::new(name, Yaml::Map(vec![silent("summary", "say what the service is for")]))
    }

    fn regions(&self) -> Yaml {
        Yaml::Map(self.facts.regions.iter().map(|(name, region)| self.region(name, region, &[])).collect())
    }

    /// Writes a region with a host for each of `services`.
    pub(in crate::import) fn region(&self, name: &str, region: &Region, services: &[&str]) -> Entry {
        let hosts = region.hosts.iter().map(|(service, host)| {
            let missing = (host == stand_in::HOST).then(|| "todo: the document does not state the host".to_owned());
            Entry::new(service, Yaml::text(host)).noted(missing)
        });
        let missing = services.iter().filter(|service| !region.hosts.contains_key(**service));
        let hosts = hosts.chain(missing.map(|service| Entry::new(service, blank("the host"))));
        let entries = vec![
            Entry::new("name", Yaml::text(name)).noted(todo("say what the region is called")),
            Entry::new("hosts", Yaml::Map(hosts.collect())),
            self.shared(&region.place),
        ];
        Entry::new(name, Yaml::Map(entries))
    }

    fn channels(&self) -> Yaml {
        Yaml::Map(self.facts.channels.iter().map(|(name, place)| self.channel(name, place)).collect())
    }

    pub(in crate::import) fn channel(&self, name: &str, place: &DocumentPlace) -> Entry {
        Entry::new(name, Yaml::Map(vec![silent("summary", "say what the channel is"), self.shared(place)]))
    }

    fn headers(&self) -> Yaml {
        let headers = self.facts.headers.iter().map(|(name, (example, place))| {
            let entries = vec![
                silent("summary", "say what the header contains"),
                Entry::new("example", Yaml::text(example)),
                self.shared(place),
            ];
            Entry::new(name, Yaml::Map(entries))
        });
        Yaml::Map(headers.collect())
    }

    fn auth(&self) -> Yaml {
        let schemes = self.facts.schemes.iter().map(|(name, (word, place))| {
            let entries = vec![
                Entry::new("scheme", Yaml::text(word)),
                silent("summary", "say where the credentials come from"),
                self.shared(place),
            ];
            Entry::new(name, Yaml::Map(entries))
        });
        Yaml::Map(schemes.collect())
    }

    pub(super) fn timing(&self) -> File {
        let none = || Yaml::Map(Vec::new());
        let polling = vec![
            Entry::new("delays_seconds", Yaml::list([Yaml::number(stand_in::DELAY_SECONDS)])),
            Entry::new("summary", Yaml::prose(SILENT)),
            self.nowhere(),
        ];
        let entries = vec![
            Entry::new("lifetimes", none()).noted(todo("say how long tokens and sessions live")),
            Entry::new("polling", Yaml::Map(polling)).noted(todo("say when to poll for a result")),
            Entry::new("states", none()).noted(todo("list the states of an execution")),
        ];
        new_file("timing.yaml".to_owned(), "timing", &entries)
    }

    pub(super) fn files(&self) -> Option<File> {
        let files = self.facts.files.iter().map(|(name, kind)| self.file_kind(name, kind));
        let files: Vec<Entry> = files.collect();
        (!files.is_empty())
            .then(|| new_file("files.yaml".to_owned(), "files", &[Entry::new("files", Yaml::Map(files))]))
    }

    pub(in crate::import) fn file_kind(&self, name: &str, kind: &FileKind) -> Entry {
        // A format without a media type of its own counts as bytes.
        let known = |ending: &String| {
            match media_type(ending) {
                known if known == ending => "application/octet-stream",
                known => known,
            }
            .to_owned()
        };
        let each_once = |words: Vec<String>| {
            let mut seen = BTreeSet::new();
            words.into_iter().filter(|word| seen.insert(word.clone())).collect::<Vec<_>>()
        };
        let media_types = each_once(kind.extensions.iter().map(known).collect());
        let silent_kind = media_types.is_empty();
        let (media_types, extensions) = match silent_kind {
            true => (vec!["application/octet-stream".to_owned()], vec!["bin".to_owned()]),
            false => (media_types, each_once(kind.extensions.clone())),
        };
        let summary = match &kind.text {
            Some(text) => Entry::new("summary", Yaml::prose(text)),
            None => silent("summary", "say what files these are, and which limits they have"),
        };
        let mut entries = vec![
            summary,
            Entry::new("media_types", Yaml::words(media_types)),
            Entry::new("extensions", Yaml::words(extensions)),
        ];
        let sides = kind.pixels.map(|[width, height]| [("max_width", width), ("max_height", height)]);
        let limits = kind.bytes.map(|bytes| ("max_bytes", bytes)).into_iter().chain(sides.into_iter().flatten());
        entries.extend(limits.map(|(name, limit)| Entry::new(name, Yaml::number(limit))));
        entries.push(self.shared(&kind.place));
        Entry::new(name, Yaml::Map(entries))
    }
}
