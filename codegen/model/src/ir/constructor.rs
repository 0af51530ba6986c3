//! Functions that start a workflow: one per operation and variant, with its arguments and the body that it builds.

use super::{
    Argument, Assertion, Clause, CredentialId, CredentialTestKind, Demand, Direction, Field, Model, Name, OperationId,
    Origin, Path, Rule, Severity, Shape, Step, Test, TypeId, Value, Workflow, WorkflowOperation,
};

/// A function of a workflow's module that starts the workflow.
#[derive(Debug)]
pub struct Constructor<'m> {
    /// The name of the function.
    pub name: Name,
    /// The operation that starts the workflow.
    pub operation: OperationId,
    /// The set of credentials that the function requests, if the workflow lets a request choose.
    pub variant: Option<&'m [CredentialId]>,
    /// The body that the function builds.
    pub body: Node<'m>,
}

/// An object of the body with the fields that are set. All other fields are absent.
#[derive(Debug)]
pub struct Node<'m> {
    /// The type of the object.
    pub kind: TypeId,
    /// The fields in the order of the type.
    pub members: Vec<(&'m Field, Given<'m>)>,
}

/// The origin of a field's value in the generated function.
#[derive(Debug)]
pub enum Given<'m> {
    /// An argument of the function.
    Argument(Argument<'m>),
    /// The workflow's key.
    Key,
    /// The wire name of this category.
    Category(CredentialId),
    /// An object whose own fields are set in the same way.
    Object(Node<'m>),
    /// A list of credentials, with one object for each.
    Credentials(Vec<Node<'m>>),
}

/// The requirements on a body beyond the fields that its schema requires, relative to an object.
#[derive(Clone, Copy)]
struct Needs<'m, 'a> {
    key: &'a [Step],
    demanded: &'a [Demanded<'m>],
    credentials: Option<(&'a [Step], &'a Members<'a>)>,
    wanted: &'a [Wanted],
}

/// A field that a rule requires in every request: the path to the field, and the rule.
#[derive(Clone, Copy)]
struct Demanded<'m> {
    steps: &'m [Step],
    rule: &'m Rule,
}

/// The fields of a credential in a request.
struct Members<'a> {
    category: &'a Step,
    id: &'a Step,
}

/// A credential that a request has to list.
struct Wanted {
    category: CredentialId,
    /// The name of the argument for the id of the credential on file.
    id: Option<Name>,
}

impl Model {
    /// Returns the path from a payload's type to its workflow key, if the key exists outside of lists.
    pub fn workflow_key(&self, root: TypeId) -> Option<Vec<Step>> {
        self.key_below(root, &mut Vec::new())
    }

    fn key_below(&self, id: TypeId, seen: &mut Vec<TypeId>) -> Option<Vec<Step>> {
        if seen.contains(&id) {
            return None;
        }
        seen.push(id);
        self[id].fields().iter().find_map(|field| {
            let rest = match self.resolved(&field.schema).shape {
                Shape::WorkflowKey { .. } => Vec::new(),
                Shape::Named(inner) => self.key_below(inner, seen)?,
                _ => return None,
            };
            Some([vec![self.step(id, field)], rest].concat())
        })
    }

    /// Returns the step from an object to one of its fields.
    pub(super) fn step(&self, object: TypeId, field: &Field) -> Step {
        Step {
            name: field.name.clone(),
            optional: !field.required,
            storage: self[object].storage(self, field),
            received: !self[object].is_closed(),
            each: false,
            personal: self.is_personal(&field.schema),
        }
    }

    /// Returns the functions that start a workflow: one per operation that sends its key, or one per operation and
    /// variant.
    pub fn constructors<'m>(&'m self, workflow: &'m Workflow) -> Vec<Constructor<'m>> {
        workflow.operations.iter().flat_map(|used| self.constructors_with(workflow, used)).collect()
    }

