//! The values that pass a test: the only place where tests are compared with each other.

/// The values that pass a test, for comparing tests of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted<'a> {
    /// Present values, or absent ones.
    Present(bool),
    /// `true`, or `false`.
    Flag(bool),
    /// These enum values.
    Only(&'a [String]),
    /// All enum values except these.
    AllBut(&'a [String]),
    /// Arrays that contain this enum value.
    With(&'a str),
    /// Arrays that do not contain it.
    Without(&'a str),
    /// Values of at least this.
    Least(i128),
    /// Values of at most this.
    Most(i128),
    /// Values that cannot be compared.
    Other,
}

impl Accepted<'_> {
    /// Whether no value passes both tests.
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

    /// Whether fewer values pass this test than the other; `None` if unknown.
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
