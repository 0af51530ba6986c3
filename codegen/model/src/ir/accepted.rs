//! The sets of values that pass a test. This is the only module that compares tests with each other.

/// The set of values that pass a test, used to compare tests of the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted<'a> {
    /// Present values (`true`), or absent ones (`false`).
    Present(bool),
    /// Only `true`, or only `false`.
    Flag(bool),
    /// Only these enum values.
    Only(&'a [String]),
    /// All enum values except these.
    AllBut(&'a [String]),
    /// Arrays that contain this enum value.
    With(&'a str),
    /// Arrays that do not contain this enum value.
    Without(&'a str),
    /// Values greater than or equal to this number.
    Least(i128),
    /// Values less than or equal to this number.
    Most(i128),
    /// An unknown set of values, which cannot be compared.
    Other,
}

impl Accepted<'_> {
    /// Returns whether no value can pass both tests.
    pub fn excludes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Present(a), Self::Present(b)) | (Self::Flag(a), Self::Flag(b)) => a != b,
            (Self::Only(a), Self::Only(b)) => !a.iter().any(|word| b.contains(word)),
            (Self::Only(all), Self::AllBut(none)) | (Self::AllBut(none), Self::Only(all)) => {
                all.iter().all(|word| none.contains(word))
            }
            (Self::With(a), Self::Without(b)) | (Self::Without(b), Self::With(a)) => a == b,
            (Self::Least(least), Self::Most(most)) | (Self::Most(most), Self::Least(least)) => least > most,
            _ => false,
        }
    }

    /// Returns whether fewer values pass this test than the other one; `None` if unknown.
    pub fn is_tighter_than(self, other: Self) -> Option<bool> {
        let fewer = |these: &[String], those: &[String]| {
            let within = |some: &[String], all: &[String]| some.iter().all(|word| all.contains(word));
            match (within(these, those), within(those, these)) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                _ => None,
            }
        };
        match (self, other) {
            (Self::Only(these), Self::Only(those)) => fewer(these, those),
            (Self::AllBut(these), Self::AllBut(those)) => fewer(those, these),
            (Self::Least(this), Self::Least(that)) => Some(this > that),
            (Self::Most(this), Self::Most(that)) => Some(this < that),
            _ => None,
        }
    }
}
