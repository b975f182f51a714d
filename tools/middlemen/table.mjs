// Writes the table of docs/explain.md: what `explain` says of each case of tests/vectors/middlemen/. To be run again,
// by `node tools/middlemen/table.mjs` after `npm run build`, when the vectors or the causes change. `--check` writes
// nothing, and fails if the document differs.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Webhook } from "heron-webhooks";
import { explain } from "heron-webhooks/explain";
import { Failure, main, root } from "../lib.mjs";
import { EVENTS } from "./events.mjs";
import { KINDS, losses } from "./losses.mjs";

const DOCUMENT = join(root, "docs/explain.md");
const VECTORS = join(root, "tests/vectors/middlemen");
const BEGIN = "<!-- begin: written by tools/middlemen/table.mjs -->\n";
const END = "<!-- end -->";

const SECRET = "sec_test";
const webhook = new Webhook(SECRET);
const kinds = Object.keys(KINDS);
const letter = (kind) => String.fromCharCode(97 + kinds.indexOf(kind));

const VARIANTS = { python: "Python", javascript: "JavaScript", spaced: "spaced", compact: "compact" };

const told = new Map();

/** What is said of a pair of texts, which many programs share. */
function answer({ signed, received }) {
  const pair = JSON.stringify([signed, received]);
  if (!told.has(pair)) told.set(pair, explained(signed, received));
  return told.get(pair);
}

/** What is said, and how the texts differ if no cause is proven; ranked as a cell lists it. */
function explained(signed, received) {
  const { verdict, findings } = explain(SECRET, received, webhook.sign(signed, { form: "raw" }));
  if (verdict === "match") return { rank: 0, said: "verifies" };
  const ids = findings[0]?.causes.map(({ id }) => `\`${id}\``).join(" + ");
  if (findings[0]?.proven) return { rank: 1, said: ids };
  const why = `<sup>${losses(signed, received).map(letter).join(" ")}</sup>`;
  return ids === undefined ? { rank: 3, said: "**no cause**", why } : { rank: 2, said: `suspected: ${ids}`, why };
}

const refusal = ({ refused }) => ({ rank: 4, said: `refused (${refused})` });

/** What is said, with the events that it is said of; an event whose cases differ tells them apart. */
function cell(cases) {
  const groups = new Map();
  for (const event of Object.keys(EVENTS)) {
    const answers = cases
      .filter((one) => one.event === event)
      .map((one) => ({
        ...(one.refused === undefined ? answer(one) : refusal(one)),
        variant: VARIANTS[one.signer ?? one.wire],
      }));
    const same = answers.every(({ said, why }) => said === answers[0].said && why === answers[0].why);
    for (const { rank, said, why = "", variant } of same ? answers.slice(0, 1) : answers) {
      const group = groups.get(said) ?? { rank, said, events: new Map() };
      const where = same ? "" : ` (${variant})`;
      group.events.set(where, [...(group.events.get(where) ?? []), `${event}${why}`]);
      groups.set(said, group);
    }
  }
  const sorted = [...groups.values()].sort((one, other) => one.rank - other.rank);
  return sorted.map(({ said, events }) => `${said}: ${[...events].map(listed).join("; ")}`).join("<br>");
}

/** Names of events, `all` for all eight that have the same reason. */
function listed([where, events]) {
  const reasons = new Set(events.map((event) => event.replace(/^\w+/, "")));
  const all = events.length === Object.keys(EVENTS).length && reasons.size === 1;
  return `${all ? `all${[...reasons][0]}` : events.join(", ")}${where}`;
}

/** Programs that have the same answers share a row. */
function table() {
  const rows = new Map();
  for (const file of readdirSync(VECTORS).sort()) {
    const { cases, also, ...first } = JSON.parse(readFileSync(join(VECTORS, file), "utf8"));
    const of = (way) => cases.filter((one) => one.way === way || one.refused !== undefined);
    const cells = `${cell(of("signed-then-reprinted"))} | ${cell(of("reprinted-then-signed"))}`;
    const names = [first, ...also].map(({ program, version }) => `${program} ${version}`.replaceAll("|", "\\|"));
    rows.set(cells, [...(rows.get(cells) ?? []), ...names]);
  }
  const lines = [...rows].map(([cells, names]) => `| ${names.join("<br>")} | ${cells} |`);
  const legend = kinds.map((kind) => `- ${letter(kind)}: ${KINDS[kind]}`).join("\n");
  return `${legend}

| program | Heron signed; the program's text arrives | the program's text was signed; Heron's arrives |
| --- | --- | --- |
${lines.join("\n")}
`;
}

await main(() => {
  const { values } = parseArgs({ options: { check: { type: "boolean" } } });
  const document = readFileSync(DOCUMENT, "utf8");
  const [start, end] = [document.indexOf(BEGIN) + BEGIN.length, document.indexOf(END)];
  const written = `${document.slice(0, start)}${table()}${document.slice(end)}`;
  if (!values.check) return writeFileSync(DOCUMENT, written);
  if (written !== document) throw new Failure("docs/explain.md is not up to date.", "node tools/middlemen/table.mjs");
});
