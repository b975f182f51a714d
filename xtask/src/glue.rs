//! Runs wasm-bindgen's generator over a compiled module.

use std::{error::Error, fs, path::Path};

use wasm_bindgen_cli_support::Bindgen;

/// Writes a module's glue and the final module to `out`, as `NAME.js`, `NAME.d.ts` and `NAME.wasm`.
pub(crate) fn generate(module: &Path, name: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .typescript(true)
        // Each entry of the package finds the module in its runtime's own way.
        .omit_default_module_path(true)
        // A trap must not outlive its call: `__wbg_reset_state` puts a fresh instance in place.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)?;
    fs::rename(out.join(format!("{name}_bg.wasm")), out.join(format!("{name}.wasm")))?;
    Ok(())
}
