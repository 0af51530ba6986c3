//! What values pass a test: the one place that compares tests with each other.

/// What values pass a test, as far as tests of one value can be compared by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted<'a> {
    /// Those that are there, or those that are not.
    Present(bool),
    /// `true`, or `false`.
    Flag(bool),
    /// These enum values.
    Only(&'a [String]),
    /// All but these enum values.
    AllBut(&'a [String]),
    /// Lists with this enum value.
    With(&'a str),
    /// Lists without it.
    Without(&'a str),
    /// Those from here.
    Least(i128),
    /// Those up to here.
    Most(i128),
    /// Others.
    Other,
}

impl Accepted<'_> {
    /// Whether no value passes both.
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

    /// Whether fewer values pass this than the other; nothing if that cannot be told.
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
