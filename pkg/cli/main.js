#!/usr/bin/env node
// `npx heron-webhooks`: each command is a file beside this one, which says what it takes and does it.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { WebhookError } from "heron-webhooks";
import { topics } from "../lib/samples.js";
import * as check from "./check.js";
import { completion } from "./completion.js";
import * as explain from "./explain.js";
import * as listen from "./listen.js";
import * as page from "./page.js";
import * as replay from "./replay.js";
import * as send from "./send.js";
import * as sign from "./sign.js";
import { note } from "./terminal.js";
import { UsageError, didYouMean, help, overview } from "./usage.js";
import * as verify from "./verify.js";

/** @type {{ [name: string]: import("./usage.js").Command }} */
const commands = { sign, verify, explain, send, check, listen, replay, page };

/**
 * Commands about this program itself, without options.
 *
 * @type {{ [name: string]: (args: string[]) => string }}
 */
const others = {
  topics: () => `${topics.join("\n")}\n`,
  completion: ([shell]) => completion(shell, commands, Object.keys(others)),
  help: ([name]) => (name === undefined ? overview(commands) : helpOf(name)),
  version: () => `${version()}\n`,
};

const everywhere = /** @type {const} */ ({
  help: { type: "boolean", short: "h", help: "prints this help" },
  version: { type: "boolean", short: "v", help: "prints the version of the package" },
});

/**
 * Resolves to the exit status.
 *
 * @param {string[]} args
 */
async function main([name, ...args]) {
  if (name === undefined) {
    process.stderr.write(overview(commands));
    return 2;
  }
  if (name.startsWith("-")) return overall([name, ...args]);
  if (Object.hasOwn(others, name)) return written(others[name](args));
  const command = commandOf(name);
  const options = { ...command.options, ...everywhere };
  const { values, positionals } = parsed({ args, options, allowPositionals: true });
  if (values.help) return written(helpOf(name));
  if (values.version) return written(`${version()}\n`);
  return command.run(/** @type {never} Its own options' values. */ (values), positionals);
}

/** @param {string} name */
function commandOf(name) {
  if (Object.hasOwn(commands, name)) return commands[name];
  const names = [...Object.keys(commands), ...Object.keys(others)];
  const guess = didYouMean(name, names);
  throw new UsageError(`there is no such command${guess ? `.${guess}` : `; the commands are ${names.join(", ")}`}`);
}

/** @param {string} name */
function helpOf(name) {
  const command = commandOf(name);
  return help(name, { ...command, options: { ...command.options, ...everywhere } });
}

/**
 * Options without a command.
 *
 * @param {string[]} args
 */
function overall(args) {
  const { values } = parsed({ args, options: everywhere });
  return written(values.version ? `${version()}\n` : overview(commands));
}

/**
 * @template {import("node:util").ParseArgsConfig} T
 * @param {T} config
 */
function parsed(config) {
  try {
    return parseArgs(config);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const [problem, ...remedy] = message.split("\n");
    const isAmbiguous = code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" && remedy.length > 0;
    const option = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? /--([^']*)/.exec(problem)?.[1] : undefined;
    const guess = option ? didYouMean(option, Object.keys(config.options ?? {})).replace("mean ", "mean --") : "";
    if (guess) throw new UsageError(`unknown option --${option}.${guess}`);
    throw new UsageError(isAmbiguous ? `${problem} ${remedy.at(-1)}` : problem);
  }
}

/** @param {string} text */
function written(text) {
  process.stdout.write(text);
  return 0;
}

/** @param {unknown} error whatever was thrown */
const shown = (error) => (error instanceof Error ? error.stack : String(error));

function version() {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}

// A reader such as `head` may have seen enough.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const args = process.argv.slice(2);
try {
  process.exitCode = await main(args);
} catch (error) {
  // Errors that the user can correct have no stack; anything else is a fault of this program, not a verdict.
  const isUsage = error instanceof UsageError || error instanceof WebhookError;
  const command = Object.hasOwn(commands, args[0] ?? "") ? ` ${args[0]}` : "";
  const remedy = error instanceof UsageError ? `\n"heron-webhooks help${command}" says how it is used.` : "";
  note(`heron-webhooks${command}: ${isUsage ? error.message : shown(error)}${remedy}`);
  process.exitCode = 2;
}
