//! Polling schedules, and the remaining time of tokens and sessions. The caller measures the time.

use std::iter::FusedIterator;
use std::time::{Duration, Instant};

/// The delays before each attempt; the iterator ends after the last attempt.
#[derive(Debug, Clone)]
pub struct Schedule {
    rest: &'static [Duration],
}

/// Creates a schedule with these delays.
#[inline]
#[must_use]
pub fn schedule(delays: &'static [Duration]) -> Schedule {
    Schedule { rest: delays }
}

impl Schedule {
    /// Returns the total time until the last remaining attempt.
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

/// The expiry of something with a limited lifetime, such as a token or a session. This type does not read a clock; the
/// caller passes the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    start: Instant,
    lifetime: Duration,
}

impl Deadline {
    /// Creates the expiry of something that starts now and has this lifetime.
    #[inline]
    #[must_use]
    pub fn new(now: Instant, lifetime: Duration) -> Self {
        Self { start: now, lifetime }
    }

    /// Returns the remaining time; `None` once it has expired.
    #[inline]
    #[must_use]
    pub fn remaining(&self, now: Instant) -> Option<Duration> {
        let age = now.saturating_duration_since(self.start);
        self.lifetime.checked_sub(age).filter(|left| !left.is_zero())
    }

    /// Returns whether the lifetime has expired.
    #[inline]
    #[must_use]
    pub fn is_over(&self, now: Instant) -> bool {
        self.remaining(now).is_none()
    }

    /// Returns whether the lifetime will expire before an action of this duration ends, so that it should be renewed
    /// first.
    #[inline]
    #[must_use]
    pub fn ends_within(&self, now: Instant, margin: Duration) -> bool {
        self.remaining(now).is_none_or(|left| left <= margin)
    }

    /// Restarts the lifetime, unless it has already expired.
    #[inline]
    #[must_use]
    pub fn renewed(self, now: Instant) -> Self {
        if self.is_over(now) { self } else { Self { start: now, ..self } }
    }
}
