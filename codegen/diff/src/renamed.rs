//! Finds renamed items: a name that is gone and a new one that is used at the same places, for items that are alike.
//!
//! The older spec is then compared under the new names, so that a renamed item is one change, and whatever else changed
//! in it is reported as usual.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Function};
use super::place::SpecPlace;
use super::signature::functions;
use super::{Effect, Spec, has_word};
use verispec_model::change::capability::{LABEL_RENAMED, NAME as CAPABILITY};
use verispec_model::change::credential::NAME as CREDENTIAL;
use verispec_model::change::operation::RENAMED as OPERATION;
use verispec_model::change::provider::CHANNEL_RENAMED;
use verispec_model::change::workflow::RENAMED as WORKFLOW;
use verispec_model::ir::{Model, Name, Vocabulary};
use verispec_model::rename::{Item, names, renamed, replaced, uses};
use verispec_spec::parse;
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::SourceMap;
use verispec_text::yaml::{self, Node, Value};

/// An item is the same one if at least this part of everything about it is the same, as one divided by it.
const LEAST_ALIKE: usize = 2;

/// The kinds in the order in which renames are found.
const ORDER: [Item; 6] =
    [Item::Capability, Item::Credential, Item::Operation, Item::Workflow, Item::Channel, Item::Label];

/// Stands for the name in places and values.
const NAME: &str = "\u{a7}";

/// An item under two names.
#[derive(Debug, Clone)]
struct Rename {
    item: Item,
    old: String,
    new: String,
}

/// The older spec under the names of the newer one.
pub(super) struct Renamed {
    renames: Vec<Rename>,
    model: Model,
    sources: SourceMap,
}

/// The older spec under newer names; `None` if nothing was renamed.
pub(super) fn find(old: Spec<'_>, new: Spec<'_>) -> Option<Renamed> {
    let (mut renames, mut sources) = (Vec::new(), None);
    // Facts about the later kinds contain names of the earlier ones.
    for item in ORDER {
        for rename in of_kind(item, (old.model, sources.as_ref().unwrap_or(old.sources)), new) {
            sources = renamed(sources.as_ref().unwrap_or(old.sources), item, &rename.old, &rename.new);
            sources.as_ref()?;
            renames.push(rename);
        }
    }
    let sources = sources?;
    let mut found = Diagnostics::default();
    let spec = parse::parse(&sources, &mut found);
    let model = verispec_model::lower::lower(&spec, &mut found)?;
    Some(Renamed { renames, model, sources })
}

impl Renamed {
    pub(super) fn spec(&self) -> Spec<'_> {
        Spec { model: &self.model, sources: &self.sources }
    }

    /// Gives the older sides of changes their names in the older spec.
    pub(super) fn restore(&self, old: Spec<'_>, new: Spec<'_>, changes: &mut [Change]) {
        let moved = self.moved(old, new);
        for function in changes.iter_mut().flat_map(|change| &mut change.functions) {
            if let Some(moved) = moved.iter().find(|moved| moved.path == function.path) {
                (function.was, function.old) = (moved.was.clone(), moved.old.clone());
            }
        }
        for side in changes.iter_mut().filter_map(|change| change.old.as_mut()) {
            for Rename { item, old, new } in self.renames.iter().rev() {
                let word = |text: &str| replaced(text, uses(text, new), old).unwrap_or_else(|| text.to_owned());
                side.place = side.place.renamed(|path| item.path(path, new, old), word);
                side.value = word(&side.value);
            }
        }
    }

    /// The renames themselves. Each names the functions of the crate that are called differently because of it.
    pub(super) fn changes(&self, old: Spec<'_>, new: Spec<'_>) -> Vec<Change> {
        let moved = self.moved(old, new);
        let changes = self.renames.iter().map(|rename| rename.change(old, new, &moved));
        changes.collect()
    }
}

impl Renamed {
    /// The functions that start a workflow whose path or signature contains another name.
    fn moved(&self, old: Spec<'_>, new: Spec<'_>) -> Vec<Function> {
        let (mut between, is) = (functions(&self.model), functions(new.model));
        let is: BTreeMap<String, String> = is.into_values().collect();
        let both = functions(old.model).into_iter().filter_map(|(id, before)| Some((before, between.remove(&id)?)));
        let moved = both.filter(|(before, between)| before != between);
        let function = |((was, old), (path, same)): ((String, String), (String, String))| {
            let new = is.get(&path).cloned().unwrap_or(same);
            Function { path, was, old, new }
        };
        moved.map(function).collect()
    }
}

impl Rename {
    fn change(&self, old: Spec<'_>, new: Spec<'_>, moved: &[Function]) -> Change {
        let kind = match self.item {
            Item::Workflow => &WORKFLOW,
            Item::Operation => &OPERATION,
            Item::Capability => &CAPABILITY,
            Item::Channel => &CHANNEL_RENAMED,
            Item::Credential => &CREDENTIAL,
            Item::Label => &LABEL_RENAMED,
        };
        let has = |vocabulary| match has_word(old.model, vocabulary, &self.old) {
            true => Effect::Breaking,
            false => Effect::None,
        };
        let rust = match self.item {
            Item::Channel => has(Vocabulary::Channels),
            Item::Label => has(Vocabulary::Labels),
            _ => kind.rust,
        };
        let message =
            format!("The {} {} was renamed to {}.", self.item.word(), self.shown(&self.old), self.shown(&self.new));
        let change = Change::new(kind, message)
            .was(&place(old.model, self.item, &self.old), &self.old)
            .is(&place(new.model, self.item, &self.new), &self.new)
            .rust(rust);
        let own = moved.iter().filter(|function| self.is_cause(function));
        Change { functions: own.cloned().collect(), ..change }
    }

