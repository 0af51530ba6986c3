//! Generates valid variants of the example spec by removing optional parts, chosen by a seed.

use std::collections::BTreeMap;

use serde_json::Value;
use verispec_codegen::load;
use verispec_codegen::source::SourceMap;

use crate::edited::pointers;
use crate::random::Random;
use crate::{folder, yaml_data};

type Files = BTreeMap<String, Value>;

/// A part of a spec: the path of the file, and the JSON Pointer to an entry or an item in it.
type Part = (String, String);

/// The example spec, and its optional parts.
pub struct Thinned {
    files: Files,
    /// The optional parts in source order.
    optional: Vec<Part>,
}

impl Thinned {
    /// Finds the optional parts by removing each part individually.
    pub fn new() -> Self {
        let mut files = yaml_data::read(&folder::spec(&folder::cases("specs/harbor")));
        files.get_mut("provider.yaml").expect("the harbor's spec should have a `provider.yaml`")["package"]["name"] =
            "acme-flows".into();
        let mut optional = Vec::new();
        for (path, content) in &files {
            // Skips the first pointer, which refers to the entire file.
            optional.extend(pointers(content).into_iter().skip(1).map(|pointer| (path.clone(), pointer)));
        }
        optional.retain(|part| load(&without(&files, std::slice::from_ref(part))).is_ok());
        Self { files, optional }
    }

    /// Returns the number of optional parts.
    pub fn count(&self) -> usize {
        self.optional.len()
    }

    /// Generates the variant for this seed. About half of the optional parts are removed, as far as they can be removed
    /// together.
    pub fn spec(&self, number: u64) -> SourceMap {
        let mut random = Random(number.wrapping_mul(0x9E6C_63D0_876A_3F2B));
        let chosen: Vec<Part> = self.optional.iter().filter(|_| random.once_in(2)).cloned().collect();
        let mut left_out = Vec::new();
        self.leave_out(&chosen, &mut left_out);
        without(&self.files, &left_out)
    }

    /// Removes additional parts: all together if the rest is valid, otherwise each half separately.
    fn leave_out(&self, parts: &[Part], left_out: &mut Vec<Part>) {
        let count = left_out.len();
        left_out.extend(parts.iter().cloned());
        if load(&without(&self.files, left_out)).is_ok() {
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

/// Returns the spec without these parts, which must be in source order.
fn without(files: &Files, parts: &[Part]) -> SourceMap {
    let mut files = files.clone();
    // Starts at the end to keep earlier pointers valid.
    for (path, pointer) in parts.iter().rev() {
        let (parent, name) = pointer.rsplit_once('/').expect("the pointer should refer to a part within a file");
        match files.get_mut(path).and_then(|content| content.pointer_mut(parent)) {
            Some(Value::Object(members)) => drop(members.shift_remove(&name.replace("~1", "/").replace("~0", "~"))),
            Some(Value::Array(items)) => drop(
                items.remove(name.parse().expect("the last component of a pointer into a list should be an index")),
            ),
            _ => panic!("{path}{pointer} should be in an object or a list"),
        }
    }
    yaml_data::write(files.iter().map(|(path, content)| (path.as_str(), content)))
}
