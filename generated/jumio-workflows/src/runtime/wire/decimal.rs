//! Exact decimal arithmetic on the digits of a JSON number: comparison and divisibility without rounding.

use std::cmp::Ordering;

/// The digits of a number, and the position of the decimal point.
pub(in crate::runtime) struct Decimal<'a> {
    is_negative: bool,
    /// The digits before and after the point, as written.
    written: [&'a [u8]; 2],
    /// The number of leading zeros.
    zeros: usize,
    /// The number of significant digits: from the first to the last non-zero one.
    count: usize,
    /// The number of digits before the decimal point, counted from the first non-zero digit.
    point: i64,
}

impl<'a> Decimal<'a> {
    /// Splits a JSON number into its digits and its exponent.
    #[inline]
    pub(in crate::runtime) fn new(text: &'a str) -> Self {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let written = [whole.as_bytes(), fraction.as_bytes()];
        let digits = || written[0].iter().chain(written[1]);
        let zeros = digits().take_while(|digit| **digit == b'0').count();
        let trailing = digits().rev().take_while(|digit| **digit == b'0').count();
        let count = (whole.len() + fraction.len()).saturating_sub(zeros + trailing);
        // An exponent that overflows an `i64` is larger than the number of digits in any JSON text, so it is clamped.
        let far = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
        let exponent = exponent.parse().unwrap_or(far);
        let before = whole.len() as i64 - zeros as i64;
        Self { is_negative, written, zeros, count, point: before.saturating_add(exponent) }
    }

    /// Returns the significant digits.
    #[inline]
    fn digits(&self) -> impl Iterator<Item = u8> {
        let all = self.written[0].iter().chain(self.written[1]);
        all.skip(self.zeros).take(self.count).map(|digit| digit - b'0')
    }

    #[inline]
    fn is_zero(&self) -> bool {
        self.count == 0
    }

    #[inline]
    pub(in crate::runtime) fn compare(&self, other: &Self) -> Ordering {
        match (self.sign(), other.sign()) {
            (own, others) if own != others => own.cmp(&others),
            (0, _) => Ordering::Equal,
            (1, _) => self.magnitude(other),
            _ => other.magnitude(self),
        }
    }

    #[inline]
    fn sign(&self) -> i8 {
        match (self.is_zero(), self.is_negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    #[inline]
    fn magnitude(&self, other: &Self) -> Ordering {
        self.point.cmp(&other.point).then_with(|| self.digits().cmp(other.digits()))
    }

    /// Returns the value as an `i64`; `None` if it has a fraction or does not fit.
    #[inline]
    pub(in crate::runtime) fn whole(&self) -> Option<i64> {
        /// The number of digits that no `i64` can have.
        const TOO_MANY: i64 = 20;
        if self.is_zero() {
            return Some(0);
        }
        if self.point < self.count as i64 || self.point > TOO_MANY {
            return None;
        }
        let zeros = (self.count as i64..self.point).map(|_| 0);
        let value = self.digits().chain(zeros).fold(0_i128, |value, digit| value * 10 + i128::from(digit));
        i64::try_from(if self.is_negative { -value } else { value }).ok()
    }

    /// Returns whether the value is a multiple of a positive number with at most 18 digits.
    #[inline]
    pub(in crate::runtime) fn is_multiple_of(&self, step: &Self) -> bool {
        if self.is_zero() {
            return true;
        }
        let divisor = step.digits().fold(0_u128, |value, digit| value * 10 + u128::from(digit));
        // Each number is an integer that does not end in zero, times a power of ten. If the power of the step is
        // higher, the value is not a multiple of it.
        let zeros = self.point.saturating_sub(self.count as i64);
        let more = zeros.saturating_sub(step.point.saturating_sub(step.count as i64));
        if more < 0 || divisor == 0 {
            return false;
        }
        let rest = self.digits().fold(0, |rest, digit| (rest * 10 + u128::from(digit)) % divisor);
        rest * power_of_ten(more, divisor) % divisor == 0
    }
}

/// Computes a power of ten, modulo the divisor.
#[inline]
fn power_of_ten(mut exponent: i64, divisor: u128) -> u128 {
    let (mut power, mut base) = (1 % divisor, 10 % divisor);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power = power * base % divisor;
        }
        base = base * base % divisor;
        exponent /= 2;
    }
    power
}