    /// Names of files are code; those on the wire are written as they are.
    fn shown(&self, name: &str) -> String {
        match self.item {
            Item::Workflow | Item::Operation => format!("`{name}`"),
            _ => name.to_owned(),
        }
    }

    /// Whether a function has another path because of this.
    fn is_cause(&self, function: &Function) -> bool {
        let spelled = |name: &str| Name::unplaced(name);
        let (old, new) = (spelled(&self.old), spelled(&self.new));
        let has = |path: &str, signature: &str, name: &Name| {
            path.contains(&name.snake) || signature.contains(&format!("Draft<{}>", name.pascal))
        };
        has(&function.was, &function.old, &old) && has(&function.path, &function.new, &new)
    }
}

/// Where an item is defined.
fn place(model: &Model, item: Item, name: &str) -> SpecPlace {
    match item {
        Item::Workflow => SpecPlace::of("workflows", name),
        Item::Operation => SpecPlace::of("operations", name),
        Item::Channel => SpecPlace::file("provider").key("channels").key(name),
        Item::Capability => {
            let known = model.capabilities.iter().find(|known| known.name.wire == name);
            SpecPlace::of("capabilities", known.map_or(name, |known| &known.stem)).key("name")
        }
        Item::Credential => {
            let known = model.credentials.iter().find(|known| known.name.wire == name);
            SpecPlace::of("credentials", known.map_or(name, |known| &known.stem)).key("category")
        }
        Item::Label => {
            let decisions =
                model.capabilities.iter().flat_map(|known| known.decisions.iter().map(move |it| (known, it)));
            let first = decisions.into_iter().find(|(_, (_, labels))| labels.iter().any(|label| label == name));
            let at = first.map(|(known, (decision, _))| {
                SpecPlace::of("capabilities", &known.stem).key("decisions").key(decision).item(name)
            });
            at.unwrap_or_else(|| SpecPlace::file("capabilities"))
        }
    }
}

/// The items of a kind that have another name, each with the only name that fits.
fn of_kind(item: Item, (old, sources): (&Model, &SourceMap), new: Spec<'_>) -> Vec<Rename> {
    let (was, is) = (names(old), names(new.model));
    // A name of two kinds of items cannot be told apart in the text of a spec.
    let is_free = |name: &&String| {
        let is_other = |(other, names): (&Item, &Vec<String>)| *other != item && names.contains(name);
        !was.iter().any(is_other) && !is.iter().any(is_other)
    };
    let only = |of: &BTreeMap<Item, Vec<String>>, other: &BTreeMap<Item, Vec<String>>| -> BTreeSet<String> {
        let known = |name: &&String| !other.get(&item).is_some_and(|names| names.contains(name));
        of.get(&item).into_iter().flatten().filter(known).filter(is_free).cloned().collect()
    };
    let (gone, fresh) = (only(&was, &is), only(&is, &was));
    if gone.is_empty() || fresh.is_empty() {
        return Vec::new();
    }
    let all = |sources: &SourceMap, names: &BTreeSet<String>| -> Vec<(String, BTreeSet<String>)> {
        names.iter().map(|name| (name.clone(), facts(sources, item, name))).collect()
    };
    let (gone, fresh) = (all(sources, &gone), all(new.sources, &fresh));
    let mut found = Vec::new();
    for (name, about) in &gone {
        let alike = |other: &BTreeSet<String>| {
            let both = about.intersection(other).count();
            let union = about.union(other).count();
            (LEAST_ALIKE * both >= union && both > 0).then_some(both)
        };
        let mut fitting: Vec<_> = fresh.iter().filter_map(|(other, about)| Some((alike(about)?, other))).collect();
        fitting.sort();
        if let [.., (most, other)] = fitting.as_slice()
            && fitting.iter().filter(|(count, _)| count == most).count() == 1
        {
            found.push(Rename { item, old: name.clone(), new: (*other).clone() });
        }
    }
    // A new name that fits two old ones is the name of neither.
    let is_single = |rename: &Rename| found.iter().filter(|other| other.new == rename.new).count() == 1;
    found.iter().filter(|rename| is_single(rename)).cloned().collect()
}

/// Everything that a spec says about an item: where its name is used, and what its definition contains.
fn facts(sources: &SourceMap, item: Item, name: &str) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for (id, file) in sources.iter() {
        let path = item.path(&file.path, name, NAME);
        let is_own = path != file.path;
        if !is_own && !sources.text(id).contains(name) {
            continue;
        }
        if let Some(root) = yaml::tree(id, sources, &mut Diagnostics::default()) {
            collect(&root, &path, name, is_own, &mut facts);
        }
    }
    facts
}

fn collect(node: &Node, path: &str, name: &str, is_own: bool, facts: &mut BTreeSet<String>) {
    let bare = |text: &str| replaced(text, uses(text, name), NAME).unwrap_or_else(|| text.to_owned());
    match &node.value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                let own = bare(&key.name);
                let is_own = is_own || own != key.name;
                collect(value, &format!("{path}.{own}"), name, is_own, facts);
            }
        }
        Value::Sequence(items) => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(index, item)| collect(item, &format!("{path}[{index}]"), name, is_own, facts));
        }
        Value::String(text) if text.contains(char::is_whitespace) => {
            facts.extend(is_own.then(|| format!("{path}: {text}")))
        }
        Value::String(text) => {
            let own = bare(text);
            facts.extend((is_own || own != *text).then(|| format!("{path}: {own}")));
        }
        other => facts.extend(is_own.then(|| format!("{path}: {other:?}"))),
    }
}
