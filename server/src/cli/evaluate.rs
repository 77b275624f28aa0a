//! `perigee evaluate FILE`

use super::{Failure, print};
use clap::Args;
use std::path::PathBuf;

/// Computes an evaluation from a file that holds a method and its inputs.
#[derive(Debug, Args)]
pub struct Evaluate {
    /// A JSON file: {"method": …, "inputs": …}
    file: PathBuf,
}

impl Evaluate {
    /// Runs the command; it needs no store.
    ///
    /// # Errors
    /// When the file cannot be read, or its inputs cannot be evaluated: then with the JSON path.
    pub fn run(self) -> Result<(), Failure> {
        let name = self.file.display();
        let text = std::fs::read_to_string(&self.file)
            .map_err(|error| Failure::Input(format!("{name}: {error}")))?;
        let document = serde_json::from_str(&text)
            .map_err(|error| Failure::Input(format!("{name}: not JSON: {error}")))?;
        let answer = domain::evaluation::cases::evaluate(&document).map_err(|error| {
            Failure::Input(format!("{name}: {}: {}", error.path, error.message))
        })?;
        print(
            &serde_json::to_string_pretty(&answer)
                .map_err(|error| Failure::Environment(error.to_string()))?,
        );
        Ok(())
    }
}
