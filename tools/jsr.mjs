// `jsr.json`, from package.json: the same ES modules, by the registry that takes TypeScript's and Deno's users.

/** What Deno and browsers import, by subpath. The Durable Object is for Workers alone, which bundle npm packages. */
export function jsr({ version, license, exports }) {
  const files = Object.entries(exports).map(([subpath, conditions]) => [subpath, conditions.default?.default]);
  return {
    name: "@heron-data/webhooks",
    version,
    license,
    exports: Object.fromEntries(files.filter(([subpath, file]) => file && subpath !== "./stores/durable-object")),
    // What is built is not in git, and left out unless it is said not to be.
    publish: {
      include: ["dist/**/*.js", "dist/**/*.d.ts", "dist/**/*.js.map", "README.md", "LICENSE-*"],
      exclude: ["!dist", "!README.md", "!LICENSE-*"],
    },
  };
}
