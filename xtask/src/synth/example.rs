//! Generates examples of payloads: the request that starts a workflow, and the details response with its results.

use serde_yaml::Value;

use super::workflow::Workflow;
use super::yaml::{list, map, named};

const HARBOURS: [&str; 4] = ["ALB", "BRE", "KIE", "ROT"];

impl Workflow<'_> {
    pub(super) fn opening(&mut self, operation: &str) -> Value {
        let mut request = vec![
            ("reference".to_owned(), format!("visit-{}", self.number).into()),
            ("flow".to_owned(), self.flow_choice()),
            ("patience".to_owned(), format!("{}m", 5 + self.choices.below(50)).into()),
        ];
        if self.slots.iter().any(|slot| slot.category == "PORTRAIT") {
            let agreement = [("address", "192.0.2.77"), ("given", "yes"), ("givenAt", "2031-05-01T09:00:00.000Z")];
            request.push(("agreement".to_owned(), map(agreement.map(|(key, value)| (key, value.into())))));
        }
        if self.choices.once_in(2) {
            request.push(("headcount".to_owned(), (1 + self.choices.below(40) as u64).into()));
        }
        let response = map([
            ("openedAt", "2031-05-04T10:00:00.000Z".into()),
            ("member", map([("id", self.id("m").into())])),
            ("visit", map([("id", self.id("v").into()), ("exhibits", self.awaited())])),
        ]);
        let mut example = vec![("request".to_owned(), named(request)), ("response".to_owned(), response)];
        if operation == "reopen_visit" {
            example.insert(0, ("path".to_owned(), map([("memberId", self.id("m").into())])));
        }
        named(example)
    }

    fn flow_choice(&mut self) -> Value {
        let mut exhibits = Vec::new();
        for slot in &self.slots {
            let mut exhibit = vec![("category".to_owned(), slot.category.into())];
            if slot.origin == "on_file" {
                exhibit.insert(0, ("id".to_owned(), format!("x-{}-file", self.number).into()));
            }
            if !slot.kinds.is_empty() {
                exhibit.push(("kinds".to_owned(), map([("values", list([*self.choices.one(slot.kinds)]))])));
                let harbours = map([("mode", "SUGGESTED".into()), ("values", list([*self.choices.one(&HARBOURS)]))]);
                exhibit.push(("harbours".to_owned(), harbours));
            }
            exhibits.push(named(exhibit));
        }
        map([("key", self.key.into()), ("exhibits", list(exhibits))])
    }

    fn awaited(&self) -> Value {
        list(self.slots.iter().enumerate().map(|(index, slot)| {
            let id = self.exhibit(index);
            let mut exhibit = vec![
                ("id".to_owned(), id.as_str().into()),
                ("category".to_owned(), slot.category.into()),
                ("channels".to_owned(), list(slot.channels.iter().copied())),
            ];
            if !slot.uploads().is_empty() {
                let address = format!(
                    "https://desk.north.harbour.example/v2/members/{}/visits/{}/exhibits/{id}",
                    self.id("m"),
                    self.id("v")
                );
                let parts = slot.uploads().iter().map(|part| ((*part).to_owned(), format!("{address}/{part}").into()));
                let deposit = map([("pass", "p-0003".into()), ("parts", named(parts))]);
                exhibit.push(("deposit".to_owned(), deposit));
            }
            named(exhibit)
        }))
    }

    pub(super) fn report(&self) -> Value {
        let about = || {
            list(
                self.slots
                    .iter()
                    .enumerate()
                    .map(|(index, slot)| map([("id", self.exhibit(index).into()), ("category", slot.category.into())])),
            )
        };
        let mut names: Vec<&str> = self.chains.iter().flatten().copied().collect();
        names.sort_unstable();
        names.dedup();
        let findings = named(names.into_iter().map(|name| {
            let finding = map([
                ("id", format!("f-{}-{name}", self.number).into()),
                ("exhibits", about()),
                ("judgement", map([("verdict", "CLEAR".into()), ("reason", "FINE".into())])),
            ]);
            (name.to_owned(), list([finding]))
        }));
        let visit =
            map([("id", self.id("v").into()), ("flow", self.key.to_string().into()), ("state", "SETTLED".into())]);
        let response = map([
            ("settledAt", "2031-05-04T10:20:00.000Z".into()),
            ("member", map([("id", self.id("m").into())])),
            ("visit", visit),
            ("exhibits", about()),
            ("findings", findings),
        ]);
        let path = map([("memberId", self.id("m").into()), ("visitId", self.id("v").into())]);
        map([("path", path), ("response", response)])
    }

    fn id(&self, kind: &str) -> String {
        format!("{kind}-{}", self.number)
    }

    fn exhibit(&self, slot: usize) -> String {
        format!("x-{}-{slot}", self.number)
    }
}
