//! The roles that are recognized.

/// A role that a sentence gives to a name, and that a field of a fact may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Role {
    /// Who gives.
    Giver,
    /// Who gets.
    Receiver,
    /// Who does something, goes somewhere or belongs to something.
    Agent,
    /// To whom it is done, where they go, to what they belong.
    Patient,
    /// Who has an office.
    Holder,
    /// For whom.
    Principal,
    /// Who says, claims or expects something.
    Speaker,
}

impl Role {
    /// The role at the other end; of one who speaks there is none that is read.
    pub(in super::super) const fn opposite(self) -> Self {
        match self {
            Self::Giver => Self::Receiver,
            Self::Receiver => Self::Giver,
            Self::Agent => Self::Patient,
            Self::Patient => Self::Agent,
            Self::Holder => Self::Principal,
            Self::Principal => Self::Holder,
            Self::Speaker => Self::Speaker,
        }
    }
}
