//! Ways through a payload: turns the steps of a path into the values at its end, each with its JSON Pointer.

use serde_json::Value as Json;

use crate::ir::Step;

/// A value of a payload, or the place where it would stand. `null` counts as absent, as it does when types are read.
#[derive(Debug, Clone)]
pub(super) struct Spot<'a> {
    /// Its JSON Pointer.
    pub(super) pointer: String,
    /// What stands there.
    pub(super) value: Option<&'a Json>,
}

impl<'a> Spot<'a> {
    /// The whole payload.
    pub(super) fn root(body: Option<&'a Json>) -> Self {
        Self { pointer: String::new(), value: body }.without_null()
    }

    /// A member of an object.
    pub(super) fn member(&self, name: &str) -> Self {
        let step = name.replace('~', "~0").replace('/', "~1");
        let value = self.value.and_then(|value| value.get(name));
        Self { pointer: format!("{}/{step}", self.pointer), value }.without_null()
    }

    /// The items of a list; none if there is no list.
    pub(super) fn items(&self) -> Vec<Self> {
        let items = self.value.and_then(Json::as_array).into_iter().flatten().enumerate();
        items.map(|(index, item)| Self { pointer: format!("{}/{index}", self.pointer), value: Some(item) }).collect()
    }

    /// What stands at the end of a path, once for each item of the lists on the way.
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
