//! `cargo run -p xtask -- build`: the two WebAssembly modules of the npm package with their glue, in `target/modules/`;
//! and the core once more, as wasm2js takes it, in `target/modules/wasm2js/`. tools/build.mjs runs it.
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
    let out = root.join("target/modules");
    for (name, profile, target, out) in [
        ("core", "wasm", Target::Engines, out.clone()),
        ("explain", "wasm-explain", Target::Engines, out.clone()),
        ("core", "wasm", Target::Wasm2js, out.join("wasm2js")),
    ] {
        glue::generate(&module::compile(root, name, profile, target)?, name, &out)?;
    }
    Ok(())
}
