//! `cargo run -p xtask -- build`: the crate as the npm package's WebAssembly module, in `pkg/wasm/`; and once more as
//! the module that wasm2js can turn into JavaScript, in `target/wasm2js/glue/`.
//!
//! A Rust program rather than a script, so that wasm-bindgen's generator is an ordinary dependency: the version that
//! Cargo.lock pins, compiled once, with nothing to install.

#![forbid(unsafe_code)]

mod glue;
mod module;

use module::Target;
use std::{env, error::Error, path::Path, process::ExitCode};

fn main() -> ExitCode {
    if env::args().skip(1).collect::<Vec<_>>() != ["build"] {
        eprintln!("usage: cargo run -p xtask -- build");
        return ExitCode::from(2);
    }
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    // Asked for at run time: checkouts that share a target folder share the compiled xtask.
    let manifest_dir = env::var_os("CARGO_MANIFEST_DIR").ok_or("run it through cargo: cargo run -p xtask -- build")?;
    let root = Path::new(&manifest_dir).parent().ok_or("xtask is not inside the workspace")?;
    glue::generate(&module::compile(root, Target::Engines)?, &root.join("pkg/wasm"))?;
    glue::generate(&module::compile(root, Target::Wasm2js)?, &root.join("target/wasm2js/glue"))
}
