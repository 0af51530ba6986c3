//! Tests of values. A table defines each kind of test, and all other facts about tests follow from the table.
//!
//! To add a kind of test, add a line to `predicate!` in the syntax and a row to [`ASKS`], and add the function in the
//! row to the runtime. Compiled rules call that function directly, and the judge of examples calls it through the row.

use super::{Accepted, ListId, Model, Operand, Step, Subject, Value, ValueKind};
use verispec_runtime::runtime::predicate;
pub use verispec_spec::syntax::{CredentialTestKind, ModelLimit, ModelSet, TextFormat};
use verispec_text::source::Spanned;

/// A test of a value.
#[derive(Debug)]
pub enum Test {
    /// The value is present (`true`) or absent (`false`).
    Present(bool),
    /// The value passes a test of [`ASKS`].
    Ask(&'static Ask, Operand),
    /// The value is in this set of the model, which may depend on another value.
    InSet(ModelSet, Option<Value>),
    /// The value is at most this limit of the model.
    Within(ModelLimit),
    /// The list of credentials is suitable for the workflow.
    Credentials {
        /// The requirement that the list has to meet.
        test: CredentialTestKind,
        /// The field with the category of an item.
        category: Spanned<Step>,
        /// The field with the id of an item.
        id: Spanned<Step>,
    },
}

/// The type of the value that the function of the runtime accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A string.
    Text,
    /// A string that represents a time.
    Time,
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// A list of strings.
    Texts,
    /// The number of items of a list.
    Length,
}

/// The interpretation of the string in an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// The string itself.
    Word,
    /// As a duration.
    Duration,
    /// The name of a list.
    List,
    /// The name of another value, which has this type.
    Value(ValueKind),
    /// Nothing: `true` is the only operand, so it carries no information.
    Nothing,
}

/// The relation between the operand and the values that pass, which makes tests of the same value comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// The values equal the operand, or one of its enum values.
    Only,
    /// The values differ from the operand, or from all of its enum values.
    AllBut,
    /// The values are arrays that contain the operand.
    With,
    /// The values are arrays that do not contain the operand.
    Without,
    /// The operand is the minimum.
    Least,
    /// The operand is the maximum.
    Most,
    /// The values cannot be compared.
    Other,
}

/// The value that a message reports as failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// The value itself.
    Value,
    /// The items that occur more than once.
    Repeated,
    /// The items that the other value lacks.
    Missing,
}

/// A kind of test, whose result depends on the value, the operand and the time.
#[derive(Debug)]
pub struct Ask {
    /// The key of the test in rules.
    pub key: &'static str,
    /// An alternative key for a single enum value.
    pub short: Option<&'static str>,
    /// The function in the runtime's `predicate` module that performs the test.
    pub function: &'static str,
    /// The function in the same module for numbers that keep their spelling.
    pub exact: Option<&'static str>,
    /// The type of the value that the function accepts.
    pub takes: Takes,
    /// The interpretation of the operand.
    pub reads: Reads,
    /// The relation to other tests of the same value.
    pub accepts: Accepts,
    /// The value that a message reports.
    pub names: Names,
    /// The arguments that the function takes from the runtime's `Scope`, between the value and the operand.
    pub scope: &'static [&'static str],
    /// Calls the function in the generator; returns `None` if the value is absent or unknown.
    pub holds: Holds,
}

