//! The program `dossier-server`.

use std::process::ExitCode;

fn main() -> ExitCode {
    dossier_server::cli::main()
}
