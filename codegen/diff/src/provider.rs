//! Compares the provider: regions with their hosts, channels, headers, errors, authorization methods, and the crate
//! itself.

use super::change::Change;
use super::pairing::{pair, words};
use super::place::SpecPlace;
use super::{Differ, listed};
use verispec_model::change::Effect;
use verispec_model::change::provider::{
    CALLBACK_ADDED, CALLBACK_HOST, CALLBACK_REMOVED, CHANNEL_ADDED, CHANNEL_REMOVED, ERROR_ADDED, ERROR_REMOVED,
    HEADER_ADDED, HEADER_REMOVED, HOST, PACKAGE, REGION_ADDED, REGION_REMOVED, RUST_VERSION, SCHEME, SERVICE_ADDED,
    SERVICE_REMOVED, UPLOAD_CHANNEL,
};
use verispec_model::ir::{AuthScheme, Model, Region, Vocabulary};

fn file() -> SpecPlace {
    SpecPlace::file("provider")
}

impl Differ<'_> {
    pub(super) fn provider(&mut self) {
        self.package();
        let paired = pair(&self.old.regions, &self.new.regions, |region| region.name.wire.as_str());
        let at = |region: &Region| file().key("regions").key(&region.name.wire);
        for region in paired.gone {
            let message = format!("The region {} ({}) was removed.", region.name.wire, region.title);
            self.push(Change::new(&REGION_REMOVED, message).was(&at(region), &region.name.wire));
        }
        for region in paired.fresh {
            let message = format!("The region {} ({}) was added.", region.name.wire, region.title);
            self.push(Change::new(&REGION_ADDED, message).is(&at(region), &region.name.wire));
        }
        for (old, new) in paired.both {
            self.hosts(old, new);
            self.callbacks(old, new);
        }
        self.services_and_channels();
        self.conventions();
    }

    fn package(&mut self) {
        let (old, new) = (&self.old.provider.package, &self.new.provider.package);
        let at = file().key("package");
        if old.name != new.name {
            let message = format!("The crate was renamed to {}.", new.name.wire);
            self.push(Change::new(&PACKAGE, message).at(&at.key("name"), &old.name.wire, &new.name.wire));
        }
        if old.rust_version != new.rust_version {
            let message = format!("The minimum Rust version is now {}.", new.rust_version);
            let change = Change::new(&RUST_VERSION, message);
            self.push(change.at(&at.key("rust_version"), &old.rust_version, &new.rust_version));
        }
    }

    fn hosts(&mut self, old: &Region, new: &Region) {
        for (id, host) in &new.hosts {
            let service = &self.new[*id].name;
            let before = old.hosts.iter().find(|(known, _)| self.old[*known].name == *service);
            let Some((_, before)) = before.filter(|(_, before)| before != host) else { continue };
            let at = file().key("regions").key(&new.name.wire).key("hosts").key(&service.wire);
            let message =
                format!("In the region {}, the host of the service {} is now {host}.", new.name.wire, service.wire);
            self.push(Change::new(&HOST, message).at(&at, before, host));
        }
    }

    fn callbacks(&mut self, old: &Region, new: &Region) {
        let name = &new.name.wire;
        let at = file().key("regions").key(name).key("callbacks");
        let host = |region: &Region| listed(region.callbacks.iter().map(|callbacks| callbacks.host.as_str()));
        let (was, is) = (host(old), host(new));
        if was != is {
            let message = format!("Callbacks of the region {name} now come from the host {is}.");
            self.push(Change::new(&CALLBACK_HOST, message).at(&at.key("host"), was, is));
        }
        let addresses = |region: &Region| -> Vec<String> {
            region.callbacks.iter().flat_map(|callbacks| callbacks.addresses.clone()).collect()
        };
        let (was, is) = (addresses(old), addresses(new));
        let (gone, fresh) = words(&was, &is);
        for address in gone {
            let message = format!("Callbacks of the region {name} no longer come from {address}.");
            self.push(Change::new(&CALLBACK_REMOVED, message).was(&at.key("addresses").item(address), address));
        }
        for address in fresh {
            let message = format!("Callbacks of the region {name} can now come from {address}.");
            self.push(Change::new(&CALLBACK_ADDED, message).is(&at.key("addresses").item(address), address));
        }
    }

    fn services_and_channels(&mut self) {
        let names = |model: &Model| model.services.iter().map(|known| known.name.wire.clone()).collect::<Vec<_>>();
        let (was, is) = (names(self.old), names(self.new));
        let (gone, fresh) = words(&was, &is);
        let at = file().key("services");
        for name in gone {
            self.push(
                Change::new(&SERVICE_REMOVED, format!("The service {name} was removed.")).was(&at.key(name), name),
            );
        }
        for name in fresh {
            self.push(Change::new(&SERVICE_ADDED, format!("The service {name} was added.")).is(&at.key(name), name));
        }
        let names = |model: &Model| model.channels.iter().map(|known| known.name.wire.clone()).collect::<Vec<_>>();
        let (was, is) = (names(self.old), names(self.new));
        let (gone, fresh) = words(&was, &is);
        let at = file().key("channels");
        for name in gone {
            let effect = self.without_word(Vocabulary::Channels, name);
            let message = format!("The channel {name} was removed.");
            self.push(Change::new(&CHANNEL_REMOVED, message).was(&at.key(name), name).rust(effect));
        }
        for name in fresh {
            let effect = self.with_word(Vocabulary::Channels, name);
            let message = format!("The channel {name} was added.");
            self.push(Change::new(&CHANNEL_ADDED, message).is(&at.key(name), name).rust(effect));
        }
        let name = |model: &Model| model.upload_channel().map_or_else(String::new, |channel| channel.name.wire.clone());
        let (was, is) = (name(self.old), name(self.new));
        if was != is {
            let message = match is.as_str() {
                "" => "No channel is used to upload parts any more.".to_owned(),
                is => format!("Parts are now uploaded over {is}."),
            };
            self.push(Change::new(&UPLOAD_CHANNEL, message).at(&file().key("upload_channel"), was, is));
        }
    }

    fn conventions(&mut self) {
        let names = |model: &Model| model.provider.headers.iter().map(|known| known.name.clone()).collect::<Vec<_>>();
        let (was, is) = (names(self.old), names(self.new));
        let (gone, fresh) = words(&was, &is);
        let at = file().key("headers");
        for name in gone {
            let message = format!("Requests no longer need the header {name}.");
            self.push(Change::new(&HEADER_REMOVED, message).was(&at.key(name), name));
        }
        for name in fresh {
            let message = format!("Every request now needs the header {name}.");
            self.push(Change::new(&HEADER_ADDED, message).is(&at.key(name), name));
        }
        let names = |model: &Model| model.provider.errors.iter().map(|known| known.status.clone()).collect::<Vec<_>>();
        let (was, is) = (names(self.old), names(self.new));
        let (gone, fresh) = words(&was, &is);
        let at = file().key("errors");
        for name in gone {
            let message = format!("The provider no longer returns the status {name}.");
            self.push(Change::new(&ERROR_REMOVED, message).was(&at.key(name), name));
        }
        for name in fresh {
            let message = format!("The provider can now return the status {name}.");
            self.push(Change::new(&ERROR_ADDED, message).is(&at.key(name), name));
        }
        let paired = pair(&self.old.auth, &self.new.auth, |auth| auth.name.wire.as_str());
        for (old, new) in paired.both.into_iter().filter(|(old, new)| old.scheme != new.scheme) {
            let at = file().key("auth").key(&new.name.wire).key("scheme");
            let (was, is) = (old.scheme_in_words(), new.scheme_in_words());
            // If credentials are no longer needed, existing ones still work.
            let effect = if new.scheme == AuthScheme::None { Effect::Compatible } else { SCHEME.wire };
            let message = format!("The authorization method `{}` now uses this scheme: {is}.", new.name.wire);
            self.push(Change::new(&SCHEME, message).at(&at, was, is).wire(effect));
        }
    }
}
