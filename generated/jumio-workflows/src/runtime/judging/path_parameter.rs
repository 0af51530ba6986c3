//! Judges path parameters: reports values in the context that are not valid in the operation's path.

use crate::runtime::judging::builtin;
use crate::runtime::judging::url::{UrlError, put_segment};
use crate::runtime::wire::text::listed;
use crate::runtime::{At, Context, Found, Report};

/// The constraints on a parameter of an operation's path.
#[derive(Debug, Clone, Copy)]
pub struct PathParameter {
    /// The parameter's name in the path.
    pub name: &'static str,
    /// The parameter's name in the facts of a context, such as `path.id`.
    pub fact: &'static str,
    /// The values of its enum; empty if all values are allowed.
    pub values: &'static [&'static str],
    /// The minimum number of characters of a value.
    pub min_length: usize,
    /// The maximum number of characters of a value, if there is one.
    pub max_length: Option<usize>,
}

impl PathParameter {
    /// Describes the allowed values of the parameter; `None` if this value is allowed.
    #[inline]
    fn misfit(&self, value: &str) -> Option<String> {
        if !self.values.is_empty() {
            return (!self.values.contains(&value)).then(|| format!("it must be one of {}", listed(self.values, "or")));
        }
        let length = value.chars().count();
        match self.max_length {
            _ if length < self.min_length => Some(format!("it must have at least {} characters", self.min_length)),
            Some(most) if length > most => Some(format!("it must have at most {most} characters")),
            _ => None,
        }
    }
}

/// Judges the path parameters in the context with the same checks as typed ids and the functions that build URLs. If
/// `path` is `None`, the operation has no path of its own.
#[inline]
pub fn check_path(path: Option<&str>, parameters: &[PathParameter], context: &Context, report: &mut Report) {
    let stated: Vec<(&str, &str)> = context.path.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let context = At::ROOT.member("context");
    let at = context.member("path");
    for (name, _) in &stated {
        if !parameters.iter().any(|known| known.name == *name) {
            let known: Vec<String> = parameters.iter().map(|known| format!("`{}`", known.name)).collect();
            let allowed = match known.is_empty() {
                true => "its path has no parameters".to_owned(),
                false => format!("it has {}", listed(&known, "and")),
            };
            let found = Found { value: Some(name), allowed: Some(allowed), ..Found::default() };
            report.add(&builtin::UNKNOWN_PATH_PARAMETER, &at.member(name), found);
        }
    }
    for known in parameters {
        let value = stated.iter().find(|(name, _)| *name == known.name).map(|(_, value)| *value);
        let at = at.member(known.name);
        let refused = match value {
            None => {
                report.leave_open(&builtin::PATH_PARAMETER, known.fact);
                None
            }
            Some(value) => unfit(path, known.name, &stated).or_else(|| known.misfit(value)),
        };
        // A rule of the spec has already reported this value.
        if let Some(allowed) = refused.filter(|_| !report.points_at(&at)) {
            let found = Found { value: Some(known.name), allowed: Some(allowed), ..Found::default() };
            report.add(&builtin::PATH_PARAMETER, &at, found);
        }
    }
}

/// Returns why this value of the parameter cannot be used in a URL.
#[inline]
fn unfit(path: Option<&str>, name: &str, stated: &[(&str, &str)]) -> Option<String> {
    let segment = path?.split('/').find(|segment| segment.contains(&format!("{{{name}}}")))?;
    match put_segment(segment, stated, &mut String::new()).err()? {
        UrlError::Empty { parameter } if parameter == name => {
            Some("it must not be empty, because the URL would lead to another path".to_owned())
        }
        UrlError::Unfit { parameter } if parameter == name => {
            Some("it must not be `.` or `..`, because the URL would lead to another path".to_owned())
        }
        _ => None,
    }
}
