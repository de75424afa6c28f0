//! Tests of the reader of amounts.

mod recognizers;
