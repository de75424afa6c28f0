//! What a running server says of itself: events on standard error, a line each, for people or as JSON.
//!
//! Only our own events are written. Libraries log what passes through them: the client of PostgreSQL
//! its parameters, HTTP/2 its headers, and with them content and tokens, at levels that none of us
//! sets. An event of ours has a sentence that never changes, to be searched for, and fields; no field
//! holds content, a token, an author or an e-mail address, and the address of a client only at the
//! level `debug`. A panic is told with its place and without its message, which may have been put
//! together from what the server was working on.
//!
//! A command's own output is something else: the findings of `check`, and why a command failed, are
//! for whoever typed it. `serve` prints those too for people; as JSON it makes events of them.

use std::fmt;
use std::io;
use std::panic::PanicHookInfo;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use dossier_check::diagnostic::{Finding, Severity, render};
use tracing::{Level, error};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;
use tracing_subscriber::fmt::{MakeWriter, layer};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::check::colour;
use super::{clock, output};

/// The crate whose events are written, as `tracing` has it.
const OURS: &str = "dossier_server";

/// How to log.
#[derive(Clone, Debug, Args)]
pub(super) struct LogArguments {
    /// How events are written to standard error.
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        default_value_t,
        env = "DOSSIER_LOG_FORMAT"
    )]
    log_format: LogFormat,
    /// Which events are written: a level (`error`, `warn`, `info`, `debug`, `off`), and other levels
    /// for parts of the program, as in `info,dossier_server::serve=debug`.
    #[arg(
        long,
        value_name = "FILTER",
        default_value = "info",
        env = "RUST_LOG",
        value_parser = filter
    )]
    log: Targets,
}

/// Who reads the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// Text for people.
    #[default]
    Text,
    /// One JSON object per line, for programs.
    Json,
}

/// The time of an event, in UTC (RFC 3339).
struct Utc;

impl FormatTime for Utc {
    fn format_time(&self, writer: &mut Writer<'_>) -> fmt::Result {
        write!(writer, "{}", clock::now())
    }
}

/// Where a command that goes on says what happens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Log {
    format: LogFormat,
}

impl LogArguments {
    /// Begins to log, and to log panics.
    pub(super) fn start(&self) -> Log {
        match self.log_format {
            LogFormat::Text => self.subscriber(io::stderr).try_init(),
            LogFormat::Json => self.json_subscriber(io::stderr).try_init(),
        }
        // Only who embeds the program has a log already, and then that is the one.
        .ok();
        std::panic::set_hook(Box::new(panicked));
        Log {
            format: self.log_format,
        }
    }

    fn subscriber<W>(&self, writer: W) -> impl tracing::Subscriber + Send + Sync + 'static + use<W>
    where
        W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
    {
        let text = layer().with_ansi(false).with_timer(Utc).with_writer(writer);
        tracing_subscriber::registry()
            .with(ours(&self.log))
            .with(text)
    }

    fn json_subscriber<W>(
        &self,
        writer: W,
    ) -> impl tracing::Subscriber + Send + Sync + 'static + use<W>
    where
        W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
    {
        let json = layer()
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .with_timer(Utc)
            .with_writer(writer);
        tracing_subscriber::registry()
            .with(ours(&self.log))
            .with(json)
    }
}

/// Reads a filter. An empty one, as of a variable that is set to nothing, is the default.
fn filter(text: &str) -> Result<Targets, String> {
    if text.trim().is_empty() {
        return Ok(Targets::new().with_default(LevelFilter::INFO));
    }
    text.parse::<Targets>().map_err(|error| {
        format!("{error}; write a level such as `info`, or `info,dossier_server::serve=debug`")
    })
}

/// What is asked for, of our own events.
fn ours(wanted: &Targets) -> Targets {
    let parts = wanted
        .iter()
        .filter(|(target, _)| target.starts_with(OURS))
        .map(|(target, level)| (target.to_owned(), level));
    let whole = wanted.default_level().unwrap_or(LevelFilter::OFF);
    Targets::new().with_target(OURS, whole).with_targets(parts)
}

