// `jsr.json`, from package.json: the same ES modules, by the registry that takes TypeScript's and Deno's users.

/** What Deno and browsers import, by subpath. The Durable Object is for Workers alone, which bundle npm packages. */
export function jsr({ version, license, exports }) {
  const modules = Object.entries(exports).filter(
    ([name, { default: file }]) => file && name !== "./stores/durable-object",
  );
  return {
    name: "@heron-data/webhooks",
    version,
    license,
    exports: Object.fromEntries(
      modules.map(
        ([
          name,
          {
            default: { default: file },
          },
        ]) => [name, file],
      ),
    ),
    // What is built is not in git, and left out unless it is said not to be.
    publish: {
      include: ["dist/**/*.js", "dist/**/*.d.ts", "dist/**/*.js.map", "README.md", "LICENSE-*"],
      exclude: ["!dist", "!README.md", "!LICENSE-*"],
    },
  };
}