/// A function that performs a test in the generator.
type Holds = fn(&Subject<'_>, &Operand) -> Option<bool>;

impl Ask {
    const fn new(key: &'static str, takes: Takes, accepts: Accepts, holds: Holds) -> Self {
        Self {
            key,
            short: None,
            function: key,
            exact: None,
            takes,
            reads: Reads::Word,
            accepts,
            names: Names::Value,
            scope: &[],
            holds,
        }
    }
}

/// Every kind of test whose result depends only on the value, the operand and the time.
pub static ASKS: &[Ask] = &[
    Ask {
        short: Some("is"),
        function: "one_of",
        ..Ask::new("in", Takes::Text, Accepts::Only, |it, to| predicate::one_of(it.text().as_deref(), &to.words()?))
    },
    Ask {
        short: Some("is_not"),
        function: "none_of",
        ..Ask::new("not_in", Takes::Text, Accepts::AllBut, |it, to| {
            predicate::none_of(it.text().as_deref(), &to.words()?)
        })
    },
    Ask::new("is_true", Takes::Flag, Accepts::Only, |it, to| predicate::is_true(it.flag(), to.flag()?)),
    Ask {
        reads: Reads::List,
        // The lists in the runtime are sorted, but those in the spec may not be.
        ..Ask::new("in_list", Takes::Text, Accepts::Other, |it, to| {
            predicate::one_of(it.text().as_deref(), &it.list(to)?)
        })
    },
    Ask::new("contains", Takes::Texts, Accepts::With, |it, to| predicate::contains(it.texts().as_deref(), to.word()?)),
    Ask::new("lacks", Takes::Texts, Accepts::Without, |it, to| predicate::lacks(it.texts().as_deref(), to.word()?)),
    Ask {
        function: "subset",
        reads: Reads::Value(ValueKind::Texts),
        names: Names::Missing,
        ..Ask::new("subset_of", Takes::Texts, Accepts::Other, |it, _| {
            predicate::subset(it.texts().as_deref(), it.other_texts().as_deref())
        })
    },
    Ask {
        reads: Reads::Nothing,
        names: Names::Repeated,
        ..Ask::new("distinct", Takes::Texts, Accepts::Other, |it, _| predicate::distinct(it.texts().as_deref()))
    },
    Ask {
        exact: Some("at_least"),
        ..Ask::new("min", Takes::Number, Accepts::Least, |it, to| {
            predicate::at_least(it.number().as_ref(), &to.number()?.to_string())
        })
    },
    Ask {
        exact: Some("at_most"),
        ..Ask::new("max", Takes::Number, Accepts::Most, |it, to| {
            predicate::at_most(it.number().as_ref(), &to.number()?.to_string())
        })
    },
    Ask::new("min_items", Takes::Length, Accepts::Least, |it, to| {
        predicate::min_items(it.length(), to.count()? as usize)
    }),
    Ask::new("max_items", Takes::Length, Accepts::Most, |it, to| {
        predicate::max_items(it.length(), to.count()? as usize)
    }),
    Ask::new("format", Takes::Text, Accepts::Other, |it, to| predicate::format(it.text().as_deref(), to.format()?)),
    Ask::new("url_without", Takes::Text, Accepts::Other, |it, to| {
        predicate::url_without(it.text().as_deref(), &to.words()?)
    }),
    Ask::new("query_without", Takes::Text, Accepts::Other, |it, to| {
        predicate::query_without(it.text().as_deref(), &to.words()?)
    }),
    Ask {
        reads: Reads::Duration,
        ..Ask::new("min_duration", Takes::Text, Accepts::Least, |it, to| {
            predicate::min_duration(it.text().as_deref(), to.seconds()?)
        })
    },
    Ask {
        reads: Reads::Duration,
        ..Ask::new("max_duration", Takes::Text, Accepts::Most, |it, to| {
            predicate::max_duration(it.text().as_deref(), to.seconds()?)
        })
    },
    Ask {
        function: "max_age",
        scope: &["now"],
        ..Ask::new("max_age_years", Takes::Time, Accepts::Most, |it, to| {
            predicate::max_age(it.text().as_deref(), it.now, to.count()?)
        })
    },
    Ask {
        reads: Reads::Nothing,
        scope: &["now", "clock_skew"],
        // All examples are judged as of one time, so there is no clock skew.
        ..Ask::new("not_in_future", Takes::Time, Accepts::Other, |it, _| {
            predicate::not_in_future(it.text().as_deref(), it.now, std::time::Duration::ZERO)
        })
    },
    Ask {
        reads: Reads::Value(ValueKind::Text),
        ..Ask::new("same_as", Takes::Text, Accepts::Other, |it, _| {
            predicate::same_as(it.text().as_deref(), it.other_text().as_deref())
        })
    },
];

impl Ask {
    /// Returns the kind of test with this key in rules, if it exists.
    pub fn find(key: &str) -> Option<&'static Self> {
        ASKS.iter().find(|ask| ask.key == key || ask.short == Some(key))
    }

    /// Returns whether the result of the test depends on the current time.
    pub fn depends_on_time(&self) -> bool {
        self.scope.contains(&"now")
    }

    /// Returns the set of values that pass the test with this operand.
    fn accepts<'a>(&self, operand: &'a Operand) -> Accepted<'a> {
        match (self.accepts, operand) {
            (Accepts::Only, Operand::Flag(flag)) => Accepted::Flag(*flag),
            (Accepts::Only, Operand::Words(words)) => Accepted::Only(words),
            (Accepts::AllBut, Operand::Words(words)) => Accepted::AllBut(words),
            (Accepts::With, operand) => operand.word().map_or(Accepted::Other, Accepted::With),
            (Accepts::Without, operand) => operand.word().map_or(Accepted::Other, Accepted::Without),
            (Accepts::Least, operand) => operand.size().map_or(Accepted::Other, Accepted::Least),
            (Accepts::Most, operand) => operand.size().map_or(Accepted::Other, Accepted::Most),
            _ => Accepted::Other,
        }
    }
}

