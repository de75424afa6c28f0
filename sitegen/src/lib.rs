//! Renders the facts that a Dossier server holds as a website.
//!
//! Data flows one way: `source` reads one whole revision through the public API and finds things in
//! it, `page` says what each page shows, in parts (`part`) and figures (`chart`) that are ready to
//! print, and Askama prints them. `site` lists the files and puts them where the old ones were.
//!
//! `site::preview` prints the same files when a browser asks for them.
//!
//! A page is a function of the snapshot, the configuration and the version: nothing here reads a
//! clock, and nothing on a page names the time or place of its making.

pub mod cli;

mod context;
mod direction;
mod html;
mod locale;
mod source;
mod url;

mod chart;
mod part;

mod frame;
mod page;

mod export;
mod search;

mod check;
mod site;
