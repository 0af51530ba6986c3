//! Checks laws of the comparison: a spec does not differ from itself, the reverse comparison reports the same facts,
//! and every fact that differs between two specs also changes on the way via a third spec.

mod identity;
mod touched;
mod worlds;

use std::sync::LazyLock;

use verispec_codegen::diff::{self, Change};
use verispec_tests::folder;
use verispec_tests::random::Random;

use touched::Touched;
use worlds::World;

/// The number of random pairs and triples of specs per set.
const PAIRS: usize = 100;
const TRIPLES: usize = 60;

/// A changed fact: its location and its value on both sides.
type Fact = [Option<(String, String)>; 2];

fn fact(change: &Change) -> Fact {
    [&change.old, &change.new].map(|side| side.as_ref().map(|side| (side.place.to_string(), side.value.clone())))
}

/// Returns the facts that `diff` reports in only one direction.
fn irreversible(old: &World, new: &World) -> Vec<String> {
    let facts = |old: &World, new: &World, is_back: bool| -> Vec<Fact> {
        let changes = diff::diff(old.spec(), new.spec());
        let facts = changes.iter().map(fact).map(|[was, is]| if is_back { [is, was] } else { [was, is] });
        let mut facts: Vec<Fact> = facts.collect();
        facts.sort();
        facts
    };
    let (there, back) = (facts(old, new, false), facts(new, old, true));
    let only = |of: &[Fact], other: &[Fact], word: &str| -> Vec<String> {
        let lone = of.iter().filter(|fact| !other.contains(fact));
        lone.map(|fact| format!("{} -> {}, reported only {word}: {fact:?}", old.name, new.name)).collect()
    };
    let mut found = [only(&there, &back, "forwards"), only(&back, &there, "backwards")].concat();
    if found.is_empty() && there.len() != back.len() {
        found.push(format!("{} -> {}: {} facts, {} backwards", old.name, new.name, there.len(), back.len()));
    }
    found
}

/// Returns the changes from the first spec to the last that have no counterpart among the changes via the second spec.
fn untouched([first, second, last]: [&World; 3], counts: &mut [usize; 2]) -> Vec<String> {
    let [over, from, direct] =
        [(first, second), (second, last), (first, last)].map(|(old, new)| diff::diff(old.spec(), new.spec()));
    let texts = vec![[first.text(), second.text()], [second.text(), last.text()]];
    let touched = Touched::of(&[&over, &from], &direct, texts);
    let mut found = Vec::new();
    for change in &direct {
        match touched.covers(change) {
            Some(way) => counts[usize::from(way)] += 1,
            None => found.push(format!(
                "{} -> {} -> {}: {} at {}: {}",
                first.name,
                second.name,
                last.name,
                change.kind.id,
                change.what(),
                change.message
            )),
        }
    }
    found
}

fn assert_none(found: &[String], what: &str) {
    let shown: Vec<&str> = found.iter().take(20).map(String::as_str).collect();
    assert!(found.is_empty(), "{} {what}:\n{}", found.len(), shown.join("\n"));
}

/// Returns each set of specs with its name. They are generated only once.
fn sets() -> &'static [(&'static str, Vec<World>)] {
    static SETS: LazyLock<Vec<(&str, Vec<World>)>> = LazyLock::new(|| {
        let mut sets = vec![
            ("cases", worlds::cases()),
            ("edits of the shipped spec", worlds::edited("shipped", &folder::workspace("spec"), 5)),
            ("edits of the example spec", worlds::edited("harbor", &folder::cases("specs/harbor"), 24)),
            ("editions", worlds::editions()),
        ];
        sets.extend(worlds::given().map(|given| ("given editions", given)));
        sets
    });
    &SETS
}

#[test]
fn backwards_the_same_facts_have_changed_and_no_step_on_the_way_leaves_one_out() {
    let mut random = Random(15);
    let (mut reversed, mut skipped) = (Vec::new(), Vec::new());
    for (name, worlds) in sets() {
        let all = worlds.len() * (worlds.len() - 1);
        let mut pairs: Vec<[usize; 2]> =
            (0..worlds.len()).flat_map(|old| (0..old).map(move |new| [old, new])).collect();
        if all / 2 > PAIRS {
            pairs = (0..PAIRS).map(|_| [random.below(worlds.len()), random.below(worlds.len())]).collect();
        }
        let mut triples: Vec<[usize; 3]> = Vec::new();
        if all * (worlds.len() - 2) <= TRIPLES {
            triples.extend(pairs.iter().flat_map(|[one, other]| {
                let thirds = (0..worlds.len()).filter(move |third| third != one && third != other);
                thirds.flat_map(move |third| [[*one, third, *other], [*other, third, *one]])
            }));
        } else {
            triples.extend((0..TRIPLES).map(|_| [0; 3].map(|_| random.below(worlds.len()))));
        }
        let mut counts = [0; 2];
        for [old, new] in &pairs {
            reversed.extend(irreversible(&worlds[*old], &worlds[*new]));
        }
        for triple in &triples {
            skipped.extend(untouched(triple.map(|at| &worlds[at]), &mut counts));
        }
        println!(
            "{name}: {} specs; {} pairs compared in both directions; {} triples, in which the steps change {} facts at the same location and {} through something that contains or defines them",
            worlds.len(),
            pairs.len(),
            triples.len(),
            counts[0],
            counts[1]
        );
    }
    assert_none(&reversed, "facts are reported in only one direction");
    assert_none(&skipped, "facts are not changed by any step on the way");
}
