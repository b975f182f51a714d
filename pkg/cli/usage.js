// Help texts, made from what each command says of itself, and the errors that point to them.

/** @typedef {NonNullable<import("node:util").ParseArgsConfig["options"]>[string]} ParsedOption */
/** @typedef {ParsedOption & { help: string, value?: string }} Option */
/** @typedef {{ readonly [name: string]: Option }} Options */
/**
 * The values of options, as `parseArgs` gives them.
 *
 * @template {Options} O
 * @typedef {ReturnType<typeof import("node:util").parseArgs<{ options: O }>>["values"]} Values
 */
/**
 * @typedef {object} Command
 * @property {string} summary
 * @property {string} usage
 * @property {string[]} about in paragraphs
 * @property {Options} options
 * @property {string[]} examples
 * @property {(values: never, positionals: string[]) => Promise<number>} run takes its own options' values, and
 * resolves to the exit status
 */

const WIDTH = 80;
const PROGRAM = "heron-webhooks";

/** An error that the user can correct: reported without a stack, exit status 2. */
export class UsageError extends Error {}

/**
 * The name that was probably meant, as a sentence behind another one, or nothing.
 *
 * @param {string} name
 * @param {readonly string[]} names
 */
export function didYouMean(name, names) {
  const given = name.slice(0, 60).toLowerCase();
  const [nearest] = names
    .map((known) => ({ known, distance: known.startsWith(given) && given.length > 2 ? 1 : distance(given, known) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= Math.max(1, given.length / 3)
    ? ` Did you mean ${nearest.known}?`
    : "";
}

/**
 * How many letters have to be changed, added or left out; two that changed places are one.
 *
 * @param {string} a
 * @param {string} b
 */
function distance(a, b) {
  let [before, row] = [/** @type {number[]} */ ([]), Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (isSame ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

/**
 * The help for the program: its commands.
 *
 * @param {{ [name: string]: Command }} commands
 */
export function overview(commands) {
  /** @type {[string, string][]} */
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary]);
  return [
    `Usage: ${PROGRAM} COMMAND [options]`,
    "Signs and verifies Heron Data's webhooks.",
    `Commands:\n${table(rows)}`,
    `Besides:\n${table([
      ["topics", "lists the topics that Heron publishes"],
      ["completion SHELL", "prints a script that completes commands, options and topics"],
      ["help [COMMAND]", "explains a command, with examples"],
      ["version", "prints the version of the package"],
    ])}`,
    `Exit status:\n${table([
      ["0", "it matches, or was delivered"],
      ["1", "it does not match, or was not delivered"],
      ["2", "something is wrong with how the command was used"],
    ])}\n`,
  ].join("\n\n");
}

/**
 * The help for a command.
 *
 * @param {string} name
 * @param {Pick<Command, "usage" | "about" | "options" | "examples">} command
 */
export function help(name, { usage, about, options, examples }) {
  /** @type {[string, string][]} */
  const rows = Object.entries(options).map(([option, { short, value, help: text }]) => [
    `${short ? `-${short}, ` : ""}--${option}${value ? ` ${value}` : ""}`,
    text,
  ]);
  return [
    `Usage: ${PROGRAM} ${name} ${usage}`,
    ...about.map((paragraph) => wrap(paragraph, 0)),
    `Options:\n${table(rows)}`,
    `Examples:\n${examples.map((example) => `  ${example}`).join("\n")}\n`,
  ].join("\n\n");
}

/**
 * Two columns; a long first one has its own line.
 *
 * @param {[string, string][]} rows
 */
function table(rows) {
  const widest = Math.max(...rows.map(([first]) => first.length));
  const indent = Math.min(widest, 20) + 4;
  return rows
    .map(([first, second]) => {
      const text = wrap(second, indent);
      const head = `  ${first}`;
      return head.length + 2 > indent ? `${head}\n${text}` : head + text.slice(head.length);
    })
    .join("\n");
}

/**
 * Text in lines that fit a terminal.
 *
 * @param {string} text
 * @param {number} indent
 */
export function wrap(text, indent) {
  const margin = " ".repeat(indent);
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(margin + word);
  }
  return lines.join("\n");
}
