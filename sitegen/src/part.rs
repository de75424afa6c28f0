//! The parts of pages, each once: what they show, ready to print.

pub(crate) mod amount;
pub(crate) mod article_rows;
pub(crate) mod body;
pub(crate) mod card;
pub(crate) mod citation;
pub(crate) mod corrections;
pub(crate) mod coverage;
pub(crate) mod dossier_line;
pub(crate) mod entity_rows;
pub(crate) mod grounding;
pub(crate) mod history;
pub(crate) mod links;
pub(crate) mod notice;
pub(crate) mod passage;
pub(crate) mod prose;
pub(crate) mod rows;
pub(crate) mod source_text;
pub(crate) mod source_view;
pub(crate) mod tabs;
pub(crate) mod tally;
pub(crate) mod view;
pub(crate) mod voice_bar;
pub(crate) mod voice_lists;
pub(crate) mod voice_mark;
