//! The whole product from outside: the programs as people start them, the service as clients call it.

mod commands;
mod docs;
mod overlap;
mod service;
mod site;
mod support;