    fn constructors_with<'m>(&'m self, workflow: &'m Workflow, used: &WorkflowOperation) -> Vec<Constructor<'m>> {
        let operation = &self[used.operation];
        let Some((body, key)) = operation.json().and_then(|body| Some((body, self.workflow_key(body)?))) else {
            return Vec::new();
        };
        let tests = self.credential_tests(used.operation);
        let place = tests.first().map(|(_, path, members)| (path.steps.as_slice(), members));
        let demanded = self.demanded(used.operation, workflow);
        let members = self.members_along(body, &key);
        let constructor = |variant: Option<&'m [CredentialId]>| {
            let wanted = match variant {
                Some(categories) => self.wanted(workflow, categories, &members),
                None => self.wanted_from_file(workflow, &tests, &members),
            };
            let needs = Needs { key: &key, demanded: &demanded, credentials: place, wanted: &wanted };
            let name = operation.constructor_name();
            let suffix = variant.unwrap_or_default().iter().map(|id| format!("_{}", self[*id].name.snake));
            let name = Name::new(&format!("{}{}", name.snake, suffix.collect::<String>()), name.span);
            let mut constructor =
                Constructor { name, operation: used.operation, variant, body: self.node(body, needs) };
            constructor.tell_apart();
            constructor.wrap(self);
            constructor
        };
        match (workflow.variants.as_slice(), place) {
            ([], _) | (_, None) => vec![constructor(None)],
            (variants, Some(_)) => variants.iter().map(|variant| constructor(Some(variant))).collect(),
        }
    }

    /// Returns the tests in rules that apply to the list of credentials in an operation's request.
    fn credential_tests(&self, operation: OperationId) -> Vec<(CredentialTestKind, &Path, Members<'_>)> {
        let rules = self.rules_on(operation).into_iter().filter(|rule| rule.direction == Direction::Request);
        let tests = rules.flat_map(|rule| &rule.clauses).filter_map(|clause| match &clause.assertion {
            Assertion::Check(predicate) => match (&predicate.test, &predicate.value) {
                (Test::Credentials { test, category, id }, Value::Body(path)) => {
                    Some((*test, path, Members { category: &category.value, id: &id.value }))
                }
                _ => None,
            },
            Assertion::Require(_) | Assertion::Forbid(_) => None,
        });
        tests.collect()
    }

    /// Returns the fields that become arguments because rules require them in every request that starts this workflow.
    /// These are all fields that a rule of severity error requires, and those of a warning if the spec requests it.
    fn demanded(&self, operation: OperationId, workflow: &Workflow) -> Vec<Demanded<'_>> {
        let makes_argument = |rule: &&Rule| rule.severity == Severity::Error || rule.argument.is_some();
        let rules = self.rules_on(operation).into_iter().filter(|rule| rule.direction == Direction::Request);
        let mut found = Vec::new();
        for rule in rules.filter(makes_argument) {
            for clause in &rule.clauses {
                match &clause.assertion {
                    // An empty list has no items that could lack a field.
                    Assertion::Require(Value::Body(path))
                        if !path.goes_through_list() && self.always_applies(clause, workflow) =>
                    {
                        found.push(Demanded { steps: &path.steps, rule });
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// Returns whether a clause applies to every request that starts a workflow, regardless of its content.
    pub fn always_applies(&self, clause: &Clause, workflow: &Workflow) -> bool {
        clause.each.is_none()
            && clause.when.iter().all(|predicate| self.holds_for(predicate, clause, workflow) == Some(true))
    }

    /// Returns the credentials that a request has to list if the workflow uses a credential on file: either only those
    /// on file, or all of them.
    fn wanted_from_file(
        &self,
        workflow: &Workflow,
        tests: &[(CredentialTestKind, &Path, Members<'_>)],
        members: &[&str],
    ) -> Vec<Wanted> {
        let tested = |kind| tests.iter().any(|(test, ..)| *test == kind);
        let all = tested(CredentialTestKind::NameAllSlots) && workflow.stored_slots().next().is_some();
        let some = tested(CredentialTestKind::NameStored);
        let named = workflow.slots.iter().filter(|slot| all || (some && slot.origin == Origin::OnFile));
        self.wanted(workflow, &named.map(|slot| slot.category).collect::<Vec<_>>(), members)
    }

    /// Returns the names of the fields on the path to the key. Arguments may be named after them.
    fn members_along(&self, root: TypeId, key: &[Step]) -> Vec<&str> {
        let fields = self[root].fields();
        let mut names: Vec<&str> = fields.iter().map(|field| field.name.snake.as_str()).collect();
        if let Some((step, rest)) = key.split_first() {
            let next = fields.iter().find(|field| field.name == step.name).and_then(|field| self.leaf(&field.schema));
            names.extend(next.into_iter().flat_map(|next| self.members_along(next, rest)));
        }
        names
    }

    fn wanted(&self, workflow: &Workflow, categories: &[CredentialId], members: &[&str]) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for category in categories {
            let name = &self[*category].name;
            let before = wanted.iter().filter(|known| known.category == *category).count();
            let from_file = workflow.stored_slots().filter(|slot| slot.category == *category).count();
            let clash = if members.contains(&name.snake.as_str()) { "_credential" } else { "" };
            let number = if before == 0 { String::new() } else { format!("_{}", before + 1) };
            let numbered = format!("{}{clash}{number}", name.snake);
            let id = (before < from_file).then(|| Name::new(&numbered, name.span));
            wanted.push(Wanted { category: *category, id });
        }
        wanted
    }

    fn node<'m>(&'m self, kind: TypeId, needs: Needs<'m, '_>) -> Node<'m> {
        let given = |field: &'m Field| Some((field, self.given(field, needs)?));
        Node { kind, members: self[kind].fields().iter().filter_map(given).collect() }
    }

    /// Returns the origin of a field's value; `None` if the field can be absent.
    fn given<'m>(&'m self, field: &'m Field, needs: Needs<'m, '_>) -> Option<Given<'m>> {
        let below = |steps: &'_ [Step]| steps.first().is_some_and(|step| step.name == field.name);
        let demanded: Vec<Demanded<'m>> = needs.demanded.iter().filter(|demand| below(demand.steps)).copied().collect();
        if below(needs.key) {
            let demanded: Vec<Demanded<'m>> =
                demanded.iter().map(|demand| Demanded { steps: &demand.steps[1..], rule: demand.rule }).collect();
            let credentials = needs.credentials.filter(|(steps, _)| below(steps)).map(|(steps, m)| (&steps[1..], m));
            let inner = Needs { key: &needs.key[1..], demanded: &demanded, credentials, wanted: needs.wanted };
            return match self.resolved(&field.schema).shape {
                Shape::Named(kind) => Some(Given::Object(self.node(kind, inner))),
                _ => Some(Given::Key),
            };
        }
        let is_this = |steps: &[Step]| steps.len() == 1 && below(steps);
        if let Some((_, members)) = needs.credentials.filter(|(steps, _)| is_this(steps) && !needs.wanted.is_empty()) {
            let items = needs.wanted.iter().map(|wanted| self.item(field, members, wanted));
            if let Some(items) = items.collect() {
                return Some(Given::Credentials(items));
            }
        }
        // A required field inside an optional object makes the object required.
        let by = match field.required {
            true => Demand::Schema,
            false if demanded.is_empty() => return None,
            false => Demand::Rules(demanded.iter().map(|demand| demand.rule).collect()),
        };
        Some(Given::Argument(Argument { name: field.name.clone(), by, wrapped: false }))
    }

    /// Returns an item of the credentials list; `None` if the item needs more than its category and its id.
    fn item<'m>(&'m self, list: &'m Field, names: &Members<'_>, wanted: &Wanted) -> Option<Node<'m>> {
        let kind = self.leaf(&list.schema)?;
        let mut members = Vec::new();
        for field in self[kind].fields() {
            match &wanted.id {
                _ if field.name == names.category.name => members.push((field, Given::Category(wanted.category))),
                Some(id) if field.name == names.id.name => members.push((field, on_file(id))),
                _ if field.required => return None,
                _ => {}
            }
        }
        Some(Node { kind, members })
    }
}

/// Returns the argument for the id of a credential on file.
fn on_file<'m>(name: &Name) -> Given<'m> {
    Given::Argument(Argument { name: name.clone(), by: Demand::OnFile, wrapped: false })
}
