// Completion of commands, options and topics, for three shells.
import { topics } from "../lib/samples.js";
import { UsageError } from "./usage.js";

/** @import { Command } from "./usage.js" */

/**
 * The script for a shell.
 *
 * @param {string | undefined} shell
 * @param {{ [name: string]: Command }} commands
 * @param {string[]} others commands without options
 */
export function completion(shell, commands, others) {
  if (shell === undefined || !Object.hasOwn(scripts, shell)) {
    throw new UsageError("completion is for a shell: bash, zsh or fish");
  }
  return scripts[shell](commands, others);
}

/** @type {{ [shell: string]: (commands: { [name: string]: Command }, others: string[]) => string }} */
const scripts = { bash, zsh, fish };

/** @param {Command} command */
const optionsOf = ({ options }) => [...Object.keys(options).map((name) => `--${name}`), "--help"].join(" ");

/**
 * @param {{ [name: string]: Command }} commands
 * @param {string[]} others
 */
function bash(commands, others) {
  const cases = Object.entries(commands).map(([name, command]) => `    ${name}) words="${optionsOf(command)}" ;;`);
  return `# source <(heron-webhooks completion bash)
_heron_webhooks() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" = 1 ]; then before=help; fi
  case "$before" in
    help) words="${[...Object.keys(commands), ...others].join(" ")}" ;;
    completion) words="${Object.keys(scripts).join(" ")}" ;;
    --topic) words="${topics.join(" ")}" ;;
    --form) words="raw python javascript" ;;
    --wire) words="signed spaced utf8 source" ;;
    *) case "$word" in -*) case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
    esac ;; esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _heron_webhooks heron-webhooks
`;
}

/**
 * zsh completes by bash's own function.
 *
 * @param {{ [name: string]: Command }} commands
 * @param {string[]} others
 */
function zsh(commands, others) {
  return `autoload -Uz compinit bashcompinit && compinit && bashcompinit\n${bash(commands, others).replace("bash)", "zsh)")}`;
}

/**
 * @param {{ [name: string]: Command }} commands
 * @param {string[]} others
 */
function fish(commands, others) {
  const complete = "complete -c heron-webhooks";
  const quoted = (/** @type {string} */ text) => `'${text.replace(/[\\']/g, "\\$&")}'`;
  const lines = ["# heron-webhooks completion fish | source"];
  const use = (/** @type {string} */ name) => `-n '__fish_seen_subcommand_from ${name}'`;
  for (const [name, { summary, options }] of Object.entries(commands)) {
    lines.push(`${complete} -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`);
    for (const [option, { value, short }] of Object.entries(options)) {
      const values = option === "topic" ? ` -xa ${quoted(topics.join(" "))}` : value ? " -r" : "";
      lines.push(`${complete} ${use(name)} -l ${option}${short ? ` -s ${short}` : ""}${values}`);
    }
  }
  lines.push(`${complete} -n __fish_use_subcommand -a ${quoted(others.join(" "))}`);
  lines.push(`${complete} ${use("help")} -xa ${quoted(Object.keys(commands).join(" "))}`);
  lines.push(`${complete} ${use("completion")} -xa ${quoted(Object.keys(scripts).join(" "))}`);
  return `${lines.join("\n")}\n`;
}
