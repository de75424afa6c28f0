//! Why a filter cannot be parsed.

/// Where a filter is wrong, and how.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("at {position}: {message}")]
pub struct FilterError {
    /// Where, in code points from 0.
    pub position: usize,
    /// What was expected and found; lower case, no full stop, values in backticks.
    pub message: String,
}
