// `jsr.json`, from package.json: the same ES modules, by the registry that takes TypeScript's and Deno's users.

/**
 * Not there: the Durable Object is for Workers alone, which bundle npm packages; the element's types need those of
 * browsers, which a package may not add.
 */
const ON_NPM_ALONE = ["./stores/durable-object", "./preview"];

/** What Deno and browsers import, by subpath. */
export function jsr({ version, license, exports }) {
  const files = Object.entries(exports).map(([subpath, conditions]) => [subpath, conditions.default?.default]);
  return {
    name: "@heron-data/webhooks",
    version,
    license,
    exports: Object.fromEntries(files.filter(([subpath, file]) => file && !ON_NPM_ALONE.includes(subpath))),
    // What is built is not in git, and left out unless it is said not to be.
    publish: {
      include: ["dist/**/*.js", "dist/**/*.d.ts", "dist/**/*.js.map", "README.md", "LICENSE-*"],
      exclude: ["!dist", "!README.md", "!LICENSE-*"],
    },
  };
}
