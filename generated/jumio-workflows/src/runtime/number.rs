//! Whole numbers in whatever way JSON can spell them: `31`, `31.0`, `3.1e1`.

/// The whole number that this JSON number stands for, if it is one of 64 bits.
pub(super) fn whole(text: &str) -> Option<i64> {
    if !text.contains(['.', 'e', 'E']) {
        return text.parse().ok();
    }
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{integer}{fraction}");
    let digits = all.trim_start_matches('0').trim_end_matches('0');
    if digits.is_empty() {
        return Some(0);
    }
    // An exponent that does not fit moves the point far beyond 64 bits, one way or the other.
    let trimmed = all.len() - all.trim_end_matches('0').len();
    let zeros = exponent.parse::<i32>().ok()?.checked_add(i32::try_from(trimmed).ok()?)?;
    let zeros = usize::try_from(zeros.checked_sub(i32::try_from(fraction.len()).ok()?)?).ok()?;
    // The largest number of 64 bits has nineteen digits.
    if zeros + digits.len() > 19 {
        return None;
    }
    format!("{sign}{digits}{}", "0".repeat(zeros)).parse().ok()
}

/// The whole number that a string spells, without plus sign, leading zeros or `-0`.
pub(super) fn spelled_out(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    let digits = text.trim_start_matches('-');
    // Eighteen digits always fit, and are as easily told by a pattern.
    let canonical = text == "0"
        || digits.len() <= 18 && (digits.len() + 1 >= text.len() && digits.starts_with(|c| matches!(c, '1'..='9')));
    canonical.then_some(number)
}
