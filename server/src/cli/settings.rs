//! Settings of `serve` in a file: a key for each of its arguments, in TOML.
//!
//! A key becomes the argument of its name, unless that was given on the command line or by its variable.
//! So there is one list of settings, with one text and one set of rules, however they are given.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use dossier_check::diagnostic::did_you_mean;
use toml::{Table, Value};

/// The command that has settings.
const COMMAND: &str = "serve";

/// Why a file of settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum SettingsError {
    #[error("`{}` cannot be read: {source}", .file.display())]
    Unreadable {
        file: PathBuf,
        source: std::io::Error,
    },
    #[error("`{}` is not TOML: {source}", .file.display())]
    NotToml {
        file: PathBuf,
        source: Box<toml::de::Error>,
    },
    #[error("`{}`, `{key}`: {message}", .file.display())]
    Key {
        file: PathBuf,
        key: String,
        message: String,
    },
}

/// The process's arguments, with those of the file of settings that they name.
pub(super) fn completed(
    command: &Command,
    given: Vec<OsString>,
) -> Result<Vec<OsString>, SettingsError> {
    // What is still missing may stand in the file; mistakes are told when all is there.
    let lenient = command.clone().ignore_errors(true);
    let Ok(matches) = lenient.try_get_matches_from(&given) else {
        return Ok(given);
    };
    let (Some((COMMAND, matches)), Some(serve)) =
        (matches.subcommand(), command.find_subcommand(COMMAND))
    else {
        return Ok(given);
    };
    let Ok(Some(file)) = matches.try_get_one::<PathBuf>("settings") else {
        return Ok(given);
    };
    let mut added = from_file(file, serve, matches)?;
    let place = given.iter().position(|argument| argument == COMMAND);
    let place = place.map_or(given.len(), |place| place + 1);
    let (before, after) = given.split_at(place);
    let mut all = before.to_vec();
    all.append(&mut added);
    all.extend_from_slice(after);
    Ok(all)
}

fn from_file(
    file: &Path,
    serve: &Command,
    matches: &ArgMatches,
) -> Result<Vec<OsString>, SettingsError> {
    let text = fs::read_to_string(file).map_err(|source| SettingsError::Unreadable {
        file: file.to_owned(),
        source,
    })?;
    let table = text
        .parse::<Table>()
        .map_err(|source| SettingsError::NotToml {
            file: file.to_owned(),
            source: Box::new(source),
        })?;
    let mut added = Vec::new();
    for (key, value) in &table {
        let wrong = |message| SettingsError::Key {
            file: file.to_owned(),
            key: key.clone(),
            message,
        };
        let argument = argument(serve, key).map_err(wrong)?;
        let source = matches.value_source(argument.get_id().as_str());
        let is_given = matches!(
            source,
            Some(ValueSource::CommandLine | ValueSource::EnvVariable)
        );
        let written = written(argument, key, value).map_err(wrong)?;
        added.extend(written.filter(|_| !is_given).map(OsString::from));
    }
    Ok(added)
}

/// The argument that a key stands for.
fn argument<'c>(serve: &'c Command, key: &str) -> Result<&'c Arg, String> {
    let open = |argument: &&Arg| !argument.is_hide_set() && argument.get_long() != Some("settings");
    let known = || serve.get_arguments().filter(open);
    let found = known().find(|argument| argument.get_long() == Some(key));
    found.ok_or_else(|| {
        let hint = did_you_mean(key, known().filter_map(Arg::get_long));
        let hint = hint.unwrap_or_else(|| "`serve --help` lists them".to_owned());
        format!("there is no such setting; {hint}")
    })
}

/// A key and its value as on the command line; nothing for a switch that is off.
fn written(argument: &Arg, key: &str, value: &Value) -> Result<Option<String>, String> {
    let is_switch = matches!(argument.get_action(), ArgAction::SetTrue);
    let text = match value {
        Value::Boolean(on) if is_switch => return Ok(on.then(|| format!("--{key}"))),
        _ if is_switch => return Err("takes `true` or `false`".to_owned()),
        Value::Array(items) => {
            let delimiter = argument.get_value_delimiter();
            let delimiter = delimiter.ok_or("takes one value, not a list")?;
            let items: Result<Vec<String>, String> = items.iter().map(single).collect();
            items?.join(&delimiter.to_string())
        }
        value => single(value)?,
    };
    Ok(Some(format!("--{key}={text}")))
}

fn single(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Boolean(yes) => Ok(if *yes { "yes" } else { "no" }.to_owned()),
        _ => Err("takes a text or a whole number".to_owned()),
    }
}
