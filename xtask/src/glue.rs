//! Runs wasm-bindgen's generator over the compiled module.

use std::{error::Error, fs, io, path::Path};

use wasm_bindgen_cli_support::Bindgen;

/// What wasm-bindgen writes, and what it is called in the package.
const FILES: [(&str, &str); 3] = [("core.js", "core.js"), ("core.d.ts", "core.d.ts"), ("core_bg.wasm", "core.wasm")];

/// Writes the glue, its types and the final module to `out`.
pub(crate) fn generate(module: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    // Beside the module, so that nothing half-written ever stands in the package.
    let scratch = module.with_file_name("glue");
    Bindgen::new()
        .input_path(module)
        .out_name("core")
        .web(true)?
        .typescript(true)
        // Each entry of the package finds the module in its runtime's own way.
        .omit_default_module_path(true)
        // A trap must not outlive its call: `__wbg_reset_state` puts a fresh instance in place.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&scratch)?;

    fs::create_dir_all(out)?;
    for (generated, name) in FILES {
        let content = fs::read(scratch.join(generated))?;
        let changed = write_if_changed(&out.join(name), &content)?;
        println!("{}: {} bytes{}", out.join(name).display(), content.len(), if changed { "" } else { ", unchanged" });
    }
    Ok(())
}

fn write_if_changed(path: &Path, content: &[u8]) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(false);
    }
    let new = path.with_extension("new");
    fs::write(&new, content)?;
    fs::rename(new, path)?;
    Ok(true)
}
