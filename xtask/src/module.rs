//! Compiles the crate for `wasm32-unknown-unknown`.

use std::{
    env,
    error::Error,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the crate in release and returns the path of the module, untouched by wasm-bindgen.
pub(crate) fn compile(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let target_dir = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
    // `cargo rustc --crate-type`: beside an rlib, a cdylib would be built without link-time optimisation.
    let status = Command::new(tool("CARGO", "cargo"))
        .args(["rustc", "--locked", "--release", "--lib", "--package", "heron-webhooks", "--features", "wasm"])
        .args(["--target", TARGET, "--crate-type", "cdylib"])
        .arg("--target-dir")
        .arg(&target_dir)
        .env("CARGO_ENCODED_RUSTFLAGS", rustflags(root)?)
        .env_remove("RUSTFLAGS")
        .current_dir(root)
        .status()?;
    if !status.success() {
        return Err(format!("the crate did not compile for {TARGET}").into());
    }
    Ok(target_dir.join(TARGET).join("release/heron_webhooks.wasm"))
}

/// SIMD, and no path of this machine in the module: the same sources give the same bytes anywhere.
fn rustflags(root: &Path) -> Result<OsString, Box<dyn Error>> {
    let mut flags = OsString::from("-Ctarget-feature=+simd128");
    let mut remap = |from: &Path, to: &str| {
        flags.push("\u{1f}--remap-path-prefix=");
        flags.push(from);
        flags.push("=");
        flags.push(to);
    };

    let cargo_home = match env::var_os("CARGO_HOME") {
        Some(dir) => root.join(dir),
        None => env::home_dir().ok_or("no home directory")?.join(".cargo"),
    };
    // Of several prefixes that fit, the compiler takes the last one: each registry's own folder comes after the home.
    remap(&cargo_home, "/cargo");
    let mut registries = match fs::read_dir(cargo_home.join("registry/src")) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?,
        Err(_) => Vec::new(), // every dependency is vendored
    };
    registries.sort();
    for registry in &registries {
        remap(registry, "/crates");
    }
    remap(root, "/heron-webhooks");

    let sysroot = rustc(&["--print", "sysroot"])?;
    let version = rustc(&["-vV"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    let sysroot = Path::new(sysroot.trim_end());
    remap(sysroot, "/rust");
    // What the standard library's paths are where its sources are not installed.
    remap(&sysroot.join("lib/rustlib/src/rust"), &format!("/rustc/{commit}"));
    Ok(flags)
}

fn rustc(args: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(tool("RUSTC", "rustc")).args(args).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn tool(variable: &str, name: &str) -> OsString {
    env::var_os(variable).unwrap_or_else(|| name.into())
}
