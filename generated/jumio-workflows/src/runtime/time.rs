//! Calendar: takes timestamps, dates and durations as text and gives back instants and lengths that can be compared.

/// A moment in UTC. Moments compare in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Year, from 1 to 9999.
    pub year: u32,
    /// Month, from 1 to 12.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
    /// Second of the day.
    pub second: u32,
    /// Nanosecond of the second.
    pub nanosecond: u32,
}

impl Moment {
    /// Reads exactly `YYYY-MM-DDThh:mm:ss.SSSZ`, a moment that exists.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == "YYYY-MM-DDThh:mm:ss.SSSZ".len()).then(|| Self::parse_lenient(text)).flatten()
    }

    /// Reads the same with any number of digits for the fraction of the second, or none and no dot either.
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

    /// The same day and time so many years later. On the 29th of February the day may not exist, but it still compares
    /// as it should: after the 28th of February and before the 1st of March.
    #[must_use]
    pub fn plus_years(self, years: u32) -> Self {
        Self { year: self.year.saturating_add(years), ..self }
    }
}

/// Whether this is `YYYY-MM-DD`, a day that exists.
pub fn is_date(text: &str) -> bool {
    day(text.as_bytes()).is_some()
}

/// Seconds of a duration: a whole number and one of the units `s`, `m`, `h`, `d`. What is too long to count counts as
/// the longest duration.
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

/// Year, month and day of `YYYY-MM-DD`.
fn day(text: &[u8]) -> Option<(u32, u32, u32)> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    (year >= 1 && day >= 1 && day <= days_in(year, month)).then_some((year, month, day))
}

/// How many days a month has; none if there is no such month.
fn days_in(year: u32, month: u32) -> u32 {
    // Every fourth year, without full centuries, but with every fourth of those.
    let leap = matches!((year % 400, year % 100, year % 4), (0, _, _) | (_, 1.., 0));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// Nanoseconds of `.S`, with as many digits as there are; digits after the ninth are dropped.
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

/// The number that a few digits spell.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}
