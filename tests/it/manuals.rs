//! Completions and manual pages: shells and readers of manuals take them, and no command is missing.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{run, stdout};

const PROGRAMS: [&str; 2] = ["dossier-server", "sitegen"];

/// The commands that a program's help lists.
fn commands(program: &str) -> Vec<String> {
    let help = stdout(&run(program, &["--help"]));
    let (_, rest) = help.split_once("Commands:\n").expect("commands");
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let first = lines.filter_map(|line| line.strip_prefix("  "));
    let rows = first.filter(|line| !line.starts_with(' '));
    let names = rows.filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

/// What a tool says of a file; nothing where there is no such tool.
fn said(tool: &str, arguments: &[&str], file: &Path) -> Option<Output> {
    Command::new(tool).args(arguments).arg(file).output().ok()
}

#[test]
fn every_shell_gets_a_script_that_names_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    for program in PROGRAMS {
        let commands = commands(program);
        assert!(
            commands.iter().any(|command| command == "man"),
            "{commands:?}"
        );
        for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
            let output = run(program, &["completions", shell]);
            assert!(output.status.success(), "{output:?}");
            let script = stdout(&output);
            for command in &commands {
                assert!(script.contains(command), "{program}, {shell}: {command}");
            }
            let file = folder.path().join(shell);
            fs::write(&file, &script).expect("written");
            if ["bash", "fish", "zsh"].contains(&shell)
                && let Some(output) = said(shell, &["-n"], &file)
            {
                assert!(output.status.success(), "{program}, {shell}: {output:?}");
            }
        }
    }
    let output = run("sitegen", &["completions", "tcsh"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("possible values: bash"), "{message}");
}

#[test]
fn every_command_has_a_page_of_the_manual_without_warnings() {
    let folder = tempfile::tempdir().expect("a folder");
    for program in PROGRAMS {
        let pages = folder.path().join(program);
        let path = pages.to_str().expect("UTF-8");
        let output = run(program, &["man", path]);
        assert!(output.status.success(), "{output:?}");
        let first = fs::read_to_string(pages.join(format!("{program}.1"))).expect("a page");
        for command in commands(program) {
            if command == "help" {
                continue;
            }
            let escaped = format!("{program}-{command}").replace('-', "\\-");
            assert!(first.contains(&escaped), "{program}.1 lacks {command}");
            let page = pages.join(format!("{program}-{command}.1"));
            assert!(page.is_file(), "{}", page.display());
        }
        for page in fs::read_dir(&pages).expect("pages") {
            clean(&page.expect("a page").path());
        }
    }
}

/// Has a page formatted by what is there: mandoc, or groff, which `man` runs.
fn clean(page: &Path) {
    let mandoc = said("mandoc", &["-T", "lint", "-W", "warning"], page);
    let groff = || said("groff", &["-Kutf8", "-man", "-ww", "-z", "-Tutf8"], page);
    if let Some(output) = mandoc.or_else(groff) {
        let said =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", page.display());
        assert_eq!(said, "", "{}", page.display());
    }
}

#[test]
fn a_manual_that_cannot_be_written_says_so() {
    for program in PROGRAMS {
        let output = run(program, &["man", "Cargo.toml/below"]);
        assert_eq!(output.status.code(), Some(2));
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(
            message.contains("the manual cannot be written to `Cargo.toml/below`"),
            "{message}"
        );
    }
}
