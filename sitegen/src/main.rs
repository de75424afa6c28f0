//! The program `sitegen`.

use std::process::ExitCode;

fn main() -> ExitCode {
    dossier_sitegen::cli::main()
}
