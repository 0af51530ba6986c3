//! Parses timestamps, dates and durations into values that can be compared.

use std::error::Error;
use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time in UTC, with a precision of one nanosecond. Moments are ordered chronologically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    year: u32,
    month: u32,
    day: u32,
    second: u32,
    nanosecond: u32,
}

impl Moment {
    /// Returns the year, from 1 to 9999.
    #[inline]
    #[must_use]
    pub fn year(self) -> u32 {
        self.year
    }

    /// Returns the month, from 1 to 12.
    #[inline]
    #[must_use]
    pub fn month(self) -> u32 {
        self.month
    }

    /// Returns the day of the month, from 1.
    #[inline]
    #[must_use]
    pub fn day(self) -> u32 {
        self.day
    }

    /// Returns the second of the day, from 0 to 86,399.
    #[inline]
    #[must_use]
    pub fn second_of_day(self) -> u32 {
        self.second
    }

    /// Returns the nanosecond of the second, from 0 to 999,999,999.
    #[inline]
    #[must_use]
    pub fn nanosecond(self) -> u32 {
        self.nanosecond
    }

    /// Parses a time of exactly the form `YYYY-MM-DDThh:mm:ss.SSSZ`; returns `None` if it has another form or does not
    /// exist.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == "YYYY-MM-DDThh:mm:ss.SSSZ".len()).then(|| Self::parse_lenient(text)).flatten()
    }

    /// Parses a time of the form `YYYY-MM-DDThh:mm:ss.SSSZ`, with any number of fractional digits or without a
    /// fraction.
    pub fn parse_lenient(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (date, time) = (bytes.get(..10)?, bytes.get(10..19)?);
        let (year, month, day) = day(date)?;
        let &[b'T', h1, h2, b':', m1, m2, b':', s1, s2] = time else {
            return None;
        };
        let (hour, minute, second) = (number(&[h1, h2])?, number(&[m1, m2])?, number(&[s1, s2])?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let nanosecond = fraction(bytes.get(19..)?.strip_suffix(b"Z")?)?;
        Some(Self { year, month, day, second: (hour * 60 + minute) * 60 + second, nanosecond })
    }

    /// Parses an RFC 3339 string with any offset, such as `2024-03-04T12:01:12.5+01:00`.
    #[inline]
    fn parse_rfc3339(text: &str) -> Option<Self> {
        let upper = text.to_ascii_uppercase();
        if upper.ends_with('Z') {
            return Self::parse_lenient(&upper);
        }
        let (local, offset) = upper.split_at_checked(upper.len().checked_sub("+hh:mm".len())?)?;
        let &[sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] = offset.as_bytes() else { return None };
        let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
        if hours > 23 || minutes > 59 {
            return None;
        }
        let offset = i64::from((hours * 60 + minutes) * 60);
        let local = Self::parse_lenient(&format!("{local}Z"))?;
        let utc = local.seconds() + if sign == b'+' { -offset } else { offset };
        Self::at(utc, local.nanosecond)
    }

    /// Returns the number of seconds since the start of 1970, negative for earlier times.
    #[inline]
    fn seconds(self) -> i64 {
        days_before(self.year, self.month, self.day) * SECONDS_A_DAY + i64::from(self.second)
    }

    /// Returns the moment this many seconds after the start of 1970, if its year is from 1 to 9999.
    #[inline]
    fn at(seconds: i64, nanosecond: u32) -> Option<Self> {
        let (days, second) = (seconds.div_euclid(SECONDS_A_DAY), seconds.rem_euclid(SECONDS_A_DAY));
        // This estimate is never too late, and is close for four-digit years.
        let mut year = u32::try_from(1970 + days.div_euclid(366).min(days.div_euclid(365))).ok()?.min(9999);
        while year <= 9999 && days_before(year + 1, 1, 1) <= days {
            year += 1;
        }
        if !(1..=9999).contains(&year) {
            return None;
        }
        let mut left = u32::try_from(days - days_before(year, 1, 1)).ok()?;
        let mut month = 1;
        while left >= days_in(year, month) {
            left -= days_in(year, month);
            month += 1;
        }
        let second = u32::try_from(second).ok()?;
        Some(Self { year, month, day: left + 1, second, nanosecond })
    }

    /// Returns the moment that is later by this duration, or the last moment of the year 9999 if that is out of range.
    #[inline]
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        const LAST: Moment = Moment { year: 9999, month: 12, day: 31, second: 86_399, nanosecond: 999_999_999 };
        let nanoseconds = self.nanosecond + duration.subsec_nanos();
        let carried = i64::from(nanoseconds / 1_000_000_000);
        let seconds =
            i64::try_from(duration.as_secs()).ok().and_then(|more| self.seconds().checked_add(more + carried));
        seconds.and_then(|seconds| Self::at(seconds, nanoseconds % 1_000_000_000)).unwrap_or(LAST)
    }

    /// Converts the moment to `std::time`; `None` if the system cannot represent it.
    #[inline]
    #[must_use]
    pub fn system_time(self) -> Option<SystemTime> {
        let seconds = self.seconds();
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let time = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        time?.checked_add(Duration::new(0, self.nanosecond))
    }

    /// Returns the same day and time this many years later. February 29 may not exist in that year, but it is still
    /// ordered correctly: after February 28 and before March 1.
    #[inline]
    #[must_use]
    pub fn plus_years(self, years: u32) -> Self {
        Self { year: self.year.saturating_add(years), ..self }
    }
}

