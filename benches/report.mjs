// Reports a run: in the terminal, and a whole run in docs/benchmarks.md and its plots too.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { answer, heading, root } from "../tools/lib.mjs";
import { baseline, goals } from "./goals.mjs";
import { receiverSections } from "./receivers/report.mjs";
import { digits, duration, geometricMean, median, quartiles, timesFaster } from "./statistics.mjs";
import { markdown, terminal } from "./tables.mjs";

/** The contender that the others are compared with, in their own table. */
const REFERENCES = {
  verify: (name) => (name.endsWith(", javascript") ? "recipe, javascript" : "recipe, python"),
  stringify: (name) => (name.endsWith(", bytes") ? "JSON, bytes" : "JSON, string"),
  native: () => "serde_json",
};
const FASTER = "times as fast as the reference";

/** Each contender's time for one input, its spread, and its speed. */
export function showTimes(operation, input, times) {
  const rows = Object.keys(times).map((name) => {
    const [low, high] = quartiles(times[name]);
    const speed = digits(timesFaster(times, name, REFERENCES[operation](name)));
    return [name, duration(median(times[name])), `${duration(low)} to ${duration(high)}`, speed];
  });
  console.log(`\n${operation}, ${input}`);
  console.log(terminal(["", "median", "half of the rounds", FASTER], rows));
}

/** What the receivers of every runtime took. */
export function showReceivers({ receivers, versions }) {
  if (receivers) console.log(`\n${receiverSections(receivers, versions).join("\n\n")}`);
}

export function showGoals(results) {
  const rows = goalRows(results);
  if (rows.length > 0) {
    heading("Goals");
    console.log(terminal(["", "goal", "before", "measured", ""], rows));
  }
  const others = sizeRows(results);
  if (others.length > 0) {
    heading("Size and start-up");
    console.log(terminal(["", "before", "now"], others));
  }
}

const goalRows = (results) =>
  goals(results).map(({ what, goal, shown, met }) => {
    const before = baseline.goals[what];
    return [what, goal, before === undefined ? "" : digits(before), shown, met ? "met" : "missed"];
  });

function sizeRows({ sizes = {}, start = {} }) {
  const kilobytes = (bytes) => (bytes === undefined ? "" : `${digits(bytes / 1000)} KB`);
  const rows = Object.entries(sizes).map(([what, bytes]) => [what, kilobytes(baseline.sizes[what]), kilobytes(bytes)]);
  for (const [name, times] of Object.entries(start)) {
    for (const [how, suffix] of [
      ["import", ""],
      ["require()", ", require()"],
    ]) {
      const [ours, theirs] = ["heron-webhooks", "standardwebhooks"].map((library) => times[library + suffix]);
      const ratio = median(ours.map((time, round) => time / theirs[round]));
      const before = how === "import" ? baseline.start[name] : undefined;
      const compared = before === undefined ? "" : `${digits(before)} times standardwebhooks`;
      const shown = `${digits(ratio)} times standardwebhooks (${duration(median(ours))})`;
      rows.push([`from ${how} to the first verdict, ${name}`, compared, shown]);
    }
  }
  return rows;
}

/** Writes the plots, and benchmarks.md with what was measured between its comments, to a folder, usually `docs`. */
export async function writeDocs(results, folder) {
  const { plots } = await import("./plots.mjs");
  mkdirSync(join(folder, "benchmarks"), { recursive: true });
  for (const [file, svg] of Object.entries(plots(results))) writeFileSync(join(folder, "benchmarks", file), svg);

  let text = readFileSync(join(root, "docs/benchmarks.md"), "utf8");
  const { receivers, ...others } = results;
  if (receivers) text = replaced(text, "receivers", measuredReceivers(results));
  if (others.native) text = replaced(text, "measured", measured(others));
  writeFileSync(join(folder, "benchmarks.md"), text);
}

function replaced(text, name, sections) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, after] = [text.slice(0, text.indexOf(start)), text.slice(text.indexOf(end))];
  return `${before}${start}\n${sections.map((section) => `\n${section}\n`).join("")}\n${after}`;
}

function measuredReceivers({ receivers, versions, date }) {
  const goals = markdown(["operation", "goal", "before", "measured", ""], goalRows({ receivers }));
  return [machine({ date, versions }), "### Goals of receivers", goals, ...receiverSections(receivers, versions)];
}

function measured(results) {
  const sections = [
    machine(results),
    "### Goals",
    markdown(["operation", "goal", "before", "measured", ""], goalRows(results)),
    "### Size and start-up",
    markdown(["size or time", "before", "now"], sizeRows(results)),
  ];
  for (const [name, { verify, stringify }] of named(results)) {
    sections.push(`### ${name}`, "`verify`", summary(verify, "verify"), "`stringify`", summary(stringify, "stringify"));
  }
  return [...sections, "### The crate", summary(results.native, "native")];
}

function machine({ date, versions }) {
  const [{ model }] = cpus();
  const rust = answer("rustc", ["--version"]).split(" ")[1];
  const programs = `${Object.values(versions).join(", ")}, and Rust ${rust}`;
  return `Measured on ${date}, on ${cpus().length} cores of ${model}, with ${programs}.`;
}

const named = ({ runtimes, versions }) => Object.entries(runtimes).map(([key, result]) => [versions[key], result]);

/** Median times and speeds, in geometric mean over the kinds of events; a document is a column of its own. */
function summary(inputs, operation) {
  const columns = new Map();
  for (const [input, times] of Object.entries(inputs)) {
    const [name, size] = input.split(" ");
    const column = size === undefined ? name : `${size === "1024" ? "1 M" : `${size} K`}B`;
    columns.set(column, [...(columns.get(column) ?? []), times]);
  }
  const names = Object.keys(Object.values(inputs)[0]);
  const rows = names.map((name) => {
    const cells = [...columns.values()].map((list) => {
      const time = geometricMean(list.map((times) => median(times[name])));
      const speed = geometricMean(list.map((times) => timesFaster(times, name, REFERENCES[operation](name))));
      return `${duration(time)} (${digits(speed)})`;
    });
    return [name, ...cells];
  });
  return markdown([`time (${FASTER})`, ...columns.keys()], rows);
}
