//! `scan --update`: a new version of the text, and all that rests on the old one.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use dossier_check::content::update::{Cut, Outcome, Plan, PlannedPlace, plan};

use crate::cli::output::{counted, fail, print, print_error};

/// Makes the plan, shows it, and carries it out unless it is a `dry_run`.
pub(super) fn run(content: &Path, id: &str, text: &str, cut: Cut, dry_run: bool) -> ExitCode {
    let plan = match plan(content, id, text, cut) {
        Ok(plan) => plan,
        Err(error) => return fail(&error),
    };
    print(&described(&plan));
    if !dry_run {
        if let Err(error) = plan.write() {
            return fail(&error);
        }
        print_error(&format!(
            "wrote {}\n",
            counted(plan.files.len(), "file", "files")
        ));
    }
    if plan.needs_editor() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

/// What the plan does, a line for each place that changes, and the files.
fn described(plan: &Plan) -> String {
    let mut out = String::new();
    for place in &plan.places {
        // Writing to a String cannot fail.
        writeln!(
            out,
            "{}:{}: {}: {}",
            place.file,
            place.line,
            place.owner,
            fate(place)
        )
        .ok();
    }
    let count = |wanted: &dyn Fn(Outcome) -> bool| {
        let places = plan.places.iter();
        places.filter(|place| wanted(place.outcome)).count()
    };
    let moved = count(&|outcome| !outcome.needs_editor());
    let open = count(&Outcome::needs_editor);
    let kept = counted(plan.kept, "place stays", "places stay");
    writeln!(out, "{kept}, {moved} moved, {open} to look at").ok();
    for (path, _) in &plan.files {
        writeln!(out, "changes {}", path.display()).ok();
    }
    out
}

/// What became of a place, and what to do where somebody must.
fn fate(place: &PlannedPlace) -> String {
    let PlannedPlace { from, to, .. } = place;
    match place.outcome {
        Outcome::Kept | Outcome::Moved => format!("{from} is {to} now"),
        Outcome::MovedInOrder => {
            format!("{from} is {to} now; the same words occur elsewhere too, and the order decided")
        }
        Outcome::Wider => {
            format!("{from} is {to} now, whose sentences have more words than before")
        }
        Outcome::Changed if from == to => {
            format!("the words of {from} are gone; select them again with `--select`")
        }
        Outcome::Changed => {
            format!(
                "the words of {from} changed; written as `{to}` until you write the place without `?`"
            )
        }
        Outcome::Gone => {
            format!(
                "the words of {from} are gone; written as `{to}` until you write another place, or none"
            )
        }
        Outcome::InDoubt => {
            format!(
                "{from} has been in doubt since an earlier scan; check it, then write the place without `?`"
            )
        }
        Outcome::NoPlace => format!("{from} is not a place in the text that was scanned before"),
    }
}
