// `netlify.mjs FILE`: serves an edge function of Netlify's, a module whose default export takes a `Request`, at $PORT in
// Deno, which may read nothing.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { DENO } from "../../lib/runtimes.mjs";

writeFileSync(
  "main.mjs",
  `import receive from "./${process.argv[2]}";
  Deno.serve({ hostname: "127.0.0.1", port: ${process.env.PORT} }, (request) => receive(request, {}));`,
);
process.exitCode = spawnSync(DENO, ["run", "--no-check", "--allow-net", "--allow-env", "main.mjs"], {
  stdio: "inherit",
}).status;
