//! The example spec with parts left out: takes a number, gives a spec that lint accepts with some set of optional parts.

use serde_yaml::Value;
use verispec_codegen::load;
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::folder;
use crate::random::Random;

/// A part of a spec: the file, and the way to an entry or an item in it.
type Part = (usize, Vec<usize>);

/// The example spec, and what it can do without.
pub struct Thinned {
    files: Vec<(String, Value)>,
    optional: Vec<Part>,
}

impl Thinned {
    /// Leaves out every part alone, to see which are optional.
    pub fn new() -> Self {
        let mut files: Vec<(String, Value)> = folder::spec(&folder::cases("specs/harbor"))
            .iter()
            .map(|(_, file)| {
                (file.path.clone(), serde_yaml::from_slice(&file.bytes).expect("the example spec is YAML"))
            })
            .collect();
        for (path, content) in &mut files {
            if path == "provider.yaml" {
                content["package"]["name"] = "acme-flows".into();
            }
        }
        let mut optional = Vec::new();
        for (index, (_, content)) in files.iter().enumerate() {
            parts(content, &mut Vec::new(), &mut |way| optional.push((index, way.to_vec())));
        }
        optional.retain(|part| load(&sources(&without(&files, std::slice::from_ref(part)))).is_ok());
        Self { files, optional }
    }

    /// How many parts are optional.
    pub fn count(&self) -> usize {
        self.optional.len()
    }

    /// The spec of this number: about half of its optional parts are left out, as far as they can go together.
    pub fn spec(&self, number: u64) -> SourceMap {
        let mut random = Random(number.wrapping_mul(0x9E6C_63D0_876A_3F2B));
        let chosen: Vec<Part> = self.optional.iter().filter(|_| random.once_in(2)).cloned().collect();
        let mut left_out = Vec::new();
        self.leave_out(&chosen, &mut left_out);
        sources(&without(&self.files, &left_out))
    }

    /// Adds parts to those that are left out: all at once if the rest is sound, or else one half after the other.
    fn leave_out(&self, parts: &[Part], left_out: &mut Vec<Part>) {
        let count = left_out.len();
        left_out.extend(parts.iter().cloned());
        if load(&sources(&without(&self.files, left_out))).is_ok() {
            return;
        }
        left_out.truncate(count);
        if parts.len() > 1 {
            let (first, second) = parts.split_at(parts.len() / 2);
            self.leave_out(first, left_out);
            self.leave_out(second, left_out);
        }
    }
}

impl Default for Thinned {
    fn default() -> Self {
        Self::new()
    }
}

/// Visits the way to every entry and item.
fn parts(value: &Value, way: &mut Vec<usize>, visit: &mut dyn FnMut(&[usize])) {
    let inner: Vec<&Value> = match value {
        Value::Mapping(entries) => entries.values().collect(),
        Value::Sequence(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    for (index, value) in inner.into_iter().enumerate() {
        way.push(index);
        visit(way);
        parts(value, way, visit);
        way.pop();
    }
}

fn without(files: &[(String, Value)], parts: &[Part]) -> Vec<(String, Value)> {
    let mut files = files.to_vec();
    let mut parts: Vec<&Part> = parts.iter().collect();
    // From the end, so that ways to what comes before stay as they are.
    parts.sort_unstable_by(|one, other| other.cmp(one));
    for (file, way) in parts {
        remove(&mut files[*file].1, way);
    }
    files
}

fn remove(value: &mut Value, way: &[usize]) {
    match (value, way) {
        (Value::Mapping(entries), [index]) => {
            let key = entries.keys().nth(*index).cloned();
            key.and_then(|key| entries.shift_remove(&key));
        }
        (Value::Sequence(items), [index]) if *index < items.len() => drop(items.remove(*index)),
        (Value::Mapping(entries), [index, rest @ ..]) => {
            if let Some(inner) = entries.values_mut().nth(*index) {
                remove(inner, rest);
            }
        }
        (Value::Sequence(items), [index, rest @ ..]) => {
            if let Some(inner) = items.get_mut(*index) {
                remove(inner, rest);
            }
        }
        _ => {}
    }
}

fn sources(files: &[(String, Value)]) -> SourceMap {
    let file = |(path, content): &(String, Value)| SourceFile {
        path: path.clone(),
        bytes: serde_yaml::to_string(content).expect("YAML is YAML").into_bytes(),
    };
    SourceMap::new(files.iter().map(file).collect())
}
