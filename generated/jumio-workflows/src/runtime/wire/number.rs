//! Whole numbers in any JSON spelling: `31`, `31.0`, `3.1e1`.

use crate::runtime::wire::decimal::Decimal;

/// Returns the 64-bit integer that a JSON number represents, if it is an integer.
pub(in crate::runtime) fn whole(text: &str) -> Option<i64> {
    if !text.contains(['.', 'e', 'E']) {
        return text.parse().ok();
    }
    Decimal::new(text).whole()
}

/// Returns the integer that a string represents. A plus sign, leading zeros and `-0` are not allowed.
pub(in crate::runtime) fn spelled_out(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    let digits = text.trim_start_matches('-');
    // Eighteen digits always fit into 64 bits, and a pattern can easily express this limit.
    let canonical = text == "0"
        || digits.len() <= 18 && (digits.len() + 1 >= text.len() && digits.starts_with(|c| matches!(c, '1'..='9')));
    canonical.then_some(number)
}