impl Test {
    /// Returns the set of values that pass the test.
    pub fn accepts(&self) -> Accepted<'_> {
        match self {
            Test::Present(present) => Accepted::Present(*present),
            Test::Ask(ask, operand) => ask.accepts(operand),
            Test::InSet(..) | Test::Within(_) | Test::Credentials { .. } => Accepted::Other,
        }
    }

    /// Returns the key of the test in rules.
    pub fn key(&self) -> &'static str {
        match self {
            Test::Present(_) => "present",
            Test::Ask(ask, _) => ask.key,
            Test::InSet(..) => "in_set",
            Test::Within(_) => "within",
            Test::Credentials { .. } => "credentials",
        }
    }

    /// Returns the values that a message lists as allowed, if the spec lists them.
    pub fn allowed(&self, model: &Model) -> Option<String> {
        match (self, self.accepts()) {
            (_, Accepted::Only(words)) => Some(words.join(", ")),
            (Test::Ask(_, Operand::Duration(limit)), _) => Some(limit.text.clone()),
            (Test::Ask(_, Operand::List(id)), _) => {
                let mut values: Vec<&str> = model[*id].values.iter().map(String::as_str).collect();
                values.sort_unstable();
                Some(values.join(", "))
            }
            _ => None,
        }
    }

    /// Returns whether the test can list the allowed values.
    pub fn says_allowed(&self, model: &Model) -> bool {
        let by_kind = matches!(self, Test::InSet(..) | Test::Within(_) | Test::Credentials { .. });
        by_kind || self.list().is_some() || self.allowed(model).is_some()
    }

    /// Returns the other value that the test compares with, or that its set depends on.
    pub fn other(&self) -> Option<&Value> {
        match self {
            Test::Ask(_, Operand::Value(other)) => Some(other),
            Test::InSet(_, Some(other)) => Some(other),
            _ => None,
        }
    }

    /// Returns the list that the test looks values up in.
    pub fn list(&self) -> Option<ListId> {
        match self {
            Test::Ask(_, Operand::List(id)) => Some(*id),
            _ => None,
        }
    }

    /// Returns whether the result of the test depends on the current time.
    pub fn depends_on_time(&self) -> bool {
        matches!(self, Test::Ask(ask, _) if ask.depends_on_time())
    }

    /// Returns whether the test applies to a value of this type, or to a list of such values.
    pub fn fits(&self, kind: ValueKind, is_list: bool) -> bool {
        match self {
            Test::Present(_) | Test::Credentials { .. } => true,
            Test::InSet(..) => kind == ValueKind::Text,
            Test::Within(_) => kind == ValueKind::Number,
            Test::Ask(ask, _) => match ask.takes {
                Takes::Text | Takes::Time => kind == ValueKind::Text,
                Takes::Flag => kind == ValueKind::Truth,
                Takes::Number => kind == ValueKind::Number,
                Takes::Texts => kind == ValueKind::Texts,
                Takes::Length => is_list || kind == ValueKind::Texts,
            },
        }
    }

    /// Returns whether both apply the same test to a value.
    pub fn is_same(&self, other: &Test) -> bool {
        match (self, other) {
            (Test::Present(a), Test::Present(b)) => a == b,
            (Test::Ask(a, this), Test::Ask(b, that)) => a.key == b.key && this.is_same(that),
            (Test::InSet(a, this), Test::InSet(b, that)) => {
                a == b
                    && match (this, that) {
                        (Some(this), Some(that)) => this.is_same(that),
                        (None, None) => true,
                        _ => false,
                    }
            }
            (Test::Within(a), Test::Within(b)) => a == b,
            _ => false,
        }
    }
}
