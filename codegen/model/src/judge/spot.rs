//! Follows paths through a payload and returns the values at their ends, each with its JSON Pointer.

use serde_json::Value as Json;

use crate::ir::Step;

/// A value of a payload, or the location where a missing value would be. `null` counts as absent, as it does when types
/// are parsed.
#[derive(Debug, Clone)]
pub(crate) struct Spot<'a> {
    /// The JSON Pointer of the value.
    pub(crate) pointer: String,
    /// The value, if there is one.
    pub(crate) value: Option<&'a Json>,
}

impl<'a> Spot<'a> {
    /// Returns the payload as a whole.
    pub(crate) fn root(body: Option<&'a Json>) -> Self {
        Self { pointer: String::new(), value: body }.without_null()
    }

    /// Returns a field of an object.
    pub(crate) fn member(&self, name: &str) -> Self {
        let step = name.replace('~', "~0").replace('/', "~1");
        let value = self.value.and_then(|value| value.get(name));
        Self { pointer: format!("{}/{step}", self.pointer), value }.without_null()
    }

    /// Returns the items of a list. The result is empty if the value is not a list.
    pub(crate) fn items(&self) -> Vec<Self> {
        let items = self.value.and_then(Json::as_array).into_iter().flatten().enumerate();
        items.map(|(index, item)| Self { pointer: format!("{}/{index}", self.pointer), value: Some(item) }).collect()
    }

    /// Returns the values at the end of a path, one for each item of the lists on it.
    pub(crate) fn along(&self, steps: &[Step]) -> Vec<Self> {
        let mut spots = vec![self.clone()];
        for step in steps {
            let members = spots.iter().map(|spot| spot.member(&step.name.wire));
            spots = if step.each { members.flat_map(|list| list.items()).collect() } else { members.collect() };
        }
        spots
    }

    fn without_null(self) -> Self {
        Self { value: self.value.filter(|value| !value.is_null()), ..self }
    }
}
