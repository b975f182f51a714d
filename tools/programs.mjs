// The programs that some tests need and npm cannot install.

import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** By the name that `--without` takes: the command, and Debian's package. */
export const PROGRAMS = {
  chromium: { command: "chromium", debian: "chromium" },
  firefox: { command: "firefox-esr", debian: "firefox-esr" },
  redis: { command: "redis-server", debian: "redis-server" },
  postgres: { command: "postgres", debian: "postgresql" },
  python3: { command: "python3", debian: "python3" },
  wrk: { command: "wrk", debian: "wrk" },
};

/** Debian keeps the programs of each version of PostgreSQL in a folder that is not in `PATH`. */
const POSTGRES = "/usr/lib/postgresql";

/** The path of a program; `undefined` where there is none. */
export function found(name) {
  const { command } = PROGRAMS[name];
  const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).sort((one, other) => other - one) : [];
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(POSTGRES, version, "bin")),
  ];
  return folders.map((folder) => join(folder, command)).find(existsSync);
}

/** The names that `--without` gave, as the tests of one run see them. */
export const without = () => (process.env.HERON_TEST_WITHOUT ?? "").split(",").filter(Boolean);

/** Why a test that needs this program is left out: the `skip` of a test. `false` if it is not. */
export function leftOut(name) {
  if (without().includes(name)) return `--without ${name}`;
  return found(name) === undefined && `there is no ${PROGRAMS[name].command} on this machine`;
}
