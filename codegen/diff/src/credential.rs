//! Compares credential categories with their parts and type codes, file kinds, and lists of codes.

use super::change::Change;
use super::pairing::{pair, words};
use super::place::SpecPlace;
use super::{Differ, listed, sorted};
use verispec_model::change::credential::{
    ADDED, CODE_ADDED, CODE_REMOVED, FILE_ADDED, FILE_LOOSENED, FILE_REMOVED, FILE_TIGHTENED, LIST_ADDED, LIST_REMOVED,
    MEDIA_ADDED, MEDIA_REMOVED, PART_ADDED, PART_FILE, PART_OPTIONAL, PART_REMOVED, PART_REQUIRED, REMOVED, RENAMED,
    TYPE_ADDED, TYPE_REMOVED, TYPE_USE,
};
use verispec_model::ir::{Credential, FileKind, Model, Part, TypeCode, Vocabulary};

fn place(credential: &Credential) -> SpecPlace {
    SpecPlace::of("credentials", &credential.stem)
}

impl Differ<'_> {
    pub(super) fn credentials(&mut self) {
        let paired = pair(&self.old.credentials, &self.new.credentials, |known| known.name.wire.as_str());
        for known in paired.gone {
            let message = format!("The category {} ({}) was removed.", known.name.wire, known.title);
            self.push(Change::new(&REMOVED, message).was(&place(known), &known.name.wire));
        }
        for known in paired.fresh {
            let message = format!("The category {} ({}) was added.", known.name.wire, known.title);
            self.push(Change::new(&ADDED, message).is(&place(known), &known.name.wire));
        }
        for (old, new) in paired.both {
            if old.stem != new.stem {
                let message = format!("The module of the category {} was renamed to `{}`.", new.name.wire, new.stem);
                self.push(Change::new(&RENAMED, message).was(&place(old), &old.stem).is(&place(new), &new.stem));
            }
            self.parts(old, new);
            self.type_codes(old, new);
        }
        self.files();
    }

    fn parts(&mut self, old: &Credential, new: &Credential) {
        let at = |known: &Credential, part: &Part| place(known).key("parts").key(&part.name.wire);
        let paired = pair(&old.parts, &new.parts, |part| part.name.wire.as_str());
        let category = &new.name.wire;
        for part in paired.gone {
            let name = &part.name.wire;
            let effect = self.without_word(Vocabulary::Parts, name);
            let message = format!("{category} no longer has the part {name}.");
            self.push(Change::new(&PART_REMOVED, message).was(&at(old, part), name).rust(effect));
        }
        for part in paired.fresh {
            let name = &part.name.wire;
            let effect = self.with_word(Vocabulary::Parts, name);
            let message = format!("{category} now has the part {name}.");
            self.push(Change::new(&PART_ADDED, message).is(&at(new, part), name).rust(effect));
        }
        for (was, is) in paired.both {
            let (name, before, after) = (&is.name.wire, at(old, was), at(new, is));
            if was.optional != is.optional {
                let (kind, said) = match is.optional {
                    true => (&PART_OPTIONAL, "is optional"),
                    false => (&PART_REQUIRED, "is required"),
                };
                let change = Change::new(kind, format!("The part {name} of {category} {said}."));
                self.push(change.was(&before.key("optional"), was.optional).is(&after.key("optional"), is.optional));
            }
            let (file, other) = (&self.old[was.file].name.wire, &self.new[is.file].name.wire);
            if file != other {
                let message = format!("The part {name} of {category} is now of the file kind `{other}`.");
                self.push(
                    Change::new(&PART_FILE, message).was(&before.key("file"), file).is(&after.key("file"), other),
                );
            }
        }
    }

    fn type_codes(&mut self, old: &Credential, new: &Credential) {
        let at = |known: &Credential, code: &TypeCode| place(known).key("types").key(&code.name.wire);
        let paired = pair(&old.types, &new.types, |code| code.name.wire.as_str());
        let category = &new.name.wire;
        for code in paired.gone {
            let name = &code.name.wire;
            let message = format!("{category} can no longer be of the type {name}.");
            self.push(Change::new(&TYPE_REMOVED, message).was(&at(old, code), name));
        }
        for code in paired.fresh {
            let name = &code.name.wire;
            let message = format!("{category} can now be of the type {name}.");
            self.push(Change::new(&TYPE_ADDED, message).is(&at(new, code), name));
        }
        for (was, is) in paired.both {
            let (before, after) = (uses(self.old, was), uses(self.new, is));
            if before != after {
                let message = format!("The type {} of {category} can now be preset for: {after}.", is.name.wire);
                let (was, is) = (at(old, was), at(new, is));
                self.push(Change::new(&TYPE_USE, message).was(&was.key("only"), before).is(&is.key("only"), after));
            }
        }
    }

    fn files(&mut self) {
        let at = |file: &FileKind| SpecPlace::file("files").key("files").key(&file.name.wire);
        let paired = pair(&self.old.files, &self.new.files, |file| file.name.wire.as_str());
        for file in paired.gone {
            let name = &file.name.wire;
            self.push(Change::new(&FILE_REMOVED, format!("The file kind `{name}` was removed.")).was(&at(file), name));
        }
        for file in paired.fresh {
            let name = &file.name.wire;
            self.push(Change::new(&FILE_ADDED, format!("The file kind `{name}` was added.")).is(&at(file), name));
        }
        for (old, new) in paired.both {
            let width = (old.max_width.map(u64::from), new.max_width.map(u64::from));
            let height = (old.max_height.map(u64::from), new.max_height.map(u64::from));
            let limits = [("max_bytes", (old.max_bytes, new.max_bytes)), ("max_width", width), ("max_height", height)];
            for (key, (was, is)) in limits.into_iter().filter(|(_, (was, is))| was != is) {
                let tightened = is.is_some_and(|is| was.is_none_or(|was| is < was));
                let kind = if tightened { &FILE_TIGHTENED } else { &FILE_LOOSENED };
                let words = |limit: Option<u64>| limit.map_or("none".to_owned(), |limit| limit.to_string());
                let message = format!("The {key} of the file kind `{}` is now {}.", new.name.wire, words(is));
                self.push(Change::new(kind, message).at(&at(new).key(key), words(was), words(is)));
            }
            for (key, was, is) in
                [("media_types", &old.media_types, &new.media_types), ("extensions", &old.extensions, &new.extensions)]
            {
                let (gone, fresh) = words(was, is);
                for word in gone {
                    let message = format!("Files of the kind `{}` can no longer be {word}.", new.name.wire);
                    self.push(Change::new(&MEDIA_REMOVED, message).was(&at(old).key(key).item(word), word));
                }
                for word in fresh {
                    let message = format!("Files of the kind `{}` can now be {word}.", new.name.wire);
                    self.push(Change::new(&MEDIA_ADDED, message).is(&at(new).key(key).item(word), word));
                }
            }
        }
    }

    pub(super) fn lists(&mut self) {
        let at = |name: &str| SpecPlace::of("lists", name);
        let paired = pair(&self.old.lists, &self.new.lists, |list| list.name.wire.as_str());
        for list in paired.gone {
            let name = &list.name.wire;
            self.push(Change::new(&LIST_REMOVED, format!("The list `{name}` was removed.")).was(&at(name), name));
        }
        for list in paired.fresh {
            let name = &list.name.wire;
            self.push(Change::new(&LIST_ADDED, format!("The list `{name}` was added.")).is(&at(name), name));
        }
        for (old, new) in paired.both {
            let name = &new.name.wire;
            let (gone, fresh) = words(&old.values, &new.values);
            for code in gone {
                let message = format!("The list `{name}` no longer has the code {code}.");
                self.push(Change::new(&CODE_REMOVED, message).was(&at(name).key("values").item(code), code));
            }
            for code in fresh {
                let message = format!("The list `{name}` now has the code {code}.");
                self.push(Change::new(&CODE_ADDED, message).is(&at(name).key("values").item(code), code));
            }
        }
    }
}

/// Returns the contexts in which a type code may be used, in canonical order.
fn uses(model: &Model, code: &TypeCode) -> String {
    let mut places: Vec<String> = code
        .only
        .iter()
        .map(|place| {
            let workflows = sorted(place.workflows.iter().map(|id| model[*id].name.wire.as_str()));
            let channels = sorted(place.channels.iter().map(|id| model[*id].name.wire.as_str()));
            match (workflows.is_empty(), channels.is_empty()) {
                (false, true) => listed(workflows),
                (true, _) => listed(channels),
                (false, false) => format!("{} over {}", listed(workflows), listed(channels)),
            }
        })
        .collect();
    places.sort();
    if places.is_empty() { "everything".to_owned() } else { places.join("; ") }
}
