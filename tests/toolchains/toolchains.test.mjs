// The rows of the matrix that take a second each. The others are in toolchains.long.test.mjs.
import { join } from "node:path";
import { published } from "../package/published.mjs";
import { tested } from "./rows.mjs";
import { ROWS as bundlers } from "./rows/bundlers.mjs";
import { ROWS as flags } from "./rows/flags.mjs";

const { project, tarball } = published("toolchains-package");
const short = (rows) => rows.filter(({ long }) => !long);
const pkg = { installed: join(project, "node_modules/heron-webhooks"), tarball };

tested("bundlers", short(bundlers), pkg);
tested("flags and releases of Node", short(flags), pkg);
