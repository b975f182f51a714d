//! Compiles the crates of `wasm/` for `wasm32-unknown-unknown`.

use std::{
    env,
    error::Error,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32-unknown-unknown";

/// The program that runs the module.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// WebAssembly engines, which all have SIMD.
    Engines,
    /// Binaryen's wasm2js, which does not take SIMD.
    Wasm2js,
}

/// Builds `wasm/NAME` by a profile of Cargo.toml and returns the path of the module, untouched by wasm-bindgen.
pub(crate) fn compile(root: &Path, name: &str, profile: &str, target: Target) -> Result<PathBuf, Box<dyn Error>> {
    let target_dir = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
    // Their own folder, or the two would overwrite each other.
    let target_dir = match target {
        Target::Engines => target_dir,
        Target::Wasm2js => target_dir.join("wasm2js-build"),
    };
    let package = format!("heron-webhooks-{name}");
    // Nobody waits for `explain`, most of whose time is SHA-256, and it is twice in the package: size before speed.
    let level = if name == "explain" { "z" } else { "s" };
    let status = Command::new(tool("CARGO", "cargo"))
        .args(["build", "--locked", "--profile", profile, "--package", &package, "--target", TARGET])
        .arg("--target-dir")
        .arg(&target_dir)
        .env("CARGO_PROFILE_WASM_OPT_LEVEL", level)
        .env("CARGO_ENCODED_RUSTFLAGS", rustflags(root, target)?)
        .env_remove("RUSTFLAGS")
        .current_dir(root)
        .status()?;
    if !status.success() {
        return Err(format!("{package} did not compile for {TARGET}").into());
    }
    Ok(target_dir.join(TARGET).join(profile).join(package.replace('-', "_") + ".wasm"))
}

/// The features of the engines; and no path of this machine in the module, so that the same sources give the same bytes
/// anywhere.
fn rustflags(root: &Path, target: Target) -> Result<OsString, Box<dyn Error>> {
    // Numbers need no references: without them wasm2js takes the module, and the glue is the same for both.
    let mut flags = OsString::from("-Ctarget-feature=-reference-types,-multivalue");
    match target {
        Target::Engines => flags.push(",+simd128"),
        // The hash functions in loops: unrolled, they are 70 KB of JavaScript. And small functions: engines do not
        // optimise very large ones.
        Target::Wasm2js => flags.push("\u{1f}--cfg=sha2_backend_soft=\"compact\"\u{1f}-Copt-level=z"),
    }
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
    // The standard library's paths where its sources are not installed.
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
