//! Sorts the capabilities topologically.

use crate::rules::lowering::CAPABILITY_CYCLE;
use std::collections::HashMap;

use verispec_spec::syntax::{Capability, Parsed};
use verispec_text::diagnostics::Diagnostics;

/// Returns the indexes of the files in topological order, and keeps the given order where possible. A cycle is reported
/// once, with its complete path, and its capabilities come last.
pub(super) fn topological(files: &[Parsed<Capability>], diagnostics: &mut Diagnostics) -> Vec<usize> {
    let index: HashMap<&str, usize> =
        files.iter().enumerate().map(|(index, file)| (file.content.name.value.as_str(), index)).collect();
    let requires =
        |at: usize| files[at].content.requires.iter().filter_map(|name| index.get(name.value.as_str()).copied());
    let mut order = Vec::with_capacity(files.len());
    let mut done = vec![false; files.len()];
    loop {
        let ready = (0..files.len()).find(|at| !done[*at] && requires(*at).all(|required| done[required]));
        let Some(next) = ready else { break };
        done[next] = true;
        order.push(next);
    }
    if let Some(start) = done.iter().position(|done| !done) {
        let cycle = cycle(start, &done, &requires);
        let path: Vec<&str> =
            cycle.iter().chain(cycle.first()).map(|at| files[*at].content.name.value.as_str()).collect();
        let first = &files[cycle[0]].content;
        let span = first.requires.iter().find(|name| name.value == path[1]).map_or(first.name.span, |name| name.span);
        diagnostics.push(
            CAPABILITY_CYCLE
                .at(span, "capabilities require each other in a cycle")
                .note(format!("the cycle is {}", path.join(" -> ")))
                .help("remove one of the requirements"),
        );
        order.extend((0..files.len()).filter(|at| !done[*at]));
    }
    order
}

/// Follows the first unfinished requirement until a capability repeats.
fn cycle<I: Iterator<Item = usize>>(start: usize, done: &[bool], requires: &impl Fn(usize) -> I) -> Vec<usize> {
    let mut path = vec![start];
    let mut at = start;
    while let Some(next) = requires(at).find(|next| !done[*next]) {
        if let Some(from) = path.iter().position(|seen| *seen == next) {
            return path.split_off(from);
        }
        path.push(next);
        at = next;
    }
    path
}
