//! Renders the facts that a Dossier server holds as a website.
//!
//! Data flows one way: `fetch` reads one whole revision through the public API, `library` finds
//! things in it, `page` says what each page shows, in parts (`part`) that are ready to print, and
//! Askama prints them. `site` lists the pages, `output` puts them where the old ones were.
//!
//! A page is a function of the snapshot, the configuration and the version: nothing here reads a
//! clock, and nothing on a page names the time or place of its making.

pub mod cli;

mod fetch;
mod launch;
mod library;

mod format;
mod text;
mod url;
mod words;

mod desk;
mod figure;
mod links;
mod page;
mod part;

mod checker;
mod feed;
mod index;
mod linked;
mod markdown;
mod output;
mod picture;
mod site;
mod twin;
