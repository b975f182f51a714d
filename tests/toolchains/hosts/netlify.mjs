// `netlify.mjs FILE`: serves an edge function of Netlify's, a module whose default export takes a `Request`, at $PORT in
// Deno, which may read nothing. As at Netlify, there is a global `Netlify`.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { DENO } from "../../lib/runtimes.mjs";

writeFileSync(
  "main.mjs",
  `globalThis.Netlify = { env: Deno.env };
  const { default: receive } = await import("./${process.argv[2]}");
  Deno.serve({ hostname: "127.0.0.1", port: ${process.env.PORT} }, (request) => receive(request, {}));`,
);
process.exitCode = spawnSync(DENO, ["run", "--no-check", "--allow-net", "--allow-env", "main.mjs"], {
  stdio: "inherit",
}).status;
