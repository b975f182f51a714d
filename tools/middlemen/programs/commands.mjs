// Programs that are called as commands, with the text on their standard input: jq, SQLite, PostgreSQL.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A program's standard output, or why it refused. */
function run(program, args, input) {
  const { stdout, stderr, error, status } = spawnSync(program, args, { input, encoding: "utf8" });
  if (error) {
    throw error;
  }
  return status === 0 ? stdout : { refused: stderr.trim() };
}

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

/** A database's answer without the line break that its client adds. */
const row = (answer) => (typeof answer === "string" ? answer.replace(/\n$/, "") : answer);

const sqlite = (sql) => (text) =>
  row(run("sqlite3", ["-batch", ":memory:"], `SELECT ${sql.replace("?", quoted(text))};`));

const postgres = (sql) => (text) =>
  row(run("psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", "postgres"], `SELECT ${sql.replace("?", () => quoted(text))};`));

const jq = (...args) => [`jq ${args.join(" ")}`, `jq ${args.join(" ")}`, (text) => run("jq", args, text)];

const JQ = run("jq", ["--version"]).trim().replace("jq-", "");
const SQLITE = run("sqlite3", ["--version"]).split(" ")[0];
const POSTGRES = run("psql", ["--version"]).match(/[\d.]+/)[0];

const PROGRAMS = {
  [JQ]: [
    jq("."),
    jq("-S", "."),
    jq("-c", "."),
    jq("-cS", "."),
    jq("-a", "."),
    jq("--tab", "."),
    jq("--indent", "4", "."),
    jq("-jc", "."),
    jq("-c", "del(..|nulls)"),
  ],
  [SQLITE]: [["SQLite json()", "SELECT json(text)", sqlite("json(?)")]],
  [POSTGRES]: [
    ["PostgreSQL json", "SELECT text::json", postgres("?::json")],
    ["PostgreSQL jsonb", "SELECT text::jsonb", postgres("?::jsonb")],
    ["PostgreSQL jsonb_pretty", "SELECT jsonb_pretty(text::jsonb)", postgres("jsonb_pretty(?::jsonb)")],
    ["PostgreSQL jsonb_strip_nulls", "SELECT jsonb_strip_nulls(text::jsonb)", postgres("jsonb_strip_nulls(?::jsonb)")],
    ["PostgreSQL json_strip_nulls", "SELECT json_strip_nulls(text::json)", postgres("json_strip_nulls(?::json)")],
  ],
};

const texts = JSON.parse(readFileSync(0, "utf8"));
const answers = Object.entries(PROGRAMS).flatMap(([version, programs]) =>
  programs.map(([program, command, print]) => ({ program, version, command, prints: texts.map(print) })),
);
console.log(JSON.stringify(answers));
