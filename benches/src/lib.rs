//! Measures Dossier against baselines in the same run. `make bench` runs all of it; docs/performance.md
//! keeps the table.
//!
//! The machines that run this are shared and noisy, so a figure alone says little: each measurement
//! alternates with its baseline, and the ratio of the medians is what counts.

pub mod corpus;
pub mod measure;
pub mod rates;
pub mod raw;
pub mod scale;
