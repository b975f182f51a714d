// Stands in for the host's `WebAssembly` in heron-webhooks/js: a "module" is a function that makes an instance's
// exports.
class Module {
  constructor(instantiate) {
    this.instantiate = instantiate;
  }
}

class Instance {
  constructor({ instantiate }, imports) {
    this.exports = instantiate(imports);
  }
}

const standIn = { Module, Instance };
export { standIn as WebAssembly };
