//! Finds renamed items: pairs a removed name with a new one that is used at the same locations, if the items are
//! similar.
//!
//! The older spec is then compared under the new names, so that a renamed item is a single change, and other changes in
//! the item are reported as usual.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
use verispec_model::rename::{Item, Newer, all_renamed, names, replaced, uses};
use verispec_spec::parse;
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::SourceMap;
use verispec_text::yaml::{self, Node, Value};

/// The divisor that determines how similar an item must be under its old and its new name: 2 means that at least half
/// of the facts about it must be equal.
const LEAST_ALIKE: usize = 2;

/// The kinds of items, in the order in which their renames are found.
const ORDER: [Item; 6] =
    [Item::Capability, Item::Credential, Item::Operation, Item::Workflow, Item::Channel, Item::Label];

/// The placeholder for the item's name in locations and values.
const NAME: &str = "\u{a7}";

/// An item with its old and its new name.
#[derive(Debug, Clone)]
struct Rename {
    item: Item,
    old: String,
    new: String,
}

/// The older spec with the names of the newer one.
pub(super) struct Renamed {
    renames: Vec<Rename>,
    model: Model,
    sources: SourceMap,
}

/// Returns the older spec with newer names; `None` if nothing was renamed.
pub(super) fn find(old: Spec<'_>, new: Spec<'_>) -> Option<Renamed> {
    let (mut renames, mut sources) = (Vec::new(), None);
    // Facts about the later kinds contain names of the earlier ones.
    for item in ORDER {
        let before = sources.as_ref().unwrap_or(old.sources);
        let found = of_kind(item, (old.model, before), new);
        if !found.is_empty() {
            let names = Newer::new(found.iter().map(|rename| (rename.old.as_str(), rename.new.as_str())));
            sources = Some(all_renamed(before, item, &names)?);
            renames.extend(found);
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

    /// Restores the older spec's names in the older side of each change.
    pub(super) fn restore(&self, old: Spec<'_>, new: Spec<'_>, changes: &mut [Change]) {
        let moved = self.moved(old, new);
        let kinds: Vec<(BTreeMap<String, String>, Newer)> =
            ORDER.into_iter().rev().map(|item| self.older(item)).collect();
        for function in changes.iter_mut().flat_map(|change| &mut change.functions) {
            if let Some(moved) = moved.iter().find(|moved| moved.path == function.path) {
                (function.was, function.old) = (moved.was.clone(), moved.old.clone());
            }
        }
        for side in changes.iter_mut().filter_map(|change| change.old.as_mut()) {
            for (paths, names) in &kinds {
                let word = |text: &str| names.replaced(text).unwrap_or_else(|| text.to_owned());
                let path = |path: &str| paths.get(path).map_or_else(|| path.to_owned(), Clone::clone);
                side.place = side.place.renamed(path, word);
                side.value = word(&side.value);
            }
        }
    }

    /// The older paths and names of items of a kind, by the newer ones.
    fn older(&self, item: Item) -> (BTreeMap<String, String>, Newer) {
        let own = || self.renames.iter().filter(move |rename| rename.item == item);
        let paths = own().filter_map(|rename| item.moved(&rename.new, &rename.old)).collect();
        (paths, Newer::new(own().map(|rename| (rename.new.as_str(), rename.old.as_str()))))
    }

    /// Returns the renames as changes. Each lists the functions of the crate whose paths or signatures it changes.
    pub(super) fn changes(&self, old: Spec<'_>, new: Spec<'_>) -> Vec<Change> {
        let moved = self.moved(old, new);
        let changes = self.renames.iter().map(|rename| rename.change(old, new, &moved));
        changes.collect()
    }
}

impl Renamed {
    /// Returns the functions that start a workflow and whose path or signature contains another name.
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
        let [was, is] = [&self.old, &self.new].map(|name| Name::unplaced(name));
        let own = moved.iter().filter(|function| is_cause([&was, &is], function));
        Change { functions: own.cloned().collect(), ..change }
    }

    /// Formats a name for a message: file names as code, names on the wire unchanged.
    fn shown(&self, name: &str) -> String {
        match self.item {
            Item::Workflow | Item::Operation => format!("`{name}`"),
            _ => name.to_owned(),
        }
    }
}

/// Whether a function has another path because of a rename.
fn is_cause([old, new]: [&Name; 2], function: &Function) -> bool {
    let has = |path: &str, signature: &str, name: &Name| {
        let draft = || {
            signature.match_indices("Draft<").any(|(at, start)| {
                signature[at + start.len()..].strip_prefix(&name.pascal).is_some_and(|rest| rest.starts_with('>'))
            })
        };
        path.contains(&name.snake) || draft()
    };
    has(&function.was, &function.old, old) && has(&function.path, &function.new, new)
}

/// Returns the location of an item's definition.
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

/// Returns the renamed items of a kind, each with the single new name that fits.
fn of_kind(item: Item, (old, sources): (&Model, &SourceMap), new: Spec<'_>) -> Vec<Rename> {
    let (was, is) = (names(old), names(new.model));
    // If items of two kinds have the same name, its uses in the spec cannot be told apart.
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
    let (gone, fresh) = (facts(sources, item, &gone), facts(new.sources, item, &fresh));
    let found = paired(item, &gone, &fresh);
    // If a new name fits two old ones, it is paired with neither.
    let is_single = |rename: &Rename| found.iter().filter(|other| other.new == rename.new).count() == 1;
    found.iter().filter(|rename| is_single(rename)).cloned().collect()
}

/// Pairs each old name with the new name that is most alike, if exactly one is.
fn paired(item: Item, gone: &Facts, fresh: &Facts) -> Vec<Rename> {
    let names: Vec<(&String, &BTreeSet<String>)> = fresh.iter().collect();
    let mut having: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, (_, about)) in names.iter().enumerate() {
        about.iter().for_each(|fact| having.entry(fact).or_default().push(index));
    }
    let mut found = Vec::new();
    for (name, about) in gone {
        let mut both = vec![0; names.len()];
        about.iter().filter_map(|fact| having.get(fact.as_str())).flatten().for_each(|index| both[*index] += 1);
        let fits = |index: &usize| {
            let union = about.len() + names[*index].1.len() - both[*index];
            LEAST_ALIKE * both[*index] >= union && both[*index] > 0
        };
        let mut fitting: Vec<usize> = (0..names.len()).filter(fits).collect();
        fitting.sort_by_key(|index| both[*index]);
        match fitting.as_slice() {
            [.., second, best] if both[*second] == both[*best] => {}
            [.., best] => found.push(Rename { item, old: name.clone(), new: names[*best].0.clone() }),
            [] => {}
        }
    }
    found
}

