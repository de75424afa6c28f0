//! The parts of pages, each once: what they show, ready to print.

pub(crate) mod body;
pub(crate) mod card;
pub(crate) mod evidence;
pub(crate) mod history;
pub(crate) mod place;
pub(crate) mod share;
pub(crate) mod views;

pub(crate) use views::{figure_of, is_planned, time_of};
