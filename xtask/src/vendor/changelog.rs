//! Creates the changelog of a copy: the changelog of the spec up to the version of the copy.

use verispec_codegen::diff::Version;
use verispec_codegen::endings::lf;

/// Removes everything newer than a version from the changelog. If the version has a section, the unreleased entries are
/// newer and are also removed.
pub(crate) fn up_to(changelog: &str, version: &str) -> String {
    let changelog = lf(changelog);
    let own = Version::parse(version).ok();
    let named = |line: &str| Some(line.strip_prefix("## [")?.split_once(']')?.0.to_owned());
    let is_released = changelog.lines().any(|line| named(line).as_deref() == Some(version));
    let mut kept = String::new();
    let mut keeps = true;
    for line in changelog.split_inclusive('\n') {
        if let Some(name) = named(line) {
            keeps = match (Version::parse(&name), &own) {
                (Ok(section), Some(own)) => section <= *own,
                (Err(_), _) => !is_released,
                (Ok(_), None) => true,
            };
        }
        if keeps {
            kept.push_str(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::up_to;

    const CHANGELOG: &str = "# Changelog\n\n## [Unreleased]\n\n- d\n\n## [0.10.0] - 2026-03-01\n\n- c\n\n## [0.9.0] - 2026-02-01\n\n- b\n\n## [0.8.0]\n\n- a\n";

    #[test]
    fn what_is_newer_than_the_copy_is_left_out() {
        assert_eq!(up_to(CHANGELOG, "0.10.0"), CHANGELOG.replace("## [Unreleased]\n\n- d\n\n", ""));
        let old = "# Changelog\n\n## [0.9.0] - 2026-02-01\n\n- b\n\n## [0.8.0]\n\n- a\n";
        assert_eq!(up_to(CHANGELOG, "0.9.0"), old);
        assert_eq!(
            up_to(CHANGELOG, "0.11.0"),
            CHANGELOG,
            "a version without a section must include the unreleased entries"
        );
        assert_eq!(up_to(&CHANGELOG.replace('\n', "\r\n"), "0.9.0"), old);
    }
}
