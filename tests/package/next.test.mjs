// The published package in Next.js: route handlers on both runtimes, the proxy, and the middleware that it replaced.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { answers, folder, freePort, listening, modules, root } from "../lib/servers.mjs";
import { ANSWERS, fixture, published } from "./published.mjs";

const { project } = published("next-package");
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
const next = join(modules, "next/dist/bin/next");

const ROUTE = `import { receive } from "../../receiver.mjs";\nexport const POST = receive;\n`;
const interceptor = (name) => `import { receive } from "./receiver.mjs";
export const ${name} = receive;
export const config = { matcher: "/intercepted" };
`;

/** Builds a project of these files, and starts it. */
async function started(context, name, files) {
  const app = folder(name);
  const write = (path, text) => {
    mkdirSync(join(app, path, ".."), { recursive: true });
    writeFileSync(join(app, path), text);
  };
  write("package.json", '{ "private": true, "type": "module" }');
  write("next.config.mjs", `export default { turbopack: { root: ${JSON.stringify(root)} } };\n`);
  write("receiver.mjs", fixture("receiver.mjs"));
  for (const [path, text] of Object.entries(files)) write(path, text);
  mkdirSync(join(app, "node_modules"));
  for (const dependency of ["next", "react", "react-dom"]) {
    symlinkSync(join(modules, dependency), join(app, "node_modules", dependency));
  }
  cpSync(join(project, "node_modules/heron-webhooks"), join(app, "node_modules/heron-webhooks"), { recursive: true });

  const built = spawnSync(process.execPath, [next, "build"], { cwd: app, env, encoding: "utf8" });
  assert.equal(built.status, 0, built.stdout + built.stderr);
  const port = await freePort();
  const child = spawn(process.execPath, [next, "start", "--port", `${port}`, "--hostname", "127.0.0.1"], {
    ...{ cwd: app, env, stdio: ["ignore", "ignore", "inherit"] },
  });
  context.after(() => child.kill());
  await listening(child, port);
  return `http://127.0.0.1:${port}`;
}

test("route handlers on Node and on the edge runtime, and a proxy", async (context) => {
  const url = await started(context, "next", {
    "app/node/route.js": ROUTE,
    "app/edge/route.js": `export const runtime = "edge";\n${ROUTE}`,
    "proxy.js": interceptor("proxy"),
  });
  for (const path of ["node", "edge", "intercepted"]) assert.deepEqual(await answers(`${url}/${path}`), ANSWERS, path);
});

test("a middleware, which runs on the edge runtime", async (context) => {
  const url = await started(context, "next-middleware", {
    "app/node/route.js": ROUTE,
    "middleware.js": interceptor("middleware"),
  });
  for (const path of ["node", "intercepted"]) assert.deepEqual(await answers(`${url}/${path}`), ANSWERS, path);
});
