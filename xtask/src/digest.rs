//! SHA-256 checksums in the format of `sha256sum`.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// Returns the SHA-256 checksum in hexadecimal.
pub(crate) fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a `String` cannot fail.
        _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Parses the checksum and the path from a line of `sha256sum`.
pub(crate) fn line(line: &str) -> Option<(&str, &str)> {
    let is_sum = |sum: &str| sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    line.split_once("  ").filter(|(sum, _)| is_sum(sum))
}

#[cfg(test)]
mod tests {
    use super::{line, sum};

    #[test]
    fn the_sum_is_that_of_sha256sum() {
        assert_eq!(sum(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let written = format!("{}  a  b", sum(b""));
        assert_eq!(line(&written), Some((sum(b"").as_str(), "a  b")));
        assert_eq!(line("a/b.rs"), None);
    }
}
