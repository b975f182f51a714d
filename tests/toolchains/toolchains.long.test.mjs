// The rows of the matrix that take minutes together. Their tools are in package.json of this folder.
import { join } from "node:path";
import { published } from "../package/published.mjs";
import { tested } from "./rows.mjs";
import { ROWS as bundlers } from "./rows/bundlers.mjs";
import { ROWS as flags } from "./rows/flags.mjs";
import { ROWS as frameworks } from "./rows/frameworks.mjs";
import { ROWS as managers } from "./rows/managers.mjs";
import { ROWS as runners } from "./rows/runners.mjs";
import { ROWS as typescript } from "./rows/typescript.mjs";

const { project, tarball } = published("toolchains-package-long");
const long = (rows) => rows.filter((row) => row.long);
const pkg = { installed: join(project, "node_modules/heron-webhooks"), tarball };

tested("bundlers", long(bundlers), pkg);
tested("releases of Node", long(flags), pkg);
tested("frameworks", frameworks, pkg);
tested("test runners", runners, pkg);
tested("package managers", managers, pkg);
tested("TypeScript", typescript, pkg);
