//! Time that the caller measures: takes a schedule or a lifetime, gives what to wait for and whether it is over.

use std::iter::FusedIterator;
use std::time::{Duration, Instant};

/// How long to wait before each attempt; it ends when no attempt is left.
#[derive(Debug, Clone)]
pub struct Schedule {
    rest: &'static [Duration],
}

/// A schedule of these delays.
#[inline]
#[must_use]
pub fn schedule(delays: &'static [Duration]) -> Schedule {
    Schedule { rest: delays }
}

impl Schedule {
    /// How long it takes until the last of the attempts that are left.
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

/// The end of something that lives for a while, such as a token or a session. It reads no clock: the caller says what
/// time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    start: Instant,
    lifetime: Duration,
}

impl Deadline {
    /// Something that starts now and lives this long.
    #[inline]
    #[must_use]
    pub fn new(now: Instant, lifetime: Duration) -> Self {
        Self { start: now, lifetime }
    }

    /// How much time is left; nothing once it is over.
    #[inline]
    #[must_use]
    pub fn remaining(&self, now: Instant) -> Option<Duration> {
        let age = now.saturating_duration_since(self.start);
        self.lifetime.checked_sub(age).filter(|left| !left.is_zero())
    }

    /// Whether it is over.
    #[inline]
    #[must_use]
    pub fn is_over(&self, now: Instant) -> bool {
        self.remaining(now).is_none()
    }

    /// Whether it will be over before something that takes this long is done: then renew it first.
    #[inline]
    #[must_use]
    pub fn ends_within(&self, now: Instant, margin: Duration) -> bool {
        self.remaining(now).is_none_or(|left| left <= margin)
    }

    /// The same, started anew. What is over stays over.
    #[inline]
    #[must_use]
    pub fn renewed(self, now: Instant) -> Self {
        if self.is_over(now) { self } else { Self { start: now, ..self } }
    }
}
