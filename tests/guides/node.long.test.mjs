// The guides of frameworks that are built before they run, and of the crate: each takes ten seconds or more.
import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { modules, root } from "../lib/servers.mjs";
import { testGuide } from "./guide.mjs";

/** Frameworks that no longer run in the oldest Node of the tests. */
const env = { node: join(modules, "node-24/bin/node") };

testGuide("nestjs", { store: true });
testGuide("nestjs", { title: "nestjs, middleware", file: "dist/middleware.js" });
testGuide("nitro", { section: "Nitro", store: true });
testGuide("nitro", { title: "nuxt", section: "Nuxt", env, store: true });
testGuide("sveltekit", { store: true });
testGuide("remix", { env, store: true });
testGuide("astro", { env, store: true });

testGuide("rust-axum", {
  codes: false,
  /** A workspace of its own, with the crate as it is here, and the versions of the lock file beside this test. */
  before(project) {
    const crate = `\n[workspace]\n\n[patch.crates-io]\nheron-webhooks = { path = ${JSON.stringify(root)} }\n`;
    appendFileSync(join(project, "Cargo.toml"), crate);
    cpSync(join(root, "tests/guides/axum.lock"), join(project, "Cargo.lock"));
  },
});
