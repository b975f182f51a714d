// A module that is in the code, as base64.
/** @param {string} base64 */
export function compileBase64(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
  return new WebAssembly.Module(bytes);
}

/** The remedy where that is forbidden. */
export const REMEDY = "allow 'wasm-unsafe-eval' in the Content Security Policy";
