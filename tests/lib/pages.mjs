// The programs of a document, as they stand, in a folder in which they find their packages.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SECRET, folder, freePort, modules, root } from "./servers.mjs";

/** The section of a page below a heading of the second level. */
export function sectionOf(text, heading) {
  const found = text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`));
  assert.ok(found, `there is no section ${heading}`);
  return found;
}

/** Writes the programs below a heading, each of which begins with a comment that names its file: their folder. */
export function programs(document, heading) {
  const text = readFileSync(join(root, document), "utf8");
  const found = [...sectionOf(text, heading).matchAll(/^```js\n(\/\/ ([\w-]+\.mjs).*?)^```$/gms)];
  assert.notEqual(found.length, 0, `${document}: ${heading}`);
  const path = folder(`programs-${heading.toLowerCase().replaceAll(" ", "-")}`);
  symlinkSync(modules, join(path, "node_modules"));
  for (const [, code, name] of found) writeFileSync(join(path, name), code);
  return path;
}

/** Starts a program: the address at which it listens in place of port 3000, and what it has printed. */
export async function started(context, path, name, env) {
  const port = await freePort();
  const file = join(path, name);
  writeFileSync(file, readFileSync(file, "utf8").replace("listen(3000)", `listen(${port})`));
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, HERON_WEBHOOK_SECRET: SECRET, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  context.after(() => child.kill());
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (printed += text));
  return { child, port, url: `http://127.0.0.1:${port}/`, printed: () => printed };
}
