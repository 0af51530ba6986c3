//! Whole numbers in any JSON spelling: `31`, `31.0`, `3.1e1`.

use crate::runtime::wire::decimal::Decimal;

/// The 64-bit integer that a JSON number represents, if it is one.
pub(in crate::runtime) fn whole(text: &str) -> Option<i64> {
    if !text.contains(['.', 'e', 'E']) {
        return text.parse().ok();
    }
    Decimal::new(text).whole()
}

/// The integer that a string represents, without plus sign, leading zeros or `-0`.
pub(in crate::runtime) fn spelled_out(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    let digits = text.trim_start_matches('-');
    // Eighteen digits always fit, and a pattern can express the limit just as easily.
    let canonical = text == "0"
        || digits.len() <= 18 && (digits.len() + 1 >= text.len() && digits.starts_with(|c| matches!(c, '1'..='9')));
    canonical.then_some(number)
}
