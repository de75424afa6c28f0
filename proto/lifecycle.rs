//! Which resources count as current, and which may be referred to?

use crate::v1::LifecycleState;

impl LifecycleState {
    /// Whether default reads, lists, counts and pages include a resource in this state: it is published,
    /// or has no state, which is read as published.
    pub const fn is_current(self) -> bool {
        matches!(self, Self::Published | Self::Unspecified)
    }

    /// Whether a current resource may refer to one in this state, and whether its names are matched: it
    /// has been published and is not retracted. A superseded resource may still be cited.
    pub const fn is_citable(self) -> bool {
        matches!(self, Self::Published | Self::Unspecified | Self::Superseded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_one_answer() {
        for (state, current, citable) in [
            (LifecycleState::Unspecified, true, true),
            (LifecycleState::Draft, false, false),
            (LifecycleState::Published, true, true),
            (LifecycleState::Superseded, false, true),
            (LifecycleState::Retracted, false, false),
        ] {
            assert_eq!(state.is_current(), current, "{state:?}");
            assert_eq!(state.is_citable(), citable, "{state:?}");
        }
    }
}
