//! What an execution comes to: takes a proof or the reasons why there is none, gives the verdict.

use std::fmt;

use crate::runtime::outcome::proof::Proof;
use crate::runtime::outcome::reason::{Rank, Reason};

/// What an execution comes to.
///
/// Only a [`Proof`] makes a pass, and only the crate makes a proof. Everything else carries the reasons why there is none; the
/// worst of them decides, in the order of [`Rank`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that has to be there is there, and has passed.
    Passed(Proof),
    /// Everything that has to be there is there and nothing was rejected, but somebody has to look at something.
    Review(Vec<Reason>),
    /// It is not known whether the execution passed.
    Undecided(Vec<Reason>),
    /// Something was rejected.
    Rejected(Vec<Reason>),
}

impl Verdict {
    /// The verdict of a proof, or of the reasons why there is none. Without a proof it is not a pass, whatever the reasons.
    #[inline]
    pub(in crate::runtime) fn of(proved: Result<Proof, Vec<Reason>>) -> Self {
        match proved {
            Ok(proof) => Self::Passed(proof),
            Err(mut reasons) => {
                // What the verdict is for comes first.
                reasons.sort_by_key(Reason::rank);
                match reasons.first().map(Reason::rank) {
                    Some(Rank::Rejected) => Self::Rejected(reasons),
                    Some(Rank::Review) => Self::Review(reasons),
                    Some(Rank::Undecided | Rank::Passed) | None => Self::Undecided(reasons),
                }
            }
        }
    }

    /// How good it is.
    #[inline]
    #[must_use]
    pub fn rank(&self) -> Rank {
        match self {
            Self::Passed(_) => Rank::Passed,
            Self::Review(_) => Rank::Review,
            Self::Undecided(_) => Rank::Undecided,
            Self::Rejected(_) => Rank::Rejected,
        }
    }

    /// Whether everything that has to be there is there, and has passed.
    #[inline]
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.proof().is_some()
    }

    /// What proves the pass.
    #[inline]
    #[must_use]
    pub fn proof(&self) -> Option<&Proof> {
        match self {
            Self::Passed(proof) => Some(proof),
            Self::Review(_) | Self::Undecided(_) | Self::Rejected(_) => None,
        }
    }

    /// Why it is not a pass; empty if it is one.
    #[inline]
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::Passed(_) => &[],
            Self::Review(reasons) | Self::Undecided(reasons) | Self::Rejected(reasons) => reasons,
        }
    }
}

/// The word of its rank.
impl fmt::Display for Verdict {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rank().fmt(f)
    }
}
