// Frameworks and the hosts that they build for.
import { root } from "../../lib/servers.mjs";
import { fixture } from "../rows.mjs";

/** A receiver of a `Request`, which answers with a `Response`. */
const RECEIVE = fixture("worker.mjs")
  .replace("export default { fetch: ", "export const receive = ")
  .replace(" };", ";");

const SVELTEKIT = {
  "package.json": '{ "private": true, "type": "module", "devDependencies": { "heron-webhooks": "*" } }',
  "vite.config.js": 'import { sveltekit } from "@sveltejs/kit/vite";\nexport default { plugins: [sveltekit()] };\n',
  "svelte.config.js":
    'import adapter from "@sveltejs/adapter-node";\nexport default { kit: { adapter: adapter() } };\n',
  "src/app.html": "<!doctype html><title></title>%sveltekit.head%<body>%sveltekit.body%</body>\n",
  "src/receive.js": RECEIVE,
  "src/routes/heron/+server.js":
    'import { receive } from "../../receive.js";\nexport const POST = ({ request }) => receive(request);\n',
};

const route = (runtime) => `import { receive } from "../../receive.mjs";
export const runtime = "${runtime}";
export const POST = (request) => receive(request);
`;

const NEXT = {
  "next.config.mjs": `export default {
  output: "standalone",
  outputFileTracingRoot: ${JSON.stringify(root)},
  turbopack: { root: ${JSON.stringify(root)} },
};
`,
  // Next puts the server as deep into .next/standalone as the project is below the root, and no static file.
  "standalone.mjs": `import { cpSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
const server = relative(${JSON.stringify(root)}, process.cwd());
cpSync(".next/static", ".next/standalone/" + server + "/.next/static", { recursive: true });
writeFileSync(".next/standalone/start.cjs", 'require("./' + server + '/server.js");');
`,
  "receive.mjs": RECEIVE,
  "app/heron/route.js": route("nodejs"),
  "app/edge/route.js": route("edge"),
  "app/layout.js": 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n',
  "app/page/page.js": `"use client";
import { useEffect } from "react";
import { verdict } from "../../verdict.mjs";
export default function Page() {
  useEffect(() => void (document.title = verdict()), []);
  return <title>Not run</title>;
}
`,
};

/** Next, with a receiver in each of its runtimes and a page that verifies. */
const next = (bundler) => ({
  name: `Next, standalone, by ${bundler}`,
  sources: ["verdict.mjs"],
  files: NEXT,
  needs: ["next", "react", "react-dom"],
  env: { NEXT_TELEMETRY_DISABLED: "1" },
  build: [
    ["next", "build", `--${bundler}`],
    ["node", "standalone.mjs"],
  ],
  output: ".next/standalone",
  serve: ["node", "start.cjs"],
  paths: ["/heron", "/edge"],
  page: "/page",
  program: "chromium",
});

const NITRO = {
  "package.json": '{ "private": true, "type": "module" }',
  "nitro.config.mjs": 'export default { srcDir: "server", noExternals: true, compatibilityDate: "2026-01-01" };\n',
  "server/receive.mjs": RECEIVE,
  "server/routes/heron.post.mjs": `import { defineEventHandler, toWebRequest } from "h3";
import { receive } from "../receive.mjs";
export default defineEventHandler((event) => receive(toWebRequest(event)));
`,
};

const nitro = (preset, output, serve) => ({
  name: `Nitro, ${preset}`,
  files: NITRO,
  needs: ["h3"],
  env: { NITRO_PRESET: preset },
  build: [["nitro", "build"]],
  output,
  serve,
});

/** @type {import("../rows.mjs").Row[]} */
export const ROWS = [
  {
    name: "SvelteKit, adapter-node",
    files: SVELTEKIT,
    needs: ["svelte", "@sveltejs/kit", "@sveltejs/adapter-node", "vite"],
    build: [["vite", "build"]],
    output: "build",
    serve: ["node", "index.js"],
  },
  next("turbopack"),
  next("webpack"),
  nitro("node-server", ".output", ["node", "server/index.mjs"]),
  nitro("aws-lambda", ".output/server", ["lambda", "index.mjs"]),
  nitro("netlify-edge", ".netlify/edge-functions/server", ["netlify", "server.js"]),
  nitro("cloudflare-module", ".output/server", ["workerd", "index.mjs", "nodejs_compat"]),
  nitro("vercel-edge", ".vercel/output/functions/__fallback.func", ["edge", "index.mjs"]),
];
