//! Computes the edits that adapt the calls of a function to another signature.

/// An edit of a call.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Add an argument at this position of the new call.
    Add { at: usize, name: String, ty: String },
    /// Remove an argument of the old call.
    Remove { at: usize, name: String },
    /// Wrap an argument whose type is otherwise the same.
    Wrap { name: String, wrapper: String },
    /// Remove the wrapper of an argument.
    Unwrap { name: String },
    /// Pass an argument as another type.
    Change { name: String, ty: String },
    /// Pass the arguments in another order.
    Reorder { names: Vec<String> },
}

/// Returns the edits of the calls, for two signatures such as `fn name(a: A, b: B) -> C`.
pub(super) fn steps(old: &str, new: &str) -> Vec<Step> {
    let (was, is) = (arguments(old), arguments(new));
    let has = |of: &[(&str, &str)], name: &str| of.iter().any(|(known, _)| *known == name);
    let mut steps = Vec::new();
    for (index, (name, _)) in was.iter().enumerate().filter(|(_, (name, _))| !has(&is, name)) {
        steps.push(Step::Remove { at: index + 1, name: (*name).to_owned() });
    }
    for (index, (name, ty)) in is.iter().enumerate() {
        match was.iter().find(|(known, _)| known == name) {
            None => steps.push(Step::Add { at: index + 1, name: (*name).to_owned(), ty: (*ty).to_owned() }),
            Some((_, before)) if before == ty => {}
            Some((_, before)) => steps.push(retyped(name, before, ty)),
        }
    }
    let common = |of: &[(&str, &str)], other: &[(&str, &str)]| -> Vec<String> {
        of.iter().filter(|(name, _)| has(other, name)).map(|(name, _)| format!("`{name}`")).collect()
    };
    let names = common(&is, &was);
    if common(&was, &is) != names {
        steps.push(Step::Reorder { names });
    }
    steps
}

/// Returns the edit for an argument with another type.
fn retyped(name: &str, before: &str, ty: &str) -> Step {
    let wrapper = |wrapped: &str, plain: &str| {
        let (wrapper, inside) = wrapped.strip_suffix('>')?.split_once('<')?;
        (wrapper.starts_with("arguments::") && inside == plain).then(|| wrapper.to_owned())
    };
    let name = name.to_owned();
    match (wrapper(ty, before), wrapper(before, ty)) {
        (Some(wrapper), _) => Step::Wrap { name, wrapper },
        (None, Some(_)) => Step::Unwrap { name },
        (None, None) => Step::Change { name, ty: ty.to_owned() },
    }
}

/// Returns the names and types of the arguments of a signature.
fn arguments(signature: &str) -> Vec<(&str, &str)> {
    let inside = signature.split_once('(').map_or("", |(_, rest)| rest);
    let inside = inside.rsplit_once(") -> ").map_or(inside, |(inside, _)| inside);
    let (mut depth, mut start, mut found) = (0_i32, 0, Vec::new());
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        depth += i32::from(matches!(c, '<' | '(' | '[')) - i32::from(matches!(c, '>' | ')' | ']'));
        if c == ',' && depth == 0 {
            found.extend(inside[start..at].trim().split_once(": "));
            start = (at + 1).min(inside.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Step, arguments, steps};

    #[test]
    fn arguments_are_separated_by_commas_outside_of_types() {
        let found = arguments("fn f(a: BTreeMap<String, A>, b: impl Into<B>) -> Draft<C>");
        assert_eq!(found, [("a", "BTreeMap<String, A>"), ("b", "impl Into<B>")]);
        assert!(arguments("fn f() -> C").is_empty());
    }

    #[test]
    fn every_difference_is_an_edit() {
        let found = steps("fn f(a: A, b: B, c: C) -> R", "fn f(c: C, a: Other, d: D) -> R");
        let text = str::to_owned;
        let expected = [
            Step::Remove { at: 2, name: text("b") },
            Step::Change { name: text("a"), ty: text("Other") },
            Step::Add { at: 3, name: text("d"), ty: text("D") },
            Step::Reorder { names: vec![text("`c`"), text("`a`")] },
        ];
        assert_eq!(found, expected);
        assert!(steps("fn f(a: A) -> R", "fn f(a: A) -> R").is_empty());
        let (plain, wrapped) = ("fn f(a: impl Into<A>) -> R", "fn f(a: arguments::First<impl Into<A>>) -> R");
        assert_eq!(steps(plain, wrapped), [Step::Wrap { name: text("a"), wrapper: text("arguments::First") }]);
        assert_eq!(steps(wrapped, plain), [Step::Unwrap { name: text("a") }]);
    }
}
