//! Time that the caller measures: polling schedules, and the remaining time of tokens and sessions.

use std::iter::FusedIterator;
use std::time::{Duration, Instant};

/// The delays before each attempt; the iterator ends after the last attempt.
#[derive(Debug, Clone)]
pub struct Schedule {
    rest: &'static [Duration],
}

/// A schedule with these delays.
#[inline]
#[must_use]
pub fn schedule(delays: &'static [Duration]) -> Schedule {
    Schedule { rest: delays }
}

impl Schedule {
    /// The total time until the last remaining attempt.
    #[inline]
    #[must_use]
    pub fn total(&self) -> Duration {
        self.rest.iter().sum()
    }
}

impl Iterator for Schedule {
    type Item = Duration;

    #[inline]
    fn next(&mut self) -> Option<Duration> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len(), Some(self.rest.len()))
    }
}

impl ExactSizeIterator for Schedule {}

impl FusedIterator for Schedule {}

/// The expiry of something with a limited lifetime, such as a token or a session. Reads no clock: the caller passes the
/// time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    start: Instant,
    lifetime: Duration,
}

impl Deadline {
    /// The expiry of something that starts now and lives this long.
    #[inline]
    #[must_use]
    pub fn new(now: Instant, lifetime: Duration) -> Self {
        Self { start: now, lifetime }
    }

    /// The remaining time; `None` once it has expired.
    #[inline]
    #[must_use]
    pub fn remaining(&self, now: Instant) -> Option<Duration> {
        let age = now.saturating_duration_since(self.start);
        self.lifetime.checked_sub(age).filter(|left| !left.is_zero())
    }

    /// Whether it has expired.
    #[inline]
    #[must_use]
    pub fn is_over(&self, now: Instant) -> bool {
        self.remaining(now).is_none()
    }

    /// Whether it will expire before an action of this length is done, and should be renewed first.
    #[inline]
    #[must_use]
    pub fn ends_within(&self, now: Instant, margin: Duration) -> bool {
        self.remaining(now).is_none_or(|left| left <= margin)
    }

    /// Restarts the lifetime, unless it has expired already.
    #[inline]
    #[must_use]
    pub fn renewed(self, now: Instant) -> Self {
        if self.is_over(now) { self } else { Self { start: now, ..self } }
    }
}