impl From<SystemTime> for Moment {
    /// Converts times before year 1 or after year 9999 to the first or last moment of that range.
    #[inline]
    fn from(time: SystemTime) -> Self {
        const FIRST: Moment = Moment { year: 1, month: 1, day: 1, second: 0, nanosecond: 0 };
        const EPOCH: Moment = Moment { year: 1970, month: 1, day: 1, second: 0, nanosecond: 0 };
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => EPOCH.plus(after),
            Err(error) => {
                let before = error.duration();
                let (borrowed, nanosecond) = match before.subsec_nanos() {
                    0 => (0, 0),
                    nanoseconds => (1, 1_000_000_000 - nanoseconds),
                };
                let seconds = i64::try_from(before.as_secs()).ok().and_then(|seconds| seconds.checked_add(borrowed));
                seconds.and_then(|seconds| Self::at(-seconds, nanosecond)).unwrap_or(FIRST)
            }
        }
    }
}

impl FromStr for Moment {
    type Err = InvalidTime;

    #[inline]
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        Self::parse_rfc3339(text).ok_or(InvalidTime)
    }
}

impl fmt::Display for Moment {
    /// Formats the moment as RFC 3339 in UTC, with only as many fractional digits as needed.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        let Self { year, month, day, nanosecond, .. } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if *nanosecond > 0 {
            write!(f, ".{}", format!("{nanosecond:09}").trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

#[cfg(feature = "cli")]
impl<'de> serde::Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text: String = serde::Deserialize::deserialize(deserializer)?;
        text.parse().map_err(|error| serde::de::Error::custom(format_args!("{text:?}: {error}")))
    }
}

/// The error for a string that is not a valid RFC 3339 time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidTime;

impl fmt::Display for InvalidTime {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a valid RFC 3339 time; write it as in 2024-03-04T11:01:12Z or 2024-03-04T12:01:12+01:00")
    }
}

impl Error for InvalidTime {}

const SECONDS_A_DAY: i64 = 86_400;

/// Returns the number of days from 1970-01-01 to this date, negative for earlier dates.
fn days_before(year: u32, month: u32, day: u32) -> i64 {
    let years = i64::from(year) - 1;
    let leap_days = years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
    let in_year: u32 = (1..month).map(|month| days_in(year, month)).sum();
    // There are 719,162 days between January 1 of year 1 and January 1, 1970.
    years * 365 + leap_days + i64::from(in_year) + i64::from(day) - 1 - 719_162
}

/// Returns whether the string is a valid date of the form `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    day(text.as_bytes()).is_some()
}

/// Returns the number of seconds in a duration, which consists of a whole number and one of the units `s`, `m`, `h`,
/// `d`. Returns `None` for other strings, and saturates if the duration is too long.
pub fn duration(text: &str) -> Option<u64> {
    let (unit, digits) = text.as_bytes().split_last()?;
    let factor = match unit {
        b's' => 1,
        b'm' => 60,
        b'h' => 3600,
        b'd' => 86_400,
        _ => return None,
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let count = digits.iter().fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
    Some(count.saturating_mul(factor))
}

/// Parses a duration such as `30m`: a whole number and one of the units `s`, `m`, `h`, `d`. Returns `None` for other
/// strings.
#[inline]
#[must_use]
pub fn read_duration(text: &str) -> Option<Duration> {
    duration(text).map(Duration::from_secs)
}

/// Formats a duration as a whole number and the largest unit without a fraction, such as `30m` for half an hour.
/// Fractions of a second are dropped.
#[inline]
#[must_use]
pub fn write_duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let units = [(86_400, 'd'), (3600, 'h'), (60, 'm')];
    let fits = units.into_iter().find(|(length, _)| seconds > 0 && seconds % length == 0);
    let (length, unit) = fits.unwrap_or((1, 's'));
    format!("{}{unit}", seconds / length)
}

/// Parses year, month and day of `YYYY-MM-DD`.
fn day(text: &[u8]) -> Option<(u32, u32, u32)> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    (year >= 1 && day >= 1 && day <= days_in(year, month)).then_some((year, month, day))
}

/// Returns the number of days in a month; 0 if there is no such month.
fn days_in(year: u32, month: u32) -> u32 {
    // A leap year of the Gregorian calendar is divisible by 4 and not by 100, or divisible by 400.
    let leap = matches!((year % 400, year % 100, year % 4), (0, _, _) | (_, 1.., 0));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// Parses a fraction such as `.5` as nanoseconds; digits after the ninth are dropped. An empty string is zero.
fn fraction(text: &[u8]) -> Option<u32> {
    if text.is_empty() {
        return Some(0);
    }
    let digits = text.strip_prefix(b".")?;
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let padded = digits.iter().copied().chain(std::iter::repeat(b'0'));
    Some(padded.take(9).fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}

/// Parses a number of a few ASCII digits; `None` if any byte is not a digit.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}
