//! Validated requests: validates a body in its context, and returns a request that can be sent or all violations.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use crate::runtime::judging::model::Operation;
use crate::runtime::{Context, NotJudged, Report, Violation};

/// A kind of request with a JSON body; the implementing type only identifies the operation.
pub trait Request {
    /// The type of the body.
    type Body: fmt::Debug + Clone + PartialEq;

    /// The operation that receives the body.
    const OPERATION: &'static Operation;

    /// Checks a body against all limits and rules.
    fn judge(body: &Self::Body, context: &Context, report: &mut Report);

    /// Parses a body, and reports everything that does not fit.
    fn read(bytes: &[u8], report: &mut Report) -> Option<Self::Body>;

    /// Serializes a body as JSON.
    fn write(body: &Self::Body) -> Vec<u8>;
}

/// A request whose body violates no limit and no rule of severity error.
///
/// **Invariant:** only [`Validated::new`] and its callers create one, and it is immutable.
pub struct Validated<R: Request> {
    body: R::Body,
    warnings: Vec<Violation>,
    not_judged: Vec<NotJudged>,
}

impl<R: Request> Validated<R> {
    /// Validates a body.
    ///
    /// # Errors
    ///
    /// Fails if the body has a violation of severity error. The error contains all violations, and the body.
    pub fn new(body: R::Body, context: &Context) -> Result<Self, Rejected<R>> {
        Self::judged(body, context, Report::for_context(context))
    }

    /// Parses a body from JSON and validates it against the same rules.
    ///
    /// # Errors
    ///
    /// Like [`new`](Self::new); also fails if the bytes cannot be parsed as such a body.
    pub fn from_json(bytes: &[u8], context: &Context) -> Result<Self, Rejected<R>> {
        let mut report = Report::for_context(context);
        match R::read(bytes, &mut report) {
            Some(body) => Self::judged(body, context, report),
            None => Err(Rejected::new(None, report)),
        }
    }

    fn judged(body: R::Body, context: &Context, mut report: Report) -> Result<Self, Rejected<R>> {
        R::judge(&body, context, &mut report);
        if !report.is_ok() {
            return Err(Rejected::new(Some(body), report));
        }
        let (warnings, not_judged) = report.into_parts();
        Ok(Self { body, warnings, not_judged })
    }

    /// Returns the validated body.
    #[must_use]
    pub fn body(&self) -> &R::Body {
        &self.body
    }

    /// Returns the body so that it can be changed. It has to be validated again after the change.
    #[must_use]
    pub fn into_body(self) -> R::Body {
        self.body
    }

    /// Returns the violations that are not errors.
    #[must_use]
    pub fn warnings(&self) -> &[Violation] {
        &self.warnings
    }

    /// Returns the rules that could not be judged, each with its missing facts.
    #[must_use]
    pub fn not_judged(&self) -> &[NotJudged] {
        &self.not_judged
    }

    /// Returns the body as UTF-8 JSON.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        R::write(&self.body)
    }

    /// Returns the body as a JSON string.
    #[must_use]
    pub fn to_json(&self) -> String {
        // JSON is always valid UTF-8, so nothing is lost.
        String::from_utf8_lossy(&self.to_vec()).into_owned()
    }

    /// Returns the method and the path of the request.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        R::OPERATION
    }
}

impl<R: Request> Clone for Validated<R> {
    fn clone(&self) -> Self {
        Self { body: self.body.clone(), warnings: self.warnings.clone(), not_judged: self.not_judged.clone() }
    }
}

impl<R: Request> fmt::Debug for Validated<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Validated");
        shown.field("body", &self.body).field("warnings", &self.warnings).field("not_judged", &self.not_judged).finish()
    }
}

/// A request that must not be sent, and all violations.
pub struct Rejected<R: Request>(Box<(Option<R::Body>, Report)>);

impl<R: Request> Rejected<R> {
    fn new(body: Option<R::Body>, report: Report) -> Self {
        Self(Box::new((body, report)))
    }

    /// Returns all violations, including warnings.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.0.1
    }

    /// Returns the body; `None` if it could not be parsed.
    #[must_use]
    pub fn body(&self) -> Option<&R::Body> {
        self.0.0.as_ref()
    }

    /// Returns the body so that it can be changed and validated again.
    #[must_use]
    pub fn into_body(self) -> Option<R::Body> {
        self.0.0
    }
}

impl<R: Request> fmt::Debug for Rejected<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejected").field("body", &self.0.0).field("report", &self.0.1).finish()
    }
}

impl<R: Request> fmt::Display for Rejected<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this {} request must not be sent: {}", R::OPERATION.id, self.report())
    }
}

impl<R: Request> Error for Rejected<R> {}

/// A request under construction; [`build`](Self::build) validates it.
#[must_use = "a draft cannot be sent; call `build` to get a request"]
pub struct Draft<R: Request, B = <R as Request>::Body> {
    pub(crate) body: B,
    request: PhantomData<fn() -> R>,
}

impl<R: Request> Draft<R> {
    /// Starts a request with this body.
    pub fn new(body: R::Body) -> Self {
        Self { body, request: PhantomData }
    }

    /// Validates the request.
    ///
    /// # Errors
    ///
    /// Fails under the same conditions as [`Validated::new`].
    pub fn build(self, context: &Context) -> Result<Validated<R>, Rejected<R>> {
        Validated::new(self.body, context)
    }
}

impl<R: Request> Clone for Draft<R> {
    fn clone(&self) -> Self {
        Self::new(self.body.clone())
    }
}

impl<R: Request> fmt::Debug for Draft<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft").field("body", &self.body).finish()
    }
}