/// Logs where a panic was. A message that stands in the source holds nothing of what is worked on.
fn panicked(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    let reason = panic.payload().downcast_ref::<&'static str>();
    let thread = std::thread::current();
    error!(
        place,
        reason,
        thread = thread.name(),
        "a panic, which is a bug in this program"
    );
}

impl Log {
    /// Says why the command cannot go on.
    pub(super) fn fail(self, error: &dyn fmt::Display) -> ExitCode {
        match self.format {
            LogFormat::Text => output::fail(error),
            LogFormat::Json => {
                error!(cause = %error, "the server cannot be started");
                ExitCode::from(2)
            }
        }
    }

    /// Shows what is wrong with content: to people as `check` does, to programs where it is.
    pub(super) fn findings(self, findings: &[Finding]) {
        if self.format == LogFormat::Text {
            output::print_error(&render::text(findings, colour()));
            return;
        }
        for finding in findings {
            log_finding(finding);
        }
    }
}

/// Without its message, which quotes the content.
fn log_finding(finding: &Finding) {
    let place = finding.place.as_ref();
    let file = place.map(|place| place.file.as_str());
    let line = place.map(|place| place.line);
    let column = place.map(|place| place.column);
    let rule = finding.rule.name();
    if finding.severity() == Severity::Error {
        tracing::event!(
            Level::ERROR,
            rule,
            file,
            line,
            column,
            "the content breaks a rule"
        );
    } else {
        tracing::event!(
            Level::WARN,
            rule,
            file,
            line,
            column,
            "the content should be looked at"
        );
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// A log that is kept.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl<'w> MakeWriter<'w> for Kept {
        type Writer = Self;

        fn make_writer(&'w self) -> Self {
            self.clone()
        }
    }

    /// The lines that are logged with a filter, in a format, while something is done.
    fn logged(filter: &str, format: LogFormat, work: impl FnOnce()) -> Vec<String> {
        let arguments = LogArguments {
            log_format: format,
            log: super::filter(filter).unwrap(),
        };
        let kept = Kept::default();
        match format {
            LogFormat::Text => {
                tracing::subscriber::with_default(arguments.subscriber(kept.clone()), work);
            }
            LogFormat::Json => {
                tracing::subscriber::with_default(arguments.json_subscriber(kept.clone()), work);
            }
        }
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_line_of_json_has_the_time_the_level_the_message_and_the_fields() {
        let lines = logged("info", LogFormat::Json, || {
            let call = tracing::error_span!("call", method = "/a.B/C");
            call.in_scope(|| error!(cause = "a \"quoted\"\nthing", revision = 7, "it failed"));
        });
        let [line] = lines.as_slice() else {
            panic!("{lines:?}");
        };
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["level"], "ERROR");
        assert_eq!(line["message"], "it failed");
        assert_eq!(line["revision"], 7);
        assert_eq!(line["cause"], "a \"quoted\"\nthing");
        assert_eq!(line["span"]["method"], "/a.B/C");
        assert!(line["timestamp"].as_str().unwrap().ends_with('Z'));
    }

    #[test]
    fn a_filter_chooses_among_our_own_events_and_lets_no_others_through() {
        let work = || {
            tracing::debug!("ours, debug");
            tracing::info!("ours, info");
            tracing::error!(target: "h2::proto", "authorization: Bearer secret");
            tracing::error!(target: "tokio_postgres", "parameters");
        };
        for (filter, wanted) in [
            ("info", &["ours, info"][..]),
            ("debug", &["ours, debug", "ours, info"]),
            ("trace,h2=trace", &["ours, debug", "ours, info"]),
            ("warn", &[]),
            ("off", &[]),
            ("", &["ours, info"]),
            (
                "warn,dossier_server::cli=debug",
                &["ours, debug", "ours, info"],
            ),
            ("dossier_server=info,tokio_postgres=debug", &["ours, info"]),
        ] {
            let lines = logged(filter, LogFormat::Text, work);
            let said = lines
                .iter()
                .filter_map(|line| Some(line.split_once("tests: ")?.1));
            assert_eq!(said.collect::<Vec<_>>(), wanted, "{filter}: {lines:?}");
            assert_eq!(lines.len(), wanted.len(), "{filter}: {lines:?}");
        }
    }
}
