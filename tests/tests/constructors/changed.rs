//! Checks that changes between specs list every function whose signature differs between the generated crates, with
//! both signatures, and no other functions.

use std::collections::BTreeMap;
use std::sync::Arc;

use verispec_codegen::diff::Area;
use verispec_codegen::render;
use verispec_tests::change_case::{ChangeCase, Loaded};

use super::signatures::signatures;

/// The areas of change that do not affect signatures.
const UNRELATED: [Area; 6] =
    [Area::Documentation, Area::Deprecations, Area::Provider, Area::Timing, Area::Readings, Area::Prerequisites];

/// The names and types of the arguments of every function that builds a part of a request, by the path of the function.
type Functions = BTreeMap<String, Vec<(String, String)>>;

fn functions(spec: &Loaded) -> Functions {
    let path = |name: &str| {
        let (file, function) = name.split_once(": ")?;
        let (_, module) = file.strip_suffix(".rs")?.split_once("/src/")?;
        Some(match module.strip_prefix("payloads/") {
            Some(_) => format!("payloads::{function}"),
            None => format!("{}::{function}", module.replace('/', "::")),
        })
    };
    let found = signatures(&render::render(&spec.model)).into_iter();
    found.filter_map(|signature| Some((path(&signature.name)?, signature.arguments))).collect()
}

fn types(arguments: &[(String, String)]) -> Vec<&str> {
    arguments.iter().map(|(_, ty)| ty.as_str()).collect()
}

/// Formats arguments as in a change, but without spaces.
fn shown(arguments: &[(String, String)]) -> String {
    let shown = arguments.iter().map(|(name, ty)| format!("{name}:{ty}"));
    format!("({})->", shown.collect::<Vec<_>>().join(","))
}

#[test]
fn every_change_of_a_signature_is_named_and_no_other() {
    let (mut wrong, mut several, mut differing) = (Vec::new(), 0, 0);
    let harbor = Loaded::harbor();
    let of_harbor = functions(&harbor);
    // Renders the example spec only once, because rendering is slow and most cases start from it.
    let functions = |spec: &Arc<Loaded>| if Arc::ptr_eq(spec, &harbor) { of_harbor.clone() } else { functions(spec) };
    let cases = ChangeCase::all().iter().filter(|case| !UNRELATED.contains(&case.kind.area));
    for case in cases {
        let (old, new) = (functions(&case.old), functions(&case.new));
        let changes = case.changes();
        let named = || changes.iter().flat_map(|change| &change.functions);
        for (path, was) in &old {
            let Some(is) = new.get(path).filter(|is| types(was) != types(is)) else { continue };
            differing += 1;
            let Some(function) = named().find(|function| function.path == *path) else {
                wrong.push(format!("{}: no change lists `{path}`, although {was:?} became {is:?}", case.name));
                continue;
            };
            let told = [&function.old, &function.new].map(|text| text.replace(' ', ""));
            let are = [shown(was), shown(is)];
            let agree = told.iter().zip(&are).all(|(told, are)| told.contains(are.as_str()));
            wrong.extend((!agree).then(|| format!("{}: a change lists {told:?} instead of {are:?}", case.name)));
        }
        for change in &changes {
            several += usize::from(change.functions.len() > 1);
            for function in &change.functions {
                let is_same = old.get(&function.path).is_some_and(|was| Some(was) == new.get(&function.path));
                let returns = |text: &str| text.rsplit(") -> ").next().map(str::to_owned);
                if is_same && returns(&function.old) == returns(&function.new) {
                    wrong.push(format!("{}: {} names {function:?}", case.name, change.kind.id));
                }
            }
        }
    }
    println!("{differing} signatures differ, and {several} changes list several functions");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(
        differing > 10 && several > 2,
        "only {differing} signatures differ, and {several} changes list several functions"
    );
}
