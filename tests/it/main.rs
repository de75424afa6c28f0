//! The whole product from outside: the programs as people start them.

#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on panics"
)]

mod api;
mod bounds;
mod build;
mod certificates;
mod commands;
mod commits;
mod connect;
mod connections;
mod docs;
mod examples;
mod faults;
mod golden;
mod history;
mod http;
mod imports;
mod increments;
mod logs;
mod manuals;
mod metrics;
mod output;
mod overlap;
mod postgres_faults;
mod preview;
mod publish;
mod purge;
mod queries;
mod records;
mod replicas;
mod serve_settings;
mod service;
mod settings;
mod site;
mod sizes;
mod stores;
mod support;
mod texts;
mod tidy;
mod transport;
mod wire;