/// Everything that a spec says about items, by name: where the name is used, and what its definition contains.
type Facts = BTreeMap<String, BTreeSet<String>>;

/// Returns the facts about items of a kind. Each file is parsed once.
fn facts(sources: &SourceMap, item: Item, names: &BTreeSet<String>) -> Facts {
    let mut collected = Collected {
        names: Newer::new(names.iter().map(|name| (name.as_str(), name.as_str()))),
        facts: names.iter().map(|name| (name.clone(), BTreeSet::new())).collect(),
        file: String::new(),
    };
    let own: HashMap<String, &String> =
        names.iter().filter_map(|name| Some((item.moved(name, NAME)?.0, name))).collect();
    for (id, file) in sources.iter() {
        let name = own.get(&file.path);
        if name.is_none() && collected.names.of(&sources.text(id)).is_empty() {
            continue;
        }
        if let Some(root) = yaml::tree(id, sources, &mut Diagnostics::default()) {
            let path = name.and_then(|name| item.moved(name, NAME)).map(|(_, path)| path);
            collected.file = path.unwrap_or_else(|| file.path.clone());
            let under: Vec<&str> = name.iter().map(|name| name.as_str()).collect();
            collected.collect(&root, "", &under);
        }
    }
    collected.facts
}

/// The facts that were collected so far.
struct Collected {
    names: Newer,
    facts: Facts,
    /// The path of the current file, without the name if it is about one of them.
    file: String,
}

impl Collected {
    /// Adds the facts of a node. The path within the file contains names as they are; `under` are the names whose
    /// definitions contain the node.
    fn collect(&mut self, node: &Node, path: &str, under: &[&str]) {
        match &node.value {
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    let used = self.used(&key.name);
                    let under: Vec<&str> = under.iter().copied().chain(used.iter().map(String::as_str)).collect();
                    self.collect(value, &format!("{path}.{}", key.name), &under);
                }
            }
            Value::Sequence(items) => {
                let numbered = items.iter().enumerate();
                numbered.for_each(|(index, item)| self.collect(item, &format!("{path}[{index}]"), under));
            }
            Value::String(text) if text.contains(char::is_whitespace) => self.add(under, path, text),
            Value::String(text) => {
                let used = self.used(text);
                let about: Vec<&str> = under.iter().copied().chain(used.iter().map(String::as_str)).collect();
                self.add(&about, path, text);
            }
            other => self.add(under, path, &format!("{other:?}")),
        }
    }

    fn used(&self, text: &str) -> Vec<String> {
        self.names.of(text).into_iter().map(|(_, name)| name.to_owned()).collect()
    }

    /// Adds a fact about each of these names, in which the name itself is left out.
    fn add(&mut self, about: &[&str], path: &str, text: &str) {
        for name in about {
            let bare = |text: &str| replaced(text, uses(text, name), NAME).unwrap_or_else(|| text.to_owned());
            let text = if text.contains(char::is_whitespace) { text.to_owned() } else { bare(text) };
            if let Some(facts) = self.facts.get_mut(*name) {
                facts.insert(format!("{}{}: {text}", self.file, bare(path)));
            }
        }
    }
}
