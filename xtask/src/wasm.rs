//! The wasm modules and the scripts that load them: the islands of every page, and the sealing of the submit page.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;
use wasm_bindgen_cli_support::{Bindgen, Output};

use crate::error::{Error, Result, at};
use crate::places::Places;

const TARGET: &str = "wasm32-unknown-unknown";

/// How hard the compiler works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Compiles in seconds; large.
    Dev,
    /// As small as can be; what is shipped.
    Release,
}

impl Profile {
    /// The profile in the workspace manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }
}

/// A crate that becomes a wasm module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The crate.
    pub package: &'static str,
    /// The name of the script and the module.
    pub name: &'static str,
}

/// Every module. Each is loaded only by the pages that need it.
pub const SOURCES: [Source; 2] = [
    Source {
        package: "frontend",
        name: "app",
    },
    Source {
        package: "sealer",
        name: "sealer",
    },
];

/// What the browser needs to run a crate.
#[derive(Debug)]
pub struct Module {
    /// The name of the script and the module.
    pub name: &'static str,
    /// The script that loads the module and holds its entries.
    pub script: Vec<u8>,
    /// The module.
    pub wasm: Vec<u8>,
    /// Scripts that other crates bring: name, whose folder holds the version of its crate, and content.
    pub snippets: Vec<(String, String)>,
}

/// Compiles a crate for the browser.
pub fn build(places: &Places, profile: Profile, source: Source) -> Result<Module> {
    let compiled = compile(places, profile, source.package)?;
    let module = bind(&compiled, profile, source.name)?;
    match (profile, optimizer(places)) {
        (Profile::Release, Some(tool)) => optimize(places, &tool, module),
        _ => Ok(module),
    }
}

/// Compiles a crate as hard as what is shipped, for a program of node's that lies in `folder`.
pub fn for_node(places: &Places, package: &'static str, folder: &Path) -> Result<()> {
    let compiled = compile(places, Profile::Release, package)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(package)
        .typescript(false);
    bindgen
        .nodejs(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| Error::Bindgen(format!("{error:#}")))
}

/// Lets cargo compile the crate and say where the module is.
fn compile(places: &Places, profile: Profile, package: &str) -> Result<PathBuf> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(&places.root)
        .args([
            "build",
            "--package",
            package,
            "--lib",
            "--target",
            TARGET,
            "--profile",
            profile.name(),
        ])
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Error::Program {
            program: "cargo build",
            reason: error.to_string(),
        })?;
    if !output.status.success() {
        return Err(Error::Program {
            program: "cargo build",
            reason: output.status.to_string(),
        });
    }
    module_in(&String::from_utf8_lossy(&output.stdout), package).ok_or_else(|| Error::Program {
        program: "cargo build",
        reason: "it made no wasm module".into(),
    })
}

/// The module named in cargo's messages, one JSON object a line.
fn module_in(messages: &str, package: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == package)
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .find(|path| {
            path.extension()
                .is_some_and(|extension| extension == "wasm")
        })
}

/// Writes the script for the module. The tool is a crate of our own lock file, so the two versions cannot differ.
fn bind(compiled: &Path, profile: Profile, name: &'static str) -> Result<Module> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(name)
        .typescript(false)
        .omit_default_module_path(true);
    bindgen
        .remove_name_section(profile == Profile::Release)
        .remove_producers_section(true);
    let mut output = bindgen
        .web(true)
        .and_then(Bindgen::generate_output)
        .map_err(|error| Error::Bindgen(format!("{error:#}")))?;
    let snippets = snippets(&output);
    Ok(Module {
        name,
        script: output.js().as_bytes().to_vec(),
        wasm: output.wasm_mut().emit_wasm(),
        snippets,
    })
}

/// The scripts of other crates, under the names by which the main script imports them.
fn snippets(output: &Output) -> Vec<(String, String)> {
    let inline = output.snippets().iter().flat_map(|(krate, scripts)| {
        let numbered = scripts.iter().enumerate();
        numbered.map(move |(number, script)| {
            (
                format!("snippets/{krate}/inline{number}.js"),
                script.clone(),
            )
        })
    });
    let files = output
        .local_modules()
        .iter()
        .map(|(path, script)| (format!("snippets/{path}"), script.clone()));
    inline.chain(files).collect()
}

/// `wasm-opt`, where it is installed: in the path, or from npm's `binaryen`.
pub fn optimizer(places: &Places) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain([places.root.join("end2end/node_modules/.bin")])
        .map(|folder| folder.join("wasm-opt"))
        .find(|tool| tool.is_file())
}

/// Makes the module smaller. A `wasm-opt` too old for this compiler's output is no reason to fail.
fn optimize(places: &Places, tool: &Path, module: Module) -> Result<Module> {
    let (input, output) = (
        places.site.with_extension("in.wasm"),
        places.site.with_extension("out.wasm"),
    );
    fs::write(&input, &module.wasm).map_err(at(&input))?;
    let status = Command::new(tool)
        .args(["-Oz", "--all-features", "-o"])
        .args([&output, &input])
        .status();
    let wasm = match status {
        Ok(status) if status.success() => fs::read(&output).map_err(at(&output))?,
        _ => {
            eprintln!(
                "xtask: {} could not read the module; it stays as the compiler made it",
                tool.display()
            );
            module.wasm
        }
    };
    for file in [input, output].iter().filter(|file| file.exists()) {
        fs::remove_file(file).map_err(at(file))?;
    }
    Ok(Module { wasm, ..module })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_found_among_cargos_messages() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"app"},"filenames":["/t/libapp.rlib"]}
not json
{"reason":"compiler-artifact","target":{"name":"frontend"},"filenames":["/t/libfrontend.rlib","/t/frontend.wasm"]}"#;
        assert_eq!(
            module_in(messages, "frontend"),
            Some(PathBuf::from("/t/frontend.wasm"))
        );
    }

    #[test]
    fn a_build_without_the_frontend_has_no_module() {
        assert_eq!(
            module_in(r#"{"reason":"build-finished","success":true}"#, "frontend"),
            None
        );
    }
}
