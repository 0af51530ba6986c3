//! Follows paths through a payload to the values at their end, each with its JSON Pointer.

use serde_json::Value as Json;

use crate::ir::Step;

/// A value of a payload, or the location where it would be. `null` counts as absent, as it does when types are parsed.
#[derive(Debug, Clone)]
pub(super) struct Spot<'a> {
    /// The JSON Pointer of the value.
    pub(super) pointer: String,
    /// The value, if there is one.
    pub(super) value: Option<&'a Json>,
}

impl<'a> Spot<'a> {
    /// The whole payload.
    pub(super) fn root(body: Option<&'a Json>) -> Self {
        Self { pointer: String::new(), value: body }.without_null()
    }

    /// A field of an object.
    pub(super) fn member(&self, name: &str) -> Self {
        let step = name.replace('~', "~0").replace('/', "~1");
        let value = self.value.and_then(|value| value.get(name));
        Self { pointer: format!("{}/{step}", self.pointer), value }.without_null()
    }

    /// The items of a list; empty if there is no list.
    pub(super) fn items(&self) -> Vec<Self> {
        let items = self.value.and_then(Json::as_array).into_iter().flatten().enumerate();
        items.map(|(index, item)| Self { pointer: format!("{}/{index}", self.pointer), value: Some(item) }).collect()
    }

    /// The values at the end of a path, one for each item of the lists on it.
    pub(super) fn along(&self, steps: &[Step]) -> Vec<Self> {
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
