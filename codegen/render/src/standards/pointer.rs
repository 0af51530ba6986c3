//! Converts a path of the model to a JSON Pointer.

use verispec_model::ir::Path;

/// Returns the pointer for a path. The indexes select the items of lists on the path.
pub(super) fn pointer(path: &Path, places: &[usize]) -> String {
    let mut places = places.iter();
    let mut out = String::new();
    for step in &path.steps {
        out.push('/');
        out.push_str(&step.name.wire.replace('~', "~0").replace('/', "~1"));
        if let Some(place) = if step.each { places.next() } else { None } {
            out.push_str(&format!("/{place}"));
        }
    }
    out
}
