//! Formats sizes and durations for prose and docs.

use verispec_runtime::runtime::time;

/// The bytes in one megabyte, as file limits define it.
const MEGABYTE: u64 = 1024 * 1024;

/// Formats a number of bytes, such as `10 MB`.
pub fn bytes(count: u64) -> String {
    match count % MEGABYTE {
        0 if count > 0 => format!("{} MB", count / MEGABYTE),
        _ if count == 1 => "1 byte".to_owned(),
        _ => format!("{count} bytes"),
    }
}

/// Formats a duration without converting its unit: `30m` becomes `30 minutes`. Returns `None` if the string is not a
/// duration.
pub fn duration(text: &str) -> Option<String> {
    time::duration(text)?;
    let (unit, count) = [("day", 'd'), ("hour", 'h'), ("minute", 'm'), ("second", 's')]
        .into_iter()
        .find_map(|(unit, letter)| Some((unit, text.strip_suffix(letter)?)))?;
    let count = count.trim_start_matches('0');
    Some(format!("{} {unit}{}", if count.is_empty() { "0" } else { count }, if count == "1" { "" } else { "s" }))
}

#[cfg(test)]
mod tests {
    use super::{bytes, duration};

    #[test]
    fn a_duration_keeps_the_unit_that_it_is_written_in() {
        for (written, words) in
            [("30m", "30 minutes"), ("1d", "1 day"), ("90s", "90 seconds"), ("6h", "6 hours"), ("060m", "60 minutes")]
        {
            assert_eq!(duration(written).as_deref(), Some(words));
        }
        for other in ["", "m", "30", "3.5h", "-1d", "30 m", "30M"] {
            assert_eq!(duration(other), None, "{other}");
        }
    }

    #[test]
    fn only_whole_megabytes_are_called_that() {
        assert_eq!(bytes(10_485_760), "10 MB");
        assert_eq!(bytes(10_485_761), "10485761 bytes");
        assert_eq!(bytes(0), "0 bytes");
        assert_eq!(bytes(1), "1 byte");
    }
}
